//! Whether a workbook has the sheets and columns that were written, before any row is read: what was renamed would
//! otherwise be lost in silence.

use super::layout::{ABOUT, Column, Holds, MARK, REPORT, SHEETS, Sheet};
use crate::diagnostics::{Diagnostic, Place};
use crate::exchange::table::{Row, Table};
use crate::messages::Message;
use crate::names::nearest;

/// A sheet whose columns were found by their heads.
pub struct Found<'a> {
    pub sheet: &'static Sheet,
    table: &'a Table,
    /// The row of the heads.
    head: usize,
    /// Where each of the sheet's columns stands.
    at: Vec<usize>,
}

impl<'a> Found<'a> {
    /// Rows that say anything in the columns that are read.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        let says = |row: &Row| self.at.iter().any(|at| !row.cell(*at).is_empty() || row.is_unknown(*at));
        let rows = self.table.rows.iter().enumerate().skip(self.head + 1);
        rows.filter(move |(_, row)| says(row)).map(|(index, _)| index)
    }

    pub fn row(&self, row: usize) -> &'a Row {
        &self.table.rows[row]
    }

    /// A column and where it stands.
    pub fn columns(&self) -> impl Iterator<Item = (&'static Column, usize)> {
        self.sheet.columns.iter().zip(self.at.iter().copied())
    }

    /// A cell without white space around it, by the head that the layout gives its column.
    pub fn cell(&self, row: usize, head: &str) -> &'a str {
        self.columns().find(|(column, _)| column.head == head).map_or("", |(_, at)| self.row(row).cell(at))
    }

    /// Where a row stands, or one of its cells; a blank cell is its row.
    pub fn place(&self, row: usize, at: Option<usize>) -> Place {
        let mut place = self.table.place(row);
        let Some(at) = at.filter(|at| !self.row(row).cell(*at).is_empty()) else { return place };
        // The text that messages show has the row's cells in a line, with tabs between them after the first that is
        // not empty.
        let mut start = place.range.start;
        for before in 0..at {
            let length = self.row(row).raw(before).len();
            start += length + usize::from(start > place.range.start || length > 0);
        }
        let end = start + self.row(row).raw(at).len();
        if end <= place.range.end {
            place.range = start..end;
        }
        place
    }
}

/// Whether a file is such a workbook, even after the first sheet was deleted.
pub fn recognises(tables: &[Table]) -> bool {
    let marked = tables.iter().any(|table| table.rows.first().is_some_and(|row| row.cell(0) == MARK));
    let known = SHEETS.iter().filter(|sheet| tables.iter().any(|table| is(table, sheet) && has_heads(table, sheet)));
    marked || known.count() > SHEETS.len() / 3
}

fn is(table: &Table, sheet: &Sheet) -> bool {
    table.name.trim() == sheet.name
}

/// The first row that is not blank, with its index.
fn head(table: &Table) -> Option<(usize, &Row)> {
    table.rows.iter().enumerate().find(|(_, row)| !row.is_empty())
}

fn has_heads(table: &Table, sheet: &Sheet) -> bool {
    let heads: Vec<&str> = head(table).map(|(_, row)| row.cells().collect()).unwrap_or_default();
    sheet.columns.iter().all(|column| heads.contains(&column.head))
}

/// The sheets of a workbook, in the layout's order, and what it holds beside them, which is not read.
///
/// # Errors
/// Sheets, columns or items of the report that are not there, or twice.
pub fn find(tables: &[Table]) -> Result<(Vec<Found<'_>>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (mut found, mut faults, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
    let strange =
        |table: &&Table| table.name.trim() != ABOUT && !SHEETS.iter().any(|sheet| is(table, sheet)) && !is_mark(table);
    let extra: Vec<&Table> = tables.iter().filter(strange).collect();
    for sheet in SHEETS {
        match tables.iter().find(|table| is(table, sheet)) {
            Some(table) => match columns(sheet, table, &mut remarks) {
                Ok(columns) => found.push(columns),
                Err(more) => faults.extend(more),
            },
            None => faults.push(no_sheet(sheet, &extra)),
        }
    }
    for report in found.iter().filter(|found| found.sheet.holds == Holds::Report) {
        items(report, &mut faults, &mut remarks);
    }
    let unread: Vec<&str> =
        extra.iter().filter(|table| head(table).is_some()).map(|table| table.name.as_str()).collect();
    if !unread.is_empty() {
        remarks.push(note(Message::new("workbook-sheets-unread").with("sheets", unread), None));
    }
    if faults.is_empty() { Ok((found, remarks)) } else { Err(faults) }
}

/// The sheet that says what the workbook is, whatever it is called by now.
fn is_mark(table: &Table) -> bool {
    table.rows.first().is_some_and(|row| row.cell(0) == MARK)
}

fn no_sheet(sheet: &Sheet, extra: &[&Table]) -> Diagnostic {
    let message = Message::new("workbook-no-sheet").with("sheet", sheet.name);
    let names: Vec<&str> = extra.iter().map(|table| table.name.as_str()).collect();
    // Sheets with one set of heads are told apart by their names only.
    let like = extra.iter().find(|table| has_heads(table, sheet)).map(|table| table.name.as_str());
    let hint = match like.or_else(|| nearest(sheet.name, &names)) {
        Some(name) => Message::new("workbook-sheet-renamed").with("name", name).with("sheet", sheet.name),
        None => message.hint(),
    };
    Diagnostic::error(message).hint(hint)
}

fn columns<'a>(
    sheet: &'static Sheet,
    table: &'a Table,
    remarks: &mut Vec<Diagnostic>,
) -> Result<Found<'a>, Vec<Diagnostic>> {
    let (head, heads): (usize, Vec<&str>) =
        head(table).map_or_else(Default::default, |(index, row)| (index, row.cells().collect()));
    let place = Some(table.place(head));
    let unknown: Vec<&str> = heads
        .iter()
        .copied()
        .filter(|head| !head.is_empty() && sheet.columns.iter().all(|column| column.head != *head))
        .collect();
    let mut faults = Vec::new();
    let missing: Vec<&str> =
        sheet.columns.iter().map(|column| column.head).filter(|head| !heads.contains(head)).collect();
    if !missing.is_empty() {
        let message = Message::new("workbook-no-column").with("sheet", sheet.name).with("heads", missing);
        let hint = match unknown.is_empty() {
            true => message.hint(),
            false => Message::new("workbook-column-renamed").with("unknown", unknown.clone()),
        };
        faults.push(Diagnostic::error(message).at(place.clone()).hint(hint));
    }
    let twice = |head: &&str| heads.iter().filter(|known| *known == head).count() > 1;
    let twice: Vec<&str> = sheet.columns.iter().map(|column| column.head).filter(twice).collect();
    if !twice.is_empty() {
        faults.push(error(Message::new("workbook-column-twice").with("heads", twice), place.clone()));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if !unknown.is_empty() {
        let message = Message::new("workbook-columns-unread").with("sheet", sheet.name).with("columns", unknown);
        remarks.push(note(message, place));
    }
    // Cells that were pushed aside stand under no head.
    let stray = |row: &&Row| row.cells().enumerate().any(|(at, cell)| !cell.is_empty() && heads.get(at) == Some(&""));
    for (row, _) in table.rows.iter().enumerate().skip(head + 1).filter(|(_, row)| stray(row)) {
        let message = Message::new("workbook-cell-unread").with("sheet", sheet.name);
        let hint = message.hint();
        remarks.push(Diagnostic::warning(message).at(Some(table.place(row))).hint(hint));
    }
    let at = sheet.columns.iter().filter_map(|column| heads.iter().position(|head| *head == column.head)).collect();
    Ok(Found { sheet, table, head, at })
}

/// Each item of the report has one row.
fn items(report: &Found, faults: &mut Vec<Diagnostic>, remarks: &mut Vec<Diagnostic>) {
    let name = report.sheet.columns[0].head;
    let rows = |field: &Column| report.rows().filter(|row| report.cell(*row, name) == field.head).collect::<Vec<_>>();
    let missing: Vec<&str> = REPORT.iter().filter(|field| rows(field).is_empty()).map(|field| field.head).collect();
    if !missing.is_empty() {
        let message = Message::new("workbook-no-item").with("items", missing);
        faults.push(error(message, Some(report.place(report.head, None))));
    }
    for row in REPORT.iter().flat_map(|field| rows(field).into_iter().skip(1)) {
        let message = Message::new("workbook-item-twice").with("item", report.cell(row, name));
        faults.push(error(message, Some(report.place(row, None))));
    }
    let known = |row: &usize| REPORT.iter().any(|field| field.head == report.cell(*row, name));
    for row in report.rows().filter(|row| !known(row)) {
        let message = Message::new("workbook-item-unread").with("item", report.cell(row, name));
        remarks.push(note(message, Some(report.place(row, None))));
    }
}

fn error(message: Message, place: Option<Place>) -> Diagnostic {
    let hint = message.hint();
    Diagnostic::error(message).at(place).hint(hint)
}

/// What was added beside the layout takes nothing away: every sheet and column that was written is there.
fn note(message: Message, place: Option<Place>) -> Diagnostic {
    Diagnostic::note(message).at(place)
}
