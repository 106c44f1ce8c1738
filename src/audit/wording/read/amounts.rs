//! Amounts: 161.4 亿元, in the unit of the question that a claim is bound to.

use super::years::year;
use super::*;

/// Powers of ten before a unit, the longest first.
const SCALES: [(&str, u32); 6] = [("万亿", 12), ("千万", 7), ("百万", 6), ("亿", 8), ("万", 4), ("千", 3)];

/// How many of its last word (元) a unit is, as a power of ten, and that word.
fn scaled(unit: &str) -> (u32, &str) {
    let found = SCALES.iter().find_map(|(word, power)| Some((*power, unit.strip_prefix(word)?)));
    found.unwrap_or((0, unit))
}

/// A number with a unit of amount, in the unit of the data, and the index after it.
pub(super) fn amount_of(glyphs: &Glyphs, at: usize, years: &Years) -> Option<(Exact, u32, usize)> {
    let (power, word) = scaled(years.unit.as_deref()?);
    let number = number(glyphs, at)?;
    let (said, end) = glyphs.any(number.end, &SCALES).unwrap_or((0, number.end));
    // 161.4 亿 leaves the 元 out; 161.4 亿户 is something else.
    let short = || end > number.end && (years::is_stop(glyphs.at(end)) || glyphs.any(end, &AFTER).is_some());
    let end = glyphs.after(end, word).filter(|_| !word.is_empty()).or_else(|| short().then_some(end))?;
    let ten = |power: u32| Exact::from_integer(10_i128.pow(power));
    let decimals = (number.decimals + power).saturating_sub(said);
    Some((number.value * ten(said) / ten(power), decimals, end))
}

/// 超过 160 亿元. In a claim about an amount a number of anything else is not read.
pub(super) fn money(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    years.unit.as_ref()?;
    let at = glyphs.any(start, &ONLY).map_or(start, |(_, end)| end);
    let (before, at) = glyphs.any(at, &BEFORE).map_or((None, at), |(relation, end)| (Some(relation), end));
    if let Some((of, decimals, end)) = amount_of(glyphs, at, years) {
        let (relation, end) = framed(glyphs, before, end, Relation::Printed { decimals });
        return Some((relation.map_or(Meaning::Contradiction, |relation| Meaning::Amount { relation, of }), end));
    }
    let other = number(glyphs, at).filter(|number| !number.chinese && glyphs.after(number.end, "年").is_none())?;
    let known = amount(glyphs, at).is_some() || year(glyphs, at, years).is_some();
    (!known).then_some((Meaning::Unread(Unread::Words), other.end))
}
