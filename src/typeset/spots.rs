//! Where words stand on the laid-out pages: the stretches that a proof underlines and hangs its notes on.

use std::collections::HashMap;

use serde::Serialize;
use typst::WorldExt;
use typst::foundations::Content;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst::pdf::ArtifactElem;
use typst::syntax::{FileId, Span};
use typst_layout::PagedDocument;

use super::claims;
use super::world::ReportWorld;
use crate::diagnostics::Place;

/// How much of an em stands above the baseline.
const ASCENT: f64 = 0.88;

/// A part of one line, or a figure. Lengths are in pt from the page's upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stretch {
    /// Page of the document, from 1.
    pub page: usize,
    pub x: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// Every glyph and picture of a document's text, in layout order, and where its `<kanyin>` elements begin among them.
pub struct Spots<'a> {
    world: &'a ReportWorld,
    inks: Vec<Ink<'a>>,
    /// The ink that follows each `<kanyin>` element.
    elements: Vec<Option<usize>>,
    /// The inks that come from each source file, in layout order.
    sources: HashMap<FileId, Vec<usize>>,
}

/// One glyph, or a picture, which has no text.
struct Ink<'a> {
    at: Stretch,
    text: Option<&'a str>,
    /// Where in the sources it comes from.
    span: (Span, u16),
}

impl<'a> Spots<'a> {
    pub fn of(world: &'a ReportWorld, document: &'a PagedDocument) -> Self {
        let mut reader = Reader::default();
        for (index, page) in document.pages().iter().enumerate() {
            reader.page = index + 1;
            reader.read(&page.frame, Point::zero());
        }
        let Reader { inks, tags, .. } = reader;
        let start = |element: &Content| tags.get(&element.location()?).copied();
        let elements = claims::elements(document).iter().map(start).collect();
        let mut sources: HashMap<FileId, Vec<usize>> = HashMap::new();
        for (index, ink) in inks.iter().enumerate() {
            if let Some(id) = ink.span.0.id() {
                sources.entry(id).or_default().push(index);
            }
        }
        Spots { world, inks, elements, sources }
    }

    /// The words that a `<kanyin>` element printed, or its picture; at least the point where they should begin.
    pub fn of_element(&self, element: usize, words: &str) -> Vec<Stretch> {
        let Some(Some(start)) = self.elements.get(element) else { return Vec::new() };
        let inks = &self.inks[*start..];
        let Some(first) = inks.first() else { return Vec::new() };
        let words = squeezed(words);
        let (mut rest, mut found) = (words.as_str(), Vec::new());
        for ink in inks.iter().take_while(|ink| ink.text.is_some()) {
            match ink.text.and_then(|text| rest.strip_prefix(&squeezed(text))) {
                Some(shorter) if !rest.is_empty() => {
                    rest = shorter;
                    found.push(ink.at);
                }
                _ => break,
            }
        }
        match (first.text, found.is_empty()) {
            (None, _) => vec![first.at],
            (Some(_), true) => vec![Stretch { width: 0.0, ..first.at }],
            (Some(_), false) => joined(&found),
        }
    }

    /// What was set from a stretch of the prose. What a contents page repeats counts where it stands last.
    pub fn of_place(&self, place: &Place) -> Vec<Stretch> {
        let source = self.sources.iter().find(|(id, _)| self.world.name(**id) == place.file.name);
        let Some((_, inks)) = source else { return Vec::new() };
        // Neighbours come from one span: it is looked up once for all of them.
        let mut known = (Span::detached(), None);
        let is_within = |ink: &&Ink| {
            let (span, offset) = ink.span;
            if known.0 != span {
                known = (span, self.world.range(span).map(|range| range.start));
            }
            known.1.is_some_and(|start| place.range.contains(&(start + usize::from(offset))))
        };
        let found: Vec<Stretch> = inks.iter().map(|ink| &self.inks[*ink]).filter(is_within).map(|ink| ink.at).collect();
        let last = found.last().map(|last| last.page);
        joined(&found.into_iter().filter(|at| Some(at.page) == last).collect::<Vec<_>>())
    }
}

#[derive(Default)]
struct Reader<'a> {
    page: usize,
    inks: Vec<Ink<'a>>,
    tags: HashMap<Location, usize>,
    /// The running header, the folio and the like, while they last: they interrupt what runs over two pages.
    artifact: Option<Location>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, frame: &'a Frame, origin: Point) {
        for (position, item) in frame.items() {
            let at = origin + *position;
            match item {
                FrameItem::Group(group) => self.read(&group.frame, at),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let Some(location) = element.location() else { continue };
                    self.tags.insert(location, self.inks.len());
                    if element.is::<ArtifactElem>() && self.artifact.is_none() {
                        self.artifact = Some(location);
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) if self.artifact == Some(*location) => self.artifact = None,
                _ if self.artifact.is_some() => {}
                FrameItem::Text(item) => {
                    let size = item.size.to_pt();
                    let (mut x, top) = (at.x.to_pt(), at.y.to_pt() - ASCENT * size);
                    for glyph in &item.glyphs {
                        let width = glyph.x_advance.at(item.size).to_pt();
                        let at = Stretch { page: self.page, x, top, width, height: size };
                        self.inks.push(Ink { at, text: Some(&item.text[glyph.range()]), span: glyph.span });
                        x += width;
                    }
                }
                FrameItem::Image(_, size, span) => {
                    let (x, top, width, height) = (at.x.to_pt(), at.y.to_pt(), size.x.to_pt(), size.y.to_pt());
                    let at = Stretch { page: self.page, x, top, width, height };
                    self.inks.push(Ink { at, text: None, span: (*span, 0) });
                }
                _ => {}
            }
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Neighbours on one line as one stretch; faces of two sizes share a baseline.
fn joined(inks: &[Stretch]) -> Vec<Stretch> {
    let baseline = |at: &Stretch| at.top + ASCENT * at.height;
    let mut stretches: Vec<Stretch> = Vec::new();
    for ink in inks {
        match stretches.last_mut() {
            Some(last) if last.page == ink.page && (baseline(last) - baseline(ink)).abs() < 1.0 => {
                last.width = last.width.max(ink.x + ink.width - last.x);
            }
            _ => stretches.push(*ink),
        }
    }
    stretches
}
