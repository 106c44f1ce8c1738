//! Columns of respondents' answers, counted.
//!
//! Missing answers (blank, -99, -3, -2, (跳过), (空)) are missing: such a respondent is not in the question's base.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::heads::numbered;
use super::matching::{Decisions, Match};
use super::reading::{Answer, Reading, note, warning};
use super::table::{Row, Table};
use crate::diagnostics::{Diagnostic, Place};
use crate::messages::Message;
use crate::names::{Found, Names, undressed};
use crate::survey::model::{Kind, Question, Role};

/// Marks between the answers of one cell that no option's name holds.
const STRONG_MARKS: [char; 5] = ['┋', '|', ';', '；', '\n'];
/// Marks that an option's name may hold: they divide only where every part is an option.
const WEAK_MARKS: [char; 3] = [',', '，', '、'];
/// Unknown values that are named in a message.
const NAMED: usize = 3;
/// More different answers are texts, no options.
const MOST_OPTIONS: usize = 30;

/// What says whether an option was chosen.
const FLAGS: [&str; 8] = ["0", "1", "0.0", "1.0", "是", "否", "y", "n"];

/// Whether a cell holds no answer.
fn is_missing(cell: &str) -> bool {
    let bare = cell.trim_matches(['(', ')', '（', '）']);
    matches!(
        bare.strip_suffix(".0").unwrap_or(bare),
        "" | "-99" | "-3" | "-2" | "跳过" | "空" | "N/A" | "NA" | "未作答"
    )
}

/// A cell without what a respondent wrote beside an option: `其他〖自建平台〗`.
fn without_written(cell: &str) -> Cow<'_, str> {
    let mut rest = cell;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once('〖') {
        let Some((_, behind)) = after.split_once('〗') else { break };
        bare.push_str(before.trim_end());
        rest = behind;
    }
    if bare.is_empty() { Cow::Borrowed(rest) } else { Cow::Owned(bare + rest) }
}

/// A part of a cell: an option, or what is none.
type Part = std::result::Result<usize, String>;

/// Cells that say the same: how many, and the first row of them.
type Cells<'a> = BTreeMap<&'a str, (u64, usize)>;

/// The options that a text names one behind the other, divided by marks that their names may hold themselves; none
/// where a part of it is no option.
fn divided(text: &str, option: &impl Fn(&str) -> Option<usize>) -> Option<Vec<usize>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    if let Some(one) = option(text.trim()) {
        return Some(vec![one]);
    }
    let marks = text.char_indices().filter(|(_, character)| WEAK_MARKS.contains(character));
    // From the longest first part down: `数字证书（含 U 盾、软证书）、其他` begins with the whole of the first name.
    let mut marks: Vec<(usize, char)> = marks.collect();
    marks.reverse();
    marks.into_iter().find_map(|(at, mark)| {
        let first = option(text[..at].trim())?;
        Some([vec![first], divided(&text[at + mark.len_utf8()..], option)?].concat())
    })
}

pub struct Counter<'a> {
    pub table: &'a Table,
    /// The place of the head.
    pub place: Place,
    pub column: &'a str,
    pub question: Question,
    /// The question's index in the data, which do not know a new one.
    pub index: Option<usize>,
    pub names: Names,
    pub at: usize,
    pub decisions: &'a Decisions<'a>,
}

impl Counter<'_> {
    /// The option of this name.
    fn option_of(&self, name: &str) -> Option<usize> {
        match self.names.find(name) {
            Found::One(index) => Some(index),
            Found::Several(_) | Found::None => None,
        }
    }

    /// The different cells of the column, in the order of their texts, so that messages are the same every time.
    fn cells<'r>(&self, rows: &[(usize, &'r Row)]) -> Cells<'r> {
        let mut cells: HashMap<&str, (u64, usize)> = HashMap::new();
        for (row, cells_of_row) in rows {
            cells.entry(cells_of_row.cell(self.at)).or_insert((0, *row)).0 += 1;
        }
        cells.into_iter().filter(|(cell, _)| !is_missing(cell) || self.option_of(cell).is_some()).collect()
    }

    /// One column of a question: an answer a cell, or several divided by marks.
    pub fn whole_column(&self, rows: &[(usize, &Row)], remarks: &mut Vec<Diagnostic>) -> Option<Reading> {
        let cells = self.cells(rows);
        let by_number = self.reads_numbers(&cells);
        let option = |cell: &str| self.option_of(cell).or_else(|| numbered(&self.question, cell).filter(|_| by_number));
        let answers: Vec<(Vec<Part>, u64, usize)> =
            cells.iter().map(|(cell, (count, row))| (self.answers(cell, &option), *count, *row)).collect();

        // What is no option, with the cells that hold it and the first row of them.
        let mut strangers: BTreeMap<&str, (u64, usize)> = BTreeMap::new();
        for (parts, count, row) in &answers {
            for stranger in parts.iter().filter_map(|part| part.as_ref().err()) {
                let known = strangers.entry(stranger).or_insert((0, *row));
                *known = (known.0 + count, known.1.min(*row));
            }
        }
        let settled = self.settle(&strangers, remarks)?;
        let mut counts = vec![0; self.question.options.len() + settled.added.len()];
        let mut n = 0;
        for (parts, count, _) in &answers {
            let place = |part: &Part| match part {
                Ok(index) => *index,
                // Every stranger was settled.
                Err(stranger) => settled.places[stranger.as_str()],
            };
            let chosen: BTreeSet<usize> = parts.iter().map(place).collect();
            n += count;
            chosen.into_iter().for_each(|option| counts[option] += count);
        }
        (n > 0).then(|| self.reading(n, &counts, &settled.added))
    }

    /// Numbers are options by their places only where a person says so: 1 may as well be a score.
    fn reads_numbers(&self, cells: &Cells) -> bool {
        let parts = || cells.keys().flat_map(|cell| cell.split(STRONG_MARKS)).map(str::trim);
        let all_numbers = parts().all(|part| numbered(&self.question, part).is_some());
        let asked = Message::new("import-ask-numbers").with("title", &self.question.title);
        !cells.is_empty()
            && all_numbers
            && parts().all(|part| self.option_of(part).is_none())
            && (self.decisions.accept || (self.decisions.agrees)(&asked))
    }

    /// The options that a cell names, or the names in it that are none.
    fn answers(&self, cell: &str, option: &impl Fn(&str) -> Option<usize>) -> Vec<Part> {
        if let Some(one) = option(cell) {
            return vec![Ok(one)];
        }
        let bare = without_written(cell);
        if let Some(one) = option(&bare) {
            return vec![Ok(one)];
        }
        if self.question.kind != Kind::Multiple {
            return vec![Err(bare.into_owned())];
        }
        let parts = bare.split(STRONG_MARKS).map(str::trim);
        let parts = parts.filter(|part| option(part).is_some() || !is_missing(part));
        let resolve = |part: &str| match divided(part, option) {
            Some(options) => options.into_iter().map(Ok).collect(),
            None => vec![Err(part.to_owned())],
        };
        parts.flat_map(resolve).collect()
    }

    /// What values that are no options are all the same: a map or a person says so, or they are added.
    fn settle<'s>(
        &self,
        strangers: &BTreeMap<&'s str, (u64, usize)>,
        remarks: &mut Vec<Diagnostic>,
    ) -> Option<Settled<'s>> {
        let mut settled = Settled::default();
        // Several answers in one are like none of them: to take them for one would lose the others.
        let (several, names): (Vec<&str>, Vec<&str>) = strangers.keys().partition(|name| self.holds_an_option(name));
        if names.len() > MOST_OPTIONS {
            remarks.push(self.unknown_values(strangers, &names));
            return None;
        }
        let matches = self.decisions.options(&self.question, self.column, &names);
        let (mut unknown, mut doubtful) = (several, false);
        for (name, found) in names.into_iter().zip(matches) {
            let place = self.table.place(strangers[name].1);
            match found {
                Match::Known(index) => {
                    settled.places.insert(name, index);
                }
                Match::Accepted(index) => {
                    let message = Message::new("import-accepted").with("name", name);
                    let message = message.with("known", &self.question.options[index].label);
                    remarks.push(note(place, message));
                    settled.places.insert(name, index);
                }
                Match::Doubtful(index) => {
                    let near = &self.question.options[index];
                    let message = Message::new("import-doubtful-option").with("label", name);
                    let message = message.with("near", &near.label).with("title", self.column);
                    let message = message.with("id", format!("{}.{}", self.question.id, near.id));
                    remarks.push(warning(place, message));
                    doubtful = true;
                }
                Match::New if self.decisions.add => {
                    settled.places.insert(name, self.question.options.len() + settled.added.len());
                    settled.added.push(name);
                }
                Match::New => unknown.push(name),
            }
        }
        if !unknown.is_empty() {
            remarks.push(self.unknown_values(strangers, &unknown));
        }
        (unknown.is_empty() && !doubtful).then_some(settled)
    }

    /// Whether a text has marks between answers, one of which is an option of the question.
    fn holds_an_option(&self, text: &str) -> bool {
        let marks = STRONG_MARKS.iter().chain(&WEAK_MARKS);
        let parts = || text.split(|character| marks.clone().any(|mark| *mark == character)).map(str::trim);
        parts().count() > 1 && parts().any(|part| self.option_of(part).is_some())
    }

    /// A column of a question that the data do not know: its options are its answers, in the order they come.
    pub fn new_column(&self, rows: &[(usize, &Row)], remarks: &mut Vec<Diagnostic>) -> Option<Reading> {
        let answered = || rows.iter().map(|(_, row)| row.cell(self.at)).filter(|cell| !is_missing(cell));
        let kind = if answered().any(|cell| cell.contains('┋')) { Kind::Multiple } else { Kind::Single };
        // Yes and no alone are one option of several, whose question has other columns.
        if answered().all(|cell| FLAGS.contains(&cell.to_lowercase().as_str())) {
            remarks.push(warning(self.place.clone(), Message::new("import-flags").with("column", self.column)));
            return None;
        }
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut options: Vec<(String, u64)> = Vec::new();
        let mut n = 0;
        for cell in answered() {
            let bare = without_written(cell);
            let parts: Vec<&str> = match kind {
                Kind::Multiple => bare.split('┋').map(str::trim).filter(|part| !is_missing(part)).collect(),
                Kind::Single | Kind::Series => vec![bare.trim()],
            };
            let mut chosen = BTreeSet::new();
            for part in parts {
                let at = *places.entry(undressed(part)).or_insert_with(|| {
                    options.push((part.to_owned(), 0));
                    options.len() - 1
                });
                chosen.insert(at);
            }
            n += 1;
            chosen.into_iter().for_each(|at| options[at].1 += 1);
            if options.len() > MOST_OPTIONS {
                let message = Message::new("import-open-text").with("column", self.column).with("most", MOST_OPTIONS);
                remarks.push(warning(self.place.clone(), message));
                return None;
            }
        }
        let answer = |(label, count): (String, u64)| self.answer(label, None, count);
        (n > 0).then(|| Reading {
            kind: Some(kind),
            n: Some(n),
            raw: true,
            options: options.into_iter().map(answer).collect(),
            ..Reading::new(self.column, self.place.clone())
        })
    }

    /// Whether a cell of an option's column says that it was chosen; none where it says neither.
    fn chosen(&self, cell: &str, option: usize) -> Said {
        let bare = without_written(cell);
        let is_other = || self.question.options[option].role == Some(Role::Other);
        let is_flag = |flags: &[&str]| flags.contains(&bare.to_lowercase().as_str());
        match () {
            () if is_flag(&["1", "1.0"]) => Said::Yes,
            () if is_flag(&["0", "0.0"]) => Said::No,
            () if self.option_of(cell) == Some(option) || self.option_of(&bare) == Some(option) => Said::Yes,
            () if is_missing(cell) => Said::Nothing,
            () if is_flag(&["是", "yes", "y", "true", "选中", "已选", "√", "✓"]) => Said::Yes,
            () if is_flag(&["否", "no", "n", "false", "未选", "未选中"]) => Said::No,
            // What was written there was chosen.
            () if is_other() && cell.chars().any(char::is_alphabetic) && !is_flag(&["无", "没有"]) => Said::Yes,
            () => Said::Unknown,
        }
    }

    /// A column an option.
    pub fn option_columns(
        &self,
        columns: &[(usize, usize)],
        rows: &[(usize, &Row)],
        remarks: &mut Vec<Diagnostic>,
    ) -> Option<Reading> {
        let mut said: HashMap<(usize, &str), Said> = HashMap::new();
        let mut counts = vec![0; self.question.options.len()];
        let (mut n, mut unknown) = (0, BTreeMap::new());
        for (index, row) in rows {
            let mut answered = false;
            for &(at, option) in columns {
                let cell = row.cell(at);
                let said = *said.entry((option, cell)).or_insert_with(|| self.chosen(cell, option));
                answered |= said != Said::Nothing;
                match said {
                    Said::Yes => counts[option] += 1,
                    Said::No | Said::Nothing => {}
                    Said::Unknown => unknown.entry(cell).or_insert((0, *index)).0 += 1,
                }
            }
            n += u64::from(answered);
        }
        if !unknown.is_empty() {
            let names: Vec<&str> = unknown.keys().copied().collect();
            remarks.push(self.unknown_values(&unknown, &names));
            return None;
        }
        let asked: Vec<usize> = columns.iter().map(|(_, option)| *option).collect();
        (n > 0).then(|| {
            let mut reading = self.reading(n, &counts, &[]);
            // What has no column was not asked.
            reading.options.retain(|answer| answer.option.is_some_and(|option| asked.contains(&option)));
            reading
        })
    }

    /// Values that are no options, at the first row that has one.
    fn unknown_values(&self, all: &BTreeMap<&str, (u64, usize)>, unknown: &[&str]) -> Diagnostic {
        let rows: u64 = unknown.iter().map(|value| all[value].0).sum();
        let first = unknown.iter().map(|value| all[value].1).min();
        let values: Vec<&str> = unknown.iter().take(NAMED).copied().collect();
        let message = Message::new("import-unknown-values").with("column", self.column).with("values", values);
        let place = first.map_or(self.place.clone(), |row| self.table.place(row));
        warning(place, message.with("rows", rows))
    }

    fn answer(&self, label: String, option: Option<usize>, count: u64) -> Answer {
        Answer { label, option, count: Some(count), share: None, dated: false, place: self.place.clone() }
    }

    /// What was counted: the question's options, and those that were added.
    fn reading(&self, n: u64, counts: &[u64], added: &[&str]) -> Reading {
        let known = self.question.options.iter().enumerate().map(|(index, choice)| (choice.id.clone(), Some(index)));
        let added = added.iter().map(|label| ((*label).to_owned(), None));
        let options = known.chain(added).zip(counts);
        Reading {
            question: self.index,
            kind: Some(self.question.kind),
            ordered: self.question.ordered,
            n: Some(n),
            raw: true,
            options: options.map(|((label, option), count)| self.answer(label, option, *count)).collect(),
            ..Reading::new(&self.question.title, self.place.clone())
        }
    }
}

/// Values that are no options of the question: which they are all the same.
#[derive(Default)]
struct Settled<'a> {
    /// By the options' indices, added ones behind those of the data.
    places: HashMap<&'a str, usize>,
    added: Vec<&'a str>,
}

/// What a cell of an option's column says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Yes,
    No,
    Nothing,
    Unknown,
}
