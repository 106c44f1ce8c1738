//! Changes against last year, and two numbers against each other.

use num_rational::Ratio;

use super::past;
use super::shares::{against, distance, each_share, hard, printed_value};
use super::{shown, whole};
use crate::audit::wording::{Amounts, Change, Evidence, Exact, Judgement, Known, Relation, Size, Verdict};
use crate::messages::Message;
use crate::survey::same_sample::{self, Apart, SameSample};
use crate::survey::sampling::{Comparison, Range};

/// 大幅 begins here, 小幅 ends here, in percentage points.
pub(super) const LARGE: i128 = 10;
const SMALL: i128 = 3;

/// Two shares, or this year and last, that differ by no more than chance.
pub(super) fn alike(evidence: &Evidence) -> Judgement {
    match (evidence.shares.as_slice(), &evidence.change) {
        ([one, other], _) => alike_shares(one, other, evidence.sample),
        ([_], Some(change)) => {
            let (verdict, id) = match evidence.comparison {
                _ if printed_value(change) == Some(whole(0)) => (Verdict::True, "why-alike"),
                Some(Comparison::Tested { within_error: true, .. }) => (Verdict::True, "why-alike"),
                Some(Comparison::Tested { .. }) => (Verdict::False, "why-not-alike"),
                Some(Comparison::TooFew) => (Verdict::Doubtful, "why-change-too-few"),
                Some(Comparison::Untestable) | None => (Verdict::Doubtful, "why-alike-no-base"),
            };
            let difference = change.printed.trim_start_matches('-');
            Judgement::new(verdict, Message::new(id).with("difference", difference))
        }
        _ => Judgement::new(Verdict::Unknown, Message::new("why-not-two")),
    }
}

/// Two options: of one question by the test for one sample; of two there is none, and only equal shares are alike.
fn alike_shares(one: &Known, other: &Known, sample: Option<SameSample>) -> Judgement {
    let difference = (one.low - other.low).max(other.low - one.low);
    let say = |verdict, id| Judgement::new(verdict, Message::new(id).with("difference", shown(difference)));
    if difference == whole(0) {
        return say(Verdict::True, "why-alike");
    }
    let Some(sample) = sample else { return say(Verdict::Doubtful, "why-alike-two-questions") };
    let range = |share: &Known| Range { low: share.low, high: share.high };
    match same_sample::compare(range(one), range(other), sample) {
        Apart::Within => say(Verdict::True, "why-alike"),
        Apart::Beyond => say(Verdict::False, "why-not-alike"),
        Apart::Open => say(Verdict::Doubtful, "why-alike-open"),
        Apart::TooFew => say(Verdict::Doubtful, "why-alike-too-few"),
        Apart::Untestable => say(Verdict::Doubtful, "why-alike-no-base"),
    }
}

pub(super) fn unchanged(evidence: &Evidence) -> Judgement {
    let Some(change) = evidence.change.as_ref().or(evidence.growth.as_ref()) else {
        return match evidence.shares.len() {
            2 => alike(evidence),
            _ => Judgement::new(Verdict::Unknown, Message::new("why-no-last-year")),
        };
    };
    let still = printed_value(change) == Some(whole(0));
    let verdict = if still { Verdict::True } else { Verdict::False };
    let id = if still { "why-unchanged" } else { "why-changed" };
    Judgement::new(verdict, Message::new(id).with("change", &change.printed))
}

pub(super) fn changed(evidence: &Evidence, said: &Change) -> Judgement {
    let no_last_year = || Judgement::new(Verdict::Unknown, Message::new("why-no-last-year"));
    // 下降两倍 would leave less than nothing.
    if let (Some(false), Size::Times { .. }) = (said.up, &said.size) {
        return Judgement::new(Verdict::False, Message::new("why-never-down-times"));
    }
    // Amounts change in percent: 提升 26.4 个百分点 of an amount is the wrong word, whatever the number.
    if matches!(said.size, Size::Points { .. }) && evidence.change.is_none() && evidence.growth.is_some() {
        return Judgement::new(Verdict::Doubtful, Message::new("why-points-of-amount"));
    }
    let change = match said.size {
        Size::Percent { .. } | Size::Times { .. } => evidence.growth.as_ref(),
        _ => evidence.change.as_ref().or(evidence.growth.as_ref()),
    };
    let Some(change) = change else {
        return match said.size {
            // Shares change in points: 提升 25% of a share is the wrong word, whatever the number.
            Size::Percent { .. } if evidence.change.is_some() => {
                Judgement::new(Verdict::Doubtful, Message::new("why-percent-of-share"))
            }
            _ => no_last_year(),
        };
    };
    let direction = direction(change, said.up);
    let amount = |to: bool, relation, of| match &evidence.amounts {
        Some(amounts) if to => past::amount(amounts, amounts.now, relation, of),
        Some(Amounts { now, before: Some(before), .. }) => {
            let by = (*now - *before).max(*before - *now);
            evidence.amounts.as_ref().map_or_else(no_last_year, |amounts| past::amount(amounts, by, relation, of))
        }
        _ => no_last_year(),
    };
    let size = |by: &Known| match &said.size {
        Size::Unsaid => Judgement::new(Verdict::True, Message::new("why-direction").with("change", &by.printed)),
        Size::Points { relation, of } => {
            let Judgement { verdict, why } = against(by, *relation, *of);
            let unit = || Message::new("unit-points");
            let share = Message::new("why-share").with("share", &by.printed).with("unit", unit());
            Judgement::new(verdict, why.with("share", share).with("unit", unit()))
        }
        Size::Percent { relation, of } => against(by, *relation, *of),
        Size::Times { relation, of } => against(by, *relation, *of * whole(100)),
        Size::To { relation, of } => each_share(evidence, |share| against(share, *relation, *of)),
        Size::Amount { relation, of } => amount(false, *relation, *of),
        Size::ToAmount { relation, of } => amount(true, *relation, *of),
        Size::Halved => past::halved(evidence),
        Size::Large => soft_size(by, by.high >= whole(LARGE), "why-not-large", LARGE),
        Size::Small => soft_size(by, by.low < whole(SMALL), "why-not-small", SMALL),
    };
    let judged = direction.worse(size(&absolute(change)));
    // What chance alone may have made is no rise and no fall; nor is what nobody can tell from chance.
    let doubt = match evidence.comparison.filter(|_| evidence.change.as_ref() == Some(change)) {
        Some(Comparison::Tested { within_error: true, .. }) => "why-change-within-error",
        Some(Comparison::TooFew) => "why-change-too-few",
        Some(Comparison::Untestable) => "why-change-untestable",
        Some(Comparison::Tested { .. }) | None => return judged,
    };
    let why = Message::new(doubt).with("difference", change.printed.trim_start_matches('-'));
    judged.worse(Judgement::new(Verdict::Doubtful, why))
}

fn soft_size(by: &Known, fits: bool, id: &'static str, bound: i128) -> Judgement {
    let verdict = if fits { Verdict::True } else { Verdict::Doubtful };
    Judgement::new(verdict, Message::new(id).with("change", &by.printed).with("bound", shown(whole(bound))))
}

/// Whether a change goes the way that is said.
pub(super) fn direction(change: &Known, up: Option<bool>) -> Judgement {
    let zero = whole(0);
    let say = |verdict, id| Judgement::new(verdict, Message::new(id).with("change", &change.printed));
    match up {
        None => say(Verdict::True, "why-direction"),
        Some(true) if change.low > zero => say(Verdict::True, "why-direction"),
        Some(false) if change.high < zero => say(Verdict::True, "why-direction"),
        Some(true) if change.high <= zero => say(Verdict::False, "why-other-direction"),
        Some(false) if change.low >= zero => say(Verdict::False, "why-other-direction"),
        Some(_) => say(Verdict::Doubtful, "why-change-rounding"),
    }
}

/// A change without its sign.
pub(super) fn absolute(change: &Known) -> Known {
    let zero = whole(0);
    let printed = change.printed.trim_start_matches('-').to_owned();
    match (change.low >= zero, change.high <= zero) {
        (true, _) => Known { low: change.low, high: change.high, printed },
        (_, true) => Known { low: -change.high, high: -change.low, printed },
        _ => Known { low: zero, high: change.high.max(-change.low), printed },
    }
}

/// 是…的两倍: the first share against the second.
pub(super) fn times(evidence: &Evidence, relation: Relation, of: Exact) -> Judgement {
    let [one, other] = evidence.shares.as_slice() else {
        return Judgement::new(Verdict::Unknown, Message::new("why-not-two"));
    };
    if other.low <= whole(0) {
        return Judgement::new(Verdict::Unknown, Message::new("why-not-two"));
    }
    let ratio = Known { low: one.low / other.high, high: one.high / other.low, printed: shown(one.low / other.low) };
    // About twice may be a tenth of one time off; the bounds of percentages do not fit here.
    let slack = Ratio::new(1, 10);
    match relation {
        Relation::Bare | Relation::About | Relation::Printed { .. } => {
            let fits = distance(&ratio, of) <= slack;
            let verdict = if fits { Verdict::True } else { Verdict::False };
            Judgement::new(verdict, comparison_times(if fits { "why-times" } else { "why-not-times" }, &ratio, of))
        }
        Relation::Near => {
            let below = hard(&ratio, Relation::Below, of);
            let far = ratio.high < of - slack * whole(3);
            match below.verdict {
                Verdict::True if far => {
                    Judgement::new(Verdict::Doubtful, comparison_times("why-not-times", &ratio, of))
                }
                verdict => Judgement::new(verdict, comparison_times("why-times", &ratio, of)),
            }
        }
        Relation::AndMore => {
            let next = hard(&ratio, Relation::Below, of + whole(1));
            let verdict = hard(&ratio, Relation::Above, of).worse(next).verdict;
            Judgement::new(verdict, comparison_times("why-times", &ratio, of))
        }
        relation => Judgement::new(hard(&ratio, relation, of).verdict, comparison_times("why-times", &ratio, of)),
    }
}

fn comparison_times(id: &'static str, ratio: &Known, of: Exact) -> Message {
    Message::new(id).with("ratio", &ratio.printed).with("bound", shown(of))
}
