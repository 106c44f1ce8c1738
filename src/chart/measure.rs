//! How wide a character is and whether the font has it: what charts ask of whoever knows the fonts.

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
