//! Rows of cells, from delimited text or a workbook, each with its place.

use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use csv::StringRecord;

use super::sheets;
use crate::diagnostics::{Diagnostic, Place, SourceFile};
use crate::error::{Error, Result};
use crate::messages::Message;

/// One sheet of a workbook, or a whole delimited file.
#[derive(Debug)]
pub struct Table {
    /// The sheet's name; empty for a delimited file.
    pub name: String,
    pub rows: Vec<Row>,
    pub(super) file: Arc<SourceFile>,
    /// What stands between the cells of a delimited text.
    pub(super) delimiter: Option<char>,
}

/// What a cell of a workbook holds. All cells of a delimited file are texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Text,
    Number,
    /// A number that shows as a percentage with so many decimals.
    Percent(u32),
    Date,
    /// An error, or a formula that no program has calculated yet.
    Unknown,
}

/// One row; rows may differ in length.
#[derive(Debug)]
pub struct Row {
    pub(super) cells: StringRecord,
    pub(super) held: Vec<Held>,
    pub(super) range: Range<usize>,
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

    /// Whether a cell of a workbook holds a number, not a text: 18.2 % is the number 0.182, and 50.00 is 50.
    pub fn is_number(&self, column: usize) -> bool {
        matches!(self.held.get(column), Some(Held::Number | Held::Percent(_)))
    }

    /// A cell as the workbook shows it: a number that is formatted so as a percentage.
    pub fn shown(&self, column: usize) -> Cow<'_, str> {
        let text = self.cell(column);
        match (self.held.get(column), text.parse()) {
            (Some(Held::Percent(decimals)), Ok(number)) => Cow::Owned(sheets::share(number, *decimals)),
            _ => Cow::Borrowed(text),
        }
    }

    /// Whether a cell of a workbook holds a date or a time, as Excel makes of 1-3.
    pub fn is_date(&self, column: usize) -> bool {
        self.held.get(column) == Some(&Held::Date)
    }

    /// Whether a cell of a workbook holds a formula without a value, or an error.
    pub fn is_unknown(&self, column: usize) -> bool {
        self.held.get(column) == Some(&Held::Unknown)
    }
}

impl Table {
    /// Where a row stands.
    pub fn place(&self, row: usize) -> Place {
        let range = self.rows.get(row).map_or(0..0, |row| row.range.clone());
        Place { file: self.file.clone(), range }
    }

    /// Where a cell stands; its row where that cannot be told.
    pub fn cell_place(&self, row: usize, column: usize) -> Place {
        let Place { file, range } = self.place(row);
        let line = &file.text[range.clone()];
        let cell = self.delimiter.and_then(|delimiter| cell_range(line, column, delimiter));
        let range = cell.map_or(range.clone(), |cell| range.start + cell.start..range.start + cell.end);
        Place { file, range }
    }

    /// The rows of a delimited text below its head that have another number of cells: commas or quotes are missing.
    pub fn ragged(&self, head: usize) -> Vec<usize> {
        let cells = |row: &Row| row.cells.len();
        let expected = self.rows.get(head).map_or(0, cells);
        let rows = self.rows.iter().enumerate().skip(head + 1);
        let differs = |row: &Row| row.held.is_empty() && cells(row) != expected && !row.is_empty();
        rows.filter(|(_, row)| differs(row)).map(|(index, _)| index).collect()
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
        "xlsx" | "xlsm" | "xls" | "ods" => sheets::read(bytes, name),
        _ => Ok(vec![delimited(name, decode(&bytes).ok_or_else(|| refusal("import-encoding", name))?)?]),
    }
}

fn refusal(id: &'static str, name: &str) -> Error {
    let message = Message::new(id).with("name", name);
    let hint = message.hint();
    Error::Usage { message, hint }
}

/// What a byte order mark says, else UTF-8, else GB18030, which holds GBK and GB2312.
fn decode(bytes: &[u8]) -> Option<String> {
    let strict = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned())
    };
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => strict(encoding, &bytes[mark..]),
        None => strict(encoding_rs::UTF_8, bytes).or_else(|| strict(encoding_rs::GB18030, bytes)),
    }
}

/// Lines that tell the delimiter.
const TELLING: usize = 20;

/// The mark that as many lines as possible hold equally often, outside of quotes. Commas win where nothing decides.
fn delimiter(text: &str) -> u8 {
    let mut inside = false;
    let mut unquoted = String::new();
    for mark in text.chars() {
        inside ^= mark == '"';
        if !inside {
            unquoted.push(mark);
        }
        // Enough of them; a quote that never ends shall not cost the whole file.
        if unquoted.len() > 64 * 1024 {
            break;
        }
    }
    let telling = |mark: u8| {
        let lines = unquoted.lines().filter(|line| !line.trim().is_empty()).take(TELLING);
        let counts: Vec<usize> =
            lines.map(|line| line.matches(char::from(mark)).count()).filter(|count| *count > 0).collect();
        let alike = |count: usize| counts.iter().filter(|other| **other == count).count();
        counts.iter().map(|count| (alike(*count), *count)).max().unwrap_or_default()
    };
    // The last of equals is taken.
    b";\t,".iter().copied().max_by_key(|mark| telling(*mark)).unwrap_or(b',')
}

/// A delimited text: commas, tabs or semicolons.
///
/// # Errors
/// A quote that is never closed, or that swallows rows.
pub fn delimited(name: &str, text: String) -> Result<Table> {
    let delimiter = delimiter(&text);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    let mut open = None;
    let mut last = 0;
    for record in reader.records() {
        let cells = record.map_err(|error| {
            let message = Message::new("import-no-table").with("name", name).with("cause", error.to_string());
            Error::Input(vec![Diagnostic::error(message)])
        })?;
        // Positions count bytes of the text.
        let start = cells.position().map_or(0, |position| position.byte() as usize).min(text.len());
        let start = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        let end = start + text[start..].find(['\r', '\n']).unwrap_or(text.len() - start);
        let width = rows.first().map_or(0, |row| row.cells.len());
        if open.is_none() && cells.iter().any(|cell| swallows_rows(cell, width, char::from(delimiter))) {
            open = Some(start..end);
        }
        last = start;
        rows.push(Row { cells, held: Vec::new(), range: start..end });
    }
    if open.is_none() && is_open(&text[last..], char::from(delimiter)) {
        open = rows.last().map(|row| row.range.clone());
    }
    let file = Arc::new(SourceFile { name: name.to_owned(), text });
    if let Some(range) = open {
        let message = Message::new("import-open-quote");
        let hint = message.hint();
        return Err(Error::Input(vec![Diagnostic::error(message).at(Some(Place { file, range })).hint(hint)]));
    }
    Ok(Table { name: String::new(), rows, file, delimiter: Some(char::from(delimiter)) })
}

/// The bytes of a cell in its line.
fn cell_range(line: &str, column: usize, delimiter: char) -> Option<Range<usize>> {
    let mut quoted = false;
    let between = line.char_indices().filter_map(|(at, mark)| {
        quoted ^= mark == '"';
        (!quoted && mark == delimiter).then_some(at)
    });
    let ends: Vec<usize> = between.chain([line.len()]).collect();
    let start = if column == 0 { 0 } else { ends.get(column - 1)? + delimiter.len_utf8() };
    Some(start..*ends.get(column)?)
}

/// Whether a cell of several lines holds what looks like rows: a quote is missing before them.
fn swallows_rows(cell: &str, width: usize, delimiter: char) -> bool {
    if width < 2 || !cell.contains('\n') {
        return false;
    }
    let lines: Vec<&str> = cell.lines().collect();
    // The first and the last line are parts of rows at best. Few marks are no sign of rows.
    let within = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    let alike = within.iter().filter(|line| line.matches(delimiter).count() + 1 == width).count();
    alike >= if width > 3 { 1 } else { 2 }
}

/// Whether a record ends within quotes.
fn is_open(record: &str, delimiter: char) -> bool {
    let (mut quoted, mut begins) = (false, true);
    let mut marks = record.chars().peekable();
    while let Some(mark) = marks.next() {
        match mark {
            '"' if quoted && marks.peek() == Some(&'"') => {
                marks.next();
            }
            '"' if quoted => quoted = false,
            '"' if begins => quoted = true,
            _ => {}
        }
        begins = !quoted && (mark == delimiter || matches!(mark, '\n' | '\r'));
    }
    quoted
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
        let wide: Vec<u8> = "\u{feff}甲\t乙".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide).as_deref(), Some("甲\t乙"));
    }

    #[test]
    fn finds_the_delimiter() {
        for (text, cells) in [
            ("甲\t乙,丙\n", 2),
            ("甲;乙;丙", 3),
            ("甲,乙", 2),
            ("甲", 1),
            ("\"甲,\"\"乙\"\"\n丙\",丁", 2),
            ("甲;乙\n丙,丁,戊;己\n庚;辛,壬", 2),
        ] {
            assert_eq!(delimited("a", text.to_owned()).unwrap().rows[0].cells().count(), cells, "{text}");
        }
        let table = delimited("a", "甲,\"乙,\"\"丙\",\n丁\n".to_owned()).unwrap();
        let cell = |row, column| {
            let place = table.cell_place(row, column);
            place.file.text[place.range].to_owned()
        };
        assert_eq!([cell(0, 0), cell(0, 1), cell(0, 2)], ["甲", "\"乙,\"\"丙\"", ""]);
        assert_eq!([cell(1, 0), cell(1, 1)], ["丁", "丁"], "the row of a cell that is not there");
        let table = delimited("a", "甲,乙\n\n丙\n".to_owned()).unwrap();
        assert_eq!((table.rows.len(), table.rows[1].cell(5)), (2, ""), "rows may be short");
        assert_eq!(table.place(1).line_column(), (3, 1));
    }

    #[test]
    fn a_missing_quote_is_no_answer() {
        for (text, line) in [
            ("甲,乙,丙,丁\n1,2,3,4\n1,\"2,3,4\n1,2,3,4\n1,2\",3,4\n", Some(3)),
            ("甲,乙\n1,2\n1,\"2\n1,2\n", Some(3)),
            ("甲,乙\n1,\"2\n3\"\n1,5\" 屏\n", None),
            ("甲,乙\n1,\"很好，\n谢谢\n\"\n1,\"a\"\"b\"", None),
        ] {
            let found = match delimited("a.csv", text.to_owned()) {
                Err(Error::Input(faults)) => faults[0].place.as_ref().map(|place| place.line_column().0),
                other => other.map(|_| None).unwrap(),
            };
            assert_eq!(found, line, "{text}");
        }
        let table = delimited("a.csv", "甲,乙\n1,2\n1,2,3\n1\n".to_owned()).unwrap();
        assert_eq!(table.ragged(0), [2, 3]);
    }
}
