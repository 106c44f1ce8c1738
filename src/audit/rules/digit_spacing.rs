//! Digits with and without space.

use super::{Example, Rule};
use crate::audit::paragraphs::is_han;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "digit-spacing",
    name: Text { zh: "数字空格不一", en: "digit spacing" },
    level: Severity::Note,
    summary: Text {
        zh: "汉字与数字之间，有的空格有的不空",
        en: "Between Chinese characters and digits some have a space and some have none",
    },
    explanation: Text {
        zh: "“2018 年 8 月”与“2018年8月”都通行，一份报告只用一种。“~”是不断行的空格，也算空格。",
        en: "2018 年 8 月 and 2018年8月 are both in use; one report uses one. ~ is a space that does not break, and counts as one.",
    },
    bad: Example::Prose("使用 3 年的企业在 10 人以上，最长 5 年，最短1 年。"),
    good: Example::Prose("使用 3 年的企业在 10 人以上，最长 5 年，最短 1 年。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let paragraphs = edition.paragraphs();
    let mut spaced = Vec::new();
    let mut close = Vec::new();
    for paragraph in paragraphs {
        for at in 1..paragraph.glyphs.len() {
            let (one, two) = (paragraph.glyphs[at - 1].shown, paragraph.glyphs[at].shown);
            let meets = |a: char, b: char| is_han(a) && b.is_ascii_digit() || a.is_ascii_digit() && is_han(b);
            // A number and a word on both sides of a call's bracket are the kit's business.
            let same = || paragraph.glyphs[at - 1].within == paragraph.glyphs[at].within;
            if meets(one, two) && same() {
                close.extend(paragraph.place(at - 1..at + 1));
            } else if two.is_whitespace() && paragraph.shown(at + 1).is_some_and(|three| meets(one, three)) && same() {
                spaced.extend(paragraph.place(at - 1..at + 2));
            }
        }
    }
    let (few, many, id) = match spaced.len() >= close.len() {
        true => (close, spaced.len(), "digit-spacing.close"),
        false => (spaced, close.len(), "digit-spacing.spaced"),
    };
    let Some(first) = few.first() else { return Vec::new() };
    let message = Message::new(id).with("few", few.len()).with("many", many);
    vec![RULE.finding("digits", message).at(Some(first.clone())).hint(Message::new("digit-spacing.hint"))]
}
