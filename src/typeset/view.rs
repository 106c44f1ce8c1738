//! What the kit reads: one JSON file with every share already resolved and printed, and where each chart lies.
//!
//! The kit does no rounding of published values and knows no policy; it picks, orders and words what stands here.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};

use crate::chart::{Form, Past};
use crate::survey::links::{Change, LastYear, amount_before};
use crate::survey::lookup::net_share;
use crate::survey::model::*;
use crate::survey::sampling::Comparison;
use crate::survey::share::{GROWTH_DECIMALS, printed, rounded};

/// The virtual files the kit reads its data from: what the survey says of itself, what all questions share and where
/// each lies.
const SURVEY_PATH: &str = "/kanyin/survey.json";
const QUESTIONS_PATH: &str = "/kanyin/questions.json";

/// Where a question's data lie in the virtual tree.
fn question_path(index: usize) -> String {
    format!("/kanyin/questions/{:02}.json", index + 1)
}

/// Where a question's chart lies in the virtual tree.
pub fn figure_path(index: usize) -> String {
    format!("/kanyin/figures/{:02}.svg", index + 1)
}

/// What the kit must know of a drawn chart, beside the file at its `figure_path`.
pub struct Picture {
    pub form: Form,
    /// The chart in words.
    pub alt: String,
    /// The earlier years it shows.
    pub past: Vec<Past>,
}

/// The kit's view of a survey, as files by path: what is apart changes apart, and only what is made of it is made anew.
/// `pictures` holds one entry a question, in their order.
pub fn view(survey: &Survey, previous: Option<&Survey>, pictures: &[&Picture]) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut order = Vec::new();
    let mut paths = BTreeMap::new();
    for (index, (question, picture)) in survey.questions.iter().zip(pictures).enumerate() {
        let figure = json!({
            "svg": figure_path(index),
            "alt": picture.alt,
            "form": picture.form,
            "bases": bases(survey, question, picture),
            "remarks": remarks(survey, question, picture),
        });
        order.push(&question.id);
        let last_year = previous.and_then(|previous| LastYear::of(survey, previous, question));
        paths.insert(&question.id, question_path(index));
        files.push((
            question_path(index),
            pretty(&json!({
                "id": question.id,
                "title": question.title,
                "kind": question.kind,
                "ordered": question.ordered,
                "status": question.status,
                "n": survey.n_of(question),
                "unit": question.unit,
                "source": question.source,
                "notes": question.notes,
                "figure": figure,
                "options": options(survey, question, previous, last_year.as_ref()),
                "nets": nets(survey, question, last_year.as_ref()),
                "by": groups(survey, question),
            })),
        ));
    }
    let report = &survey.report;
    let view = json!({
        "report": {
            "title": report.title,
            "year": report.year,
            "month": report.month,
            "date": report.date.map(|date| json!({ "year": date.year, "month": date.month, "day": date.day })),
            "status": report.status,
            "issuer": report.issuer,
            "issuer_en": report.issuer_en,
            "thanks": report.thanks,
            "prose": format!("/{}", report.prose_folder()),
        },
        "sample": sample(&survey.survey),
        "order": order,
    });
    let questions = json!({
        "decimals": survey.policy.decimals,
        "growth_decimals": GROWTH_DECIMALS,
        "previous": previous.map(|previous| json!({ "label": previous.survey.label })),
        "files": paths,
    });
    files.push((SURVEY_PATH.to_owned(), pretty(&view)));
    files.push((QUESTIONS_PATH.to_owned(), pretty(&questions)));
    files
}

fn pretty(value: &Value) -> Vec<u8> {
    // Strings, numbers and maps with string keys only.
    serde_json::to_vec_pretty(value).expect("the view serialises")
}

fn sample(sample: &Sample) -> Value {
    let mut facts: BTreeMap<&str, Value> =
        sample.facts.iter().map(|(name, fact)| (name.as_str(), json!(fact))).collect();
    facts.insert("label", json!(sample.label));
    facts.insert("period", json!(sample.period));
    facts.insert("valid", json!(sample.valid));
    json!(facts)
}

/// One value the prose can select: an option, a net, an option in a group, or one year of a series.
#[derive(Serialize)]
struct Cell<'a> {
    id: String,
    label: &'a str,
    text: &'a str,
    role: Option<Role>,
    status: Option<Gap>,
    count: Option<u64>,
    /// Exact value for comparing: percent to 28 digits, or an amount.
    value: Option<String>,
    /// As printed, without percent sign or unit.
    printed: Option<String>,
    /// Last year's exact value, where the two may be compared.
    previous: Option<String>,
    /// What can be said of the change since; none of amounts.
    comparison: Option<&'static str>,
}

/// What a change may be, as the kit reads it.
fn comparison_id(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Tested { within_error: false, .. } => "change",
        Comparison::Tested { within_error: true, .. } => "within-error",
        Comparison::TooFew => "too-few",
        Comparison::Untestable => "untestable",
    }
}

/// What must be said under a column of changes: why some are pale, and that a printed change need not be the difference
/// of the printed shares.
fn remarks(survey: &Survey, question: &Question, picture: &Picture) -> Vec<&'static str> {
    let (Form::Grouped, Some(past)) = (picture.form, picture.past.first()) else { return Vec::new() };
    let decimals = survey.policy.decimals;
    let round = |share| rounded(share, decimals);
    let mut remarks = Vec::new();
    for (index, choice) in question.options.iter().enumerate() {
        let before = past.shares.get(index).copied().flatten();
        let (Some(now), Some(before)) = (survey.share(question, choice), before) else { continue };
        let comparison = past.comparisons.get(index).copied().flatten();
        let doubt = comparison.filter(|told| !told.is_change() && round(now - before) != Decimal::ZERO);
        let unrounded = (round(now) - round(before) != round(now - before)).then_some("unrounded");
        remarks.extend(doubt.map(comparison_id).into_iter().chain(unrounded));
    }
    let order = ["within-error", "too-few", "untestable", "unrounded"];
    order.into_iter().filter(|remark| remarks.contains(remark)).collect()
}

fn base(label: &str, n: Option<u64>) -> Value {
    json!({ "label": label, "n": n })
}

/// The base of a ring and of the bar beside it, where both are stated.
fn parts(survey: &Survey, question: &Question) -> Option<Vec<Value>> {
    let detail = question.detail.as_ref()?;
    let part = question.choice(&detail.option)?;
    let by = survey.question(&detail.question)?;
    let (whole, part_n) = (survey.n_of(question)?, survey.n_of(by)?);
    Some(vec![base("全图", Some(whole)), base(&part.label, Some(part_n))])
}

/// Each year's base under a figure of several years, oldest first; none where no year states one.
fn bases(survey: &Survey, question: &Question, picture: &Picture) -> Option<Vec<Value>> {
    let years = match picture.form {
        Form::Grouped | Form::Stacked => &picture.past[..picture.past.len().min(1)],
        Form::Lines => &picture.past[..],
        Form::Breakdown => return parts(survey, question),
        _ => return None,
    };
    let now = survey.n_of(question);
    let stated = now.is_some() || years.iter().any(|past| past.n.is_some());
    let past = years.iter().rev().map(|past| base(&past.label, past.n));
    stated.then(|| past.chain([base(&survey.survey.label, now)]).collect())
}

fn options<'a>(
    survey: &Survey,
    question: &'a Question,
    previous: Option<&Survey>,
    last_year: Option<&LastYear>,
) -> Vec<Cell<'a>> {
    if question.kind == Kind::Series {
        return points(survey, question, previous);
    }
    let cell = |choice: &'a Choice| {
        let change = told(last_year.and_then(|last| last.change(survey, question, choice)));
        Cell {
            id: choice.id.clone(),
            label: &choice.label,
            text: choice.text.as_deref().unwrap_or(&choice.label),
            role: choice.role,
            status: choice.status.or(question.status),
            count: choice.count,
            value: survey.share(question, choice).map(|share| share.to_string()),
            printed: survey.printed_share(question, choice),
            previous: change.map(|change| change.before.to_string()),
            comparison: change.map(|change| comparison_id(change.comparison)),
        }
    };
    question.options.iter().map(cell).collect()
}

/// Of too few people nothing is called a change: the clause goes.
fn told(change: Option<Change>) -> Option<Change> {
    change.filter(|change| change.comparison != Comparison::TooFew)
}

/// A series compares each year with the one before it.
fn points<'a>(survey: &Survey, question: &'a Question, previous: Option<&Survey>) -> Vec<Cell<'a>> {
    let before = |year: u16| amount_before(survey, previous, question, year);
    question
        .points
        .iter()
        .map(|point| Cell {
            id: point.year.to_string(),
            label: &question.title,
            text: &question.title,
            role: None,
            status: question.status.or(Some(Gap::NotCollected)).filter(|_| point.value.is_none()),
            count: None,
            value: point.value.map(|value| value.to_string()),
            printed: point.value.map(|value| value.to_string()),
            previous: before(point.year).map(|value| value.to_string()),
            comparison: None,
        })
        .collect()
}

fn nets<'a>(survey: &Survey, question: &'a Question, last_year: Option<&LastYear>) -> Vec<Cell<'a>> {
    question
        .nets
        .iter()
        .map(|net| {
            let share = net_share(survey, question, net);
            let change = told(last_year.and_then(|last| last.net_change(survey, question, net)));
            Cell {
                id: net.id.clone(),
                label: net.label.as_deref().unwrap_or(&net.id),
                text: net.label.as_deref().unwrap_or(&net.id),
                role: None,
                status: net.status.or(question.status).or_else(|| gap_of_parts(question, net)),
                count: net.count,
                value: share.map(|share| share.to_string()),
                printed: share.map(|share| printed(share, survey.policy.decimals)),
                previous: change.map(|change| change.before.to_string()),
                comparison: change.map(|change| comparison_id(change.comparison)),
            }
        })
        .collect()
}

/// Why a net that is the sum of its parts has no value yet.
fn gap_of_parts(question: &Question, net: &Net) -> Option<Gap> {
    net.of.iter().filter_map(|id| question.choice(id)).find_map(|choice| choice.status)
}

fn groups<'a>(survey: &Survey, question: &'a Question) -> BTreeMap<&'a str, Vec<Cell<'a>>> {
    let decimals = survey.policy.decimals;
    let cell = |choice: &'a Choice, breakdown: &Breakdown| {
        let part = breakdown.options.iter().find(|part| part.id == choice.id);
        let share = part.and_then(|part| crate::survey::lookup::share(part.count, part.percent, breakdown.base));
        Cell {
            id: choice.id.clone(),
            label: &choice.label,
            text: choice.text.as_deref().unwrap_or(&choice.label),
            role: choice.role,
            status: choice.status.or(question.status),
            count: part.and_then(|part| part.count),
            value: share.map(|share| share.to_string()),
            printed: share.map(|share| printed(share, decimals)),
            previous: None,
            comparison: None,
        }
    };
    question
        .by
        .iter()
        .map(|(group, breakdown)| {
            (group.as_str(), question.options.iter().map(|choice| cell(choice, breakdown)).collect())
        })
        .collect()
}
