//! A figure of nothing.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::model::Question;

pub static RULE: Rule = Rule {
    id: "figure-without-data",
    name: Text { zh: "图无数据", en: "figure without data" },
    level: Severity::Error,
    summary: Text {
        zh: "正文放了图，而数据里没有数值", en: "The prose shows a figure whose data hold no value"
    },
    explanation: Text {
        zh: "没有数据的图只能印成占位框。补上数据，或删去这幅图；确实没有公布的，在数据里写明 status，本项降为警告。",
        en: "A figure without data prints as a marked placeholder. Add the data or take the figure out; where they were never published, say so with status in the data, and this becomes a warning.",
    },
    bad: Example::Prose(r#"#chart("缺数")"#),
    good: Example::Prose(r#"#chart("应用")"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let figures = &edition.prose.figures;
    let shown = edition.questions().filter(|(_, question)| figures.contains(&question.id));
    shown.filter_map(|(index, question)| empty(edition, index, question)).collect()
}

fn empty(edition: &Edition, index: usize, question: &Question) -> Option<Finding> {
    let has_value = question.options.iter().any(|choice| choice.count.is_some() || choice.percent.is_some());
    if has_value || question.points.iter().any(|point| point.value.is_some()) {
        return None;
    }
    let level = if question.status.is_some() { Severity::Warning } else { Severity::Error };
    let message =
        Message::new("figure-without-data").with("figure", edition.name_of(question)).with("title", &question.title);
    let finding = RULE.finding(&question.title, message).at(edition.in_question(index, &[Key("title")]));
    Some(finding.level(level).hint(Message::new("figure-without-data.hint")))
}
