//! One finding: the rule it comes from, what it is about, and what the editor reads.

use super::rules::Rule;
use crate::diagnostics::{Code, Diagnostic, Place, Severity};
use crate::messages::Message;

/// 问题: something that the audit has to say.
#[derive(Debug, Clone)]
pub struct Finding {
    pub rule: &'static Rule,
    /// The words it is about, by which a waiver names it: a claim, a label, a term. What stands in many places for one
    /// reason has one subject, so that one waiver covers it.
    pub subject: String,
    pub diagnostic: Diagnostic,
}

impl Rule {
    /// How diagnostics name the rule.
    pub fn code(&self) -> Code {
        Code { id: self.id, name: self.name }
    }

    /// A finding of this rule, at its level.
    pub fn finding(&'static self, subject: impl Into<String>, message: Message) -> Finding {
        let diagnostic = Diagnostic { code: Some(self.code()), ..Diagnostic::new(self.level, message) };
        Finding { rule: self, subject: subject.into(), diagnostic }
    }
}

impl Finding {
    /// The same, at a place.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.diagnostic.place = place;
        self
    }

    /// The same, at a level of its own.
    pub fn level(mut self, level: Severity) -> Self {
        self.diagnostic.severity = level;
        self
    }

    /// The same, with another place that matters to it.
    pub fn related(mut self, place: Option<Place>, why: Message) -> Self {
        self.diagnostic.related.extend(place.map(|place| (place, why)));
        self
    }

    /// The same, with one more remedy.
    pub fn hint(mut self, hint: Message) -> Self {
        self.diagnostic.hints.push(hint);
        self
    }
}
