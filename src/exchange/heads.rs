//! The head of a table of respondents: what each of its columns is.

use super::matching::{Decisions, option_names};
use super::table::{Row, Table};
use crate::names::{Found, find, undressed};
use crate::survey::model::{Kind, Question, Survey};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Column {
    /// The answers to a question, by its index.
    Question(usize),
    /// Whether an option was chosen.
    Option(usize, usize),
    /// Whether the option of a number was chosen, if the numbers count the options.
    Numbered(usize, usize),
    /// Whether an option was chosen that the question does not have.
    StrangeOption(usize),
    /// The answers to a question that a person says is new.
    New,
    /// What the survey's site adds of its own: numbers, times, addresses.
    Housekeeping,
    Unknown,
}

impl Column {
    fn holds_answers(self) -> bool {
        !matches!(self, Column::Housekeeping | Column::Unknown)
    }
}

/// Columns that 问卷星, Qualtrics and LimeSurvey put beside the answers.
const HOUSEKEEPING: &str = "序号 编号 答题序号 答卷编号 用户id 用户昵称 提交答卷时间 提交时间 开始时间 开始答题时间 \
    结束时间 结束答题时间 所用时间 答题时长 来源 来源详情 来自ip ip ip地址 总分 \
    startdate enddate status ipaddress progress duration(inseconds) finished recordeddate responseid \
    recipientlastname recipientfirstname recipientemail externalreference externaldatareference \
    locationlatitude locationlongitude distributionchannel userlanguage \
    id submitdate lastpage startlanguage seed token datestamp ipaddr refurl interviewtime";

/// The rows above the answers.
pub struct Head {
    /// The row that names the columns.
    pub row: usize,
    pub columns: Vec<Column>,
    /// The first row of answers.
    pub answers: usize,
}

/// Whether a table looks like respondents' answers to this survey.
pub fn recognises(table: &Table, survey: &Survey, decisions: &Decisions) -> bool {
    head(table, survey, decisions).columns.iter().any(|column| column.holds_answers())
}

/// Qualtrics writes a third head of import ids.
fn is_import_ids(row: &Row) -> bool {
    row.cells().find(|cell| !cell.is_empty()).is_some_and(|cell| cell.starts_with("{\"ImportId\""))
}

/// The row of column names, and what each column is. Codes may stand in the first row and titles in the second.
pub fn head(table: &Table, survey: &Survey, decisions: &Decisions) -> Head {
    let columns = |row: usize| {
        let names = table.rows.get(row).map(|row| row.cells().collect::<Vec<_>>()).unwrap_or_default();
        names.into_iter().map(|name| column(name, survey, decisions)).collect::<Vec<_>>()
    };
    let (first, second) = (columns(0), columns(1));
    let holds_answers = |column: &Column| column.holds_answers();
    let has_ids = table.rows.get(2).is_some_and(is_import_ids);
    let repeats = || first.iter().zip(&second).any(|(one, other)| one.holds_answers() && one == other);
    let (row, columns, answers) = match first.iter().any(holds_answers) {
        true => {
            let repeats = repeats();
            (0, first, if repeats || has_ids { 2 } else { 1 })
        }
        false if second.iter().any(holds_answers) => (1, second, 2),
        false => (0, first, 1),
    };
    let answers = if table.rows.get(answers).is_some_and(is_import_ids) { answers + 1 } else { answers };
    Head { row, columns, answers }
}

fn column(name: &str, survey: &Survey, decisions: &Decisions) -> Column {
    if name.is_empty() {
        return Column::Housekeeping;
    }
    let map = decisions.mapped(name);
    if let Some(map) = map
        && let Some((question, option)) = map.to.split_once('.')
        && let Some(index) = survey.questions.iter().position(|known| known.id == question)
        && let Some(choice) = survey.questions[index].options.iter().position(|choice| choice.id == option)
    {
        map.used.set(true);
        return Column::Option(index, choice);
    }
    if decisions.add && decisions.is_new(name) {
        return Column::New;
    }
    if let Some(index) = decisions.exact_question(survey, name) {
        return Column::Question(index);
    }
    if HOUSEKEEPING.split_whitespace().any(|known| known == undressed(name)) {
        return Column::Housekeeping;
    }
    let mut strange = None;
    for (question, option) in divisions(name) {
        if let Some(index) = decisions.exact_question(survey, question)
            && survey.questions[index].kind == Kind::Multiple
        {
            let question = &survey.questions[index];
            if let Found::One(option) = find(option, &option_names(question)) {
                return Column::Option(index, option);
            }
            let number = option.strip_prefix("SQ").unwrap_or(option);
            if let Some(option) = numbered(question, number) {
                return Column::Numbered(index, option);
            }
            strange = Some(Column::StrangeOption(index));
        }
    }
    // A column is no question for being like one: who takes it for one says so with a map.
    strange.unwrap_or(Column::Unknown)
}

/// The option of this number, counted from 1.
pub fn numbered(question: &Question, name: &str) -> Option<usize> {
    let number: usize = name.parse().ok()?;
    (1..=question.options.len()).contains(&number).then(|| number - 1)
}

/// The ways to read a column's name as a question and an option of it.
fn divisions(name: &str) -> Vec<(&str, &str)> {
    let brackets = [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】')];
    let bracketed = brackets.into_iter().filter_map(|(open, close)| {
        let inner = name.trim_end().strip_suffix(close)?;
        let at = inner.find(open)?;
        Some((name[..at].trim_end(), inner[at + open.len_utf8()..].trim()))
    });
    let marked = [" - ", "：", ":", "_", "-"].into_iter().filter_map(|mark| name.rsplit_once(mark));
    bracketed.chain(marked.map(|(question, option)| (question.trim(), option.trim()))).collect()
}
