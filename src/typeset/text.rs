//! The words of laid-out pages.

use typst::foundations::StyleChain;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// Every word as set, page by page in layout order, without white space.
pub fn words(document: &PagedDocument) -> String {
    let runs = document.pages().iter().flat_map(|page| runs(&page.frame));
    runs.flat_map(|run| run.text.chars()).filter(|character| !character.is_whitespace()).collect()
}

/// The runs of a page's text in layout order, header and folio included. What lies behind it all, such as a draft's
/// watermark, is nothing that a page says.
pub fn runs(page: &Frame) -> Vec<&TextItem> {
    let mut runs = Vec::new();
    collect(page, &mut None, &mut runs);
    runs
}

fn collect<'a>(frame: &'a Frame, behind: &mut Option<Location>, runs: &mut Vec<&'a TextItem>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Tag(Tag::Start(element, _)) if behind.is_none() => {
                let artifact = element.to_packed::<ArtifactElem>();
                let kind = artifact.map(|artifact| artifact.kind.get(StyleChain::default()));
                if kind == Some(ArtifactKind::Background) {
                    *behind = element.location();
                }
            }
            FrameItem::Tag(Tag::End(location, ..)) if *behind == Some(*location) => *behind = None,
            FrameItem::Group(group) => collect(&group.frame, behind, runs),
            FrameItem::Text(run) if behind.is_none() => runs.push(run),
            _ => {}
        }
    }
}
