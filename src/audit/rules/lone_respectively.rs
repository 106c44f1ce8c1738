//! 分别 of one value.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use std::ops::Range;

use crate::audit::paragraphs::{Glyph, Paragraph};
use crate::diagnostics::Place;
use crate::typeset::claims::Mention;

pub static RULE: Rule = Rule {
    id: "lone-respectively",
    name: Text { zh: "分别只有一个值", en: "分别 of one value" },
    level: Severity::Warning,
    summary: Text { zh: "“分别”后面只有一个数", en: "分别 is followed by one number only" },
    explanation: Text {
        zh: "“分别有 55.26%企业希望提供律师服务和在线仲裁服务”，读者会去找第二个数。数值相等时写“均有”。",
        en: "分别有 55.26%企业希望提供律师服务和在线仲裁服务 makes the reader look for the second number. Equal values take 均有.",
    },
    bad: Example::Prose(r#"#pcts("原因.自主", "原因.自主", equal: "分别有")企业希望避免绑定和自主可控。"#),
    good: Example::Prose(r#"#pcts("原因.效率", "原因.自主")企业希望提高效率和避免绑定。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mentions = edition.pages.map_or(&[][..], |pages| pages.mentions);
    let lone = |mention: &&Mention| {
        mention.function == "pcts" && mention.words.starts_with("分别") && mention.words.matches('%').count() == 1
    };
    let bound = mentions.iter().filter(lone).map(|mention| finding(mention.words.trim(), mention.place.clone()));
    let typed = edition.paragraphs().iter().flat_map(|paragraph| {
        let lone = |range: &Range<usize>| counts_one(paragraph, range.end);
        let found: Vec<Finding> = paragraph
            .find("分别")
            .into_iter()
            .filter(lone)
            .map(|range| finding("分别", paragraph.place(range)))
            .collect();
        found
    });
    bound.chain(typed).collect()
}

fn finding(words: &str, place: Option<Place>) -> Finding {
    let message = Message::new("lone-respectively").with("words", words);
    RULE.finding(words, message).at(place).hint(Message::new("lone-respectively.hint"))
}

/// Whether the clause that follows holds one number, bound, and nothing that would be a second.
fn counts_one(paragraph: &Paragraph, from: usize) -> bool {
    let ends = |glyph: &Glyph| matches!(glyph.shown, '，' | '。' | '；' | '！' | '？');
    let rest = &paragraph.glyphs[from..];
    let end = from + rest.iter().position(ends).unwrap_or(rest.len());
    let numbers = ["pct", "count", "amount", "roughly"];
    let bound = paragraph.calls_in(from..end).filter(|call| numbers.contains(&call.name.as_str())).count();
    let others = paragraph.calls_in(from..end).count() - bound;
    let joined = paragraph.text(from..end).contains(['和', '、', '与', '及']);
    bound == 1 && others == 0 && !joined
}
