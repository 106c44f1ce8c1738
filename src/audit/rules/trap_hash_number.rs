//! A # before a number.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-hash-number",
    name: Text { zh: "井号丢失", en: "vanishing #" },
    level: Severity::Error,
    summary: Text { zh: "数字前的“#”印不出来", en: "A # before a number does not print" },
    explanation: Text {
        zh: r#"Typst 里“#1”是数字 1，“#”消失。作为文字写作“\#1”。"#,
        en: r#"In Typst #1 is the number 1: the # vanishes. As text write \#1."#,
    },
    bad: Example::Prose("排在 #1 的是效率。"),
    good: Example::Prose(r#"排在 \#1 的是效率。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::Int, SyntaxKind::Float, SyntaxKind::Numeric]) {
            if syntax::in_markup(&node) && syntax::before(chapter, node.offset()) == Some('#') {
                let words = format!("#{}", node.leaf_text());
                let message = Message::new("trap-hash-number").with("words", &words);
                let place = chapter.place(node.offset() - 1..node.range().end);
                let finding = RULE.finding(words.clone(), message).at(Some(place));
                findings.push(finding.hint(Message::new("trap-hash-number.hint").with("words", words)));
            }
        }
    }
    findings
}
