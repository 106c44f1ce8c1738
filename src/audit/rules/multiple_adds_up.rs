//! Percent of cases that look like parts.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::model::Kind;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    id: "multiple-adds-up",
    name: Text { zh: "多选成整体", en: "multiple choice adds up" },
    level: Severity::Warning,
    summary: Text {
        zh: "多选题各项之和恰为 100%，多半其实是单选题",
        en: "The shares of a multiple-choice question add up to 100 %: it is probably single-choice",
    },
    explanation: Text {
        zh: "多选题的占比是人次，各项之和一般超过 100%，不能当作整体的几部分。恰好等于 100% 时，多半是 kind 写错了。",
        en: "Shares of a multiple-choice question are percent of cases; they usually add up to more than 100 % and are no parts of a whole. When they add up to exactly 100 %, kind is probably wrong.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "multiple", "n": 200, "options": [
  { "id": "a", "label": "甲", "count": 100 },
  { "id": "b", "label": "乙", "count": 60 },
  { "id": "c", "label": "丙", "count": 40 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "multiple", "n": 200, "options": [
  { "id": "a", "label": "甲", "count": 100 },
  { "id": "b", "label": "乙", "count": 90 },
  { "id": "c", "label": "丙", "count": 40 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, question) in edition.questions().filter(|(_, question)| question.kind == Kind::Multiple) {
        let shares: Option<Vec<Decimal>> =
            question.options.iter().map(|choice| survey.share(question, choice)).collect();
        let Some(shares) = shares.filter(|shares| shares.len() > 2) else { continue };
        let slack = Decimal::new(5, survey.policy.decimals + 1) * Decimal::from(shares.len());
        if (shares.iter().sum::<Decimal>() - Decimal::ONE_HUNDRED).abs() <= slack {
            let message = Message::new("multiple-adds-up").with("figure", edition.name_of(question));
            let finding = RULE.finding(&question.title, message).at(edition.in_question(index, &[Key("kind")]));
            findings.push(finding.hint(Message::new("multiple-adds-up.hint")));
        }
    }
    findings
}
