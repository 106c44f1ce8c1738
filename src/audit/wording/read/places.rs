//! What words say of two years' places: 仍居首位, 由第三升至第一, 上升两位. What they say of more years than two, or of
//! other options' changes, is [`Meaning::Unread`]: the rest of the claim must not pass without it.

use super::negation::{BETWEEN, opposite};
use super::*;

/// Verbs that lead from one place to another, and whether up.
pub(super) const MOVES: [(&str, bool); 25] = [
    ("跃升至", true),
    ("跃升为", true),
    ("跃升到", true),
    ("跃居", true),
    ("跃至", true),
    ("上升至", true),
    ("上升到", true),
    ("上升为", true),
    ("攀升至", true),
    ("升至", true),
    ("升到", true),
    ("升为", true),
    ("升居", true),
    ("退居", false),
    ("退至", false),
    ("跌至", false),
    ("跌落至", false),
    ("滑落至", false),
    ("下滑至", false),
    ("下降至", false),
    ("下降到", false),
    ("下降为", false),
    ("降至", false),
    ("降到", false),
    ("降为", false),
];

/// Verbs before a number of places, and whether up.
const STEPS: [(&str, bool); 10] = [
    ("上升了", true),
    ("上升", true),
    ("前移", true),
    ("前进", true),
    ("提升", true),
    ("下降了", false),
    ("下降", false),
    ("后移", false),
    ("后退", false),
    ("下滑", false),
];

/// What says that something was so last year as well.
const STILL: [(&str, ()); 10] = [
    ("连续两年", ()),
    ("连续2年", ()),
    ("连续二年", ()),
    ("仍然", ()),
    ("仍旧", ()),
    ("仍", ()),
    ("依然", ()),
    ("依旧", ()),
    ("继续", ()),
    ("蝉联", ()),
];

/// What speaks of more years than two, or of who was where.
const PAST: [(&str, ()); 23] = [
    ("连续", ()),
    ("首次", ()),
    ("首度", ()),
    ("再次", ()),
    ("再度", ()),
    ("重回", ()),
    ("重返", ()),
    ("重居", ()),
    ("重夺", ()),
    ("新高", ()),
    ("新低", ()),
    ("历年", ()),
    ("取代", ()),
    ("超越", ()),
    ("反超", ()),
    ("赶超", ()),
    ("让位", ()),
    ("易主", ()),
    ("跃居", ()),
    ("退居", ()),
    ("跌破", ()),
    ("跌穿", ()),
    ("跻身", ()),
];

const RANKS: [&str; 6] = ["排名", "名次", "位次", "位序", "座次", "排位"];

/// What stands at a place about last year beside this one.
pub(super) fn history(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    moved(glyphs, start).or_else(|| still(glyphs, start, years)).or_else(|| crossed(glyphs, start, years)).or_else(
        || {
            let (_, end) = glyphs.any(start, &PAST)?;
            // 跻身前三 is said of one of the three.
            let end =
                place(glyphs, end).filter(|(place, _)| matches!(place, Meaning::Top(_))).map_or(end, |(_, end)| end);
            Some((Meaning::Unread(Unread::Words), end))
        },
    )
}

fn both(one: Meaning, other: Meaning) -> Meaning {
    Meaning::Both(Box::new(one), Box::new(other))
}

/// 升至第一, 退居次位, 上升两位.
fn moved(glyphs: &Glyphs, start: usize) -> Option<(Meaning, usize)> {
    let led = glyphs.any(start, &MOVES).and_then(|(up, at)| {
        let (place, end) = place(glyphs, at)?;
        Some((both(place, Meaning::Moved { up, by: None }), end))
    });
    led.or_else(|| {
        let (up, at) = glyphs.any(start, &STEPS)?;
        let steps = number(glyphs, at).filter(|number| number.value.is_integer() && number.decimals == 0)?;
        let by = usize::try_from(steps.value.to_integer()).ok()?;
        let units = ["个位次", "个名次", "个位", "位", "名"];
        let end = units.into_iter().find_map(|unit| glyphs.after(steps.end, unit))?;
        Some((Meaning::Moved { up, by: Some(by) }, end))
    })
}

/// A place in the order, after 居 and its like.
pub(super) fn place(glyphs: &Glyphs, start: usize) -> Option<(Meaning, usize)> {
    let mut at = start;
    for _ in 0..3 {
        let found = order(glyphs, at)
            .or_else(|| superlative(glyphs, at))
            .or_else(|| word(glyphs, at).filter(|(meaning, _)| meaning.is_place()));
        if found.is_some() {
            return found;
        }
        at = glyphs.any(at, &BETWEEN)?.1;
    }
    None
}

/// 仍居首位, 连续两年超过六成: so now and so last year.
fn still(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    let (_, after) = glyphs.any(start, &STILL)?;
    let mut at = after;
    for _ in 0..4 {
        if let Some((meaning, end)) = plain(glyphs, at, years).or_else(|| negated(glyphs, at, years)) {
            // 继续提升: it rose before as well, and by what nobody can tell.
            let told = !meaning.is_change() || matches!(&meaning, Meaning::Not(denied) if !denied.is_change());
            let meaning = if told {
                both(meaning.clone(), Meaning::Then(Box::new(meaning)))
            } else {
                Meaning::Unread(Unread::Words)
            };
            return Some((meaning, end));
        }
        let Some((_, next)) = glyphs.any(at, &BETWEEN) else { break };
        at = next;
    }
    Some((Meaning::Unread(Unread::Words), after))
}

/// 突破七成, 跌破七成: on the other side of it last year.
fn crossed(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    ["突破", "跌破"].iter().find_map(|word| glyphs.after(start, word))?;
    let (now, end) = money(glyphs, start, years).or_else(|| quantity(glyphs, start))?;
    Some((both(now.clone(), Meaning::Then(Box::new(opposite(now)))), end))
}

/// A place that is a change's and not a level's (降幅最大, 提升最多), and a change that is a place's (排名上升).
pub(super) fn of_what(glyphs: &Glyphs, start: usize, meaning: Meaning) -> Meaning {
    let unread = Meaning::Unread(Unread::Words);
    let clause = (0..start).rev().find(|at| years::is_stop(glyphs.at(*at))).map_or(0, |stop| stop + 1);
    if meaning.is_place() {
        let extent = (clause..start).any(|at| glyphs.any(at, &EXTENTS).is_some() || glyphs.after(at, "幅度").is_some());
        let ends_here = |end: usize| {
            ["", "得", "了", "速度", "程度"].iter().any(|between| glyphs.after(end, between) == Some(start))
        };
        let verb = (clause..start).any(|at| {
            let verb = glyphs.any(at, &CHANGES).or_else(|| glyphs.any(at, &LEAPS)).map(|(_, end)| end);
            let verb = verb.or_else(|| ["变化", "变动"].iter().find_map(|word| glyphs.after(at, word)));
            verb.is_some_and(ends_here)
        });
        return if extent || verb { unread } else { meaning };
    }
    let ranked = || (clause..start).any(|at| RANKS.iter().any(|word| glyphs.after(at, word).is_some()));
    match meaning {
        Meaning::Change(Change { up: Some(up), size: Size::Unsaid }) if ranked() => Meaning::Moved { up, by: None },
        Meaning::Change(_) | Meaning::Unchanged | Meaning::Alike if ranked() => unread,
        meaning => meaning,
    }
}
