//! A survey number that was typed.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use std::ops::Range;

use crate::audit::paragraphs::{Glyph, Paragraph};

pub static RULE: Rule = Rule {
    id: "unbound-number",
    name: Text { zh: "数字未绑定", en: "unbound number" },
    level: Severity::Error,
    summary: Text {
        zh: "正文里直接写了调查所得的数（百分比、份数、家数、百分点、倍数）",
        en: "A number of the survey (percent, count, points, times) is typed in the prose",
    },
    explanation: Text {
        zh: "直接写的数不会随数据改变，明年就是错的。请用 #pct、#count、#sample 等写数。选项名称里的类限（5 万以下、1-3 年）、年份日期、标准号、图号不算。",
        en: "A typed number does not follow the data and is wrong next year. Write numbers with #pct, #count, #sample … Class limits of labels (5 万以下, 1-3 年), years and dates, numbers of standards and of figures are left alone.",
    },
    bad: Example::Prose("共收集 400 份问卷，12.5%的企业已应用。"),
    good: Example::Prose(
        r#"共收集#sample("valid")~份问卷，依据 ISO 27001，2031 年 5 月完成。使用不满 1 年的占 #pct("年限.不满1年")。"#,
    ),
    check,
};

/// What makes a number one of the survey's.
const UNITS: [&str; 14] =
    ["%", "％", "个百分点", "百分点", "成", "倍", "份", "家", "人", "名", "位", "户", "个企业", "个用户"];

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paragraph in edition.paragraphs() {
        let labels = class_limits(edition, paragraph);
        for number in numbers(paragraph) {
            let Some(unit) = unit_after(paragraph, number.end) else { continue };
            let digits = paragraph.text(number.clone());
            if exempt(paragraph, &number) || labels.contains(&digits) {
                continue;
            }
            let words = paragraph.text(number.start..unit);
            let words: String = words.split_whitespace().collect();
            let message = Message::new("unbound-number").with("words", &words);
            let finding = RULE.finding(words, message).at(paragraph.place(number.start..unit));
            findings.push(finding.hint(Message::new("unbound-number.hint")));
        }
    }
    findings
}

/// Arabic numbers outside of what is judged or listed elsewhere.
fn numbers(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let judged = |glyph: &Glyph| matches!(glyph.within.as_deref(), Some("claim" | "view" | "unjudged"));
    let digit = |at: usize| {
        paragraph.glyphs.get(at).is_some_and(|glyph| {
            let point = glyph.shown == '.' && paragraph.shown(at + 1).is_some_and(|next| next.is_ascii_digit());
            !judged(glyph) && (glyph.shown.is_ascii_digit() || point)
        })
    };
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < paragraph.glyphs.len() {
        let start = at;
        while digit(at) {
            at += 1;
        }
        if at > start {
            numbers.push(start..at);
        }
        at += 1;
    }
    numbers
}

/// The end of the unit that follows, if it is one of the survey's; a fraction's second number is its unit.
fn unit_after(paragraph: &Paragraph, end: usize) -> Option<usize> {
    let solid = |mut at: usize| {
        while paragraph.shown(at).is_some_and(char::is_whitespace) {
            at += 1;
        }
        at
    };
    let start = solid(end);
    for unit in UNITS {
        let length = unit.chars().count();
        if start + length <= paragraph.glyphs.len() && paragraph.text(start..start + length) == unit {
            return Some(start + length);
        }
    }
    let mut second = start + 1;
    while paragraph.shown(start) == Some('/') && paragraph.shown(second).is_some_and(|glyph| glyph.is_ascii_digit()) {
        second += 1;
    }
    (second > start + 1).then_some(second)
}

/// Identifiers (B2B, ISO 27001), figure and section numbers.
fn exempt(paragraph: &Paragraph, number: &Range<usize>) -> bool {
    let before = paragraph.glyphs[..number.start].iter().rev().find(|glyph| !glyph.shown.is_whitespace());
    let after = paragraph.shown(number.end);
    let identifier = |glyph: char| glyph.is_ascii_alphabetic() || matches!(glyph, '/' | '-' | '_');
    before.is_some_and(|glyph| identifier(glyph.shown) || matches!(glyph.shown, '图' | '表' | '第'))
        || after.is_some_and(|glyph| glyph.is_ascii_alphabetic())
}

/// Numbers that belong to labels of the questions which the paragraph speaks of.
fn class_limits(edition: &Edition, paragraph: &Paragraph) -> Vec<String> {
    let survey = &edition.dataset.survey;
    let ids = paragraph.calls.iter().flat_map(|call| &call.strings);
    let ids = ids.map(|string| string.split_once('.').map_or(string.as_str(), |(question, _)| question));
    let questions = ids.filter_map(|id| survey.question(id));
    let texts = questions.flat_map(|question| {
        let options = question.options.iter().flat_map(|choice| [Some(&choice.label), choice.text.as_ref()]);
        options.flatten().chain([&question.title]).chain(question.nets.iter().filter_map(|net| net.label.as_ref()))
    });
    texts
        .flat_map(|text| text.split(|glyph: char| !glyph.is_ascii_digit() && glyph != '.'))
        .filter(|digits| !digits.is_empty())
        .map(str::to_owned)
        .collect()
}
