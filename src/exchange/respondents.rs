//! Respondents' answers: one row a respondent, one column a question, or an option of it. Read into readings.

use std::collections::{BTreeMap, BTreeSet};

use super::counting::Counter;
use super::heads::{Column, head};
use super::matching::{Decisions, option_names};
use super::reading::{Readings, warning};
use super::table::{Row, Table};
use crate::messages::Message;
use crate::names::Names;
use crate::survey::model::{Question, Survey};

pub use super::heads::recognises;

/// Lines that are named in a message.
const NAMED: usize = 3;

/// Counts a table's answers to the questions of a survey.
pub fn read(table: &Table, survey: &Survey, decisions: &Decisions) -> Readings {
    let head = head(table, survey, decisions);
    let mut readings = Readings::default();
    let rows: Vec<(usize, &Row)> =
        table.rows.iter().enumerate().skip(head.answers).filter(|(_, row)| !row.is_empty()).collect();
    readings.respondents = Some(rows.len() as u64);
    let place = || table.place(head.row);
    let ragged = table.ragged(head.row);
    if let Some(first) = ragged.first() {
        let lines: Vec<String> =
            ragged.iter().take(NAMED).map(|row| table.place(*row).line_column().0.to_string()).collect();
        let message = Message::new("import-ragged").with("rows", ragged.len()).with("lines", lines);
        readings.remarks.push(warning(table.place(*first), message));
    }

    let name = |at: usize| table.rows[head.row].cell(at);
    let mut by_option: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut strange: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut by_number: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut unknown = Vec::new();
    let counter = |question: Question, index: Option<usize>, at: usize| Counter {
        names: Names::new(&option_names(&question)),
        column: name(at),
        place: place(),
        table,
        question,
        index,
        at,
        decisions,
    };
    for (at, column) in head.columns.iter().enumerate() {
        match *column {
            Column::Question(index) => {
                let count = counter(survey.questions[index].clone(), Some(index), at);
                readings.questions.extend(count.whole_column(&rows, &mut readings.remarks));
            }
            Column::New => {
                let count = counter(Question { title: name(at).to_owned(), ..Question::default() }, None, at);
                readings.questions.extend(count.new_column(&rows, &mut readings.remarks));
            }
            Column::Option(index, option) => by_option.entry(index).or_default().push((at, option)),
            Column::Numbered(index, option) => {
                by_option.entry(index).or_default().push((at, option));
                by_number.entry(index).or_default().push(name(at));
            }
            Column::StrangeOption(index) => strange.entry(index).or_default().push(name(at)),
            Column::Housekeeping => {}
            Column::Unknown => match decisions.like_question(survey, name(at)) {
                Some(near) => {
                    let message = Message::new("import-doubtful-column").with("column", name(at));
                    let message = message.with("near", &near.title).with("id", &near.id);
                    readings.remarks.push(warning(place(), message));
                }
                None => unknown.push(name(at)),
            },
        }
    }
    for (index, names) in strange {
        // Who chose only what the data do not know would be missing from the base.
        by_option.remove(&index);
        let message = Message::new("import-strange-columns").with("title", &survey.questions[index].title);
        readings.remarks.push(warning(place(), message.with("columns", names)));
    }
    for (index, columns) in by_option {
        let title = &survey.questions[index].title;
        if let Some(names) = by_number.remove(&index) {
            let asked = Message::new("import-ask-numbers").with("title", title);
            if !decisions.accept && !(decisions.agrees)(&asked) {
                let message = Message::new("import-numbered-columns").with("title", title).with("columns", names);
                readings.remarks.push(warning(place(), message));
                continue;
            }
        }
        let mut seen = BTreeSet::new();
        if let Some((_, twice)) = columns.iter().find(|(_, option)| !seen.insert(*option)) {
            let label = &survey.questions[index].options[*twice].label;
            let message = Message::new("import-option-twice").with("label", label).with("title", title);
            readings.remarks.push(warning(place(), message));
            continue;
        }
        let count = counter(survey.questions[index].clone(), Some(index), columns[0].0);
        readings.questions.extend(count.option_columns(&columns, &rows, &mut readings.remarks));
    }
    if !unknown.is_empty() {
        readings.remarks.push(warning(place(), Message::new("import-columns-unread").with("columns", unknown)));
    }
    readings
}
