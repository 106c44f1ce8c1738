//! The words of one page with their places on it and in the sources: what can be selected, searched and followed back
//! to its line.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use typst::World;
use typst::WorldExt;
use typst::layout::{Frame, FrameItem, Point};
use typst::syntax::{FileId, Span};
use typst::text::TextItem;
use typst_layout::Page;

use super::news::to_json;
use crate::typeset::world::ReportWorld;

/// The words of a page as JSON; the places are those of its sources as they are now.
pub fn words(build: u64, page: &Page, world: &ReportWorld) -> String {
    #[derive(Serialize)]
    struct Words {
        build: u64,
        runs: Vec<Run>,
    }
    let mut reader = Reader { world, lines: HashMap::new(), runs: Vec::new() };
    reader.read(&page.frame, Point::zero());
    to_json(&Words { build, runs: reader.runs })
}

/// A run of text on one line, in pt; `y` is its baseline.
#[derive(Serialize)]
struct Run {
    text: String,
    x: f64,
    y: f64,
    size: f64,
    width: f64,
    place: Option<Spot>,
}

/// Line and column from 1.
#[derive(Serialize)]
struct Spot {
    file: String,
    line: usize,
    column: usize,
}

struct Reader<'a> {
    world: &'a ReportWorld,
    /// Where the lines of each source begin.
    lines: HashMap<FileId, Option<Arc<Lines>>>,
    runs: Vec<Run>,
}

/// A source and where its lines begin.
struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Reader<'_> {
    /// Groups are never turned or scaled where there is text, save a draft's watermark, which nobody selects.
    fn read(&mut self, frame: &Frame, origin: Point) {
        for (position, item) in frame.items() {
            let at = origin + *position;
            match item {
                FrameItem::Group(group) if group.transform.is_only_translate() => {
                    let moved = Point::new(group.transform.tx, group.transform.ty);
                    self.read(&group.frame, at + moved);
                }
                FrameItem::Text(run) => self.run(run, at),
                _ => {}
            }
        }
    }

    fn run(&mut self, run: &TextItem, at: Point) {
        if run.text.trim().is_empty() {
            return;
        }
        // What the kit adds, such as a heading's number, has no place of its own.
        let place = run.glyphs.iter().find_map(|glyph| self.place(glyph.span));
        let round = |length: f64| (length * 100.0).round() / 100.0;
        self.runs.push(Run {
            text: run.text.to_string(),
            x: round(at.x.to_pt()),
            y: round(at.y.to_pt()),
            size: round(run.size.to_pt()),
            width: round(run.width().to_pt()),
            place,
        });
    }

    fn place(&mut self, (span, offset): (Span, u16)) -> Option<Spot> {
        let id = span.id()?;
        let at = self.world.range(span)?.start + usize::from(offset);
        let world = self.world;
        let lines = self.lines.entry(id).or_insert_with(|| {
            let text = world.source(id).ok()?.text().to_owned();
            let starts = [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
            Some(Arc::new(Lines { text, starts }))
        });
        let lines = lines.clone()?;
        let line = lines.starts.partition_point(|start| *start <= at);
        let before = lines.text.get(lines.starts[line - 1]..at)?;
        Some(Spot { file: self.world.name(id), line, column: before.chars().count() + 1 })
    }
}
