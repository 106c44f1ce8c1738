//! Whether two layouts of a page look the same, without drawing either.

use std::hash::{Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst::utils::hash128;
use typst_layout::Page;

/// A number for what a page looks like: two layouts with the same number are the same picture, pixel by pixel and path
/// by path. What a layout knows beside that has no part in it: where in the sources things stand, how they are tagged,
/// which place a link within the document leads to. So text that moved in its file leaves the number as it was.
pub fn fingerprint(page: &Page) -> u128 {
    hash128(&Look(page))
}

/// What of a page is seen.
struct Look<'a>(&'a Page);

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Look(Page { frame, bleed, fill, .. }) = self;
        bleed.hash(state);
        fill.hash(state);
        look(frame, state);
    }
}

fn look(frame: &Frame, state: &mut impl Hasher) {
    frame.size().hash(state);
    frame.kind().hash(state);
    for (position, item) in frame.items() {
        if matches!(item, FrameItem::Tag(_)) {
            continue;
        }
        position.hash(state);
        std::mem::discriminant(item).hash(state);
        match item {
            FrameItem::Group(group) => {
                group.transform.hash(state);
                group.clip.hash(state);
                group.label.hash(state);
                look(&group.frame, state);
            }
            FrameItem::Text(text) => {
                text.font.hash(state);
                text.size.hash(state);
                text.fill.hash(state);
                text.stroke.hash(state);
                text.text.hash(state);
                for glyph in &text.glyphs {
                    let shape = (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset);
                    shape.hash(state);
                }
            }
            FrameItem::Shape(shape, _) => shape.hash(state),
            FrameItem::Image(image, size, _) => (image, size).hash(state),
            FrameItem::Link(destination, size) => {
                size.hash(state);
                if let Destination::Url(url) = destination {
                    url.hash(state);
                }
            }
            FrameItem::Tag(_) => {}
        }
    }
    // One frame's end is not the next one's begin.
    frame.items().len().hash(state);
}
