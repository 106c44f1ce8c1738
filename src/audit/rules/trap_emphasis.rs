//! Stars and underscores that vanish.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-emphasis",
    name: Text { zh: "误成强调", en: "accidental emphasis" },
    level: Severity::Error,
    summary: Text {
        zh: "文字里成对的“_”“*”消失，中间的字变成斜体或粗体",
        en: "A pair of _ or * in text vanishes and slants or emboldens what is between",
    },
    explanation: Text {
        zh: r#"“长*宽*高”印成“长宽高”。作为文字写作“\*”“\_”，乘号用“×”。有意加粗整句的“*……*”不受影响。"#,
        en: r#"长*宽*高 prints as 长宽高. As text write \* and \_; the sign for times is ×. A phrase made bold on purpose is left alone."#,
    },
    bad: Example::Prose("尺寸为长*宽*高。"),
    good: Example::Prose("尺寸为长×宽×高，*这一句有意加粗*。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::Emph, SyntaxKind::Strong]) {
            let words = &chapter.file.text[node.range()];
            // Chinese has no italics; bold is for phrases, not for a character or two between others.
            let within_word = syntax::before(chapter, node.offset()).is_some_and(char::is_alphanumeric)
                && words.trim_matches('*').chars().count() <= 2;
            if node.kind() == SyntaxKind::Emph || within_word {
                let message = Message::new("trap-emphasis").with("words", words);
                let finding = RULE.finding(words, message).at(syntax::place(chapter, &node));
                findings.push(finding.hint(Message::new("trap-emphasis.hint")));
            }
        }
    }
    findings
}
