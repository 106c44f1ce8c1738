//! A ~ for a range.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-tilde",
    name: Text { zh: "波浪号消失", en: "vanishing ~" },
    level: Severity::Error,
    summary: Text {
        zh: "半角“~”写范围，印出来只是一个空格", en: "A half-width ~ in a range prints as a space"
    },
    explanation: Text {
        zh: "Typst 里“~”是不断行的空格：1~3 年印成“1 3 年”。范围请用全角“～”。“3~年”这样用来防止断行是对的。",
        en: "In Typst ~ is a space that does not break: 1~3 年 prints as 1 3 年. Ranges take ～. A ~ that keeps 3~年 together is right.",
    },
    bad: Example::Prose("使用时间在 1~3 年的企业居多。"),
    good: Example::Prose("使用时间在 1～3~年的企业居多。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::Shorthand]) {
            let (start, end) = (node.offset(), node.range().end);
            let number = |glyph: Option<char>| glyph.is_some_and(|glyph| glyph.is_ascii_digit());
            let measured = |glyph: Option<char>| glyph.is_some_and(|glyph| "万亿千百年月日份元家人%％".contains(glyph));
            let before = syntax::before(chapter, start);
            let follows = syntax::after(chapter, end);
            if node.leaf_text() == "~" && number(follows) && (number(before) || measured(before)) {
                let finding = RULE.finding("~", Message::new("trap-tilde")).at(syntax::place(chapter, &node));
                findings.push(finding.hint(Message::new("trap-tilde.hint")));
            }
        }
    }
    findings
}
