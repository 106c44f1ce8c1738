//! An address that reads as a reference.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-at",
    name: Text { zh: "误成引用", en: "accidental reference" },
    level: Severity::Error,
    summary: Text {
        zh: "没有转义的“@”（如电子邮件）成了引用",
        en: "An unescaped @, as in an e-mail address, becomes a reference",
    },
    explanation: Text {
        zh: r#"“@”在 Typst 里引用标签：yandan@caict.ac.cn 会去找名为 caict.ac.cn 的标签。写作 yandan\@caict.ac.cn。"#,
        en: r#"In Typst @ refers to a label: yandan@caict.ac.cn looks for one named caict.ac.cn. Write yandan\@caict.ac.cn."#,
    },
    bad: Example::Prose("联系 abc@example.org。"),
    good: Example::Prose(r#"联系 abc\@example.org。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::RefMarker]) {
            // References to figures are #see's; an @ in the prose of a report is an address.
            let words = node.leaf_text().as_str();
            let message = Message::new("trap-at").with("words", words);
            let finding = RULE.finding("@", message).at(syntax::place(chapter, &node));
            findings.push(finding.hint(Message::new("trap-at.hint").with("words", words.trim_start_matches('@'))));
        }
    }
    findings
}
