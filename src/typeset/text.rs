//! The words of laid-out pages.

use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

/// Every word as set, page by page in layout order, without white space.
pub fn words(document: &PagedDocument) -> String {
    let mut words = String::new();
    for page in document.pages() {
        collect(&page.frame, &mut words);
    }
    words
}

fn collect(frame: &Frame, words: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, words),
            FrameItem::Text(item) => words.extend(item.text.chars().filter(|character| !character.is_whitespace())),
            _ => {}
        }
    }
}
