//! Pages to PDF bytes: archival and accessible by default, the same bytes each time.

pub mod boxes;

use typst::foundations::Smart;
use typst::layout::PageRanges;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::model::Report;
use crate::typeset::Typesetter;

/// What a PDF is to conform to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-3a and PDF/UA-1: archival, tagged, accessible; may carry files.
    A3a,
    /// PDF/A-2a and PDF/UA-1: the same without files.
    A2a,
    /// An untagged PDF of some pages, to look at.
    Preview,
    /// An untagged PDF 1.6 for a printer: PDF/A knows no inks without a profile, and a press reads no tags.
    Print,
}

/// What identifies a report from one build to the next.
pub fn ident(report: &Report) -> String {
    format!("{}/{}", report.id, report.year)
}

/// Exports pages as PDF.
///
/// # Errors
/// What the standard does not allow, at its place in the prose.
pub fn export(
    typesetter: &Typesetter,
    document: &PagedDocument,
    ident: &str,
    standard: Standard,
    pages: Option<PageRanges>,
) -> Result<Vec<u8>> {
    let list: &[PdfStandard] = match standard {
        Standard::A3a => &[PdfStandard::A_3a, PdfStandard::Ua_1],
        Standard::A2a => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        Standard::Preview => &[],
        Standard::Print => &[PdfStandard::V_1_6],
    };
    let standards = PdfStandards::new(list)
        .map_err(|error| Error::Input(vec![Diagnostic::error(Message::verbatim(error.message().as_str()))]))?;
    let options = PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some(concat!("Kanyin ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: None,
        page_ranges: pages,
        standards,
        tagged: matches!(standard, Standard::A3a | Standard::A2a),
        pretty: false,
    };
    typst_pdf::pdf(document, &options).map_err(|errors| Error::Input(typesetter.diagnose(&errors)))
}
