//! From an edition and what was found in it to its proof: each number and claim with its question, its data and its
//! verdict.

use std::cmp::Ordering;

use super::claims;
use super::evidence::{self, Cell};
use super::wording;
use super::{Edition, Finding};
use crate::diagnostics::{Place, Severity};
use crate::messages::{Lang, Message};
use crate::survey::links::LastYear;
use crate::survey::lookup::share;
use crate::survey::model::*;
use crate::survey::share::printed;
use crate::typeset::claims::{Covered, Mention, MentionKind, Select};
use crate::typeset::folio::COVER;
use crate::typeset::proof::{Entry, Level, Line, Mark, Proof, Spot, Verdict};
use crate::typeset::spots::{Spots, Stretch};

/// A proof is in the report's language.
const LANG: Lang = Lang::Zh;

/// Kit functions that print values and nothing else: the lines of a note say as much as the words.
const VALUES: [&str; 7] = ["chart", "tally", "pct", "pcts", "count", "amount", "named"];

/// Longest quotation of what is printed beside it anyway, in characters.
const QUOTED: usize = 36;

/// Where a laid-out edition's words stand.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    pub spots: &'a Spots<'a>,
    /// Of each page, its number as printed.
    pub folios: &'a [String],
}

/// The proof of a laid-out edition; `findings` are those of this edition.
pub fn of(edition: &Edition, findings: &[Finding], layout: Layout) -> Proof {
    let mentions = edition.pages.map_or(&[][..], |pages| pages.mentions);
    let mentions: Vec<&Mention> = mentions.iter().filter(|mention| is_marked(mention)).collect();
    let judged = claims::judged(edition);
    let mut marked: Vec<(Mark, Option<&Place>)> = Vec::new();
    for mention in &mentions {
        let judged = judged.iter().find(|judged| judged.mention.element == mention.element);
        let verdict = verdict(mention, judged.map(|judged| judged.verdict()), findings);
        let stretches = layout.spots.of_element(mention.element, &mention.words);
        marked.push((mark(edition, mention, verdict, stretches), mention.place.as_ref()));
    }
    for finding in findings {
        let Some(place) = &finding.diagnostic.place else { continue };
        if !marked.iter().any(|(_, other)| *other == Some(place)) {
            marked.extend(words_mark(finding, layout.spots.of_place(place)).map(|mark| (mark, Some(place))));
        }
    }
    marked.sort_by(|(one, _), (other, _)| position(one).partial_cmp(&position(other)).unwrap_or(Ordering::Equal));
    let entries = |waived: bool| {
        let wanted = findings.iter().filter(|finding| finding.diagnostic.waived.is_some() == waived);
        entries(wanted, &marked, layout.folios)
    };
    let (findings, waived, errata) = (entries(false), entries(true), edition.dataset.survey.errata.clone());
    Proof { marks: marked.into_iter().map(|(mark, _)| mark).collect(), findings, waived, errata }
}

/// From page to page, from line to line.
fn position(mark: &Mark) -> (usize, f64, f64) {
    mark.stretches.first().map_or((mark.page, 0.0, 0.0), |first| (first.page, first.top, first.x))
}

/// A clause about last year goes without a word where there is none to compare with.
pub(crate) fn is_marked(mention: &Mention) -> bool {
    match mention.kind {
        MentionKind::Omitted => mention.function != "since",
        MentionKind::Pending | MentionKind::Problem(_) => false,
        _ => true,
    }
}

/// `judged` is the verdict on a claim. One whose findings are waived, all of them, stands.
pub(crate) fn verdict(mention: &Mention, judged: Option<wording::Verdict>, findings: &[Finding]) -> Verdict {
    let about = |finding: &&Finding| {
        finding.rule.id.starts_with("claim-") && is_about(finding.diagnostic.place.as_ref(), mention)
    };
    let waived = || findings.iter().filter(about).any(|finding| finding.diagnostic.waived.is_some());
    match (mention.kind, judged) {
        (MentionKind::View, _) => Verdict::View,
        (MentionKind::Omitted, _) => Verdict::Doubtful,
        (MentionKind::Claim, Some(wording::Verdict::True)) => Verdict::True,
        (MentionKind::Claim, _) if waived() => Verdict::Waived,
        (MentionKind::Claim, Some(wording::Verdict::False)) => Verdict::False,
        (MentionKind::Claim, Some(wording::Verdict::Doubtful)) => Verdict::Doubtful,
        (MentionKind::Claim | MentionKind::Unjudged, _) => Verdict::Unread,
        (MentionKind::Bound | MentionKind::Pending | MentionKind::Problem(_), _) => Verdict::Bound,
    }
}

fn is_about(place: Option<&Place>, mention: &Mention) -> bool {
    place.is_some() && place == mention.place.as_ref()
}

fn mark(edition: &Edition, mention: &Mention, verdict: Verdict, stretches: Vec<Stretch>) -> Mark {
    let words = mention.words.trim();
    Mark {
        page: mention.page,
        stretches,
        element: Some(mention.element),
        verdict,
        title: title(edition, mention),
        words: (!VALUES.contains(&mention.function.as_str()) && !words.is_empty()).then(|| shortened(words)),
        lines: lines(edition, mention),
        reason: mention.reason.clone(),
    }
}

/// The mark of words that are no mention, where they are on a page.
fn words_mark(finding: &Finding, stretches: Vec<Stretch>) -> Option<Mark> {
    let page = stretches.first()?.page;
    let words = Some(shortened(finding.subject.trim()));
    Some(Mark {
        page,
        stretches,
        element: None,
        verdict: Verdict::Words,
        title: String::new(),
        words,
        lines: Vec::new(),
        reason: None,
    })
}

/// The head and tail of a long quotation.
fn shortened(words: &str) -> String {
    let characters: Vec<char> = words.chars().collect();
    match characters.len() {
        length if length > QUOTED => {
            let half = QUOTED / 2;
            let text = |characters: &[char]| characters.iter().collect::<String>();
            format!("{}……{}", text(&characters[..half]), text(&characters[length - half..]))
        }
        _ => words.to_owned(),
    }
}

/// The questions it speaks of, and the group of respondents.
pub(crate) fn title(edition: &Edition, mention: &Mention) -> String {
    let survey = &edition.dataset.survey;
    let mut questions: Vec<&Question> = Vec::new();
    for question in mention.options().filter_map(|reference| survey.question(reference.split_once('.')?.0)) {
        if !questions.iter().any(|other| other.id == question.id) {
            questions.push(question);
        }
    }
    let names: Vec<Message> = questions.into_iter().map(|question| name(edition, question)).collect();
    let name = match (mention.function.as_str(), names.as_slice()) {
        ("sample", []) => Message::new("proof-sample"),
        ("fact", []) => Message::new("proof-report"),
        // A chart of a question without options covers none.
        ("chart", []) => survey
            .questions
            .iter()
            .find(|question| question.title == mention.words)
            .map_or_else(|| Message::verbatim(&*mention.words), |question| name(edition, question)),
        _ => Message::new("list-of").with("items", names),
    };
    let group = mention.group.as_ref().and_then(|id| survey.groups.iter().find(|group| group.id == *id));
    match group {
        Some(group) => Message::new("proof-group").with("name", name).with("group", &group.label).text(LANG),
        None => name.text(LANG),
    }
}

/// Its figure, or its title without quotation marks: the words as printed stand in those.
fn name(edition: &Edition, question: &Question) -> Message {
    match edition.prose.figures.contains(&question.id) {
        true => edition.name_of(question),
        false => Message::verbatim(&*question.title),
    }
}

pub(crate) fn lines(edition: &Edition, mention: &Mention) -> Vec<Line> {
    let survey = &edition.dataset.survey;
    if mention.function == "chart" {
        return chart_lines(survey, mention);
    }
    let mut lines: Vec<Line> =
        mention.covers.iter().flat_map(|covered| covered_lines(survey, covered, mention)).collect();
    if mention.function == "since" {
        let cell = mention.options().next().and_then(|reference| Cell::find(survey, reference));
        lines.extend(cell.and_then(|cell| last_year(edition, &cell)));
    }
    lines
}

/// The chart prints its values itself: what an editor compares with the questionnaire is the kind and the whole.
fn chart_lines(survey: &Survey, mention: &Mention) -> Vec<Line> {
    let Some(question) = survey.questions.iter().find(|question| question.title == mention.words) else {
        return Vec::new();
    };
    let mut lines = vec![Line::Question {
        kind: question.kind,
        options: question.options.len(),
        n: survey.n_of(question),
        status: question.status,
    }];
    let whole: Option<rust_decimal::Decimal> =
        question.options.iter().map(|choice| survey.share(question, choice)).sum();
    if let (Kind::Single, Some(whole), false) = (question.kind, whole, question.options.is_empty()) {
        lines.push(Line::Total { value: percent(printed(whole, survey.policy.decimals)) });
    }
    lines
}

/// Each option, and what they come to where that is what is printed.
fn covered_lines(survey: &Survey, covered: &Covered, mention: &Mention) -> Vec<Line> {
    let cells = covered.options.iter().filter_map(|reference| Cell::find(survey, reference));
    let mut lines: Vec<Line> = cells.map(|cell| line(survey, &cell, mention.group.as_deref())).collect();
    let value = || {
        let known = evidence::values(survey, covered).into_iter().next();
        known.filter(|_| mention.group.is_none()).map(|known| percent(known.printed))
    };
    match covered.select {
        Select::Total if lines.len() > 1 => lines.extend(value().map(|value| Line::Total { value })),
        Select::Rest => lines.extend(value().map(|value| Line::Rest { value })),
        _ => {}
    }
    lines
}

fn line(survey: &Survey, cell: &Cell, group: Option<&str>) -> Line {
    let decimals = survey.policy.decimals;
    let (count, value) = match (cell, group) {
        (Cell::Choice(question, choice), Some(group)) => {
            let breakdown = question.by.get(group);
            let part = breakdown.and_then(|breakdown| breakdown.options.iter().find(|part| part.id == choice.id));
            let base = breakdown.and_then(|breakdown| breakdown.base);
            let share = part.and_then(|part| share(part.count, part.percent, base));
            (part.and_then(|part| part.count), share.map(|share| percent(printed(share, decimals))))
        }
        (Cell::Choice(question, choice), None) => (choice.count, survey.printed_share(question, choice).map(percent)),
        (Cell::Net(question, net), _) => {
            let covered = Covered { select: Select::Option, options: vec![format!("{}.{}", question.id, net.id)] };
            let known = evidence::values(survey, &covered).into_iter().next();
            (net.count, known.map(|known| percent(known.printed)))
        }
        (Cell::Point(question, point), _) => (None, point.value.map(|value| amount(value, question))),
    };
    Line::Option { label: cell.label(), count, value }
}

/// What a change is counted from.
fn last_year(edition: &Edition, cell: &Cell) -> Option<Line> {
    let survey = &edition.dataset.survey;
    let (label, value) = match cell {
        Cell::Choice(question, choice) => {
            let last = LastYear::of(survey, &edition.previous?.survey, question)?;
            let share = last.share(&choice.id)?;
            (last.survey.survey.label.clone(), percent(printed(share, survey.policy.decimals)))
        }
        Cell::Point(question, point) => {
            let before = question.points.iter().find(|other| other.year + 1 == point.year)?;
            (before.year.to_string(), amount(before.value?, question))
        }
        Cell::Net(..) => return None,
    };
    Some(Line::Option { label, count: None, value: Some(value) })
}

fn percent(printed: String) -> String {
    printed + "%"
}

fn amount(value: rust_decimal::Decimal, question: &Question) -> String {
    match &question.unit {
        Some(unit) => format!("{value}\u{a0}{unit}"),
        None => value.to_string(),
    }
}

/// One entry for what is said in the same words, or waived for the same reason, with every place that it is about.
fn entries<'a>(
    findings: impl Iterator<Item = &'a Finding>,
    marked: &[(Mark, Option<&Place>)],
    folios: &[String],
) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for finding in findings {
        let mut entry = entry(finding);
        let spot = finding.diagnostic.place.as_ref().map(|place| {
            let mark = marked.iter().position(|(_, other)| *other == Some(place));
            let folio = mark.and_then(|index| folios.get(marked[index].0.page - 1).cloned());
            Spot {
                file: place.file.name.clone(),
                line: place.line_column().0,
                mark: mark.map(|index| index + 1),
                folio: folio.filter(|folio| !folio.is_empty() && folio != COVER),
            }
        });
        match entries.iter_mut().find(|other| is_same(other, &entry)) {
            Some(same) => same.spots.extend(spot),
            None => {
                entry.spots.extend(spot);
                entries.push(entry);
            }
        }
    }
    entries
}

fn is_same(one: &Entry, other: &Entry) -> bool {
    let about = |entry: &Entry| (entry.rule.clone(), entry.words.clone(), entry.reason.clone());
    about(one) == about(other) && (one.reason.is_some() || (&one.message, &one.hints) == (&other.message, &other.hints))
}

fn entry(finding: &Finding) -> Entry {
    let diagnostic = &finding.diagnostic;
    Entry {
        level: match diagnostic.severity {
            Severity::Note => Level::Note,
            Severity::Warning => Level::Warning,
            Severity::Error => Level::Error,
        },
        rule: finding.rule.name.in_lang(LANG).to_owned(),
        words: finding.subject.trim().to_owned(),
        message: diagnostic.message.text(LANG),
        hints: diagnostic.hints.iter().map(|hint| hint.text(LANG)).collect(),
        reason: diagnostic.waived.clone(),
        spots: Vec::new(),
    }
}
