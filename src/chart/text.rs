//! Lines of text ready to be placed: measured, checked for missing glyphs, with the ¼ em between Chinese and Latin
//! that Typst sets in prose but not inside an SVG.

use super::ChartError;
use super::line_break::{self, Glyph, HANG};
use super::measure::{TextMeasure, Weight};

/// The gap between an ideograph and a Latin letter or digit, in em (W3C clreq 3.2.2: a quarter of the character).
const GAP: f64 = 0.25;
/// From the middle of a line's height to its baseline, in em.
const MIDDLE_TO_BASELINE: f64 = 0.37;

/// Size in pt and weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Font {
    pub size: f64,
    pub weight: Weight,
}

/// Characters set without a gap, at an offset in pt from the line's start.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub offset: f64,
    pub text: String,
}

/// One measured line; lengths in pt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub runs: Vec<Run>,
    pub font: Font,
    pub width: f64,
    /// White of a full-width bracket at the line's start, which may stand over a left edge.
    pub hang_left: f64,
    /// The same at its end.
    pub hang_right: f64,
}

impl Line {
    /// Width as far as a frame must hold it: what hangs out to the right is white.
    pub(super) fn visible_width(&self) -> f64 {
        self.width - self.hang_right
    }

    /// From the middle of its height down to its baseline.
    pub(super) fn drop(&self) -> f64 {
        MIDDLE_TO_BASELINE * self.font.size
    }
}

/// A wrapped text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wrapped {
    pub lines: Vec<Line>,
    /// What its cuts cost, to compare with the same text wrapped at another width.
    pub cost: f64,
}

impl Wrapped {
    /// The widest of its lines, without what hangs out to the right.
    pub(super) fn width(&self) -> f64 {
        self.lines.iter().map(Line::visible_width).fold(0.0, f64::max)
    }
}

/// Sets text in one family.
#[derive(Clone, Copy)]
pub(super) struct Setter<'a> {
    pub measure: &'a dyn TextMeasure,
    pub family: &'a str,
}

impl Setter<'_> {
    /// The text as one line.
    ///
    /// # Errors
    /// A character that the font lacks.
    pub(super) fn line(&self, text: &str, font: Font) -> Result<Line, ChartError> {
        Ok(set(&self.glyphs(text, font.weight)?, font))
    }

    /// The text in lines of at most `width` pt; none where no allowed cut makes it fit.
    ///
    /// # Errors
    /// A character that the font lacks.
    pub(super) fn wrap(&self, text: &str, font: Font, width: f64) -> Result<Option<Wrapped>, ChartError> {
        let glyphs = self.glyphs(text, font.weight)?;
        Ok(line_break::cut(&glyphs, width / font.size).map(|cut| Wrapped {
            lines: cut.lines.into_iter().map(|line| set(&glyphs[line], font)).collect(),
            cost: cut.cost,
        }))
    }

    /// The characters of a text at their places, white space made single spaces.
    fn glyphs(&self, text: &str, weight: Weight) -> Result<Vec<Glyph>, ChartError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let characters: Vec<char> = text.chars().collect();
        let mut end = 0.0;
        let mut glyphs: Vec<Glyph> = Vec::with_capacity(characters.len());
        for (index, &character) in characters.iter().enumerate() {
            if !self.measure.has_glyph(character, weight) {
                return Err(ChartError::MissingGlyph { character, text, family: self.family.to_owned() });
            }
            let before = index.checked_sub(1).map(|before| characters[before]);
            let start = end + if before.is_some_and(|before| meets(before, character)) { GAP } else { 0.0 };
            let bordering = character == ' '
                && before.is_some_and(|before| characters.get(index + 1).is_some_and(|&after| meets(before, after)));
            end = start + if bordering { GAP } else { self.measure.advance(character, weight) };
            glyphs.push(Glyph { character, start, end });
        }
        Ok(glyphs)
    }
}

/// Whether Chinese and Latin stand side by side.
fn meets(a: char, b: char) -> bool {
    use line_break::{is_cjk, is_latin};
    (is_cjk(a) && is_latin(b)) || (is_latin(a) && is_cjk(b))
}

/// Glyphs of one line as runs: a new one begins behind every gap between Chinese and Latin, so that the gap has its
/// width whatever the renderer makes of a space. The space itself stays, for whoever searches or copies the text.
fn set(glyphs: &[Glyph], font: Font) -> Line {
    let visible = glyphs.iter().rposition(|glyph| glyph.character != ' ').map_or(0, |last| last + 1);
    let glyphs = &glyphs[..visible];
    let origin = glyphs.first().map_or(0.0, |glyph| glyph.start);
    let mut runs: Vec<Run> = Vec::new();
    let mut before: Option<char> = None;
    for glyph in glyphs {
        match runs.last_mut() {
            Some(run) if glyph.character == ' ' || before.is_some_and(|before| !meets(before, glyph.character)) => {
                run.text.push(glyph.character);
            }
            _ => runs.push(Run { offset: (glyph.start - origin) * font.size, text: glyph.character.to_string() }),
        }
        if glyph.character != ' ' {
            before = Some(glyph.character);
        }
    }
    let hang = |hangs: bool| if hangs { HANG * font.size } else { 0.0 };
    Line {
        runs,
        font,
        width: glyphs.last().map_or(0.0, |glyph| glyph.end - origin) * font.size,
        hang_left: hang(glyphs.first().is_some_and(|glyph| line_break::hangs_left(glyph.character))),
        hang_right: hang(glyphs.last().is_some_and(|glyph| line_break::hangs_right(glyph.character))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every ASCII character ½ em, every other 1 em; `×` is missing.
    struct Halves;

    impl TextMeasure for Halves {
        fn advance(&self, character: char, _: Weight) -> f64 {
            if character.is_ascii() { 0.5 } else { 1.0 }
        }

        fn has_glyph(&self, character: char, _: Weight) -> bool {
            character != '×'
        }
    }

    const SETTER: Setter = Setter { measure: &Halves, family: "Half" };
    const FONT: Font = Font { size: 10.0, weight: Weight::Regular };

    #[test]
    fn a_quarter_em_between_chinese_and_latin_with_or_without_a_space() {
        for (text, width, runs) in [
            ("不足1年", 40.0, &[(0.0, "不足"), (22.5, "1"), (30.0, "年")][..]),
            ("不足 1 年", 40.0, &[(0.0, "不足 "), (22.5, "1 "), (30.0, "年")]),
            ("  不足\n 1  年 ", 40.0, &[(0.0, "不足 "), (22.5, "1 "), (30.0, "年")]),
            ("甲、A 乙", 37.5, &[(0.0, "甲、A "), (27.5, "乙")]),
            ("50%的", 25.0, &[(0.0, "50%的")]),
            ("in use", 30.0, &[(0.0, "in use")]),
            ("", 0.0, &[]),
        ] {
            let line = SETTER.line(text, FONT).unwrap();
            assert_eq!(line.width, width, "{text}");
            let got: Vec<_> = line.runs.iter().map(|run| (run.offset, run.text.as_str())).collect();
            assert_eq!(got, runs, "{text}");
        }
    }

    #[test]
    fn no_gap_at_the_start_of_a_line() {
        let wrapped = SETTER.wrap("接口集成 API", FONT, 45.0).unwrap().unwrap();
        let texts: Vec<_> =
            wrapped.lines.iter().map(|line| (line.runs[0].offset, line.runs[0].text.as_str())).collect();
        assert_eq!(texts, [(0.0, "接口集成"), (0.0, "API")]);
        assert_eq!(wrapped.width(), 40.0);
    }

    #[test]
    fn brackets_hang() {
        let line = SETTER.line("（甲）", FONT).unwrap();
        assert_eq!((line.hang_left, line.hang_right, line.visible_width()), (4.5, 4.5, 25.5));
        assert_eq!(SETTER.line("(甲)", FONT).unwrap().hang_right, 0.0);
    }

    #[test]
    fn a_missing_glyph_is_named() {
        let error = SETTER.line("甲×乙", FONT).unwrap_err();
        assert_eq!(error, ChartError::MissingGlyph { character: '×', text: "甲×乙".into(), family: "Half".into() });
    }
}
