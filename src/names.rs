//! Names compared: the one that was probably meant, and how alike two are.

/// The known name closest to a mistyped one, if any is close.
pub fn nearest<'a>(name: &str, known: &'a [impl AsRef<str>]) -> Option<&'a str> {
    // One character mistyped in one is another name.
    let length = name.chars().count();
    let limit = if length < 2 { 0 } else { length.div_ceil(3) };
    known
        .iter()
        .map(|candidate| (edit_distance(name, candidate.as_ref()), candidate.as_ref()))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let substitute = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// A name without what differs between tables: white space, full-width forms, letter case, a leading number.
pub fn plain(name: &str) -> String {
    let half = |character: char| match character {
        '—' | '–' | '～' | '~' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    let name: String = name.chars().filter(|character| !character.is_whitespace()).map(half).collect();
    without_number(&name).to_lowercase()
}

/// `第3题:`, `3、`, `Q3.`, `A.` before a name.
fn without_number(name: &str) -> &str {
    let bare = name.strip_prefix('第').and_then(|rest| {
        let digits = rest.trim_start_matches(|character: char| character.is_ascii_digit());
        (digits.len() < rest.len()).then(|| digits.strip_prefix('题'))?
    });
    let rest = bare.unwrap_or_else(|| {
        let rest = name.strip_prefix(['Q', 'q']).unwrap_or(name);
        let digits = rest.trim_start_matches(|character: char| character.is_ascii_digit());
        match digits.len() < rest.len() {
            true => digits,
            false => rest.trim_start_matches(|character: char| character.is_ascii_uppercase()),
        }
    });
    // A number is a name's own unless a mark ends it: 1-3年, 5000份.
    let mut marks = rest.chars();
    let first = marks.next();
    let marked = rest.len() < name.len() && first.is_some_and(|mark| matches!(mark, '.' | '、' | ':' | ')'));
    let decimal = first == Some('.') && marks.next().is_some_and(|next| next.is_ascii_digit());
    let after = rest.trim_start_matches(['.', '、', ':', ')']);
    if marked && !decimal && !after.is_empty() { after } else { name }
}

/// How many of the letter pairs two names have in common, 0 to 1 (Dice's coefficient).
pub fn alike(one: &str, other: &str) -> f64 {
    let pairs = |name: &str| {
        let characters: Vec<char> = plain(name).chars().collect();
        characters.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (one, mut other) = (pairs(one), pairs(other));
    let total = one.len() + other.len();
    let mut common = 0;
    for pair in one {
        if let Some(at) = other.iter().position(|known| *known == pair) {
            other.swap_remove(at);
            common += 1;
        }
    }
    if total == 0 { 0.0 } else { 2.0 * common as f64 / total as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("precent", &["count", "percent"]), Some("percent"));
        assert_eq!(nearest("lable", &["label", "id"]), Some("label"));
        assert_eq!(nearest("weather", &["label", "id"]), None);
    }

    #[test]
    fn names_are_compared_without_their_dress() {
        for (one, other) in [
            ("3、使用时间", "使用时间"),
            ("第3题：使用 时间", "使用时间"),
            ("Q3. 使用时间", "使用时间"),
            ("A.手机ＡＰＰ", "手机 app"),
            ("1-3年", "1—3 年"),
            ("(一)", "（一）"),
        ] {
            assert_eq!(plain(one), plain(other));
        }
        for (one, other) in
            [("1-3年", "3年"), ("5000份以上", "份以上"), ("1.5万元", "5万元"), ("PC端", "端"), ("3", "")]
        {
            assert_ne!(plain(one), plain(other));
        }
    }
}
