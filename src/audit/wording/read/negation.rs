//! Negations: 并未提升 is the opposite of 提升.

use super::years::{compared, is_stop};
use super::*;

/// What denies the words right after it, the longest first.
const NOT: [(&str, bool); 38] = [
    // Whether it denies a verb further on as well: 并未如预期提升. 没有计划 and 未应用 are names of options.
    ("并没有", true),
    ("并未能", true),
    ("并未", true),
    ("并无", true),
    ("并不是", true),
    ("并非", true),
    ("并不", true),
    ("绝非", true),
    ("远非", true),
    ("未能", true),
    ("未曾", true),
    ("没能", true),
    ("不再是", true),
    ("不再", true),
    ("没有", false),
    ("从未", false),
    ("尚未", false),
    ("仍未", false),
    ("还未", false),
    ("毫无", false),
    ("尚无", false),
    ("不是", false),
    ("而非", false),
    ("不算", false),
    ("称不上", false),
    ("算不上", false),
    ("谈不上", false),
    ("不能说", false),
    ("难言", false),
    ("难以", false),
    ("不会", false),
    ("不能", false),
    ("不可能", false),
    ("没", false),
    ("未", false),
    ("无", false),
    ("不", false),
    ("非", false),
];

/// What may stand between a negation and what it denies.
pub(super) const BETWEEN: [(&str, ()); 36] = [
    ("受到", ()),
    ("受", ()),
    ("出现", ()),
    ("发生", ()),
    ("呈现出", ()),
    ("呈现", ()),
    ("实现", ()),
    ("得到", ()),
    ("保持", ()),
    ("继续", ()),
    ("持续", ()),
    ("进一步", ()),
    ("任何", ()),
    ("能够", ()),
    ("成为", ()),
    ("位居", ()),
    ("占据", ()),
    ("排在", ()),
    ("处于", ()),
    ("有所", ()),
    ("太大", ()),
    ("那么", ()),
    ("有", ()),
    ("见", ()),
    ("再", ()),
    ("能", ()),
    ("会", ()),
    ("曾", ()),
    ("是", ()),
    ("为", ()),
    ("占", ()),
    ("居", ()),
    ("排", ()),
    ("列", ()),
    ("太", ()),
    ("很", ()),
];

/// How far a negation reaches over words the reader does not know, in characters.
const REACH: usize = 8;

/// The denied word that starts at a place.
pub(super) fn negated(glyphs: &Glyphs, start: usize, years: &Years) -> Option<(Meaning, usize)> {
    let (far, after) = glyphs.any(start, &NOT).filter(|_| glyphs.after(start, "不仅").is_none())?;
    let mut at = after;
    for _ in 0..4 {
        // 并未提升 denies a change without a year beside it; 并未提升效率 is about something else.
        let bare = || {
            let said = glyphs.any(at, &CHANGES).filter(|(_, end)| far && is_stop(glyphs.at(*end)));
            said.map(|(up, end)| (Meaning::Change(Change { up: Some(up), size: Size::Unsaid }), end))
        };
        if let Some((meaning, end)) = plain(glyphs, at, years).or_else(bare) {
            let ended = ["不再", "已非", "已不"].iter().any(|word| glyphs.after(start, word).is_some());
            let denied = opposite(meaning.clone());
            // 不再是最多: it was last year.
            return Some(match ended && !meaning.is_change() {
                true => (Meaning::Both(Box::new(denied), Box::new(Meaning::Then(Box::new(meaning)))), end),
                false => (denied, end),
            });
        }
        let Some(next) = glyphs.any(at, &BETWEEN).map(|(_, end)| end).or_else(|| Some(compared(glyphs, at, years)?.1))
        else {
            break;
        };
        at = next;
    }
    // A negation whose object is not right behind it denies something nobody can tell.
    let within = (at..at + REACH).take_while(|at| !is_stop(glyphs.at(*at)) && glyphs.at(*at) != Some('的'));
    let verb = within.filter(|_| far).find_map(|at| change(glyphs, at, years));
    verb.map(|(_, end)| (Meaning::Unread(Unread::Words), end))
}

/// 未超过七成 is at most 70 %; what has no such opposite is kept with its denial.
pub(super) fn opposite(meaning: Meaning) -> Meaning {
    let opposite = |relation| match relation {
        Relation::Above => Some(Relation::AtMost),
        Relation::AtLeast => Some(Relation::Below),
        Relation::Below => Some(Relation::AtLeast),
        Relation::AtMost => Some(Relation::Above),
        _ => None,
    };
    match meaning {
        Meaning::Share { relation, of, .. } => match opposite(relation) {
            Some(relation) => Meaning::Share { relation, of, only: false },
            // 不是七成, 并非约三成: more, less, or another number.
            None => Meaning::Unread(Unread::Words),
        },
        Meaning::Amount { relation, of } => {
            opposite(relation).map_or(Meaning::Unread(Unread::Words), |relation| Meaning::Amount { relation, of })
        }
        Meaning::Half(relation) => opposite(relation).map_or(Meaning::Unread(Unread::Words), Meaning::Half),
        Meaning::Only | Meaning::Times { .. } | Meaning::Contradiction | Meaning::Then(_) | Meaning::Both(..) => {
            Meaning::Unread(Unread::Words)
        }
        unread @ Meaning::Unread(_) => unread,
        // 并非没有提升 is read by the inner negation first and cannot be told.
        Meaning::Not(_) => Meaning::Unread(Unread::Words),
        meaning => Meaning::Not(Box::new(meaning)),
    }
}
