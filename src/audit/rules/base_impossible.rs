//! Percentages that no base of the survey gives.

use super::base_unstated::{percents_without_base, possible_bases};
use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::model::{Kind, Question, Survey};
use crate::survey::share::Percent;

pub static RULE: Rule = Rule {
    id: "base-impossible",
    name: Text { zh: "占比无从得出", en: "shares of no base" },
    level: Severity::Error,
    summary: Text {
        zh: "没有写明基数，而不超过有效问卷数的任何人数都得不出所公布的占比",
        en: "No base is stated, and no number up to the valid questionnaires gives the published shares",
    },
    explanation: Text {
        zh: "占比只能是整数分之整数。若从 1 到有效问卷数的任何人数都得不出这组占比，就有占比抄错了，或数据经过加权而没有写明 policy.weighted。",
        en: "A share is a whole number of a whole number. If no number from 1 to the valid questionnaires gives this set of shares, one of them was mistyped, or the data are weighted and policy.weighted does not say so.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "options": [
  { "id": "a", "label": "甲", "percent": "35.53" },
  { "id": "b", "label": "乙", "percent": "51.33" },
  { "id": "c", "label": "丙", "percent": "13.17" } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "options": [
  { "id": "a", "label": "甲", "percent": "35.53" },
  { "id": "b", "label": "乙", "percent": "51.32" },
  { "id": "c", "label": "丙", "percent": "13.16" } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, question) in edition.questions() {
        let Some(percents) = percents_without_base(survey, question) else { continue };
        if !possible_bases(survey, question, &percents).is_empty() {
            continue;
        }
        let Some(valid) = survey.survey.valid else { continue };
        let message = Message::new("base-impossible").with("figure", edition.name_of(question)).with("valid", valid);
        let place = edition.in_question(index, &[Key("options")]);
        findings.push(RULE.finding(&question.title, message).at(place).hint(suspect(survey, question, &percents)));
    }
    findings
}

/// What to do: look at the one share without which the rest would fit, where there is one.
fn suspect(survey: &Survey, question: &Question, percents: &[Percent]) -> Message {
    let without = |skip: usize| -> Vec<Percent> {
        percents.iter().enumerate().filter(|(index, _)| *index != skip).map(|(_, percent)| *percent).collect()
    };
    // Without one of its parts a whole is not complete.
    let parts = Question { kind: Kind::Multiple, ..question.clone() };
    let fits = |skip: &usize| !possible_bases(survey, &parts, &without(*skip)).is_empty();
    let suspects: Vec<usize> = (0..percents.len()).filter(fits).collect();
    match suspects.as_slice() {
        [one] if percents.len() > 2 => Message::new("base-impossible.suspect").with("percent", percents[*one]),
        _ => Message::new("base-impossible.hint"),
    }
}
