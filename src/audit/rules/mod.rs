//! The registry: every rule there is, by id.

mod base_above_sample;
mod base_differs;
mod base_impossible;
mod base_unstated;
mod claim_doubtful;
mod claim_false;
mod claim_unread;
mod class_gap;
mod class_overlap;
mod digit_spacing;
mod doubled_character;
mod doubled_punctuation;
mod duplicate_label;
mod erratum_unset;
mod exclusive_exceeded;
mod false_precision;
mod figure_without_data;
mod id_reused;
mod joint_share;
mod link_unknown;
mod lone_respectively;
mod merge_unknown;
mod missing_stop;
mod missing_unit;
mod multiple_adds_up;
mod name_outdated;
mod net_impossible;
mod order_contradicted;
mod other_word;
mod punctuation_width;
mod question_unused;
mod range_hyphen;
mod rounding_note;
mod scale_unsorted;
mod share_ratio;
mod share_sum;
mod since_contradicted;
mod small_base;
mod summary_unbacked;
mod term_mixed;
mod trap_at;
mod trap_comment;
mod trap_emphasis;
mod trap_hash_number;
mod trap_label;
mod trap_list_marker;
mod trap_math;
mod trap_missing_hash;
mod trap_name_runs_on;
mod trap_second_call;
mod trap_term_colon;
mod trap_tilde;
mod trap_wide_code;
mod unbound_number;
mod unbound_word;
mod value_pending;
mod waiver_unused;
mod words_differ;

use super::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::Text;
pub use waiver_unused::among as unused_waivers;

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
    &base_above_sample::RULE,
    &base_differs::RULE,
    &base_impossible::RULE,
    &base_unstated::RULE,
    &claim_doubtful::RULE,
    &claim_false::RULE,
    &claim_unread::RULE,
    &class_gap::RULE,
    &class_overlap::RULE,
    &digit_spacing::RULE,
    &doubled_character::RULE,
    &doubled_punctuation::RULE,
    &duplicate_label::RULE,
    &erratum_unset::RULE,
    &exclusive_exceeded::RULE,
    &false_precision::RULE,
    &figure_without_data::RULE,
    &id_reused::RULE,
    &joint_share::RULE,
    &link_unknown::RULE,
    &lone_respectively::RULE,
    &merge_unknown::RULE,
    &missing_stop::RULE,
    &missing_unit::RULE,
    &multiple_adds_up::RULE,
    &name_outdated::RULE,
    &net_impossible::RULE,
    &order_contradicted::RULE,
    &other_word::RULE,
    &punctuation_width::RULE,
    &question_unused::RULE,
    &range_hyphen::RULE,
    &rounding_note::RULE,
    &scale_unsorted::RULE,
    &share_ratio::RULE,
    &share_sum::RULE,
    &since_contradicted::RULE,
    &small_base::RULE,
    &summary_unbacked::RULE,
    &term_mixed::RULE,
    &trap_at::RULE,
    &trap_comment::RULE,
    &trap_emphasis::RULE,
    &trap_hash_number::RULE,
    &trap_label::RULE,
    &trap_list_marker::RULE,
    &trap_math::RULE,
    &trap_missing_hash::RULE,
    &trap_name_runs_on::RULE,
    &trap_second_call::RULE,
    &trap_term_colon::RULE,
    &trap_tilde::RULE,
    &trap_wide_code::RULE,
    &unbound_number::RULE,
    &unbound_word::RULE,
    &value_pending::RULE,
    &waiver_unused::RULE,
    &words_differ::RULE,
];

/// The rule that asks what all others found.
pub const WAIVER_UNUSED: &str = waiver_unused::RULE.id;

/// The rule with this id, or with this name in either language.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == name || rule.name.zh == name || rule.name.en == name)
}
