//! Respondents' answers: one row a respondent, one column a question, or an option of it. Counted into readings.
//!
//! Missing answers (blank, -99, -3, -2, (跳过), (空)) are missing: such a respondent is not in the question's base.

use std::collections::{BTreeMap, HashMap};

use super::matching::Decisions;
use super::reading::{Answer, Reading, Readings};
use super::table::{Row, Table};
use crate::diagnostics::Diagnostic;
use crate::messages::Message;
use crate::names::plain;
use crate::survey::model::{Kind, Question, Survey};

/// Marks between the answers of one cell that no option's name holds.
const STRONG_MARKS: [char; 5] = ['┋', '|', ';', '；', '\n'];
/// Marks that an option's name may hold: they divide only where every part is an option.
const WEAK_MARKS: [char; 3] = [',', '，', '、'];
/// Unknown values that are named in a message.
const NAMED: usize = 3;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Column {
    /// The answers to a question, by its index.
    Question(usize),
    /// Whether an option was chosen.
    Option(usize, usize),
    /// Whether an option was chosen that the question does not have.
    StrangeOption(usize),
    /// What the survey's site adds of its own: numbers, times, addresses.
    Housekeeping,
    Unknown,
}

impl Column {
    fn holds_answers(self) -> bool {
        matches!(self, Column::Question(_) | Column::Option(..) | Column::StrangeOption(_))
    }
}

/// Columns that 问卷星, Qualtrics and LimeSurvey put beside the answers.
const HOUSEKEEPING: &str = "序号 编号 答题序号 答卷编号 用户id 用户昵称 提交答卷时间 提交时间 开始时间 开始答题时间 \
    结束时间 结束答题时间 所用时间 答题时长 来源 来源详情 来自ip ip ip地址 总分 \
    startdate enddate status ipaddress progress duration(inseconds) finished recordeddate responseid \
    recipientlastname recipientfirstname recipientemail externalreference externaldatareference \
    locationlatitude locationlongitude distributionchannel userlanguage \
    id submitdate lastpage startlanguage seed token datestamp ipaddr refurl interviewtime";

/// Whether a table looks like respondents' answers to this survey.
pub fn recognises(table: &Table, survey: &Survey, decisions: &Decisions) -> bool {
    head(table, survey, decisions).1.iter().any(|column| column.holds_answers())
}

/// The row of column names, and what each column is. Names may stand in the first row and titles in the second.
fn head(table: &Table, survey: &Survey, decisions: &Decisions) -> (usize, Vec<Column>) {
    let columns = |row: usize| {
        let names = table.rows.get(row).map(|row| row.cells().collect::<Vec<_>>()).unwrap_or_default();
        names.into_iter().map(|name| column(name, survey, decisions)).collect::<Vec<_>>()
    };
    let known = |columns: &[Column]| columns.iter().filter(|column| column.holds_answers()).count();
    let (first, second) = (columns(0), columns(1));
    if known(&second) > known(&first) { (1, second) } else { (0, first) }
}

fn column(name: &str, survey: &Survey, decisions: &Decisions) -> Column {
    if name.is_empty() {
        return Column::Housekeeping;
    }
    let mapped = decisions.maps.iter().find(|(from, _)| plain(from) == plain(name));
    if let Some((question, option)) = mapped.and_then(|(_, to)| to.split_once('.'))
        && let Some(index) = survey.questions.iter().position(|known| known.id == question)
        && let Some(choice) = survey.questions[index].options.iter().position(|choice| choice.id == option)
    {
        return Column::Option(index, choice);
    }
    if let Some(index) = decisions.exact_question(survey, name) {
        return Column::Question(index);
    }
    if HOUSEKEEPING.split_whitespace().any(|known| known == plain(name)) {
        return Column::Housekeeping;
    }
    let mut strange = None;
    for (question, option) in divisions(name) {
        if let Some(index) = decisions.exact_question(survey, question)
            && survey.questions[index].kind == Kind::Multiple
        {
            let question = &survey.questions[index];
            if let Some(option) = option_of(question, option).or_else(|| numbered(question, option)) {
                return Column::Option(index, option);
            }
            strange = Some(Column::StrangeOption(index));
        }
    }
    // A column is no question for being like one: who takes it for one says so with a map.
    strange.unwrap_or(Column::Unknown)
}

/// The ways to read a column's name as a question and an option of it.
fn divisions(name: &str) -> Vec<(&str, &str)> {
    let brackets = [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】')];
    let bracketed = brackets.into_iter().filter_map(|(open, close)| {
        let inner = name.trim_end().strip_suffix(close)?;
        let at = name.find(open)?;
        Some((name[..at].trim_end(), inner[at + open.len_utf8()..].trim()))
    });
    let marked = [" - ", "：", ":", "_", "-"].into_iter().filter_map(|mark| name.rsplit_once(mark));
    bracketed.chain(marked.map(|(question, option)| (question.trim(), option.trim()))).collect()
}

/// The option of this name, exactly. What a respondent wrote beside it, `其他〖自建平台〗`, is not part of the name.
fn option_of(question: &Question, name: &str) -> Option<usize> {
    let named = |name: &str| {
        let is = |known: &str| known == name || plain(known) == plain(name);
        let options = &question.options;
        options.iter().position(|choice| is(&choice.id) || is(&choice.label) || choice.text.as_deref().is_some_and(is))
    };
    let written = || name.strip_suffix('〗').and_then(|name| name.split_once('〖'));
    named(name).or_else(|| named(written()?.0.trim_end()))
}

/// The option of this number, counted from 1.
fn numbered(question: &Question, name: &str) -> Option<usize> {
    let number: usize = name.parse().ok()?;
    (1..=question.options.len()).contains(&number).then(|| number - 1)
}

fn is_missing(cell: &str) -> bool {
    let bare = cell.trim_matches(['(', ')', '（', '）']);
    matches!(bare, "" | "-99" | "-3" | "-2" | "跳过" | "空" | "N/A" | "NA" | "未作答")
}

/// Whether a cell of an option's column says that it was chosen; none where it says neither.
fn chosen(cell: &str, question: &Question, option: usize) -> Option<bool> {
    match cell.to_lowercase().as_str() {
        "1" | "1.0" | "是" | "yes" | "y" | "true" | "选中" | "已选" | "√" | "✓" => Some(true),
        "0" | "0.0" | "否" | "no" | "n" | "false" | "未选" | "未选中" => Some(false),
        _ => (option_of(question, cell) == Some(option)).then_some(true),
    }
}

/// Counts a table's answers to the questions of a survey.
pub fn read(table: &Table, survey: &Survey, decisions: &Decisions) -> Readings {
    let (head, columns) = head(table, survey, decisions);
    let mut readings = Readings::default();
    // Qualtrics writes a third head of import ids.
    let is_head = |row: &Row| row.cell(0).starts_with("{\"ImportId\"");
    let rows: Vec<&Row> = table.rows[head + 1..].iter().filter(|row| !row.is_empty() && !is_head(row)).collect();
    readings.respondents = Some(rows.len() as u64);

    let name = |at: usize| table.rows[head].cell(at);
    let warn = |message: Message| {
        let hint = message.hint();
        Diagnostic::warning(message).at(Some(table.place(head))).hint(hint)
    };
    let mut by_option: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut strange: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        match *column {
            Column::Question(index) => {
                let count = Counter { table, head, question: &survey.questions[index], at, decisions };
                readings.questions.extend(count.whole_column(&rows, &mut readings.remarks));
            }
            Column::Option(index, option) => by_option.entry(index).or_default().push((at, option)),
            Column::StrangeOption(index) => strange.entry(index).or_default().push(name(at)),
            Column::Housekeeping => {}
            Column::Unknown => match decisions.like_question(survey, name(at)) {
                Some(near) => {
                    let message = Message::new("import-doubtful-column").with("column", name(at));
                    readings.remarks.push(warn(message.with("near", &near.title).with("id", &near.id)));
                }
                None => unknown.push(name(at)),
            },
        }
    }
    for (index, names) in strange {
        // Who chose only what the data do not know would be missing from the base.
        by_option.remove(&index);
        let message = Message::new("import-strange-columns").with("title", &survey.questions[index].title);
        readings.remarks.push(warn(message.with("columns", names)));
    }
    for (index, columns) in by_option {
        let count = Counter { table, head, question: &survey.questions[index], at: columns[0].0, decisions };
        readings.questions.extend(count.option_columns(&columns, &rows, &mut readings.remarks));
    }
    if !unknown.is_empty() {
        readings.remarks.push(warn(Message::new("import-columns-unread").with("columns", unknown)));
    }
    readings
}

struct Counter<'a> {
    table: &'a Table,
    head: usize,
    question: &'a Question,
    at: usize,
    decisions: &'a Decisions<'a>,
}

impl Counter<'_> {
    /// One column of a question: an answer a cell, or several divided by marks.
    fn whole_column(&self, rows: &[&Row], remarks: &mut Vec<Diagnostic>) -> Option<Reading> {
        let mut cells: HashMap<&str, u64> = HashMap::new();
        for row in rows {
            *cells.entry(row.cell(self.at)).or_default() += 1;
        }
        // In the order of their texts, so that messages are the same every time.
        let cells: BTreeMap<&str, u64> = cells.into_iter().filter(|(cell, _)| !is_missing(cell)).collect();
        let by_number = self.reads_numbers(&cells);
        let option =
            |cell: &str| option_of(self.question, cell).or_else(|| numbered(self.question, cell).filter(|_| by_number));
        let mut counts = vec![0; self.question.options.len()];
        let (mut n, mut unknown) = (0, Vec::new());
        for (cell, count) in cells {
            match self.answers(cell, &option) {
                Some(options) => {
                    n += count;
                    options.into_iter().for_each(|option| counts[option] += count);
                }
                None => unknown.push((cell, count)),
            }
        }
        if !unknown.is_empty() {
            let values = unknown.iter().take(NAMED).map(|(cell, _)| (*cell).to_owned()).collect::<Vec<_>>();
            let rows: u64 = unknown.iter().map(|(_, count)| count).sum();
            remarks.push(self.unknown_values(values, rows));
            return None;
        }
        (n > 0).then(|| self.reading(n, &counts))
    }

    /// Numbers are options by their places only where a person says so: 1 may as well be a score.
    fn reads_numbers(&self, cells: &BTreeMap<&str, u64>) -> bool {
        let parts = || cells.keys().flat_map(|cell| cell.split(STRONG_MARKS)).map(str::trim);
        let all_numbers = parts().all(|part| numbered(self.question, part).is_some());
        let no_names = parts().all(|part| option_of(self.question, part).is_none());
        let asked = Message::new("import-ask-numbers").with("title", &self.question.title);
        !cells.is_empty() && all_numbers && no_names && (self.decisions.agrees)(&asked)
    }

    /// The options that a cell names, each once; none where a part of it is no option.
    fn answers(&self, cell: &str, option: &impl Fn(&str) -> Option<usize>) -> Option<Vec<usize>> {
        if let Some(one) = option(cell) {
            return Some(vec![one]);
        }
        if self.question.kind != Kind::Multiple {
            return None;
        }
        let parts = |marks: &[char]| {
            let parts = cell.split(marks).map(str::trim).filter(|part| !is_missing(part));
            let mut options = parts.map(option).collect::<Option<Vec<usize>>>()?;
            options.sort_unstable();
            options.dedup();
            Some(options).filter(|options| !options.is_empty())
        };
        let weak = || WEAK_MARKS.iter().find_map(|mark| parts(&[*mark])).or_else(|| parts(&WEAK_MARKS));
        parts(&STRONG_MARKS).or_else(weak)
    }

    /// A column an option.
    fn option_columns(
        &self,
        columns: &[(usize, usize)],
        rows: &[&Row],
        remarks: &mut Vec<Diagnostic>,
    ) -> Option<Reading> {
        let mut counts = vec![0; self.question.options.len()];
        let (mut n, mut unknown, mut unread) = (0, BTreeMap::new(), 0);
        for row in rows {
            let mut answered = false;
            for &(at, option) in columns {
                let cell = row.cell(at);
                if is_missing(cell) {
                    continue;
                }
                answered = true;
                match chosen(cell, self.question, option) {
                    Some(true) => counts[option] += 1,
                    Some(false) => {}
                    None => {
                        unread += 1;
                        if unknown.len() < NAMED {
                            unknown.insert(cell.to_owned(), ());
                        }
                    }
                }
            }
            n += u64::from(answered);
        }
        if unread > 0 {
            remarks.push(self.unknown_values(unknown.into_keys().collect(), unread));
            return None;
        }
        let asked: Vec<usize> = columns.iter().map(|(_, option)| *option).collect();
        (n > 0).then(|| {
            let mut reading = self.reading(n, &counts);
            let mut index = 0;
            // What has no column was not asked.
            reading.options.retain(|_| {
                index += 1;
                asked.contains(&(index - 1))
            });
            reading
        })
    }

    fn unknown_values(&self, values: Vec<String>, rows: u64) -> Diagnostic {
        let message = Message::new("import-unknown-values")
            .with("column", self.table.rows[self.head].cell(self.at))
            .with("values", values)
            .with("rows", rows);
        let hint = message.hint();
        Diagnostic::warning(message).at(Some(self.table.place(self.head))).hint(hint)
    }

    fn reading(&self, n: u64, counts: &[u64]) -> Reading {
        let place = self.table.place(self.head);
        let answer = |(choice, count): (&crate::survey::model::Choice, &u64)| Answer {
            label: choice.id.clone(),
            count: Some(*count),
            percent: None,
            place: place.clone(),
        };
        Reading {
            title: self.question.id.clone(),
            kind: Some(self.question.kind),
            ordered: self.question.ordered,
            n: Some(n),
            options: self.question.options.iter().zip(counts).map(answer).collect(),
            points: Vec::new(),
            place: place.clone(),
        }
    }
}
