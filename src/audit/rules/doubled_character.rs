//! A character typed twice.

use super::{Example, Rule};
use crate::audit::paragraphs::is_han;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "doubled-character",
    name: Text { zh: "叠字", en: "doubled character" },
    level: Severity::Warning,
    summary: Text {
        zh: "同一个字连写两次，又不是叠词",
        en: "One character stands twice, and it is no reduplicated word",
    },
    explanation: Text {
        zh: "“防篡改改成为”是改稿时最常见的笔误。叠词（常常、人人）和前后两个词各取一字（企业业务）不算：两个词都在文中别处单独出现过，或是常用词。",
        en: "防篡改改成为 is the commonest slip of revising. Reduplicated words (常常, 人人) and two words that meet (企业业务) are left alone: both words stand elsewhere in the report, or are common.",
    },
    bad: Example::Prose("电子合同防篡改改成为企业看重的能力。"),
    good: Example::Prose("电子合同防篡改成为企业看重的能力。企业业务往往如此。"),
    check,
};

/// Characters that are doubled to make a word.
const REDUPLICATED: &str = "常往渐人天年月日家户处时事个件种次步层代频纷刚仅好慢明悄默偏恰稍略每条样点声片句看想说试谈走大多久深高早远真快满密厚重广区堂茫滔蒸欣冉济芸林比";
/// Characters that are doubled only by a slip.
const NEVER: &str = "的了在和与及把被将就也不是为对并而从向由其";
/// Common words whose last or first character often meets its like.
const ENDING: [&str; 14] =
    ["企业", "行业", "产业", "中国", "全国", "使用", "应用", "采用", "服务", "合同", "信用", "我国", "各国", "业务"];
const BEGINNING: [&str; 12] =
    ["业务", "业界", "国家", "国内", "国际", "用户", "用于", "务实", "务必", "同样", "同时", "国有"];

fn check(edition: &Edition) -> Vec<Finding> {
    let paragraphs = edition.paragraphs();
    let prose: String = paragraphs.iter().map(|paragraph| paragraph.text(0..paragraph.glyphs.len())).collect();
    let mut findings = Vec::new();
    for paragraph in paragraphs {
        for at in 1..paragraph.glyphs.len() {
            let shown = |index: usize| paragraph.shown(index);
            let (Some(one), Some(two)) = (shown(at - 1), shown(at)) else { continue };
            // Of three alike only the first pair is reported.
            let third = at >= 2 && shown(at - 2) == Some(one);
            if one != two || !is_han(one) || third {
                continue;
            }
            let before = at.checked_sub(2).and_then(shown);
            if !is_word(one) && !meeting(&prose, before, one, shown(at + 1)) {
                let words: String = [one, two].iter().collect();
                let message = Message::new("doubled-character").with("words", &words);
                let finding = RULE.finding(words, message).at(paragraph.place(at - 1..at + 1));
                findings.push(finding.hint(Message::new("doubled-character.hint").with("one", one.to_string())));
            }
        }
    }
    findings
}

fn is_word(character: char) -> bool {
    REDUPLICATED.contains(character) && !NEVER.contains(character)
}

/// Whether two words meet here: each also stands by itself elsewhere in the prose, or is a common one.
fn meeting(prose: &str, before: Option<char>, character: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    if NEVER.contains(character) || !is_han(before) || !is_han(after) {
        return false;
    }
    // 企业管理 elsewhere tells that 企业管管理 has one character too many.
    if prose.contains(&format!("{before}{character}{after}")) {
        return false;
    }
    let ending = format!("{before}{character}");
    let beginning = format!("{character}{after}");
    let ends_elsewhere = prose.match_indices(&ending).any(|(at, _)| !prose[at + ending.len()..].starts_with(character));
    let begins_elsewhere = prose.match_indices(&beginning).any(|(at, _)| !prose[..at].ends_with(character));
    (ends_elsewhere || ENDING.contains(&ending.as_str()))
        && (begins_elsewhere || BEGINNING.contains(&beginning.as_str()))
}
