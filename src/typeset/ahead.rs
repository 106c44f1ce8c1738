//! Works out, on a core that has nothing to do yet, what Typst is about to ask for. It evaluates modules one after the
//! other and reads charts only while it lays pages out; here charts are read and chapters evaluated meanwhile, from the
//! last one on. Typst's own cache keeps them, and hands them on as it hands on what an earlier build left: after making
//! sure that nothing they were made from differs. Whatever is wrong with them is left for Typst to find.

use std::sync::atomic::{AtomicBool, Ordering};

use comemo::Track;
use typst::World;
use typst::engine::{Route, Sink, Traced};
use typst::foundations::StyleChain;
use typst::syntax::Source;
use typst::text::{FontFamily, FontList, TextElem, families};
use typst::visualize::SvgImage;

use super::prose;
use super::view::figure_path;
use super::world::{Ahead, ReportWorld, file_id};

/// What a layout is going to need.
pub struct Needs<'a> {
    /// The folder of the prose, from the project root.
    pub prose_folder: &'a str,
    /// The families that the kit sets text in, and with it what charts say.
    pub families: [&'a str; 2],
    /// How many charts there are.
    pub charts: usize,
}

impl Needs<'_> {
    /// Runs a layout of this world, and works ahead of it where there is a core for that.
    pub fn ahead_of<T>(&self, world: &ReportWorld, layout: impl FnOnce() -> T) -> T {
        if rayon::current_num_threads() == 1 {
            return layout();
        }
        let laid_out = AtomicBool::new(false);
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| self.work(world, &laid_out));
            let result = layout();
            laid_out.store(true, Ordering::Relaxed);
            result
        })
    }

    fn work(&self, world: &ReportWorld, laid_out: &AtomicBool) {
        let is_early = || !laid_out.load(Ordering::Relaxed);
        let ahead = Ahead(world);
        for index in (0..self.charts).take_while(|_| is_early()) {
            self.read_chart(&ahead, index);
        }
        let chapters = prose::sources(&ahead, self.prose_folder);
        for chapter in chapters.iter().rev().take_while(|chapter| is_early() && !world.was_opened(chapter.id())) {
            evaluate(&ahead, chapter);
        }
    }

    /// Reads a chart as Typst does where a figure shows it.
    fn read_chart(&self, world: &Ahead, index: usize) {
        let id = file_id(&figure_path(index));
        let Ok(svg) = world.file(id) else { return };
        let font = TextElem::font.set(FontList(self.families.map(FontFamily::new).to_vec())).wrap();
        let library = StyleChain::new(&world.library().styles);
        let styles = library.chain(&font);
        let families: Vec<&str> = families(styles).map(|family| family.as_str()).collect();
        let world: &dyn World = world;
        let _ = SvgImage::with_fonts_images(svg, world.track(), &families, Some(id));
    }
}

/// Evaluates a chapter as Typst does where the report includes it.
fn evaluate(world: &Ahead, chapter: &Source) {
    let (route, traced, mut sink) = (Route::default(), Traced::default(), Sink::new());
    let library = world.library();
    let world: &dyn World = world;
    let _ = typst_eval::eval(world.track(), library, traced.track(), sink.track_mut(), route.track(), chapter);
}
