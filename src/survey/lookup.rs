//! What a share is: from counts where there are any, else as published; and how it is printed.

use rust_decimal::Decimal;

use super::model::*;
use super::share::{Percent, printed, share_of};

impl Survey {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// What a sentence can speak of: every question's id, and every option, net and year as `题.选项`.
    pub fn references(&self) -> Vec<String> {
        let of = |question: &Question| {
            let options = question.options.iter().map(|choice| choice.id.clone());
            let nets = question.nets.iter().map(|net| net.id.clone());
            let years = question.points.iter().map(|point| point.year.to_string());
            let cells = options.chain(nets).chain(years).map(|id| format!("{}.{id}", question.id));
            [question.id.clone()].into_iter().chain(cells).collect::<Vec<_>>()
        };
        self.questions.iter().flat_map(of).collect()
    }

    /// The people that a question was put to.
    pub fn base_of(&self, question: &Question) -> Option<&Base> {
        let id = question.base.as_ref()?;
        self.bases.iter().find(|base| base.id == *id)
    }

    /// Respondents to a question, where the report states them.
    pub fn n_of(&self, question: &Question) -> Option<u64> {
        question.n.or_else(|| self.base_of(question)?.n)
    }

    /// An option's share of its question's base in percent: exact from counts, else as published.
    pub fn share(&self, question: &Question, choice: &Choice) -> Option<Decimal> {
        share(choice.count, choice.percent, self.n_of(question))
    }

    /// A share as printed in this report, without the percent sign. A published percentage keeps its digits.
    pub fn printed_share(&self, question: &Question, choice: &Choice) -> Option<String> {
        self.share(question, choice).map(|share| printed(share, self.policy.decimals))
    }
}

impl Report {
    /// The folder of this edition's prose, from the project root.
    pub fn prose_folder(&self) -> String {
        self.prose.clone().unwrap_or_else(|| format!("templates/{}", self.year))
    }
}

impl Question {
    /// The option with this id.
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.options.iter().find(|choice| choice.id == id)
    }
}

/// A share in percent from what is known of it: counts win over a published percentage.
pub fn share(count: Option<u64>, percent: Option<Percent>, base: Option<u64>) -> Option<Decimal> {
    match (count, base) {
        (Some(count), Some(base)) => share_of(count, base),
        _ => percent.map(Percent::value),
    }
}

/// A net's share: its own, or of one whole the sum of its parts; one of `multiple` has no other than its own.
pub fn net_share(survey: &Survey, question: &Question, net: &Net) -> Option<Decimal> {
    let own = share(net.count, net.percent, survey.n_of(question));
    own.or_else(|| share_of_all(survey, question, &parts_of(question, net)?))
}

/// The options that a net is the sum of: those of one whole.
pub fn parts_of<'a>(question: &'a Question, net: &Net) -> Option<Vec<&'a Choice>> {
    let parts = || net.of.iter().map(|id| question.choice(id)).collect();
    if question.kind == Kind::Single { parts() } else { None }
}

/// The share of several options of one whole together: counts first, so that rounding happens once.
pub fn share_of_all(survey: &Survey, question: &Question, parts: &[&Choice]) -> Option<Decimal> {
    let counts: Option<u64> = parts.iter().map(|choice| choice.count).sum();
    match (counts, survey.n_of(question)) {
        (Some(count), Some(n)) => share_of(count, n),
        _ => parts.iter().map(|choice| survey.share(question, choice)).sum(),
    }
}
