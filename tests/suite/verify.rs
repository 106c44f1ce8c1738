//! `verify` and `extract`: what a PDF carries makes it again, byte for byte, and whatever is done to it is found.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use kanyin::carried::lock::Lock;
use kanyin::carried::{CarriedProject, Form};
use kanyin::messages::Lang;
use kanyin::pdf::{self, Standard};
use kanyin::typeset::fonts;
use kanyin::verify::{House, Question, Verdict, judge};
use typst::foundations::Bytes;

use crate::common::{Project, data_2018, fixture, lay_out, parse, root, squeeze, typesetter};
use crate::pdf::Pdf;
use crate::tamper::{self, Tampered};

/// The shipped report, with its source.
static REPORT: LazyLock<Vec<u8>> = LazyLock::new(|| carrying(|_| {}));

/// The 2018 report with its carried files changed before they are put in.
fn carrying(change: impl FnOnce(&mut CarriedProject)) -> Vec<u8> {
    let mut typesetter = typesetter(&root());
    let dataset = parse(data_2018());
    let plain = lay_out(&mut typesetter, &dataset);
    let data = PathBuf::from("data/2018.json");
    let mut project = CarriedProject::of(&typesetter, &dataset, &data, &[], Form::Public).unwrap();
    change(&mut project);
    let document = plain.carrying(&project.attachments()).unwrap();
    let ident = pdf::ident(&dataset.survey.report);
    pdf::export(&typesetter, &document, &ident, Standard::A3a, None).unwrap()
}

/// The report with one carried file rewritten before it was put in.
fn rewriting(path: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    carrying(|project| {
        let file = project.files.iter_mut().find(|file| file.path == path).expect("a carried file");
        let text = change(std::str::from_utf8(&file.bytes).unwrap());
        assert_ne!(text.as_bytes(), file.bytes.as_slice(), "{path} changes");
        file.bytes = Bytes::from_string(text);
    })
}

fn verdict(pdf: Vec<u8>) -> Verdict {
    verdict_with(pdf, None)
}

fn verdict_with(pdf: Vec<u8>, data: Option<String>) -> Verdict {
    let data = data.map(|text| ("对照.json".to_owned(), text));
    judge(&Question { pdf, data, lang: Lang::Zh }, fonts::load(&[]).unwrap())
}

fn said(verdict: &Verdict) -> String {
    verdict.message("报告.pdf").text(Lang::Zh)
}

#[test]
fn the_report_is_what_its_own_source_makes() {
    let Verdict::Identical { pages, bytes, files, house } = verdict(REPORT.clone()) else { panic!("identical") };
    assert_eq!((pages, bytes), (17, REPORT.len()));
    assert!(files > 60);
    assert_eq!(house, House::default(), "Kanyin's own style, no number of the prose's own");
}

#[test]
fn the_readmes_show_what_verify_says() {
    let verdict = said(&verdict(REPORT.clone()));
    for readme in ["README.md", "README.zh-CN.md"] {
        assert!(fs::read_to_string(root().join(readme)).unwrap().contains(&verdict), "{readme}: {verdict}");
    }
}

/// Every kind of tampering with a finished file, and what must be said of it.
#[test]
fn whatever_is_done_to_a_file_is_found_and_named() {
    let mut missed = Vec::new();
    for Tampered { what, bytes, found } in tamper::all(&REPORT) {
        let verdict = verdict(bytes);
        let said = said(&verdict);
        if !matches!(verdict, Verdict::Differs { .. }) || !said.contains(found) {
            missed.push(format!("{what}: {said}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Files made with other carried sources than their pages.
#[test]
fn a_carried_file_that_was_edited_is_found_and_named() {
    for (path, from, to, found) in [
        ("data/2018.json", "\"35.53\"", "\"38.53\"", "“35.53%”，重排为“38.53%”"),
        ("data/2018.json", "\"valid\": 106", "\"valid\": 107", "“106”，重排为“107”"),
        ("templates/2018/preface.typ", "调查", "调研", "第 II 页"),
        ("templates/kit/tokens.json", "#103D6B", "#103D6C", "封面文字相同而版面不同"),
        ("kanyin/questions/02.json", "35.53", "35.54", "所带的 kanyin/questions/02.json 改动过"),
        ("kanyin/figures/02.svg", "35.53", "35.54", "所带的 kanyin/figures/02.svg 改动过，自第"),
        ("figures/figure-02.csv", "35.53", "35.54", "所带的 figures/figure-02.csv 改动过，自第 2 行起"),
        ("lock.json", "\"print\": false", "\"print\": false ", "所带的 lock.json 改动过"),
        ("report.typ", "templates/report.typ", "templates/other.typ", "所带的 report.typ 改动过"),
    ] {
        let verdict = verdict(rewriting(path, |text| text.replacen(from, to, 1)));
        assert!(matches!(verdict, Verdict::Differs { .. }), "{path}: {verdict:?}");
        let said = said(&verdict);
        assert!(said.contains(found), "{path}: {said}");
    }
}

#[test]
fn a_source_that_makes_no_report_is_a_difference() {
    let broken = verdict(rewriting("templates/2018/main.typ", |text| format!("{text}\n#panic()")));
    assert!(matches!(&broken, Verdict::CannotBeMade { faults } if faults.contains("main.typ")), "{broken:?}");
    let broken = verdict(rewriting("data/2018.json", |text| text.replacen("\"35.53\"", "\"135.53\"", 1)));
    assert!(matches!(&broken, Verdict::CannotBeMade { faults } if faults.contains("135.53")), "{broken:?}");
    for prose in ["../..", "/etc", "nowhere", "templates/2018/../2018"] {
        let away = verdict(rewriting("data/2018.json", |text| {
            text.replacen("\"year\": 2018,", &format!("\"year\": 2018, \"prose\": \"{prose}\","), 1)
        }));
        assert!(matches!(away, Verdict::CannotBeMade { .. }), "{prose}: {away:?}");
    }
}

/// A file of another version says so; its content is compared all the same, and it cannot hide a change behind that.
#[test]
fn a_file_of_another_version_is_compared_by_its_content() {
    let older = |path: &str, from: &str, to: &str| {
        carrying(|project| {
            for file in &mut project.files {
                let text = std::str::from_utf8(&file.bytes).unwrap();
                if file.path == "lock.json" {
                    let mut lock: Lock = serde_json::from_str(text).unwrap();
                    lock.kanyin = "0.0.9".to_owned();
                    file.bytes = Bytes::from_string(lock.to_json());
                } else if file.path == path {
                    file.bytes = Bytes::from_string(text.replacen(from, to, 1));
                }
            }
        })
    };
    let same = verdict(older("", "", ""));
    assert!(matches!(&same, Verdict::SameContent { pages: 17, made_by, .. } if made_by.kanyin == "0.0.9"), "{same:?}");
    for (path, from, to, found) in [
        ("data/2018.json", "\"35.53\"", "\"38.53\"", "“35.53%”，重排为“38.53%”"),
        ("figures/figure-02.csv", "35.53", "35.54", "figures/figure-02.csv"),
        ("report.typ", "templates", "others", "report.typ"),
    ] {
        let changed = verdict(older(path, from, to));
        assert!(matches!(&changed, Verdict::Differs { made_by: Some(_), .. }), "{path}: {changed:?}");
        assert!(said(&changed).contains(found), "{path}: {}", said(&changed));
    }
    for Tampered { what, bytes, .. } in tamper::all(&older("", "", "")) {
        let verdict = verdict(bytes);
        // Only bytes outside of every part may differ.
        let same = matches!(verdict, Verdict::SameContent { .. });
        assert_eq!(same, what == "bytes after the end", "{what}: {verdict:?}");
    }
}

#[test]
fn fonts_that_are_not_here_are_named() {
    let other = verdict(rewriting("lock.json", |text| {
        let mut lock: Lock = serde_json::from_str(text).unwrap();
        lock.fonts[0].sha256 = lock.fonts[0].sha256.replace(['0', '1'], "2");
        lock.fonts[0].family = "方正书宋".to_owned();
        lock.to_json()
    }));
    assert!(matches!(&other, Verdict::OtherFonts { missing } if missing.len() == 1), "{other:?}");
    assert!(said(&other).contains("方正书宋 (NotoSerifSC-Regular.ttf)"), "{}", said(&other));
}

#[test]
fn given_data_are_compared_with_the_carried_ones() {
    let own = data_2018();
    assert!(matches!(verdict_with(REPORT.clone(), Some(own.clone())), Verdict::Identical { .. }));
    // Layout of the file, notes and links are no data.
    let other_form = own.replace("\n", "\n ").replacen("\"note\": \"", "\"note\": \"又", 1);
    assert!(matches!(verdict_with(REPORT.clone(), Some(other_form)), Verdict::Identical { .. }));
    let differs = verdict_with(REPORT.clone(), Some(own.replacen("\"35.53\"", "\"38.53\"", 1)));
    let said = said(&differs);
    assert!(said.contains("使用时间.options.不足1年.percent，文件所载为“35.53”，给出的数据为“38.53”"), "{said}");
    assert!(matches!(verdict_with(REPORT.clone(), Some("{".to_owned())), Verdict::BadData { .. }));
}

#[test]
fn the_command_says_what_was_verified() {
    let project = Project::new();
    fs::write(project.path("报告.pdf"), &*REPORT).unwrap();
    let right = project.run(&["verify", "报告.pdf", "--data", "data/2018.json", "--strict"]);
    right.expect(0);
    assert!(
        right.stdout.contains("逐字节一致") && right.stdout.contains("所载数据与 data/2018.json 相同"),
        "{}",
        right.stdout
    );
    fs::write(project.path("改.pdf"), rewriting("data/2018.json", |text| text.replacen("35.53", "38.53", 1))).unwrap();
    let wrong = project.run(&["verify", "改.pdf"]);
    wrong.expect(1);
    assert!(wrong.stdout.contains("不一致：第 3 页") || wrong.stdout.contains("不一致：第 1 页"), "{}", wrong.stdout);
    project.run(&["build", "--no-source", "-o", "无.pdf"]).expect(0);
    let none = project.run(&["verify", "无.pdf"]);
    none.expect(2);
    assert!(none.stderr.contains("没有携带源文件"), "{}", none.stderr);
    fs::write(project.path("not.pdf"), "no PDF").unwrap();
    project.run(&["verify", "not.pdf"]).expect(2);
    project.run(&["verify", "nowhere.pdf"]).expect(2);
    project.run(&["verify", "报告.pdf", "--font-path", "data"]).expect(2);
    fs::write(
        project.path("旧.pdf"),
        rewriting("lock.json", |text| {
            text.replacen("\"kanyin\": \"0.", "\"kanyin\": \"0.0.", 1).replacen(".0\"", "\"", 1)
        }),
    )
    .unwrap();
    let older = project.run(&["verify", "旧.pdf"]);
    older.expect(0);
    assert!(older.stdout.contains("内容一致"), "{}", older.stdout);
    project.run(&["verify", "旧.pdf", "--strict"]).expect(1);
}

#[test]
fn what_is_extracted_builds_the_same_file() {
    let project = Project::empty();
    fs::write(project.path("报告.pdf"), &*REPORT).unwrap();
    project.run(&["extract", "报告.pdf", "-o", "取出"]).expect(0);
    project.run(&["build", "取出/data/2018.json", "-o", "再排.pdf"]).expect(0);
    assert!(fs::read(project.path("再排.pdf")).unwrap() == *REPORT, "byte for byte");
    let again = project.run(&["extract", "报告.pdf", "-o", "取出"]);
    again.expect(2);
    assert!(project.path("取出/report.typ").exists(), "what is there stays");
}

#[test]
fn two_years_travel_together() {
    let project = Project::empty();
    crate::common::copy_tree(&fixture("stress"), &project.path(""));
    crate::common::copy_tree(&root().join("templates/kit"), &project.path("templates/kit"));
    fs::copy(root().join("templates/report.typ"), project.path("templates/report.typ")).unwrap();
    let years = ["--against", "data/2030.json", "--against", "data/2029.json", "--against", "data/2028.json"];
    let build = [&["build", "data/2031.json", "-o", "图.pdf"][..], &years].concat();
    project.run(&build).expect(0);
    let right = project.run(&["verify", "图.pdf"]);
    right.expect(0);
    let extracted = project.run(&["extract", "图.pdf", "-o", "取出"]);
    extracted.expect(0);
    // As the command says it is to be built.
    let line = extracted.stdout.lines().last().unwrap();
    let command: Vec<&str> = line.split_once("kanyin ").unwrap().1.split(' ').collect();
    project.run(&[&command[..], &["-o", "再排.pdf"]].concat()).expect(0);
    assert!(fs::read(project.path("再排.pdf")).unwrap() == fs::read(project.path("图.pdf")).unwrap(), "{line}");
}

#[test]
fn path_tricks_are_refused_and_nothing_is_written() {
    let project = Project::empty();
    for name in [
        "../escape.txt",
        "/tmp/escape.txt",
        "a/../../b",
        "C:\\x",
        "%2e%2e/x",
        "lock.json/x",
        "LOCK.JSON",
        ".git/config",
    ] {
        fs::write(project.path("坏.pdf"), tamper::with_attachment(&REPORT, name)).unwrap();
        let refused = project.run(&["extract", "坏.pdf", "-o", "取出"]);
        refused.expect(2);
        assert!(refused.stderr.contains("名称不安全"), "{name}: {}", refused.stderr);
        assert!(!project.path("取出").exists(), "{name}");
        project.run(&["verify", "坏.pdf"]).expect(2);
    }
}

/// A style that prints otherwise makes its own pages, byte for byte; that it is not the known one is said.
#[test]
fn a_style_of_ones_own_is_told() {
    let project = Project::new();
    let style = project.path("templates/report.typ");
    let lie = fs::read_to_string(&style).unwrap().replacen("#include", "#show \"35.53%\": \"95.53%\"\n#include", 1);
    fs::write(style, lie).unwrap();
    project.run(&["build", "-o", "报告.pdf"]).expect(0);
    let told = project.run(&["verify", "报告.pdf"]);
    told.expect(0);
    assert!(
        told.stdout.contains("版式与刊印自带的不同，数值如何印出由它决定：templates/report.typ"),
        "{}",
        told.stdout
    );
    let prose = project.path("templates/2018/afterword.typ");
    fs::write(&prose, fs::read_to_string(&prose).unwrap() + "\n另有 12.5% 的企业。\n").unwrap();
    project.run(&["build", "-o", "报告.pdf"]).expect(0);
    let told = project.run(&["verify", "报告.pdf"]);
    assert!(told.stdout.contains("正文有 1 处数值没有绑定数据"), "{}", told.stdout);
}

/// Files are put into pages that are laid out already: no style can print otherwise where it is carried.
#[test]
fn pages_cannot_know_what_they_carry() {
    let project = Project::new();
    let style = project.path("templates/report.typ");
    let two = "#show \"35.53%\": it => context if query(pdf.attach).len() > 0 { [95.53%] } else { it }\n#include";
    fs::write(&style, fs::read_to_string(&style).unwrap().replacen("#include", two, 1)).unwrap();
    for arguments in [&["build", "--no-source", "-o", "报告.pdf"][..], &["build", "-o", "报告.pdf"]] {
        project.run(arguments).expect(0);
        let text = squeeze(&Pdf::read(&fs::read(project.path("报告.pdf")).unwrap()).text());
        assert!(text.contains("35.53%") && !text.contains("95.53%"));
    }
    assert!(project.run(&["verify", "报告.pdf"]).stdout.contains("逐字节一致"));
}

#[test]
fn no_version_but_a_known_one_is_believed() {
    for version in ["9.0.0", "0.0.9-逐字节一致", "0.01.0", ""] {
        let odd = verdict(rewriting("lock.json", |text| {
            let mut lock: Lock = serde_json::from_str(text).unwrap();
            lock.kanyin = version.to_owned();
            lock.to_json()
        }));
        assert!(matches!(odd, Verdict::NotAProject(_)), "{version}: {odd:?}");
    }
    let astray = verdict(rewriting("lock.json", |text| text.replacen("data/2018.json", "data/$(touch x).json", 1)));
    assert!(matches!(astray, Verdict::NotAProject(_)), "{astray:?}");
}
