//! From a survey to the workbook's bytes.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use serde_json::{Value, json};

use super::Cell::{self, Flag, List, Text, Whole, Word};
use super::{
    ABOUT, FACT_KINDS, FACTS, GROUPED, GUIDE, LINKED, MARK, QUESTION, RELATIONS, REPORT, SHEETS, Within, at, entries,
    items, shown,
};
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
        Error::Input(vec![Diagnostic::error(message)])
    })
}

fn write_book(survey: &Survey) -> std::result::Result<Vec<u8>, XlsxError> {
    let data = json!(survey);
    let mut book = Workbook::new();
    let report = &survey.report;
    let date = ExcelDateTime::from_ymd(report.year, report.month, report.date.map_or(1, |date| date.day))?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&date));
    let mut writer = Writer { book: &mut book };

    let about = writer.sheet(ABOUT, &[], &[])?;
    about.set_column_width(0, 100)?;
    for (row, line) in [MARK].into_iter().chain(GUIDE).enumerate() {
        about.write_string(row as u32, 0, line)?;
    }

    let rows: Vec<Vec<String>> =
        REPORT.iter().map(|field| vec![field.head.to_owned(), shown(at(&data, field.key))]).collect();
    writer.filled("报告", &["项目", "内容"], &[Text, Text], &rows)?;

    let facts: Vec<Vec<String>> = entries(&data["survey"]["facts"])
        .map(|(name, fact)| {
            let kind = match fact {
                Value::Number(_) => 0,
                Value::Null => 2,
                _ => 1,
            };
            vec![name.clone(), shown(Some(fact)), FACT_KINDS[kind].to_owned()]
        })
        .collect();
    writer.filled(FACTS.0, &FACTS.1, &[Text, Text, Word(&FACT_KINDS)], &facts)?;

    for sheet in SHEETS {
        let (mut heads, mut cells) = (Vec::new(), Vec::new());
        if sheet.within == Within::Question {
            heads.push(QUESTION);
            cells.push(Text);
        }
        heads.extend(sheet.columns.iter().map(|column| column.head));
        cells.extend(sheet.columns.iter().map(|column| column.cell));
        let row = |item: &Value| sheet.columns.iter().map(|column| shown(at(item, column.key))).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = match sheet.within {
            Within::Root => items(&data[sheet.list]).map(row).collect(),
            Within::Links => items(&data["links"][sheet.list]).map(row).collect(),
            Within::Question => items(&data["questions"])
                .flat_map(|question| {
                    let id = shown(Some(&question["id"]));
                    items(&question[sheet.list]).map(move |item| [vec![id.clone()], row(item)].concat())
                })
                .collect(),
        };
        writer.filled(sheet.name, &heads, &cells, &rows)?;
    }

    let grouped: Vec<Vec<String>> = items(&data["questions"])
        .flat_map(|question| entries(&question["by"]).map(move |(group, by)| (question, group, by)))
        .flat_map(|(question, group, by)| {
            let lead = [shown(Some(&question["id"])), group.clone(), shown(by.get("base"))];
            let part = |part: &Value| ["id", "count", "percent"].map(|key| shown(part.get(key)));
            let mut parts: Vec<[String; 3]> = items(&by["options"]).map(part).collect();
            if parts.is_empty() {
                parts.push(Default::default());
            }
            parts.into_iter().map(move |part| [lead.to_vec(), part.to_vec()].concat())
        })
        .collect();
    writer.filled(GROUPED.0, &GROUPED.1, &[Text, Text, Whole, Text, Whole, Text], &grouped)?;

    let linked: Vec<Vec<String>> = items(&data["links"]["questions"])
        .enumerate()
        .flat_map(|(index, link)| {
            items(&link["options"]).map(move |option| {
                let cells = ["from", "to", "relation", "note"].map(|key| shown(option.get(key)));
                [vec![(index + 2).to_string()], cells.to_vec()].concat()
            })
        })
        .collect();
    writer.filled(LINKED.0, &LINKED.1, &[Whole, List, List, RELATIONS, Text], &linked)?;
    book.save_to_buffer()
}

struct Writer<'a> {
    book: &'a mut Workbook,
}

/// The rows that drop-down lists reach to, below what is filled in.
const SPARE_ROWS: u32 = 200;
/// Column widths, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=40;

impl Writer<'_> {
    fn sheet(&mut self, name: &str, heads: &[&str], cells: &[Cell]) -> std::result::Result<&mut Worksheet, XlsxError> {
        let sheet = self.book.add_worksheet().set_name(name)?;
        let bold = Format::new().set_bold();
        for (at, (head, cell)) in heads.iter().zip(cells).enumerate() {
            let at = at as u16;
            sheet.write_string_with_format(0, at, *head, &bold)?;
            // Texts stay texts when they are typed over: 50.00, 0012.
            let format = Format::new().set_align(FormatAlign::Top);
            let format = if *cell == Whole { format } else { format.set_num_format("@") };
            let format = if *cell == List { format.set_text_wrap() } else { format };
            sheet.set_column_format(at, &format)?;
        }
        if !heads.is_empty() {
            sheet.set_freeze_panes(1, 0)?;
        }
        Ok(sheet)
    }

    fn filled(
        &mut self,
        name: &str,
        heads: &[&str],
        cells: &[Cell],
        rows: &[Vec<String>],
    ) -> std::result::Result<(), XlsxError> {
        let last = rows.len() as u32 + SPARE_ROWS;
        let sheet = self.sheet(name, heads, cells)?;
        for (at, cell) in cells.iter().enumerate() {
            let column = at as u16;
            let width = |text: &str| text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum();
            let widest = rows.iter().filter_map(|row| row.get(at)).flat_map(|text| text.lines()).map(width);
            let widest: usize = widest.chain([width(heads[at])]).max().unwrap_or(0);
            sheet.set_column_width(column, (widest + 2).clamp(*WIDTHS.start(), *WIDTHS.end()) as f64)?;
            let words: &[&str] = match cell {
                Word(words) => words,
                Flag => &["是", "否"],
                _ => continue,
            };
            sheet.add_data_validation(1, column, last, column, &DataValidation::new().allow_list_strings(words)?)?;
        }
        for (row, texts) in rows.iter().enumerate() {
            for ((at, text), cell) in texts.iter().enumerate().zip(cells).filter(|((_, text), _)| !text.is_empty()) {
                let (row, column) = (row as u32 + 1, at as u16);
                match text.parse::<u32>() {
                    Ok(number) if *cell == Whole => sheet.write_number(row, column, number)?,
                    _ => sheet.write_string(row, column, text)?,
                };
            }
        }
        Ok(())
    }
}
