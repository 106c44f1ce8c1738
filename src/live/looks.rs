//! How a page looks, as one number. What it is made from may move without a trace on paper: a sentence that is added
//! above moves the place in the source of every word below.

use std::hash::{Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst_layout::Page;

/// Equal for pages that look the same: same size and ground, the same glyphs, shapes and pictures at the same places.
pub fn looks(page: &Page) -> u128 {
    typst::utils::hash128(&(page.fill_or_white(), Visible(&page.frame)))
}

struct Visible<'a>(&'a Frame);

impl Hash for Visible<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (position, item) in self.0.items() {
            // Where links lead and what elements begin is nothing to be seen.
            if matches!(item, FrameItem::Link(..) | FrameItem::Tag(_)) {
                continue;
            }
            position.hash(state);
            match item {
                FrameItem::Group(group) => {
                    group.transform.hash(state);
                    group.clip.hash(state);
                    Visible(&group.frame).hash(state);
                }
                FrameItem::Text(run) => {
                    (&run.font, run.size, &run.fill, &run.stroke).hash(state);
                    for glyph in &run.glyphs {
                        (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(state);
                    }
                }
                FrameItem::Shape(shape, _) => shape.hash(state),
                FrameItem::Image(image, size, _) => (image, size).hash(state),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
