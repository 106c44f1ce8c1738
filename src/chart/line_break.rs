//! Where a label is cut into lines: the cut of least cost, under the prohibitions of Chinese typesetting.
//!
//! Prohibitions (GB/T 15834 5.1, W3C clreq 3.1.3) are hard. Among what is left, a cut after a pause or before a
//! bracket is free, one inside a word dear, and lines of like length are preferred.

use std::ops::Range;

/// May not begin a line.
const NO_START: &str = "，。、；：？！）］】》〉」』”’…—·～％‰℃%),.;:?!]}>/-–~";
/// May not end a line.
const NO_END: &str = "（［【《〈「『“‘([{<￥$";
/// Full-width closing signs, whose right half is white.
const CLOSING: &str = "，。、；：）］】》〉」』";
/// Full-width opening signs, whose left half is white.
const OPENING: &str = "（［【《〈「『";

/// How far a full-width sign's white half may stand out over an edge, in em.
pub(super) const HANG: f64 = 0.45;

/// A character and where it stands on the line as long as nothing is cut, in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub character: char,
    pub start: f64,
    pub end: f64,
}

/// The lines of a label and what the cuts cost.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cut {
    pub lines: Vec<Range<usize>>,
    pub cost: f64,
}

/// What a line more costs. All costs are relative: only their order matters.
const LINE: f64 = 6.0;
/// What a line that is empty to its full width would cost.
const RAGGED: f64 = 10.0;
/// What a line of one lone character costs.
const ORPHAN: f64 = 8.0;
/// A cut inside a Latin word or a number: only where nothing else fits.
const TORN: f64 = 60.0;

pub(super) fn hangs_right(character: char) -> bool {
    CLOSING.contains(character)
}

pub(super) fn hangs_left(character: char) -> bool {
    OPENING.contains(character)
}

/// Ideographs, kana and hangul: what takes ¼ em towards Latin and may be cut from its neighbour.
pub(super) fn is_cjk(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FFF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3040}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Letters and digits of other scripts.
pub(super) fn is_latin(character: char) -> bool {
    character.is_alphanumeric() && !is_cjk(character) && !('\u{FF00}'..='\u{FFEF}').contains(&character)
}

/// The cheapest way to set `glyphs` in lines of at most `width` em; none where even the best overflows.
pub(super) fn cut(glyphs: &[Glyph], width: f64) -> Option<Cut> {
    // best[end]: the cheapest cut of glyphs[..end], with the start of its last line.
    let mut best: Vec<Option<(f64, usize)>> = vec![None; glyphs.len() + 1];
    best[0] = Some((0.0, 0));
    for end in 1..=glyphs.len() {
        let after = if end == glyphs.len() { Some(0.0) } else { penalty(&glyphs[..end], &glyphs[end..]) };
        let Some(after) = after else { continue };
        for start in 0..end {
            let (Some((before, _)), Some(slack)) = (best[start], slack(&glyphs[start..end], width)) else {
                continue;
            };
            let whole = start == 0 && end == glyphs.len();
            let lone = if !whole && end - start == 1 { ORPHAN } else { 0.0 };
            let ragged = if whole { 0.0 } else { RAGGED * (slack / width).powi(2) };
            let cost = before + after + ragged + lone + LINE;
            if best[end].is_none_or(|(least, _)| cost < least) {
                best[end] = Some((cost, start));
            }
        }
    }
    let (cost, _) = best[glyphs.len()]?;
    let mut lines = Vec::new();
    let mut end = glyphs.len();
    while let Some((_, start)) = best[end].filter(|_| end > 0) {
        lines.push(start..end);
        end = start;
    }
    lines.reverse();
    Some(Cut { lines, cost })
}

/// What is left of the width by a line, a sign that hangs over its end not counted whole; none where it is too long.
fn slack(line: &[Glyph], width: f64) -> Option<f64> {
    let (first, last) = (line.first()?, line.iter().rfind(|glyph| glyph.character != ' ')?);
    let hang = if hangs_right(last.character) { HANG } else { 0.0 };
    let used = last.end - first.start - hang;
    let rounding = 1e-9;
    (used <= width + rounding).then_some((width - used).max(0.0))
}

/// What a cut costs between the characters so far and the next ones; none where it is forbidden.
fn penalty(before: &[Glyph], after: &[Glyph]) -> Option<f64> {
    let last = before.last()?.character;
    let following = after.get(1).map(|glyph| glyph.character);
    let after = after.first()?.character;
    if NO_START.contains(after) || NO_END.contains(last) || after == ' ' {
        return None;
    }
    let word = before.iter().rev().map(|glyph| glyph.character).find(|&character| character != ' ')?;
    Some(match (last, after) {
        ('，' | '、' | '；' | '：' | '。', _) => 0.0,
        (_, '（' | '《' | '“' | '「') => 0.0,
        // A number and its unit belong together, with or without a space in between.
        _ if word.is_ascii_digit() && is_cjk(after) => 8.0,
        ('）' | '》' | '”' | '」', _) => 1.0,
        ('/' | '-' | '–' | '～' | '~', _) => 5.0,
        _ if is_cjk(word) != is_cjk(after) => 3.0,
        (' ', _) => 1.0,
        _ if !is_cjk(last) => TORN,
        // 以及 and 其他 are one word.
        ('以', '及') | ('其', '他' | '它') => 12.0,
        ('的' | '等', _) | (_, '或' | '和' | '与' | '及') => 1.5,
        (_, '以') if following == Some('及') => 1.5,
        _ => 6.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Full-width characters are 1 em, others ½ em.
    fn lines(text: &str, width: f64) -> Option<Vec<String>> {
        let mut end = 0.0;
        let glyphs: Vec<_> = text
            .chars()
            .map(|character| {
                let start = end;
                end += if character.is_ascii() { 0.5 } else { 1.0 };
                Glyph { character, start, end }
            })
            .collect();
        let cut = cut(&glyphs, width)?;
        Some(cut.lines.into_iter().map(|line| glyphs[line].iter().map(|glyph| glyph.character).collect()).collect())
    }

    #[test]
    fn cuts_where_a_reader_would() {
        for (text, width, expected) in [
            ("短信验证码", 5.0, &["短信验证码"][..]),
            ("暂无投入，处于免费试用状态", 8.0, &["暂无投入，", "处于免费试用状态"]),
            ("保持当前的资金投入力度", 7.0, &["保持当前的", "资金投入力度"]),
            ("数字证书（含 U 盾、软证书）", 9.05, &["数字证书", "（含 U 盾、软证书）"]),
            ("政务、租房等其它行业", 7.3, &["政务、租房等", "其它行业"]),
            ("软证书）以及其他依法设立的", 9.0, &["软证书）", "以及其他依法设立的"]),
            ("使用软证书以及其他证书", 7.0, &["使用软证书", "以及其他证书"]),
            ("软证书）以及其他依法设立的", 7.0, &["软证书）以及", "其他依法设立的"]),
            ("年投入 5 万元以上的", 6.0, &["年投入 ", "5 万元以上的"]),
            ("API/SDK 接口集成", 5.0, &["API/SDK ", "接口集成"]),
            ("1001 份-5000 份", 6.0, &["1001 份-", "5000 份"]),
            ("", 5.0, &[]),
        ] {
            assert_eq!(
                lines(text, width).as_deref(),
                Some(&expected.iter().map(|s| s.to_string()).collect::<Vec<_>>()[..])
            );
        }
    }

    #[test]
    fn never_breaks_a_prohibition() {
        let text = "甲（乙）、丙，丁。“戊”己；《庚》辛（壬、癸）：子丑寅50%卯（A/B）辰";
        for tenths in 25..300 {
            let Some(lines) = lines(text, f64::from(tenths) / 10.0) else {
                continue;
            };
            assert_eq!(lines.concat(), text);
            for line in &lines {
                assert!(!line.starts_with(|c| NO_START.contains(c)), "{lines:?}");
                assert!(!line.ends_with(|c| NO_END.contains(c)), "{lines:?}");
            }
        }
    }

    #[test]
    fn a_closing_bracket_hangs_by_0_45_em_and_no_more() {
        assert_eq!(lines("甲乙（丙丁）", 5.55).unwrap().len(), 1);
        assert_eq!(lines("甲乙（丙丁）", 5.54).unwrap(), ["甲乙", "（丙丁）"]);
        assert_eq!(lines("甲乙丙丁戊己", 5.55).unwrap().len(), 2, "an ideograph does not hang");
    }

    #[test]
    fn says_so_where_nothing_fits() {
        assert_eq!(lines("，，，，，，", 3.0), None);
        assert_eq!(lines("甲", 0.5), None);
        assert_eq!(lines("Antidisestablishment", 5.0).unwrap().len(), 2, "a long word is torn rather than cut off");
    }
}
