//! The quantity word for a value, as the prose kit writes it: the same words and the same precedence, which a test
//! holds equal for every value.

use super::numeral::counting;
use super::{Evidence, Exact, Meaning, Phrase, Relation, Size};
use crate::survey::sampling::Comparison;

/// Bounds in percent, from the rules for words: how far a word may stand from its value.
const SELF: i128 = 7;
const NEAR: i128 = 3;
const ALMOST_ALL: i128 = 97;

/// 超九成, 近八成, 半数 …; none below 7 %, where the number itself is written. `printed` is the value as the report
/// prints it.
pub fn quantity(value: Exact, printed: &str, over: &str, near: &str) -> Option<String> {
    let whole = Exact::from_integer;
    let half = whole(50);
    let words = if value <= whole(0) {
        "无".to_owned()
    } else if value < whole(SELF) {
        return None;
    } else if value >= whole(100) {
        "全部".to_owned()
    } else if value >= whole(ALMOST_ALL) {
        "几乎全部".to_owned()
    } else if value >= half - whole(NEAR) && value < half + whole(SELF) {
        match (printed.trim_end_matches('0').trim_end_matches('.'), value < half) {
            ("50" | "5", _) => "半数".to_owned(),
            (_, true) => format!("{near}半数"),
            (_, false) => format!("{over}半数"),
        }
    } else {
        let tenths = (value / whole(10)).floor().to_integer();
        let name = |tenths: i128| format!("{}成", counting(usize::try_from(tenths).unwrap_or(0)));
        match value - whole(tenths * 10) {
            left if left == whole(0) => name(tenths),
            left if left < whole(SELF) => format!("{over}{}", name(tenths)),
            _ => format!("{near}{}", name(tenths + 1)),
        }
    };
    Some(words)
}

/// What would be true in place of a phrase, in the editor's own manner where it has one: the word for the share that
/// governs, or the change as it is. None for words that have no such number.
pub fn suggest(evidence: &Evidence, phrase: &Phrase) -> Option<String> {
    match &phrase.meaning {
        Meaning::Change(change) => {
            let shares = !matches!(change.size, Size::Percent { .. } | Size::Times { .. });
            let (by, up, down) = match (&evidence.change, &evidence.growth) {
                (Some(change), _) if shares => (change, "提升", "下降"),
                (_, Some(growth)) => (growth, "增长", "下降"),
                _ => return None,
            };
            match evidence.comparison.filter(|_| shares) {
                Some(Comparison::Tested { within_error: true, .. }) => return Some("基本持平".to_owned()),
                // Of what nobody can tell, no words are truer than others.
                Some(Comparison::TooFew | Comparison::Untestable) => return None,
                _ => {}
            }
            let size = by.printed.trim_start_matches('-');
            if size.trim_matches(['0', '.']).is_empty() {
                return Some("持平".to_owned());
            }
            let verb = if by.printed.starts_with('-') { down } else { up };
            Some(match evidence.change.is_some() && shares {
                true => format!("{verb} {size} 个百分点"),
                false => format!("{verb} {size}%"),
            })
        }
        Meaning::Unchanged => {
            let phrase =
                Phrase { meaning: Meaning::Change(super::Change { up: None, size: Size::Unsaid }), ..phrase.clone() };
            suggest(evidence, &phrase)
        }
        Meaning::Not(denied) if denied.is_change() => {
            suggest(evidence, &Phrase { meaning: (**denied).clone(), ..phrase.clone() })
        }
        meaning if phrase.is_quantity() => {
            let downwards = matches!(
                meaning,
                Meaning::Share { relation: Relation::Below | Relation::AtMost, .. }
                    | Meaning::Half(Relation::Below | Relation::AtMost)
            );
            // The share that governs: the smallest, or the largest where the words set an upper bound.
            let shares = evidence.shares.iter();
            let share =
                if downwards { shares.max_by_key(|share| share.high) } else { shares.min_by_key(|share| share.low) }?;
            let middle = (share.low + share.high) / Exact::from_integer(2);
            let (over, near) = ("超", "近");
            Some(quantity(middle, &share.printed, over, near).unwrap_or_else(|| format!("{}%", share.printed)))
        }
        _ => None,
    }
}
