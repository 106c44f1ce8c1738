//! The pages that windows show: each is drawn when it is first asked for.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use typst_layout::{Page, PagedDocument};

use super::patch::{Step, patch};
use super::picture::{Painter, Picture};
use crate::typeset::fingerprint::fingerprint;

/// One page as it looks.
pub struct Sheet {
    id: String,
    page: Page,
    painter: Arc<Painter>,
    picture: OnceLock<Picture>,
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
        self.picture().svg().into()
    }

    /// How a window that shows the page `base` comes to show this one; none where it had better take it whole.
    pub fn patch(&self, base: &Sheet) -> Option<Vec<Step>> {
        patch(base.picture(), self.picture())
    }

    fn picture(&self) -> &Picture {
        self.picture.get_or_init(|| self.painter.picture(&self.page))
    }
}

/// The pages of a document; those that look as some of the build `before` are the same ones. `painter` draws the others,
/// when they are asked for.
pub fn sheets(document: &PagedDocument, before: &[Arc<Sheet>], painter: &Arc<Painter>) -> Vec<Arc<Sheet>> {
    let sheet = |(index, page): (usize, &Page)| {
        let id = format!("{:032x}", fingerprint(page));
        let same = before.get(index).filter(|sheet| sheet.id == id);
        same.or_else(|| before.iter().find(|sheet| sheet.id == id)).cloned().unwrap_or_else(|| {
            Arc::new(Sheet { id, page: page.clone(), painter: painter.clone(), picture: OnceLock::new() })
        })
    };
    document.pages().iter().enumerate().map(sheet).collect()
}

/// Numbers, from 1, of the pages that look otherwise than the page at their place `before`; none of a first build.
pub fn changed(sheets: &[Arc<Sheet>], before: &[Arc<Sheet>]) -> Vec<usize> {
    let differs = |index: &usize| before.get(*index).is_none_or(|sheet| sheet.id != sheets[*index].id);
    if before.is_empty() { Vec::new() } else { (0..sheets.len()).filter(differs).map(|index| index + 1).collect() }
}
