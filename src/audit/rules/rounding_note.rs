//! A sum that rounding bends.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::model::Kind;
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    id: "rounding-note",
    name: Text { zh: "舍入说明", en: "rounding note" },
    level: Severity::Note,
    summary: Text {
        zh: "各项印出的占比之和不是 100%，图下没有“因四舍五入”的说明",
        en: "The printed shares do not add up to 100 %, and no note says that this is rounding",
    },
    explanation: Text {
        zh: "细心的读者会把各项相加。印出来不是 100% 时，图下宜注明“因四舍五入，合计可能不等于 100%”（写在题目的 notes 里）。",
        en: "Careful readers add the shares up. Where the printed ones do not make 100 %, a note under the figure should say that this is rounding (in the question’s notes).",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 3, "options": [
  { "id": "a", "label": "甲", "percent": "33.3" },
  { "id": "b", "label": "乙", "percent": "33.3" },
  { "id": "c", "label": "丙", "percent": "33.3" } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 3, "notes": ["因四舍五入，合计可能不等于 100%"], "options": [
  { "id": "a", "label": "甲", "percent": "33.3" },
  { "id": "b", "label": "乙", "percent": "33.3" },
  { "id": "c", "label": "丙", "percent": "33.3" } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, question) in edition.questions().filter(|(_, question)| question.kind == Kind::Single) {
        let printed: Option<Vec<Decimal>> =
            question.options.iter().map(|choice| survey.printed_share(question, choice)?.parse().ok()).collect();
        let Some(printed) = printed.filter(|printed| !printed.is_empty()) else { continue };
        let sum: Decimal = printed.iter().sum();
        let half_digits = Decimal::new(5, survey.policy.decimals + 1) * Decimal::from(printed.len());
        // More than rounding can do is another rule's.
        let rounding = sum != Decimal::ONE_HUNDRED && (sum - Decimal::ONE_HUNDRED).abs() <= half_digits;
        if rounding && !question.notes.iter().any(|note| note.contains("四舍五入")) {
            let message = Message::new("rounding-note").with("figure", edition.name_of(question)).with("sum", sum);
            let place = edition.in_question(index, &[Key("title")]);
            findings.push(RULE.finding(&question.title, message).at(place).hint(Message::new("rounding-note.hint")));
        }
    }
    findings
}
