//! 问卷星's statistics: one block a question, headed by its title and its type in brackets, `使用时间[单选题]`.
//!
//! Under it stand 选项 / 小计 / 比例 and a last row 本题有效填写人次. Matrix questions have one row a sub-question and
//! cells `39(51.32%)`: each row is a question of its own, `题干：行`. Of rankings and scales what a report can hold are the
//! counts; average scores are remarked.

use super::plain::{is_missing_row, is_total};
use super::reading::{Answer, Cell, Reading, Readings, is_day, people, percent, warning};
use super::table::{Row, Table};
use crate::messages::Message;
use crate::names::{half_width, undressed};
use crate::survey::model::Kind;

/// Whether a table looks like such statistics.
pub fn recognises(table: &Table) -> bool {
    table.rows.iter().any(|row| heading(row).is_some())
}

/// How a type of question is counted.
#[derive(Clone, Copy, PartialEq)]
enum Type {
    Single {
        ordered: bool,
    },
    Multiple,
    Ranking,
    /// Its rows are single or multiple choices.
    Matrix {
        kind: Kind,
        ordered: bool,
    },
    /// 填空题 and whatever else cannot be counted.
    Unknown,
}

fn type_of(name: &str) -> Type {
    let has = |part: &str| name.contains(part);
    match () {
        () if has("矩阵") && has("多选") => Type::Matrix { kind: Kind::Multiple, ordered: false },
        () if has("矩阵") && has("量表") => Type::Matrix { kind: Kind::Single, ordered: true },
        () if has("矩阵") && (has("单选") || has("下拉")) => Type::Matrix { kind: Kind::Single, ordered: false },
        () if has("矩阵") || has("填空") => Type::Unknown,
        () if has("排序") => Type::Ranking,
        () if has("多选") => Type::Multiple,
        () if has("单选") || has("下拉") || has("判断") => Type::Single { ordered: false },
        () if has("量表") || has("评分") || has("NPS") => Type::Single { ordered: true },
        () => Type::Unknown,
    }
}

/// Types that are known without the word 题 behind them, and in round brackets.
const TYPES: [&str; 12] =
    ["单选", "多选", "下拉", "判断", "量表", "评分", "排序", "填空", "矩阵单选", "矩阵多选", "矩阵量表", "NPS"];

/// Title and type of a block's first row, which holds nothing else.
fn heading(row: &Row) -> Option<(String, String)> {
    let mut cells = row.cells().filter(|cell| !cell.is_empty());
    let text = cells.next().filter(|_| cells.next().is_none())?;
    let half: String = text
        .chars()
        .map(|mark| match half_width(mark) {
            '【' => '[',
            '】' => ']',
            mark => mark,
        })
        .collect();
    // What stands behind the type, such as [最多选2项], is in brackets too.
    let mut rest = half.trim_end_matches([' ', '*']);
    while let Some(open) = rest.ends_with([']', ')']).then(|| rest.rfind(['[', '('])).flatten() {
        let name = rest[open + 1..rest.len() - 1].trim();
        let square = rest.as_bytes()[open] == b'[';
        let title = &rest[..open];
        let bare = name.strip_suffix('题').unwrap_or(name);
        if (square && name.ends_with('题')) || TYPES.contains(&bare) {
            // Half-width forms stand for one character each.
            let title: String = text.chars().take(title.chars().count()).collect();
            let title = title.trim().trim_end_matches('*').trim().to_owned();
            return Some((title, name.to_owned())).filter(|(title, _)| !title.is_empty());
        }
        rest = title.trim_end_matches([' ', '*']);
    }
    None
}

/// Whether a row is the head of a table of options.
fn is_head(row: &Row) -> bool {
    let is = |names: &[&str]| row.cells().any(|cell| names.iter().any(|name| cell.starts_with(name)));
    !row.cell(0).is_empty()
        && is(&COUNTS) | is(&SHARES)
        && row.cells().skip(1).all(|cell| people(cell).value().is_none())
}

const COUNTS: [&str; 3] = ["小计", "频数", "人数"];
const SHARES: [&str; 3] = ["比例", "占比", "百分比"];

fn is_n(row: &Row) -> bool {
    row.cell(0).contains("有效填写人次")
}

/// A row of an average score, which is no option: 高于平均水平 is one.
fn is_average(row: &Row) -> bool {
    let label = undressed(row.cell(0));
    let named = |names: &[&str]| names.iter().any(|name| label.starts_with(name));
    named(&["本题平均分", "该矩阵题平均分", "矩阵题平均分"])
        || (named(&["平均分", "平均值"]) && row.cells().skip(1).all(|cell| people(cell).value().is_none()))
}

/// Reads every block of a table.
pub fn read(table: &Table) -> Readings {
    let mut readings = Readings::default();
    let mut block: Option<Block> = None;
    // The last row outside of any block, or that may head the next one: the title of a block of no known type.
    let mut outside: Vec<usize> = Vec::new();
    for (row, cells) in table.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        if let Some((title, name)) = heading(cells) {
            block.take().into_iter().for_each(|block| block.read(&mut readings));
            block =
                Some(Block { table, title, kind: type_of(&name), name, first: row, rows: Vec::new(), ended: false });
            continue;
        }
        let headed = block.as_ref().is_some_and(|block| block.kind == Type::Unknown || block.head().is_some());
        if is_head(cells) && (block.as_ref().is_none_or(|block| block.ended) || headed) {
            // A heading that is none of the known ones stands above it.
            let mut before = block.take();
            let title = match &mut before {
                Some(block) if !block.ended => {
                    block.rows.pop_if(|row| table.rows[*row].cells().filter(|cell| !cell.is_empty()).count() == 1)
                }
                _ => outside.pop(),
            };
            before.into_iter().for_each(|block| block.read(&mut readings));
            let first = title.unwrap_or(row);
            let title = title.map(|row| table.rows[row].cell(0).to_owned()).unwrap_or_default();
            block = Some(Block {
                table,
                title,
                kind: Type::Unknown,
                name: String::new(),
                first,
                rows: vec![row],
                ended: false,
            });
            continue;
        }
        match &mut block {
            Some(block) if !block.ended || is_average(cells) => {
                block.rows.push(row);
                block.ended |= is_n(cells);
            }
            _ => outside.push(row),
        }
    }
    block.take().into_iter().for_each(|block| block.read(&mut readings));
    if let Some(first) = outside.first() {
        let words = table.rows[*first].cells().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
        let message = Message::new("import-rows-outside").with("rows", outside.len()).with("words", words);
        readings.remarks.push(warning(table.place(*first), message));
    }
    readings
}

struct Block<'a> {
    table: &'a Table,
    title: String,
    kind: Type,
    /// The type's name.
    name: String,
    /// The heading's row.
    first: usize,
    /// Rows below the heading that hold anything.
    rows: Vec<usize>,
    /// Whether the row of respondents, its last, was seen.
    ended: bool,
}

/// An option without the link to its written answers.
fn bare(label: &str) -> &str {
    label.strip_suffix("[详细]").unwrap_or(label).trim_end()
}

impl<'a> Block<'a> {
    fn read(self, readings: &mut Readings) {
        match self.kind {
            Type::Single { ordered } => self.options(Kind::Single, ordered, readings),
            Type::Multiple => self.options(Kind::Multiple, false, readings),
            Type::Ranking => self.ranking(readings),
            Type::Matrix { kind, ordered } => self.matrix(kind, ordered, readings),
            Type::Unknown if self.name.is_empty() => {
                self.remark(readings, Message::new("import-typeless-block").with("title", &self.title));
            }
            Type::Unknown => {
                let message = Message::new("import-unknown-type").with("title", &self.title);
                self.remark(readings, message.with("kind", &self.name));
            }
        }
    }

    fn remark(&self, readings: &mut Readings, message: Message) {
        readings.remarks.push(warning(self.table.place(self.first), message));
    }

    fn cells(&self) -> impl Iterator<Item = (usize, &'a Row)> {
        self.rows.iter().map(|row| (*row, &self.table.rows[*row]))
    }

    /// The head of the columns, wherever it stands.
    fn head(&self) -> Option<usize> {
        let matrix = matches!(self.kind, Type::Matrix { .. });
        let filled = |row: &Row| row.cells().filter(|cell| !cell.is_empty()).count();
        let mut rows = self.cells();
        rows.find(|(_, row)| if matrix { filled(row) > 1 && !is_average(row) } else { is_head(row) })
            .map(|(row, _)| row)
    }

    /// The column whose head says one of these.
    fn column(&self, names: &[&str]) -> Option<usize> {
        let head = &self.table.rows[self.head()?];
        head.cells().position(|cell| names.iter().any(|name| cell.starts_with(name)))
    }

    /// A reading that holds what the block's rows say beside the options.
    fn reading(&self, title: &str, row: usize, kind: Kind, ordered: bool) -> Reading {
        let mut reading = Reading { kind: Some(kind), ordered, ..Reading::new(title, self.table.place(row)) };
        if let Some((row, cells)) = self.cells().find(|(_, row)| is_n(row)) {
            let beside = cells.cell(0).split_once([':', '：']).map(|(_, number)| number);
            let number = beside.into_iter().chain(cells.cells().skip(1)).find_map(|cell| people(cell).value());
            match number {
                Some(n) => reading.n = Some(n),
                None => self.unreadable(&mut reading, row),
            }
        }
        reading
    }

    fn unreadable(&self, reading: &mut Reading, row: usize) {
        let words = self.table.rows[row].cells().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ");
        let message = Message::new("import-no-number").with("words", words).with("title", &reading.title);
        reading.fault(self.table.place(row), message);
    }

    /// Rows below the head: no respondents, no averages.
    fn answers(&self) -> impl Iterator<Item = (usize, &'a Row)> {
        let head = self.head();
        self.cells().filter(move |(row, cells)| Some(*row) != head && !is_n(cells) && !is_average(cells))
    }

    fn options(&self, kind: Kind, ordered: bool, readings: &mut Readings) {
        let (count, share) = (self.column(&COUNTS), self.column(&SHARES));
        if count.is_none() && share.is_none() {
            self.remark(readings, Message::new("import-no-counts").with("title", &self.title));
            return;
        }
        if self.cells().any(|(_, row)| is_average(row)) {
            self.remark(readings, Message::new("import-average").with("title", &self.title));
        }
        let mut reading = self.reading(&self.title, self.first, kind, ordered);
        for (row, cells) in self.answers() {
            let label = cells.cell(0);
            let count = count.map_or(Cell::Blank, |column| people(cells.cell(column)));
            let share = share.map_or(Cell::Blank, |column| percent(&cells.shown(column)));
            let counted = count.value();
            match () {
                () if is_total(label) && counted.is_some() => reading.total = counted,
                () if is_total(label) && count == Cell::Blank => {}
                () if is_missing_row(label) && counted.is_some() => {
                    reading.missing = Some(reading.missing.unwrap_or(0) + counted.unwrap_or(0));
                }
                () if count == Cell::Unreadable || share == Cell::Unreadable => self.unreadable(&mut reading, row),
                () if count == Cell::Blank && share == Cell::Blank => self.unreadable(&mut reading, row),
                () => reading.options.push(Answer {
                    label: bare(label).to_owned(),
                    option: None,
                    count: counted,
                    share: share.value(),
                    dated: cells.is_date(0) || is_day(label),
                    place: self.table.place(row),
                }),
            }
        }
        readings.questions.push(reading);
    }

    /// Who ranked an option at all is a multiple choice; average places are no shares.
    fn ranking(&self, readings: &mut Readings) {
        self.remark(readings, Message::new("import-ranking").with("title", &self.title));
        if self.column(&["小计"]).is_some() {
            self.options(Kind::Multiple, false, readings);
        }
    }

    fn matrix(&self, kind: Kind, ordered: bool, readings: &mut Readings) {
        let Some(head) = self.head().map(|row| &self.table.rows[row]) else { return };
        let is_average = |name: &str| undressed(name).contains("平均分") || undressed(name) == "平均值";
        if head.cells().any(is_average) || self.cells().any(|(_, row)| self::is_average(row)) {
            self.remark(readings, Message::new("import-average").with("title", &self.title));
        }
        let heads = || head.cells().enumerate().skip(1).filter(|(_, name)| !name.is_empty());
        let sums = |name: &str| is_total(name) || undressed(name) == "小计";
        for (row, cells) in self.answers().filter(|(_, row)| !sums(row.cell(0))) {
            let title = format!("{}：{}", self.title, cells.cell(0));
            let mut reading = self.reading(&title, row, kind, ordered);
            for (column, label) in heads().filter(|(_, name)| !is_average(name)) {
                let text: String = cells.cell(column).chars().map(half_width).collect();
                let (count, share) = match text.split_once('(') {
                    Some((count, share)) => (people(count), percent(share.trim_end_matches(')'))),
                    None if text.ends_with('%') => (Cell::Blank, percent(&text)),
                    None => (people(&text), Cell::Blank),
                };
                let counted = count.value();
                match () {
                    () if sums(label) && counted.is_some() => reading.total = counted,
                    () if sums(label) && count == Cell::Blank => {}
                    () if is_missing_row(label) && counted.is_some() => reading.missing = counted,
                    () if count == Cell::Unreadable || share == Cell::Unreadable => self.unreadable(&mut reading, row),
                    () if count == Cell::Blank && share == Cell::Blank => self.unreadable(&mut reading, row),
                    () => reading.options.push(Answer {
                        label: label.to_owned(),
                        option: None,
                        count: counted,
                        share: share.value(),
                        dated: head.is_date(column) || is_day(label),
                        place: self.table.place(row),
                    }),
                }
            }
            readings.questions.push(reading);
        }
    }
}
