//! Western marks among Chinese characters.

use super::{Example, Rule};
use crate::audit::paragraphs::is_han;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "punctuation-width",
    name: Text { zh: "标点全半角", en: "punctuation width" },
    level: Severity::Warning,
    summary: Text {
        zh: "汉字旁用了半角标点，或用了全角的字母数字",
        en: "A half-width mark touches a Chinese character, or letters and digits are full-width",
    },
    explanation: Text {
        zh: "中文里用全角标点：，。：；？！（）。半角的逗号、括号会挤在一起，行首行尾也不按中文规则处理。字母与数字反过来用半角。",
        en: "Chinese takes full-width marks: ，。：；？！（）. Half-width ones crowd and do not follow the Chinese rules at line ends. Letters and digits, the other way round, are half-width.",
    },
    bad: Example::Prose("企业希望提高效率,并避免绑定。"),
    good: Example::Prose("企业希望提高效率，并避免绑定（见下文）。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paragraph in edition.paragraphs() {
        for (at, glyph) in paragraph.glyphs.iter().enumerate() {
            let beside = |index: Option<usize>| index.and_then(|index| paragraph.shown(index)).is_some_and(is_han);
            let touches = beside(at.checked_sub(1)) || beside(Some(at + 1));
            let proper = match glyph.shown {
                ',' if touches => "，",
                ':' if touches => "：",
                ';' if touches => "；",
                '?' if touches => "？",
                '!' if touches => "！",
                '(' if touches => "（",
                ')' if touches => "）",
                // 2.5 万 has its point between digits.
                '.' if beside(at.checked_sub(1)) => "。",
                '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' => "",
                _ => continue,
            };
            let words = glyph.shown.to_string();
            let message = match proper {
                "" => Message::new("punctuation-width.wide").with("words", &words),
                proper => Message::new("punctuation-width").with("words", &words).with("proper", proper),
            };
            let finding = RULE.finding(words, message).at(paragraph.place(at..at + 1));
            findings.push(finding.hint(Message::new("punctuation-width.hint")));
        }
    }
    findings
}
