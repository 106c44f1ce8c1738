//! Sheets of a workbook as rows of cells: numbers as decimals, days as days, and shares as Excel shows them.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, SheetType, Sheets, Style, XlsxError};
use csv::StringRecord;
use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::table::{Held, Row, Table};
use crate::diagnostics::{Diagnostic, SourceFile};
use crate::error::{Error, Result};
use crate::messages::Message;

/// Cells of the largest sheet that is read: a stray one in a far corner is no table.
const MOST_CELLS: usize = 20_000_000;

/// What is written for a formula that no program has calculated yet: neither a value nor a blank.
const UNCALCULATED: &str = "=?";

/// A cell that holds something, by its row and column.
type Filled = (usize, usize, String, Held);

/// Every sheet of a workbook.
///
/// # Errors
/// What is no workbook, a damaged sheet, or one whose cells lie too far apart.
pub fn read(bytes: Vec<u8>, name: &str) -> Result<Vec<Table>> {
    let refuse = |name: &str, cause: String| {
        let message = Message::new("import-no-workbook").with("name", name).with("cause", cause);
        let hint = message.hint();
        Error::Input(vec![Diagnostic::error(message).hint(hint)])
    };
    let mut book =
        calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| refuse(name, error.to_string()))?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    let mut tables = Vec::new();
    for sheet in sheets {
        let shown = format!("{name} › {sheet}");
        if let Some(cells) = filled(&mut book, &sheet).map_err(|cause| refuse(&shown, cause))? {
            tables.push(table(shown, sheet, cells)?);
        }
    }
    Ok(tables)
}

/// The cells of a sheet that hold something; none where it is a sheet of charts.
fn filled(book: &mut Sheets<Cursor<Vec<u8>>>, sheet: &str) -> std::result::Result<Option<Vec<Filled>>, String> {
    let mut filled = Vec::new();
    let Sheets::Xlsx(book) = book else {
        let range = book.worksheet_range(sheet).map_err(|error| error.to_string())?;
        let (top, left) = range.start().map_or((0, 0), |(row, column)| (row as usize, column as usize));
        for (row, column, cell) in range.used_cells() {
            filled.extend(written(cell, None).map(|(text, held)| (top + row, left + column, text, held)));
        }
        return Ok(Some(filled));
    };
    // One cell after another: a range would take room for all that lie between them.
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        cells => cells.map_err(|error| error.to_string())?,
    };
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        let decimals = cells.styles().get(style).and_then(percent_decimals);
        let value = Data::from(cell.get_value().clone());
        filled.extend(written(&value, decimals).map(|(text, held)| (row as usize, column as usize, text, held)));
    }
    drop(cells);
    let mut formulas = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
    while let Some(cell) = formulas.next_formula().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        if !cell.get_value().is_empty() {
            filled.push((row as usize, column as usize, UNCALCULATED.to_owned(), Held::Unknown));
        }
    }
    Ok(Some(filled))
}

/// A sheet as a text of one line a row, so that messages can show rows; its first line is the sheet's first row.
fn table(shown: String, name: String, mut cells: Vec<Filled>) -> Result<Table> {
    let rows = cells.iter().map(|(row, ..)| row + 1).max().unwrap_or(0);
    let columns = cells.iter().map(|(_, column, ..)| column + 1).max().unwrap_or(0);
    if rows.saturating_mul(columns) > MOST_CELLS {
        let message = Message::new("import-sheet-too-large").with("name", &shown).with("rows", rows);
        let message = message.with("columns", columns);
        let hint = message.hint();
        return Err(Error::Input(vec![Diagnostic::error(message).hint(hint)]));
    }
    cells.sort_by_key(|(row, column, ..)| (*row, *column));
    // A formula with its value stands there twice, the value first.
    cells.dedup_by_key(|(row, column, ..)| (*row, *column));
    let mut cells = cells.into_iter().peekable();
    let mut text = String::new();
    let mut all = Vec::new();
    for row in 0..rows {
        let start = text.len();
        let (mut record, mut held) = (StringRecord::new(), Vec::new());
        while let Some((_, column, cell, kind)) = cells.next_if(|(at, ..)| *at == row) {
            while held.len() < column {
                record.push_field("");
                held.push(Held::Text);
                text.push('\t');
            }
            text.push_str(&cell.replace(['\n', '\r', '\t'], " "));
            record.push_field(&cell);
            held.push(kind);
            text.push('\t');
        }
        // Rows are equally long, as the sheet is.
        while held.len() < columns {
            record.push_field("");
            held.push(Held::Text);
        }
        text.truncate(start + text[start..].trim_end_matches('\t').len());
        all.push(Row { cells: record, held, range: start..text.len() });
        text.push('\n');
    }
    Ok(Table { name, rows: all, file: Arc::new(SourceFile { name: shown, text }), delimiter: None })
}

/// The decimals of a percentage, where a style shows one.
fn percent_decimals(style: &Style) -> Option<u32> {
    let code = &style.number_format.as_ref()?.format_code;
    let shown = code.split(';').next().unwrap_or_default();
    let digits = shown.split_once('%')?.0;
    let decimals = digits.split_once('.').map_or("", |(_, decimals)| decimals);
    Some(decimals.chars().filter(|mark| matches!(mark, '0' | '#' | '?')).count() as u32)
}

/// A cell as a person would write it: numbers as decimals without the noise of floats, dates as days; none where it is empty. An error such as `#REF!` is no number and no blank.
fn written(cell: &Data, percent: Option<u32>) -> Option<(String, Held)> {
    let number = |number: f64| match (Decimal::from_f64(number).map(|number| number.round_dp(10)), percent) {
        (Some(number), Some(decimals)) => (number.normalize().to_string(), Held::Percent(decimals)),
        (Some(number), None) => (number.normalize().to_string(), Held::Number),
        (None, _) => (number.to_string(), Held::Number),
    };
    let written = match cell {
        Data::String(text) => (text.clone(), Held::Text),
        Data::Int(whole) => number(*whole as f64),
        Data::Float(float) => number(*float),
        Data::Bool(flag) => (if *flag { "是" } else { "否" }.to_owned(), Held::Text),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            (format!("{year:04}-{month:02}-{day:02}"), Held::Date)
        }
        Data::DateTimeIso(text) => (text.chars().take("2018-08-14".len()).collect(), Held::Date),
        Data::DurationIso(text) => (text.clone(), Held::Date),
        Data::Error(error) => (error.to_string(), Held::Unknown),
        Data::Empty => return None,
    };
    Some(written)
}

/// A fraction in percent, exactly where it has few decimals, else as Excel shows it.
pub(super) fn share(fraction: Decimal, decimals: u32) -> String {
    // At most ten digits behind the point: no overflow below 10^18.
    let share = fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction).normalize();
    let share = match share.scale() {
        0..=4 => share,
        _ => share.round_dp_with_strategy(decimals.min(4), RoundingStrategy::MidpointAwayFromZero),
    };
    format!("{share:.*}%", share.scale().max(decimals.min(4)) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_what_excel_shows() {
        for (fraction, decimals, shown) in [
            ("0.369", 1, "36.9"),
            ("0.5", 2, "50.00"),
            ("0.3552631579", 2, "35.53"),
            ("0.369", 0, "36.9"),
            ("1", 0, "100"),
        ] {
            assert_eq!(share(fraction.parse().unwrap(), decimals), format!("{shown}%"), "{fraction}");
        }
    }

    #[test]
    fn cells_of_a_workbook_tell_what_they_were() {
        let cell =
            |row, column, data: &Data, percent| written(data, percent).map(|(text, held)| (row, column, text, held));
        let formula = |row, column| (row, column, UNCALCULATED.to_owned(), Held::Unknown);
        let mut cells: Vec<Filled> = [
            cell(0, 0, &Data::Float(0.182), None),
            cell(0, 1, &Data::String("18.2%".to_owned()), None),
            cell(0, 2, &Data::DateTimeIso("2018-01-03T00:00:00".to_owned()), None),
            cell(0, 3, &Data::Error(calamine::CellErrorType::Div0), None),
            cell(0, 4, &Data::Float(0.182), Some(1)),
            cell(1, 0, &Data::Empty, None),
        ]
        .into_iter()
        .flatten()
        .collect();
        // One stands beside a value of its own, one below every value.
        cells.extend([formula(0, 0), formula(1, 1)]);
        let table = table(String::new(), String::new(), cells).unwrap();
        let marks = |is: fn(&Row, usize) -> bool| -> Vec<(usize, usize)> {
            let all = (0..2).flat_map(|row| (0..5).map(move |column| (row, column)));
            all.filter(|(row, column)| is(&table.rows[*row], *column)).collect()
        };
        assert_eq!(marks(Row::is_number), [(0, 0), (0, 4)]);
        assert_eq!(marks(Row::is_date), [(0, 2)]);
        assert_eq!(marks(Row::is_unknown), [(0, 3), (1, 1)]);
        assert_eq!((table.rows[0].cell(2), table.rows[0].cell(4)), ("2018-01-03", "0.182"));
        assert_eq!((table.rows[0].shown(0), table.rows[0].shown(4)), ("0.182".into(), "18.2%".into()));
        assert!(table.rows.iter().all(|row| row.cells().count() == 5), "rows are equally long");
    }
}
