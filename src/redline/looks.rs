//! Pages that look different: both drawn, and what differs gathered into rectangles.

use super::align::align;
use super::release::Release;
use super::words::Pairs;
use crate::error::Result;
use crate::messages::Message;
use crate::reading::Picture;

/// How finely pages are drawn, to compare them and to show them.
pub(super) const DPI: u16 = 110;
/// Between two colours that a reader takes for one, of 255.
const TOLERANCE: u8 = 40;
/// How alike pages at the same place are that are the same page.
const SAME_PAGE: f64 = 0.6;
/// Pixels of a square that is looked at as one; squares between two changes that make them one.
const CELL: usize = 4;
const REACH: usize = 3;
/// Squares around what differs: half a letter more, so that no outline runs through one.
const MARGIN: usize = 3;

/// A page of the old release and one of the new; at least one of both, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePair {
    pub old: Option<usize>,
    pub new: Option<usize>,
    /// Where they look different, from top to bottom.
    pub regions: Vec<Region>,
    /// The larger width and height of the two in pixels, which regions count in.
    pub size: [usize; 2],
}

/// A rectangle of a drawn page in pixels from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

impl PagePair {
    pub fn is_changed(&self) -> bool {
        self.old.is_none() || self.new.is_none() || !self.regions.is_empty()
    }

    /// How the pair is called: by its page in the newer release, else in the older.
    pub(super) fn name(&self, old: &Release, new: &Release) -> Message {
        match (self.old, self.new) {
            (_, Some(page)) => new.page_name(page),
            (Some(page), None) => Message::new("diff-old-page").with("page", old.page_name(page)),
            (None, None) => Message::verbatim(""),
        }
    }
}

/// Every page of both, in order: pages that say the same are the same page, the others are paired by what they say.
pub(super) fn compare(old: &Release, new: &Release) -> Result<Vec<PagePair>> {
    let [olds, news] = [old, new].map(texts);
    let [old_words, new_words] = [&olds, &news].map(|texts| texts.iter().map(|it| Pairs::of(it)).collect::<Vec<_>>());
    let like = |before: usize, now: usize| old_words[before].likeness(&new_words[now]);
    let mut pairs = Vec::new();
    let aligned = match olds.len() == news.len() && (0..olds.len()).all(|page| like(page, page) > SAME_PAGE) {
        true => (0..olds.len()).map(|page| (Some(page), Some(page))).collect(),
        false => align(&olds, &news, like),
    };
    for (before, now) in aligned {
        let mut pair = PagePair { old: before, new: now, regions: Vec::new(), size: [0, 0] };
        if let (Some(before), Some(now)) = (before, now) {
            let (before, now) = (old.picture(before, DPI)?, new.picture(now, DPI)?);
            pair.size = [before.width.max(now.width), before.height.max(now.height)];
            pair.regions = match (before.width, before.height) == (now.width, now.height) {
                true => regions(&before, &now),
                // Paper of another size is another page, all of it.
                false => vec![Region { top: 0, left: 0, bottom: pair.size[1], right: pair.size[0] }],
            };
        }
        pairs.push(pair);
    }
    Ok(pairs)
}

/// The text of each page, by the blocks that begin on it.
fn texts(release: &Release) -> Vec<String> {
    let mut texts = vec![String::new(); release.pdf.page_count()];
    for block in &release.paragraphs {
        if let Some(text) = texts.get_mut(block.page) {
            text.push_str(&block.text);
        }
    }
    texts
}

/// Where two pictures of the same size differ.
fn regions(old: &Picture, new: &Picture) -> Vec<Region> {
    let (width, height) = (old.width, old.height);
    let (columns, rows) = (width.div_ceil(CELL), height.div_ceil(CELL));
    let mut marked = vec![false; columns * rows];
    for y in 0..height {
        for x in 0..width {
            let at = 4 * (y * width + x);
            let changed = |channel: usize| old.pixels[at + channel].abs_diff(new.pixels[at + channel]) > TOLERANCE;
            if (0..3).any(changed) {
                marked[y / CELL * columns + x / CELL] = true;
            }
        }
    }
    let near = grown(&grown(&marked, columns, 1), columns, columns);
    let mut seen = vec![false; near.len()];
    let mut regions = Vec::new();
    for start in 0..near.len() {
        if near[start] && !seen[start] {
            regions.push(connected(start, &near, &marked, columns, &mut seen));
        }
    }
    let region = |cells: Region| Region {
        top: cells.top.saturating_sub(MARGIN) * CELL,
        left: cells.left.saturating_sub(MARGIN) * CELL,
        bottom: ((cells.bottom + 1 + MARGIN) * CELL).min(height),
        right: ((cells.right + 1 + MARGIN) * CELL).min(width),
    };
    let mut regions = merged(regions.into_iter().map(region).collect());
    regions.sort();
    regions
}

/// Marks what is within reach of a mark along a row (`step` 1) or a column (`step` is the length of a row).
fn grown(marked: &[bool], columns: usize, step: usize) -> Vec<bool> {
    let mut grown = marked.to_vec();
    for at in (0..marked.len()).filter(|at| marked[*at]) {
        for by in 1..=REACH {
            let row = at / columns;
            let around = [at.checked_sub(by * step), Some(at + by * step)];
            for near in around.into_iter().flatten().filter(|near| *near < marked.len()) {
                grown[near] |= step > 1 || near / columns == row;
            }
        }
    }
    grown
}

/// The rectangle around the marks that hang together with a cell.
fn connected(start: usize, near: &[bool], marked: &[bool], columns: usize, seen: &mut [bool]) -> Region {
    let mut found = Region { top: usize::MAX, left: usize::MAX, bottom: 0, right: 0 };
    let mut waiting = vec![start];
    seen[start] = true;
    while let Some(cell) = waiting.pop() {
        let (row, column) = (cell / columns, cell % columns);
        if marked[cell] {
            found.top = found.top.min(row);
            found.left = found.left.min(column);
            found.bottom = found.bottom.max(row);
            found.right = found.right.max(column);
        }
        let sides = [
            (column > 0).then(|| cell - 1),
            (column + 1 < columns).then(|| cell + 1),
            cell.checked_sub(columns),
            Some(cell + columns).filter(|below| *below < near.len()),
        ];
        for side in sides.into_iter().flatten() {
            if near[side] && !seen[side] {
                seen[side] = true;
                waiting.push(side);
            }
        }
    }
    found
}

/// Rectangles that overlap become one.
fn merged(mut regions: Vec<Region>) -> Vec<Region> {
    let mut at = 0;
    while at < regions.len() {
        let region = regions[at];
        let other = (at + 1..regions.len()).find(|other| {
            let other = regions[*other];
            region.left <= other.right
                && other.left <= region.right
                && region.top <= other.bottom
                && other.top <= region.bottom
        });
        match other {
            Some(other) => {
                let other = regions.swap_remove(other);
                regions[at] = Region {
                    top: region.top.min(other.top),
                    left: region.left.min(other.left),
                    bottom: region.bottom.max(other.bottom),
                    right: region.right.max(other.right),
                };
                // What has grown may meet what it had missed.
                at = 0;
            }
            None => at += 1,
        }
    }
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(width: usize, height: usize, ink: &[(usize, usize, u8)]) -> Picture {
        let mut picture = Picture { width, height, pixels: vec![u8::MAX; 4 * width * height] };
        for (x, y, grey) in ink {
            picture.pixels[4 * (y * width + x)..][..3].fill(*grey);
        }
        picture
    }

    #[test]
    fn changes_are_gathered_and_shades_are_none() {
        let blank = paper(200, 100, &[]);
        assert!(regions(&blank, &blank).is_empty());
        assert!(regions(&blank, &paper(200, 100, &[(50, 50, 230)])).is_empty(), "a shade of the edge of a letter");
        let changed = paper(200, 100, &[(20, 20, 0), (36, 20, 0), (150, 80, 0)]);
        assert_eq!(
            regions(&blank, &changed),
            [Region { top: 8, left: 8, bottom: 36, right: 52 }, Region { top: 68, left: 136, bottom: 96, right: 164 }]
        );
        // At the right edge nothing reaches round to the next row.
        assert_eq!(regions(&blank, &paper(200, 100, &[(199, 50, 0)])).len(), 1);
    }
}
