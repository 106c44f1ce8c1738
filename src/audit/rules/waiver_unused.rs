//! A waiver that waives nothing.

use super::{Example, Rule};
use crate::audit::{Edition, Finding, waives};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::waivers::Waiver;

pub static RULE: Rule = Rule {
    id: "waiver-unused",
    name: Text { zh: "保留落空", en: "unused waiver" },
    level: Severity::Warning,
    summary: Text {
        zh: "保留没有对应的问题，或规则名写错", en: "A waiver matches no finding, or names no rule"
    },
    explanation: Text {
        zh: "问题改正之后，为它写的保留就应删去，否则下次同样的错误会悄悄通过。规则名写错的保留什么也管不到。",
        en: "Once a finding is gone its waiver must go too, or the same slip will pass unseen next time. A waiver that names no rule covers nothing.",
    },
    bad: Example::Waivers(r#"{ "rule": "claim-false", "text": "超过 1/3", "reason": "原文如此" }"#),
    good: Example::Waivers(""),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let waived = super::ALL.iter().filter(|rule| edition.waivers.iter().any(|waiver| waiver.rule == rule.id));
    let found: Vec<Finding> = waived.filter(|rule| rule.id != RULE.id).flat_map(|rule| (rule.check)(edition)).collect();
    among(edition, &found)
}

/// The waivers that waive none of what the other rules found.
pub fn among(edition: &Edition, found: &[Finding]) -> Vec<Finding> {
    edition.waivers.iter().filter_map(|waiver| unused(edition, waiver, found)).collect()
}

fn unused(edition: &Edition, waiver: &Waiver, found: &[Finding]) -> Option<Finding> {
    let message = match super::find(&waiver.rule) {
        // What cannot be looked for is not said to be missing.
        _ if edition.pages.is_none() => return None,
        Some(rule) if rule.id == RULE.id => Message::new("waiver-unused.itself"),
        Some(rule) if rule.id != waiver.rule => Message::new("waiver-unused.named").with("rule", rule.id),
        Some(_) if found.iter().any(|finding| waives(waiver, finding)) => return None,
        Some(_) => Message::new("waiver-unused").with("rule", &waiver.rule).with("text", &waiver.text),
        None => Message::new("waiver-unused.no-rule").with("rule", &waiver.rule),
    };
    let finding = RULE.finding(&waiver.text, message).at(Some(waiver.place.clone()));
    Some(finding.hint(Message::new("waiver-unused.hint")))
}
