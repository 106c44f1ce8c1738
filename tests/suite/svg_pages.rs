//! Pages as SVG: nothing in them needs a font, and the charts are the PDF's; which pages look otherwise is known
//! without drawing them.

use std::fs;

use kanyin::figures::outline::{Drawing, Faces};
use kanyin::figures::page::PageWriter;
use kanyin::figures::svg::shapes;
use kanyin::typeset::fingerprint::fingerprint;
use kanyin::typeset::view::figure_path;
use kanyin::typeset::world::file_id;
use kanyin::typeset::{Pages, TOKENS_PATH};
use typst::World;
use typst_svg::SvgOptions;

use crate::common::{Project, data_2018, lay_out, parse, root, typesetter};

const CHAPTER: &str = "templates/2018/chapter-2.typ";

#[test]
fn charts_are_outlines() {
    let mut typesetter = typesetter(&root());
    let dataset = parse(data_2018());
    let pages = lay_out(&mut typesetter, &dataset);
    let writer = PageWriter::default();
    let texts: Vec<String> = pages.document.pages().iter().map(|page| writer.svg(page)).collect();
    let plain = |page| typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false });
    let before: Vec<String> = pages.document.pages().iter().map(plain).collect();
    let holding = |texts: &[String], words: &str| texts.iter().filter(|text| text.contains(words)).count();
    assert_eq!(holding(&before, "<image"), 10, "pictures come as pictures");
    for words in ["<image", "data:", "<text", "font-family"] {
        assert_eq!(holding(&texts, words), 0, "{words}");
    }
    // What the figures' own pictures are made with, from the chart's text.
    let faces = typesetter.chart_faces().and_then(Faces::new).unwrap();
    for index in 0..dataset.survey.questions.len() {
        let chart = typesetter.world().file(file_id(&figure_path(index))).unwrap();
        let width = typesetter.chart(&dataset, index, &[], None).unwrap().width;
        let drawing = Drawing::of(std::str::from_utf8(&chart).unwrap(), width, &faces).unwrap();
        assert_eq!(holding(&texts, &shapes(&drawing)), 1, "figure {}", index + 1);
    }
    for (text, before) in texts.iter().zip(&before) {
        assert_eq!(text == before, !before.contains("<image"), "the rest of a page is as it was");
        roxmltree::Document::parse(text).unwrap();
    }
    let again: Vec<String> = pages.document.pages().iter().map(|page| writer.svg(page)).collect();
    assert!(again == texts);
}

#[test]
fn what_is_no_outline_stays_a_picture() {
    let project = Project::new();
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><linearGradient id=\"g\"><stop \
                   offset=\"0\" stop-color=\"red\"/><stop offset=\"1\"/></linearGradient><rect width=\"9\" height=\"9\" \
                   fill=\"url(#g)\"/></svg>";
    fs::write(project.path("templates/2018/g.svg"), picture).unwrap();
    project.edit("templates/2018/afterword.typ", "感谢", "#image(\"g.svg\", alt: \"g\")\n\n感谢");
    let mut typesetter = typesetter(&project.path(""));
    let pages = lay_out(&mut typesetter, &parse(data_2018()));
    let text = PageWriter::default().svg(pages.document.pages().last().unwrap());
    assert_eq!(text.matches("<image ").count(), 1);
    assert!(text.contains("data:image/svg+xml;base64,"));
}

/// Indices of the pages that look otherwise.
fn changed(before: &Pages, after: &Pages) -> Vec<usize> {
    let (before, after) = (before.document.pages(), after.document.pages());
    assert_eq!(before.len(), after.len());
    (0..after.len()).filter(|index| fingerprint(&before[*index]) != fingerprint(&after[*index])).collect()
}

/// The same, told by their SVG.
fn redrawn(before: &Pages, after: &Pages) -> Vec<usize> {
    let svg = |page| typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false });
    let (before, after) = (before.document.pages(), after.document.pages());
    (0..after.len()).filter(|index| svg(&before[*index]) != svg(&after[*index])).collect()
}

#[test]
fn a_fingerprint_changes_with_the_look_alone() {
    let project = Project::new();
    let mut typesetter = typesetter(&project.path(""));
    let mut pages = lay_out(&mut typesetter, &parse(data_2018()));
    let number = data_2018().replacen("\"35.53\"", "\"35.52\"", 1);
    let edits: [(&str, &str, &str, String, &[usize]); 5] = [
        (CHAPTER, "调查发现", "调查显示", data_2018(), &[6]),
        (CHAPTER, "仍处于", "目前仍处于", data_2018(), &[6]),
        (CHAPTER, "\n\n= ", "\n\n\n\n= ", data_2018(), &[]),
        (TOKENS_PATH, "\"muted\": \"#5A626B\"", "\"muted\": \"#5A626C\"", data_2018(), &[0, 6]),
        // The cover draws the values too.
        (CHAPTER, "目前仍", "目前仍", number, &[0, 6, 7]),
    ];
    for (file, from, to, data, expected) in edits {
        project.edit(file, from, to);
        typesetter.reread().unwrap();
        let after = lay_out(&mut typesetter, &parse(data));
        let found = changed(&pages, &after);
        assert_eq!(found, redrawn(&pages, &after), "{from}");
        assert_eq!(found, expected, "{from}");
        pages = after;
    }
}
