//! 页码: which page carries which number in print, and the pages a user asked for by those numbers.

use std::num::NonZeroUsize;

use typst::layout::{PageRange, PageRanges};
use typst::model::Numbering;
use typst_layout::PagedDocument;

use crate::error::{Error, Result};
use crate::messages::Message;

/// What an unnumbered first page is called.
pub const COVER: &str = "封面";

/// The folio of each page as printed; `封面` for the cover, empty for other unnumbered pages.
pub fn folios(document: &PagedDocument) -> Vec<String> {
    let folio = |index: usize, page: &typst_layout::Page| match &page.numbering {
        Some(Numbering::Pattern(pattern)) => pattern.apply(None, &[page.number]).unwrap_or_default().into(),
        _ if index == 0 => COVER.to_owned(),
        _ => String::new(),
    };
    document.pages().iter().enumerate().map(|(index, page)| folio(index, page)).collect()
}

/// The pages that a list such as `封面,II,1-3` names by their printed numbers, as indices from 0 in document order.
///
/// # Errors
/// A number no page carries, or a range that runs backwards.
pub fn select(list: &str, folios: &[String]) -> Result<Vec<usize>> {
    let find = |name: &str| {
        let name = name.trim();
        folios.iter().position(|folio| folio == name && !name.is_empty()).ok_or_else(|| Error::Usage {
            message: Message::new("no-page").with("name", name),
            hint: Message::new("no-page.hint").with("folios", summary(folios)),
        })
    };
    let mut wanted = vec![false; folios.len()];
    for part in list.split([',', '，']) {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (find(first)?, find(last)?);
        if first > last {
            return Err(Error::Usage {
                message: Message::new("pages-backwards").with("range", part.trim()),
                hint: Message::new("pages-backwards.hint"),
            });
        }
        wanted[first..=last].fill(true);
    }
    Ok((0..folios.len()).filter(|index| wanted[*index]).collect())
}

/// The selected pages as Typst's exporters take them.
pub fn ranges(selected: &[usize]) -> PageRanges {
    let one = |index: &usize| -> PageRange {
        let number = NonZeroUsize::new(index + 1);
        number..=number
    };
    PageRanges::new(selected.iter().map(one).collect())
}

fn summary(folios: &[String]) -> String {
    let shown: Vec<&str> = folios.iter().map(String::as_str).filter(|folio| !folio.is_empty()).collect();
    shown.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_as_printed() {
        let folios: Vec<String> = ["封面", "I", "II", "1", "2", "3"].map(str::to_owned).into();
        assert_eq!(select("II, 1-3", &folios).unwrap(), [2, 3, 4, 5]);
        assert_eq!(select("封面，3", &folios).unwrap(), [0, 5]);
        assert_eq!(select("I-2", &folios).unwrap(), [1, 2, 3, 4]);
        for bad in ["", "4", "3-1", "1-", "x"] {
            assert!(select(bad, &folios).is_err(), "{bad}");
        }
    }
}
