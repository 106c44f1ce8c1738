//! A line that becomes a list item.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-list-marker",
    name: Text { zh: "误成列表", en: "accidental list item" },
    level: Severity::Error,
    summary: Text {
        zh: "段落里的一行以“1.”“-”“+”开头，成了列表",
        en: "A line within a paragraph begins with 1., - or + and becomes a list item",
    },
    explanation: Text {
        zh: "Typst 把行首的“1.”“-”“+”当作列表。换行只是为了编辑方便时，请把它接到上一行；真要列表，前面空一行。“2018.”这样的大数也会成为编号。",
        en: "At a line’s start Typst takes 1., - and + for list items. Join the line to the one before; for a real list leave an empty line above. 2018. becomes a number too.",
    },
    bad: Example::Prose(
        "调查的时间是 2031 年，共分三期，第一期为
1. 访谈。",
    ),
    good: Example::Prose(
        "调查分两期：

- 访谈
- 在线调查",
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::ListItem, SyntaxKind::EnumItem]) {
            let (start, line) = syntax::line(chapter, node.offset());
            let above = chapter.file.text[..start].trim_end_matches('\n').len();
            let touching = start.saturating_sub(above) == 1;
            let (_, line_above) = syntax::line(chapter, above);
            // Items follow items; a bracket opens a list of its own.
            let first = line_above.trim_start();
            let is_item = |line: &str| ["- ", "+ "].iter().any(|marker| line.starts_with(marker)) || numbered(line);
            let prose = touching && !first.is_empty() && !is_item(first) && !first.ends_with(['[', '(', ',', '{']);
            let marker = node.children().next().map(|marker| marker.leaf_text().to_string()).unwrap_or_default();
            let year = marker.trim_end_matches('.').parse::<u32>().is_ok_and(|number| number > 99);
            if prose && !first.starts_with("//") || year {
                let message = Message::new("trap-list-marker").with("marker", &marker).with("line", line.trim());
                let place = chapter.place(node.offset()..node.offset() + marker.len().max(1));
                let finding = RULE.finding(marker.clone(), message).at(Some(place));
                findings.push(finding.hint(Message::new("trap-list-marker.hint").with("marker", escaped(&marker))));
            }
        }
    }
    findings
}

/// Whether a line begins as a numbered item: `12. `.
fn numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|glyph: char| glyph.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(". ")
}

/// A marker as text: `1\\.`, `\\-`.
fn escaped(marker: &str) -> String {
    match marker.strip_suffix('.') {
        Some(number) => format!("{number}\\."),
        None => format!("\\{marker}"),
    }
}
