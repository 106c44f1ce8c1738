//! A plain table: one row an option, with its question, its count and what else there is; or one row a year of a series.

use super::reading::{Answer, Reading, Readings, percent, whole};
use super::table::{Row, Table};
use crate::diagnostics::Diagnostic;
use crate::messages::Message;
use crate::survey::model::Kind;

/// Where each column stands.
struct Columns {
    question: usize,
    option: Option<usize>,
    count: Option<usize>,
    percent: Option<usize>,
    n: Option<usize>,
    year: Option<usize>,
    amount: Option<usize>,
}

fn columns(row: &Row) -> Option<Columns> {
    let find = |names: &[&str]| {
        row.cells().position(|cell| names.iter().any(|name| cell.to_lowercase().trim_end_matches(['%', '％']) == *name))
    };
    let columns = Columns {
        question: find(&["题目", "问题", "题", "题目标识", "question"])?,
        option: find(&["选项", "答案", "option"]),
        count: find(&["频数", "人数", "小计", "计数", "count"]),
        percent: find(&["占比", "比例", "百分比", "percent"]),
        n: find(&["基数", "有效人数", "n", "base"]),
        year: find(&["年份", "年", "year"]),
        amount: find(&["数额", "金额", "数值", "value", "amount"]),
    };
    let shares = columns.option.is_some() && (columns.count.is_some() || columns.percent.is_some());
    let series = columns.year.is_some() && columns.amount.is_some();
    (shares || series).then_some(columns)
}

/// The first row that heads such a table.
fn head(table: &Table) -> Option<(usize, Columns)> {
    let rows = table.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()).take(3);
    rows.into_iter().find_map(|(index, row)| Some((index, columns(row)?)))
}

/// Whether a table looks like one.
pub fn recognises(table: &Table) -> bool {
    head(table).is_some()
}

/// Reads the rows below the head. A blank question continues the one above.
pub fn read(table: &Table) -> Readings {
    let mut readings = Readings::default();
    let Some((first, columns)) = head(table) else { return readings };
    for (index, row) in table.rows.iter().enumerate().skip(first + 1).filter(|(_, row)| !row.is_empty()) {
        let title = row.cell(columns.question);
        let continues = title.is_empty() || readings.questions.last().is_some_and(|last| last.title == title);
        if !continues {
            readings.questions.push(Reading {
                title: title.to_owned(),
                kind: None,
                ordered: false,
                n: None,
                options: Vec::new(),
                points: Vec::new(),
                place: table.place(index),
            });
        }
        let Some(question) = readings.questions.last_mut() else { continue };
        question.n = question.n.or_else(|| columns.n.and_then(|column| whole(row.cell(column))));
        let year = columns.year.and_then(|column| row.cell(column).trim_end_matches(['年', ' ']).parse().ok());
        let amount = columns.amount.and_then(|column| row.cell(column).replace(',', "").parse().ok());
        if let (Some(year), Some(amount)) = (year, amount) {
            question.kind = Some(Kind::Series);
            question.points.push((year, amount));
            continue;
        }
        let option = columns.option.map_or("", |column| row.cell(column));
        let answer = Answer {
            label: option.to_owned(),
            count: columns.count.and_then(|column| whole(row.cell(column))),
            percent: columns.percent.and_then(|column| percent(row.cell(column))),
            place: table.place(index),
        };
        if option.is_empty() || (answer.count.is_none() && answer.percent.is_none()) {
            let message = Message::new("import-no-number").with("words", row.cells().collect::<Vec<_>>().join(" "));
            let hint = message.hint();
            readings.remarks.push(Diagnostic::warning(message).at(Some(table.place(index))).hint(hint));
            continue;
        }
        question.options.push(answer);
    }
    readings
}
