//! Rows of cells, from delimited text or a workbook, each with its place.

use std::fs;
use std::io::Cursor;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, Reader};
use csv::StringRecord;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::diagnostics::{Diagnostic, Place, SourceFile};
use crate::error::{Error, Result};
use crate::messages::Message;

/// One sheet of a workbook, or a whole delimited file.
#[derive(Debug)]
pub struct Table {
    /// The sheet's name; empty for a delimited file.
    pub name: String,
    pub rows: Vec<Row>,
    file: Arc<SourceFile>,
}

/// One row; rows may differ in length.
#[derive(Debug)]
pub struct Row {
    cells: StringRecord,
    /// What a workbook's cells were; none of delimited text.
    marks: Vec<Mark>,
    range: Range<usize>,
}

/// What a workbook holds in a cell, which its text does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Mark {
    #[default]
    Text,
    Number,
    Date,
    /// An error, or a formula that no program has calculated yet.
    Unknown,
}

impl Row {
    /// A cell without white space around it; empty where the row ends before it.
    pub fn cell(&self, column: usize) -> &str {
        self.raw(column).trim()
    }

    /// A cell as it is written.
    pub fn raw(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(str::trim)
    }

    pub fn is_empty(&self) -> bool {
        self.cells().all(str::is_empty)
    }

    /// Whether a workbook holds a number there: 18.2 % is the number 0.182, and 50.00 is 50.
    pub fn is_number(&self, column: usize) -> bool {
        self.mark(column) == Mark::Number
    }

    /// Whether a workbook holds a date or a time there, as Excel makes of 1-3.
    pub fn is_date(&self, column: usize) -> bool {
        self.mark(column) == Mark::Date
    }

    /// Whether a workbook holds a formula without a value there, or an error.
    pub fn is_unknown(&self, column: usize) -> bool {
        self.mark(column) == Mark::Unknown
    }

    fn mark(&self, column: usize) -> Mark {
        self.marks.get(column).copied().unwrap_or_default()
    }
}

impl Table {
    /// Where a row stands.
    pub fn place(&self, row: usize) -> Place {
        let range = self.rows.get(row).map_or(0..0, |row| row.range.clone());
        Place { file: self.file.clone(), range }
    }
}

/// Reads a file by its ending: `.xlsx` as a workbook, anything else as delimited text. `name` is how messages call it.
///
/// # Errors
/// A file that cannot be read, a text in no known encoding, a workbook that is none.
pub fn read(path: &Path, name: &str) -> Result<Vec<Table>> {
    let bytes = fs::read(path).map_err(|cause| Error::io("io-read-table", path, cause))?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "xlsx" | "xlsm" | "xls" | "ods" => workbook(bytes, name),
        _ => Ok(vec![delimited(name, decode(&bytes).ok_or_else(|| refusal("import-encoding", name))?)?]),
    }
}

fn refusal(id: &'static str, name: &str) -> Error {
    let message = Message::new(id).with("name", name);
    let hint = message.hint();
    Error::Usage { message, hint }
}

/// UTF-8, with or without a mark, else GB18030, which holds GBK and GB2312.
fn decode(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => {
            let (text, _, faulty) = encoding_rs::GB18030.decode(bytes);
            (!faulty).then(|| text.into_owned())
        }
    }
}

/// A delimited text: commas, tabs or semicolons, whichever its first line holds most of.
pub fn delimited(name: &str, text: String) -> Result<Table> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // The sort is stable: commas win where nothing decides.
    let delimiter = *b",\t;".iter().rev().max_by_key(|mark| first.matches(char::from(**mark)).count()).unwrap_or(&b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let cells = record.map_err(|error| {
            let message = Message::new("import-no-table").with("name", name).with("cause", error.to_string());
            Error::Input(vec![Diagnostic::error(message)])
        })?;
        // Positions count bytes of the text.
        let start = cells.position().map_or(0, |position| position.byte() as usize).min(text.len());
        let start = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        let end = start + text[start..].find(['\r', '\n']).unwrap_or(text.len() - start);
        rows.push(Row { cells, marks: Vec::new(), range: start..end });
    }
    let file = Arc::new(SourceFile { name: name.to_owned(), text });
    Ok(Table { name: String::new(), rows, file })
}

fn workbook(bytes: Vec<u8>, name: &str) -> Result<Vec<Table>> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| {
        let message = Message::new("import-no-workbook").with("name", name).with("cause", error.to_string());
        let hint = message.hint();
        Error::Input(vec![Diagnostic::error(message).hint(hint)])
    })?;
    let sheets = book.worksheets().into_iter();
    Ok(sheets
        .map(|(sheet, cells)| {
            let formulas = book.worksheet_formula(&sheet).unwrap_or_default();
            lines(format!("{name} › {sheet}"), sheet, &cells, &formulas)
        })
        .collect())
}

/// A sheet as a text of one line a row, so that messages can show rows; its first line is the sheet's first row.
fn lines(shown: String, name: String, cells: &calamine::Range<Data>, formulas: &calamine::Range<String>) -> Table {
    // Formulas without a value stand in no range of values.
    let corner = |range: Option<(u32, u32)>| range.unwrap_or_default();
    let (last, formula) = (corner(cells.end()), corner(formulas.end()));
    let (mut text, mut rows) = (String::new(), Vec::new());
    for row in 0..=last.0.max(formula.0) {
        let start = text.len();
        let (mut record, mut marks) = (StringRecord::new(), Vec::new());
        for column in 0..=last.1.max(formula.1) {
            let cell = cells.get_value((row, column)).unwrap_or(&Data::Empty);
            let waits = || formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
            marks.push(match cell {
                Data::Int(_) | Data::Float(_) => Mark::Number,
                Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => Mark::Date,
                Data::Error(_) => Mark::Unknown,
                Data::Empty if waits() => Mark::Unknown,
                Data::String(_) | Data::Bool(_) | Data::Empty => Mark::Text,
            });
            let cell = written(cell);
            if !text[start..].is_empty() {
                text.push('\t');
            }
            text.push_str(&cell.replace(['\n', '\r', '\t'], " "));
            record.push_field(&cell);
        }
        rows.push(Row { cells: record, marks, range: start..text.len() });
        text.push('\n');
    }
    Table { name, rows, file: Arc::new(SourceFile { name: shown, text }) }
}

/// A cell as a person would write it: numbers as decimals without the noise of floats, dates as days.
fn written(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => Decimal::from_f64(*number)
            .map_or_else(|| number.to_string(), |number| number.round_dp(10).normalize().to_string()),
        Data::Bool(flag) => if *flag { "是" } else { "否" }.to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.chars().take("2018-08-14".len()).collect(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_encodings_of_chinese_tables() {
        let (gbk, ..) = encoding_rs::GBK.encode("题目,选项\n使用时间,不足 1 年");
        for bytes in
            ["题目,选项\n使用时间,不足 1 年".as_bytes(), "\u{feff}题目,选项\r\n使用时间,不足 1 年".as_bytes(), &gbk]
        {
            let table = delimited("a.csv", decode(bytes).unwrap()).unwrap();
            assert_eq!(table.rows[1].cells().collect::<Vec<_>>(), ["使用时间", "不足 1 年"]);
            assert_eq!(table.place(1).line_column(), (2, 1));
        }
        assert_eq!(decode(&[0xFF, 0xFF, 0x00]), None);
    }

    #[test]
    fn finds_the_delimiter() {
        for (text, cells) in
            [("甲\t乙,丙\n", 2), ("甲;乙;丙", 3), ("甲,乙", 2), ("甲", 1), ("\"甲,\"\"乙\"\"\n丙\",丁", 2)]
        {
            assert_eq!(delimited("a", text.to_owned()).unwrap().rows[0].cells().count(), cells, "{text}");
        }
        let table = delimited("a", "甲,乙\n\n丙\n".to_owned()).unwrap();
        assert_eq!((table.rows.len(), table.rows[1].cell(5)), (2, ""), "rows may be short");
        assert_eq!(table.place(1).line_column(), (3, 1));
    }

    #[test]
    fn cells_of_a_workbook_tell_what_they_were() {
        let cell = |row, column, value| calamine::Cell::new((row, column), value);
        let cells = calamine::Range::from_sparse(vec![
            cell(0, 0, Data::Float(0.182)),
            cell(0, 1, Data::String("18.2%".to_owned())),
            cell(0, 2, Data::DateTimeIso("2018-01-03T00:00:00".to_owned())),
            cell(0, 3, Data::Error(calamine::CellErrorType::Div0)),
        ]);
        let formula = |row, column| calamine::Cell::new((row, column), "A1*2".to_owned());
        // One stands beside a value of its own, one below every value.
        let formulas = calamine::Range::from_sparse(vec![formula(0, 0), formula(1, 1)]);
        let table = lines(String::new(), String::new(), &cells, &formulas);
        let marks = |is: fn(&Row, usize) -> bool| -> Vec<(usize, usize)> {
            let all = (0..2).flat_map(|row| (0..4).map(move |column| (row, column)));
            all.filter(|(row, column)| is(&table.rows[*row], *column)).collect()
        };
        assert_eq!(marks(Row::is_number), [(0, 0)]);
        assert_eq!(marks(Row::is_date), [(0, 2)]);
        assert_eq!(marks(Row::is_unknown), [(0, 3), (1, 1)]);
        assert_eq!(table.rows[0].cell(2), "2018-01-03");
        assert!(!delimited("a", "0.182".to_owned()).unwrap().rows[0].is_number(0));
    }
}
