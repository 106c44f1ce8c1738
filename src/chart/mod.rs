//! Charts: from a question's numbers to a print-quality SVG. Pure: no I/O, no clock, the same bytes every time.
//!
//! ```text
//! draw ─▶ figure: rows in printed order ─▶ donut │ bars │ grouped │ stacked │ lines │ columns │ breakdown │ placeholder
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
mod figure;
mod grouped;
mod leader;
mod legend;
mod line_break;
mod lines;
mod measure;
mod placeholder;
mod ring_list;
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

use std::convert::Infallible;
use std::fmt;

use plotters::drawing::DrawingAreaErrorKind;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::messages::{Lang, Message};
use crate::survey::model::{Kind, Question, Survey};
use crate::survey::sampling::Comparison;
pub(crate) use backend::Escaped;
use figure::{Figure, MISSING, Row, Shade, Value};
pub use measure::{TextMeasure, Weight};
pub use sizes::{
    BarTokens, BreakdownTokens, ColumnTokens, DonutTokens, GroupedTokens, LegendTokens, LineTokens, PlaceholderTokens,
    RingListTokens, StackedTokens,
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
    /// People, one for each option likewise; none where that report does not state them.
    pub counts: Vec<Option<u64>>,
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
    if figure.is_empty() {
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
        if let Some((option, by)) = detail(survey, &figure)
            && let Some(chart) = breakdown::draw(&ring, option, &by.for_donut(), tokens, setter)?
        {
            return Ok(chart);
        }
        if let Some(chart) = donut::draw(&ring, tokens, setter)? {
            return Ok(chart);
        }
    }
    bars::draw(&figure.for_bars(), tokens, setter)
}

/// The option that is broken down and the question that does so, where the numbers of both are known.
fn detail<'a>(survey: &'a Survey, figure: &Figure<'a>) -> Option<(&'a str, Figure<'a>)> {
    let detail = figure.question.detail.as_ref()?;
    let by = Figure::new(survey, survey.question(&detail.question)?, &[]);
    let known = by.rows.iter().all(|row| row.value.is_some()) && by.question.status.is_none();
    known.then_some((detail.option.as_str(), by))
}

/// What a figure shows beside this year's answers to its question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside<'a> {
    /// Earlier years, from the newest to the oldest.
    pub past: Vec<&'a Past>,
    /// The question that breaks one of its options down.
    pub detail: Option<&'a Question>,
}

/// What the figure that [`draw`] makes of the same arguments shows beside this year's answers. Where a ring with its bar
/// finds no room, the picture shows less.
pub fn beside<'a>(survey: &'a Survey, question: &'a Question, past: &'a [Past]) -> Beside<'a> {
    let figure = Figure::new(survey, question, past);
    if figure.is_empty() {
        return Beside::default();
    }
    let mut past: Vec<&Past> = past.iter().filter(|past| past.knows_any()).collect();
    if !figure.wants_lines() {
        past.truncate(1);
    }
    let alone = past.is_empty() && figure.wants_donut();
    let detail = detail(survey, &figure).filter(|_| alone).map(|(_, by)| by.question);
    Beside { past, detail }
}

impl Past {
    /// Whether that year knows anything of the options.
    fn knows_any(&self) -> bool {
        self.shares.iter().any(Option::is_some)
    }
}
