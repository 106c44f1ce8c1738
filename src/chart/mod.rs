//! Charts: from a question's numbers to a print-quality SVG. Pure: no I/O, no clock, the same bytes every time.
//!
//! ```text
//! draw ─▶ rows in printed order ─▶ donut │ bars │ grouped │ stacked │ lines │ columns │ breakdown │ placeholder
//!             │                       └─▶ text, line_break, measure ─▶ canvas (pt) ─▶ backend (plotters) ─▶ SVG
//!             └─▶ alt: alternative text
//! ```
//! Every colour, point size and printed word comes from `tokens.json`; Rust holds none. Text stays text in the SVG, placed by our
//! own measure of the same font that Typst sets it in.

mod alt;
mod backend;
mod bars;
mod breakdown;
mod canvas;
mod columns;
mod donut;
mod grouped;
mod leader;
mod legend;
mod line_break;
mod lines;
mod measure;
mod placeholder;
mod sizes;
mod stacked;
#[cfg(test)]
mod stress;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod tokens;

use std::cmp::Reverse;
use std::convert::Infallible;
use std::fmt;

use plotters::drawing::DrawingAreaErrorKind;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::messages::{Lang, Message};
use crate::survey::model::{ChartKind, Choice, Kind, Question, Role, Survey};
use crate::survey::sampling::Comparison;
use crate::survey::share::{printed, signed};
pub use measure::{FontKitMeasure, MeasureError, TextMeasure, Weight};
pub use sizes::{
    BarTokens, BreakdownTokens, ColumnTokens, DonutTokens, GroupedTokens, LegendTokens, LineTokens, PlaceholderTokens,
    StackedTokens,
};
use text::Setter;
pub use tokens::{ChartTokens, Color, Colors, Fonts, Page, Position, Tokens, TokensError, Words};

/// A drawn figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub form: Form,
    /// The picture; its unit is the pt, its text is set in the tokens' sans family.
    pub svg: String,
    /// In pt; always the measure of the page.
    pub width: f64,
    /// In pt.
    pub height: f64,
    /// The same content in words, for the PDF's alternative text.
    pub alt: String,
}

/// What kind of picture a chart came out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Donut,
    Bars,
    /// Two years of one whole, each as a bar of 100 %.
    Stacked,
    /// Two years option by option.
    Grouped,
    /// A few options over three years and more.
    Lines,
    /// Amounts over years.
    Columns,
    /// A ring, and one of its parts as a bar.
    Breakdown,
    Placeholder,
}

/// An earlier year of the same question, as numbers of this year's options.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// How the year is called: `2018 年`.
    pub label: String,
    /// Respondents, where that report states them.
    pub n: Option<u64>,
    /// Percent, one for each option of the question in the question's order; none where it has no past.
    pub shares: Vec<Option<Decimal>>,
    /// Whether these are all of that year's options: only then do they make one whole bar.
    pub whole: bool,
    /// For each option what can be said of the change since; none where it has no past, or a later year's is told.
    pub comparisons: Vec<Option<Comparison>>,
    /// For each option whether that year did not have it: it has no past because it is new.
    pub new: Vec<bool>,
}

/// Why a figure cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartError {
    /// The chart font lacks a character, which would vanish from the picture in silence.
    MissingGlyph { character: char, text: String, family: String },
    /// A label has no allowed break that makes it fit its column.
    TooWide { text: String },
    /// More rows than a page can hold.
    TooTall { title: String, rows: usize },
    /// plotters refused to draw; a fault of this module.
    Plotters { cause: String },
}

impl ChartError {
    /// What is wrong, for the editor.
    pub fn message(&self) -> Message {
        match self {
            ChartError::MissingGlyph { character, text, family } => Message::new("chart-missing-glyph")
                .with("family", family)
                .with("character", character.to_string())
                .with("code", format!("U+{:04X}", u32::from(*character)))
                .with("words", text),
            ChartError::TooWide { text } => Message::new("chart-too-wide").with("words", text),
            ChartError::TooTall { title, rows } => {
                Message::new("chart-too-tall").with("title", title).with("rows", *rows)
            }
            ChartError::Plotters { cause } => Message::new("chart-failed").with("cause", cause),
        }
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message().text(Lang::default()))
    }
}

impl std::error::Error for ChartError {}

impl From<DrawingAreaErrorKind<Infallible>> for ChartError {
    fn from(error: DrawingAreaErrorKind<Infallible>) -> Self {
        ChartError::Plotters { cause: error.to_string() }
    }
}

/// Parts adding up to less than this are no whole: a ring or bar then stays open for what is missing.
const WHOLE: f64 = 98.0;
/// Lines that can be told apart.
const MOST_LINES: usize = 3;

/// Draws the figure of one question, this year alone or beside earlier years, `past`, from the newest to the oldest.
///
/// Alone: the question's own `chart` wins; else a single choice of few and clear parts is a ring, everything else is
/// bars, and what cannot be a ring, because a share is missing or its labels find no room, is bars in any case. Beside
/// last year: two whole bars where there would be a ring, else pairs of bars; a few options over three years and more
/// are lines, unless bars were asked for. Amounts over years are columns with their growth. Where there are no numbers stands a marked placeholder.
///
/// # Errors
/// A character that the font lacks, a label that fits nowhere, more options than a page holds.
pub fn draw(
    survey: &Survey,
    question: &Question,
    past: &[Past],
    tokens: &Tokens,
    text: &dyn TextMeasure,
) -> Result<Chart, ChartError> {
    let setter = Setter { measure: text, family: &tokens.font.sans };
    let figure = Figure::new(survey, question, past);
    let no_point = question.points.iter().all(|point| point.value.is_none());
    if question.status.is_some() || figure.rows.iter().all(|row| row.value.is_none()) && no_point {
        return placeholder::draw(question, tokens, setter);
    }
    if question.kind == Kind::Series {
        return columns::draw(question, tokens, setter);
    }
    let rows = figure.rows.len();
    let chart = if figure.wants_lines() {
        lines::draw(&figure.for_donut(), tokens, setter)?
    } else if figure.has_past() {
        pair(figure, past, tokens, setter)?
    } else {
        alone(survey, figure, tokens, setter)?
    };
    if chart.height > tokens.page.figure_height {
        return Err(ChartError::TooTall { title: question.title.clone(), rows });
    }
    Ok(chart)
}

/// This year beside last year.
fn pair(figure: Figure, past: &[Past], tokens: &Tokens, setter: Setter) -> Result<Chart, ChartError> {
    if figure.wants_stacked(past)
        && let Some(chart) = stacked::draw(&figure.clone().for_donut(), tokens, setter)?
    {
        return Ok(chart);
    }
    grouped::draw(&figure.for_bars(), tokens, setter)
}

/// This year alone.
fn alone(survey: &Survey, figure: Figure, tokens: &Tokens, setter: Setter) -> Result<Chart, ChartError> {
    if figure.wants_donut() {
        let ring = figure.clone().for_donut();
        if let Some(detail) = &figure.question.detail
            && let Some(by) = survey.question(&detail.question)
        {
            let by = Figure::new(survey, by, &[]).for_donut();
            let known = by.rows.iter().all(|row| row.value.is_some()) && by.question.status.is_none();
            if known && let Some(chart) = breakdown::draw(&ring, &detail.option, &by, tokens, setter)? {
                return Ok(chart);
            }
        }
        if let Some(chart) = donut::draw(&ring, tokens, setter)? {
            return Ok(chart);
        }
    }
    bars::draw(&figure.for_bars(), tokens, setter)
}

/// A question's numbers as they are drawn, in drawn order.
#[derive(Debug, Clone)]
struct Figure<'a> {
    question: &'a Question,
    /// How this year is called.
    label: &'a str,
    /// How earlier years are called, the newest first; none of those that know nothing of the options.
    years: Vec<String>,
    /// Respondents, where the report states them: this year's, then the earlier years'.
    n: Option<u64>,
    past_n: Vec<Option<u64>>,
    rows: Vec<Row<'a>>,
}

/// One option.
#[derive(Debug, Clone)]
struct Row<'a> {
    choice: &'a Choice,
    value: Option<Value>,
    /// Its shares in earlier years, as `Figure::years`.
    past: Vec<Option<Value>>,
    /// Since the newest of them.
    change: Option<Change>,
    /// The newest of them did not have it.
    new: bool,
    shade: Shade,
}

/// A share as it is drawn and as it is printed.
#[derive(Debug, Clone, PartialEq)]
struct Value {
    exact: Decimal,
    text: String,
}

/// A change in 百分点 as it is printed.
#[derive(Debug, Clone, PartialEq)]
struct Change {
    text: String,
    /// Why it is no change that could be told from chance, if it is none.
    doubt: Option<Comparison>,
    /// Nothing at the printed decimals.
    nothing: bool,
}

impl Change {
    fn quiet(&self) -> bool {
        self.nothing || self.doubt.is_some()
    }
}

/// How an option stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shade {
    /// It has the largest share.
    Lead,
    Plain,
    /// 其他 and exclusive options.
    Apart,
}

/// Printed where a share is missing: a missing number is never zero.
const MISSING: &str = "—";

impl Row<'_> {
    fn printed(&self) -> &str {
        self.value.as_ref().map_or(MISSING, |value| &value.text)
    }

    fn share(&self) -> f64 {
        self.value.as_ref().map_or(0.0, Value::float)
    }
}

impl Value {
    fn of(exact: Decimal, decimals: u32) -> Self {
        Value { exact, text: format!("{}%", printed(exact, decimals)) }
    }

    /// The share for drawing; the only place where the exact value turns into a float.
    fn float(&self) -> f64 {
        self.exact.to_f64().unwrap_or(0.0)
    }
}

impl<'a> Figure<'a> {
    fn new(survey: &'a Survey, question: &'a Question, past: &[Past]) -> Self {
        let decimals = survey.policy.decimals;
        let past: Vec<&Past> = past.iter().filter(|past| past.shares.iter().any(Option::is_some)).collect();
        let row = |(index, choice): (usize, &'a Choice)| {
            let value = survey.share(question, choice).map(|share| Value::of(share, decimals));
            let share_in = |past: &Past| past.shares.get(index).copied().flatten();
            let newest = past.first().copied();
            let change = value.as_ref().zip(newest.and_then(share_in)).map(|(now, before)| {
                let text = signed(&printed(now.exact - before, decimals), true);
                let comparison = newest.and_then(|past| past.comparisons.get(index).copied().flatten());
                Change {
                    nothing: !text.starts_with(['+', '−']),
                    doubt: Some(comparison.unwrap_or(Comparison::Untestable)).filter(|told| !told.is_change()),
                    text,
                }
            });
            Row {
                choice,
                value,
                past: past.iter().map(|past| Some(Value::of(share_in(past)?, decimals))).collect(),
                change,
                new: newest.is_some_and(|past| past.new.get(index) == Some(&true)),
                shade: if choice.role.is_some() { Shade::Apart } else { Shade::Plain },
            }
        };
        let mut rows: Vec<Row> = question.options.iter().enumerate().map(row).collect();
        mark_lead(&mut rows);
        Figure {
            question,
            label: &survey.survey.label,
            years: past.iter().map(|past| past.label.clone()).collect(),
            n: survey.n_of(question),
            past_n: past.iter().map(|past| past.n).collect(),
            rows,
        }
    }

    fn has_past(&self) -> bool {
        !self.years.is_empty()
    }

    /// How the newest of the earlier years is called.
    fn past_label(&self) -> &str {
        self.years.first().map_or("", String::as_str)
    }

    /// A few ordinary options, all known in three years or more.
    fn wants_lines(&self) -> bool {
        let known = |row: &Row| row.value.is_some() && row.past.iter().all(Option::is_some);
        let asked_for_bars = self.question.chart == Some(ChartKind::Bars);
        self.years.len() >= 2 && self.rows.len() <= MOST_LINES && self.rows.iter().all(known) && !asked_for_bars
    }

    /// Two wholes that a ring would show, were either alone.
    fn wants_stacked(&self, past: &[Past]) -> bool {
        let known = |row: &Row| row.past.first().is_some_and(Option::is_some);
        let whole = past.iter().find(|past| past.label == self.past_label()).is_some_and(|past| past.whole);
        whole && self.has_past() && self.rows.iter().all(known) && self.wants_donut()
    }

    /// A ring shows parts of a whole while they are few and clear: at most five, at most one below 3 %, none so large
    /// that the others vanish beside it. The question's own `chart` overrides this.
    fn wants_donut(&self) -> bool {
        let known = self.rows.iter().all(|row| row.value.is_some());
        known && self.question.chart.map_or_else(|| self.is_clear_whole(), |kind| kind == ChartKind::Donut)
    }

    fn is_clear_whole(&self) -> bool {
        let count = |test: fn(Decimal) -> bool| {
            self.rows.iter().filter_map(|row| row.value.as_ref()).filter(|value| test(value.exact)).count()
        };
        self.question.kind == Kind::Single
            && self.rows.iter().all(|row| row.value.is_some())
            && self.rows.len() <= 5
            && count(|share| share < Decimal::from(3)) <= 1
            && count(|share| share >= Decimal::from(97)) == 0
    }

    /// Along a scale in its own order, else from the largest down.
    fn for_donut(mut self) -> Self {
        if !self.question.ordered {
            self.sort_descending();
        }
        self.put_apart_last()
    }

    /// A single choice in the questionnaire's order, a multiple one from the largest down.
    fn for_bars(mut self) -> Self {
        if self.question.kind == Kind::Multiple {
            self.sort_descending();
        }
        self.put_apart_last()
    }

    /// Stable: equal shares keep the questionnaire's order, missing ones come last.
    fn sort_descending(&mut self) {
        self.rows.sort_by_key(|row| Reverse(row.value.as_ref().map(|value| value.exact)));
    }

    fn put_apart_last(mut self) -> Self {
        self.rows.sort_by_key(|row| match row.choice.role {
            None => 0,
            Some(Role::Other) => 1,
            Some(Role::Exclusive) => 2,
        });
        self
    }
}

/// Marks the largest of the options that do not stand apart; where all are equal, none leads.
fn mark_lead(rows: &mut [Row]) {
    let shares = || rows.iter().filter(|row| row.shade == Shade::Plain).filter_map(|row| row.value.as_ref());
    let (Some(most), Some(least)) = (shares().map(|value| value.exact).max(), shares().map(|value| value.exact).min())
    else {
        return;
    };
    if most == least && shares().count() > 1 {
        return;
    }
    for row in rows.iter_mut().filter(|row| row.shade == Shade::Plain) {
        if row.value.as_ref().is_some_and(|value| value.exact == most) {
            row.shade = Shade::Lead;
        }
    }
}
