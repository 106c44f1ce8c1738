//! Shares against bounds. The widths of soft words are the house's own; no standard fixes them.

use num_rational::Ratio;

use super::{HALF, shown, whole};
use crate::audit::wording::{Evidence, Exact, Judgement, Known, Most, Relation, Verdict};
use crate::messages::Message;

/// In percentage points: how far below its bound 近 still reads well.
const NEAR: i128 = 3;
/// How far from its bound 约 reads well, and how far it may stand at all.
const ABOUT: (i128, i128) = (1, 4);
/// Above this 仅 is a judgement to be looked at.
const ONLY: i128 = 25;
/// 普遍, 大多数 read well from here.
const WIDELY: i128 = 60;
const OVERWHELMING: i128 = 80;
const VERY_FEW: i128 = 10;
/// A claim about several shares must hold for each. Of several, the reason names the one that it is about.
pub(super) fn each_share(evidence: &Evidence, judge: impl Fn(&Known) -> Judgement) -> Judgement {
    match evidence.shares.iter().map(judge).reduce(Judgement::worse) {
        Some(judgement) if evidence.shares.len() > 1 => judgement,
        Some(Judgement { verdict, why }) => Judgement::new(verdict, why.with("share", "")),
        None => Judgement::new(Verdict::Unknown, Message::new("why-no-share")),
    }
}

/// A number against a bound and its soft width.
pub(super) fn against(share: &Known, relation: Relation, of: Exact) -> Judgement {
    let say = |verdict, id| Judgement::new(verdict, comparison(id, share, of));
    match relation {
        Relation::Above | Relation::AtLeast | Relation::Below | Relation::AtMost => hard(share, relation, of),
        Relation::Near => match hard(share, Relation::Below, of) {
            Judgement { verdict: Verdict::True, .. } if share.high < of - whole(NEAR) => {
                say(Verdict::Doubtful, "why-too-far-below")
            }
            judgement => judgement,
        },
        Relation::About => {
            let (well, at_all) = ABOUT;
            match distance(share, of) {
                far if far > whole(at_all) => say(Verdict::False, "why-too-far"),
                far if far > whole(well) => say(Verdict::Doubtful, "why-rather-far"),
                _ => say(Verdict::True, "why-about"),
            }
        }
        Relation::Bare => match distance(share, of) {
            far if far > whole(ABOUT.1) => say(Verdict::False, "why-too-far"),
            _ => say(Verdict::True, "why-about"),
        },
        Relation::AndMore => {
            let next = of + whole(10);
            hard(share, Relation::Above, of).worse(hard(share, Relation::Below, next))
        }
        Relation::Printed { decimals } => printed_as(share, of, decimals),
    }
}

/// The nearest that a number can be to a bound.
pub(super) fn distance(share: &Known, of: Exact) -> Exact {
    if share.low > of {
        share.low - of
    } else if share.high < of {
        of - share.high
    } else {
        whole(0)
    }
}

pub(super) fn comparison(id: &'static str, share: &Known, of: Exact) -> Message {
    let share = Message::new("why-share").with("share", &share.printed).with("unit", "%");
    Message::new(id).with("share", share).with("bound", shown(of)).with("unit", "%")
}

/// Comparison without any width. A rounded number whose possible values lie on both sides decides nothing.
pub(super) fn hard(share: &Known, relation: Relation, of: Exact) -> Judgement {
    let rounded = share.low < share.high;
    // A rounded number is below `high`; an exact one is it.
    let below = |bound: Exact| share.high < bound || (rounded && share.high == bound);
    let (holds, fails, no) = match relation {
        Relation::Above => (share.low > of, below(of) || share.high <= of, "why-not-above"),
        Relation::AtLeast => (share.low >= of, below(of), "why-below"),
        Relation::Below => (below(of), share.low >= of, "why-not-below"),
        _ => (share.high <= of, share.low > of, "why-above"),
    };
    match (holds, fails) {
        (true, _) => Judgement::new(Verdict::True, comparison("why-holds", share, of)),
        (_, true) => Judgement::new(Verdict::False, comparison(no, share, of)),
        _ => Judgement::new(Verdict::Doubtful, comparison("why-rounding", share, of)),
    }
}

/// A number written out must be the number as printed, to the digits that are written.
fn printed_as(share: &Known, of: Exact, decimals: u32) -> Judgement {
    let scale = whole(10_i128.pow(decimals.min(9)));
    // Half up, as the report rounds.
    let rounds_to = |value: Exact| (value * scale + Ratio::new(1, 2)).floor() / scale;
    // A rounded number is no better known than it is printed.
    let value = if share.low == share.high { Some(share.low) } else { printed_value(share) };
    let holds = value.is_some_and(|value| rounds_to(value) == of);
    let verdict = if holds { Verdict::True } else { Verdict::False };
    Judgement::new(verdict, comparison(if holds { "why-holds" } else { "why-not-equal" }, share, of))
}

pub(super) fn printed_value(share: &Known) -> Option<Exact> {
    let (whole_part, fraction) = share.printed.split_once('.').unwrap_or((&share.printed, ""));
    let digits = format!("{whole_part}{fraction}");
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    Some(Exact::new(digits.parse().ok()?, scale))
}

/// 半数 is judged by the number as printed: 50.00 is the half, less is 近, more is 超.
pub(super) fn half(share: &Known, relation: Relation) -> Judgement {
    let of = whole(HALF);
    let Some(printed) = printed_value(share) else { return hard(share, relation, of) };
    let as_printed = Known { low: printed, high: printed, printed: share.printed.clone() };
    match relation {
        Relation::Bare if printed == of => Judgement::new(Verdict::True, comparison("why-holds", share, of)),
        Relation::Bare => Judgement::new(Verdict::False, comparison("why-not-half", share, of)),
        relation => against(&as_printed, relation, of),
    }
}

pub(super) fn only_little(share: &Known) -> Judgement {
    let verdict = if share.low > whole(ONLY) { Verdict::Doubtful } else { Verdict::True };
    Judgement::new(verdict, comparison("why-not-little", share, whole(ONLY)))
}

pub(super) fn mostly(share: &Known, most: Most) -> Judgement {
    let half = whole(HALF);
    let soft = |bound: Exact, reached: bool| {
        let verdict = if reached { Verdict::True } else { Verdict::Doubtful };
        Judgement::new(verdict, comparison(if reached { "why-holds" } else { "why-not-most" }, share, bound))
    };
    match most {
        Most::Many => soft(half, share.low > half),
        Most::Widely => match hard(share, Relation::Above, half) {
            Judgement { verdict: Verdict::True, .. } => soft(whole(WIDELY), share.high >= whole(WIDELY)),
            judgement => judgement,
        },
        Most::Overwhelming => soft(whole(OVERWHELMING), share.high >= whole(OVERWHELMING)),
        Most::Few => hard(share, Relation::Below, half),
        Most::VeryFew => match hard(share, Relation::Below, half) {
            Judgement { verdict: Verdict::True, .. } if share.low > whole(VERY_FEW) => {
                Judgement::new(Verdict::Doubtful, comparison("why-not-little", share, whole(VERY_FEW)))
            }
            judgement => judgement,
        },
    }
}
