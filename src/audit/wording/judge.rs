//! One phrase against the evidence. The widths of soft words are the house's own, kept in one table below; no standard
//! fixes them.

use num_rational::Ratio;

use super::{Change, Evidence, Exact, Judgement, Known, Meaning, Most, Phrase, Relation, Size, Standing, Verdict};
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
const ALMOST_ALL: i128 = 97;
const HALF: i128 = 50;
/// 大幅 begins here, 小幅 ends here, in percentage points.
const LARGE: i128 = 10;
const SMALL: i128 = 3;
/// 1.96² as a fraction: two shares differ at the level of 95 %.
const Z_SQUARED: Exact = Ratio::new_raw(38416, 10000);

/// Whether the evidence bears a phrase out.
pub fn judge(phrase: &Phrase, evidence: &Evidence) -> Judgement {
    match &phrase.meaning {
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

/// A claim about several shares must hold for each. Of several, the reason names the one that it is about.
fn each_share(evidence: &Evidence, judge: impl Fn(&Known) -> Judgement) -> Judgement {
    match evidence.shares.iter().map(judge).reduce(Judgement::worse) {
        Some(judgement) if evidence.shares.len() > 1 => judgement,
        Some(Judgement { verdict, why }) => Judgement::new(verdict, why.with("share", "")),
        None => Judgement::new(Verdict::Unknown, Message::new("why-no-share")),
    }
}

/// A number against a bound and its soft width.
fn against(share: &Known, relation: Relation, of: Exact) -> Judgement {
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
fn distance(share: &Known, of: Exact) -> Exact {
    if share.low > of {
        share.low - of
    } else if share.high < of {
        of - share.high
    } else {
        whole(0)
    }
}

fn comparison(id: &'static str, share: &Known, of: Exact) -> Message {
    let share = Message::new("why-share").with("share", &share.printed);
    Message::new(id).with("share", share).with("bound", shown(of))
}

/// Comparison without any width. A rounded number whose possible values lie on both sides decides nothing.
fn hard(share: &Known, relation: Relation, of: Exact) -> Judgement {
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
    let holds = match printed_value(share) {
        Some(printed) => {
            printed == of || rounds_to(printed) == of && share.low == share.high || rounds_to(share.low) == of
        }
        None => rounds_to(share.low) == of,
    };
    let verdict = if holds { Verdict::True } else { Verdict::False };
    Judgement::new(verdict, comparison(if holds { "why-holds" } else { "why-not-equal" }, share, of))
}

fn printed_value(share: &Known) -> Option<Exact> {
    let (whole_part, fraction) = share.printed.split_once('.').unwrap_or((&share.printed, ""));
    let digits = format!("{whole_part}{fraction}");
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    Some(Exact::new(digits.parse().ok()?, scale))
}

/// 半数 is judged by the number as printed: 50.00 is the half, less is 近, more is 超.
fn half(share: &Known, relation: Relation) -> Judgement {
    let of = whole(HALF);
    let Some(printed) = printed_value(share) else { return hard(share, relation, of) };
    let as_printed = Known { low: printed, high: printed, printed: share.printed.clone() };
    match relation {
        Relation::Bare if printed == of => Judgement::new(Verdict::True, comparison("why-holds", share, of)),
        Relation::Bare => Judgement::new(Verdict::False, comparison("why-not-half", share, of)),
        relation => against(&as_printed, relation, of),
    }
}

fn only_little(share: &Known) -> Judgement {
    let verdict = if share.low > whole(ONLY) { Verdict::Doubtful } else { Verdict::True };
    Judgement::new(verdict, comparison("why-not-little", share, whole(ONLY)))
}

fn mostly(share: &Known, most: Most) -> Judgement {
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
        Most::Overwhelming => match hard(share, Relation::Above, half) {
            Judgement { verdict: Verdict::True, .. } => soft(whole(OVERWHELMING), share.high >= whole(OVERWHELMING)),
            judgement => judgement,
        },
        Most::Few => hard(share, Relation::Below, half),
        Most::VeryFew => match hard(share, Relation::Below, half) {
            Judgement { verdict: Verdict::True, .. } if share.low > whole(VERY_FEW) => {
                Judgement::new(Verdict::Doubtful, comparison("why-not-little", share, whole(VERY_FEW)))
            }
            judgement => judgement,
        },
    }
}

fn places(evidence: &Evidence, judge: impl Fn(&Standing) -> Judgement) -> Judgement {
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
fn first(standing: &Standing) -> Judgement {
    top(standing, standing.ranks.len())
}

fn top(standing: &Standing, count: usize) -> Judgement {
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

fn last(standing: &Standing) -> Judgement {
    let last_places = standing.of + 1 - standing.ranks.len().min(standing.of);
    let say = |verdict, id| Judgement::new(verdict, at_place(id, standing));
    match standing.ranks.iter().min() {
        // Equal values have the better place, so ties for the last one stand higher up.
        Some(best) if *best + standing.tied < last_places => say(Verdict::False, "why-not-last"),
        _ if standing.tied > 0 => say(Verdict::Doubtful, "why-tie"),
        _ => say(Verdict::True, "why-rank"),
    }
}

fn nth(standing: &Standing, place: usize) -> Judgement {
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
fn main(evidence: &Evidence) -> Judgement {
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
fn leaning(evidence: &Evidence) -> Judgement {
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

/// Two shares, or this year and last, that differ by no more than chance.
fn alike(evidence: &Evidence) -> Judgement {
    match (evidence.shares.as_slice(), &evidence.change) {
        ([one, other], _) => alike_shares(one, other, evidence.n),
        ([now], Some(change)) => {
            let before = Known { low: now.low - change.high, high: now.high - change.low, printed: String::new() };
            alike_shares(now, &before, evidence.n)
        }
        _ => Judgement::new(Verdict::Unknown, Message::new("why-not-two")),
    }
}

fn alike_shares(one: &Known, other: &Known, n: Option<u64>) -> Judgement {
    let difference = (one.low - other.low).max(other.low - one.low);
    let say = |verdict, id| Judgement::new(verdict, Message::new(id).with("difference", shown(difference)));
    if difference == whole(0) {
        return say(Verdict::True, "why-alike");
    }
    let Some(n @ 1..) = n else { return say(Verdict::Doubtful, "why-alike-no-base") };
    match within_error(one.low, other.low, n, n) {
        true => say(Verdict::True, "why-alike"),
        false => say(Verdict::False, "why-not-alike"),
    }
}

/// Two-proportion test at 95 %, without a root: d² ≤ z² · p(1−p) · (1/n + 1/m), p being the pooled share. Shares in
/// percent.
pub fn within_error(one: Exact, other: Exact, n: u64, m: u64) -> bool {
    let (n, m) = (whole(i128::from(n)), whole(i128::from(m)));
    let hundred = whole(100);
    let (one, other) = (one / hundred, other / hundred);
    let pooled = (one * n + other * m) / (n + m);
    let variance = pooled * (whole(1) - pooled) * (whole(1) / n + whole(1) / m);
    (one - other) * (one - other) <= Z_SQUARED * variance
}

fn unchanged(evidence: &Evidence) -> Judgement {
    let Some(change) = evidence.change.as_ref().or(evidence.growth.as_ref()) else {
        return match evidence.shares.len() {
            2 => alike(evidence),
            _ => Judgement::new(Verdict::Unknown, Message::new("why-no-last-year")),
        };
    };
    let still = printed_value(change).is_some_and(|printed| printed == whole(0))
        || change.printed.trim_start_matches('-').trim_matches(['0', '.']).is_empty();
    let verdict = if still { Verdict::True } else { Verdict::False };
    let id = if still { "why-unchanged" } else { "why-changed" };
    Judgement::new(verdict, Message::new(id).with("change", &change.printed))
}

fn changed(evidence: &Evidence, said: &Change) -> Judgement {
    let no_last_year = || Judgement::new(Verdict::Unknown, Message::new("why-no-last-year"));
    // 下降两倍 would leave less than nothing.
    if let (Some(false), Size::Times { .. }) = (said.up, &said.size) {
        return Judgement::new(Verdict::False, Message::new("why-never-down-times"));
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
    let size = |by: &Known| match &said.size {
        Size::Unsaid => Judgement::new(Verdict::True, Message::new("why-direction").with("change", &by.printed)),
        Size::Points { relation, of } | Size::Percent { relation, of } => against(by, *relation, *of),
        Size::Times { relation, of } => against(by, *relation, *of * whole(100)),
        Size::To { relation, of } => each_share(evidence, |share| against(share, *relation, *of)),
        Size::Large => soft_size(by, by.high >= whole(LARGE), "why-not-large", LARGE),
        Size::Small => soft_size(by, by.low < whole(SMALL), "why-not-small", SMALL),
    };
    direction.worse(size(&absolute(change)))
}

fn soft_size(by: &Known, fits: bool, id: &'static str, bound: i128) -> Judgement {
    let verdict = if fits { Verdict::True } else { Verdict::Doubtful };
    Judgement::new(verdict, Message::new(id).with("change", &by.printed).with("bound", shown(whole(bound))))
}

/// Whether a change goes the way that is said.
fn direction(change: &Known, up: Option<bool>) -> Judgement {
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
fn absolute(change: &Known) -> Known {
    let zero = whole(0);
    let printed = change.printed.trim_start_matches('-').to_owned();
    match (change.low >= zero, change.high <= zero) {
        (true, _) => Known { low: change.low, high: change.high, printed },
        (_, true) => Known { low: -change.high, high: -change.low, printed },
        _ => Known { low: zero, high: change.high.max(-change.low), printed },
    }
}

/// 是…的两倍: the first share against the second.
fn times(evidence: &Evidence, relation: Relation, of: Exact) -> Judgement {
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
