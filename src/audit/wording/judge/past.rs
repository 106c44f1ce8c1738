//! What was so last year, and places then and now.

use super::shares::{distance, hard};
use super::{judge_meaning, whole};
use crate::audit::wording::{Amounts, Evidence, Exact, Judgement, Known, Meaning, Relation, Verdict};
use crate::messages::Message;

/// A meaning against last year's numbers.
pub(super) fn then(evidence: &Evidence, meaning: &Meaning) -> Judgement {
    let amount = evidence
        .amounts
        .as_ref()
        .and_then(|amounts| Some(Amounts { now: amounts.before?, before: None, unit: amounts.unit.clone() }));
    let before = Evidence {
        shares: evidence.before.clone().into_iter().collect(),
        standing: evidence.standing_before.clone(),
        amounts: amount,
        ..Evidence::default()
    };
    if before == Evidence::default() {
        return Judgement::new(Verdict::Unknown, Message::new("why-no-last-year"));
    }
    let Judgement { verdict, why } = judge_meaning(meaning, &before);
    let share = before.shares.first().filter(|_| !meaning.is_place());
    let said = share
        .map_or_else(|| Message::new("why-then"), |share| Message::new("why-then-share").with("share", &share.printed));
    Judgement::new(verdict, said.with("why", why))
}

/// 上升两位: this year's place less last year's. Equal values leave it open.
pub(super) fn moved(evidence: &Evidence, up: bool, by: Option<usize>) -> Judgement {
    let unknown = || Judgement::new(Verdict::Unknown, Message::new("why-no-rank"));
    let (Some(now), Some(then)) = (&evidence.standing, &evidence.standing_before) else { return unknown() };
    let ([place], [was]) = (now.ranks.as_slice(), then.ranks.as_slice()) else { return unknown() };
    let steps = if up { was.checked_sub(*place) } else { place.checked_sub(*was) };
    let fits = steps.is_some_and(|steps| steps > 0 && by.is_none_or(|by| by == steps));
    let verdict = match fits {
        _ if now.tied > 0 || then.tied > 0 => Verdict::Doubtful,
        true => Verdict::True,
        false => Verdict::False,
    };
    Judgement::new(verdict, Message::new("why-places").with("before", *was).with("now", *place))
}

/// An amount against a bound; soft words are a tenth wide.
pub(super) fn amount(amounts: &Amounts, value: Exact, relation: Relation, of: Exact) -> Judgement {
    let known = Known { low: value, high: value, printed: String::new() };
    let tenth = of / whole(10);
    let far = distance(&known, of);
    let soft = match () {
        () if far <= tenth / whole(2) => Verdict::True,
        () if far <= tenth => Verdict::Doubtful,
        () => Verdict::False,
    };
    let verdict = match relation {
        Relation::Above | Relation::AtLeast | Relation::Below | Relation::AtMost => hard(&known, relation, of).verdict,
        Relation::Printed { decimals } => {
            let scale = whole(10_i128.pow(decimals.min(9)));
            let rounded = (value * scale + Exact::new(1, 2)).floor() / scale;
            if rounded == of { Verdict::True } else { Verdict::False }
        }
        Relation::Near if value >= of => Verdict::False,
        Relation::Near if far > tenth => Verdict::Doubtful,
        Relation::Near => Verdict::True,
        Relation::AndMore if value < of => Verdict::False,
        Relation::AndMore | Relation::About | Relation::Bare => soft,
    };
    let id = if verdict == Verdict::True { "why-amount" } else { "why-not-amount" };
    let shown =
        |value: Exact| Message::new("amount-of").with("amount", super::shown(value)).with("unit", &amounts.unit);
    Judgement::new(verdict, Message::new(id).with("amount", shown(value)).with("bound", shown(of)))
}

/// 减半: what is left of last year's, in parts of one.
pub(super) fn halved(evidence: &Evidence) -> Judgement {
    let zero = whole(0);
    let hundred = whole(100);
    let left = match (evidence.shares.as_slice(), &evidence.before, &evidence.growth) {
        (_, _, Some(growth)) => (growth.low / hundred + whole(1), growth.high / hundred + whole(1)),
        ([now], Some(before), None) if before.low > zero => (now.low / before.high, now.high / before.low),
        _ => return Judgement::new(Verdict::Unknown, Message::new("why-no-last-year")),
    };
    let known = Known { low: left.0, high: left.1, printed: String::new() };
    let verdict = match distance(&known, Exact::new(1, 2)) {
        far if far <= Exact::new(1, 20) => Verdict::True,
        far if far <= Exact::new(1, 10) => Verdict::Doubtful,
        _ => Verdict::False,
    };
    let middle = (left.0 + left.1) / whole(2);
    Judgement::new(verdict, Message::new("why-left").with("ratio", super::shown(middle)))
}
