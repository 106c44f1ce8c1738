//! 问卷星's statistics: one block a question, headed by its title and its type in brackets, `使用时间[单选题]`.
//!
//! Under it stand 选项 / 小计 / 比例 and a last row 本题有效填写人次. Matrix questions have one row a sub-question and
//! cells `39(51.32%)`: each row is a question of its own, `题干：行`. Of rankings and scales what a report can hold are the
//! counts; average scores are remarked.

use super::reading::{Answer, Reading, Readings, percent, whole};
use super::table::{Row, Table};
use crate::diagnostics::Diagnostic;
use crate::messages::Message;
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
    Matrix(Kind),
    /// 填空题 and whatever else cannot be counted.
    Unknown,
}

fn type_of(name: &str) -> Type {
    let has = |part: &str| name.contains(part);
    match () {
        () if has("矩阵") && has("多选") => Type::Matrix(Kind::Multiple),
        () if has("矩阵") && (has("单选") || has("量表") || has("下拉")) => Type::Matrix(Kind::Single),
        () if has("矩阵") || has("填空") => Type::Unknown,
        () if has("排序") => Type::Ranking,
        () if has("多选") => Type::Multiple,
        () if has("单选") || has("下拉") || has("判断") => Type::Single { ordered: false },
        () if has("量表") || has("评分") || has("NPS") => Type::Single { ordered: true },
        () => Type::Unknown,
    }
}

/// Title and type of a block's first row.
fn heading(row: &Row) -> Option<(&str, &str)> {
    let mut cells = row.cells().filter(|cell| !cell.is_empty());
    let text = cells.next()?.trim_end();
    let open = text.rfind(['[', '【', '［'])?;
    let (title, name) = text.split_at(open);
    let name = name.trim_matches(['[', ']', '【', '】', '［', '］']).trim();
    (name.ends_with('题') && !title.trim().is_empty()).then_some((title.trim(), name))
}

/// Reads every block of a table.
pub fn read(table: &Table) -> Readings {
    let mut readings = Readings::default();
    let headings: Vec<usize> = (0..table.rows.len()).filter(|row| heading(&table.rows[*row]).is_some()).collect();
    for (index, &first) in headings.iter().enumerate() {
        let end = headings.get(index + 1).copied().unwrap_or(table.rows.len());
        let Some((title, name)) = heading(&table.rows[first]) else { continue };
        let block = Block { table, title, first, end };
        match type_of(name) {
            Type::Single { ordered } => block.options(Kind::Single, ordered, &mut readings),
            Type::Multiple => block.options(Kind::Multiple, false, &mut readings),
            Type::Ranking => block.ranking(&mut readings),
            Type::Matrix(kind) => block.matrix(kind, &mut readings),
            Type::Unknown => {
                let message = Message::new("import-unknown-type").with("title", title).with("kind", name);
                readings.remarks.push(block.warning(message));
            }
        }
    }
    readings
}

struct Block<'a> {
    table: &'a Table,
    title: &'a str,
    /// The heading's row.
    first: usize,
    end: usize,
}

/// Rows that count who did not answer.
fn is_missing(label: &str) -> bool {
    matches!(label.trim_matches(['(', ')', '（', '）']), "空" | "跳过" | "未作答")
}

/// An option without the link to its written answers.
fn bare(label: &str) -> &str {
    label.strip_suffix("[详细]").unwrap_or(label).trim_end()
}

impl Block<'_> {
    fn warning(&self, message: Message) -> Diagnostic {
        let hint = message.hint();
        Diagnostic::warning(message).at(Some(self.table.place(self.first))).hint(hint)
    }

    /// Rows below the heading that hold anything.
    fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        (self.first + 1..self.end).map(|row| (row, &self.table.rows[row])).filter(|(_, row)| !row.is_empty())
    }

    /// The column whose head says one of these.
    fn column(&self, names: &[&str]) -> Option<usize> {
        let (_, head) = self.rows().next()?;
        head.cells().position(|cell| names.iter().any(|name| cell.starts_with(name)))
    }

    fn n(&self) -> Option<u64> {
        let row = self.rows().find(|(_, row)| row.cell(0).contains("有效填写人次"))?.1;
        row.cells().skip(1).find_map(whole)
    }

    /// Rows of options: no heads, no totals, no missing answers.
    fn answers(&self) -> impl Iterator<Item = (usize, &Row)> {
        let is_total = |label: &str| label.contains("有效填写人次") || label.contains("平均");
        self.rows().skip(1).filter(move |(_, row)| !is_total(row.cell(0)) && !is_missing(row.cell(0)))
    }

    fn options(&self, kind: Kind, ordered: bool, readings: &mut Readings) {
        let (count, share) = (self.column(&["小计", "频数", "人数"]), self.column(&["比例", "占比", "百分比"]));
        if count.is_none() && share.is_none() {
            let message = Message::new("import-no-counts").with("title", self.title);
            readings.remarks.push(self.warning(message));
            return;
        }
        if self.rows().any(|(_, row)| row.cell(0).contains("平均分")) {
            readings.remarks.push(self.warning(Message::new("import-average").with("title", self.title)));
        }
        let answer = |(row, cells): (usize, &Row)| Answer {
            label: bare(cells.cell(0)).to_owned(),
            count: count.and_then(|column| whole(cells.cell(column))),
            percent: share.and_then(|column| percent(cells.cell(column))),
            place: self.table.place(row),
        };
        readings.questions.push(Reading {
            title: self.title.to_owned(),
            kind: Some(kind),
            ordered,
            n: self.n(),
            options: self.answers().map(answer).collect(),
            points: Vec::new(),
            place: self.table.place(self.first),
        });
    }

    /// Who ranked an option at all is a multiple choice; average places are no shares.
    fn ranking(&self, readings: &mut Readings) {
        readings.remarks.push(self.warning(Message::new("import-ranking").with("title", self.title)));
        if self.column(&["小计"]).is_some() {
            self.options(Kind::Multiple, false, readings);
        }
    }

    fn matrix(&self, kind: Kind, readings: &mut Readings) {
        let Some((_, head)) = self.rows().next() else { return };
        let columns: Vec<(usize, &str)> =
            head.cells().enumerate().skip(1).filter(|(_, name)| !name.is_empty() && !name.contains("平均分")).collect();
        if head.cells().any(|name| name.contains("平均分")) {
            readings.remarks.push(self.warning(Message::new("import-average").with("title", self.title)));
        }
        for (row, cells) in self.answers() {
            let answer = |&(column, label): &(usize, &str)| {
                let cell = cells.cell(column).replace('（', "(").replace('）', ")");
                let (count, share) = cell.split_once('(').unwrap_or((&cell, ""));
                Answer {
                    label: label.to_owned(),
                    count: whole(count),
                    percent: percent(share.trim_end_matches(')')),
                    place: self.table.place(row),
                }
            };
            readings.questions.push(Reading {
                title: format!("{}：{}", self.title, cells.cell(0)),
                kind: Some(kind),
                ordered: false,
                n: self.n(),
                options: columns.iter().map(answer).collect(),
                points: Vec::new(),
                place: self.table.place(row),
            });
        }
    }
}
