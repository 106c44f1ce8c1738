//! How far a report is on its way: a draft says so on every page and in its name, a release says which it is, and
//! neither moves a line.

use kanyin::survey::Dataset;
use kanyin::survey::model::Status;
use kanyin::typeset::setting::Setting;
use kanyin::typeset::text;
use typst::layout::{Frame, FrameItem, Point};

use crate::common::{Project, copy_tree, data_2018, export, fixture, lay_out, parse, root, squeeze, typesetter};
use crate::pdf::{Pdf, text_string};

const DRAFTS: [(Status, &str); 3] =
    [(Status::讨论稿, "讨论稿"), (Status::征求意见稿, "征求意见稿"), (Status::送审稿, "送审稿")];

fn report(status: Status) -> Dataset {
    let mut dataset = parse(data_2018());
    dataset.survey.report.status = status;
    dataset
}

fn pdf_of(dataset: &Dataset, setting: &Setting) -> Pdf {
    let mut typesetter = typesetter(&root());
    typesetter.set_setting(setting.clone());
    let pages = lay_out(&mut typesetter, dataset);
    assert!(pages.warnings.is_empty(), "{:?}", pages.warnings);
    Pdf::read(&export(&typesetter, &pages))
}

fn version(version: &str) -> Setting {
    Setting { version: Some(version.to_owned()), ..Setting::default() }
}

/// Every run of text, shape and picture of a page with its place in 1/1000 pt.
fn placed(frame: &Frame, origin: Point) -> Vec<(String, i64, i64)> {
    let item = |(position, item): &(Point, FrameItem)| {
        let at = origin + *position;
        let here = |what: &str| vec![(what.to_owned(), (at.x.to_pt() * 1e3) as i64, (at.y.to_pt() * 1e3) as i64)];
        match item {
            FrameItem::Group(group) => placed(&group.frame, at),
            FrameItem::Text(text) => here(&text.text),
            FrameItem::Shape(..) | FrameItem::Image(..) => here(""),
            _ => Vec::new(),
        }
    };
    frame.items().flat_map(item).collect()
}

#[test]
fn a_draft_says_so_on_every_page() {
    let plain = pdf_of(&report(Status::正式稿), &Setting::default()).pages();
    for (status, name) in DRAFTS {
        let pages = pdf_of(&report(status), &Setting::default()).pages();
        assert_eq!(pages.len(), plain.len());
        for (index, (page, plain)) in pages.iter().zip(&plain).enumerate() {
            let (artifacts, body) = (squeeze(&page.artifacts), squeeze(&page.body));
            // 征求意见稿 is one word, and no other draft's name is part of it.
            let marks = if index == 0 { 1 } else { 2 };
            assert_eq!(artifacts.matches(name).count(), marks, "{name}, page {index}: {artifacts}");
            assert_eq!(artifacts.contains(&format!("{name}2018-08-14")), index > 0, "{artifacts}");
            let said = if index == 0 { format!("{name}2018年8月14日") } else { String::new() };
            assert!(body.contains(&said), "{name}, page {index}: {body}");
            assert_eq!(body.replacen(&said, "", 1), squeeze(&plain.body), "{name}, page {index}");
        }
    }
    for (_, name) in DRAFTS {
        assert!(plain.iter().all(|page| !page.artifacts.contains(name) && !page.body.contains(name)), "{name}");
    }
}

#[test]
fn a_watermark_is_no_word_of_a_page() {
    let mut typesetter = typesetter(&root());
    let mut words = |status| text::words(&lay_out(&mut typesetter, &report(status)).document);
    let (plain, draft) = (words(Status::正式稿), words(Status::讨论稿));
    assert_eq!(plain.matches("讨论稿").count(), 0);
    assert_eq!(draft.matches("讨论稿").count(), 17, "once on the cover, once in each header");
}

#[test]
fn no_mark_moves_a_line() {
    let mut typesetter = typesetter(&root());
    let mut layout = |status, setting| {
        typesetter.set_setting(setting);
        let pages = lay_out(&mut typesetter, &report(status));
        pages.document.pages().iter().map(|page| placed(&page.frame, Point::zero())).collect::<Vec<_>>()
    };
    let plain = layout(Status::正式稿, Setting::default());
    for (status, setting) in
        [(Status::征求意见稿, Setting::default()), (Status::正式稿, version("1.0.0")), (Status::讨论稿, version("0.9"))]
    {
        for (index, (page, plain)) in layout(status, setting.clone()).iter().zip(&plain).enumerate() {
            let moved: Vec<_> = plain.iter().filter(|place| !page.contains(place)).collect();
            assert!(moved.is_empty(), "{status}, page {index}: {moved:?}");
        }
    }
}

#[test]
fn a_draft_has_the_day_or_else_the_month_in_its_name_and_marks() {
    let project = Project::new();
    let built = |arguments: &[&str]| {
        let outcome = project.run(arguments);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        outcome.stdout.split_once("  ").unwrap().0.to_owned()
    };
    let name = "dist/电子合同信任服务用户调查报告（2018年）";
    assert_eq!(built(&["build"]), format!("{name}.pdf"));
    project.edit("data/2018.json", "正式稿", "讨论稿");
    assert_eq!(built(&["build"]), format!("{name}（讨论稿 2018-08-14）.pdf"));
    assert_eq!(built(&["build", "--proof"]), format!("{name}（讨论稿 2018-08-14）（校样）.pdf"));
    assert_eq!(built(&["build", "--format", "png", "--pages", "1"]), format!("{name}（讨论稿 2018-08-14）"));

    // The preface states the day, which is a mistake without one.
    let project = Project::new();
    project.edit("data/2018.json", "正式稿", "送审稿");
    project.edit("data/2018.json", "    \"date\": \"2018-08-14\",\n", "");
    project.edit("templates/2018/preface.typ", ", fact(\"date\")", "");
    let outcome = project.run(&["build"]);
    assert!(
        outcome.stdout.starts_with(&format!("{name}（送审稿 2018-08）.pdf")),
        "{}{}",
        outcome.stdout,
        outcome.stderr
    );
    let pdf = Pdf::read(&std::fs::read(project.path(&format!("{name}（送审稿 2018-08）.pdf"))).unwrap());
    assert!(pdf.pages()[0].body.contains("2018 年 8 月"));
    assert!(squeeze(&pdf.pages()[3].artifacts).contains("送审稿2018-08"));
}

#[test]
fn a_long_issuer_leaves_no_room_for_the_day() {
    let mut dataset = report(Status::征求意见稿);
    let artifacts = |dataset: &Dataset| squeeze(&pdf_of(dataset, &Setting::default()).pages()[3].artifacts);
    assert!(artifacts(&dataset).contains("征求意见稿2018-08-14"));
    dataset.survey.report.issuer = "云计算开源产业联盟电子合同信任服务工作组秘书处".to_owned();
    let words = artifacts(&dataset);
    assert!(words.matches("征求意见稿").count() == 2 && !words.contains("2018-08-14"), "{words}");
}

#[test]
fn a_release_says_which_it_is_on_its_first_numbered_page() {
    let plain = pdf_of(&report(Status::正式稿), &Setting::default());
    assert!(plain.metadata().keywords.is_none() && plain.metadata().subject.is_none());
    for (status, said) in [(Status::正式稿, "正式稿"), (Status::送审稿, "送审稿 2018-08-14")] {
        let pdf = pdf_of(&report(status), &version("1.0.0"));
        let imprint = squeeze(&format!("版本 1.0.0 · 2018 年版 · {said}"));
        let labels = pdf.labels();
        for (page, label) in pdf.pages().iter().zip(&labels) {
            assert_eq!(squeeze(&page.artifacts).contains(&imprint), label == "I", "page {label}: {}", page.artifacts);
        }
        let field = |bytes: &Option<Vec<u8>>| text_string(bytes.as_ref().unwrap());
        let keywords = field(&pdf.metadata().keywords);
        assert!(keywords.contains("版本 1.0.0") && keywords.contains(said), "{keywords}");
        let subject = field(&pdf.metadata().subject);
        assert_eq!(subject, format!("电子合同信任服务用户调查报告，版本 1.0.0，2018 年版，{said}"));
    }
    let draft = pdf_of(&report(Status::送审稿), &Setting::default());
    assert_eq!(text_string(draft.metadata().keywords.as_ref().unwrap()), "送审稿 2018-08-14");
}

/// Nothing is typed for it: reports without a copyright page or without any front matter have it too.
#[test]
fn every_prose_has_the_imprint() {
    for (name, year, label) in [("annual", 2030, "I"), ("stress", 2031, "1")] {
        let project = Project::new();
        copy_tree(&fixture(name).join("templates"), &project.path("templates"));
        let data = fixture(name).join(format!("data/{year}.json"));
        let dataset = Dataset::read(&data, "data.json").unwrap();
        let mut typesetter = typesetter(&project.path(""));
        typesetter.set_setting(version("2.1.0"));
        let pages = lay_out(&mut typesetter, &dataset);
        let pdf = Pdf::read(&export(&typesetter, &pages));
        let found: Vec<String> = (pdf.pages().iter().zip(pdf.labels()))
            .filter(|(page, _)| page.artifacts.contains("版本 2.1.0"))
            .map(|(_, label)| label)
            .collect();
        assert_eq!(found, [label], "{name}");
        assert!(squeeze(&pdf.text()).find("版本").is_none(), "an artifact");
    }
}
