//! More answers than an exclusive one leaves room for.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::{Kind, Role};
use crate::survey::share::printed;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    id: "exclusive-exceeded",
    name: Text { zh: "互斥项不合", en: "exclusive option exceeded" },
    level: Severity::Error,
    summary: Text {
        zh: "多选题的互斥项占 e%，别的选项就不能超过 100−e%",
        en: "With an exclusive option at e %, no other option can exceed 100−e %",
    },
    explanation: Text {
        zh: "选了“暂无”“以上都不是”的人没有选别的，所以其余任何一项都不会超过剩下的人。",
        en: "Who chose 暂无 or 以上都不是 chose nothing else, so no other option can exceed those who are left.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "multiple", "n": 200, "options": [
  { "id": "a", "label": "甲", "count": 180 }, { "id": "b", "label": "暂无", "count": 60, "role": "exclusive" } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "multiple", "n": 200, "options": [
  { "id": "a", "label": "甲", "count": 140 }, { "id": "b", "label": "暂无", "count": 60, "role": "exclusive" } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, question) in edition.questions().filter(|(_, question)| question.kind == Kind::Multiple) {
        let exclusive = question.options.iter().filter(|choice| choice.role == Some(Role::Exclusive));
        let taken: Option<Decimal> = exclusive.map(|choice| survey.share(question, choice)).sum();
        let Some(taken) = taken.filter(|taken| !taken.is_zero()) else { continue };
        let slack = Decimal::new(5, survey.policy.decimals + 1) * Decimal::TWO;
        let left = Decimal::ONE_HUNDRED - taken;
        for (at, choice) in question.options.iter().enumerate() {
            let share = survey.share(question, choice).filter(|share| *share > left + slack);
            let (Some(_), false) = (share, choice.role == Some(Role::Exclusive)) else { continue };
            let message = Message::new("exclusive-exceeded")
                .with("figure", edition.name_of(question))
                .with("label", &choice.label)
                .with("share", survey.printed_share(question, choice).unwrap_or_default())
                .with("left", printed(left, survey.policy.decimals));
            let place = edition.in_question(index, &[Key("options"), Index(at)]);
            findings.push(RULE.finding(&choice.label, message).at(place).hint(Message::new("exclusive-exceeded.hint")));
        }
    }
    findings
}
