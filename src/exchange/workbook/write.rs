//! From a survey to the workbook's bytes.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet, XlsxError,
};
use serde_json::{Value, json};

use super::layout::Cell::{self, Amount, Flag, Ids, List, Refers, Share, Whole, Word};
use super::layout::{ABOUT, Column, GUIDE, Holds, MARK, NUMBER, PENDING, REPORT, SHEETS, Sheet, WORDS};
use super::{entries, items, shown};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::model::Survey;

/// The workbook of a survey. The same survey gives the same bytes: its date is the report's.
///
/// # Errors
/// A text longer than a cell can hold.
pub fn write(survey: &Survey) -> Result<Vec<u8>> {
    write_book(survey).map_err(|error| {
        let message = Message::new("export-failed").with("cause", error.to_string());
        let hint = message.hint();
        Error::Input(vec![Diagnostic::error(message).hint(hint)])
    })
}

type Written = std::result::Result<(), XlsxError>;

fn write_book(survey: &Survey) -> std::result::Result<Vec<u8>, XlsxError> {
    let data = json!(survey);
    let mut book = Workbook::new();
    let report = &survey.report;
    let date = ExcelDateTime::from_ymd(report.year, report.month, report.date.map_or(1, |date| date.day))?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&date));

    let about = book.add_worksheet().set_name(ABOUT)?;
    about.set_column_width(0, 100)?;
    about.set_column_format(0, &Format::new().set_text_wrap().set_align(FormatAlign::Top))?;
    for (row, line) in [MARK].into_iter().chain(GUIDE).enumerate() {
        about.write_string(row as u32, 0, line)?;
    }
    for sheet in SHEETS {
        let rows = rows(sheet, &data);
        fill(book.add_worksheet().set_name(sheet.name)?, sheet, &rows)?;
    }
    book.save_to_buffer()
}

/// The rows of a sheet, as its cells show them.
fn rows(sheet: &Sheet, data: &Value) -> Vec<Vec<String>> {
    // What leads the row, and then the fields of its object.
    let row = |leads: &[String], item: &Value| {
        let fields = sheet.columns.iter().filter(|column| !column.key.is_empty());
        leads.iter().cloned().chain(fields.map(|column| field(column, item))).collect::<Vec<String>>()
    };
    let questions = || items(&data["questions"]);
    let links = || items(&data["links"]["questions"]);
    let id = |question: &Value| shown(question.get("id"));
    match sheet.holds {
        Holds::Report => REPORT.iter().map(|item| vec![item.head.to_owned(), field(item, data)]).collect(),
        Holds::Facts => entries(&data["survey"]["facts"])
            .map(|(name, fact)| {
                let kind = match fact {
                    Value::Number(_) => NUMBER,
                    Value::Null => PENDING,
                    _ => WORDS,
                };
                vec![name.clone(), shown(Some(fact)), kind.to_owned()]
            })
            .collect(),
        Holds::List(list) => items(&data[list]).map(|item| row(&[], item)).collect(),
        Holds::Links => links().map(|link| row(&[], link)).collect(),
        Holds::OfQuestion(list) => questions()
            .flat_map(|question| items(&question[list]).map(move |item| row(&[id(question)], item)))
            .collect(),
        Holds::Grouped => questions()
            .flat_map(|question| entries(&question["by"]).map(move |(group, by)| (question, group, by)))
            .flat_map(|(question, group, by)| {
                let leads = [id(question), group.clone(), shown(by.get("base"))];
                let parts: Vec<&Value> = items(&by["options"]).collect();
                // A group without options still has its size.
                let parts = if parts.is_empty() { vec![&Value::Null] } else { parts };
                parts.into_iter().map(|part| row(&leads, part)).collect::<Vec<_>>()
            })
            .collect(),
        Holds::OptionLinks => links()
            .flat_map(|link| {
                let leads = [shown(link.get("from")), shown(link.get("to"))];
                items(&link["options"]).map(move |option| row(&leads, option))
            })
            .collect(),
    }
}

fn field(column: &Column, item: &Value) -> String {
    let value = column.key.split('.').try_fold(item, |value, key| value.get(key));
    let text = shown(value);
    match column.cell {
        Word(words) => words.iter().find(|(_, value)| *value == text).map_or(text, |(word, _)| (*word).to_owned()),
        _ => text,
    }
}

/// The rows that drop-down lists reach to, below what is filled in.
const SPARE_ROWS: u32 = 200;
/// Column widths, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=44;

/// Height of a line, in pt.
const LINE: f64 = 15.0;

/// Width of a line of text, in characters: a Chinese one is two wide.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, rows: &[Vec<String>]) -> Written {
    let last = rows.len() as u32 + SPARE_ROWS;
    let heads =
        Format::new().set_bold().set_background_color(Color::RGB(0xE7E6E6)).set_border_bottom(FormatBorder::Thin);
    page.set_freeze_panes(1, 1)?;
    page.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (at, column) in sheet.columns.iter().enumerate() {
        let texts = || rows.iter().filter_map(|row| row.get(at));
        let at = at as u16;
        let head = if is_numeric(column.cell) { heads.clone().set_align(FormatAlign::Right) } else { heads.clone() };
        page.write_string_with_format(0, at, column.head, &head)?;
        let widest: usize =
            texts().flat_map(|text| text.lines()).map(width).chain([width(column.head)]).max().unwrap_or_default();
        page.set_column_width(at, (widest + 2).clamp(*WIDTHS.start(), *WIDTHS.end()) as f64)?;
        let lines = matches!(column.cell, List | Ids) || texts().any(|text| text.contains('\n'));
        let wraps = lines || widest + 2 > *WIDTHS.end();
        page.set_column_format(at, &format(column.cell, wraps))?;
        if let Some(choice) = choice(column.cell)? {
            page.add_data_validation(1, at, last, at, &choice)?;
        }
    }
    for (row, texts) in rows.iter().enumerate() {
        let cells = texts.iter().zip(sheet.columns).enumerate().filter(|(_, (text, _))| !text.is_empty());
        for (at, (text, column)) in cells {
            let (row, at) = (row as u32 + 1, at as u16);
            match text.parse::<u32>() {
                Ok(number) if column.cell == Whole => page.write_number(row, at, number)?,
                _ => page.write_string(row, at, text)?,
            };
        }
        // Not every program fits rows to their text on opening.
        let lines = |text: &String| text.lines().map(|line| width(line).div_ceil(*WIDTHS.end()).max(1)).sum();
        let most: usize = texts.iter().map(lines).max().unwrap_or(1);
        if most > 1 {
            page.set_row_height(row as u32 + 1, LINE * most as f64)?;
        }
    }
    if let (Holds::Report, Some(at)) = (sheet.holds, REPORT.iter().position(|field| field.key == "report.status"))
        && let Some(choice) = choice(REPORT[at].cell)?
    {
        let row = at as u32 + 1;
        page.add_data_validation(row, 1, row, 1, &choice)?;
    }
    Ok(())
}

/// Texts stay texts when they are typed over: 50.00, 0012.
fn format(cell: Cell, wraps: bool) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    let format = if is_numeric(cell) { format.set_align(FormatAlign::Right) } else { format };
    let format = if cell == Whole { format } else { format.set_num_format("@") };
    if wraps { format.set_text_wrap() } else { format }
}

/// Digits stand below digits, be they texts.
fn is_numeric(cell: Cell) -> bool {
    matches!(cell, Whole | Share | Amount)
}

/// The drop-down list of a column.
fn choice(cell: Cell) -> std::result::Result<Option<DataValidation>, XlsxError> {
    Ok(match cell {
        Word(words) => {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            Some(DataValidation::new().allow_list_strings(&words)?)
        }
        Flag => Some(DataValidation::new().allow_list_strings(&["是", "否"])?),
        // What is not there yet may be added later.
        Refers(sheet) => {
            let ids = Formula::new(format!("='{sheet}'!$A$2:$A$1000"));
            Some(DataValidation::new().allow_list_formula(ids).show_error_message(false))
        }
        _ => None,
    })
}
