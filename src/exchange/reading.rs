//! What a table says of one question, before anyone knows which question of the data that is.

use rust_decimal::Decimal;

use crate::diagnostics::{Diagnostic, Place};
use crate::messages::Message;
use crate::names::half_width;
use crate::survey::model::Kind;

/// One question of a table.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its title as the table has it, or its id.
    pub title: String,
    /// Its index in the data, where whoever read it knows.
    pub question: Option<usize>,
    /// Whether it was counted here, from respondents' rows.
    pub raw: bool,
    /// The sub-population that it is of.
    pub group: Option<String>,
    /// As far as the table says.
    pub kind: Option<Kind>,
    pub ordered: bool,
    /// Respondents to it, as the table says.
    pub n: Option<u64>,
    /// The table's own sum, 合计.
    pub total: Option<u64>,
    /// Who did not answer, as the table counts them.
    pub missing: Option<u64>,
    pub options: Vec<Answer>,
    /// Amounts over years, of a series.
    pub points: Vec<Amount>,
    /// What cannot be read in it: it is left alone for them.
    pub faults: Vec<Diagnostic>,
    pub place: Place,
}

/// One option of it.
#[derive(Debug, Clone)]
pub struct Answer {
    pub label: String,
    /// Its index in the data's question, where whoever read it knows.
    pub option: Option<usize>,
    pub count: Option<u64>,
    pub share: Option<Share>,
    /// Whether the label is a day, as Excel makes of `1-3`.
    pub dated: bool,
    pub place: Place,
}

/// A share as a table has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub value: Decimal,
    /// Whether neither the cell nor its head has a percent sign: 0.369 may then be 36.9 %.
    pub bare: bool,
}

/// One year of a series.
#[derive(Debug, Clone)]
pub struct Amount {
    pub year: u16,
    pub value: Decimal,
    /// As far as the table says.
    pub forecast: Option<bool>,
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

impl Reading {
    /// A question of which nothing is said yet.
    pub fn new(title: &str, place: Place) -> Reading {
        Reading {
            title: title.to_owned(),
            question: None,
            raw: false,
            group: None,
            kind: None,
            ordered: false,
            n: None,
            total: None,
            missing: None,
            options: Vec::new(),
            points: Vec::new(),
            faults: Vec::new(),
            place,
        }
    }

    /// Leaves it alone for a reason.
    pub fn fault(&mut self, place: Place, message: Message) {
        self.faults.push(warning(place, message));
    }
}

/// A warning with its remedy.
pub fn warning(place: Place, message: Message) -> Diagnostic {
    let hint = message.hint();
    Diagnostic::warning(message).at(Some(place)).hint(hint)
}

/// A note with its remedy.
pub fn note(place: Place, message: Message) -> Diagnostic {
    let hint = message.hint();
    Diagnostic::note(message).at(Some(place)).hint(hint)
}

/// Whether a text is a day of the year as Excel shows it: 1月3日, 3-Jan. It makes one of the option 1-3.
pub fn is_day(label: &str) -> bool {
    let text = number_text(label).to_lowercase();
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |part: &str| MONTHS.contains(&part);
    let chinese = text.strip_suffix('日').and_then(|text| text.split_once('月'));
    let english = text.split_once('-');
    chinese.is_some_and(|(month, day)| is_number(month) && is_number(day))
        || english
            .is_some_and(|(one, other)| (is_number(one) && is_month(other)) || (is_month(one) && is_number(other)))
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A cell that should hold a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<T> {
    Value(T),
    Blank,
    Unreadable,
}

impl<T> Cell<T> {
    pub fn value(self) -> Option<T> {
        match self {
            Cell::Value(value) => Some(value),
            Cell::Blank | Cell::Unreadable => None,
        }
    }
}

/// More people than there are.
const MOST: u64 = 1_000_000_000;

/// A whole number: `150`, `1,000`, `２００`, `150人`.
pub fn people(cell: &str) -> Cell<u64> {
    let text = number_text(cell);
    if is_blank(&text) {
        return Cell::Blank;
    }
    let text = text.trim_end_matches(['人', '次', '份', '个', '家', '位', '名']).trim_end();
    let digits = ungrouped(text.strip_suffix(".0").or(text.strip_suffix(".00")).unwrap_or(text));
    match digits.and_then(|digits| digits.parse().ok()).filter(|number| *number <= MOST) {
        Some(number) => Cell::Value(number),
        None => Cell::Unreadable,
    }
}

/// A whole number, where a cell holds one.
pub fn whole(cell: &str) -> Option<u64> {
    people(cell).value()
}

/// A percentage, with or without its sign: `51.32%`. The data hold four decimals.
pub fn percent(cell: &str) -> Cell<Share> {
    let text = number_text(cell);
    if is_blank(&text) {
        return Cell::Blank;
    }
    let digits = text.trim_end_matches('%').trim_end();
    match decimal(digits).filter(|value| !value.is_sign_negative() && *value <= Decimal::ONE_HUNDRED) {
        Some(value) => Cell::Value(Share { value: value.round_dp(10), bare: !text.ends_with('%') }),
        None => Cell::Unreadable,
    }
}

/// An amount of a series.
pub fn amount(cell: &str) -> Cell<Decimal> {
    let text = number_text(cell);
    match ungrouped(&text).as_deref().and_then(decimal) {
        _ if is_blank(&text) => Cell::Blank,
        Some(value) => Cell::Value(value),
        None => Cell::Unreadable,
    }
}

/// A cell with half-width digits and marks.
fn number_text(cell: &str) -> String {
    cell.trim().chars().map(half_width).collect()
}

/// What stands for no number at all. A missing number is never zero.
fn is_blank(text: &str) -> bool {
    text.chars().all(|mark| matches!(mark, '-' | '/')) || matches!(text, "-99" | "-99.0" | "N/A" | "n/a")
}

fn decimal(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    text.parse().ok().filter(|_| plain && !text.ends_with('.'))
}

/// A number without the marks between its thousands: `1,000`, `1 000`; none where they divide something else.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut groups = whole.split([',', ' ', '\u{2009}', '\u{202F}']);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        grouped = true;
        if group.len() != 3 || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.push_str(group);
    }
    let fits = !grouped || (1..=3).contains(&first.trim_start_matches('-').len());
    fits.then(|| digits + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (cell, number) in [
            ("150", 150),
            ("150.0", 150),
            ("２００", 200),
            ("150人", 150),
            ("150 人次", 150),
            ("1 000", 1000),
            ("1\u{A0}000", 1000),
            ("1，０００", 1000),
            ("1,234,567", 1_234_567),
            ("0", 0),
        ] {
            assert_eq!(people(cell), Cell::Value(number), "{cell}");
        }
        for cell in ["约150", "六十", "1,5", "1 2", "12,34", "1.5", "-3", "18446744073709551615", "2000000000", "#REF!"]
        {
            assert_eq!(people(cell), Cell::Unreadable, "{cell}");
        }
        for cell in ["", " ", "-99", "—", "/"] {
            assert_eq!((people(cell), percent(cell), amount(cell)), (Cell::Blank, Cell::Blank, Cell::Blank), "{cell}");
        }
    }

    #[test]
    fn shares_and_amounts_too() {
        for (cell, value, bare) in
            [("51.32%", "51.32", false), ("36.9 ％", "36.9", false), ("0.369", "0.369", true), ("１00", "100", true)]
        {
            let value = value.parse().unwrap();
            assert_eq!(percent(cell), Cell::Value(Share { value, bare }), "{cell}");
        }
        for cell in ["<1%", "101%", "-1", "36,9%", "5.", "1e1"] {
            assert_eq!(percent(cell), Cell::Unreadable, "{cell}");
        }
        assert_eq!(amount("1,234.50").value().unwrap().to_string(), "1234.50");
        assert_eq!(amount("-3.5").value().unwrap().to_string(), "-3.5");
        assert_eq!(amount("约 3"), Cell::Unreadable);
    }
}
