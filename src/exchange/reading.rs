//! What a table says of one question, before anyone knows which question of the data that is.

use rust_decimal::Decimal;

use crate::diagnostics::{Diagnostic, Place};
use crate::survey::model::Kind;
use crate::survey::share::Percent;

/// One question of a table.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its title as the table has it, or its id.
    pub title: String,
    /// As far as the table says.
    pub kind: Option<Kind>,
    pub ordered: bool,
    /// Respondents to it.
    pub n: Option<u64>,
    pub options: Vec<Answer>,
    /// Amounts over years, of a series.
    pub points: Vec<(u16, Decimal)>,
    pub place: Place,
}

/// One option of it.
#[derive(Debug, Clone)]
pub struct Answer {
    pub label: String,
    pub count: Option<u64>,
    pub percent: Option<Percent>,
    pub place: Place,
}

/// Everything a file says.
#[derive(Debug, Default)]
pub struct Readings {
    pub questions: Vec<Reading>,
    /// What it holds that cannot be read, or that the data cannot hold.
    pub remarks: Vec<Diagnostic>,
    /// Rows of respondents, where it is a table of respondents.
    pub respondents: Option<u64>,
}

/// A whole number, with or without thousands' commas.
pub fn whole(cell: &str) -> Option<u64> {
    let digits = cell.replace([',', '，', ' '], "");
    digits.strip_suffix(".0").unwrap_or(&digits).parse().ok()
}

/// A percentage, with or without its sign: `51.32%`.
pub fn percent(cell: &str) -> Option<Percent> {
    cell.trim().trim_end_matches(['%', '％']).trim().parse().ok()
}
