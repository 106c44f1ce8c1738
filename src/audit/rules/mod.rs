//! The registry: every rule there is, by id.

mod claim_doubtful;
mod claim_false;
mod claim_unread;
mod joint_share;
mod share_sum;
mod waiver_unused;
mod words_differ;

use super::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::Text;

/// One thing that is checked.
#[derive(Debug)]
pub struct Rule {
    /// What `kanyin explain`, waivers and machines call it.
    pub id: &'static str,
    /// What editors call it: 表述不实.
    pub name: Text,
    /// How bad its findings are, unless one says otherwise.
    pub level: Severity,
    /// One line for tables.
    pub summary: Text,
    /// Why it matters, what exactly is checked, what to do.
    pub explanation: Text,
    /// What it finds; the tests hold it to that.
    pub bad: Example,
    /// What it leaves alone.
    pub good: Example,
    pub check: fn(&Edition) -> Vec<Finding>,
}

/// A piece of an edition that shows a rule at work.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// Top-level members of a data file, as JSON without the outer braces.
    Data(&'static str),
    /// Prose.
    Prose(&'static str),
    /// One entry of a waiver file, or none.
    Waivers(&'static str),
}

/// All rules, sorted by id.
pub static ALL: &[&Rule] = &[
    &claim_doubtful::RULE,
    &claim_false::RULE,
    &claim_unread::RULE,
    &joint_share::RULE,
    &share_sum::RULE,
    &waiver_unused::RULE,
    &words_differ::RULE,
];

/// The rule with this id, or with this name in either language.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == name || rule.name.zh == name || rule.name.en == name)
}
