//! Other years in a claim: what is compared with which, and shares that are last year's.

use super::places::MOVES;
use super::*;

/// How a claim may call the years that there are data of: 2030 年, or a survey's own label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Years {
    pub now: Vec<String>,
    pub last: Vec<String>,
    /// The unit of the amount that a claim is about: 亿元.
    pub unit: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Last,
    Now,
    /// One that no data are at hand of.
    Other,
}

/// Years by their place before this one.
const CALLED: [(&str, Year); 18] = [
    ("上一年度", Year::Last),
    ("上年度", Year::Last),
    ("去年度", Year::Last),
    ("上一年", Year::Last),
    ("上年", Year::Last),
    ("去年", Year::Last),
    ("前一年", Year::Last),
    ("上一届", Year::Last),
    ("上届", Year::Last),
    ("上一次", Year::Last),
    ("上次", Year::Last),
    ("上期", Year::Last),
    ("往年", Year::Last),
    ("今年", Year::Now),
    ("本年", Year::Now),
    ("本次", Year::Now),
    ("本届", Year::Now),
    ("前年", Year::Other),
];

/// What leads to the year that something is compared with.
const LEADING: [(&str, ()); 11] = [
    ("相比于", ()),
    ("相较于", ()),
    ("相对于", ()),
    ("相比", ()),
    ("相较", ()),
    ("较之", ()),
    ("较", ()),
    ("比", ()),
    ("与", ()),
    ("同", ()),
    ("和", ()),
];

/// What may stand between a year and the share it had.
const WAS: [(&str, ()); 16] = [
    ("的占比为", ()),
    ("的比例为", ()),
    ("占比为", ()),
    ("比例为", ()),
    ("的占比", ()),
    ("的比例", ()),
    ("占比", ()),
    ("比例", ()),
    ("时的", ()),
    ("的", ()),
    ("为", ()),
    ("是", ()),
    ("占", ()),
    ("有", ()),
    ("仅", ()),
    ("调查的", ()),
];

const FROM: [(&str, ()); 3] = [("由", ()), ("从", ()), ("自", ())];

/// The year that is named at a place, and the index after it.
pub(super) fn year(glyphs: &Glyphs, at: usize, years: &Years) -> Option<(Year, usize)> {
    if let Some(found) = glyphs.any(at, &CALLED) {
        return Some(found);
    }
    let named = |names: &[String], year| {
        let ends = names.iter().filter_map(|name| glyphs.after(at, name));
        ends.max().map(|end| (year, glyphs.after(end, "度").unwrap_or(end)))
    };
    let named = named(&years.last, Year::Last).into_iter().chain(named(&years.now, Year::Now));
    if let Some(found) = named.max_by_key(|(_, end)| *end) {
        return Some(found);
    }
    // Not the end of a longer number.
    if at.checked_sub(1).and_then(|before| glyphs.at(before)).is_some_and(|glyph| glyph.is_ascii_digit()) {
        return None;
    }
    let number = number(glyphs, at).filter(|number| !number.chinese && number.end == at + 4)?;
    let end = glyphs.after(number.end, "年")?;
    Some((Year::Other, glyphs.after(end, "度").unwrap_or(end)))
}

/// 较上年, 与 2030 年相比, 同比: the year that something is compared with.
pub(super) fn compared(glyphs: &Glyphs, at: usize, years: &Years) -> Option<(Year, usize)> {
    if let Some(end) = glyphs.after(at, "同比") {
        return Some((Year::Last, end));
    }
    if let Some(end) = glyphs.after(at, "环比") {
        return Some((Year::Other, end));
    }
    let (_, lead) = glyphs.any(at, &LEADING)?;
    let (year, end) = year(glyphs, lead, years)?;
    let after = ["同期", "相比较", "相比", "相较"].iter().find_map(|word| glyphs.after(end, word));
    Some((year, after.unwrap_or(end)))
}

/// Whether words speak of another year than this: 较上年, 同比, 去年.
pub fn compares(words: &str, years: &Years) -> bool {
    let glyphs = Glyphs::of(words);
    versus(&glyphs, glyphs.len(), years).is_some_and(|year| year != Year::Now)
}

/// Whether a comparison ends where this starts.
pub(super) fn compared_just_before(glyphs: &Glyphs, start: usize, years: &Years) -> bool {
    const LONGEST: usize = 24;
    (start.saturating_sub(LONGEST)..start)
        .any(|at| compared(glyphs, at, years).is_some_and(|(year, end)| year != Year::Now && end == start))
}

/// The year that the words before a place compare with: the nearest comparison's, or the last where it is spoken of.
pub(super) fn versus(glyphs: &Glyphs, index: usize, years: &Years) -> Option<Year> {
    (0..index).rev().find_map(|at| {
        let compared = compared(glyphs, at, years).filter(|(_, end)| *end <= index).map(|(year, _)| year);
        // 由上年的 50% 提升至 56%.
        let spoken = || year(glyphs, at, years).filter(|(year, end)| *year == Year::Last && *end <= index);
        compared.or_else(|| spoken().map(|(year, _)| year))
    })
}

/// A share that is said of last year: 由上年的 50.0%, 上年为五成, and 由 50.0% before a verb of change.
pub(super) fn earlier(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    let from = glyphs.any(start, &FROM).map(|(_, end)| end);
    let at = from.unwrap_or(start);
    let says_how_many = |meaning: &Meaning| {
        matches!(
            meaning,
            Meaning::Share { .. }
                | Meaning::Half(_)
                | Meaning::Most(_)
                | Meaning::All
                | Meaning::AlmostAll
                | Meaning::Amount { .. }
        )
    };
    let share = |at| {
        let share = money(glyphs, at, years).or_else(|| quantity(glyphs, at)).or_else(|| word(glyphs, at));
        share.filter(|(meaning, _)| says_how_many(meaning)).or_else(|| place(glyphs, at))
    };
    if let Some((year, end)) = year(glyphs, at, years) {
        let (meaning, end) = share(glyphs.any(end, &WAS).map_or(end, |(_, end)| end))?;
        return match year {
            Year::Last => Some((Meaning::Then(Box::new(meaning)), end)),
            Year::Other => Some((Meaning::Unread(Unread::Year), end)),
            Year::Now => None,
        };
    }
    let (meaning, end) = share(from?)?;
    const NEAR: usize = 6;
    let moves = |at: usize| {
        glyphs.any(at, &CHANGES).is_some() || glyphs.any(at, &LEAPS).is_some() || glyphs.any(at, &MOVES).is_some()
    };
    let moves = (end..end + NEAR).take_while(|at| !is_stop(glyphs.at(*at))).any(moves);
    (moves || glyphs.any(end, &ARRIVING).is_some()).then(|| (Meaning::Then(Box::new(meaning)), end))
}

/// Comparisons with another year that lead to no change the reader knows: 较上年呈现新态势.
pub(super) fn uncompared(glyphs: &Glyphs, years: &Years, phrases: &[(usize, bool)]) -> Vec<(usize, usize)> {
    let found = (0..glyphs.len()).filter_map(|at| Some((at, compared(glyphs, at, years)?.1)));
    found
        .filter(|(start, end)| {
            let stop = (*end..glyphs.len()).find(|at| matches!(glyphs.at(*at), Some('。' | '；' | ';' | '！' | '？')));
            let sentence = *start..stop.unwrap_or(glyphs.len());
            !phrases.iter().any(|(at, changes)| *changes && sentence.contains(at))
                // 高于上年: the year is within the phrase, 于 leads to none.
                && !phrases.iter().any(|(at, changes)| *changes && at < start)
        })
        .collect()
}

pub(super) fn is_stop(glyph: Option<char>) -> bool {
    glyph.is_none_or(|glyph| "，。；、：！？,;:".contains(glyph))
}
