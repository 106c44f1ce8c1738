//! A paragraph that does not end.

use super::{Example, Rule};
use crate::audit::paragraphs::{CALL, Glyph, Kind, Paragraph, is_han};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "missing-stop",
    name: Text { zh: "段末缺标点", en: "missing full stop" },
    level: Severity::Warning,
    summary: Text { zh: "成句的段落末尾没有标点", en: "A paragraph of sentences ends without a mark" },
    explanation: Text {
        zh: "段落以句号收尾；漏了句号，读者会以为缺了半句。标题、图、落款不算。",
        en: "Paragraphs end with a full stop; without one readers think that half a sentence is missing. Headings, figures and signatures are exempt.",
    },
    bad: Example::Prose("企业希望提高效率，并避免绑定"),
    good: Example::Prose("企业希望提高效率，并避免绑定。"),
    check,
};

/// What a paragraph may end with.
const ENDINGS: &str = "。！？：；…”』」）)";

fn check(edition: &Edition) -> Vec<Finding> {
    edition.paragraphs().iter().filter_map(unended).collect()
}

fn unended(paragraph: &Paragraph) -> Option<Finding> {
    let solid = |glyph: &Glyph| !glyph.shown.is_whitespace();
    let last = paragraph.glyphs.iter().rposition(solid)?;
    let text = paragraph.glyphs.iter().filter(|glyph| is_han(glyph.shown)).count();
    let sentences = paragraph.glyphs.iter().any(|glyph| "，。；".contains(glyph.shown) && !glyph.range.is_empty());
    // A lone call may be a figure; a few words may be a label.
    let ended = ENDINGS.contains(paragraph.glyphs[last].shown);
    if paragraph.kind == Kind::Heading || ended || !(sentences || text >= 20) || text == 0 {
        return None;
    }
    let start = last.saturating_sub(5);
    let start = (start..=last).find(|at| paragraph.shown(*at) != Some(CALL)).unwrap_or(last);
    let words = paragraph.text(start..last + 1).replace(CALL, "");
    let message = Message::new("missing-stop").with("words", words.trim());
    let finding = RULE.finding(words.trim(), message).at(paragraph.place(last..last + 1));
    Some(finding.hint(Message::new("missing-stop.hint")))
}
