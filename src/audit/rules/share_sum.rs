//! Shares of one whole add up to it.

use rust_decimal::Decimal;

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::lookup::share;
use crate::survey::model::{Kind, Question, Survey};
use crate::survey::share::Percent;

pub static RULE: Rule = Rule {
    id: "share-sum",
    name: Text { zh: "合计不符", en: "shares do not add up" },
    level: Severity::Error,
    summary: Text {
        zh: "单选题各项占比之和应为 100%，四舍五入的误差除外",
        en: "Shares of a single-choice question add up to 100 %, rounding aside",
    },
    explanation: Text {
        zh: "单选题的每位受访者恰好属于一项，各项占比之和只能是 100%。每个印出的占比至多差末位的一半，k 项之和至多差 k 个一半；超出的差额是录入或分组的错误。",
        en: "Every respondent of a single-choice question belongs to exactly one option, so the shares add up to 100 %. A printed share is off by half its last digit at most, a sum of k shares by k halves; more is a slip of the pen or of the classes.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "应用", "title": "应用情况", "kind": "single", "options": [
  { "id": "已用", "label": "已经应用", "percent": "62.5" }, { "id": "未用", "label": "尚未应用", "percent": "32.5" } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "应用", "title": "应用情况", "kind": "single", "options": [
  { "id": "已用", "label": "已经应用", "percent": "67.5" }, { "id": "未用", "label": "尚未应用", "percent": "32.5" } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, question) in edition.questions().filter(|(_, question)| question.kind == Kind::Single) {
        let options = question.options.iter().map(|choice| (choice.count, choice.percent)).collect();
        let message = discrepancy(survey, survey.n_of(question), options);
        let place = edition.in_question(index, &[Key("options")]);
        findings.extend(message.map(|message| finding(edition, question, message).at(place)));
        for (group, breakdown) in &question.by {
            let complete = breakdown.options.len() == question.options.len();
            let options = breakdown.options.iter().map(|part| (part.count, part.percent)).collect();
            let message = discrepancy(survey, breakdown.base, options).filter(|_| complete);
            let place = edition.in_question(index, &[Key("by"), Key(group), Key("options")]);
            findings.extend(message.map(|message| finding(edition, question, message).at(place)));
        }
    }
    findings
}

fn finding(edition: &Edition, question: &Question, message: Message) -> Finding {
    let message = message.with("question", edition.name_of(question));
    RULE.finding(&question.title, message).hint(Message::new("share-sum.hint"))
}

/// How far the options of one whole miss it, if they do: exactly where there are counts, beyond rounding where there
/// are not. An option without a value may hold the rest.
fn discrepancy(survey: &Survey, n: Option<u64>, options: Vec<(Option<u64>, Option<Percent>)>) -> Option<Message> {
    let counts: Option<u64> = options.iter().map(|(count, _)| *count).sum();
    if let (Some(sum), Some(n), false) = (counts, n, survey.policy.weighted || options.is_empty()) {
        return (sum != n).then(|| Message::new("share-sum.counts").with("sum", sum).with("n", n));
    }
    let shares: Option<Vec<Decimal>> = options.iter().map(|(count, percent)| share(*count, *percent, n)).collect();
    let shares = shares.filter(|shares| !shares.is_empty())?;
    let slack = Decimal::new(5, survey.policy.decimals + 1) * Decimal::from(shares.len());
    let sum: Decimal = shares.iter().sum();
    let off = (sum - Decimal::ONE_HUNDRED).abs() > slack;
    off.then(|| Message::new("share-sum").with("sum", sum.round_dp(2).normalize()))
}
