//! The table of one figure: every number it shows, in the order of the data file, with what it is a number of.
//!
//! Shares of sub-populations, which a figure does not draw, stand there too; totals that have only a name do not.

use rust_decimal::Decimal;

use crate::chart::{self, Past};
use crate::survey::Dataset;
use crate::survey::lookup;
use crate::survey::model::{Choice, Gap, Group, Kind, Point, Question, Survey};
use crate::survey::share::rounded;
use crate::typeset::past;

/// What one figure shows, as values.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureTable {
    /// Its position among the figures of the prose, from 1; none where the prose does not show it.
    pub number: Option<usize>,
    /// The question's place in the data file, from 1.
    pub place: usize,
    /// The question's id.
    pub question: String,
    pub title: String,
    pub kind: Kind,
    /// Who was asked, where the data name them.
    pub base: Option<String>,
    /// Respondents, where the report states them.
    pub n: Option<u64>,
    pub source: Option<String>,
    pub notes: Vec<String>,
    pub values: Values,
}

/// One value a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    Shares { decimals: u32, rows: Vec<Share> },
    Amounts { unit: Option<String>, rows: Vec<Amount> },
}

/// One option's share in one year among one group of respondents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Share {
    /// The question's id; another than the figure's where that breaks an option down.
    pub question: String,
    /// How the edition that asked calls its year.
    pub survey: String,
    /// The sub-population; none for all respondents.
    pub group: Option<Group>,
    /// The option's id and label, this year's for earlier years too; empty where the report has no options either.
    pub id: String,
    pub label: String,
    /// People; none where it is not known, or smaller than the smallest that the policy shows.
    pub count: Option<u64>,
    /// As printed, with that many decimals; none where there is none.
    pub percent: Option<Decimal>,
    /// Respondents that the percentage is of, as stated; never inferred.
    pub base: Option<u64>,
    /// Why there is no percentage.
    pub status: Option<Gap>,
}

/// One year's amount.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// How the edition that states it calls its year.
    pub survey: String,
    pub year: u16,
    /// As published.
    pub value: Option<Decimal>,
    pub forecast: bool,
    /// Why there is no amount.
    pub status: Option<Gap>,
}

/// The tables of the figures of these questions, numbered in this `order`, each beside the earlier years that its figure
/// shows; `previous` are the earlier editions, the newest first. Ids that the data do not know are left out.
pub fn tables(survey: &Survey, order: &[String], previous: &[Dataset]) -> Vec<FigureTable> {
    let numbered = order.iter().enumerate();
    numbered.filter_map(|(index, id)| table(survey, id, Some(index + 1), previous)).collect()
}

/// The table of one question's figure; none where the data do not know the question.
pub fn table(survey: &Survey, id: &str, number: Option<usize>, previous: &[Dataset]) -> Option<FigureTable> {
    let index = survey.questions.iter().position(|question| question.id == id)?;
    let question = &survey.questions[index];
    let values = match question.kind {
        Kind::Series => Values::Amounts { unit: question.unit.clone(), rows: amounts(survey, question, previous) },
        Kind::Single | Kind::Multiple => {
            Values::Shares { decimals: survey.policy.decimals, rows: shares(survey, question, previous) }
        }
    };
    Some(FigureTable {
        number,
        place: index + 1,
        question: question.id.clone(),
        title: question.title.clone(),
        kind: question.kind,
        base: survey.base_of(question).map(|base| base.label.clone()),
        n: survey.n_of(question),
        source: question.source.clone(),
        notes: question.notes.clone(),
        values,
    })
}

impl FigureTable {
    /// The name of its files, without an ending: `figure-02`, and `question-05` where the prose does not show it.
    pub fn stem(&self) -> String {
        self.number.map_or_else(|| format!("question-{:02}", self.place), stem)
    }
}

/// The name of the files of a numbered figure, without an ending.
pub fn stem(number: usize) -> String {
    format!("figure-{number:02}")
}

/// Begins every CSV file: without it Excel takes Chinese for GBK. Readers of Frictionless data packages, `pandas` and R
/// skip it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// As CSV: one value a row, ASCII heads, numbers as the report prints them, UTF-8 with a byte order mark, lines end with
/// LF. A text that begins like a formula stays as the data have it, for machines read this; the workbook holds it as a
/// text, which no program runs.
///
/// Shares: `question,survey,group,id,label,count,percent,base,status`; `group` is the sub-population's id. Amounts:
/// `question,survey,year,value,unit,forecast,status`. `status` says why there is no number, as in the data file.
pub fn csv(table: &FigureTable) -> String {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let optional = |value: Option<String>| value.unwrap_or_default();
    let heads: &[&str] = match &table.values {
        Values::Shares { .. } => &["question", "survey", "group", "id", "label", "count", "percent", "base", "status"],
        Values::Amounts { .. } => &["question", "survey", "year", "value", "unit", "forecast", "status"],
    };
    let rows: Vec<Vec<String>> = match &table.values {
        Values::Shares { rows, .. } => {
            let row = |row: &Share| {
                vec![
                    row.question.clone(),
                    row.survey.clone(),
                    optional(row.group.as_ref().map(|group| group.id.clone())),
                    row.id.clone(),
                    row.label.clone(),
                    optional(row.count.map(|count| count.to_string())),
                    optional(row.percent.map(|percent| percent.to_string())),
                    optional(row.base.map(|base| base.to_string())),
                    optional(row.status.map(status)),
                ]
            };
            rows.iter().map(row).collect()
        }
        Values::Amounts { unit, rows } => {
            let row = |row: &Amount| {
                vec![
                    table.question.clone(),
                    row.survey.clone(),
                    row.year.to_string(),
                    optional(row.value.map(|value| value.to_string())),
                    optional(unit.clone()),
                    row.forecast.to_string(),
                    optional(row.status.map(status)),
                ]
            };
            rows.iter().map(row).collect()
        }
    };
    // Writing to memory cannot fail, every row has as many cells as the head, and what is written is text.
    writer.write_record(heads).expect("a row");
    for row in rows {
        writer.write_record(row).expect("a row of the same length");
    }
    String::from_utf8(writer.into_inner().expect("memory")).expect("text")
}

/// A reason for a missing number, as data files write it.
pub fn status(gap: Gap) -> String {
    match serde_json::to_value(gap) {
        Ok(serde_json::Value::String(name)) => name,
        // A unit variant serialises as its name.
        other => unreachable!("{other:?}"),
    }
}

fn shares(survey: &Survey, question: &Question, previous: &[Dataset]) -> Vec<Share> {
    let years = past::of(survey, question, previous);
    let beside = chart::beside(survey, question, &years);
    let mut rows = own(survey, question);
    rows.extend(beside.past.iter().flat_map(|past| earlier(survey, question, past)));
    rows.extend(groups(survey, question));
    rows.extend(beside.detail.iter().flat_map(|detail| own(survey, detail)));
    rows
}

/// This year's answers of all respondents.
fn own(survey: &Survey, question: &Question) -> Vec<Share> {
    let base = survey.n_of(question);
    let row = Share { question: question.id.clone(), survey: survey.survey.label.clone(), base, ..Share::default() };
    if question.options.is_empty() {
        return vec![Share { status: question.status, ..row }];
    }
    let share = |choice: &Choice| Share {
        count: shown(survey, choice.count),
        percent: survey.share(question, choice).map(|share| as_printed(survey, share)),
        status: choice.status.or(question.status),
        ..named(&row, choice)
    };
    question.options.iter().map(share).collect()
}

/// An earlier year's, under this year's options.
fn earlier(survey: &Survey, question: &Question, past: &Past) -> Vec<Share> {
    let row = Share { question: question.id.clone(), survey: past.label.clone(), base: past.n, ..Share::default() };
    let share = |(index, choice): (usize, &Choice)| Share {
        count: shown(survey, past.counts.get(index).copied().flatten()),
        percent: past.shares.get(index).copied().flatten().map(|share| as_printed(survey, share)),
        status: (past.new.get(index) == Some(&true)).then_some(Gap::NotAsked),
        ..named(&row, choice)
    };
    question.options.iter().enumerate().map(share).collect()
}

/// This year's answers of sub-populations, in the order of the data file's groups.
fn groups(survey: &Survey, question: &Question) -> Vec<Share> {
    let known = survey.groups.iter().filter_map(|group| Some((group, question.by.get(&group.id)?)));
    let rows = known.flat_map(|(group, breakdown)| {
        question.options.iter().map(move |choice| {
            let part = breakdown.options.iter().find(|part| part.id == choice.id);
            let count = part.and_then(|part| part.count);
            let share = part.and_then(|part| lookup::share(part.count, part.percent, breakdown.base));
            let row = Share {
                question: question.id.clone(),
                survey: survey.survey.label.clone(),
                group: Some(group.clone()),
                count: shown(survey, count),
                percent: share.map(|share| as_printed(survey, share)),
                base: breakdown.base,
                status: choice.status.or(question.status),
                ..Share::default()
            };
            named(&row, choice)
        })
    });
    rows.collect()
}

fn named(row: &Share, choice: &Choice) -> Share {
    Share { id: choice.id.clone(), label: choice.label.clone(), ..row.clone() }
}

/// A count, where the policy shows one so small.
fn shown(survey: &Survey, count: Option<u64>) -> Option<u64> {
    count.filter(|count| *count >= survey.policy.min_count)
}

/// A percentage with the decimals that the report prints.
fn as_printed(survey: &Survey, share: Decimal) -> Decimal {
    let mut percent = rounded(share, survey.policy.decimals);
    percent.rescale(survey.policy.decimals);
    percent
}

/// Every year of a series, with the edition that states it.
fn amounts(survey: &Survey, question: &Question, previous: &[Dataset]) -> Vec<Amount> {
    let mut rows: Vec<Amount> = Vec::new();
    for reach in 0..=previous.len() {
        let edition = reach.checked_sub(1).map_or(survey, |newest| &previous[newest].survey);
        let question = past::with_earlier_points(survey, question, &previous[..reach]);
        let new: Vec<&Point> =
            question.points.iter().filter(|point| rows.iter().all(|row| row.year != point.year)).collect();
        rows.extend(new.into_iter().map(|point| Amount {
            survey: edition.survey.label.clone(),
            year: point.year,
            value: point.value,
            forecast: point.forecast,
            status: question.status.or(Some(Gap::NotCollected)).filter(|_| point.value.is_none()),
        }));
    }
    rows.sort_by_key(|row| row.year);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_prose_or_the_data() {
        assert_eq!((stem(2), stem(12), stem(100)), ("figure-02".into(), "figure-12".into(), "figure-100".into()));
    }
}
