//! What a build makes of its pages, in memory: whether it is written may hang on the verdict.

use std::path::Path;

use rayon::prelude::*;
use typst_layout::Page;
use typst_render::RenderOptions;

use super::edition::Opened;
use crate::cli::{Archive, BuildArgs, Format};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::figures::page::PageWriter;
use crate::messages::Message;
use crate::output;
use crate::pdf::{self, Standard};
use crate::typeset::{Pages, folio};

/// Pixels per point of PNG pages: 144 dpi.
const PIXELS_PER_POINT: f64 = 2.0;

/// A report, or a part of it, in one of the formats.
pub struct Made {
    pages: usize,
    content: Content,
}

enum Content {
    Pdf(Vec<u8>),
    /// A picture a page, each with its name in a folder: `page-01.png` … by position in the report.
    Pictures(&'static str, Vec<(String, Vec<u8>)>),
}

impl Made {
    /// What was asked for of these pages.
    ///
    /// # Errors
    /// A range of pages that is none, what the format does not allow, reasons that a carried source would tell.
    pub fn of(opened: &Opened, pages: &Pages, args: &BuildArgs) -> Result<Made> {
        let folios = folio::folios(&pages.document);
        let selected = args.pages.as_deref().map(|list| folio::select(list, &folios)).transpose()?;
        let shown = selected.clone().unwrap_or_else(|| (0..folios.len()).collect());
        let content = match (args.format, &selected) {
            (Format::Pdf, None) => {
                let standard = match args.standard {
                    Archive::A3a => Standard::A3a,
                    Archive::A2a => Standard::A2a,
                };
                // A proof tells what the house has to say of its own report; older archives hold no files.
                let with_source = !args.no_source && !args.proof && standard == Standard::A3a;
                Content::Pdf(match (with_source, args.proof) {
                    (true, _) => report_pdf(opened, pages, true)?,
                    (false, proof) => plain_pdf(opened, pages, proof, standard)?,
                })
            }
            (Format::Pdf, Some(selected)) => {
                let (ident, ranges) = (ident(opened, args.proof), folio::ranges(selected));
                Content::Pdf(pdf::export(&opened.typesetter, &pages.document, &ident, Standard::Preview, Some(ranges))?)
            }
            (Format::Png, _) => pictures(pages, &shown, "png", png)?,
            (Format::Svg, _) => {
                let writer = PageWriter::default();
                pictures(pages, &shown, "svg", |page| Ok(writer.svg(page).into_bytes()))?
            }
        };
        Ok(Made { pages: shown.len(), content })
    }

    /// Writes it to `target`, pictures into a folder of that name unless it is one and `target` is named as one;
    /// returns what is to be said of it.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn write(&self, target: &Path) -> Result<Message> {
        let bytes = match &self.content {
            Content::Pdf(bytes) => {
                output::write_file(target, bytes)?;
                bytes.len()
            }
            Content::Pictures(ending, pictures) => {
                match pictures.as_slice() {
                    [(_, picture)] if target.extension().is_some_and(|named| named == *ending) => {
                        output::write_file(target, picture)?;
                    }
                    _ => output::write_folder(target, pictures, is_picture)?,
                }
                pictures.iter().map(|(_, picture)| picture.len()).sum()
            }
        };
        Ok(super::written_message(target, self.pages, bytes))
    }
}

/// The archival PDF of these pages, as `build` writes it unless it is told otherwise, with its source in it or without.
///
/// # Errors
/// What the standard does not allow, reasons that the source would tell.
pub fn report_pdf(opened: &Opened, pages: &Pages, with_source: bool) -> Result<Vec<u8>> {
    if !with_source {
        return plain_pdf(opened, pages, false, Standard::A3a);
    }
    let carrying = opened.carrying(pages)?;
    pdf::export(&opened.typesetter, &carrying, &ident(opened, false), Standard::A3a, None)
}

fn plain_pdf(opened: &Opened, pages: &Pages, proof: bool, standard: Standard) -> Result<Vec<u8>> {
    pdf::export(&opened.typesetter, &pages.document, &ident(opened, proof), standard, None)
}

/// What identifies a document: a proof is another one than its report.
fn ident(opened: &Opened, proof: bool) -> String {
    pdf::ident(&opened.dataset.survey.report) + if proof { "/proof" } else { "" }
}

/// A picture of each page that is shown.
fn pictures(
    pages: &Pages,
    shown: &[usize],
    ending: &'static str,
    draw: impl Fn(&Page) -> Result<Vec<u8>> + Sync,
) -> Result<Content> {
    let pages = pages.document.pages();
    let one = |&index: &usize| Ok((format!("page-{:02}.{ending}", index + 1), draw(&pages[index])?));
    let drawn: Vec<Result<_>> = shown.par_iter().map(one).collect();
    Ok(Content::Pictures(ending, drawn.into_iter().collect::<Result<_>>()?))
}

/// Whether a file is one of such pictures.
fn is_picture(name: &str) -> bool {
    let number = name.strip_prefix("page-").and_then(|rest| rest.strip_suffix(".png").or(rest.strip_suffix(".svg")));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn png(page: &Page) -> Result<Vec<u8>> {
    let options = RenderOptions { pixel_per_pt: PIXELS_PER_POINT.into(), render_bleed: false };
    typst_render::render(page, &options).encode_png().map_err(|error| {
        Error::Input(vec![Diagnostic::error(Message::new("png-failed").with("cause", error.to_string()))])
    })
}
