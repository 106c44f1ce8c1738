//! Shares of few people.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Place;
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};

pub static RULE: Rule = Rule {
    id: "small-base",
    name: Text { zh: "基数偏小", en: "small base" },
    level: Severity::Warning,
    summary: Text {
        zh: "基数小于 policy.min_base（警告）或小于 100（提示）",
        en: "A base below policy.min_base (warning) or below 100 (note)",
    },
    explanation: Text {
        zh: "30 人中的一人就是 3.3 个百分点，95% 的误差可达十几个百分点。基数小的占比要注明，最好不分组、不比较。",
        en: "Of 30 people one is 3.3 points, and the 95 % margin is more than ten. Shares of small bases need a remark, and are best neither split nor compared.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 20, "options": [
  { "id": "a", "label": "甲", "count": 12 },
  { "id": "b", "label": "乙", "count": 8 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 200, "options": [
  { "id": "a", "label": "甲", "count": 120 },
  { "id": "b", "label": "乙", "count": 80 } ] }]"#,
    ),
    check,
};

/// Below this a base deserves a remark.
const SMALL: u64 = 100;

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, base) in survey.bases.iter().enumerate() {
        let place = edition.dataset.place(&[Key("bases"), Index(index), Key("n")]);
        findings.extend(small(edition, &base.label, base.n, Some(place)));
    }
    for (index, question) in edition.questions() {
        findings.extend(small(edition, &question.title, question.n, edition.in_question(index, &[Key("n")])));
        for (group, breakdown) in &question.by {
            let label = survey.groups.iter().find(|known| known.id == *group).map_or(group, |group| &group.label);
            let place = edition.in_question(index, &[Key("by"), Key(group), Key("base")]);
            findings.extend(small(edition, label, breakdown.base, place));
        }
    }
    findings
}

fn small(edition: &Edition, label: &str, n: Option<u64>, place: Option<Place>) -> Option<Finding> {
    let least = edition.dataset.survey.policy.min_base;
    let n = n.filter(|n| *n < SMALL.max(least))?;
    let message = Message::new("small-base").with("label", label).with("n", n);
    let level = if n < least { Severity::Warning } else { Severity::Note };
    Some(RULE.finding(label, message).at(place).level(level).hint(Message::new("small-base.hint")))
}
