//! From an editor's words to what they say. One scan from left to right; the longest reading at a place wins.
//!
//! What the reader cannot take exactly it does not leave out: a change it knows no verb for, a comparison with a year
//! that nobody has data of, a negation too far from what it denies are [`Meaning::Unread`], so that the words around
//! them do not pass for the whole.

mod amounts;
mod change;
mod negation;
mod places;
mod years;

use super::lexicon::*;
use super::numeral::{Glyphs, digit_of, number, vulgar_fraction};
use super::{Change, Exact, Meaning, Phrase, Relation, Size, Unread};
use amounts::{amount_of, money};
use change::change;
use negation::negated;
use places::{history, of_what, place};
pub use years::{Years, compares};
use years::{earlier, uncompared};

/// Every quantity, order and change word of a claim. Numbers with a unit of their own (3 年, 5 万, 5000 份) are class
/// limits of the options and say nothing of a share. What was read before is remembered.
#[comemo::memoize]
pub fn read(words: &str, years: &Years) -> Vec<Phrase> {
    let glyphs = Glyphs::of(words);
    let mut phrases = Vec::new();
    // Each phrase's glyphs: whether a comparison leads to one is told by where it stands.
    let mut stretches = Vec::new();
    let mut index = 0;
    while index < glyphs.len() {
        let found = earlier(&glyphs, index, years)
            .or_else(|| plain(&glyphs, index, years))
            .or_else(|| negated(&glyphs, index, years));
        match found {
            Some((meaning, end)) => {
                let meaning = of_what(&glyphs, index, meaning);
                stretches.push((index, meaning.is_change()));
                phrases.push(Phrase { range: glyphs.bytes(index, end), meaning });
                index = end;
            }
            None => index = skip(&glyphs, index),
        }
    }
    for (start, end) in uncompared(&glyphs, years, &stretches) {
        phrases.push(Phrase { range: glyphs.bytes(start, end), meaning: Meaning::Unread(Unread::Words) });
    }
    settle(phrases)
}

/// What stands at a place, negation and other years aside.
fn plain(glyphs: &Glyphs, index: usize, years: &Years) -> Option<(Meaning, usize)> {
    history(glyphs, index, years)
        .or_else(|| change(glyphs, index, years))
        .or_else(|| money(glyphs, index, years))
        .or_else(|| quantity(glyphs, index))
        .or_else(|| order(glyphs, index))
        .or_else(|| superlative(glyphs, index))
        .or_else(|| word(glyphs, index))
}

/// A word that says it all without a number.
fn word(glyphs: &Glyphs, index: usize) -> Option<(Meaning, usize)> {
    WORDS.iter().find_map(|(word, meaning)| glyphs.after(index, word).map(|end| (meaning.clone(), end)))
}

/// 三大 and 前三 already say which places; 最看重的三大 adds nothing. What has a bound needs no leaning beside it.
fn settle(mut phrases: Vec<Phrase>) -> Vec<Phrase> {
    let has = |phrases: &[Phrase], wanted: fn(&Meaning) -> bool| phrases.iter().any(|phrase| wanted(&phrase.meaning));
    if has(&phrases, |meaning| matches!(meaning, Meaning::Top(_))) {
        phrases.retain(|phrase| phrase.meaning != Meaning::First);
    }
    // 不受重视 leans as little by itself as 受重视.
    let leans = |meaning: &Meaning| match meaning {
        Meaning::Not(denied) => **denied == Meaning::Leaning,
        meaning => *meaning == Meaning::Leaning,
    };
    if phrases.iter().any(|phrase| !leans(&phrase.meaning)) {
        phrases.retain(|phrase| !leans(&phrase.meaning));
    }
    phrases
}

/// Past one character, past a whole number that is no share, or past 不仅, which denies nothing.
fn skip(glyphs: &Glyphs, index: usize) -> usize {
    if let Some(end) = glyphs.after(index, "不仅") {
        return end;
    }
    match number(glyphs, index).filter(|number| !number.chinese) {
        Some(number) => number.end,
        None => index + 1,
    }
}

/// A share: 超七成, 三分之二以上, 仅 13.16%, 过半.
fn quantity(glyphs: &Glyphs, start: usize) -> Option<(Meaning, usize)> {
    let (only, after_only) = match glyphs.any(start, &ONLY) {
        Some((_, end)) => (true, end),
        None => (false, start),
    };
    let (before, at) = match glyphs.any(after_only, &BEFORE) {
        Some((relation, end)) => (Some(relation), end),
        None => (None, after_only),
    };
    if let Some((_, end)) = glyphs.any(at, &HALF).filter(|(_, end)| half_stands_alone(glyphs, at, *end, before)) {
        let (relation, end) = framed(glyphs, before, end, Relation::Bare);
        return Some((relation.map_or(Meaning::Contradiction, Meaning::Half), end));
    }
    let Some((of, bare, end)) = amount(glyphs, at) else {
        // 仅 alone says that what follows is little.
        let alone = only && before.is_none() && glyphs.at(start) == Some('仅') && number(glyphs, after_only).is_none();
        return alone.then_some((Meaning::Only, after_only));
    };
    // 两倍 compares two numbers.
    if let Unit::Times = bare.unit {
        let (relation, end) = framed(glyphs, before, end, Relation::Bare);
        return Some((relation.map_or(Meaning::Contradiction, |relation| Meaning::Times { relation, of }), end));
    }
    if let Unit::Points = bare.unit {
        // 领先 5 个百分点: of what and over what is not read.
        return Some((Meaning::Unread(Unread::Words), end));
    }
    let (relation, end) = framed(glyphs, before, end, bare.relation);
    Some((relation.map_or(Meaning::Contradiction, |relation| Meaning::Share { relation, of, only }), end))
}

/// 半 counts as a half after a prefix only: 过半, 近半; 一半 and 半数 do always, but 半年 never.
fn half_stands_alone(glyphs: &Glyphs, at: usize, end: usize, before: Option<Relation>) -> bool {
    end > at + 1 || (before.is_some() && !matches!(glyphs.at(end), Some('年' | '个' | '月' | '天' | '小')))
}

/// The relation that prefix and suffix give together, with the index after the suffix; none where they exclude each
/// other.
fn framed(glyphs: &Glyphs, before: Option<Relation>, end: usize, bare: Relation) -> (Option<Relation>, usize) {
    let (after, end) = match glyphs.any(end, &AFTER) {
        Some((relation, end)) => (Some(relation), end),
        None => (None, end),
    };
    let relation = match (before, after) {
        (None | Some(Relation::Bare), None) => Some(bare),
        (Some(before), None) => Some(before),
        (None | Some(Relation::Bare), Some(after)) => Some(after),
        (Some(before), Some(after)) if before == after => Some(before),
        // 约三成多 is about as much; 超过三成多 and 近三成左右 are not anything.
        _ => None,
    };
    (relation, end)
}

enum Unit {
    Share,
    Points,
    Times,
}

struct Bare {
    unit: Unit,
    /// What the number says without prefix and suffix.
    relation: Relation,
}

/// A number with a unit that makes it a share, in percent; or points, or times.
fn amount(glyphs: &Glyphs, at: usize) -> Option<(Exact, Bare, usize)> {
    let share = |of, end| Some((of, Bare { unit: Unit::Share, relation: Relation::Bare }, end));
    let hundred = Exact::from_integer(100);
    if let Some(end) = glyphs.after(at, "百分之") {
        let number = number(glyphs, end)?;
        let relation = Relation::Printed { decimals: number.decimals };
        return Some((number.value, Bare { unit: Unit::Share, relation }, number.end));
    }
    if let Some(part) = glyphs.at(at).and_then(vulgar_fraction) {
        return share(part * hundred, at + 1);
    }
    let first = number(glyphs, at)?;
    if let Some(end) = glyphs.after(first.end, "成") {
        return tenths(glyphs, first.value, end);
    }
    if let Some(end) = glyphs.after(first.end, "分之") {
        let second = number(glyphs, end)?;
        let nonzero = first.value != Exact::from_integer(0);
        return nonzero.then(|| share(second.value / first.value * hundred, second.end)).flatten();
    }
    if let Some(second) = glyphs.after(first.end, "/").and_then(|end| number(glyphs, end)) {
        let nonzero = second.value != Exact::from_integer(0);
        return nonzero.then(|| share(first.value / second.value * hundred, second.end)).flatten();
    }
    if let Some(end) = glyphs.after(first.end, "%") {
        let relation = Relation::Printed { decimals: first.decimals };
        return Some((first.value, Bare { unit: Unit::Share, relation }, end));
    }
    if let Some(end) = glyphs.after(first.end, "个百分点").or_else(|| glyphs.after(first.end, "百分点")) {
        let relation = Relation::Printed { decimals: first.decimals };
        return Some((first.value, Bare { unit: Unit::Points, relation }, end));
    }
    let end = glyphs.after(first.end, "倍")?;
    Some((first.value, Bare { unit: Unit::Times, relation: Relation::Bare }, end))
}

/// 七成, 七成五, 三成半; 成 also begins words: 一成为 is no share.
fn tenths(glyphs: &Glyphs, tenths: Exact, end: usize) -> Option<(Exact, Bare, usize)> {
    const OTHER_WORDS: [&str; 7] = ["为", "立", "长", "果", "本", "熟", "不变"];
    let other_word = OTHER_WORDS.iter().any(|word| glyphs.after(end, word).is_some());
    if tenths > Exact::from_integer(10) || other_word {
        return None;
    }
    let ten = Exact::from_integer(10);
    let (more, end) = match glyphs.at(end) {
        Some('半') => (Exact::from_integer(5), end + 1),
        // 七成五企业 is 75 %; 七成五家企业 would be five enterprises, which nobody writes.
        Some(glyph) => match digit_of(glyph).filter(|_| glyphs.at(end + 1) != Some('大')) {
            Some(digit) => (Exact::from_integer(digit), end + 1),
            None => (Exact::from_integer(0), end),
        },
        None => (Exact::from_integer(0), end),
    };
    Some((tenths * ten + more, Bare { unit: Unit::Share, relation: Relation::Bare }, end))
}

/// 三大能力, 前三位, 第三.
fn order(glyphs: &Glyphs, start: usize) -> Option<(Meaning, usize)> {
    let count = |at: usize| {
        let number = number(glyphs, at)?;
        let whole = number.value.is_integer() && number.decimals == 0;
        whole.then(|| (usize::try_from(number.value.to_integer()).unwrap_or(0), number.end))
    };
    if let Some((place, end)) = glyphs.after(start, "第").and_then(count).filter(|(place, _)| *place > 0) {
        return Some((if place == 1 { Meaning::First } else { Meaning::Nth(place) }, end));
    }
    if let Some((places, end)) = glyphs.after(start, "前").and_then(count).filter(|(places, _)| *places > 0) {
        let end = ["位", "名", "项", "大"].into_iter().find_map(|unit| glyphs.after(end, unit)).unwrap_or(end);
        // 前三年, 前 10 个月 are times.
        let time = matches!(glyphs.at(end), Some('年' | '个' | '月' | '天' | '季'));
        return (!time).then_some((Meaning::Top(places), end));
    }
    let (places, end) = count(start).filter(|(places, _)| (1..=10).contains(places))?;
    let end = glyphs.after(end, "大")?;
    // 一大批 and 两大类 are no ranks; neither is a 大 that begins another word.
    let other =
        matches!(glyphs.at(end), Some('批' | '类' | '半' | '部' | '多' | '于' | '约' | '量' | '企' | '型' | '学'));
    (!other).then_some((Meaning::Top(places), end))
}

/// 最多, 最为迫切, 最看重.
fn superlative(glyphs: &Glyphs, start: usize) -> Option<(Meaning, usize)> {
    let end = glyphs.after(start, "最")?;
    let excluded = NO_SUPERLATIVE.iter().any(|word| glyphs.after(start, word).is_some());
    let last = WORDS.iter().any(|(word, meaning)| *meaning == Meaning::Last && glyphs.after(start, word).is_some());
    (!excluded && !last && end < glyphs.len()).then_some((Meaning::First, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::wording::Most;

    fn share(relation: Relation, above: i128, below: i128) -> Vec<Meaning> {
        vec![Meaning::Share { relation, of: Exact::new(above, below), only: false }]
    }

    fn meanings(words: &str) -> Vec<Meaning> {
        read(words, &Years::default()).into_iter().map(|phrase| phrase.meaning).collect()
    }

    #[test]
    fn shares() {
        use Relation::*;
        for (words, relation, above, below) in [
            ("超七成", Above, 70, 1),
            ("超过 1/3", Above, 100, 3),
            ("逾三分之二", Above, 200, 3),
            ("近八成", Near, 80, 1),
            ("约 三 成", About, 30, 1),
            ("三成左右", About, 30, 1),
            ("七成五", Bare, 75, 1),
            ("三成半", Bare, 35, 1),
            ("9成以上", AtLeast, 90, 1),
            ("不足一成", Below, 10, 1),
            ("一成多", AndMore, 10, 1),
            ("35.53%", Printed { decimals: 2 }, 3553, 100),
            ("达 77.63％", Printed { decimals: 2 }, 7763, 100),
            ("百分之六十", Printed { decimals: 0 }, 60, 1),
            ("不低于60%", AtLeast, 60, 1),
            ("½", Bare, 50, 1),
        ] {
            assert_eq!(meanings(words), share(relation, above, below), "{words}");
        }
    }

    #[test]
    fn the_half_and_the_words() {
        for (words, meaning) in [
            ("半数", Meaning::Half(Relation::Bare)),
            ("近半数", Meaning::Half(Relation::Near)),
            ("近半企业", Meaning::Half(Relation::Near)),
            ("过半", Meaning::Half(Relation::Above)),
            ("超过半数", Meaning::Half(Relation::Above)),
            ("一半以上", Meaning::Half(Relation::AtLeast)),
            ("绝大多数", Meaning::Most(Most::Overwhelming)),
            ("普遍在 3 年以内", Meaning::Most(Most::Widely)),
            ("需求最为迫切", Meaning::First),
            ("成为企业用户最看重的三大能力", Meaning::Top(3)),
            ("排在前三位", Meaning::Top(3)),
            ("位居第二", Meaning::Nth(2)),
            ("主要应用场景", Meaning::Main),
            ("占比最低", Meaning::Last),
            ("近三成左右", Meaning::Contradiction),
            ("较上年持平", Meaning::Unchanged),
        ] {
            assert_eq!(meanings(words), [meaning], "{words}");
        }
    }

    #[test]
    fn changes() {
        let points = |relation, above, below| Size::Points { relation, of: Exact::new(above, below) };
        let one_place = Relation::Printed { decimals: 1 };
        for (words, up, size) in [
            ("提升 5.2 个百分点", true, points(one_place, 52, 10)),
            ("下降了近 10 个百分点", false, points(Relation::Near, 10, 1)),
            ("提高到 87.3%", true, Size::To { relation: one_place, of: Exact::new(873, 10) }),
            ("增长 25.1%", true, Size::Percent { relation: one_place, of: Exact::new(251, 10) }),
            ("增长了两倍", true, Size::Times { relation: Relation::Bare, of: Exact::from_integer(2) }),
            ("增长到三倍", true, Size::Times { relation: Relation::Bare, of: Exact::from_integer(2) }),
            ("翻一番", true, Size::Times { relation: Relation::Bare, of: Exact::from_integer(1) }),
            ("大幅下降", false, Size::Large),
            ("小幅提升", true, Size::Small),
            ("较上年有所提升", true, Size::Unsaid),
        ] {
            assert_eq!(meanings(words), [Meaning::Change(Change { up: Some(up), size })], "{words}");
        }
    }

    #[test]
    fn what_is_no_share_is_left_alone() {
        for words in [
            "5 万以下",
            "3 年以内",
            "5000 份以上",
            "1-3 年",
            "2017-2018 年",
            "API/SDK 接口",
            "两大类",
            "最近",
            "近年来",
            "半年",
            "一成为",
            "保持或加大",
            "B2B",
            "16 个省市",
        ] {
            assert_eq!(meanings(words), [], "{words}");
        }
    }
}
