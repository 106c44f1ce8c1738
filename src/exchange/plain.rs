//! A plain table: one row an option, with its question, its count and what else there is; or one row a year of a series.

use std::collections::HashMap;

use super::reading::{Amount, Answer, Cell, Reading, Readings, Share, amount, is_day, people, percent, warning};
use super::table::{Row, Table};
use crate::messages::Message;
use crate::names::undressed;
use crate::survey::model::Kind;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Question,
    Option,
    Count,
    Percent,
    Base,
    Year,
    Amount,
    Forecast,
    Group,
}

/// How heads call it.
const HEADS: [(Part, &str); 9] = [
    (Part::Question, "题目 问题 题 题干 题目标识 question"),
    (Part::Option, "选项 答案 option"),
    (Part::Count, "频数 人数 小计 计数 count"),
    (Part::Percent, "占比 比例 百分比 percent"),
    (Part::Base, "基数 有效人数 有效填写人次 n base"),
    (Part::Year, "年份 年 year"),
    (Part::Amount, "数额 金额 数值 value amount"),
    (Part::Forecast, "预测 是否预测 forecast"),
    (Part::Group, "分组 组别 群体 类别 人群 分项 group segment"),
];

/// What groups call the whole.
const WHOLE: &str = "全部 全体 总体 整体 合计 总计 all total";

fn is_one_of(words: &str, name: &str) -> bool {
    words.split(' ').any(|word| word == name)
}

/// A head without its unit: 频数（人）, 占比(%).
fn bare(head: &str) -> String {
    let head = undressed(head);
    let head = head.split_once('(').map_or(head.as_str(), |(head, _)| head);
    head.trim_end_matches('%').to_owned()
}

/// Where each column stands, and the columns that nobody knows.
struct Columns {
    parts: HashMap<Part, usize>,
    /// Heads that stand twice.
    twice: Vec<String>,
    unknown: Vec<(usize, String)>,
    /// Whether the head of the shares has a percent sign.
    signed: bool,
}

fn columns(row: &Row) -> Option<Columns> {
    let mut columns = Columns { parts: HashMap::new(), twice: Vec::new(), unknown: Vec::new(), signed: false };
    for (at, head) in row.cells().enumerate() {
        match HEADS.iter().find(|(_, words)| is_one_of(words, &bare(head))) {
            None => columns.unknown.push((at, head.to_owned())),
            Some((part, _)) if columns.parts.contains_key(part) => columns.twice.push(head.to_owned()),
            Some((part, _)) => {
                columns.parts.insert(*part, at);
                columns.signed |= *part == Part::Percent && head.contains(['%', '％']);
            }
        }
    }
    let has = |part| columns.parts.contains_key(&part);
    let shares = has(Part::Option) && (has(Part::Count) || has(Part::Percent));
    let series = has(Part::Year) && has(Part::Amount);
    (has(Part::Question) && (shares || series)).then_some(columns)
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
    if !columns.twice.is_empty() {
        let message = Message::new("import-head-twice").with("heads", columns.twice);
        readings.remarks.push(warning(table.place(first), message));
        return readings;
    }
    let rows: Vec<(usize, &Row)> =
        table.rows.iter().enumerate().skip(first + 1).filter(|(_, row)| !row.is_empty()).collect();
    let widest = rows.iter().map(|(_, row)| row.cells().count()).max().unwrap_or(0);
    let beside = (table.rows[first].cells().count()..widest).map(|at| (at, String::new()));
    let holds = |at: usize| rows.iter().any(|(_, row)| !row.cell(at).is_empty());
    let unread = columns.unknown.iter().cloned().chain(beside).filter(|(at, _)| holds(*at));
    // What has no head is called by its place.
    let unread: Vec<String> =
        unread.map(|(at, head)| if head.is_empty() { format!("#{}", at + 1) } else { head }).collect();
    if !unread.is_empty() {
        let message = Message::new("import-heads-unread").with("columns", unread);
        readings.remarks.push(warning(table.place(first), message));
    }

    let mut known: HashMap<(String, Option<String>), usize> = HashMap::new();
    let mut title = String::new();
    for (index, row) in rows {
        let reader = Reader { table, columns: &columns, row, index };
        let own = reader.cell(Part::Question);
        if !own.is_empty() {
            title = own.to_owned();
        }
        if title.is_empty() {
            let message = Message::new("import-no-question").with("words", reader.words());
            readings.remarks.push(warning(table.place(index), message));
            continue;
        }
        let group =
            Some(reader.cell(Part::Group)).filter(|group| !group.is_empty() && !is_one_of(WHOLE, &undressed(group)));
        let group = group.map(str::to_owned);
        // A question may stand in several places of a table that was sorted by its counts.
        let at = *known.entry((undressed(&title), group.clone())).or_insert_with(|| {
            readings.questions.push(Reading { group, ..Reading::new(&title, table.place(index)) });
            readings.questions.len() - 1
        });
        reader.read(&mut readings.questions[at]);
    }
    readings
}

struct Reader<'a> {
    table: &'a Table,
    columns: &'a Columns,
    row: &'a Row,
    index: usize,
}

impl Reader<'_> {
    fn at(&self, part: Part) -> Option<usize> {
        self.columns.parts.get(&part).copied()
    }

    fn cell(&self, part: Part) -> &str {
        self.at(part).map_or("", |at| self.row.cell(at))
    }

    fn words(&self) -> String {
        self.row.cells().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// A row's place in its question, or what makes the question unsound.
    fn read(&self, question: &mut Reading) {
        let place = || self.table.place(self.index);
        match (people(self.cell(Part::Base)), question.n) {
            (Cell::Value(n), Some(other)) if n != other => {
                let message = Message::new("import-two-bases").with("title", &question.title);
                question.fault(place(), message.with("n", other).with("other", n));
            }
            (Cell::Value(n), _) => question.n = Some(n),
            (Cell::Unreadable, _) => self.unreadable(question),
            (Cell::Blank, _) => {}
        }
        let option = self.cell(Part::Option);
        if option.is_empty() && !self.cell(Part::Year).is_empty() {
            return self.point(question);
        }
        let count = people(self.cell(Part::Count));
        if is_total(option) {
            match count {
                Cell::Value(total) => question.total = Some(total),
                Cell::Unreadable => self.unreadable(question),
                Cell::Blank => {}
            }
            return;
        }
        if is_missing_row(option) {
            match count {
                Cell::Value(missing) => question.missing = Some(question.missing.unwrap_or(0) + missing),
                Cell::Blank | Cell::Unreadable => self.unreadable(question),
            }
            return;
        }
        let share = self.at(Part::Percent).map_or(Cell::Blank, |at| percent(&self.row.shown(at)));
        let is_number = self.at(Part::Percent).is_some_and(|at| self.row.is_number(at));
        let bare = |share: Share| Share { bare: share.bare && (is_number || !self.columns.signed), ..share };
        let nothing = count == Cell::Blank && share == Cell::Blank;
        if option.is_empty() || nothing || count == Cell::Unreadable || share == Cell::Unreadable {
            return self.unreadable(question);
        }
        question.options.push(Answer {
            label: option.to_owned(),
            option: None,
            count: count.value(),
            share: share.value().map(bare),
            dated: is_day(option) || self.at(Part::Option).is_some_and(|at| self.row.is_date(at)),
            place: place(),
        });
    }

    fn point(&self, question: &mut Reading) {
        question.kind = Some(Kind::Series);
        let year: String = self.cell(Part::Year).chars().map(crate::names::half_width).collect();
        let digits = year.trim_start_matches(|mark: char| mark.is_ascii_digit());
        let suffix = undressed(digits);
        let number = year[..year.len() - digits.len()].parse().ok().filter(|year| (1900..=2200).contains(year));
        let said = undressed(self.cell(Part::Forecast));
        let forecast = match said.as_str() {
            "是" | "预测" | "1" | "true" | "yes" | "y" | "√" => Some(Some(true)),
            "否" | "0" | "false" | "no" | "n" | "实际" => Some(Some(false)),
            "" if matches!(suffix.as_str(), "e" | "年e" | "(预测)" | "年(预测)" | "f" | "年预测") => {
                Some(Some(true))
            }
            "" => Some(None),
            _ => None,
        };
        let known = matches!(suffix.as_str(), "" | "年") || forecast == Some(Some(true));
        match (number.filter(|_| known), amount(self.cell(Part::Amount)), forecast) {
            (Some(year), Cell::Value(value), Some(forecast)) => {
                question.points.push(Amount { year, value, forecast, place: self.table.place(self.index) });
            }
            _ => self.unreadable(question),
        }
    }

    fn unreadable(&self, question: &mut Reading) {
        let message = Message::new("import-no-number").with("words", self.words()).with("title", &question.title);
        question.fault(self.table.place(self.index), message);
    }
}

/// The table's own sum, which is no option.
pub fn is_total(label: &str) -> bool {
    is_one_of("合计 总计 总数 总和 共计 total", &undressed(label))
}

/// A row that counts who did not answer: (空), (跳过).
pub fn is_missing_row(label: &str) -> bool {
    let bare = undressed(label);
    let inner = bare.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    inner.is_some_and(|inner| is_one_of("空 跳过 未作答 未答 缺失", inner)) || is_one_of("跳过 未作答", &bare)
}
