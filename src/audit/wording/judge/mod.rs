//! One phrase against the evidence: [`shares`] against bounds, places in an [`order`], [`change`] and comparison.

mod change;
mod negation;
mod order;
mod past;
mod shares;

use super::{Evidence, Exact, Judgement, Meaning, Phrase, Relation, Unread, Verdict};
use crate::messages::Message;
use change::{alike, changed, times, unchanged};
use negation::{denied, unread};
use order::{first, last, leaning, main, nth, places, top};
use shares::{against, each_share, half, hard, mostly, only_little};

const ALMOST_ALL: i128 = 97;

const HALF: i128 = 50;

/// Whether the evidence bears a phrase out.
pub fn judge(phrase: &Phrase, evidence: &Evidence) -> Judgement {
    judge_meaning(&phrase.meaning, evidence)
}

fn judge_meaning(meaning: &Meaning, evidence: &Evidence) -> Judgement {
    match meaning {
        Meaning::Share { relation, of, only } => each_share(evidence, |share| {
            let bound = against(share, *relation, *of);
            // 仅 is a word of its own beside the number.
            if *only { bound.worse(only_little(share)) } else { bound }
        }),
        Meaning::Half(relation) => each_share(evidence, |share| half(share, *relation)),
        Meaning::Only => each_share(evidence, only_little),
        Meaning::Most(most) => each_share(evidence, |share| mostly(share, *most)),
        Meaning::All => each_share(evidence, |share| hard(share, Relation::AtLeast, whole(100))),
        Meaning::AlmostAll => each_share(evidence, |share| hard(share, Relation::AtLeast, whole(ALMOST_ALL))),
        Meaning::Main => main(evidence),
        Meaning::First => places(evidence, first),
        Meaning::Last => places(evidence, last),
        Meaning::Nth(place) => places(evidence, |standing| nth(standing, *place)),
        Meaning::Top(count) => places(evidence, |standing| top(standing, *count)),
        Meaning::Leaning => leaning(evidence),
        Meaning::Alike => alike(evidence),
        Meaning::Unchanged => unchanged(evidence),
        Meaning::Change(change) => changed(evidence, change),
        Meaning::Times { relation, of } => times(evidence, *relation, *of),
        Meaning::Contradiction => Judgement::new(Verdict::Doubtful, Message::new("why-contradiction")),
        Meaning::Amount { relation, of } => match &evidence.amounts {
            Some(amounts) => past::amount(amounts, amounts.now, *relation, *of),
            None => unread(),
        },
        Meaning::Moved { up, by } => past::moved(evidence, *up, *by),
        Meaning::Both(one, other) => judge_meaning(one, evidence).worse(judge_meaning(other, evidence)),
        Meaning::Then(meaning) => past::then(evidence, meaning),
        Meaning::Not(meaning) => denied(evidence, meaning),
        Meaning::Unread(Unread::Words) => unread(),
        Meaning::Unread(Unread::Year) => Judgement::new(Verdict::Unknown, Message::new("why-other-year")),
    }
}

impl Judgement {
    fn new(verdict: Verdict, why: Message) -> Self {
        Judgement { verdict, why }
    }

    /// The worse of two.
    fn worse(self, other: Judgement) -> Judgement {
        let badness = |judgement: &Judgement| match judgement.verdict {
            Verdict::False => 3,
            Verdict::Doubtful => 2,
            Verdict::Unknown => 1,
            Verdict::True => 0,
        };
        if badness(&other) > badness(&self) { other } else { self }
    }
}

fn whole(value: i128) -> Exact {
    Exact::from_integer(value)
}

/// A bound as it is said: 33.33.
fn shown(value: Exact) -> String {
    let hundredths = (value * whole(100)).round().to_integer();
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        part => format!("{}.{:02}", hundredths / 100, part.abs()).trim_end_matches('0').to_owned(),
    }
}
