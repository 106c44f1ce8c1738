//! What on the pages of a printer's edition is no ink, or too much of it: the kit sets inks only, prose may bring a
//! picture or a colour of its own.

use typst::layout::{Frame, FrameItem};
use typst::syntax::Span;
use typst::visualize::{Color, Paint, ProcessColor};
use typst_layout::PagedDocument;

use super::inks::Inks;
use super::place_of;
use super::world::ReportWorld;
use crate::diagnostics::Diagnostic;
use crate::messages::Message;

/// How far a sum of four shares may be off by their rounding, in percent.
const ROUNDING: f64 = 1.0;

/// Every colour that is not of the four inks, every sum of them above the limit, and every picture, each place once.
pub fn unfit_in_pages(world: &ReportWorld, document: &PagedDocument, inks: Inks) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for page in document.pages() {
        visit(&page.frame, &mut |used, span| {
            let Some(message) = unfit(used, inks) else { return };
            let hint = message.hint();
            let diagnostic = Diagnostic::warning(message).at(place_of(world, span)).hint(hint);
            if !diagnostics.contains(&diagnostic) {
                diagnostics.push(diagnostic);
            }
        });
    }
    diagnostics
}

/// What puts colour on a page.
enum Used<'a> {
    Paint(&'a Paint),
    Picture,
}

fn unfit(used: Used, inks: Inks) -> Option<Message> {
    match used {
        Used::Picture => Some(Message::new("print-picture")),
        Used::Paint(Paint::Solid(Color::Process(ProcessColor::Cmyk(shares)))) => {
            let total = 100.0 * f64::from(shares.c + shares.m + shares.y + shares.k);
            let message = || {
                Message::new("print-ink-limit")
                    .with("total", format!("{total:.0}"))
                    .with("limit", inks.ink_limit.to_string())
            };
            (total > inks.ink_limit + ROUNDING).then(message)
        }
        Used::Paint(_) => Some(Message::new("print-no-ink")),
    }
}

fn visit(frame: &Frame, see: &mut impl FnMut(Used, Span)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => visit(&group.frame, see),
            FrameItem::Text(text) => {
                let span = text.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
                see(Used::Paint(&text.fill), span);
                text.stroke.iter().for_each(|stroke| see(Used::Paint(&stroke.paint), span));
            }
            FrameItem::Shape(shape, span) => {
                let stroke = shape.stroke.iter().map(|stroke| &stroke.paint);
                shape.fill.iter().chain(stroke).for_each(|paint| see(Used::Paint(paint), *span));
            }
            FrameItem::Image(_, _, span) => see(Used::Picture, *span),
            _ => {}
        }
    }
}
