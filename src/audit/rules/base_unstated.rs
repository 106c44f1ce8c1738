//! Percentages of nobody knows how many.

use super::{Example, Rule};
use crate::audit::bases::{fewest, possible};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::model::{Kind, Question, Survey};
use crate::survey::share::{Percent, printed, share_of};

pub static RULE: Rule = Rule {
    id: "base-unstated",
    name: Text { zh: "基数未注明", en: "base not stated" },
    level: Severity::Warning,
    summary: Text {
        zh: "只有占比而没有写明基数；可能的基数由占比推出",
        en: "Shares without a stated base; what the base may be is inferred from them",
    },
    explanation: Text {
        zh: "读者要知道占比是多少人中的占比。没有写明时，这里推算哪些人数能得出所公布的全部占比：小样本往往只剩一种。推得的人数只供核对，不会印出，也不用于计算；请向调查方核实后写进 bases 或题目的 n。",
        en: "Readers must know of how many people a share is. Where it is not stated, this infers which numbers of people can give all the published shares; for small samples often one is left. What is inferred is never printed and never computed with: ask the surveyors, then state it in bases or as the question’s n.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "options": [
  { "id": "a", "label": "甲", "percent": "35.53" },
  { "id": "b", "label": "乙", "percent": "51.32" },
  { "id": "c", "label": "丙", "percent": "13.16" } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 76, "options": [
  { "id": "a", "label": "甲", "percent": "35.53" },
  { "id": "b", "label": "乙", "percent": "51.32" },
  { "id": "c", "label": "丙", "percent": "13.16" } ] }]"#,
    ),
    check,
};

/// More candidates than this say nothing.
const TELLING: usize = 4;

fn check(edition: &Edition) -> Vec<Finding> {
    let baseless: Vec<Baseless> = baseless(edition);
    let (telling, vague): (Vec<_>, Vec<_>) = baseless.into_iter().partition(|one| one.possible.len() <= TELLING);
    // What fits no base at all is another rule's.
    let telling: Vec<Baseless> = telling.into_iter().filter(|one| !one.possible.is_empty()).collect();
    let candidates: Vec<Vec<u64>> = telling.iter().map(|one| one.possible.clone()).collect();
    let mut findings: Vec<Finding> = fewest(&candidates)
        .into_iter()
        .map(|(n, explained)| {
            let explained: Vec<&Baseless> = explained.iter().map(|index| &telling[*index]).collect();
            inferred(edition, n, &explained)
        })
        .collect();
    if let Some(first) = vague.first() {
        let message =
            Message::new("base-unstated.vague").with("figures", names(edition, &vague.iter().collect::<Vec<_>>()));
        let place = edition.in_question(first.index, &[Key("title")]);
        findings.push(RULE.finding("?", message).at(place).hint(Message::new("base-unstated.hint")));
    }
    findings
}

/// A question whose shares stand without base and counts, and the bases they can come from.
struct Baseless<'a> {
    index: usize,
    question: &'a Question,
    possible: Vec<u64>,
}

fn baseless<'a>(edition: &'a Edition) -> Vec<Baseless<'a>> {
    let survey = &edition.dataset.survey;
    let baseless = |(index, question): (usize, &'a Question)| {
        let percents = percents_without_base(survey, question)?;
        Some(Baseless { index, question, possible: possible_bases(survey, question, &percents) })
    };
    edition.questions().filter_map(baseless).collect()
}

/// The shares of a question that has nothing else; none where a base is stated, or the data are weighted.
pub fn percents_without_base(survey: &Survey, question: &Question) -> Option<Vec<Percent>> {
    if survey.policy.weighted || survey.n_of(question).is_some() {
        return None;
    }
    let percents: Vec<Percent> = question.options.iter().filter_map(|choice| choice.percent).collect();
    (!percents.is_empty()).then_some(percents)
}

/// The bases that all shares of a question can come from: no more than there are valid questionnaires.
pub fn possible_bases(survey: &Survey, question: &Question, percents: &[Percent]) -> Vec<u64> {
    // From 100 · 10^decimals people on, every printed share is possible.
    let decimals = percents.iter().map(|percent| percent.value().scale()).max().unwrap_or(0);
    let enough = 100 * 10_u64.pow(decimals);
    let most = survey.survey.valid.unwrap_or(enough).min(enough);
    let complete = question.options.iter().all(|choice| choice.percent.is_some());
    possible(percents, question.kind == Kind::Single && complete, most)
}

fn inferred(edition: &Edition, n: u64, explained: &[&Baseless]) -> Finding {
    let survey = &edition.dataset.survey;
    let others = explained.iter().filter(|one| one.possible.len() > 1);
    let also: Vec<Message> = others
        .map(|one| {
            let rest: Vec<u64> = one.possible.iter().copied().filter(|other| *other != n).collect();
            Message::new("base-unstated.also").with("figure", edition.name_of(one.question)).with("others", rest)
        })
        .collect();
    let valid = match survey.survey.valid {
        Some(valid) if valid != n => Message::new("base-unstated.valid").with("valid", valid),
        _ => Message::verbatim(""),
    };
    let step = share_of(1, n).map_or(String::new(), |share| printed(share, survey.policy.decimals));
    let message = Message::new("base-unstated")
        .with("figures", names(edition, explained))
        .with("n", n)
        .with("also", also)
        .with("valid", valid)
        .with("step", step);
    let place = explained.first().and_then(|one| edition.in_question(one.index, &[Key("title")]));
    RULE.finding(n.to_string(), message).at(place).hint(Message::new("base-unstated.hint"))
}

/// 图 2、5–16: runs of figure numbers, and titles of questions without a figure.
fn names(edition: &Edition, questions: &[&Baseless]) -> Message {
    let figures = &edition.prose.figures;
    let number = |one: &&Baseless| figures.iter().position(|id| *id == one.question.id).map(|index| index + 1);
    let mut numbers: Vec<usize> = questions.iter().filter_map(&number).collect();
    numbers.sort_unstable();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == number => *end = number,
            _ => runs.push((number, number)),
        }
    }
    let shown = |(from, to): (usize, usize)| match to - from {
        0 => from.to_string(),
        _ => format!("{from}–{to}"),
    };
    let mut names = Vec::new();
    if !runs.is_empty() {
        let numbers: Vec<String> = runs.into_iter().map(shown).collect();
        names.push(Message::new("named-figure").with("number", numbers));
    }
    let without = questions.iter().filter(|one| number(one).is_none());
    names.extend(without.map(|one| edition.name_of(one.question)));
    Message::new("list-of").with("items", names)
}
