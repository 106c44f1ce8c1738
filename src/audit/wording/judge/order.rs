//! Places in the order of a question.

use super::shares::{comparison, each_share, mostly};
use super::{HALF, whole};
use crate::audit::wording::{Evidence, Judgement, Most, Standing, Verdict};
use crate::messages::Message;

pub(super) fn places(evidence: &Evidence, judge: impl Fn(&Standing) -> Judgement) -> Judgement {
    match &evidence.standing {
        Some(standing) if !standing.ranks.is_empty() => judge(standing),
        _ => Judgement::new(Verdict::Unknown, Message::new("why-no-rank")),
    }
}

/// The places that are taken, for a message: 第 2.
fn at_place(id: &'static str, standing: &Standing) -> Message {
    let ranks: Vec<usize> = standing.ranks.clone();
    Message::new(id).with("places", ranks).with("of", standing.of)
}

/// Of one option, the first place; of several, the first places.
pub(super) fn first(standing: &Standing) -> Judgement {
    top(standing, standing.ranks.len())
}

pub(super) fn top(standing: &Standing, count: usize) -> Judgement {
    let say = |verdict, id| Judgement::new(verdict, at_place(id, standing).with("count", count));
    if standing.ranks.len() != count {
        return say(Verdict::False, "why-other-number");
    }
    match standing.ranks.iter().max() {
        Some(lowest) if *lowest > count => say(Verdict::False, "why-not-first"),
        _ if standing.tied > 0 => say(Verdict::Doubtful, "why-tie"),
        _ => say(Verdict::True, "why-rank"),
    }
}

pub(super) fn last(standing: &Standing) -> Judgement {
    let last_places = standing.of + 1 - standing.ranks.len().min(standing.of);
    let say = |verdict, id| Judgement::new(verdict, at_place(id, standing));
    match standing.ranks.iter().min() {
        // Equal values have the better place, so ties for the last one stand higher up.
        Some(best) if *best + standing.tied < last_places => say(Verdict::False, "why-not-last"),
        _ if standing.tied > 0 => say(Verdict::Doubtful, "why-tie"),
        _ => say(Verdict::True, "why-rank"),
    }
}

pub(super) fn nth(standing: &Standing, place: usize) -> Judgement {
    let say = |verdict, id| Judgement::new(verdict, at_place(id, standing).with("place", place));
    match standing.ranks.iter().min() {
        Some(best) if *best == place && standing.tied == 0 => say(Verdict::True, "why-rank"),
        Some(best) if *best == place => say(Verdict::Doubtful, "why-tie"),
        Some(best) if standing.tied > 0 && (*best..=*best + standing.tied).contains(&place) => {
            say(Verdict::Doubtful, "why-tie")
        }
        _ => say(Verdict::False, "why-not-nth"),
    }
}

/// 主要: first, and more than half or a warning; not where an option set apart outweighs it.
pub(super) fn main(evidence: &Evidence) -> Judgement {
    let ranked = places(evidence, first);
    let outweighed = evidence.standing.as_ref().is_some_and(|standing| standing.outweighed);
    match ranked.verdict {
        Verdict::True | Verdict::Doubtful if outweighed => {
            Judgement::new(Verdict::False, Message::new("why-outweighed"))
        }
        Verdict::True => {
            let half = whole(HALF);
            // Several that are called the main ones need more than half together only loosely: each is looked at alone.
            let weak = evidence.shares.iter().find(|share| share.low <= half).filter(|_| evidence.shares.len() == 1);
            match weak {
                Some(share) => Judgement::new(Verdict::Doubtful, comparison("why-main-small", share, half)),
                None => ranked,
            }
        }
        _ => ranked,
    }
}

/// 倾向, 较高: more than half, or first. Neither is false where others are chosen more often.
pub(super) fn leaning(evidence: &Evidence) -> Judgement {
    let half = whole(HALF);
    let most = !evidence.shares.is_empty() && evidence.shares.iter().all(|share| share.low > half);
    let ranked = places(evidence, first);
    match (most, ranked.verdict) {
        (true, _) | (_, Verdict::True) => Judgement { verdict: Verdict::True, ..ranked },
        (false, Verdict::Unknown) if evidence.shares.is_empty() => ranked,
        (false, Verdict::Unknown) => each_share(evidence, |share| mostly(share, Most::Many)),
        (false, _) => ranked,
    }
}
