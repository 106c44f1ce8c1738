//! Earlier editions as charts take them: their numbers under this year's options.

use std::borrow::Cow;

use crate::chart::Past;
use crate::survey::Dataset;
use crate::survey::links::LastYear;
use crate::survey::model::{Kind, Question, Survey};

/// The earlier years of a question, from the newest to the oldest. Each is reached through the links of the edition
/// after it; where the chain breaks, what is older is left out.
pub fn of(survey: &Survey, question: &Question, previous: &[Dataset]) -> Vec<Past> {
    let mut years = Vec::new();
    // What is now each option, as it was called in the edition at hand.
    let mut here = (survey, question);
    let mut names: Vec<Option<String>> = question.options.iter().map(|choice| Some(choice.id.clone())).collect();
    for edition in previous {
        let Some(last) = LastYear::of(here.0, &edition.survey, here.1) else { break };
        let newest = years.is_empty();
        let parts: Vec<_> = names.iter().map(|name| last.parts(name.as_ref()?)).collect();
        let told = |index: usize| Some(last.change(survey, question, question.options.get(index)?)?.comparison);
        let is_new = |name: &Option<String>| name.as_ref().is_some_and(|name| last.is_new(name));
        years.push(Past {
            label: edition.survey.survey.label.clone(),
            n: edition.survey.n_of(last.question),
            shares: names.iter().map(|name| last.share(name.as_ref()?)).collect(),
            counts: names.iter().map(|name| last.count(name.as_ref()?)).collect(),
            whole: last.whole(here.1),
            comparisons: (0..names.len()).map(|index| told(index).filter(|_| newest)).collect(),
            new: names.iter().map(is_new).collect(),
        });
        // Further back only what is still one option can be followed.
        names = parts
            .into_iter()
            .map(|parts| match parts.as_deref() {
                Some([one]) => Some(one.id.clone()),
                _ => None,
            })
            .collect();
        here = (last.survey, last.question);
    }
    years
}

/// The question with the amounts that earlier editions state for years this one leaves out.
pub fn with_earlier_points<'a>(survey: &Survey, question: &'a Question, previous: &[Dataset]) -> Cow<'a, Question> {
    if question.kind != Kind::Series {
        return Cow::Borrowed(question);
    }
    let mut question = Cow::Borrowed(question);
    for edition in previous {
        let Some(last) = LastYear::of(survey, &edition.survey, &question) else { break };
        let unknown = |year: u16| !question.points.iter().any(|point| point.year == year);
        // A forecast of an earlier edition is not what happened.
        let earlier: Vec<_> =
            last.question.points.iter().filter(|point| unknown(point.year) && !point.forecast).cloned().collect();
        if last.question.unit == question.unit && !earlier.is_empty() {
            let points = &mut question.to_mut().points;
            points.extend(earlier);
            points.sort_by_key(|point| point.year);
        }
    }
    question
}
