//! The pages that windows show: each is written as SVG when it is first asked for.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use typst_layout::{Page, PagedDocument};

use crate::figures::page::PageWriter;
use crate::typeset::fingerprint::fingerprint;

/// One page as it looks.
pub struct Sheet {
    id: String,
    page: Page,
    writer: Arc<PageWriter>,
    svg: OnceLock<Bytes>,
}

impl Sheet {
    /// The same for pages that look the same.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn page(&self) -> &Page {
        &self.page
    }

    pub fn svg(&self) -> Bytes {
        self.svg.get_or_init(|| self.writer.svg(&self.page).into()).clone()
    }
}

/// The pages of a document; those that look as some of the build `before` are the same ones. `writer` writes the others,
/// when they are asked for.
pub fn sheets(document: &PagedDocument, before: &[Arc<Sheet>], writer: &Arc<PageWriter>) -> Vec<Arc<Sheet>> {
    let sheet = |(index, page): (usize, &Page)| {
        let id = format!("{:032x}", fingerprint(page));
        let same = before.get(index).filter(|sheet| sheet.id == id);
        same.or_else(|| before.iter().find(|sheet| sheet.id == id))
            .cloned()
            .unwrap_or_else(|| Arc::new(Sheet { id, page: page.clone(), writer: writer.clone(), svg: OnceLock::new() }))
    };
    document.pages().iter().enumerate().map(sheet).collect()
}

/// Numbers, from 1, of the pages that look otherwise than the page at their place `before`; none of a first build.
pub fn changed(sheets: &[Arc<Sheet>], before: &[Arc<Sheet>]) -> Vec<usize> {
    let differs = |index: &usize| before.get(*index).is_none_or(|sheet| sheet.id != sheets[*index].id);
    if before.is_empty() { Vec::new() } else { (0..sheets.len()).filter(differs).map(|index| index + 1).collect() }
}
