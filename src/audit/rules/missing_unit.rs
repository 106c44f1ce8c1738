//! Amounts of nothing.

use super::{Example, Rule};
use crate::audit::classes::lacks_unit;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::{Choice, Kind, Question};

pub static RULE: Rule = Rule {
    id: "missing-unit",
    name: Text { zh: "缺少单位", en: "missing unit" },
    level: Severity::Warning,
    summary: Text {
        zh: "分组里的“万”“亿”没有单位，或数额序列没有写 unit",
        en: "A 万 or 亿 in a label without its unit, or a series without unit",
    },
    explanation: Text {
        zh: "“5 万以下”是 5 万元、5 万份还是 5 万人，要靠读者猜。",
        en: "Whether 5 万以下 is of yuan, contracts or people is left for the reader to guess.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "5 万以下", "count": 120 },
  { "id": "b", "label": "5 万元以上", "count": 80 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "不足 5 万元", "count": 120 },
  { "id": "b", "label": "5 万元以上", "count": 80 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    edition.questions().filter_map(|(index, question)| missing(edition, index, question)).collect()
}

fn missing(edition: &Edition, index: usize, question: &Question) -> Option<Finding> {
    if question.kind == Kind::Series && question.unit.is_none() {
        let message = Message::new("missing-unit.series").with("figure", edition.name_of(question));
        let finding = RULE.finding(&question.title, message).at(edition.in_question(index, &[Key("title")]));
        return Some(finding.hint(Message::new("missing-unit.series-hint")));
    }
    let lacking = |(at, choice): (usize, &Choice)| Some((at, choice.label.clone(), lacks_unit(&choice.label)?));
    let lacking: Vec<(usize, String, char)> = question.options.iter().enumerate().filter_map(lacking).collect();
    let (at, _, sign) = lacking.first()?;
    let labels: Vec<Message> = lacking.iter().map(|(_, label, _)| Message::new("quoted").with("text", label)).collect();
    let message = Message::new("missing-unit")
        .with("figure", edition.name_of(question))
        .with("labels", labels)
        .with("sign", sign.to_string());
    let place = edition.in_question(index, &[Key("options"), Index(*at), Key("label")]);
    Some(RULE.finding(&question.title, message).at(place).hint(Message::new("missing-unit.hint")))
}
