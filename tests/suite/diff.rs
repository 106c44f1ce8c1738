//! `kanyin diff`: one number changed is named where it stands, and nothing else is.

use std::fs;
use std::sync::LazyLock;

use serde_json::Value;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::common::{Outcome, Project, data_2018, lay_out, parse, typesetter};

/// The 2018 report of some data, tagged, which carries the data or does not.
fn report(data: &str, carries: bool) -> Vec<u8> {
    let project = Project::new();
    fs::write(project.path("data/2018.json"), data).unwrap();
    if carries {
        let entry = fs::read_to_string(project.path("templates/report.typ")).unwrap();
        let attach = "#pdf.attach(\"/data/2018.json\", relationship: \"data\", mime-type: \"application/json\", description: \"data\")\n";
        fs::write(project.path("templates/report.typ"), entry + attach).unwrap();
    }
    let mut typesetter = typesetter(&project.path(""));
    let pages = lay_out(&mut typesetter, &parse(data.to_owned()));
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).unwrap();
    typst_pdf::pdf(&pages.document, &PdfOptions { tagged: true, standards, ..PdfOptions::default() }).unwrap()
}

fn changed() -> String {
    let (from, to) = (r#""id": "司法鉴定", "label": "司法鉴定", "percent": "71.05""#, "71.05");
    let data = data_2018();
    assert!(data.contains(from));
    data.replace(from, &from.replace(to, "68.42"))
}

static OLD: LazyLock<Vec<u8>> = LazyLock::new(|| report(&data_2018(), true));
static NEW: LazyLock<Vec<u8>> = LazyLock::new(|| report(&changed(), true));

fn diff(old: &[u8], new: &[u8], more: &[&str]) -> (Project, Outcome) {
    let project = Project::empty();
    fs::write(project.path("旧.pdf"), old).unwrap();
    fs::write(project.path("新.pdf"), new).unwrap();
    let outcome = project.run(&[&["diff", "旧.pdf", "新.pdf"], more].concat());
    (project, outcome)
}

#[test]
fn one_changed_number_is_named_with_its_sentences_and_pages() {
    let (project, outcome) = diff(&OLD, &NEW, &["-o", "对照.html"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert_eq!(
        outcome.stdout.trim(),
        "旧.pdf → 新.pdf\n\
         数字 1 处，文字 2 段，版面 2 页有不同\n\n\
         数字 1 处\n  \
           图 14“电子合同法律相关增值服务调查”的“司法鉴定”（占比）：71.05% → 68.42%，−2.63 个百分点\n\n\
         文字 2 段\n  \
           第 11 页 · 正文\n    \
             …调查发现，有[-71.05%-]{+68.42%+}企业用户希望服务商提供电子合同司法鉴定增值服务；…\n  \
           第 11 页 · 图（替代文字）\n    \
             电子合同法律相关增值服务调查（多选，条形图）：司法鉴定 [-71.05%-]{+68.42%+}；…\n\n\
         版面 2 页\n  \
           封面、第 11 页"
    );
    let html = fs::read_to_string(project.path("对照.html")).unwrap();
    assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>\n"));
    assert!(html.contains("有<del>71.05%</del><ins>68.42%</ins>企业用户"));
    assert_eq!(html.matches("<img src=\"data:image/png;base64,").count(), 4, "two pages, old and new");
    assert!(html.contains("版面相同 15 页：第 I–III 页、第 1–10 页、第 12 页、第 13 页"));
    assert!(html.contains("<a href=\"#page-15\">第 11 页</a>") && html.contains("id=\"page-15\""));
    let outside = ["http:", "https:", "<script", "url(", "@import", "{{"];
    assert!(outside.iter().all(|it| !html.contains(it)), "nothing from outside");
    for tag in ["section", "article", "figure", "div", "table", "tr", "td", "p", "span", "svg", "del", "ins"] {
        let opened = html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn machines_are_told_the_same() {
    let (_, outcome) = diff(&OLD, &NEW, &["--format", "json", "--lang", "en"]);
    let told: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!((outcome.code, told["differs"].as_bool()), (1, Some(true)));
    let expected = serde_json::json!([{
        "question": "增值服务", "title": "电子合同法律相关增值服务调查", "figure": "图 14", "item": "司法鉴定",
        "measure": "share", "before": "71.05%", "now": "68.42%", "by": "-2.63",
    }]);
    assert_eq!(told["numbers"], expected);
    assert_eq!(told["paragraphs"].as_array().unwrap().len(), 2);
    assert_eq!(told["paragraphs"][0]["parts"][1], serde_json::json!({ "removed": "71.05%" }));
    let pages: Vec<_> = told["pages"].as_array().unwrap().iter().map(|it| it["new"]["page"].as_u64()).collect();
    assert_eq!(pages, [Some(1), Some(15)]);
    // The number stands in the upper half of the page, in the paragraph and in the chart.
    let regions = told["pages"][1]["regions"].as_array().unwrap();
    assert!(regions.len() == 2 && regions.iter().all(|region| region[3].as_u64().unwrap() < 421), "{regions:?}");
    assert_eq!(told["unchanged_pages"].as_array().unwrap().len(), 15);
}

#[test]
fn the_same_is_the_same() {
    let (_, same) = diff(&OLD, &OLD, &[]);
    assert_eq!((same.code, same.stdout.as_str()), (0, "旧.pdf → 新.pdf\n两个文件逐字节相同\n"));
    let (project, same) = diff(&OLD, &OLD, &["-o", "对照.html", "--lang", "en"]);
    assert!(same.stdout.ends_with("the two files are the same byte for byte\n"));
    assert!(!fs::read_to_string(project.path("对照.html")).unwrap().contains("<img"));
    // The same report, whose data stand otherwise in the file it carries.
    let respaced = report(&data_2018().replacen("\n", "\n\n", 1), true);
    let (_, same) = diff(&OLD, &respaced, &[]);
    assert_eq!((same.code, same.stdout.contains("只是文件的字节不同")), (0, true), "{}", same.stdout);
}

#[test]
fn without_data_text_and_pages_are_compared() {
    let bare = report(&changed(), false);
    let (_, outcome) = diff(&OLD, &bare, &[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.contains("没有比较数字，只比较文字与版面：新.pdf 没有附带可读的数据"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("文字 2 段，版面 2 页有不同") && !outcome.stdout.contains("图 14"));
}

#[test]
fn pages_that_come_and_go_are_told() {
    let project = Project::new();
    let page = "#pagebreak()\n新增的一页，别处没有这些字。\n#pagebreak()\n";
    let entry = fs::read_to_string(project.path("templates/2018/main.typ")).unwrap();
    let (before, after) = entry.rsplit_once("#include").unwrap();
    fs::write(project.path("templates/2018/main.typ"), format!("{before}{page}#include{after}")).unwrap();
    let mut typesetter = typesetter(&project.path(""));
    let pages = lay_out(&mut typesetter, &parse(data_2018()));
    let longer = crate::common::export(&typesetter, &pages);
    let (_, outcome) = diff(&OLD, &longer, &[]);
    assert!(outcome.stdout.contains("· 正文 · 新增\n    {+新增的一页，别处没有这些字。+}"), "{}", outcome.stdout);
    let (_, back) = diff(&longer, &OLD, &[]);
    assert!(back.stdout.contains("· 正文 · 删去\n    [-新增的一页，别处没有这些字。-]"), "{}", back.stdout);
}

#[test]
fn releases_are_found_in_their_folders() {
    let project = Project::empty();
    for (name, bytes) in
        [("一/报告.pdf", &*OLD), ("一/报告-web.pdf", &*NEW), ("二/甲.pdf", &*OLD), ("二/乙.pdf", &*OLD)]
    {
        fs::create_dir_all(project.path(name).parent().unwrap()).unwrap();
        fs::write(project.path(name), bytes).unwrap();
    }
    let run = |old: &str, new: &str| project.run(&["diff", old, new]);
    assert_eq!(run("一", "一/报告.pdf").code, 0);
    let several = run("一", "二");
    assert_eq!((several.code, several.stderr.contains("不止一个 PDF")), (2, true), "{}", several.stderr);
    fs::write(project.path("二/manifest.json"), r#"{ "report": "乙.pdf" }"#).unwrap();
    assert_eq!(run("一", "二").code, 0, "the manifest names it");
    fs::write(project.path("二/manifest.json"), r#"{ "report": "../一/报告.pdf" }"#).unwrap();
    assert_eq!(run("一", "二").code, 2, "and names nothing outside");
    fs::create_dir(project.path("三")).unwrap();
    assert!(run("一", "三").stderr.contains("没有报告的 PDF"));
    fs::write(project.path("三/文.pdf"), "不是").unwrap();
    let no_pdf = run("一", "三");
    assert_eq!((no_pdf.code, no_pdf.stderr.contains("不是 PDF"), no_pdf.stdout.as_str()), (2, true, ""));
    assert_eq!(run("一", "没有.pdf").code, 2);
    let misnamed = project.run(&["diff", "一", "一", "-o", "对照.pdf"]);
    assert_eq!((misnamed.code, misnamed.stderr.contains("以 .html 结尾")), (2, true));
}

#[test]
fn a_stranger_s_words_stay_words() {
    let project = Project::empty();
    for (name, words) in [("旧.pdf", "(same <b>one</b>)"), ("新.pdf", "(same <script>alert\\(1\\)</script>{{style}})")]
    {
        fs::write(project.path(name), crate::reading::page_saying(words)).unwrap();
    }
    let outcome = project.run(&["diff", "旧.pdf", "新.pdf", "-o", "对照.html"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let html = fs::read_to_string(project.path("对照.html")).unwrap();
    assert!(html.contains("&lt;script&gt;alert(1)") && !html.contains("<script"));
    assert!(html.contains("{{style}}"), "not filled in");
}
