//! 校样: what the kit prints beside the pages and after them when the report is set for proofreading. Plain values:
//! who judges is none of this module's business.

use serde::Serialize;

use super::spots::Stretch;
use crate::survey::model::{Erratum, Gap, Kind};

/// The virtual file that the kit reads a proof from; `null` in an ordinary build.
pub const PROOF_PATH: &str = "/kanyin/proof.json";

/// Everything that a proof says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Proof {
    /// Notes in the margin, in reading order; they are numbered from 1 in this order.
    pub marks: Vec<Mark>,
    /// 问题: listed after the last page.
    pub findings: Vec<Entry>,
    /// 保留: findings that stand for a reason.
    pub waived: Vec<Entry>,
    /// 勘误.
    pub errata: Vec<Erratum>,
}

/// One note in the margin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mark {
    /// Page of the document, from 1.
    pub page: usize,
    /// The words it is about, line by line; they may run on over the next page.
    pub stretches: Vec<Stretch>,
    /// Which of the document's `<kanyin>` elements it is about, from 0; none for words that no number is bound to.
    pub element: Option<usize>,
    pub verdict: Verdict,
    /// What the words speak of, in short: 图 4. Empty where they speak of no question.
    pub title: String,
    /// The words as printed, where the lines do not say as much.
    pub words: Option<String>,
    pub lines: Vec<Line>,
    /// Why words are exempt from judging.
    pub reason: Option<String>,
}

/// What became of a place where the prose speaks of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Written from the data; there is nothing to judge.
    Bound,
    /// 属实.
    True,
    /// 存疑.
    Doubtful,
    /// 不实.
    False,
    /// 保留.
    Waived,
    /// 未核.
    Unread,
    /// 看法.
    View,
    /// No number or claim: words that the audit has something to say of.
    Words,
}

/// One line of data in a note. Values are as printed, with their sign or unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Line {
    /// An option, a net or a year, and its value; none where the data have none.
    Option { label: String, count: Option<u64>, value: Option<String> },
    /// 合计, of the lines above.
    Total { value: String },
    /// 余下: what the options that are not listed leave.
    Rest { value: String },
    /// What kind of question a chart shows, of how many options and respondents, or why it shows none.
    Question { kind: Kind, options: usize, n: Option<u64>, status: Option<Gap> },
}

/// One finding in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    pub level: Level,
    /// The rule, as editors call it.
    pub rule: String,
    /// The words it is about.
    pub words: String,
    /// What is wrong; of several that were waived for one reason, the first one's.
    pub message: String,
    pub hints: Vec<String>,
    /// Why it stands, where it was waived.
    pub reason: Option<String>,
    /// Where, once or several times.
    pub spots: Vec<Spot>,
}

/// One place that a finding is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spot {
    pub file: String,
    /// From 1.
    pub line: usize,
    /// The mark beside it, from 1, where it is on a page.
    pub mark: Option<usize>,
    /// The page of that mark, as printed.
    pub folio: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Note,
    Warning,
    Error,
}

impl Proof {
    /// As the kit reads it; `null` is no proof.
    pub fn to_json(proof: Option<&Proof>) -> Vec<u8> {
        // Strings, numbers and lists only.
        serde_json::to_vec_pretty(&proof).expect("a proof serialises")
    }
}
