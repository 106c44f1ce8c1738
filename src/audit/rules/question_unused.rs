//! Data that the report does not speak of.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::model::Question;

pub static RULE: Rule = Rule {
    id: "question-unused",
    name: Text { zh: "数据未用", en: "unused question" },
    level: Severity::Warning,
    summary: Text {
        zh: "题目有数据，而正文既没有图也没有提到",
        en: "A question has data, but the prose neither shows nor mentions it",
    },
    explanation: Text {
        zh: "多半是忘了放图，或选项标识改了而正文没有跟上。有意不用的题目写明保留理由。",
        en: "Mostly its figure was forgotten, or ids changed and the prose did not follow. What is left out on purpose is waived with its reason.",
    },
    bad: Example::Prose(r#"#chart("应用")"#),
    good: Example::Prose(
        r#"#chart("应用")

#chart("年限")

#chart("原因")

市场规模为#amount("市场规模.2031")。"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let Some(pages) = edition.pages else { return Vec::new() };
    let figures = &edition.prose.figures;
    let spoken_of = |question: &Question| {
        let of_question = |reference: &str| reference.split_once('.').is_some_and(|(id, _)| id == question.id);
        figures.contains(&question.id) || pages.mentions.iter().any(|mention| mention.options().any(of_question))
    };
    let valued = |question: &Question| {
        question.points.iter().any(|point| point.value.is_some())
            || question.options.iter().any(|choice| choice.count.is_some() || choice.percent.is_some())
    };
    let unused = edition.questions().filter(|(_, question)| valued(question) && !spoken_of(question));
    unused
        .map(|(index, question)| {
            let message = Message::new("question-unused").with("title", &question.title);
            let finding = RULE.finding(&question.title, message).at(edition.in_question(index, &[Key("title")]));
            finding.hint(Message::new("question-unused.hint").with("id", &question.id))
        })
        .collect()
}
