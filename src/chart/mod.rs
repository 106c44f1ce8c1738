//! Charts: from a question's numbers to a print-quality SVG. Pure: no I/O, no clock, the same bytes every time.
//!
//! ```text
//! draw ─▶ rows in printed order ─▶ donut │ bars │ placeholder ─▶ canvas (pt) ─▶ backend (plotters) ─▶ SVG
//!                                   └─▶ text, line_break, measure         alt ─▶ alternative text
//! ```
//! Every colour, point size and printed word comes from `tokens.json`; Rust holds none. Text stays text in the SVG, placed by our
//! own measure of the same font that Typst sets it in.

mod alt;
mod backend;
mod bars;
mod canvas;
mod donut;
mod leader;
mod line_break;
mod measure;
mod placeholder;
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
pub use measure::{FontKitMeasure, MeasureError, TextMeasure, Weight};
use text::Setter;
pub use tokens::{
    BarTokens, ChartTokens, Color, Colors, DonutTokens, Fonts, Page, PlaceholderTokens, Position, Tokens, TokensError,
    Words,
};

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
    Placeholder,
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
    /// Amounts over years have no chart yet.
    Series { title: String },
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
            ChartError::Series { title } => Message::new("chart-of-series").with("title", title),
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

/// Draws the figure of one question: donut, horizontal bars, or the marked placeholder where there are no numbers.
///
/// The question's own `chart` wins. Else a single choice of few and clear parts is a donut, everything else is bars.
/// What cannot be a ring, because a share is missing or its labels find no room, is bars in any case.
///
/// # Errors
/// A character that the font lacks, a label that fits nowhere, more options than a page holds, amounts over years.
pub fn draw(
    survey: &Survey,
    question: &Question,
    tokens: &Tokens,
    text: &dyn TextMeasure,
) -> Result<Chart, ChartError> {
    let setter = Setter { measure: text, family: &tokens.font.sans };
    if question.kind == Kind::Series && question.status.is_none() {
        return Err(ChartError::Series { title: question.title.clone() });
    }
    let figure = Figure::new(survey, question);
    if question.status.is_some() || figure.rows.iter().all(|row| row.value.is_none()) {
        return placeholder::draw(question, tokens, setter);
    }
    if figure.wants_donut()
        && let Some(chart) = donut::draw(&figure.clone().for_donut(), tokens, setter)?
    {
        return Ok(chart);
    }
    let rows = figure.rows.len();
    let chart = bars::draw(&figure.for_bars(), tokens, setter)?;
    if chart.height > tokens.page.figure_height {
        return Err(ChartError::TooTall { title: question.title.clone(), rows });
    }
    Ok(chart)
}

/// A question's numbers as they are drawn, in drawn order.
#[derive(Debug, Clone)]
struct Figure<'a> {
    question: &'a Question,
    /// Respondents, where the report states them.
    n: Option<u64>,
    rows: Vec<Row<'a>>,
}

/// One option.
#[derive(Debug, Clone)]
struct Row<'a> {
    choice: &'a Choice,
    value: Option<Value>,
    shade: Shade,
}

/// A share as it is drawn and as it is printed.
#[derive(Debug, Clone, PartialEq)]
struct Value {
    exact: Decimal,
    text: String,
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

    /// The share for drawing; the only place where the exact value turns into a float.
    fn share(&self) -> f64 {
        self.value.as_ref().and_then(|value| value.exact.to_f64()).unwrap_or(0.0)
    }
}

impl<'a> Figure<'a> {
    fn new(survey: &Survey, question: &'a Question) -> Self {
        let value = |choice| {
            let text = format!("{}%", survey.printed_share(question, choice)?);
            Some(Value { exact: survey.share(question, choice)?, text })
        };
        let mut rows: Vec<Row> = question
            .options
            .iter()
            .map(|choice| Row {
                choice,
                value: value(choice),
                shade: if choice.role.is_some() { Shade::Apart } else { Shade::Plain },
            })
            .collect();
        mark_lead(&mut rows);
        Figure { question, n: survey.n_of(question), rows }
    }

    /// A ring shows parts of a whole while they are few and clear: at most five, at most one below 3 %, none so large
    /// that the others vanish beside it.
    fn wants_donut(&self) -> bool {
        if self.rows.iter().any(|row| row.value.is_none()) {
            return false;
        }
        match self.question.chart {
            Some(kind) => kind == ChartKind::Donut,
            None => {
                let count = |test: fn(Decimal) -> bool| {
                    self.rows.iter().filter_map(|row| row.value.as_ref()).filter(|value| test(value.exact)).count()
                };
                self.question.kind == Kind::Single
                    && self.rows.len() <= 5
                    && count(|share| share < Decimal::from(3)) <= 1
                    && count(|share| share >= Decimal::from(97)) == 0
            }
        }
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
