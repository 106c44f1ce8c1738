//! Claims of the newer prose whose verdict is another one by the older data: what a copied sentence would have got
//! wrong.

use crate::audit::evidence::Cell;
use crate::audit::wording::Verdict;
use crate::audit::{Edition, PagesSay, claims};
use crate::diagnostics::Place;
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::links::LastYear;
use crate::survey::model::Survey;
use crate::typeset::claims::{Mention, MentionKind};

/// A claim with its verdict by either year's data.
#[derive(Debug, Clone, PartialEq)]
pub struct Flipped {
    pub words: String,
    pub place: Option<Place>,
    pub before: Verdict,
    pub now: Verdict,
    /// What it covers and the values of both years.
    pub values_before: Message,
    pub values_now: Message,
}

/// The name of a verdict on a claim.
pub fn verdict_message(verdict: Verdict) -> Message {
    Message::new(match verdict {
        Verdict::True => "verdict-true",
        Verdict::Doubtful => "verdict-doubtful",
        Verdict::False => "verdict-false",
        Verdict::Unknown => "verdict-unknown",
    })
}

/// The claims of `edition` that the `old` data judge otherwise. A claim whose options have no past is left out.
pub fn flipped(edition: &Edition, old: &Dataset) -> Vec<Flipped> {
    let Some(pages) = edition.pages else { return Vec::new() };
    let new = &edition.dataset.survey;
    let claims = || pages.mentions.iter().filter(|mention| mention.kind == MentionKind::Claim);
    let mapped: Vec<(&Mention, Mention)> =
        claims().filter_map(|mention| Some((mention, in_the_past(mention, new, &old.survey)?))).collect();
    let (now, before): (Vec<Mention>, Vec<Mention>) =
        mapped.into_iter().map(|(now, before)| (now.clone(), before)).unzip();
    let by = |dataset, previous, mentions| {
        Edition::new(dataset, previous, edition.prose, edition.waivers, Some(PagesSay { mentions, text: "" }))
    };
    let by_new = by(edition.dataset, edition.previous, &now);
    let by_old = by(old, None, &before);
    let pairs = claims::judged(&by_new).into_iter().zip(claims::judged(&by_old));
    let flips = pairs.map(|(now, before)| Flipped {
        words: now.mention.words.clone(),
        place: now.mention.place.clone(),
        before: before.verdict(),
        now: now.verdict(),
        values_before: claims::values(&by_old, before.mention),
        values_now: claims::values(&by_new, now.mention),
    });
    // What could not be judged before, as a change since a year that is not at hand, has not flipped.
    flips.filter(|flip| flip.before != flip.now && flip.before != Verdict::Unknown).collect()
}

/// A mention with every option, total and year under the name it had; none where one has no past of its own.
fn in_the_past(mention: &Mention, new: &Survey, old: &Survey) -> Option<Mention> {
    let mut mention = mention.clone();
    for reference in mention.covers.iter_mut().flat_map(|covered| &mut covered.options) {
        let (id, item) = reference.split_once('.')?;
        let question = new.question(id)?;
        let last = LastYear::of(new, old, question)?;
        let past = match Cell::find(new, reference)? {
            Cell::Choice(..) => match last.parts(item)?.as_slice() {
                [one] => one.id.clone(),
                _ => return None,
            },
            Cell::Net(_, net) => {
                let before = last.net(net)?;
                last.question.nets.iter().find(|old| old.id == before.id)?.id.clone()
            }
            Cell::Point(..) => item.to_owned(),
        };
        *reference = format!("{}.{past}", last.question.id);
    }
    Some(mention)
}
