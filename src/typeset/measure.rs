//! Measures chart text with the very faces that Typst sets it in.

use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariations};

use crate::chart::{TextMeasure, Weight};

/// The two faces of charts.
pub struct ChartFaces {
    regular: FontInstance,
    bold: FontInstance,
}

impl ChartFaces {
    /// Of one family.
    pub fn new(regular: Font, bold: Font) -> ChartFaces {
        let instance = |face: Font| {
            let variant = face.info().variant;
            // An advance in em is that of any size.
            face.instantiate(variant, Abs::pt(10.0), &FontVariations::default())
        };
        ChartFaces { regular: instance(regular), bold: instance(bold) }
    }

    /// The regular one, which captions are set in too.
    pub fn regular(&self) -> &Font {
        self.regular.font()
    }

    fn face(&self, weight: Weight) -> &FontInstance {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl TextMeasure for ChartFaces {
    fn advance(&self, character: char, weight: Weight) -> f64 {
        let face = self.face(weight);
        glyph(face, character).and_then(|glyph| face.x_advance(glyph)).map_or(0.0, |advance| advance.get())
    }

    fn has_glyph(&self, character: char, weight: Weight) -> bool {
        glyph(self.face(weight), character).is_some()
    }
}

fn glyph(face: &FontInstance, character: char) -> Option<u16> {
    // Glyph 0 is the box for missing characters.
    face.ttf().glyph_index(character).map(|glyph| glyph.0).filter(|glyph| *glyph != 0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use font_kit::font::Font as FreeType;
    use typst::text::FontWeight;

    use super::*;
    use crate::typeset::fonts;

    fn faces() -> ChartFaces {
        let store = fonts::load(&[]).unwrap().store;
        let face = |weight| fonts::face(&store, "Noto Sans SC", weight).unwrap();
        ChartFaces::new(face(FontWeight::REGULAR), face(FontWeight::BOLD))
    }

    #[test]
    fn measures_the_bundled_faces() {
        let faces = faces();
        for weight in [Weight::Regular, Weight::Bold] {
            assert_eq!(faces.advance('年', weight), 1.0);
            assert_eq!(faces.advance('0', weight), faces.advance('1', weight), "figures are tabular");
            assert!((0.5..0.7).contains(&faces.advance('0', weight)));
            assert!(faces.has_glyph(' ', weight) && faces.has_glyph('—', weight));
            assert!(!faces.has_glyph('🦀', weight) && faces.advance('🦀', weight) == 0.0);
        }
        assert!(faces.advance('0', Weight::Bold) > faces.advance('0', Weight::Regular));
    }

    /// Another library reads the same of the same bytes.
    #[test]
    fn freetype_measures_the_same() {
        let faces = faces();
        for weight in [Weight::Regular, Weight::Bold] {
            let bytes = faces.face(weight).font().data().to_vec();
            let other = FreeType::from_bytes(Arc::new(bytes), 0).unwrap();
            let em = f64::from(other.metrics().units_per_em);
            for character in (0..0x30000).filter_map(char::from_u32).step_by(7).chain(' '..='~') {
                let advance = other
                    .glyph_for_char(character)
                    .filter(|glyph| *glyph != 0)
                    .map_or(0.0, |glyph| f64::from(other.advance(glyph).unwrap().x()) / em);
                assert_eq!(faces.advance(character, weight), advance, "{character}");
            }
        }
    }
}
