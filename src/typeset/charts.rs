//! The charts of the loaded data, each kept with what it was drawn from: what did not change is not drawn again, and
//! Typst gets the very bytes it knows.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use typst::foundations::Bytes;

use super::past;
use super::theme::Theme;
use super::view::Picture;
use crate::chart::{self, Chart, Past, Tokens};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::{Question, Survey};

/// A report's charts, one a question in their order.
#[derive(Default)]
pub struct Charts {
    /// What all of them are drawn from: the survey without its questions, and without what the report is called.
    around: Survey,
    drawn: Vec<Arc<Drawn>>,
}

/// One chart, and what it was drawn from beside the theme and what is around all of them.
pub struct Drawn {
    /// With the points of earlier editions.
    question: Question,
    /// The question that breaks one of its options down.
    detail: Option<Question>,
    /// Its earlier years are drawn too.
    pub picture: Picture,
    pub svg: Bytes,
}

impl Charts {
    /// The charts of these data beside the `previous` editions: those that `self`, drawn with the same theme, does not
    /// have are drawn.
    ///
    /// # Errors
    /// The first that cannot be drawn, at its question.
    pub fn with(&self, dataset: &Dataset, previous: &[Dataset], theme: &Theme) -> Result<Charts> {
        let survey = &dataset.survey;
        let around = around(survey);
        let known = if around == self.around { self.drawn.as_slice() } else { &[] };
        let one = |index: usize| {
            let subject = Subject::of(dataset, index, previous);
            if let Some(drawn) = known.iter().find(|drawn| subject.is_drawn_in(drawn)) {
                return Ok(drawn.clone());
            }
            let chart = subject.draw(&theme.tokens, theme)?;
            let Subject { question, detail, past, .. } = subject;
            Ok(Arc::new(Drawn {
                question: question.into_owned(),
                detail: detail.cloned(),
                picture: Picture { form: chart.form, alt: chart.alt, past },
                svg: Bytes::from_string(chart.svg),
            }))
        };
        let drawn: Vec<Result<_>> = (0..survey.questions.len()).into_par_iter().map(one).collect();
        let drawn = drawn.into_iter().collect::<Result<_>>()?;
        Ok(Charts { around, drawn })
    }

    pub fn iter(&self) -> impl Iterator<Item = &Drawn> {
        self.drawn.iter().map(Arc::as_ref)
    }
}

/// Draws the chart of the question at this place, for tokens of the theme.
///
/// # Errors
/// As for a report's charts.
pub fn draw(dataset: &Dataset, index: usize, previous: &[Dataset], tokens: &Tokens, theme: &Theme) -> Result<Chart> {
    Subject::of(dataset, index, previous).draw(tokens, theme)
}

/// What one chart is to show.
struct Subject<'a> {
    dataset: &'a Dataset,
    index: usize,
    question: Cow<'a, Question>,
    detail: Option<&'a Question>,
    past: Vec<Past>,
}

impl<'a> Subject<'a> {
    fn of(dataset: &'a Dataset, index: usize, previous: &[Dataset]) -> Self {
        let survey = &dataset.survey;
        let question = &survey.questions[index];
        Subject {
            dataset,
            index,
            question: past::with_earlier_points(survey, question, previous),
            detail: question.detail.as_ref().and_then(|detail| survey.question(&detail.question)),
            past: past::of(survey, question, previous),
        }
    }

    fn is_drawn_in(&self, drawn: &Drawn) -> bool {
        *self.question == drawn.question && self.detail == drawn.detail.as_ref() && self.past == drawn.picture.past
    }

    fn draw(&self, tokens: &Tokens, theme: &Theme) -> Result<Chart> {
        chart::draw(&self.dataset.survey, &self.question, &self.past, tokens, &theme.faces).map_err(|error| {
            let title = [Step::Key("questions"), Step::Index(self.index), Step::Key("title")];
            Error::Input(vec![Diagnostic::error(error.message()).at(Some(self.dataset.place(&title)))])
        })
    }
}

/// What charts know of a survey beside its questions; earlier years come with each of them.
fn around(survey: &Survey) -> Survey {
    Survey {
        survey: survey.survey.clone(),
        bases: survey.bases.clone(),
        groups: survey.groups.clone(),
        policy: survey.policy.clone(),
        ..Survey::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts;
    use super::*;

    const TOKENS: &str = include_str!("../../templates/kit/tokens.json");
    const DATA: &str = include_str!("../../data/2018.json");

    fn theme(tokens: &str) -> Theme {
        Theme::parse("tokens.json".into(), tokens.into(), &fonts::load(&[]).unwrap().store).unwrap()
    }

    fn parse(text: String) -> Dataset {
        Dataset::parse("data.json", text).unwrap()
    }

    /// Places of the charts that were drawn anew.
    fn redrawn(before: &Charts, after: &Charts) -> Vec<usize> {
        let new = |one: &Arc<Drawn>| !before.drawn.iter().any(|drawn| Arc::ptr_eq(drawn, one));
        (0..after.drawn.len()).filter(|index| new(&after.drawn[*index])).collect()
    }

    #[test]
    fn what_is_drawn_from_the_same_is_drawn_once() {
        let theme = theme(TOKENS);
        let first = Charts::default().with(&parse(DATA.into()), &[], &theme).unwrap();
        assert_eq!(redrawn(&Charts::default(), &first).len(), first.drawn.len());
        let same = first.with(&parse(DATA.into()), &[], &theme).unwrap();
        assert_eq!(redrawn(&first, &same), [0; 0]);
        // Another order draws nothing.
        let mut moved = parse(DATA.into());
        moved.survey.questions.reverse();
        assert_eq!(redrawn(&first, &first.with(&moved, &[], &theme).unwrap()), [0; 0]);
    }

    #[test]
    fn a_changed_value_draws_its_chart_and_what_it_details() {
        let theme = theme(TOKENS);
        let mut dataset = parse(DATA.into());
        let first = Charts::default().with(&dataset, &[], &theme).unwrap();
        let single = |question: &Question| question.options.first().is_some_and(|option| option.percent.is_some());
        let index = dataset.survey.questions.iter().position(single).unwrap();
        dataset.survey.questions[index].options.swap(0, 1);
        let second = first.with(&dataset, &[], &theme).unwrap();
        assert_eq!(redrawn(&first, &second), [index]);
        let other = (index + 1) % dataset.survey.questions.len();
        let id = dataset.survey.questions[index].id.clone();
        let option = dataset.survey.questions[other].options[0].id.clone();
        dataset.survey.questions[other].detail = Some(crate::survey::model::Detail { option, question: id });
        let third = second.with(&dataset, &[], &theme).unwrap();
        assert_eq!(redrawn(&second, &third), [other]);
        dataset.survey.questions[index].options.swap(0, 1);
        let mut both = [index, other];
        both.sort();
        assert_eq!(redrawn(&third, &third.with(&dataset, &[], &theme).unwrap()), both);
    }

    #[test]
    fn what_is_around_them_draws_all() {
        let theme = theme(TOKENS);
        let mut dataset = parse(DATA.into());
        let first = Charts::default().with(&dataset, &[], &theme).unwrap();
        dataset.survey.policy.decimals += 1;
        let second = first.with(&dataset, &[], &theme).unwrap();
        assert_eq!(redrawn(&first, &second).len(), second.drawn.len());
    }
}
