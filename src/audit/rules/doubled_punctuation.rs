//! A mark typed twice.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "doubled-punctuation",
    name: Text { zh: "标点重复", en: "doubled punctuation" },
    level: Severity::Warning,
    summary: Text { zh: "同一个标点连写两次", en: "One punctuation mark stands twice" },
    explanation: Text {
        zh: "“，，”“。。”是笔误；省略号“……”、破折号“——”本来就占两个字。",
        en: "，， and 。。 are slips; ellipsis …… and dash —— are two characters by themselves.",
    },
    bad: Example::Prose("企业希望提高效率。。"),
    good: Example::Prose("企业希望提高效率……并避免绑定。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paragraph in edition.paragraphs() {
        for at in 1..paragraph.glyphs.len() {
            let pair = (paragraph.shown(at - 1), paragraph.shown(at));
            let (Some(one), Some(two)) = pair else { continue };
            // A tally's phrases are parted by marks of its own.
            let written = !paragraph.glyphs[at].range.is_empty() && !paragraph.glyphs[at - 1].range.is_empty();
            if one == two && written && "，。、；：？！".contains(one) {
                let words: String = [one, two].iter().collect();
                let message = Message::new("doubled-punctuation").with("words", &words);
                let finding = RULE.finding(words, message).at(paragraph.place(at - 1..at + 1));
                findings.push(finding.hint(Message::new("doubled-punctuation.hint")));
            }
        }
    }
    findings
}
