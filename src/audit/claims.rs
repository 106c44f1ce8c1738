//! 表述: the editor's own words about the data, each read and judged.

use super::evidence::{self, Cell};
use super::wording::{self, Evidence, Judgement, Known, Phrase, Verdict, Years};
use super::{Edition, Finding};
use crate::diagnostics::Place;
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::{Choice, Question};
use crate::typeset::claims::{Covered, Mention, MentionKind, Select};

/// One claim with what was read in it.
pub struct Judged<'a> {
    pub mention: &'a Mention,
    pub evidence: Evidence,
    /// Each quantity or order word, and what became of it.
    pub readings: Vec<(Phrase, Judgement)>,
    /// Why the words are about something else than what they are bound to, where they are.
    pub misnamed: Option<Message>,
}

impl Judged<'_> {
    /// The claim's verdict: the worst of its words'. A claim without a word that can be judged is `Unknown`.
    pub fn verdict(&self) -> Verdict {
        if self.misnamed.is_some() {
            return Verdict::False;
        }
        let verdicts = || self.readings.iter().map(|(_, judgement)| judgement.verdict);
        let worst = [Verdict::False, Verdict::Doubtful, Verdict::Unknown];
        worst.into_iter().find(|worst| verdicts().any(|verdict| verdict == *worst)).unwrap_or(
            match self.readings.is_empty() {
                true => Verdict::Unknown,
                false => Verdict::True,
            },
        )
    }
}

/// Every claim of the laid-out report, judged.
pub fn judged<'a>(edition: &Edition<'a>) -> Vec<Judged<'a>> {
    let mentions = edition.pages.map_or(&[][..], |pages| pages.mentions);
    let claims = mentions.iter().filter(|mention| mention.kind == MentionKind::Claim);
    claims
        .map(|mention| {
            let evidence = evidence::evidence(edition, mention);
            let names = names(edition, mention);
            let readings = wording::read(&mention.words, &years(edition, mention))
                .into_iter()
                // 效率无明显提升 as the name of an option says nothing of last year.
                .filter(|phrase| !phrase.meaning.is_change() || !is_within(&mention.words, &names, &phrase.range))
                .map(|phrase| {
                    let judgement = wording::judge(&phrase, &evidence);
                    (phrase, judgement)
                })
                .collect();
            Judged { mention, evidence, readings, misnamed: misnamed(edition, mention) }
        })
        .collect()
}

/// How a claim may call this year and last: by the labels of the two surveys and the years of their reports; of an
/// amount, by its own year and the one before.
fn years(edition: &Edition, mention: &Mention) -> Years {
    let survey = &edition.dataset.survey;
    let cells = mention.options().filter_map(|reference| Cell::find(survey, reference));
    let of_points: Option<Vec<(&Question, u16)>> = cells
        .map(|cell| match cell {
            Cell::Point(question, point) => Some((question, point.year)),
            _ => None,
        })
        .collect();
    match of_points.as_deref() {
        Some([(question, year)]) => Years {
            now: vec![format!("{year}年")],
            last: vec![format!("{}年", year.saturating_sub(1))],
            unit: Some(question.unit.clone().unwrap_or_default()),
        },
        _ => edition.years(),
    }
}

/// The names of the options that a mention covers.
fn names(edition: &Edition, mention: &Mention) -> Vec<String> {
    let survey = &edition.dataset.survey;
    let cells = mention.options().filter_map(|reference| Cell::find(survey, reference));
    let names = cells.flat_map(|cell| match cell {
        Cell::Choice(_, choice) => vec![choice.label.clone(), choice.text.clone().unwrap_or_default()],
        _ => Vec::new(),
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// Whether a stretch of words is part of one of these names.
fn is_within(words: &str, names: &[String], range: &std::ops::Range<usize>) -> bool {
    let covers = |(at, name): (usize, &str)| at <= range.start && range.end <= at + name.len();
    names.iter().any(|name| words.match_indices(name.as_str()).any(covers))
}

/// As many options of a claim are shown in the data.
const SHOWN: usize = 4;

/// What names another option beside the one that a claim is about.
const BESIDE: [&str; 9] = ["取代", "取代了", "超越", "超越了", "反超", "赶超", "仅次于", "超过", "超过了"];

/// A claim names its option: 司法鉴定需求最为旺盛. When the data change, what it is bound to by rank may be another one.
fn misnamed(edition: &Edition, mention: &Mention) -> Option<Message> {
    let survey = &edition.dataset.survey;
    let covered: Vec<&str> = mention.options().collect();
    let (question, _) = covered.first()?.split_once('.')?;
    let question = survey.question(question)?;
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let words = squeezed(&mention.words);
    let is_named = |choice: &Choice| {
        let names = [Some(&choice.label), choice.text.as_ref()];
        names.into_iter().flatten().any(|name| {
            let name = squeezed(name);
            // 取代短信成为首选 is about what took its place.
            let beside = |at: usize| BESIDE.iter().any(|word| words[..at].ends_with(word));
            words.match_indices(&name).any(|(at, _)| !beside(at))
        })
    };
    let is_covered = |choice: &Choice| covered.contains(&format!("{}.{}", question.id, choice.id).as_str());
    let named: Vec<&Choice> = question.options.iter().filter(|choice| is_named(choice)).collect();
    let first = named.first()?;
    if named.iter().any(|choice| is_covered(choice)) {
        return None;
    }
    let bound = question.options.iter().filter(|choice| is_covered(choice)).map(|choice| quoted(&choice.label));
    let bound = bound.collect::<Vec<_>>();
    Some(Message::new("claim-misnamed").with("named", &first.label).with("bound", bound))
}

fn quoted(label: &str) -> Message {
    Message::new("quoted").with("text", label)
}

/// What a mention covers and its values, for a message: 图 4“5 万以下”为 12.33%.
pub fn values(edition: &Edition, mention: &Mention) -> Message {
    let mut named = None;
    let said: Vec<Message> =
        mention.covers.iter().flat_map(|covered| values_of(edition, covered, &mut named)).collect();
    Message::new("list-of").with("items", said)
}

/// `named` is the question that the message spoke of last: its figure is not named again.
fn values_of(edition: &Edition, covered: &Covered, named: &mut Option<String>) -> Vec<Message> {
    let survey = &edition.dataset.survey;
    let cells: Vec<Cell> = covered.options.iter().filter_map(|reference| Cell::find(survey, reference)).collect();
    let shares = evidence::values(survey, covered);
    let mut figure = |cell: &Cell| {
        let question = cell.question();
        let again = named.replace(question.id.clone()).is_some_and(|named| named == question.id);
        if again { Message::verbatim("") } else { edition.name_of(question) }
    };
    let value = |id: &'static str, figure: Message, share: &Known| {
        Message::new(id).with("figure", figure).with("share", &share.printed)
    };
    match (covered.select, cells.first(), shares.as_slice()) {
        (Select::Total | Select::Rest, Some(first), [share]) => {
            let labels: Vec<Message> = cells.iter().map(|cell| quoted(&cell.label())).collect();
            let id = if covered.select == Select::Total { "claim-value-total" } else { "claim-value-rest" };
            vec![value(id, figure(first), share).with("labels", labels)]
        }
        _ => {
            // Amounts are no shares, and a claim about one covers it alone.
            let amounts = cells.iter().filter_map(|cell| match cell {
                Cell::Point(question, point) => Some((cell, *question, point.value?)),
                _ => None,
            });
            let amounts = amounts.map(|(cell, question, amount)| {
                Message::new("claim-amount")
                    .with("figure", edition.name_of(question))
                    .with("year", cell.label())
                    .with("amount", amount)
                    .with("unit", question.unit.as_deref().unwrap_or_default())
            });
            let amounts: Vec<Message> = amounts.collect();
            let shares = cells.iter().zip(&shares);
            let shares =
                shares.map(|(cell, share)| value("claim-value", figure(cell), share).with("label", cell.label()));
            amounts.into_iter().chain(shares).collect()
        }
    }
}

/// Where the data of a mention stand: its first option in the data file.
pub fn data_place(dataset: &Dataset, mention: &Mention) -> Option<Place> {
    place_of(dataset, mention.options().next()?)
}

/// Where an option stands in the data file, by its reference.
fn place_of(dataset: &Dataset, reference: &str) -> Option<Place> {
    let (question, option) = reference.split_once('.')?;
    let survey = &dataset.survey;
    let index = survey.questions.iter().position(|other| other.id == question)?;
    let question = &survey.questions[index];
    let at = [Key("questions"), Index(index)];
    let within = if let Some(index) = question.options.iter().position(|choice| choice.id == option) {
        [Key("options"), Index(index)]
    } else if let Some(index) = question.nets.iter().position(|net| net.id == option) {
        [Key("nets"), Index(index)]
    } else {
        let index = question.points.iter().position(|point| point.year.to_string() == option)?;
        [Key("points"), Index(index)]
    };
    Some(dataset.place(&[at, within].concat()))
}

/// Points a finding at the claim in the prose and at its data: any of the options may be the one that does not fit.
pub fn place(edition: &Edition, finding: Finding, mention: &Mention) -> Finding {
    let places = mention.options().take(SHOWN).filter_map(|reference| place_of(edition.dataset, reference));
    places.fold(finding.at(mention.place.clone()), |finding, place| {
        finding.related(Some(place), Message::new("data-here"))
    })
}
