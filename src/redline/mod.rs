//! Two releases of a report set against each other: which numbers, which sentences and which pages changed.
//!
//! Numbers are those of the data that the files carry, sentences those of their structure, pages as they look. Two
//! releases in, a [`Redline`] out; `human`, `machine` and `document` say it in text, JSON and HTML.

mod align;
mod document;
mod human;
mod looks;
mod machine;
mod numbers;
mod paragraphs;
mod parts;
mod release;
mod words;

use crate::error::Result;

pub use document::document;
pub use human::text;
pub use looks::{PagePair, Region};
pub use machine::json;
pub use numbers::{Measure, Number, NumberChange};
pub use paragraphs::ParagraphChange;
pub use release::Release;
pub use words::Part;

/// What differs between two releases.
#[derive(Debug, Clone, PartialEq)]
pub struct Redline {
    /// None where not both releases carry their data.
    pub numbers: Option<Vec<NumberChange>>,
    pub paragraphs: Vec<ParagraphChange>,
    /// Every page of both, in order.
    pub pages: Vec<PagePair>,
}

impl Redline {
    pub fn is_empty(&self) -> bool {
        self.numbers.iter().all(Vec::is_empty) && self.paragraphs.is_empty() && self.changed_pages().next().is_none()
    }

    /// Pages that look different, or that only one release has.
    pub fn changed_pages(&self) -> impl Iterator<Item = &PagePair> {
        self.pages.iter().filter(|pair| pair.is_changed())
    }
}

/// Compares two releases.
///
/// # Errors
/// A page of either that cannot be drawn.
pub fn compare(old: &Release, new: &Release) -> Result<Redline> {
    let numbers = old.data.as_ref().zip(new.data.as_ref());
    Ok(Redline {
        numbers: numbers.map(|(before, now)| numbers::changes(&before.survey, &now.survey)),
        paragraphs: paragraphs::changes(&old.paragraphs, &new.paragraphs),
        pages: looks::compare(old, new)?,
    })
}
