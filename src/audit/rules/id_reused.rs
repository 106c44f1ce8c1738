//! An id that means something else than last year.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::names::alike;
use crate::survey::links::counterpart;
use crate::survey::located::Step::{Index, Key};

pub static RULE: Rule = Rule {
    id: "id-reused",
    name: Text { zh: "标识改作他用", en: "id reused" },
    level: Severity::Error,
    summary: Text {
        zh: "题目或选项沿用了上年的标识，名称却毫不相干",
        en: "A question or option has last year's id under a name that has nothing in common with last year's",
    },
    explanation: Text {
        zh: "没有写进 links 的题目与选项按相同的标识相接。标识改作他用，就会拿两件不相干的事作比较。确实只是改名的，在 links 里写明 renamed。",
        en: "What links does not list is joined by equal id. An id used for another meaning compares two unrelated things. Where it was only renamed, links says so.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "应用", "title": "开源技术应用情况", "kind": "single", "n": 400, "options": [
  { "id": "已应用", "label": "没有听说过", "count": 300 },
  { "id": "计划", "label": "计划应用", "count": 100 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "应用", "title": "开源技术应用情况", "kind": "single", "n": 400, "options": [
  { "id": "已应用", "label": "已经应用", "count": 300 },
  { "id": "计划", "label": "计划应用", "count": 100 } ] }]"#,
    ),
    check,
};

/// Two names with fewer letter pairs in common than this part are not one thing renamed.
const LIKE: f64 = 0.2;

fn check(edition: &Edition) -> Vec<Finding> {
    let Some(previous) = edition.previous else { return Vec::new() };
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, question) in edition.questions() {
        // What is not compared cannot be mistaken; a link that was written down was thought about.
        let Some((Some(before), link)) = counterpart(survey, &previous.survey, question) else { continue };
        if link.is_some_and(|link| !link.comparable) {
            continue;
        }
        let place = edition.in_question(index, &[Key("title")]);
        if link.is_none() && stranger(&question.id, &question.title, &before.title) {
            findings.push(reused(&question.id, &question.title, &before.title).at(place));
            continue;
        }
        for (at, choice) in question.options.iter().enumerate() {
            let linked = link.is_some_and(|link| link.options.iter().any(|option| option.to.contains(&choice.id)));
            let Some(before) = before.choice(&choice.id).filter(|_| !linked) else { continue };
            if stranger(&choice.id, &choice.label, &before.label) {
                let place = edition.in_question(index, &[Key("options"), Index(at), Key("label")]);
                findings.push(reused(&choice.id, &choice.label, &before.label).at(place));
            }
        }
    }
    findings
}

/// Names of one or two letters have too few pairs to tell; they must share a letter. A name that still holds the id is
/// no stranger.
fn stranger(id: &str, now: &str, before: &str) -> bool {
    let shared = now.chars().any(|character| before.contains(character));
    let short = now.chars().count().min(before.chars().count()) <= 2;
    let unlike = if short { !shared } else { alike(now, before) < LIKE };
    unlike && !(now.contains(id) && before.contains(id))
}

fn reused(id: &str, now: &str, before: &str) -> Finding {
    let message = Message::new("id-reused").with("id", id).with("now", now).with("before", before);
    let hint = message.hint();
    RULE.finding(id, message).hint(hint)
}
