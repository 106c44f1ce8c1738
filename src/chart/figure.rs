//! A question's numbers as they are drawn: in drawn order, printed, with their past and what became of it; and which
//! kind of picture they ask for.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Past;
use crate::survey::model::{ChartKind, Choice, Kind, Question, Role, Survey};
use crate::survey::sampling::Comparison;
use crate::survey::share::{printed, signed};

/// Lines that can be told apart.
const MOST_LINES: usize = 3;

/// A question's numbers as they are drawn, in drawn order.
#[derive(Debug, Clone)]
pub(super) struct Figure<'a> {
    pub question: &'a Question,
    /// How this year is called.
    pub label: &'a str,
    /// How earlier years are called, the newest first; none of those that know nothing of the options.
    pub years: Vec<String>,
    /// Respondents, where the report states them: this year's, then the earlier years'.
    pub n: Option<u64>,
    pub past_n: Vec<Option<u64>>,
    pub rows: Vec<Row<'a>>,
}

/// One option.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub choice: &'a Choice,
    pub value: Option<Value>,
    /// Its shares in earlier years, as `Figure::years`.
    pub past: Vec<Option<Value>>,
    /// Since the newest of them.
    pub change: Option<Change>,
    /// The newest of them did not have it.
    pub new: bool,
    pub shade: Shade,
}

/// A share as it is drawn and as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value {
    pub exact: Decimal,
    pub text: String,
}

/// A change in 百分点 as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    pub text: String,
    /// Why it is no change that could be told from chance, if it is none.
    pub doubt: Option<Comparison>,
    /// Nothing at the printed decimals.
    pub nothing: bool,
}

impl Change {
    pub fn quiet(&self) -> bool {
        self.nothing || self.doubt.is_some()
    }
}

/// How an option stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    /// It has the largest share.
    Lead,
    Plain,
    /// 其他 and exclusive options.
    Apart,
}

/// Printed where a share is missing: a missing number is never zero.
pub(super) const MISSING: &str = "—";

impl Row<'_> {
    pub fn printed(&self) -> &str {
        self.value.as_ref().map_or(MISSING, |value| &value.text)
    }

    pub fn share(&self) -> f64 {
        self.value.as_ref().map_or(0.0, Value::float)
    }
}

impl Value {
    pub fn of(exact: Decimal, decimals: u32) -> Self {
        Value { exact, text: format!("{}%", printed(exact, decimals)) }
    }

    /// The share for drawing; the only place where the exact value turns into a float.
    pub fn float(&self) -> f64 {
        self.exact.to_f64().unwrap_or(0.0)
    }
}

impl<'a> Figure<'a> {
    pub fn new(survey: &'a Survey, question: &'a Question, past: &[Past]) -> Self {
        let decimals = survey.policy.decimals;
        let past: Vec<&Past> = past.iter().filter(|past| past.knows_any()).collect();
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

    /// Whether there is no number to show, this year's or at all.
    pub fn is_empty(&self) -> bool {
        let no_point = self.question.points.iter().all(|point| point.value.is_none());
        self.question.status.is_some() || self.rows.iter().all(|row| row.value.is_none()) && no_point
    }

    pub fn has_past(&self) -> bool {
        !self.years.is_empty()
    }

    /// How the newest of the earlier years is called.
    pub fn past_label(&self) -> &str {
        self.years.first().map_or("", String::as_str)
    }

    /// A few ordinary options, all known in three years or more.
    pub fn wants_lines(&self) -> bool {
        let known = |row: &Row| row.value.is_some() && row.past.iter().all(Option::is_some);
        let asked_for_bars = self.question.chart == Some(ChartKind::Bars);
        self.years.len() >= 2 && self.rows.len() <= MOST_LINES && self.rows.iter().all(known) && !asked_for_bars
    }

    /// Two wholes that a ring would show, were either alone.
    pub fn wants_stacked(&self, past: &[Past]) -> bool {
        let known = |row: &Row| row.past.first().is_some_and(Option::is_some);
        let whole = past.iter().find(|past| past.label == self.past_label()).is_some_and(|past| past.whole);
        whole && self.has_past() && self.rows.iter().all(known) && self.wants_donut()
    }

    /// A ring shows parts of a whole while they are few and clear: at most five, at most one below 3 %, none so large
    /// that the others vanish beside it. The question's own `chart` overrides this.
    pub fn wants_donut(&self) -> bool {
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
    pub fn for_donut(mut self) -> Self {
        if !self.question.ordered {
            self.sort_descending();
        }
        self.put_apart_last()
    }

    /// A single choice in the questionnaire's order, a multiple one from the largest down.
    pub fn for_bars(mut self) -> Self {
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
