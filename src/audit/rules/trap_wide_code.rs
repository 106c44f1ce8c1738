//! Chinese marks in code.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-wide-code",
    name: Text { zh: "代码里的全角符号", en: "full-width marks in code" },
    level: Severity::Error,
    summary: Text {
        zh: "# 之后的代码里用了全角的引号、括号或逗号",
        en: "Full-width quotes, brackets or commas in code after #",
    },
    explanation: Text {
        zh: r#"代码只认半角：#pct("题.选项")。#pct（“题.选项”）会把整段代码印到纸上，#pct(“题.选项”) 则编不过。"#,
        en: r#"Code takes half-width marks only: #pct("题.选项"). #pct（“题.选项”） prints itself on paper, #pct(“题.选项”) does not compile."#,
    },
    bad: Example::Prose("有#pct（“应用.已应用”）的企业已应用。"),
    good: Example::Prose(r#"有#pct("应用.已应用")的企业已应用（见下图）。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::Ident, SyntaxKind::Error]) {
            let range = node.range();
            let wide = match node.kind() {
                // A kit name, then a wide bracket that Typst takes for text.
                SyntaxKind::Ident if edition.prose.kit.iter().any(|name| name == node.leaf_text()) => {
                    let called = syntax::before(chapter, range.start) == Some('#');
                    syntax::after(chapter, range.end)
                        .filter(|next| called && *next == '（')
                        .map(|next| (range.end, next))
                }
                SyntaxKind::Error => {
                    let text = node.leaf_text();
                    text.char_indices()
                        .find(|(_, glyph)| "“”‘’（），：；".contains(*glyph))
                        .map(|(at, glyph)| (range.start + at, glyph))
                }
                _ => None,
            };
            if let Some((at, glyph)) = wide {
                let message = Message::new("trap-wide-code").with("glyph", glyph.to_string());
                let place = chapter.place(at..at + glyph.len_utf8());
                let finding = RULE.finding(glyph.to_string(), message).at(Some(place));
                findings.push(finding.hint(Message::new("trap-wide-code.hint")));
            }
        }
    }
    findings
}
