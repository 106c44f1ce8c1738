//! A hyphen for a range.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use std::ops::Range;

use crate::audit::paragraphs::is_han;
use crate::diagnostics::Place;
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::Fact;

pub static RULE: Rule = Rule {
    id: "range-hyphen",
    name: Text { zh: "范围用连字符", en: "hyphen for a range" },
    level: Severity::Warning,
    summary: Text {
        zh: "数值范围用了半字线“-”，应为“～”或一字线“—”",
        en: "A range of numbers is written with a hyphen instead of ～ or —",
    },
    explanation: Text {
        zh: "GB/T 15834-2011《标点符号用法》4.13.3：数值、时间的起止用浪纹线“～”或一字线“—”，短横线“-”用于编号、电话与复合名词。",
        en: "GB/T 15834-2011, 4.13.3: the beginning and end of numbers and times are joined by ～ or —; the short - is for codes, telephone numbers and compounds.",
    },
    bad: Example::Prose("多数企业用了 1-3 年，#view[仍在观望]。"),
    good: Example::Prose("用了 1～3 年的企业仍在观望。ISO 27001-2013 是标准号。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paragraph in edition.paragraphs() {
        let text: Vec<char> = paragraph.glyphs.iter().map(|glyph| glyph.shown).collect();
        findings.extend(ranges(&text).into_iter().map(|range| {
            let words: String = text[range.clone()].iter().collect();
            finding(&words, paragraph.place(range))
        }));
    }
    let survey = &edition.dataset.survey.survey;
    let facts = survey.facts.iter().filter_map(|(name, fact)| match fact {
        Fact::Text(text) => Some((text, edition.dataset.place(&[Key("survey"), Key("facts"), Key(name)]))),
        Fact::Number(_) | Fact::NotCollected => None,
    });
    let period = survey.period.iter().map(|text| (text, edition.dataset.place(&[Key("survey"), Key("period")])));
    findings.extend(period.chain(facts).filter_map(|(text, place)| Some(finding(&first(text)?, Some(place)))));
    // One a question: its labels are of one hand.
    for (index, question) in edition.questions() {
        let labels = question.options.iter().enumerate().filter_map(|(at, choice)| Some((at, first(&choice.label)?)));
        if let Some((at, words)) = labels.into_iter().next() {
            let place = edition.in_question(index, &[Key("options"), Index(at), Key("label")]);
            findings.push(finding(&words, place));
        }
    }
    findings
}

fn finding(words: &str, place: Option<Place>) -> Finding {
    let message = Message::new("range-hyphen").with("words", words);
    let hint = Message::new("range-hyphen.hint").with("proper", words.replace('-', "～"));
    RULE.finding("-", message).at(place).hint(hint)
}

fn first(text: &str) -> Option<String> {
    let text: Vec<char> = text.chars().collect();
    ranges(&text).first().map(|range| text[range.clone()].iter().collect())
}

/// Each number, hyphen, number: with at most a unit of one character before the hyphen, and no letters around.
fn ranges(text: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for at in (0..text.len()).filter(|at| text[*at] == '-') {
        let mut start = at;
        while start > 0 && text[start - 1].is_whitespace() {
            start -= 1;
        }
        if start > 0 && is_han(text[start - 1]) {
            start -= 1;
        }
        while start > 0 && text[start - 1].is_whitespace() {
            start -= 1;
        }
        let unit = start;
        while start > 0 && (text[start - 1].is_ascii_digit() || text[start - 1] == '.') {
            start -= 1;
        }
        let mut end = at + 1;
        while text.get(end).is_some_and(|glyph| glyph.is_whitespace()) {
            end += 1;
        }
        let second = end;
        while text.get(end).is_some_and(|glyph| glyph.is_ascii_digit() || *glyph == '.') {
            end += 1;
        }
        let (left, right) = (unit - start, end - second);
        // Codes, standards (GB/T 15834-2011), dates (2018-08-14), telephone numbers (010-62300000).
        let before = text[..start].iter().rev().find(|glyph| !glyph.is_whitespace());
        let code = before.is_some_and(|glyph| glyph.is_ascii_alphabetic() || *glyph == '-' || *glyph == '/');
        let date = text.get(end) == Some(&'-');
        let telephone = right > 6 || (left > 0 && text[start] == '0' && left > 1);
        if left > 0 && right > 0 && !code && !date && !telephone {
            found.push(start..end);
        }
    }
    found
}
