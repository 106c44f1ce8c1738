//! A line that ends in a comment by mistake.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-comment",
    name: Text { zh: "误成注释", en: "accidental comment" },
    level: Severity::Error,
    summary: Text {
        zh: "正文里的“//”“/*”使后面的文字消失", en: "A // or /* in prose makes the words after it vanish"
    },
    explanation: Text {
        zh: r#"“A//B”与单独的“http://”从“//”起成了注释，一直消失到行末。作为文字写作“/\/”。独占一行的注释不受影响。"#,
        en: r#"From // on, A//B and a bare http:// are a comment to the end of the line. As text write /\/. Comments on lines of their own are left alone."#,
    },
    bad: Example::Prose("支持 Windows//Linux 系统的企业居多。"),
    good: Example::Prose(
        "// 这一行是注释。
支持 Windows/Linux 系统，详见 https://example.org/x。",
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::LineComment, SyntaxKind::BlockComment]) {
            let adjacent = syntax::before(chapter, node.offset()).is_some_and(|glyph| !glyph.is_whitespace());
            if adjacent && syntax::in_markup(&node) {
                let message = Message::new("trap-comment").with("words", node.leaf_text().as_str());
                let finding = RULE.finding("//", message).at(syntax::place(chapter, &node));
                findings.push(finding.hint(Message::new("trap-comment.hint")));
            }
        }
    }
    findings
}
