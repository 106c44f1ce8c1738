//! From what a mention covers to what its words are judged against: shares, places in the order, change since last
//! year, each as exactly as the data tell.

use num_rational::Ratio;
use rust_decimal::Decimal;

use super::Edition;
use super::wording::{Amounts, Evidence, Exact, Known, Standing};
use crate::survey::links::{LastYear, amount_before};
use crate::survey::lookup::share_of_all;
use crate::survey::model::*;
use crate::survey::same_sample::SameSample;
use crate::survey::sampling::{Comparison, Range, exact};
use crate::survey::share::{GROWTH_DECIMALS, Percent, printed};
use crate::typeset::claims::{Covered, Mention, Select};

/// What a mention's words are judged against.
pub fn evidence(edition: &Edition, mention: &Mention) -> Evidence {
    let survey = &edition.dataset.survey;
    let mut evidence = Evidence::default();
    let cells: Vec<Cell> = mention.options().filter_map(|reference| Cell::find(survey, reference)).collect();
    evidence.shares = mention.covers.iter().flat_map(|covered| values(survey, covered)).collect();
    evidence.standing = standing(survey, mention, &cells);
    if let [cell] = cells.as_slice() {
        match cell {
            Cell::Choice(question, choice) => {
                evidence.change = change(edition, question, choice);
                evidence.comparison = comparison(edition, question, choice);
                evidence.before = before(edition, question, choice);
                evidence.standing_before = standing_before(edition, question, choice);
            }
            Cell::Point(question, point) => {
                evidence.growth = growth(edition, question, point);
                evidence.amounts = amounts(edition, question, point);
            }
            Cell::Net(question, net) => {
                evidence.change = net_change(edition, question, net);
                evidence.comparison = net_comparison(edition, question, net);
                evidence.before = net_before(edition, question, net);
            }
        }
    } else {
        evidence.sample = sample(survey, &cells);
    }
    evidence
}

/// What a word about one option, net or year is judged against, its place aside.
pub fn of_option(edition: &Edition, reference: &str) -> Evidence {
    let mut evidence = Evidence::default();
    match Cell::find(&edition.dataset.survey, reference) {
        Some(Cell::Choice(question, choice)) => evidence.change = change(edition, question, choice),
        Some(Cell::Net(question, net)) => evidence.change = net_change(edition, question, net),
        Some(Cell::Point(question, point)) => evidence.growth = growth(edition, question, point),
        None => {}
    }
    evidence
}

/// The people behind options of one question, each spoken of once: only their shares can be told apart from each other.
fn sample(survey: &Survey, cells: &[Cell]) -> Option<SameSample> {
    let options = choices(cells);
    let (question, _) = *options.first()?;
    let mut ids: Vec<&str> = options.iter().map(|(_, choice)| choice.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let apart = ids.len() == cells.len() && options.iter().all(|(other, _)| other.id == question.id);
    apart.then(|| SameSample {
        kind: question.kind,
        n: survey.n_of(question),
        effective_n: survey.effective_n_of(question),
        min_base: survey.policy.min_base,
    })
}

/// What one `题.选项` stands for.
pub enum Cell<'a> {
    Choice(&'a Question, &'a Choice),
    Net(&'a Question, &'a Net),
    Point(&'a Question, &'a Point),
}

impl<'a> Cell<'a> {
    /// The option, net or year of this reference.
    pub fn find(survey: &'a Survey, reference: &str) -> Option<Self> {
        let (question, id) = reference.split_once('.')?;
        let question = survey.question(question)?;
        let choice = question.choice(id).map(|choice| Cell::Choice(question, choice));
        let net = || question.nets.iter().find(|net| net.id == id).map(|net| Cell::Net(question, net));
        let point = || question.points.iter().find(|point| point.year.to_string() == id);
        choice.or_else(net).or_else(|| point().map(|point| Cell::Point(question, point)))
    }

    pub fn question(&self) -> &'a Question {
        match self {
            Cell::Choice(question, _) | Cell::Net(question, _) | Cell::Point(question, _) => question,
        }
    }

    /// As printed in the figure.
    pub fn label(&self) -> String {
        match self {
            Cell::Choice(_, choice) => choice.label.clone(),
            Cell::Net(_, net) => net.label.clone().unwrap_or_else(|| net.id.clone()),
            Cell::Point(_, point) => point.year.to_string(),
        }
    }
}

/// The values that one selector stands for: one for a sum or a complement, else one an option.
pub fn values(survey: &Survey, covered: &Covered) -> Vec<Known> {
    let cells: Vec<Cell> = covered.options.iter().filter_map(|reference| Cell::find(survey, reference)).collect();
    match covered.select {
        Select::Option | Select::Each | Select::Rank => cells.iter().filter_map(|cell| one(survey, cell)).collect(),
        Select::Total => match cells.as_slice() {
            [single] => one(survey, single).into_iter().collect(),
            _ => sum(survey, &choices(&cells)).into_iter().collect(),
        },
        Select::Rest => rest(survey, &cells).into_iter().collect(),
    }
}

fn choices<'a>(cells: &[Cell<'a>]) -> Vec<(&'a Question, &'a Choice)> {
    let choice = |cell: &Cell<'a>| match cell {
        Cell::Choice(question, choice) => Some((*question, *choice)),
        _ => None,
    };
    cells.iter().filter_map(choice).collect()
}

fn one(survey: &Survey, cell: &Cell) -> Option<Known> {
    match cell {
        Cell::Choice(question, choice) => sum(survey, &[(question, choice)]),
        Cell::Net(question, net) if net.count.is_some() || net.percent.is_some() => {
            known(survey, net.count, survey.n_of(question), net.percent.into_iter().collect())
        }
        Cell::Net(question, net) => {
            let parts: Option<Vec<_>> = net.of.iter().map(|id| Some((*question, question.choice(id)?))).collect();
            sum(survey, &parts?)
        }
        Cell::Point(..) => None,
    }
}

/// Options of one question together.
fn sum(survey: &Survey, parts: &[(&Question, &Choice)]) -> Option<Known> {
    let (question, _) = parts.first()?;
    let count: Option<u64> = parts.iter().map(|(_, choice)| choice.count).sum();
    let percents: Option<Vec<Percent>> = parts.iter().map(|(_, choice)| choice.percent).collect();
    known(survey, count, survey.n_of(question), percents.unwrap_or_default())
}

/// The complement: what the options that are not left leave.
fn rest(survey: &Survey, left: &[Cell]) -> Option<Known> {
    let question = left.first()?.question();
    let is_left = |id: &str| left.iter().any(|cell| matches!(cell, Cell::Choice(_, choice) if choice.id == id));
    let taken: Vec<_> =
        question.options.iter().filter(|choice| !is_left(&choice.id)).map(|choice| (question, choice)).collect();
    let taken = sum(survey, &taken)?;
    let whole = Exact::from_integer(100);
    let share = question.options.iter().filter(|choice| !is_left(&choice.id)).collect::<Vec<_>>();
    let share = Decimal::ONE_HUNDRED - share_of_all(survey, question, &share)?;
    Some(Known {
        low: (whole - taken.high).max(Exact::from_integer(0)),
        high: whole - taken.low,
        printed: printed(share.max(Decimal::ZERO), survey.policy.decimals),
    })
}

/// A share from a count, or from percentages that are each known to half their last digit.
fn known(survey: &Survey, count: Option<u64>, n: Option<u64>, percents: Vec<Percent>) -> Option<Known> {
    let decimals = survey.policy.decimals;
    if let (Some(count), Some(n @ 1..)) = (count, n) {
        let exact = Ratio::new(i128::from(count) * 100, i128::from(n));
        let printed = printed(crate::survey::share::share_of(count, n)?, decimals);
        return Some(Known { low: exact, high: exact, printed });
    }
    if percents.is_empty() {
        return None;
    }
    let total: Decimal = percents.iter().map(|percent| percent.value()).sum();
    let slack: Exact = percents.iter().map(|percent| half_a_digit(percent.value().scale())).sum();
    Some(Known {
        low: (exact(total) - slack).max(Exact::from_integer(0)),
        high: (exact(total) + slack).min(Exact::from_integer(100)),
        printed: printed(total, decimals),
    })
}

fn half_a_digit(decimals: u32) -> Exact {
    Ratio::new(1, 2 * 10_i128.pow(decimals))
}

/// Where what is covered stands among its question's ordinary options. None across questions, for sums, and where an
/// option has no value.
fn standing(survey: &Survey, mention: &Mention, cells: &[Cell]) -> Option<Standing> {
    let plain = |covered: &Covered| matches!(covered.select, Select::Option | Select::Each | Select::Rank);
    if !mention.covers.iter().all(plain) {
        return None;
    }
    let covered: Vec<(&Question, &Choice)> = choices(cells);
    let (question, _) = covered.first()?;
    if covered.len() < cells.len() || covered.iter().any(|(other, _)| other.id != question.id) {
        return None;
    }
    let covered: Vec<&Choice> = covered.iter().map(|(_, choice)| *choice).collect();
    standing_among(survey, question, &covered)
}

fn standing_among(survey: &Survey, question: &Question, covered: &[&Choice]) -> Option<Standing> {
    let share = |choice: &Choice| survey.share(question, choice);
    let (ordinary, apart): (Vec<&Choice>, Vec<&Choice>) =
        question.options.iter().partition(|choice| choice.role.is_none());
    let is_covered = |choice: &Choice| covered.iter().any(|covered| covered.id == choice.id);
    let shares: Option<Vec<Decimal>> = ordinary.iter().map(|choice| share(choice)).collect();
    let shares = shares?;
    let own: Option<Vec<Decimal>> = covered.iter().map(|choice| share(choice)).collect();
    let own = own?;
    let others = ordinary.iter().zip(&shares).filter(|(choice, _)| !is_covered(choice));
    Some(Standing {
        ranks: own.iter().map(|own| 1 + shares.iter().filter(|share| *share > own).count()).collect(),
        of: shares.len(),
        tied: others.filter(|(_, share)| own.contains(share)).count(),
        outweighed: apart.iter().any(|choice| share(choice) > own.iter().max().copied() && !is_covered(choice)),
    })
}

/// Where what is now this option stood among last year's; none where it was several.
fn standing_before(edition: &Edition, question: &Question, choice: &Choice) -> Option<Standing> {
    let last = LastYear::of(&edition.dataset.survey, &edition.previous?.survey, question)?;
    let [then] = last.parts(&choice.id)?[..] else { return None };
    standing_among(last.survey, last.question, &[then])
}

/// Last year's share of what is now this option.
fn before(edition: &Edition, question: &Question, choice: &Choice) -> Option<Known> {
    let survey = &edition.dataset.survey;
    let last = LastYear::of(survey, &edition.previous?.survey, question)?;
    let Range { low, high } = last.range(&choice.id)?;
    Some(Known { low, high, printed: printed(last.share(&choice.id)?, survey.policy.decimals) })
}

/// This year's share less last year's.
fn change(edition: &Edition, question: &Question, choice: &Choice) -> Option<Known> {
    let survey = &edition.dataset.survey;
    let last = LastYear::of(survey, &edition.previous?.survey, question)?;
    let now = sum(survey, &[(question, choice)])?;
    let before = before(edition, question, choice)?;
    let change = survey.share(question, choice)? - last.share(&choice.id)?;
    Some(Known {
        low: now.low - before.high,
        high: now.high - before.low,
        printed: printed(change, survey.policy.decimals),
    })
}

/// What can be said of that difference.
fn comparison(edition: &Edition, question: &Question, choice: &Choice) -> Option<Comparison> {
    let survey = &edition.dataset.survey;
    let last = LastYear::of(survey, &edition.previous?.survey, question)?;
    Some(last.change(survey, question, choice)?.comparison)
}

/// What a net was last year.
fn net_before(edition: &Edition, question: &Question, net: &Net) -> Option<Known> {
    let last = LastYear::of(&edition.dataset.survey, &edition.previous?.survey, question)?;
    let old = last.net(net)?;
    one(last.survey, &Cell::Net(last.question, &old))
}

/// A net's share less what it was last year.
fn net_change(edition: &Edition, question: &Question, net: &Net) -> Option<Known> {
    let survey = &edition.dataset.survey;
    let last = LastYear::of(survey, &edition.previous?.survey, question)?;
    let now = one(survey, &Cell::Net(question, net))?;
    let before = net_before(edition, question, net)?;
    let change = last.net_change(survey, question, net)?.by();
    Some(Known {
        low: now.low - before.high,
        high: now.high - before.low,
        printed: printed(change, survey.policy.decimals),
    })
}

fn net_comparison(edition: &Edition, question: &Question, net: &Net) -> Option<Comparison> {
    let survey = &edition.dataset.survey;
    let last = LastYear::of(survey, &edition.previous?.survey, question)?;
    Some(last.net_change(survey, question, net)?.comparison)
}

/// An amount beside the year before's.
fn amounts(edition: &Edition, question: &Question, point: &Point) -> Option<Amounts> {
    let previous = edition.previous.map(|previous| &previous.survey);
    let before = amount_before(&edition.dataset.survey, previous, question, point.year);
    Some(Amounts {
        now: exact(point.value?),
        before: before.map(exact),
        unit: question.unit.clone().unwrap_or_default(),
    })
}

/// Growth of an amount over the year before, in percent; amounts count as exact.
fn growth(edition: &Edition, question: &Question, point: &Point) -> Option<Known> {
    let previous = edition.previous.map(|previous| &previous.survey);
    let before = amount_before(&edition.dataset.survey, previous, question, point.year)?;
    let now = point.value?;
    let growth = (now.checked_div(before)? - Decimal::ONE) * Decimal::ONE_HUNDRED;
    // Over one denominator: 100 (now − before) / before, where amounts of twenty digits still fit.
    let scale = now.scale().max(before.scale());
    let whole = |amount: Decimal| amount.mantissa().checked_mul(10_i128.pow(scale - amount.scale()));
    let (now, before) = (whole(now)?, whole(before)?);
    let ratio = Ratio::new(now.checked_sub(before)?.checked_mul(100)?, before);
    Some(Known { low: ratio, high: ratio, printed: printed(growth, GROWTH_DECIMALS) })
}
