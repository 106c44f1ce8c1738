//! How long the parts of a build take, each by itself: `cargo bench --bench parts`, or with `--profile dev` in the
//! profile that is built already.

use std::path::Path;

use divan::{Bencher, black_box};
use kanyin::audit::{Edition, PagesSay};
use kanyin::carried::{CarriedProject, Form};
use kanyin::pdf::{self, Standard};
use kanyin::survey::Dataset;
use kanyin::typeset::{Pages, Typesetter, fonts, text};

const DATA: &str = "data/2018.json";

fn main() {
    divan::main();
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn data() -> Dataset {
    Dataset::read(&root().join(DATA), DATA).expect("the report's data")
}

/// A typesetter that has laid nothing out, with the report's data and charts; Typst has forgotten all it ever did.
fn loaded(data: &Dataset) -> Typesetter {
    comemo::evict(0);
    let mut typesetter = Typesetter::open(root(), Path::new(""), &[]).expect("a style");
    typesetter.load(data, &[]).expect("charts");
    typesetter
}

/// The report's pages, and what they were laid out with.
fn laid_out(data: &Dataset) -> (Typesetter, Pages) {
    let typesetter = loaded(data);
    let pages = typesetter.compile().expect("a report");
    (typesetter, pages)
}

#[divan::bench]
fn data_read_and_checked() -> Dataset {
    data()
}

#[divan::bench]
fn bundled_fonts() -> fonts::Fonts {
    fonts::load(&[]).expect("fonts")
}

#[divan::bench]
fn sixteen_charts(bencher: Bencher) {
    let data = data();
    let open = || Typesetter::open(root(), Path::new(""), &[]).expect("a style");
    bencher.with_inputs(open).bench_local_values(|mut typesetter| {
        typesetter.load(&data, &[]).expect("charts");
        typesetter
    });
}

#[divan::bench]
fn layout_cold(bencher: Bencher) {
    let data = data();
    bencher.with_inputs(|| loaded(&data)).bench_local_refs(|typesetter| typesetter.compile().expect("a report"));
}

#[divan::bench]
fn layout_again(bencher: Bencher) {
    let (typesetter, _) = laid_out(&data());
    bencher.bench_local(|| typesetter.compile().expect("a report"));
}

#[divan::bench]
fn audit(bencher: Bencher) {
    let data = data();
    let (typesetter, pages) = laid_out(&data);
    bencher.bench_local(|| {
        let words = text::words(&pages.document);
        let prose = typesetter.prose();
        let say = PagesSay { mentions: &pages.mentions, text: &words };
        Edition::new(&data, None, &prose, &[], Some(say)).findings()
    });
}

#[divan::bench]
fn source_to_carry(bencher: Bencher) {
    let data = data();
    let (typesetter, _) = laid_out(&data);
    // What was emptied of comments is remembered as layouts are.
    bencher.with_inputs(|| comemo::evict(0)).bench_local_values(|()| {
        CarriedProject::of(&typesetter, &data, Path::new(DATA), &[], Form::Public).expect("a project")
    });
}

#[divan::bench]
fn archival_pdf(bencher: Bencher) {
    let (typesetter, pages) = laid_out(&data());
    bencher.bench_local(|| {
        pdf::export(&typesetter, black_box(&pages.document), "bench", Standard::A3a, None).expect("a PDF")
    });
}

#[divan::bench]
fn archival_pdf_with_source(bencher: Bencher) {
    let data = data();
    let (typesetter, pages) = laid_out(&data);
    let project = CarriedProject::of(&typesetter, &data, Path::new(DATA), &[], Form::Public).expect("a project");
    let carrying = pages.carrying(&project.attachments()).expect("public words");
    bencher
        .bench_local(|| pdf::export(&typesetter, black_box(&carrying), "bench", Standard::A3a, None).expect("a PDF"));
}
