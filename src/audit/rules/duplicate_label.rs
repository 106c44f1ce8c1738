//! Two things of one name.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};

pub static RULE: Rule = Rule {
    id: "duplicate-label",
    name: Text { zh: "名称重复", en: "duplicate name" },
    level: Severity::Error,
    summary: Text {
        zh: "一道题的两个选项同名，或两道题同题名",
        en: "Two options of a question, or two questions, have the same name",
    },
    explanation: Text {
        zh: "读者分不出同名的两项；多半是复制之后忘了改。空格与全半角不同不算不同。",
        en: "Readers cannot tell two options of one name apart; mostly one was copied and not changed. Spaces and the width of letters make no difference.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 200, "options": [
  { "id": "a", "label": "短信验证码", "count": 120 },
  { "id": "b", "label": "短信 验证码", "count": 80 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 200, "options": [
  { "id": "a", "label": "短信验证码", "count": 120 },
  { "id": "b", "label": "语音验证码", "count": 80 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let titles: Vec<&str> = edition.questions().map(|(_, question)| question.title.as_str()).collect();
    let mut findings: Vec<Finding> = repeated(&titles)
        .map(|(index, first)| {
            let message = Message::new("duplicate-label.title").with("title", titles[index]);
            let related = edition.in_question(first, &[Key("title")]);
            let finding = RULE.finding(titles[index], message).at(edition.in_question(index, &[Key("title")]));
            finding.related(related, Message::new("duplicate-label.there")).hint(Message::new("duplicate-label.hint"))
        })
        .collect();
    for (index, question) in edition.questions() {
        let labels: Vec<&str> = question.options.iter().map(|choice| choice.label.as_str()).collect();
        for (option, first) in repeated(&labels) {
            let message =
                Message::new("duplicate-label").with("figure", edition.name_of(question)).with("label", labels[option]);
            let at = |option| edition.in_question(index, &[Key("options"), Index(option), Key("label")]);
            let finding = RULE.finding(labels[option], message).at(at(option));
            let finding = finding.related(at(first), Message::new("duplicate-label.there"));
            findings.push(finding.hint(Message::new("duplicate-label.hint")));
        }
    }
    findings
}

/// Each name that stood before, with the index of its first.
fn repeated<'a>(names: &'a [&str]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let plain = |name: &str| name.chars().filter(|glyph| !glyph.is_whitespace()).map(half_width).collect::<String>();
    names.iter().enumerate().filter_map(move |(index, name)| {
        let first = names[..index].iter().position(|earlier| plain(earlier) == plain(name))?;
        Some((index, first))
    })
}

fn half_width(glyph: char) -> char {
    match u32::from(glyph) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(glyph).to_ascii_lowercase(),
        _ => glyph.to_ascii_lowercase(),
    }
}
