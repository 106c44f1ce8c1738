//! Words in angle brackets that vanish.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-label",
    name: Text { zh: "误成标签", en: "accidental label" },
    level: Severity::Error,
    summary: Text {
        zh: "“<……>”里的文字成了标签，印不出来", en: "Words in <…> become a label and do not print"
    },
    explanation: Text {
        zh: r#"“参见<附录>”只印“参见”。书名号用《》，作为文字写作“\<”。"#,
        en: r#"参见<附录> prints 参见 only. Titles take 《》; as text write \<."#,
    },
    bad: Example::Prose("参见<附录>的说明。"),
    good: Example::Prose("参见《附录》的说明。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::Label]) {
            let text_before = node.prev_sibling_with_trivia().is_some_and(|before| before.kind() == SyntaxKind::Text);
            if syntax::in_markup(&node) && text_before {
                let words = node.leaf_text().as_str();
                let message = Message::new("trap-label").with("words", words);
                let finding = RULE.finding(words, message).at(syntax::place(chapter, &node));
                findings.push(finding.hint(Message::new("trap-label.hint")));
            }
        }
    }
    findings
}
