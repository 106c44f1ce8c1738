//! 付印版: the same pages in inks alone, on sheets that a printer can cut.

use std::collections::BTreeSet;
use std::fs;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use kanyin::pdf::{self, Standard, boxes};
use kanyin::survey::Dataset;
use kanyin::survey::model::Status;
use kanyin::typeset::Typesetter;
use kanyin::typeset::setting::Setting;

use crate::common::{Project, copy_tree, data_2018, export, fixture, lay_out, parse, read_2018, report_2018, squeeze};
use crate::inks::inks;
use crate::pdf::{PageText, Pdf};

const TEXT: &str = "dist/电子合同信任服务用户调查报告（2018年）（印刷版）.pdf";
const COVER: &str = "dist/电子合同信任服务用户调查报告（2018年）（印刷版封面）.pdf";

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// What is cut off around a printed page, in pixels and in pt; their quotient is the scale of all pictures here.
const SLUG: (usize, f64) = (40, 10.0 * POINTS);

/// A report for the screen and for a printer, as PDF.
fn both(project: &Project, dataset: &Dataset) -> [Vec<u8>; 2] {
    let root = project.path("");
    let mut typesetter = Typesetter::open(&root, &root, &[]).unwrap_or_else(|error| panic!("{error:?}"));
    let pages = lay_out(&mut typesetter, dataset);
    let screen = export(&typesetter, &pages);
    typesetter.set_setting(Setting { print: true, ..Setting::default() });
    let pages = typesetter.compile().unwrap_or_else(|error| panic!("{error:?}"));
    assert!(pages.warnings.is_empty(), "{:?}", pages.warnings);
    let print = pdf::export(&typesetter, &pages.document, "test", Standard::Print, None).unwrap();
    [screen, boxes::with_bleed(&print, 3.0 * POINTS).unwrap()]
}

/// A page as it is cut: how dark each pixel is, from 0 to 1.
struct Picture {
    width: usize,
    darkness: Vec<f32>,
}

/// The pages of a PDF, without what is cut off around them.
fn pictures(pdf: &[u8], cut: usize) -> Vec<Picture> {
    let pdf = hayro::hayro_syntax::Pdf::new(pdf.to_vec()).unwrap();
    let (cache, scale) = (RenderCache::new(), (SLUG.0 as f64 / SLUG.1) as f32);
    let settings = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..Default::default() };
    let picture = |pixmap: Pixmap| {
        let (width, height) = (usize::from(pixmap.width()), usize::from(pixmap.height()));
        let row = |y: usize| &pixmap.data()[y * width + cut..(y + 1) * width - cut];
        let darkness = (cut..height - cut).flat_map(row).map(|pixel| {
            let luminance = 0.2126 * f32::from(pixel.r) + 0.7152 * f32::from(pixel.g) + 0.0722 * f32::from(pixel.b);
            1.0 - luminance / 255.0
        });
        Picture { width: width - 2 * cut, darkness: darkness.collect() }
    };
    let pages = pdf.pages().iter();
    pages.map(|page| picture(hayro::render(page, &cache, &InterpreterSettings::default(), &settings))).collect()
}

/// Where two editions differ, page by page: how many pixels are darker or lighter by more than this.
fn differing(screen: &[u8], print: &[u8], tolerance: f32) -> Vec<usize> {
    let (screen, print) = (pictures(screen, 0), pictures(print, SLUG.0));
    assert_eq!(screen.len(), print.len(), "as many pages");
    // The densest black of the inks is drawn as a dark gray.
    let black = print.iter().flat_map(|page| &page.darkness).fold(0.0, |most: f32, darkness| most.max(*darkness));
    let count = |(one, other): (&Picture, &Picture)| {
        // A fraction of a pixel may stand over at the right and at the foot.
        assert!(one.width.abs_diff(other.width) <= 1, "as wide");
        let rows = one.darkness.chunks(one.width).zip(other.darkness.chunks(other.width));
        let pixels = rows.flat_map(|(one, other)| one.iter().zip(other));
        pixels.filter(|(one, other)| (*one - *other / black).abs() > tolerance).count()
    };
    screen.iter().zip(&print).map(count).collect()
}

/// A copy of the project with the stress charts as its prose, and their data.
fn stress() -> (Project, Dataset) {
    let project = Project::new();
    copy_tree(&fixture("stress/templates/2031"), &project.path("templates/2031"));
    let mut dataset = Dataset::read(&fixture("stress/data/2031.json"), "2031.json").unwrap();
    dataset.survey.report.status = Status::正式稿;
    (project, dataset)
}

/// With black for every colour but paper the two editions are the same picture, up to what smoothing makes of edges.
#[test]
fn every_shape_and_letter_stands_where_it_stands_on_the_screen() {
    let report = || (Project::new(), parse(data_2018()));
    for (name, (project, dataset)) in [("2018", report()), ("stress", stress())] {
        blacken(&project);
        let [screen, print] = both(&project, &dataset);
        assert!(differing(&screen, &print, 0.5).iter().all(|count| *count == 0), "{name}");
        // Where a stroke touches a picture's edge, a screen's picture is cut off there once more.
        let (few, most) = (differing(&screen, &print, 0.1), 600);
        assert!(few.iter().all(|count| *count < most), "{name}: {few:?}");
    }
}

#[test]
fn a_shape_or_a_letter_that_moves_is_noticed() {
    for (from, to) in [
        ("dy: _pt(attrs.y), _run", "dy: _pt(attrs.y) + 0.7pt, _run"),
        ("curve.move(first)", "curve.move((first.at(0) + 2pt, first.at(1)))"),
        ("{ box() } + character", "{} + character"),
    ] {
        let (project, dataset) = stress();
        blacken(&project);
        project.edit("templates/kit/press.typ", from, to);
        let [screen, print] = both(&project, &dataset);
        assert!(differing(&screen, &print, 0.5).iter().any(|count| *count > 0), "{to}");
    }
}

/// In colour the inks come out about as dark as the colours they stand for.
#[test]
fn inks_are_as_dark_as_the_colours_of_the_screen() {
    let (project, dataset) = (Project::new(), parse(data_2018()));
    let [screen, print] = both(&project, &dataset);
    assert!(differing(&screen, &print, 0.2).iter().all(|count| *count == 0));
    project.edit("templates/kit/tokens.json", "\"lead\": [92, 62, 10, 5]", "\"lead\": [10, 0, 0, 0]");
    let [screen, print] = both(&project, &dataset);
    assert!(differing(&screen, &print, 0.2).iter().any(|count| *count > 0), "a wrong ink is noticed");
}

#[test]
fn sheets_have_their_boxes() {
    let [screen, print] = both(&Project::new(), &parse(data_2018())).map(|bytes| Pdf::read(&bytes));
    let a4 = [210.0, 297.0].map(|side| side * POINTS);
    let (trims, bleeds, sheets) = (print.boxes("TrimBox"), print.boxes("BleedBox"), print.boxes("MediaBox"));
    assert_eq!((trims.len(), bleeds.len(), sheets.len()), (17, 17, 17));
    for ((trim, bleed), sheet) in trims.iter().zip(bleeds).zip(sheets) {
        let near = |one: f64, other: f64| (one - other).abs() < 0.01;
        assert!(near(trim[2] - trim[0], a4[0]) && near(trim[3] - trim[1], a4[1]), "{trim:?}");
        for (edge, side) in [-1.0, -1.0, 1.0, 1.0].into_iter().enumerate() {
            assert!(near(bleed[edge], trim[edge] + side * 3.0 * POINTS), "{bleed:?}");
            assert!(near(sheet[edge], trim[edge] + side * 10.0 * POINTS), "{sheet:?}");
        }
    }
    assert!(screen.boxes("MediaBox").iter().all(|sheet| (sheet[2] - a4[0]).abs() < 0.01), "a screen has no sheet");
}

/// Crop marks stand outside the bleed, and the cover's picture runs into it.
#[test]
fn marks_stand_outside_the_bleed_and_artwork_runs_into_it() {
    let [_, print] = both(&Project::new(), &parse(data_2018()));
    let sheets = pictures(&print, 0);
    let scale = SLUG.0 as f64 / SLUG.1;
    let at = |mm: f64| (mm * POINTS * scale).round() as usize;
    let darkest = |page: &Picture, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| {
        let rows = page.darkness.chunks(page.width).take(rows.end).skip(rows.start);
        rows.flat_map(|row| &row[columns.clone()]).fold(0.0, |most: f32, darkness| most.max(*darkness))
    };
    for (index, page) in sheets.iter().enumerate() {
        let height = page.darkness.len() / page.width;
        assert!(darkest(page, 0..at(6.0), at(9.0)..at(11.0)) > 0.1, "a mark at the top of page {index}");
        assert!(darkest(page, at(9.0)..at(11.0), 0..at(6.0)) > 0.1, "a mark at the left of page {index}");
        assert_eq!(darkest(page, at(7.2)..at(9.8), 0..page.width), 0.0, "the bleed above page {index}");
        let foot = height - at(9.8)..height - at(7.2);
        let bled = darkest(page, foot, at(12.0)..page.width - at(12.0)) > 0.1;
        assert_eq!(bled, index == 0, "the bleed below page {index}");
        assert_eq!(
            darkest(page, height - at(14.0)..height - at(12.0), at(7.5)..at(9.5)) > 0.1,
            index == 0,
            "at the left"
        );
        assert_eq!(darkest(page, height - at(6.6)..height, at(12.0)..page.width - at(12.0)), 0.0, "beyond the bleed");
    }
}

#[test]
fn every_colour_is_of_the_four_inks_and_text_is_black_alone() {
    for (project, dataset) in [(Project::new(), parse(data_2018())), stress()] {
        let [screen, print] = both(&project, &dataset).map(|bytes| Pdf::read(&bytes));
        for (index, page) in inks(&print).iter().enumerate() {
            assert_eq!(page.other, BTreeSet::new(), "page {index}");
            assert!(
                page.process.iter().all(|shares| shares.iter().sum::<u32>() <= 281),
                "page {index}: {:?}",
                page.process
            );
            assert!(page.words.contains(&[0, 0, 0, 100]), "page {index}: {:?}", page.words);
        }
        // The reader of colours sees what a screen has.
        assert!(inks(&screen).iter().all(|page| !page.other.is_empty() && page.process.is_empty()));
    }
    let [_, print] = both(&Project::new(), &parse(data_2018())).map(|bytes| Pdf::read(&bytes));
    for page in &inks(&print)[1..4] {
        assert_eq!(page.words, BTreeSet::from([[0, 0, 0, 100]]), "pages of text alone");
    }
}

/// The words of a page with those of its header and folio, in no order.
fn letters(page: &PageText) -> Vec<char> {
    let mut letters: Vec<char> = squeeze(&(page.body.clone() + &page.artifacts)).chars().collect();
    letters.sort_unstable();
    letters
}

#[test]
fn text_and_cover_are_files_of_their_own() {
    let project = Project::new();
    let outcome = project.run(&["build", "--print"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert!(
        lines[0].starts_with(&format!("{TEXT}  16 页")) && lines[1].starts_with(&format!("{COVER}  1 页")),
        "{lines:?}"
    );
    assert!(lines[2].starts_with("表述 15 处") && lines.len() == 3, "{lines:?}");
    assert_eq!(fs::read_dir(project.path("dist")).unwrap().count(), 2);

    let read = |file: &str| Pdf::read(&fs::read(project.path(file)).unwrap());
    let (text, cover) = (read(TEXT), read(COVER));
    let labels = ["I", "II", "III"].map(str::to_owned).into_iter().chain((1..=13).map(|page| page.to_string()));
    assert_eq!(text.labels(), labels.collect::<Vec<_>>());
    assert!(!text.is_tagged() && cover.page_count() == 1);
    assert!(text.fonts().iter().chain(&cover.fonts()).all(|(_, embedded)| *embedded));
    let screen = read_2018().pages();
    let print: Vec<PageText> = cover.pages().into_iter().chain(text.pages()).collect();
    for (index, (screen, print)) in screen.iter().zip(&print).enumerate() {
        assert_eq!(letters(screen), letters(print), "the words of page {index}");
    }
    let again = fs::read(project.path(TEXT)).unwrap();
    assert_eq!(project.run(&["build", "--print"]).code, 0);
    assert!(again == fs::read(project.path(TEXT)).unwrap(), "the same bytes");

    assert_eq!(project.run(&["build", "--print", "-o", "付印/内文.pdf"]).code, 0);
    assert!(project.path("付印/内文.pdf").exists() && project.path("付印/内文（封面）.pdf").exists());
    project.edit("data/2018.json", "正式稿", "送审稿");
    let outcome = project.run(&["build", "--print"]);
    assert!(outcome.stdout.contains("（2018年）（送审稿 2018-08-14）（印刷版封面）.pdf  1 页"), "{}", outcome.stdout);
}

#[test]
fn a_report_without_a_cover_is_one_file() {
    let project = Project::new();
    project.edit("templates/2018/main.typ", "#cover()", "");
    let outcome = project.run(&["build", "--print"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome.stdout.starts_with(&format!("{TEXT}  16 页")) && !project.path(COVER).exists(),
        "{}",
        outcome.stdout
    );
}

#[test]
fn what_is_no_printers_edition_is_refused() {
    let project = Project::new();
    for other in [&["--proof"][..], &["--pages", "1-2"], &["--format", "png"], &["--format", "svg"]] {
        let outcome = project.run(&[&["build", "--print"], other].concat());
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{other:?}");
        let other = if other[0] == "--format" { other.join(" ") } else { other[0].to_owned() };
        let said = format!("--print 不能与 {other} 并用");
        assert!(outcome.stderr.contains(&said) && outcome.stderr.contains("建议"), "{}", outcome.stderr);
        assert!(!project.path("dist").exists());
    }
    let outcome = project.run(&["build", "--print", "-o", "a.png"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("输出 PDF，文件名却是 a.png"), "{}", outcome.stderr);
    project.edit("templates/2018/chapter-2.typ", "[普遍在 3~年以内]", "[普遍在 5~年以上]");
    let outcome = project.run(&["build", "--print", "--deny-false"]);
    assert!(outcome.code == 1 && !project.path("dist").exists(), "{}", outcome.stderr);
    let outcome = project.run(&["build", "--print"]);
    assert!(outcome.code == 0 && outcome.stderr.contains("claim-false"), "{}", outcome.stderr);
}

/// Prose may draw lines, tables and notes in Typst's own black; colours and pictures of its own are told with their place.
#[test]
fn what_prose_brings_is_ink_or_told() {
    let project = Project::new();
    let at = "本次调查报告采用访谈和在线调查相结合的方式。";
    let chapter = "templates/2018/chapter-1.typ";
    project.edit(
        chapter,
        at,
        &format!("{at}#footnote[注]#underline[线]\n\n#table(columns: 2)[甲][乙]\n\n#line(length: 2em)"),
    );
    let outcome = project.run(&["build", "--print", "-o", "a.pdf"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let pdf = Pdf::read(&fs::read(project.path("a.pdf")).unwrap());
    assert!(inks(&pdf).iter().all(|page| page.other.is_empty()));

    fs::write(
        project.path("templates/2018/dot.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>",
    )
    .unwrap();
    for (prose, said) in [
        ("#text(fill: red)[红]", "不是四色油墨"),
        ("#text(fill: luma(50%))[灰]", "不是四色油墨"),
        ("#text(fill: cmyk(100%, 100%, 100%, 50%))[黑]", "油墨总量 350 %，超过 280 %"),
        ("#box(rect(fill: gradient.linear(red, blue)))", "不是四色油墨"),
        ("#box(image(\"dot.svg\", alt: \"点\"))", "图片照原样放入"),
    ] {
        let before = fs::read_to_string(project.path(chapter)).unwrap();
        project.edit(chapter, at, &format!("{at}{prose}"));
        let outcome = project.run(&["build", "--print", "-o", "a.pdf"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(
            outcome.stderr.contains(said) && outcome.stderr.contains("chapter-1.typ:7:"),
            "{prose}: {}",
            outcome.stderr
        );
        // Archives know no inks, but everything else.
        if !prose.contains("cmyk") {
            assert_eq!(project.run(&["build", "-o", "a.pdf"]).stderr, "", "{prose}: on a screen it is right");
        }
        fs::write(project.path(chapter), before).unwrap();
    }
}

#[test]
fn a_colour_without_inks_is_found_in_the_tokens() {
    let project = Project::new();
    project.edit("templates/kit/tokens.json", "\"bar\": [52, 23, 4, 0],", "");
    let outcome = project.run(&["build"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("颜色 bar 没有油墨"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("tokens.json:"), "{}", outcome.stderr);
}

#[test]
fn boxes_are_given_to_files_as_typst_writes_them_only() {
    assert!(boxes::with_bleed(b"%PDF-1.7", 8.5).is_none());
    assert!(boxes::with_bleed(&report_2018(), 8.5).is_none(), "a screen's pages are not cut");
    let [_, print] = both(&Project::new(), &parse(data_2018()));
    let text = String::from_utf8_lossy(&print).into_owned();
    assert_eq!(text.matches("/BleedBox[").count(), 17);
    // The table's entries point at their objects.
    let table = text.rfind("startxref\n").unwrap() + "startxref\n".len();
    let start: usize = text[table..].lines().next().unwrap().parse().unwrap();
    let entries = &print[start..];
    assert!(entries.starts_with(b"xref\n0 "));
    let lines = entries[b"xref\n".len()..].split(|byte| *byte == b'\n').skip(1);
    let offsets = lines.take_while(|line| !line.starts_with(b"trailer")).filter(|line| line.get(17) == Some(&b'n'));
    let mut objects = 0;
    for line in offsets {
        let offset: usize = std::str::from_utf8(&line[..10]).unwrap().parse().unwrap();
        let head = &print[offset..offset + 16];
        assert!(head.windows(6).any(|word| word == b" 0 obj"), "{}", String::from_utf8_lossy(head));
        objects += 1;
    }
    assert!(objects > 100, "{objects}");
}

/// Makes every colour of the tokens black but that of paper.
fn blacken(project: &Project) {
    let path = project.path("templates/kit/tokens.json");
    let text = fs::read_to_string(&path).unwrap();
    let mut tokens: serde_json::Value = serde_json::from_str(&text).unwrap();
    fn set(value: &mut serde_json::Value, hex: bool) {
        match value {
            serde_json::Value::Array(list) if hex || list[0].is_array() => list.iter_mut().for_each(|v| set(v, hex)),
            v => *v = if hex { "#000000".into() } else { serde_json::json!([0, 0, 0, 100]) },
        }
    }
    for (name, value) in tokens["color"].as_object_mut().unwrap() {
        if name != "paper" {
            set(value, true)
        }
    }
    for (name, value) in tokens["print"]["color"].as_object_mut().unwrap() {
        if name != "paper" {
            set(value, false)
        }
    }
    fs::write(path, serde_json::to_string_pretty(&tokens).unwrap()).unwrap();
}
