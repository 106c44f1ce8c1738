//! Numbers as Chinese prose writes them: Arabic, full-width and Chinese digits, fractions.

use super::Exact;

/// Text as the reader of words sees it: characters without white space, each with its bytes.
pub struct Glyphs {
    glyphs: Vec<(char, usize, usize)>,
}

impl Glyphs {
    pub fn of(words: &str) -> Self {
        let glyphs = words.char_indices().filter(|(_, character)| !character.is_whitespace() && *character != '~');
        Glyphs { glyphs: glyphs.map(|(at, glyph)| (half_width(glyph), at, at + glyph.len_utf8())).collect() }
    }

    pub fn len(&self) -> usize {
        self.glyphs.len()
    }

    pub fn at(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|(glyph, ..)| *glyph)
    }

    /// Whether these characters stand at an index; if so, the index after them.
    pub fn after(&self, index: usize, word: &str) -> Option<usize> {
        let mut end = index;
        for character in word.chars() {
            if self.at(end) != Some(character) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The first of several words that stands at an index, with the index after it.
    pub fn any<'a, T: Copy>(&self, index: usize, words: &'a [(&'a str, T)]) -> Option<(T, usize)> {
        let mut first = [0; 4];
        let first = self.at(index)?.encode_utf8(&mut first).as_bytes();
        // Han differ in their last byte: most words are none at a glance.
        let last = first.len() - 1;
        let may = |word: &str| word.as_bytes().get(last) == Some(&first[last]);
        words.iter().filter(|(word, _)| may(word)).find_map(|(word, value)| Some((*value, self.after(index, word)?)))
    }

    /// The bytes of a stretch of characters.
    pub fn bytes(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        match (self.glyphs.get(from), to.checked_sub(1).and_then(|last| self.glyphs.get(last))) {
            (Some((_, start, _)), Some((_, _, end))) if start < end => *start..*end,
            _ => 0..0,
        }
    }
}

/// Digits and signs that are typed full-width as their half-width selves.
fn half_width(glyph: char) -> char {
    match glyph {
        '０'..='９' => char::from(b'0' + (u32::from(glyph) - u32::from('０')) as u8),
        '％' => '%',
        '．' => '.',
        '／' => '/',
        '—' | '－' | '–' => '-',
        other => other,
    }
}

/// A number read from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    pub value: Exact,
    /// Digits after the point.
    pub decimals: u32,
    /// Whether it was written in Chinese characters.
    pub chinese: bool,
    /// The index after it.
    pub end: usize,
}

/// The number that starts at an index, if one does.
pub fn number(glyphs: &Glyphs, start: usize) -> Option<Number> {
    arabic(glyphs, start).or_else(|| chinese(glyphs, start))
}

fn arabic(glyphs: &Glyphs, start: usize) -> Option<Number> {
    let digits = |mut index: usize| {
        let from = index;
        let mut value: i128 = 0;
        // More digits than any survey number has are no number.
        while let Some(digit) = glyphs.at(index).and_then(|glyph| glyph.to_digit(10)).filter(|_| index - from < 12) {
            value = value * 10 + i128::from(digit);
            index += 1;
        }
        (index > from).then_some((value, index))
    };
    let (whole, end) = digits(start)?;
    match glyphs.after(end, ".").and_then(digits) {
        Some((fraction, after)) => {
            let decimals = (after - end - 1) as u32;
            let scale = 10_i128.pow(decimals);
            Some(Number { value: Exact::new(whole * scale + fraction, scale), decimals, chinese: false, end: after })
        }
        None => Some(Number { value: Exact::from_integer(whole), decimals: 0, chinese: false, end }),
    }
}

/// 三十五点五, 一百二十, 两, 〇: up to the thousands, which is more than a percentage needs.
fn chinese(glyphs: &Glyphs, start: usize) -> Option<Number> {
    let mut index = start;
    let (mut total, mut digit): (i128, Option<i128>) = (0, None);
    while let Some(glyph) = glyphs.at(index) {
        match (digit_of(glyph), unit_of(glyph)) {
            (Some(value), _) if digit.is_none() || digit == Some(0) => digit = Some(value),
            (_, Some(unit)) if total == 0 || total % (unit * 10) == 0 => {
                // 十五 is one ten and five; 百 and above need their digit.
                let Some(times) = digit.take().or((unit == 10).then_some(1)) else { break };
                total += times * unit;
            }
            _ => break,
        }
        index += 1;
    }
    if index == start {
        return None;
    }
    let whole = total + digit.unwrap_or(0);
    let mut number = Number { value: Exact::from_integer(whole), decimals: 0, chinese: true, end: index };
    if let Some(mut after) = glyphs.after(index, "点") {
        let mut scale: i128 = 1;
        let mut fraction = 0;
        while let Some(value) = glyphs.at(after).and_then(digit_of).filter(|_| scale < 1_000_000) {
            fraction = fraction * 10 + value;
            scale *= 10;
            number.decimals += 1;
            after += 1;
        }
        if scale > 1 {
            number.value += Exact::new(fraction, scale);
            number.end = after;
        }
    }
    Some(number)
}

/// A Chinese digit's value.
pub fn digit_of(glyph: char) -> Option<i128> {
    Some(match glyph {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn unit_of(glyph: char) -> Option<i128> {
    match glyph {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// ½ and its like, as parts of one.
pub fn vulgar_fraction(glyph: char) -> Option<Exact> {
    let (above, below) = match glyph {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        _ => return None,
    };
    Some(Exact::new(above, below))
}

/// 一 to 十 as they stand before 成: 两成, not 二成.
pub fn counting(value: usize) -> &'static str {
    ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"].get(value).copied().unwrap_or("十")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_of_every_writing() {
        for (text, above, below) in [
            ("35.53", 3553, 100),
            ("３５", 35, 1),
            ("1 0", 10, 1),
            ("七", 7, 1),
            ("十", 10, 1),
            ("十二", 12, 1),
            ("三十五点五", 355, 10),
            ("一百零五", 105, 1),
            ("两", 2, 1),
            ("9.成", 9, 1),
        ] {
            let number = number(&Glyphs::of(text), 0).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(number.value, Exact::new(above, below), "{text}");
        }
        for text in ["", "百", "成", "点五", "."] {
            assert_eq!(number(&Glyphs::of(text), 0), None, "{text}");
        }
    }
}
