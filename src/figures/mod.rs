//! Single figures: their tables as plain values, as CSV and as a workbook, and their pictures for slides, web and press.
//!
//! ```text
//! survey ─▶ table ─▶ CSV │ workbook
//!        └▶ chart (alone, or on a sheet of the kit's) ─▶ outline ─▶ SVG │ PNG
//! ```
//! A picture holds no fonts: its text is outlines, made with the faces that its chart was measured with, and its words
//! stand beside them.

pub mod outline;
pub mod page;
pub mod png;
pub mod svg;
pub mod table;
pub mod workbook;

pub use table::{Amount, FigureTable, Share, Values, csv, status, stem, table, tables};

use clap::ValueEnum;
use typst_svg::SvgOptions;

use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::Dataset;
use crate::typeset::Typesetter;
use crate::typeset::standalone::{Card, Sheet};
use outline::{Drawing, Faces, NotFlat};

/// What pictures are for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Purpose {
    /// The chart alone, as large as in the report.
    #[default]
    Plain,
    /// 16:9 with title, base and source.
    Slides,
    /// A white card with title, base, source and where it is from.
    Social,
}

/// Print resolution of charts alone: 300 dpi.
const PRINT: f64 = 300.0 / 72.0;
/// Of sheets: their widths in pt are half of those in pixels.
const SCREEN: f64 = 2.0;

/// One figure as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// The name of its files, without an ending.
    pub stem: String,
    pub title: String,
    /// Its content in words.
    pub description: String,
    pub drawing: Drawing,
    pub pixels_per_pt: f64,
}

impl Picture {
    /// As SVG: outlines, a title and a description, no font and no reference to anything.
    pub fn svg(&self) -> String {
        let words = svg::Words { stem: &self.stem, title: &self.title, description: &self.description };
        svg::write(&self.drawing, &words)
    }

    /// As PNG with a transparent ground, where the picture has no other.
    ///
    /// # Errors
    /// A picture that the encoder refuses.
    pub fn png(&self) -> Result<Vec<u8>> {
        png::write(&self.drawing, self.pixels_per_pt)
    }
}

/// Draws the figures of these tables, which are of the data that the typesetter has loaded, beside the same earlier
/// editions.
///
/// # Errors
/// As for any layout; a kit whose sheets are more than outlines in plain colours.
pub fn draw(
    typesetter: &mut Typesetter,
    dataset: &Dataset,
    previous: &[Dataset],
    figures: &[FigureTable],
    purpose: Purpose,
) -> Result<Vec<Picture>> {
    let sheet = match purpose {
        Purpose::Plain => None,
        Purpose::Slides => Some(Sheet::Slides),
        Purpose::Social => Some(Sheet::Social),
    };
    let card = |figure: &FigureTable| {
        Ok(Card {
            question: figure.question.clone(),
            number: figure.number,
            base: figure.base.clone(),
            chart: typesetter.chart(dataset, figure.place - 1, previous, sheet)?,
        })
    };
    let cards: Vec<Card> = figures.iter().map(card).collect::<Result<_>>()?;
    let drawn: Vec<(String, f64)> = match sheet {
        None => cards.iter().map(|card| (card.chart.svg.clone(), card.chart.width)).collect(),
        Some(sheet) => {
            let pages = typesetter.compile_standalone(sheet, &cards)?;
            let options = SvgOptions { render_bleed: false, pretty: false };
            let page = |page| typst_svg::svg(page, &options);
            let widths = pages.document.pages().iter().map(|page| page.frame.width().to_pt());
            pages.document.pages().iter().map(page).zip(widths).collect()
        }
    };
    // The theme was read with these very faces.
    let faces = typesetter.chart_faces().and_then(Faces::new).ok_or_else(|| not_flat(NotFlat))?;
    let pixels_per_pt = if sheet.is_none() { PRINT } else { SCREEN };
    let picture = |((figure, card), (svg, width)): ((&FigureTable, Card), (String, f64))| {
        Ok(Picture {
            stem: figure.stem(),
            title: figure.title.clone(),
            description: card.chart.alt,
            drawing: Drawing::of(&svg, width, &faces).map_err(not_flat)?,
            pixels_per_pt,
        })
    };
    figures.iter().zip(cards).zip(drawn).map(picture).collect()
}

fn not_flat(_: NotFlat) -> Error {
    let message = Message::new("figure-not-flat");
    let hint = message.hint();
    Error::Input(vec![Diagnostic::error(message).hint(hint)])
}
