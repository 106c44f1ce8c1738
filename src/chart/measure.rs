//! How wide a character is and whether the font has it, behind a trait so that the font library can be changed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::messages::{Lang, Message};
use font_kit::error::FontLoadingError;
use font_kit::font::Font;

/// The two weights that charts are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Regular,
    Bold,
}

/// What charts ask of a font.
pub trait TextMeasure {
    /// Horizontal advance in em; 0 where the font lacks the character.
    fn advance(&self, character: char, weight: Weight) -> f64;
    /// Whether the font has a glyph for the character. Without one it would vanish from the SVG in silence.
    fn has_glyph(&self, character: char, weight: Weight) -> bool;
}

/// Measures with FreeType, from the bytes of the faces that Typst sets the chart in.
pub struct FontKitMeasure {
    regular: Face,
    bold: Face,
}

struct Face {
    font: Font,
    units_per_em: f64,
    /// Advance of every character asked for so far; none where the face lacks it.
    known: RefCell<BTreeMap<char, Option<f64>>>,
}

/// The bytes of a face are no font that can be read.
#[derive(Debug)]
pub struct MeasureError {
    pub weight: Weight,
    pub cause: FontLoadingError,
}

impl MeasureError {
    /// What is wrong, for the editor.
    pub fn message(&self) -> Message {
        Message::new(match self.weight {
            Weight::Regular => "chart-font-regular",
            Weight::Bold => "chart-font-bold",
        })
        .with("cause", self.cause.to_string())
    }
}

impl fmt::Display for MeasureError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.message().text(Lang::default()))
    }
}

impl std::error::Error for MeasureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

impl FontKitMeasure {
    /// Opens both faces of one family from the bytes of their files.
    ///
    /// # Errors
    /// Bytes that FreeType cannot read as a font.
    pub fn new(regular: impl Into<Vec<u8>>, bold: impl Into<Vec<u8>>) -> Result<Self, MeasureError> {
        let open = |bytes: Vec<u8>, weight| {
            let font = Font::from_bytes(Arc::new(bytes), 0).map_err(|cause| MeasureError { weight, cause })?;
            let units_per_em = f64::from(font.metrics().units_per_em);
            Ok(Face { font, units_per_em, known: RefCell::default() })
        };
        Ok(FontKitMeasure { regular: open(regular.into(), Weight::Regular)?, bold: open(bold.into(), Weight::Bold)? })
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn advance(&self, character: char) -> Option<f64> {
        *self.known.borrow_mut().entry(character).or_insert_with(|| {
            // Glyph 0 is the box for missing characters.
            let glyph = self.font.glyph_for_char(character).filter(|&glyph| glyph != 0)?;
            let advance = self.font.advance(glyph).ok()?;
            Some(f64::from(advance.x()) / self.units_per_em)
        })
    }
}

impl TextMeasure for FontKitMeasure {
    fn advance(&self, character: char, weight: Weight) -> f64 {
        self.face(weight).advance(character).unwrap_or(0.0)
    }

    fn has_glyph(&self, character: char, weight: Weight) -> bool {
        self.face(weight).advance(character).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::measure;

    #[test]
    fn measures_the_bundled_faces() {
        let measure = measure();
        for weight in [Weight::Regular, Weight::Bold] {
            assert_eq!(measure.advance('年', weight), 1.0);
            assert_eq!(measure.advance('0', weight), measure.advance('1', weight), "figures are tabular");
            assert!((0.5..0.7).contains(&measure.advance('0', weight)));
            assert!(measure.has_glyph(' ', weight) && measure.has_glyph('—', weight));
            assert!(!measure.has_glyph('🦀', weight) && measure.advance('🦀', weight) == 0.0);
        }
        assert!(measure.advance('0', Weight::Bold) > measure.advance('0', Weight::Regular));
    }

    #[test]
    fn refuses_what_is_no_font() {
        let error = FontKitMeasure::new(b"no font", b"no font").err().unwrap();
        assert_eq!(error.weight, Weight::Regular);
        assert!(error.to_string().contains("常规体"));
    }
}
