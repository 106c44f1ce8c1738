//! The numbers of figures as a workbook for people: a sheet a figure, one row an option or a year, with what stands
//! below the figure; and a sheet of contents before them.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook, Worksheet, XlsxError,
};

use super::table::{Amount, FigureTable, Share, Values};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::model::{Gap, Kind, Survey};

/// The sheet of contents.
const CONTENTS: &str = "目录";

/// Stands in a cell where a number is not known.
const MISSING: &str = "—";

/// Widths of columns, in characters.
const NARROW: usize = 10;
const WIDE: usize = 40;

/// Height of a line, in pt.
const LINE: f64 = 18.0;

/// The workbook. The same tables give the same bytes: its date is the report's.
///
/// # Errors
/// A text longer than a cell can hold.
pub fn write(survey: &Survey, tables: &[FigureTable]) -> Result<Vec<u8>> {
    write_book(survey, tables).map_err(|error| {
        let message = Message::new("figures-book-failed").with("cause", error.to_string());
        let hint = message.hint();
        Error::Input(vec![Diagnostic::error(message).hint(hint)])
    })
}

type Written<T = ()> = std::result::Result<T, XlsxError>;

fn write_book(survey: &Survey, tables: &[FigureTable]) -> Written<Vec<u8>> {
    let mut book = Workbook::new();
    let report = &survey.report;
    let date = ExcelDateTime::from_ymd(report.year, report.month, report.date.map_or(1, |date| date.day))?;
    let properties = DocProperties::new().set_title(&report.title).set_author(&report.issuer);
    book.set_properties(&properties.set_creation_datetime(&date));
    contents(book.add_worksheet().set_name(CONTENTS)?, survey, tables)?;
    for table in tables {
        let sheet = Sheet::of(survey, table);
        sheet.write(book.add_worksheet().set_name(sheet_name(table))?, table)?;
    }
    book.save_to_buffer()
}

/// `图2`, or `题5` where the prose does not show it.
fn sheet_name(table: &FigureTable) -> String {
    table.number.map_or_else(|| format!("题{}", table.place), |number| format!("图{number}"))
}

/// The same, as running text writes it.
fn name(table: &FigureTable) -> String {
    table.number.map_or_else(|| format!("题 {}", table.place), |number| format!("图 {number}"))
}

/// The report, as sources are named: `云计算开源产业联盟《……（2018 年）》`.
fn report_name(survey: &Survey) -> String {
    let report = &survey.report;
    format!("{}《{}（{} 年）》", report.issuer, report.title, report.year)
}

fn contents(page: &mut Worksheet, survey: &Survey, tables: &[FigureTable]) -> Written {
    print_ready(page)?;
    page.write_string_with_format(0, 0, report_name(survey), &title())?;
    page.set_row_height(0, 1.5 * LINE)?;
    for (at, head) in ["图", "题目", "题型", "答题人数"].into_iter().enumerate() {
        page.write_string_with_format(2, at as u16, head, &self::head(at == 3))?;
    }
    for (index, table) in tables.iter().enumerate() {
        let row = index as u32 + 3;
        let link = Url::new(format!("internal:'{}'!A1", sheet_name(table))).set_text(name(table));
        page.write_url(row, 0, link)?;
        page.write_string_with_format(row, 1, &table.title, &text())?;
        let kind = match table.kind {
            Kind::Single => "单选",
            Kind::Multiple => "多选",
            Kind::Series => "数额",
        };
        page.write_string_with_format(row, 2, kind, &text())?;
        match table.n {
            Some(n) => page.write_number_with_format(row, 3, n as f64, &number(0))?,
            None => page.write_string_with_format(row, 3, MISSING, &number(0))?,
        };
    }
    let widest = tables.iter().map(|table| width(&table.title)).max().unwrap_or_default();
    for (at, width) in [NARROW, widest + 4, NARROW, NARROW].into_iter().enumerate() {
        page.set_column_width(at as u16, width as f64)?;
    }
    Ok(())
}

/// The rows of one figure's sheet, before they are written.
struct Sheet {
    blocks: Vec<Block>,
    /// What stands below.
    notes: Vec<String>,
}

/// One table with a head.
struct Block {
    /// Above the head, where the sheet has several tables.
    caption: Option<String>,
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

enum Cell {
    Text(String),
    /// A number with its decimals.
    Number(f64, u32),
    /// A share of one, shown in percent with so many decimals.
    Percent(f64, u32),
    /// In place of a number.
    None(&'static str),
}

impl Sheet {
    fn of(survey: &Survey, table: &FigureTable) -> Sheet {
        let blocks = match &table.values {
            Values::Amounts { unit, rows } => vec![amounts(unit.as_deref(), rows)],
            Values::Shares { decimals, rows } => {
                let mut questions: Vec<&str> = rows.iter().map(|row| row.question.as_str()).collect();
                questions.dedup();
                let of = |id: &str| rows.iter().filter(|row| row.question == id).collect::<Vec<&Share>>();
                let block = |id: &&str| shares(detail(survey, table, id), &of(id), *decimals);
                questions.iter().map(block).collect()
            }
        };
        let base = table.base.iter().map(|base| format!("基数：{base}"));
        let source = table.source.iter().map(|source| format!("数据来源：{source}"));
        let notes = table.notes.iter().map(|note| format!("注：{note}"));
        let from = format!("引自：{}{}", report_name(survey), table.number.map_or(String::new(), |_| name(table)));
        Sheet { blocks, notes: base.chain(source).chain(notes).chain([from]).collect() }
    }

    fn write(&self, page: &mut Worksheet, table: &FigureTable) -> Written {
        print_ready(page)?;
        page.write_string_with_format(0, 0, format!("{}  {}", name(table), table.title), &title())?;
        page.set_row_height(0, 1.5 * LINE)?;
        let back = Url::new(format!("internal:'{CONTENTS}'!A1")).set_text(CONTENTS);
        page.write_url(1, 0, back)?;
        let mut row = 3;
        for block in &self.blocks {
            row = block.write(page, row)? + 1;
        }
        for note in &self.notes {
            page.write_string_with_format(row, 0, note, &below())?;
            row += 1;
        }
        let columns = self.blocks.iter().map(|block| block.heads.len()).max().unwrap_or_default();
        for at in 0..columns {
            let widest = self.blocks.iter().flat_map(|block| block.widths(at)).max().unwrap_or_default();
            page.set_column_width(at as u16, (widest + 3).clamp(NARROW, WIDE) as f64)?;
        }
        Ok(())
    }
}

/// What is broken down, where these are the rows of the question that does so.
fn detail(survey: &Survey, table: &FigureTable, id: &str) -> Option<String> {
    let question = survey.question(&table.question).filter(|question| question.id != id)?;
    let option = question.choice(&question.detail.as_ref()?.option)?;
    Some(format!("其中{}：{}", option.label, survey.question(id)?.title))
}

/// One column of shares and one of people for each year and each group, as far as there are people.
fn shares(caption: Option<String>, rows: &[&Share], decimals: u32) -> Block {
    let key = |row: &Share| (row.survey.clone(), row.group.as_ref().map(|group| group.id.clone()));
    let mut series: Vec<_> = rows.iter().map(|row| key(row)).collect();
    series.dedup();
    let of = |wanted: &(String, Option<String>)| {
        rows.iter().copied().filter(|row| key(row) == *wanted).collect::<Vec<&Share>>()
    };
    let columns: Vec<Vec<&Share>> = series.iter().map(of).collect();
    let counted = |column: &[&Share]| column.iter().any(|row| row.count.is_some());

    let mut heads = vec!["选项".to_owned()];
    for column in &columns {
        let whose = column.first().map_or("", |row| row.group.as_ref().map_or(&row.survey, |group| &group.label));
        let whose = if columns.len() > 1 { format!("{whose} ") } else { String::new() };
        heads.extend(counted(column).then(|| format!("{whose}频数")));
        heads.push(format!("{whose}占比"));
    }
    let options = columns.first().map_or(0, Vec::len);
    let mut body: Vec<Vec<Cell>> = (0..options).map(|at| option(&columns, at, decimals)).collect();
    if rows.iter().any(|row| row.base.is_some()) {
        let mut bases = vec![Cell::Text("基数".to_owned())];
        for column in &columns {
            let base = column.first().and_then(|row| row.base);
            bases.push(base.map_or(Cell::None(MISSING), |base| Cell::Number(base as f64, 0)));
            // People stand under people, where there is a column of them.
            if counted(column) {
                bases.push(Cell::None(""));
            }
        }
        body.push(bases);
    }
    Block { caption, heads, rows: body }
}

fn option(columns: &[Vec<&Share>], at: usize, decimals: u32) -> Vec<Cell> {
    let label = columns.first().and_then(|column| column.get(at)).map_or("", |row| &row.label);
    let mut cells = vec![Cell::Text(if label.is_empty() { MISSING.to_owned() } else { label.to_owned() })];
    for column in columns {
        let Some(row) = column.get(at) else { continue };
        if column.iter().any(|row| row.count.is_some()) {
            cells.push(row.count.map_or(Cell::None(MISSING), |count| Cell::Number(count as f64, 0)));
        }
        // A decimal as the nearest float: Excel shows the same digits.
        let share = row.percent.and_then(|percent| (percent / rust_decimal::Decimal::ONE_HUNDRED).to_f64());
        cells.push(share.map_or(Cell::None(why(row.status)), |share| Cell::Percent(share, decimals)));
    }
    cells
}

fn amounts(unit: Option<&str>, rows: &[Amount]) -> Block {
    let several = rows.windows(2).any(|pair| pair[0].survey != pair[1].survey);
    let forecasts = rows.iter().any(|row| row.forecast);
    let value = unit.map_or("数额".to_owned(), |unit| format!("数额（{unit}）"));
    let heads = [Some("年份".to_owned()), Some(value)]
        .into_iter()
        .chain([forecasts.then(|| "预测".to_owned()), several.then(|| "出自".to_owned())]);
    let row = |row: &Amount| {
        let amount = row.value.and_then(|value| Some(Cell::Number(value.to_f64()?, value.scale())));
        let cells = [
            Some(Cell::Number(row.year.into(), 0)),
            Some(amount.unwrap_or(Cell::None(why(row.status)))),
            forecasts.then(|| Cell::Text(if row.forecast { "是" } else { "" }.to_owned())),
            several.then(|| Cell::Text(row.survey.clone())),
        ];
        cells.into_iter().flatten().collect()
    };
    Block { caption: None, heads: heads.flatten().collect(), rows: rows.iter().map(row).collect() }
}

/// Why there is no number.
fn why(gap: Option<Gap>) -> &'static str {
    match gap {
        None => MISSING,
        Some(Gap::NotPublished) => "未公布",
        Some(Gap::NotAsked) => "未问",
        Some(Gap::NotCollected) => "待收集",
        Some(Gap::Suppressed) => "不公布",
        Some(Gap::Redefined) => "口径已改",
    }
}

impl Block {
    /// Writes it from a row on and returns the row after it.
    fn write(&self, page: &mut Worksheet, mut row: u32) -> Written<u32> {
        if let Some(caption) = &self.caption {
            page.write_string_with_format(row, 0, caption, &text().set_bold())?;
            row += 1;
        }
        for (at, head) in self.heads.iter().enumerate() {
            page.write_string_with_format(row, at as u16, head, &self::head(self.is_numeric(at)))?;
        }
        row += 1;
        for (index, cells) in self.rows.iter().enumerate() {
            let last = index + 1 == self.rows.len();
            let ruled = |format: Format| if last { format.set_border_bottom(FormatBorder::Thin) } else { format };
            for (at, cell) in cells.iter().enumerate() {
                let at = at as u16;
                match cell {
                    Cell::Text(words) => {
                        page.write_string_with_format(row, at, words, &ruled(text().set_text_wrap()))?
                    }
                    Cell::Number(value, decimals) => {
                        page.write_number_with_format(row, at, *value, &ruled(number(*decimals)))?
                    }
                    Cell::Percent(share, decimals) => {
                        page.write_number_with_format(row, at, *share, &ruled(percent(*decimals)))?
                    }
                    Cell::None(why) => page.write_string_with_format(row, at, *why, &ruled(number(0)))?,
                };
            }
            // Not every program fits rows to their text on opening.
            let lines = |cell: &Cell| match cell {
                Cell::Text(words) => width(words).div_ceil(WIDE - 3).max(1),
                _ => 1,
            };
            let most = cells.iter().map(lines).max().unwrap_or(1);
            page.set_row_height(row, LINE * most as f64)?;
            row += 1;
        }
        Ok(row)
    }

    fn is_numeric(&self, at: usize) -> bool {
        self.rows.iter().filter_map(|row| row.get(at)).any(|cell| !matches!(cell, Cell::Text(_)))
    }

    /// How wide the texts of a column are.
    fn widths(&self, at: usize) -> impl Iterator<Item = usize> {
        let cell = move |row: &Vec<Cell>| match row.get(at) {
            Some(Cell::Text(words)) => width(words),
            Some(Cell::None(words)) => width(words),
            _ => NARROW - 3,
        };
        self.heads.get(at).map(|head| width(head)).into_iter().chain(self.rows.iter().map(cell))
    }
}

/// Width of a text, in characters: a Chinese one is two wide.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

/// A4 upright, as wide as the page.
fn print_ready(page: &mut Worksheet) -> Written {
    page.set_paper_size(9).set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    Ok(())
}

fn text() -> Format {
    Format::new().set_align(FormatAlign::VerticalCenter)
}

fn title() -> Format {
    Format::new().set_bold().set_font_size(14)
}

fn below() -> Format {
    Format::new().set_font_size(9)
}

fn head(numeric: bool) -> Format {
    let format = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_border_top(FormatBorder::Thin);
    if numeric { format.set_align(FormatAlign::Right) } else { format }
}

fn number(decimals: u32) -> Format {
    text().set_align(FormatAlign::Right).set_num_format(pattern(decimals))
}

fn percent(decimals: u32) -> Format {
    text().set_align(FormatAlign::Right).set_num_format(format!("{}%", pattern(decimals)))
}

/// `0`, `0.00`.
fn pattern(decimals: u32) -> String {
    if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals as usize)) }
}
