//! Links from what last year's file does not hold.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::{Place, Severity};
use crate::messages::{Message, Text};
use crate::names::nearest;
use crate::survey::located::Step::{Index, Key};

pub static RULE: Rule = Rule {
    id: "link-unknown",
    name: Text { zh: "关联无此项", en: "link from nothing" },
    level: Severity::Error,
    summary: Text {
        zh: "links 的 from 指向上年数据中没有的题目或选项",
        en: "The from of a link names a question or option that last year's data do not have",
    },
    explanation: Text {
        zh: "from 写的是上年文件里的标识。写错了，变化就算不出来，或者算到别的选项上。",
        en: "from holds ids of last year's file. A wrong one loses the change, or takes it from another option.",
    },
    bad: Example::Data(
        r#""links": { "previous": "2030.json", "questions": [
  { "from": "应用", "to": "应用", "relation": "same", "comparable": true,
    "options": [{ "from": ["已用"], "to": ["已应用"], "relation": "renamed" }] }] }"#,
    ),
    good: Example::Data(
        r#""links": { "previous": "2030.json", "questions": [
  { "from": "应用", "to": "应用", "relation": "same", "comparable": true,
    "options": [{ "from": ["计划"], "to": ["计划"], "relation": "renamed" }] }] }"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let (Some(links), Some(previous)) = (&edition.dataset.survey.links, edition.previous) else { return Vec::new() };
    let previous = &previous.survey;
    let questions: Vec<&String> = previous.questions.iter().map(|question| &question.id).collect();
    let mut findings = Vec::new();
    for (at, link) in links.questions.iter().enumerate() {
        let place = |rest: &[_]| edition.dataset.place(&[&[Key("links"), Key("questions"), Index(at)], rest].concat());
        let Some(from) = &link.from else { continue };
        let Some(question) = previous.question(from) else {
            findings.push(unknown(from, &questions, place(&[Key("from")])));
            continue;
        };
        let options: Vec<&String> = question.options.iter().map(|choice| &choice.id).collect();
        for (option, joined) in link.options.iter().enumerate() {
            for (index, id) in joined.from.iter().enumerate().filter(|(_, id)| question.choice(id).is_none()) {
                let place = place(&[Key("options"), Index(option), Key("from"), Index(index)]);
                findings.push(unknown(id, &options, place));
            }
        }
    }
    findings
}

fn unknown(id: &str, known: &[&String], place: Place) -> Finding {
    let message = Message::new("link-unknown").with("id", id);
    let hint = match nearest(id, known) {
        Some(near) => Message::new("hint-near").with("near", near),
        None => Message::new("hint-known").with("known", known.to_vec()),
    };
    RULE.finding(id, message).at(Some(place)).hint(hint)
}
