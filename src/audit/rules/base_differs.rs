//! Two years of a question that were asked of different people, or in another way.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::links::counterpart;
use crate::survey::located::Step::Key;
use crate::survey::model::{Question, Survey};

pub static RULE: Rule = Rule {
    id: "base-differs",
    name: Text { zh: "口径不同", en: "bases differ" },
    level: Severity::Warning,
    summary: Text {
        zh: "与上年比较的题目基数所指的人群不同、题型改了，或一年加权一年没有，而 links 没有说明",
        en: "A question compared with last year has another population, another kind, or weights in one year only, and links does not say so",
    },
    explanation: Text {
        zh: "人群或问法变了，占比的升降可能只是口径的升降。可以比较的，在 links 里写 note 说明；不可比较的，写 comparable: false。",
        en: "Where people or question changed, a share may move for that reason alone. If the years are still comparable, the link's note says why; if not, comparable is false.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "应用", "title": "开源技术应用情况", "kind": "multiple", "n": 400, "options": [
  { "id": "已应用", "label": "已应用", "count": 300 },
  { "id": "计划", "label": "计划应用", "count": 100 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "应用", "title": "开源技术应用情况", "kind": "single", "base": "全部", "options": [
  { "id": "已应用", "label": "已应用", "count": 300 },
  { "id": "计划", "label": "计划应用", "count": 100 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let Some(previous) = edition.previous else { return Vec::new() };
    let (survey, previous) = (&edition.dataset.survey, &previous.survey);
    let mut findings = Vec::new();
    for (index, question) in edition.questions() {
        // A note says why the years are comparable all the same.
        let Some((Some(before), link)) = counterpart(survey, previous, question) else { continue };
        if link.is_some_and(|link| link.note.is_some() || !link.comparable) {
            continue;
        }
        let place = edition.in_question(index, &[Key("title")]);
        let finding = |why: Message| {
            let message = Message::new("base-differs").with("figure", edition.name_of(question)).with("why", why);
            let hint = message.hint();
            RULE.finding(&question.title, message).at(place.clone()).hint(hint)
        };
        findings.extend(difference((survey, question), (previous, before)).map(finding));
    }
    findings
}

/// What makes two years of a question incomparable, if anything does.
fn difference(now: (&Survey, &Question), before: (&Survey, &Question)) -> Option<Message> {
    if now.1.kind != before.1.kind {
        return Some(Message::new("base-differs.kind"));
    }
    if now.0.policy.weighted != before.0.policy.weighted {
        return Some(Message::new("base-differs.weights"));
    }
    let (now, before) = (&now.0.base_of(now.1)?.label, &before.0.base_of(before.1)?.label);
    (now != before).then(|| Message::new("base-differs.population").with("now", now).with("before", before))
}
