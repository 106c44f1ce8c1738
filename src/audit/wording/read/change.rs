//! Words of change: 较上年提升 5.2 个百分点, 增长近 20%, 大幅下降, 翻一番, 与上年持平.

use super::super::numeral::number;
use super::years::{Year, compared_just_before, versus, year};
use super::*;

/// What a size word before a verb says, the longest first.
const SIZES: [(&str, Size); 13] = [
    ("大幅度", Size::Large),
    ("大幅", Size::Large),
    ("显著", Size::Unsaid),
    ("明显", Size::Unsaid),
    ("有所", Size::Unsaid),
    ("小幅", Size::Small),
    ("微幅", Size::Small),
    ("略有", Size::Small),
    ("略微", Size::Small),
    ("稍有", Size::Small),
    ("略", Size::Small),
    ("稍", Size::Small),
    ("微", Size::Small),
];

/// What may stand between 比上年 and a bare 高.
const EVEN: [(&str, ()); 4] = [("要", ()), ("更", ()), ("还", ()), ("又", ())];

/// What may stand before 相近 and 相同.
const ROUGHLY: [(&str, ()); 4] = [("基本", ()), ("大致", ()), ("大体", ()), ("较为", ())];

/// The change that is said at a place.
pub(super) fn change(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    let (meaning, end) = verb(glyphs, start, years)
        .or_else(|| same(glyphs, start, years))
        .or_else(|| glyphs.any(start, &UNREAD).map(|(_, end)| (Meaning::Unread(Unread::Words), end)))
        .or_else(|| trend(glyphs, start))?;
    // Data of other years than the last are not at hand.
    let other = matches!(versus(glyphs, start, years), Some(Year::Other | Year::Now));
    Some((if other { Meaning::Unread(Unread::Year) } else { meaning }, end))
}

/// 逐年提升, 呈下降趋势 without a year to compare with: two years' data do not tell.
fn trend(glyphs: &Glyphs, start: usize) -> Option<(Meaning, usize)> {
    let (_, at) = glyphs.any(start, &TRENDS)?;
    let end = glyphs.any(at, &CHANGES)?.1;
    Some((Meaning::Unread(Unread::Words), end))
}

fn verb(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    let meaning = |up, size, end| Some((Meaning::Change(Change { up, size }), end));
    if let Some((times, end)) = doubling(glyphs, start) {
        let of = Exact::from_integer(times);
        return meaning(Some(true), Size::Times { relation: Relation::Bare, of }, end);
    }
    if let Some(end) = glyphs.after(start, "减半") {
        return meaning(Some(false), Size::Halved, end);
    }
    if let Some((up, end)) = glyphs.any(start, &LEAPS) {
        let size = if arrival(glyphs, end).is_some() { None } else { Some(Size::Large) };
        return sized(glyphs, Some(up), end, size, true, years);
    }
    for word in ["变化", "变动"] {
        let Some(end) = glyphs.after(start, word) else { continue };
        let after = glyphs.after(end, "了").or_else(|| glyphs.after(end, "为")).unwrap_or(end);
        if let Some((of, Bare { unit: Unit::Points, relation }, end)) = amount(glyphs, after) {
            return meaning(None, Size::Points { relation, of }, end);
        }
    }
    if let Some((up, end)) = glyphs.any(start, &EXTENTS) {
        // 降幅 without its number: how far, nobody says.
        return extent(glyphs, up, end).or(Some((Meaning::Unread(Unread::Words), end)));
    }
    let found = SIZES.iter().find_map(|(word, size)| Some((size, *word, glyphs.after(start, word)?)));
    let (size, at) = match found {
        // 有所 only softens: it needs another year beside it, as the bare verb does.
        Some((_, "有所", end)) => (None, end),
        Some((size, _, end)) => (Some(size.clone()), end),
        None => (None, start),
    };
    if let Some((up, end)) = glyphs.any(at, &ABOVE_YEAR)
        && let Some((year, end)) = year(glyphs, end, years)
    {
        let (meaning, end) = sized(glyphs, Some(up), end, size.or(Some(Size::Unsaid)), true, years)?;
        return Some((if year == Year::Last { meaning } else { Meaning::Unread(Unread::Year) }, end));
    }
    let beside = || {
        let extent = |end: usize| matches!(glyphs.at(end), Some('幅' | '速' | '势'));
        let at = glyphs.any(at, &EVEN).map_or(at, |(_, end)| end);
        let said = glyphs.any(at, &BESIDE).filter(|(_, end)| !extent(*end));
        said.filter(|_| compared_just_before(glyphs, start, years))
    };
    let (up, end) = glyphs.any(at, &CHANGES).or_else(beside)?;
    let stands = size.is_some() || versus(glyphs, start, years).is_some();
    sized(glyphs, Some(up), end, size, stands, years)
}

/// A verb of change with its number, where it has one. `stands` is whether the verb is about the data without one: it
/// may be about anything else, as in 加大投入力度.
fn sized(
    glyphs: &Glyphs,
    up: Option<bool>,
    verb_end: usize,
    size: Option<Size>,
    stands: bool,
    years: &Years,
) -> Option<(Meaning, usize)> {
    let meaning = |size, end| Some((Meaning::Change(Change { up, size }), end));
    // 增至, 降至.
    let ends_in_arrival = verb_end.checked_sub(1).and_then(|last| glyphs.at(last)) == Some('至');
    let (arrives, end) = match arrival(glyphs, verb_end) {
        Some(end) => (true, end),
        None => (ends_in_arrival, glyphs.after(verb_end, "了").unwrap_or(verb_end)),
    };
    let (before, at) = match glyphs.any(end, &BEFORE) {
        Some((relation, at)) => (Some(relation), at),
        None => (None, end),
    };
    if let Some((of, bare, number_end)) = amount(glyphs, at) {
        let (relation, end) = framed(glyphs, before, number_end, bare.relation);
        let Some(relation) = relation else { return Some((Meaning::Contradiction, end)) };
        let size = match (bare.unit, arrives) {
            (Unit::Times, true) => Size::Times { relation, of: of - Exact::from_integer(1) },
            (Unit::Times, false) => Size::Times { relation, of },
            (Unit::Points, _) => Size::Points { relation, of },
            (Unit::Share, true) => Size::To { relation, of },
            (Unit::Share, false) => Size::Percent { relation, of },
        };
        return meaning(size, end);
    }
    if let Some((of, decimals, end)) = amount_of(glyphs, at, years) {
        let (relation, end) = framed(glyphs, before, end, Relation::Printed { decimals });
        let Some(relation) = relation else { return Some((Meaning::Contradiction, end)) };
        return meaning(if arrives { Size::ToAmount { relation, of } } else { Size::Amount { relation, of } }, end);
    }
    // 减少一半, and numbers of what the reader does not know: 增加 20 家.
    if let Some((_, half)) = glyphs.any(at, &HALF).filter(|(_, half)| *half > at + 1 && !arrives) {
        return match (up, before) {
            (Some(false), None) => meaning(Size::Halved, half),
            _ => Some((Meaning::Unread(Unread::Words), half)),
        };
    }
    if let Some(number) = number(glyphs, at).filter(|number| !number.chinese && year(glyphs, at, years).is_none()) {
        return Some((Meaning::Unread(Unread::Words), number.end));
    }
    stands.then(|| meaning(size.unwrap_or(Size::Unsaid), verb_end)).flatten()
}

/// 增幅为 5 个百分点: the number is how far, whatever stands before it.
fn extent(glyphs: &Glyphs, up: bool, end: usize) -> Option<(Meaning, usize)> {
    let end = arrival(glyphs, end).unwrap_or(end);
    let (before, at) = glyphs.any(end, &BEFORE).map_or((None, end), |(relation, at)| (Some(relation), at));
    let (of, bare, number_end) = amount(glyphs, at)?;
    let (relation, end) = framed(glyphs, before, number_end, bare.relation);
    let Some(relation) = relation else { return Some((Meaning::Contradiction, end)) };
    let size = match bare.unit {
        Unit::Points => Size::Points { relation, of },
        Unit::Share => Size::Percent { relation, of },
        Unit::Times => Size::Times { relation, of },
    };
    Some((Meaning::Change(Change { up: Some(up), size }), end))
}

/// 到, 至, 为 after a verb: the number is where it arrived.
fn arrival(glyphs: &Glyphs, at: usize) -> Option<usize> {
    glyphs.any(at, &ARRIVING).map(|(_, end)| end)
}

/// 与上年相近, 与上年一致.
fn same(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    let (roughly, at) = glyphs.any(start, &ROUGHLY).map_or((false, start), |(_, end)| (true, end));
    let after = |words: &[&str]| words.iter().find_map(|word| glyphs.after(at, word));
    let alike = after(&["相近", "接近", "相仿", "相似", "类似", "近似"]).map(|end| (Meaning::Alike, end));
    let unchanged = || {
        let end = after(&["相同", "一致", "一样", "相等"])?;
        Some((if roughly { Meaning::Alike } else { Meaning::Unchanged }, end))
    };
    alike.or_else(unchanged).filter(|_| compared_just_before(glyphs, start, years))
}

/// 翻倍 and 翻一番 are growth by one time, 翻两番 by three.
fn doubling(glyphs: &Glyphs, start: usize) -> Option<(i128, usize)> {
    if let Some(end) = ["翻了倍", "翻倍", "翻番", "倍增"].iter().find_map(|word| glyphs.after(start, word)) {
        return Some((1, end));
    }
    let after = glyphs.after(start, "翻")?;
    let number = number(glyphs, glyphs.after(after, "了").unwrap_or(after))?;
    if let Some(end) = glyphs.after(number.end, "倍") {
        let times = number.value.to_integer();
        return (number.value.is_integer() && (1..=1_000_000).contains(&times)).then_some((times, end));
    }
    let end = glyphs.after(number.end, "番")?;
    let doublings = number.value.to_integer();
    (number.value.is_integer() && (1..=20).contains(&doublings)).then_some(((1 << doublings) - 1, end))
}
