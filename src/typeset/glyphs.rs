//! Characters that no face has. Typst prints nothing or a box for them and says nothing, so we look ourselves: in the
//! data before layout, in the laid-out pages after it.

use std::collections::BTreeSet;

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::measure::ChartFaces;
use super::place_of;
use super::world::ReportWorld;
use crate::chart::{TextMeasure, Weight};
use crate::diagnostics::{Diagnostic, Place};
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::Fact;

/// Characters that shape text without being drawn.
fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Every character of the data that the charts' face lacks, with its place in the data file. Captions are set in that
/// face too, and prose falls back to it.
pub fn missing_in_data(dataset: &Dataset, faces: &ChartFaces) -> Vec<Diagnostic> {
    let texts = printed_texts(dataset);
    // A report says the same things often.
    let used: BTreeSet<char> = texts.iter().flat_map(|(text, _)| text.chars()).collect();
    let lacks = |character: &char| !faces.has_glyph(*character, Weight::Regular) && !is_invisible(*character);
    let lacking: BTreeSet<char> = used.into_iter().filter(lacks).collect();
    let mut diagnostics = Vec::new();
    for (text, path) in texts {
        for character in text.chars().filter(|character| lacking.contains(character)) {
            let place = narrow(&dataset.place(&path), character);
            diagnostics.push(missing(character, &faces.regular().info().family, Some(place)));
        }
    }
    diagnostics
}

/// Every glyph of the pages that came out as a blank or a box, with its place in the prose.
pub fn missing_in_pages(world: &ReportWorld, document: &PagedDocument) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for page in document.pages() {
        visit(&page.frame, &mut |item| {
            for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
                let shown = &item.text[glyph.range()];
                let Some(character) = shown.chars().find(|character| !is_invisible(*character)) else {
                    continue;
                };
                let place = place_of(world, glyph.span.0).map(|place| narrow(&place, character));
                let diagnostic = missing(character, &item.font.font().info().family, place);
                if !diagnostics.contains(&diagnostic) {
                    diagnostics.push(diagnostic);
                }
            }
        });
    }
    diagnostics
}

/// The message for a character that a face lacks.
pub fn missing(character: char, family: &str, place: Option<Place>) -> Diagnostic {
    let code = u32::from(character);
    let message = Message::new("glyph-missing")
        .with("family", family)
        .with("character", character.to_string())
        .with("code", format!("U+{code:04X}"));
    let hint = message.hint();
    Diagnostic::error(message).at(place).hint(hint)
}

fn visit(frame: &Frame, see: &mut impl FnMut(&TextItem)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => visit(&group.frame, see),
            FrameItem::Text(text) => see(text),
            _ => {}
        }
    }
}

/// From a whole text to the first place of one character in it.
fn narrow(place: &Place, character: char) -> Place {
    let text = &place.file.text[place.range.clone()];
    match text.find(character) {
        Some(offset) => {
            let start = place.range.start + offset;
            Place { file: place.file.clone(), range: start..start + character.len_utf8() }
        }
        None => place.clone(),
    }
}

/// The texts of the data that can reach a page, and where in the data file each stands.
fn printed_texts(dataset: &Dataset) -> Vec<(&str, Vec<Step<'_>>)> {
    use Step::{Index, Key};
    let mut texts: Vec<(&str, Vec<Step>)> = Vec::new();
    let report = &dataset.survey.report;
    texts.push((&report.title, vec![Key("report"), Key("title")]));
    texts.push((&report.issuer, vec![Key("report"), Key("issuer")]));
    texts.extend(report.issuer_en.as_deref().map(|text| (text, vec![Key("report"), Key("issuer_en")])));
    for (index, thanks) in report.thanks.iter().enumerate() {
        texts.push((thanks, vec![Key("report"), Key("thanks"), Index(index)]));
    }
    let sample = &dataset.survey.survey;
    texts.push((&sample.label, vec![Key("survey"), Key("label")]));
    texts.extend(sample.period.as_deref().map(|text| (text, vec![Key("survey"), Key("period")])));
    for (name, fact) in &sample.facts {
        if let Fact::Text(text) = fact {
            texts.push((text, vec![Key("survey"), Key("facts"), Key(name)]));
        }
    }
    for (index, question) in dataset.survey.questions.iter().enumerate() {
        let at = |rest: &[Step<'static>]| [&[Key("questions"), Index(index)], rest].concat();
        texts.push((&question.title, at(&[Key("title")])));
        texts.extend(question.source.as_deref().map(|text| (text, at(&[Key("source")]))));
        texts.extend(question.unit.as_deref().map(|text| (text, at(&[Key("unit")]))));
        for (note, text) in question.notes.iter().enumerate() {
            texts.push((text, at(&[Key("notes"), Index(note)])));
        }
        for (option, choice) in question.options.iter().enumerate() {
            texts.push((&choice.label, at(&[Key("options"), Index(option), Key("label")])));
            let short = choice.text.as_deref();
            texts.extend(short.map(|text| (text, at(&[Key("options"), Index(option), Key("text")]))));
        }
        for (net, total) in question.nets.iter().enumerate() {
            let label = total.label.as_deref();
            texts.extend(label.map(|text| (text, at(&[Key("nets"), Index(net), Key("label")]))));
        }
    }
    texts
}
