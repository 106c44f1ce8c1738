//! The design tokens and the faces they name: what charts are drawn with and pages are set in.

use std::sync::Arc;

use typst::text::FontWeight;
use typst_kit::fonts::FontStore;

use super::fonts;
use super::inks::Inks;
use super::measure::ChartFaces;
use crate::chart::{Position, Tokens, TokensError};
use crate::diagnostics::{Diagnostic, Place, SourceFile};
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::located::{self, Step};

/// A report's look, as far as Rust draws it.
pub struct Theme {
    /// The file that it was read from.
    file: Arc<SourceFile>,
    pub tokens: Tokens,
    /// The same for sheets of single figures: what is tried first, and then.
    pub slides: [Tokens; 2],
    pub social: [Tokens; 1],
    /// The faces of charts and captions.
    pub faces: ChartFaces,
    /// What a printer's edition is set with.
    pub inks: Inks,
}

/// What is wrong with the tokens, and the path of the field.
#[derive(Debug)]
pub struct Fault {
    /// Keys joined with full stops.
    pub field: String,
    pub message: Message,
}

impl Theme {
    /// Reads the text of a `tokens.json`, which messages call `name`, and finds its faces.
    ///
    /// # Errors
    /// A text that is no set of tokens, or a family that no loaded font has, at its place.
    pub fn parse(name: String, text: String, fonts: &FontStore) -> Result<Theme> {
        let file = Arc::new(SourceFile { name, text });
        let fault = |error: TokensError| {
            let diagnostic = Diagnostic::error(error.message()).at(Some(place(&file, error.position())));
            Error::Input(vec![diagnostic.hint(Message::new("tokens-hint"))])
        };
        let tokens = Tokens::parse(&file.text).map_err(fault)?;
        let own = |sheet| Tokens::parse_for(&file.text, sheet).map_err(fault);
        let slides = [own("standalone.slides")?, own("standalone.slides.dense")?];
        let social = [own("standalone.social")?];
        let inks = Inks::parse(&file.text).map_err(|fault| {
            let place = place(&file, Position::Field(&fault.field));
            Error::Input(vec![Diagnostic::error(fault.message).at(Some(place)).hint(Message::new("inks-hint"))])
        })?;
        let face = |family: &str, field, weight| {
            fonts::face(fonts, family, weight)
                .ok_or_else(|| Error::Input(vec![no_such_family(fonts, family, place(&file, Position::Field(field)))]))
        };
        face(&tokens.font.serif, "font.serif", FontWeight::REGULAR)?;
        let regular = face(&tokens.font.sans, "font.sans", FontWeight::REGULAR)?;
        let bold = face(&tokens.font.sans, "font.sans", FontWeight::BOLD)?;
        Ok(Theme { file, tokens, slides, social, faces: ChartFaces::new(regular, bold), inks })
    }

    /// The text that it was read from.
    pub fn text(&self) -> &str {
        &self.file.text
    }
}

fn place(file: &Arc<SourceFile>, position: Position) -> Place {
    let text = &file.text;
    let range = match position {
        Position::LineColumn(line, column) => {
            let start = located::offset_of(text, line, column);
            start..text[start..].chars().next().map_or(start, |character| start + character.len_utf8())
        }
        // The text was read as JSON before a field could be found wrong.
        Position::Field(field) => {
            let path: Vec<Step> = field.split('.').map(Step::Key).collect();
            located::parse(text).map_or(0..0, |root| root.find(&path).range.clone())
        }
    };
    Place { file: file.clone(), range }
}

fn no_such_family(fonts: &FontStore, family: &str, place: Place) -> Diagnostic {
    let names: Vec<&str> = fonts.book().families().map(|(name, _)| name).collect();
    let message = Message::new("no-family").with("family", family);
    Diagnostic::error(message).at(Some(place)).hint(Message::new("no-family.hint").with("known", names))
}
