//! What windows are told, as JSON. Lengths are in pt from a page's upper left corner; pages count from 1, builds too.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use typst::foundations::{NativeElement, StyleChain};
use typst::introspection::Introspector;
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

use super::page;
use super::patch::Step;
use super::sheets::Sheet;
use crate::diagnostics::{Diagnostic, Place};
use crate::messages::{self, Lang};
use crate::survey::model::Report;
use crate::typeset::folio;
use crate::typeset::spots::Stretch;

/// Pages whose new look is told at once: what an edit changes of those that windows look at.
const TOLD_AT_ONCE: usize = 4;

/// Longest piece of a source line that is quoted, in characters, and how much of it stands before the place.
const QUOTED: usize = 120;
const BEFORE: usize = 40;

/// Who speaks: a window that knows another edition, or was made for another page, loads itself anew.
pub fn hello(report: Option<&Report>, edition: &str, lang: Lang) -> String {
    #[derive(Serialize)]
    struct Hello<'a> {
        edition: &'a str,
        assets: &'static str,
        lang: &'static str,
        title: &'a str,
        year: Option<u16>,
        words: BTreeMap<&'static str, String>,
    }
    let lang_tag = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    to_json(&Hello {
        edition,
        assets: page::version(),
        lang: lang_tag,
        title: report.map_or("", |report| &report.title),
        year: report.map(|report| report.year),
        words: messages::words("live-", lang),
    })
}

/// The pages of a build and how those that are `seen` come from the ones `before`; `changed` are the numbers of those
/// that look otherwise.
pub fn pages(
    build: u64,
    milliseconds: u128,
    document: &PagedDocument,
    sheets: &[Arc<Sheet>],
    before: &[Arc<Sheet>],
    changed: &[usize],
    seen: &[usize],
) -> String {
    #[derive(Serialize)]
    struct Pages<'a> {
        build: u64,
        milliseconds: u128,
        changed: &'a [usize],
        pages: Vec<Page<'a>>,
        patches: BTreeMap<&'a str, Patch<'a>>,
        outline: Vec<Heading>,
    }
    #[derive(Serialize)]
    struct Page<'a> {
        id: &'a str,
        folio: String,
        width: f64,
        height: f64,
    }
    let page = |(sheet, folio): (&'_ Arc<Sheet>, String)| {
        let frame = &sheet.page().frame;
        (folio, frame.width().to_pt(), frame.height().to_pt())
    };
    let pages = sheets.iter().zip(folio::folios(document)).map(|(sheet, folio)| {
        let (folio, width, height) = page((sheet, folio));
        Page { id: sheet.id(), folio, width, height }
    });
    let looked_at = changed.iter().filter(|number| seen.contains(number));
    let patches = looked_at.take(TOLD_AT_ONCE).filter_map(|number| {
        let sheet = &sheets[number - 1];
        Some((sheet.id(), Patch::of(sheet, before.get(number - 1)?)?))
    });
    let (pages, patches) = (pages.collect(), patches.collect());
    to_json(&Pages { build, milliseconds, changed, pages, patches, outline: outline(document) })
}

/// How a window that shows the page `base` comes to show another.
#[derive(Serialize)]
pub struct Patch<'a> {
    base: &'a str,
    steps: Vec<Step>,
}

impl Patch<'_> {
    /// None where a window had better take the page whole.
    pub fn of<'a>(sheet: &Sheet, base: &'a Sheet) -> Option<Patch<'a>> {
        Some(Patch { base: base.id(), steps: sheet.patch(base)? })
    }
}

/// One heading, as bookmarks have it.
#[derive(Serialize)]
struct Heading {
    title: String,
    level: usize,
    page: usize,
    top: f64,
}

fn outline(document: &PagedDocument) -> Vec<Heading> {
    let introspector = document.introspector();
    let headings = introspector.query(&HeadingElem::ELEM.select());
    let heading = |element: &typst::foundations::Content| {
        let heading = element.to_packed::<HeadingElem>()?;
        let styles = StyleChain::default();
        if !heading.bookmarked.get(styles).unwrap_or_else(|| heading.outlined.get(styles)) {
            return None;
        }
        let position = introspector.position(element.location()?)?;
        let numbers = heading.numbers.as_ref().map_or("", |numbers| numbers.as_str());
        Some(Heading {
            title: format!("{numbers}{}", heading.body.plain_text()),
            level: heading.resolve_level(styles).get(),
            page: position.page.get(),
            top: position.point.y.to_pt(),
        })
    };
    headings.iter().filter_map(heading).collect()
}

/// Why there are no newer pages; nothing where all is well.
pub fn trouble(build: u64, diagnostics: &[Diagnostic], lang: Lang) -> String {
    #[derive(Serialize)]
    struct Trouble {
        build: u64,
        diagnostics: Vec<Told>,
    }
    to_json(&Trouble { build, diagnostics: diagnostics.iter().map(|diagnostic| told(diagnostic, lang)).collect() })
}

/// A diagnostic as windows take it.
#[derive(Serialize)]
pub struct Told {
    pub severity: &'static str,
    pub rule: Option<&'static str>,
    pub name: Option<&'static str>,
    pub message: String,
    pub hints: Vec<String>,
    pub waived: Option<String>,
    pub place: Option<Where>,
    pub related: Vec<Related>,
}

/// Another place that matters, and why.
#[derive(Serialize)]
pub struct Related {
    pub message: String,
    pub place: Where,
}

pub fn told(diagnostic: &Diagnostic, lang: Lang) -> Told {
    Told {
        severity: diagnostic.severity.id(),
        rule: diagnostic.code.map(|code| code.id),
        name: diagnostic.code.map(|code| code.name.in_lang(lang)),
        message: diagnostic.message.text(lang),
        hints: diagnostic.hints.iter().map(|hint| hint.text(lang)).collect(),
        waived: diagnostic.waived.clone(),
        place: diagnostic.place.as_ref().map(Where::of),
        related: diagnostic
            .related
            .iter()
            .map(|(place, why)| Related { message: why.text(lang), place: Where::of(place) })
            .collect(),
    }
}

/// A place in a source: line and column from 1, and the line itself.
#[derive(Serialize)]
pub struct Where {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub text: String,
}

impl Where {
    pub fn of(place: &Place) -> Where {
        let (line, column) = place.line_column();
        let text = place.file.text.lines().nth(line - 1).unwrap_or_default();
        Where { file: place.file.name.clone(), line, column, text: quoted(text, column) }
    }
}

/// A line, or the part of it around the column.
fn quoted(line: &str, column: usize) -> String {
    let line = line.trim_end();
    let length = line.chars().count();
    if length <= QUOTED {
        return line.trim_start().to_owned();
    }
    let start = column.saturating_sub(BEFORE + 1).min(length - QUOTED);
    let part: String = line.chars().skip(start).take(QUOTED).collect();
    let (before, after) = (if start > 0 { "…" } else { "" }, if start + QUOTED < length { "…" } else { "" });
    format!("{before}{}{after}", part.trim())
}

/// Where words stand on a page.
#[derive(Serialize)]
pub struct Spot {
    pub page: usize,
    pub x: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl From<&Stretch> for Spot {
    fn from(stretch: &Stretch) -> Spot {
        // A hundredth of a point is nothing to be seen.
        let round = |length: f64| (length * 100.0).round() / 100.0;
        let Stretch { page, x, top, width, height } = *stretch;
        Spot { page, x: round(x), top: round(top), width: round(width), height: round(height) }
    }
}

/// As JSON on one line.
pub fn to_json(news: &impl Serialize) -> String {
    // Strings, numbers, lists and maps with names for keys.
    serde_json::to_string(news).expect("news serialise")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_quoted_around_their_place() {
        let long: String = (0..300).map(|index| char::from(b'a' + (index % 26) as u8)).collect();
        assert_eq!(quoted("  有半数  ", 3), "有半数");
        let at = |column| quoted(&long, column);
        assert!(at(1).starts_with("abc") && at(1).ends_with('…') && at(1).chars().count() == QUOTED + 1);
        assert!(at(150).starts_with('…') && at(150).ends_with('…'));
        assert!(at(300).starts_with('…') && at(300).ends_with(&long[290..]));
    }
}
