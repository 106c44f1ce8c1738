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

/// Which of several items a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    One(usize),
    /// Several items have this name; the first of them.
    Several(usize),
    None,
}

/// The names of several items, made ready to be compared with many others.
#[derive(Debug)]
pub struct Names(Vec<Vec<Known>>);

#[derive(Debug)]
struct Known {
    literal: String,
    undressed: String,
    unnumbered: Option<String>,
}

impl Names {
    /// Each item has several names, the surest first.
    pub fn new<S: AsRef<str>>(items: &[Vec<S>]) -> Names {
        let known = |name: &S| Known {
            literal: name.as_ref().to_owned(),
            undressed: undressed(name.as_ref()),
            unnumbered: unnumbered(name.as_ref()),
        };
        Names(items.iter().map(|names| names.iter().map(known).collect()).collect())
    }

    /// The item that a name means. Compared letter by letter, then without the dress that differs between tables, then
    /// without a leading number where only one of the two names has one.
    pub fn find(&self, name: &str) -> Found {
        let (worn, bare) = (undressed(name), unnumbered(name));
        let ranks = self.0.iter().map(Vec::len).max().unwrap_or(0);
        let literal = |known: &Known| known.literal == name;
        let dressed = |known: &Known| known.undressed == worn;
        for is in [&literal as &dyn Fn(&Known) -> bool, &dressed] {
            for rank in 0..ranks {
                match self.only(|names| names.get(rank).is_some_and(is)) {
                    Found::None => {}
                    found => return found,
                }
            }
        }
        // `A、运维` and `B、运维` are two names.
        self.only(|names| {
            names.iter().any(|known| match (&bare, &known.unnumbered) {
                (Some(bare), None) => *bare == known.undressed,
                (None, Some(known)) => *known == worn,
                _ => false,
            })
        })
    }

    fn only(&self, is: impl Fn(&Vec<Known>) -> bool) -> Found {
        let mut hits = self.0.iter().enumerate().filter(|(_, names)| is(names)).map(|(index, _)| index);
        match (hits.next(), hits.next()) {
            (Some(one), None) => Found::One(one),
            (Some(first), Some(_)) => Found::Several(first),
            (None, _) => Found::None,
        }
    }
}

/// The item that a name means.
pub fn find<S: AsRef<str>>(name: &str, items: &[Vec<S>]) -> Found {
    Names::new(items).find(name)
}

/// Characters that take no room.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

/// A full-width form as its half-width one, and one form of dashes.
pub fn half_width(character: char) -> char {
    match character {
        '—' | '–' | '－' | '～' | '~' | '‐' | '‑' | '−' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{3000}' | '\u{A0}' => ' ',
        _ => character,
    }
}

/// A name without what differs between tables: white space, full-width forms, letter case, forms of dashes.
pub fn undressed(name: &str) -> String {
    let seen = name.chars().filter(|character| !character.is_whitespace() && !is_invisible(*character));
    seen.map(half_width).flat_map(char::to_lowercase).collect()
}

/// Characters that make a number before them part of a name: 1 年以内, 3 次.
const MEASURES: &str = "年月日天周次个家人份万亿元成倍级岁小分秒季%";

/// A name without its leading number; none where it has no such number: `第3题：`, `*3、`, `Q3.`, `(3)`, `A.`, `3 `.
pub fn without_number(name: &str) -> Option<&str> {
    let half: String = name.chars().map(half_width).collect();
    let text = half.trim_start_matches(|mark: char| mark == '*' || mark.is_whitespace() || is_invisible(mark));
    let rest = after_number(text)?.trim_start_matches([' ', '*']);
    // Half-width forms stand for one character each.
    let from = name.char_indices().rev().nth(rest.chars().count().checked_sub(1)?)?.0;
    Some(name[from..].trim())
}

/// The same, without its dress.
pub fn unnumbered(name: &str) -> Option<String> {
    without_number(name).map(undressed).filter(|rest| !rest.is_empty())
}

fn after_number(text: &str) -> Option<&str> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|mark: char| mark.is_ascii_digit()).len();
    let marks = ['.', '、', ':', ')'];
    if let Some(rest) = text.strip_prefix('第')
        && let Some(rest) = rest[digits(rest)..].strip_prefix('题').filter(|_| digits(rest) > 0)
    {
        return Some(rest.trim_start().trim_start_matches(marks));
    }
    if let Some(rest) = text.strip_prefix('(') {
        return rest[digits(rest)..].strip_prefix(')').filter(|_| digits(rest) > 0);
    }
    let coded = text.strip_prefix(['Q', 'q']).filter(|rest| digits(rest) > 0);
    let rest = coded.unwrap_or(text);
    let letter = text.chars().next().filter(char::is_ascii_uppercase).map_or(0, char::len_utf8);
    let number = digits(rest);
    let rest = if number > 0 { &rest[number..] } else { text.get(letter..).filter(|_| letter > 0)? };
    let after = rest.trim_start_matches(marks);
    let mark = rest.chars().next()?;
    let year = || digits(after) == 4 && after[4..].trim_start().starts_with('年');
    match mark {
        // 9:00, 1:2, 1.5 万 and 1、2 年 are no numbers of questions; 3、2031 年 is one.
        _ if after.len() < rest.len() => {
            let lettered = number == 0 && matches!(mark, '、' | '.');
            (coded.is_some() || lettered || digits(after) == 0 || (mark == '、' && year())).then_some(after)
        }
        ' ' if number > 0 => {
            let after = rest.trim_start();
            let measured = after.starts_with(|next: char| MEASURES.contains(next) || next.is_ascii_digit());
            (coded.is_some() || (number <= 2 && !measured)).then_some(after)
        }
        _ => None,
    }
}

/// How many of the letter pairs two names have in common, 0 to 1 (Dice's coefficient).
pub fn alike(one: &str, other: &str) -> f64 {
    let pairs = |name: &str| {
        let bare = unnumbered(name).unwrap_or_else(|| undressed(name));
        let characters: Vec<char> = bare.chars().collect();
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
    fn names_are_compared_in_steps() {
        for (one, other) in [
            ("3、使用时间", "使用时间"),
            ("第3题：使用 时间", "使用时间"),
            ("第1题   使用时间", "使用时间"),
            ("*1、使用时间", "使用时间"),
            ("1 使用时间", "使用时间"),
            ("(1) 使用时间", "使用时间"),
            ("Q1 使用时间", "使用时间"),
            ("Q3. 使用时间", "使用时间"),
            ("Q3：2031 年投入", "2031 年投入"),
            ("3、2031 年投入", "2031年投入"),
            ("A.手机ＡＰＰ", "手机 app"),
            ("B、1～3年", "1-3 年"),
            ("1-3年", "1—3\u{A0}年\u{200B}"),
            ("(一)", "（一）"),
        ] {
            assert_eq!(find(one, &[vec!["甲"], vec![other]]), Found::One(1), "{one}");
            assert_eq!(find(other, &[vec![one]]), Found::One(0), "{other}");
        }
        for (one, other) in [
            ("1-3年", "3年"),
            ("5000份以上", "份以上"),
            ("1.5万元", "5万元"),
            ("PC端", "端"),
            ("3", ""),
            ("10:00-12:00", "9:00-12:00"),
            ("1:2", "1:3"),
            ("1:3", "3"),
            ("OA、运维", "IT、运维"),
            ("OA、运维", "运维"),
            ("A、运维", "B、运维"),
            ("1、2年", "2年"),
            ("3 年以上", "年以上"),
        ] {
            assert_eq!(find(one, &[vec![other]]), Found::None, "{one}");
            assert_eq!(find(other, &[vec![one]]), Found::None, "{other}");
        }
    }

    #[test]
    fn ids_go_first_and_what_fits_two_is_said_so() {
        let items = [vec!["a", "甲 乙"], vec!["b", "甲乙"], vec!["c", "1、丙"], vec!["d", "2、丙"], vec!["丁", "a"]];
        for (name, found) in [
            ("a", Found::One(0)),
            ("甲乙", Found::One(1)),
            ("甲　乙", Found::Several(0)),
            ("丙", Found::Several(2)),
            ("2、丙", Found::One(3)),
        ] {
            assert_eq!(find(name, &items), found, "{name}");
        }
    }
}
