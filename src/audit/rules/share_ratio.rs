//! Each percentage is a whole number of its base.

use super::{Example, Rule};
use crate::audit::bases::counts;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Place;
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::Question;
use crate::survey::share::{Percent, printed, share_of};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    id: "share-ratio",
    name: Text { zh: "占比不合基数", en: "share does not fit its base" },
    level: Severity::Error,
    summary: Text {
        zh: "公布的占比应是基数的整数分之几", en: "A published share is a whole number of its base"
    },
    explanation: Text {
        zh: "写明了基数 n，每个占比就只能是 k/n（k 为整数）四舍五入的结果：n=76 时有 35.53%（27 人），没有 35.54%。不合的占比是抄错了，或基数写错了。加权的数据（policy.weighted）不适用。",
        en: "With a stated base n every share is some whole k of n, rounded: of 76 there is 35.53 % (27), but no 35.54 %. A share that fits no k was mistyped, or the base was. Weighted data (policy.weighted) are exempt.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 76, "options": [
  { "id": "a", "label": "甲", "percent": "35.54" },
  { "id": "b", "label": "乙", "percent": "64.47" } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 76, "options": [
  { "id": "a", "label": "甲", "percent": "35.53" },
  { "id": "b", "label": "乙", "percent": "64.47" } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    if survey.policy.weighted {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (index, question) in edition.questions() {
        let options = question.options.iter().map(|choice| (choice.label.as_str(), choice.percent));
        let place = |option: usize| edition.in_question(index, &[Key("options"), Index(option), Key("percent")]);
        findings.extend(misfits(edition, question, survey.n_of(question), options, place));
        for (group, breakdown) in &question.by {
            let label = |id: &str| question.choice(id).map_or("", |choice| choice.label.as_str());
            let options = breakdown.options.iter().map(|part| (label(&part.id), part.percent));
            let steps = |option: usize| [Key("by"), Key(group), Key("options"), Index(option), Key("percent")];
            let place = |option: usize| edition.in_question(index, &steps(option));
            findings.extend(misfits(edition, question, breakdown.base, options, place));
        }
    }
    findings
}

/// The shares of one table that no whole number of its base gives.
fn misfits<'a>(
    edition: &Edition,
    question: &Question,
    n: Option<u64>,
    options: impl Iterator<Item = (&'a str, Option<Percent>)>,
    place: impl Fn(usize) -> Option<Place>,
) -> Vec<Finding> {
    let Some(n @ 1..) = n else { return Vec::new() };
    let misfit = |(index, (label, percent)): (usize, (&str, Option<Percent>))| {
        let percent = percent.filter(|percent| counts(*percent, n).is_none())?;
        let (below, above) = neighbours(percent, n);
        let message = Message::new("share-ratio")
            .with("figure", edition.name_of(question))
            .with("label", label)
            .with("percent", percent)
            .with("n", n);
        let hint = Message::new("share-ratio.hint").with("below", below).with("above", above);
        Some(RULE.finding(label, message).at(place(index)).hint(hint))
    };
    options.enumerate().filter_map(misfit).collect()
}

/// The printed shares of n on both sides of one that is none.
fn neighbours(percent: Percent, n: u64) -> (String, String) {
    let decimals = percent.value().scale();
    let below = percent.value() * Decimal::from(n) / Decimal::ONE_HUNDRED;
    let count = below.trunc().to_string().parse().unwrap_or(0);
    let shown = |count: u64| share_of(count, n).map_or(String::new(), |share| printed(share, decimals));
    (shown(count), shown((count + 1).min(n)))
}
