//! Single figures on sheets of their own: charts drawn for the room they have there, and the kit's template around them.

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontWeight};

use super::world::MAIN_PATH;
use super::{Pages, Typesetter, charts, fonts};
use crate::chart::Chart;
use crate::error::Result;
use crate::survey::Dataset;

/// The entry of single figures, and their data.
const PATH: &str = "/kanyin/standalone.typ";
const DATA_PATH: &str = "/kanyin/standalone.json";
const ENTRY: &str = r#"#import "/templates/kit/standalone.typ": standalone
#standalone(json("/kanyin/standalone.json"))
"#;

/// What a sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// 16:9.
    Slides,
    /// Square, or taller where the figure needs it.
    Social,
}

/// One figure on its sheet.
pub struct Card {
    /// The question's id.
    pub question: String,
    /// The figure's number in the report, where it has one.
    pub number: Option<usize>,
    /// Who was asked.
    pub base: Option<String>,
    pub chart: Chart,
}

impl Typesetter {
    /// The chart of the question at this place of the loaded data, as the report shows it; for a sheet, drawn for its
    /// room where it finds room there and stays the same kind of picture.
    ///
    /// # Errors
    /// As for `load`.
    pub fn chart(&self, dataset: &Dataset, index: usize, previous: &[Dataset], sheet: Option<Sheet>) -> Result<Chart> {
        let draw = |tokens| charts::draw(dataset, index, previous, tokens, &self.theme);
        let report = draw(&self.theme.tokens)?;
        let tokens = match sheet {
            None => &[][..],
            Some(Sheet::Slides) => &self.theme.slides,
            Some(Sheet::Social) => &self.theme.social,
        };
        let mut drawn = tokens.iter().filter_map(|tokens| draw(tokens).ok());
        let same = drawn.find(|chart| chart.form == report.form);
        Ok(same.unwrap_or(report))
    }

    /// The regular and the bold face of charts.
    pub fn chart_faces(&self) -> Option<[Font; 2]> {
        let face = |weight| fonts::face(self.world.fonts(), &self.theme.tokens.font.sans, weight);
        Some([face(FontWeight::REGULAR)?, face(FontWeight::BOLD)?])
    }

    /// Lays single figures out, a page each.
    ///
    /// # Errors
    /// As for any layout.
    pub fn compile_standalone(&mut self, sheet: Sheet, cards: &[Card]) -> Result<Pages> {
        let path = |index: usize| format!("/kanyin/standalone/{:02}.svg", index + 1);
        let described = cards.iter().enumerate().map(|(index, card)| {
            serde_json::json!({
                "question": card.question,
                "number": card.number,
                "base": card.base,
                "svg": path(index),
                "width": card.chart.width,
                "height": card.chart.height,
            })
        });
        let data = serde_json::json!({ "sheet": sheet, "cards": described.collect::<Vec<_>>() });
        for (index, card) in cards.iter().enumerate() {
            self.world.replace_virtual_file(&path(index), Bytes::from_string(card.chart.svg.clone()));
        }
        self.world.replace_virtual_file(DATA_PATH, Bytes::from_string(data.to_string()));
        self.world.replace_virtual_file(PATH, Bytes::from_string(ENTRY));
        self.world.set_main(PATH);
        let pages = self.compile();
        self.world.set_main(MAIN_PATH);
        pages
    }
}
