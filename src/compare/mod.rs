//! What moved between two surveys. Pure: two surveys and the links between them in, changes out.
//!
//! Shares change in 百分点, computed exactly and rounded once; a change is called one only where the two-proportion test
//! of `survey::sampling` says so. Amounts change in percent.

pub mod claims;
pub mod human;
pub mod machine;

use rust_decimal::Decimal;

use crate::messages::Message;
use crate::survey::links::{Change, LastYear, NoPast, amount_before};
use crate::survey::model::{Choice, Kind, Point, Question, Relation, Survey};
use crate::survey::sampling::Comparison;
use crate::survey::share::printed;

/// Everything that differs between two surveys, or cannot be set side by side.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// One an option that both years have, the largest change first.
    pub shares: Vec<ShareChange>,
    /// One an amount that both surveys state differently, and the newest year's growth.
    pub amounts: Vec<AmountChange>,
    /// What may not be compared, and why.
    pub incomparable: Vec<Message>,
    /// What only the newer survey has, what only the older one had, what changed its name.
    pub appeared: Vec<Message>,
    pub vanished: Vec<Message>,
    pub renamed: Vec<Message>,
    /// Bases, samples and lists of options that differ, and bases that are not stated.
    pub bases: Vec<Message>,
}

/// One option's share in two years.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareChange {
    pub question: String,
    pub title: String,
    pub option: String,
    pub label: String,
    /// In percent, unrounded.
    pub before: Decimal,
    pub now: Decimal,
    /// Respondents last year and this year, where they are stated; of weighted answers the effective number.
    pub bases: [Option<u64>; 2],
    pub verdict: Verdict,
    /// The bound of the test in 百分点, where there was one.
    pub margin: Option<Decimal>,
}

impl ShareChange {
    /// In 百分点, unrounded.
    pub fn by(&self) -> Decimal {
        self.now - self.before
    }
}

/// What can be said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Up,
    Down,
    /// Nothing at the printed decimals.
    Same,
    WithinError,
    /// Too few people, or too few answers of one kind, for the test to hold.
    TooFew,
    /// No base is stated, or weighted answers without an effective one.
    Untestable,
}

impl Verdict {
    pub const ALL: [Verdict; 6] =
        [Verdict::Up, Verdict::Down, Verdict::Same, Verdict::WithinError, Verdict::TooFew, Verdict::Untestable];

    /// What a reader is told.
    pub fn message(self) -> Message {
        Message::new(match self {
            Verdict::Up => "change-up",
            Verdict::Down => "change-down",
            Verdict::Same => "change-same",
            Verdict::WithinError => "change-within-error",
            Verdict::TooFew => "change-too-few",
            Verdict::Untestable => "change-untestable",
        })
    }

    /// What machines are told.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Up => "up",
            Verdict::Down => "down",
            Verdict::Same => "same",
            Verdict::WithinError => "within_error",
            Verdict::TooFew => "too_few",
            Verdict::Untestable => "untestable",
        }
    }
}

/// An amount in two surveys, or in two years of the newer one.
#[derive(Debug, Clone, PartialEq)]
pub struct AmountChange {
    pub title: String,
    pub unit: String,
    pub year: u16,
    pub before: Decimal,
    pub now: Decimal,
    /// Whether both are of the same year: then the amount was revised.
    pub revised: bool,
    /// Whether the newer one is a forecast.
    pub forecast: bool,
}

impl AmountChange {
    /// In percent, unrounded; none from nothing.
    pub fn growth(&self) -> Option<Decimal> {
        Some((self.now.checked_div(self.before)? - Decimal::ONE) * Decimal::ONE_HUNDRED)
    }
}

impl Changes {
    /// Whether anything differs at all.
    pub fn is_empty(&self) -> bool {
        let moved = |change: &ShareChange| change.by() != Decimal::ZERO;
        let lists = [&self.incomparable, &self.appeared, &self.vanished, &self.renamed, &self.bases];
        !self.shares.iter().any(moved)
            && !self.amounts.iter().any(|amount| amount.now != amount.before)
            && lists.iter().all(|list| list.is_empty())
    }

    /// How many changes have each verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.shares.iter().filter(|change| change.verdict == verdict).count()
    }
}

/// Compares a survey with an older one.
pub fn compare(old: &Survey, new: &Survey) -> Changes {
    let mut changes = Changes { bases: samples(old, new), ..Changes::default() };
    let mut continued = Vec::new();
    for question in &new.questions {
        match LastYear::find(new, old, question) {
            Ok(last) => {
                continued.push(&last.question.id);
                changes.question(new, question, last);
            }
            Err(NoPast::New) => {
                changes.appeared.push(Message::new("compare-question").with("title", &question.title));
            }
            Err(reason) => {
                continued.extend(linked(new, question));
                let why = match reason {
                    NoPast::KindChanged => Message::new("compare-kind-changed"),
                    NoPast::Redefined => Message::new("compare-redefined"),
                    NoPast::OtherPeople { before, now } => {
                        Message::new("compare-other-people").with("before", before).with("now", now)
                    }
                    NoPast::Incomparable { note: Some(note) } => Message::verbatim(note),
                    _ => Message::new("compare-link-says"),
                };
                let message = Message::new("compare-incomparable").with("title", &question.title).with("why", why);
                changes.incomparable.push(message);
            }
        }
    }
    for question in old.questions.iter().filter(|question| !continued.contains(&&question.id)) {
        changes.vanished.push(Message::new("compare-question").with("title", &question.title));
    }
    changes.bases.extend(untested(&changes.shares, old, new));
    // The sort is stable: equal changes keep the questionnaire's order.
    changes.shares.sort_by_key(|change| std::cmp::Reverse(change.by().abs()));
    changes
}

/// Why some changes could not be tested.
fn untested(shares: &[ShareChange], old: &Survey, new: &Survey) -> Vec<Message> {
    let untested: Vec<_> = shares.iter().filter(|change| change.verdict == Verdict::Untestable).collect();
    let reason = |(at, survey): (usize, &Survey)| {
        let id = if survey.policy.weighted { "compare-no-effective-base" } else { "compare-no-base" };
        let baseless = untested.iter().any(|change| change.bases[at].is_none());
        baseless.then(|| Message::new(id).with("year", &survey.survey.label))
    };
    [old, new].into_iter().enumerate().filter_map(reason).collect()
}

/// The older question that a link joins to this one, comparable or not; else the one with its id.
fn linked<'a>(new: &'a Survey, question: &'a Question) -> Option<&'a String> {
    let links = new.links.as_ref().map_or(&[][..], |links| &links.questions);
    let link = links.iter().find(|link| link.to.as_ref() == Some(&question.id));
    link.map_or(Some(&question.id), |link| link.from.as_ref())
}

/// Samples and bases of both years, where they differ.
fn samples(old: &Survey, new: &Survey) -> Vec<Message> {
    let mut differing = Vec::new();
    if let (Some(before), Some(now)) = (old.survey.valid, new.survey.valid)
        && before != now
    {
        differing.push(Message::new("compare-sample").with("before", before).with("now", now));
    }
    for base in &new.bases {
        let Some(before) = old.bases.iter().find(|known| known.id == base.id) else { continue };
        if before.label != base.label {
            let message = Message::new("compare-population").with("before", &before.label).with("now", &base.label);
            differing.push(message);
        }
        if let (Some(before), Some(now)) = (before.n, base.n)
            && before != now
        {
            let message = Message::new("compare-base").with("label", &base.label);
            differing.push(message.with("before", before).with("now", now));
        }
    }
    differing
}

impl Changes {
    fn question(&mut self, new: &Survey, question: &Question, last: LastYear) {
        if last.question.title != question.title {
            let message = Message::new("compare-renamed").with("before", &last.question.title);
            self.renamed.push(message.with("now", &question.title));
        }
        if question.kind == Kind::Series {
            return self.amounts_of(new, question, last);
        }
        let now = question.options.iter().any(|choice| new.share(question, choice).is_some());
        let before = last.question.options.iter().any(|choice| last.survey.share(last.question, choice).is_some());
        if now != before {
            let why = Message::new("compare-one-empty");
            let message = Message::new("compare-incomparable").with("title", &question.title).with("why", why);
            return self.incomparable.push(message);
        }
        for choice in &question.options {
            let named = |message: Message| message.with("title", &question.title).with("label", &choice.label);
            let parts = last.parts(&choice.id);
            if parts.is_none() && last.share(&choice.id).is_none() {
                let split = last.link_of(&choice.id).map(|link| link.relation);
                match split {
                    Some(Relation::Merged) => self.incomparable.push(named(Message::new("compare-merged"))),
                    Some(Relation::Split) => self.incomparable.push(named(Message::new("compare-split"))),
                    Some(Relation::Dropped) => self.incomparable.push(named(Message::new("compare-not-linked"))),
                    _ if !last.is_new(&choice.id) => self.incomparable.push(named(Message::new("compare-no-value"))),
                    _ => self.appeared.push(named(Message::new("compare-option"))),
                }
                continue;
            }
            if let Some([before]) = parts.as_deref()
                && before.label != choice.label
            {
                let message = Message::new("compare-renamed").with("before", &before.label);
                self.renamed.push(message.with("now", &choice.label));
            }
            let Some(change) = last.change(new, question, choice) else {
                // Where neither year has a value there is nothing to miss.
                if new.share(question, choice).is_some() != last.share(&choice.id).is_some() {
                    self.incomparable.push(named(Message::new("compare-no-value")));
                }
                continue;
            };
            let bases = bases(new, question, &last);
            self.shares.push(share_change(new, question, (&choice.id, &choice.label), change, bases));
        }
        for net in &question.nets {
            let label = net.label.as_ref().unwrap_or(&net.id);
            if let Some(change) = last.net_change(new, question, net) {
                let bases = bases(new, question, &last);
                self.shares.push(share_change(new, question, (&net.id, label), change, bases));
            }
        }
        self.groups(new, question, &last);
        let dropped = last.dropped(question);
        let fresh = |choice: &Choice| last.is_new(&choice.id) || last.share(&choice.id).is_none();
        if question.kind == Kind::Single && (!dropped.is_empty() || question.options.iter().any(fresh)) {
            // Shares of one whole make room for each other.
            self.bases.push(Message::new("compare-list-changed").with("title", &question.title));
        }
        for gone in dropped {
            let message = Message::new("compare-option").with("title", &question.title);
            self.vanished.push(message.with("label", &gone.label));
        }
    }

    /// The same options in groups of respondents that both years know.
    fn groups(&mut self, new: &Survey, question: &Question, last: &LastYear) {
        for (id, breakdown) in &question.by {
            let group = new.groups.iter().find(|group| group.id == *id).map_or(id, |group| &group.label);
            for part in &breakdown.options {
                let Some(change) = last.group_change(new, id, breakdown, part) else { continue };
                let name = question.choice(&part.id).map_or(&part.id, |choice| &choice.label);
                let old = last.question.by.get(id).and_then(|old| old.base);
                let of = (part.id.as_str(), format!("{name}（{group}）"));
                self.shares.push(share_change(new, question, (of.0, &of.1), change, [old, breakdown.base]));
            }
        }
    }

    /// Amounts that were revised, the newest years' growth, and years that came or went.
    fn amounts_of(&mut self, new: &Survey, question: &Question, last: LastYear) {
        let unit = question.unit.clone().unwrap_or_default();
        let old = last.question;
        if old.unit != question.unit {
            let why = Message::new("compare-unit-differs").with("before", old.unit.clone().unwrap_or_default());
            let message = Message::new("compare-incomparable").with("title", &question.title);
            return self.incomparable.push(message.with("why", why.with("now", &unit)));
        }
        let of_year = |id, year: u16| Message::new(id).with("title", &question.title).with("year", year.to_string());
        for point in &question.points {
            let Some(now) = point.value else { continue };
            let known = old.points.iter().find(|known| known.year == point.year && known.value.is_some());
            let amount = |before, revised| AmountChange {
                title: question.title.clone(),
                unit: unit.clone(),
                year: point.year,
                before,
                now,
                revised,
                forecast: point.forecast,
            };
            match known {
                Some(known) if !known.forecast && point.forecast => {
                    self.incomparable.push(of_year("compare-now-forecast", point.year));
                }
                // What was a forecast and is now known was not revised.
                Some(known) if known.forecast == point.forecast => {
                    let before = known.value.filter(|before| *before != now);
                    self.amounts.extend(before.map(|before| amount(before, true)));
                }
                _ => match amount_before(new, Some(last.survey), question, point.year) {
                    Some(before) => self.amounts.push(amount(before, false)),
                    None => self.appeared.push(of_year("compare-amount", point.year)),
                },
            }
        }
        let gone = |known: &&Point| {
            let now = question.points.iter().find(|point| point.year == known.year).and_then(|point| point.value);
            known.value.is_some() && now.is_none()
        };
        self.vanished.extend(old.points.iter().filter(gone).map(|point| of_year("compare-amount", point.year)));
    }
}

/// Those that the shares of a question are of, last year and this year.
fn bases(new: &Survey, question: &Question, last: &LastYear) -> [Option<u64>; 2] {
    [last.survey.effective_n_of(last.question), new.effective_n_of(question)]
}

/// One change with its verdict; `of` is the id and the name of an option or a net.
fn share_change(
    new: &Survey,
    question: &Question,
    of: (&str, &str),
    change: Change,
    bases: [Option<u64>; 2],
) -> ShareChange {
    let nothing = printed(change.by().abs(), new.policy.decimals);
    let nothing = nothing.chars().all(|character| matches!(character, '0' | '.'));
    let (verdict, margin) = match change.comparison {
        Comparison::Tested { margin, .. } if nothing => (Verdict::Same, Some(margin)),
        _ if nothing => (Verdict::Same, None),
        Comparison::TooFew => (Verdict::TooFew, None),
        Comparison::Tested { within_error: true, margin } => (Verdict::WithinError, Some(margin)),
        Comparison::Tested { margin, .. } if change.by() > Decimal::ZERO => (Verdict::Up, Some(margin)),
        Comparison::Tested { margin, .. } => (Verdict::Down, Some(margin)),
        Comparison::Untestable => (Verdict::Untestable, None),
    };
    ShareChange {
        question: question.id.clone(),
        title: question.title.clone(),
        option: of.0.to_owned(),
        label: of.1.to_owned(),
        before: change.before,
        now: change.now,
        bases,
        verdict,
        margin,
    }
}
