//! What is denied: true where the denied words are false, as far as those can be told apart.

use super::change::{LARGE, absolute, direction};
use super::{judge_meaning, whole};
use crate::audit::wording::{Change, Evidence, Judgement, Known, Meaning, Size, Verdict};
use crate::messages::Message;
use crate::survey::sampling::Comparison;

pub(super) fn denied(evidence: &Evidence, meaning: &Meaning) -> Judgement {
    match meaning {
        Meaning::Change(said) => unchanged_so(evidence, said),
        // 不受重视 has no bound that a number could miss.
        Meaning::Leaning => unread(),
        meaning => {
            let judged = judge_meaning(meaning, evidence);
            match judged.verdict {
                Verdict::True => Judgement::new(Verdict::False, Message::new("why-denied").with("why", judged.why)),
                Verdict::False => Judgement::new(Verdict::True, judged.why),
                Verdict::Doubtful | Verdict::Unknown => judged,
            }
        }
    }
}

pub(super) fn unread() -> Judgement {
    Judgement::new(Verdict::Unknown, Message::new("why-unread"))
}

/// 并未提升: it fell, stayed, or moved by no more than chance. 并未大幅提升: it did not reach what 大幅 says.
fn unchanged_so(evidence: &Evidence, said: &Change) -> Judgement {
    let tested = evidence.change.as_ref().map(|change| (change, evidence.comparison));
    let Some((change, comparison)) = tested.or(evidence.growth.as_ref().map(|growth| (growth, None))) else {
        return Judgement::new(Verdict::Unknown, Message::new("why-no-last-year"));
    };
    let changed = || Message::new("why-changed").with("change", &change.printed);
    let way = direction(change, said.up);
    match (&said.size, way.verdict) {
        (Size::Unsaid | Size::Large, Verdict::False) => Judgement::new(Verdict::True, changed()),
        (Size::Unsaid, Verdict::True) => moved(change, comparison),
        (Size::Unsaid, _) => way,
        (Size::Large, _) => {
            let by = absolute(change);
            let verdict = match (by.high < whole(LARGE), by.low >= whole(LARGE)) {
                (true, _) => Verdict::True,
                (_, true) => return moved(change, comparison),
                _ => Verdict::Doubtful,
            };
            Judgement::new(verdict, changed())
        }
        _ => unread(),
    }
}

/// It did go the way that is denied; whether that is more than chance decides.
fn moved(change: &Known, comparison: Option<Comparison>) -> Judgement {
    let (verdict, id) = match comparison {
        Some(Comparison::Tested { within_error: true, .. }) => (Verdict::True, "why-change-within-error"),
        Some(Comparison::TooFew) => (Verdict::Doubtful, "why-change-too-few"),
        Some(Comparison::Untestable) => (Verdict::Doubtful, "why-change-untestable"),
        Some(Comparison::Tested { .. }) | None => {
            return Judgement::new(Verdict::False, Message::new("why-changed").with("change", &change.printed));
        }
    };
    Judgement::new(verdict, Message::new(id).with("difference", change.printed.trim_start_matches('-')))
}
