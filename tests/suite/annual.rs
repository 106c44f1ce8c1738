//! Next year's edition, end to end: a fictional annual report goes from `new` over every import to pages beside last
//! year's.

use std::fs;
use std::path::Path;

use kanyin::survey::Dataset;
use kanyin::typeset::Typesetter;

use crate::common::{Outcome, Project, Saved, copy_tree, fixture, root, squeeze};
use crate::pdf::Pdf;

/// The walkthrough's project: last year's report, and what the survey sites sent this year.
pub fn project() -> Project {
    let project = Project::empty();
    for folder in ["data", "templates", "tables"] {
        copy_tree(&fixture("annual").join(folder), &project.path(folder));
    }
    copy_tree(&root().join("templates/kit"), &project.path("templates/kit"));
    fs::copy(root().join("templates/report.typ"), project.path("templates/report.typ")).unwrap();
    project
}

pub fn done(outcome: Outcome) -> String {
    assert_eq!(outcome.code, 0, "{}{}", outcome.stdout, outcome.stderr);
    outcome.stdout
}

/// Edits a file by pairs of texts.
fn edit(project: &Project, file: &str, edits: &[(&str, &str)]) {
    edits.iter().for_each(|(from, to)| project.edit(file, from, to));
}

/// The links that the README shows.
fn links() -> String {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = readme.find("\"links\": {").unwrap();
    readme[start..start + readme[start..].find("\n```").unwrap()].to_owned()
}

/// What an editor decides by hand: what became of questions and options. No number is typed but the sample's.
fn edit_data(project: &Project) {
    let file = "data/2031.json";
    edit(
        project,
        file,
        &[
            (r#""facts": { "省市": null }"#, r#""period": "2031 年度", "valid": 430, "facts": { "省市": 24 }"#),
            (r#""status": "讨论稿""#, r#""date": "2031-06-16", "status": "讨论稿", "thanks": ["丙公司"]"#),
            ("        { \"id\": \"不满1年\", \"label\": \"不满 1 年\" },\n", ""),
            (r#""id": "1至3年", "label": "1 年以上、不满 3 年""#, r#""id": "不满3年", "label": "不满 3 年""#),
            (r#""label": "人脸识别""#, r#""label": "人脸或指纹识别""#),
            ("        { \"id\": \"密码\", \"label\": \"静态密码\" },\n", ""),
            (r#""links": { "previous": "2030.json" }"#, &links()),
        ],
    );
    // A question that is no longer asked makes room for a new one.
    let text = fs::read_to_string(project.path(file)).unwrap();
    let (start, end) =
        (text.find("    {\n      \"id\": \"满意\"").unwrap(), text.find("    {\n      \"id\": \"市场\"").unwrap());
    let added = r#"    {
      "id": "部署", "title": "部署方式", "kind": "single", "base": "用户", "status": "not_collected",
      "options": [
        { "id": "公有云", "label": "公有云" },
        { "id": "私有", "label": "私有部署" },
        { "id": "混合", "label": "混合部署" }
      ]
    },
"#;
    fs::write(project.path(file), format!("{}{added}{}", &text[..start], &text[end..])).unwrap();
}

fn edit_prose(project: &Project) {
    edit(
        project,
        "templates/2031/chapter-1.typ",
        &[(r#"#when("时间.不满1年")[使用不满 1~年的用户占#pct("时间.不满1年")。]"#, "")],
    );
    edit(
        project,
        "templates/2031/chapter-2.typ",
        &[
            ("用户使用人脸识别", "用户使用人脸或指纹识别"),
            ("  / 密码: 用户使用静态密码\n", "  / 手机号码一键登录: 用户使用手机号码一键登录\n"),
            (
                "== 满意程度\n\n有#roughly(\"满意.满意\")用户表示满意。\n\n#chart(\"满意\")",
                "== 部署方式\n\n有#roughly(\"部署.公有云\")用户部署在公有云。\n\n#chart(\"部署\")",
            ),
            (
                "2030~年市场规模为#amount(\"市场.2030\")#since(\"市场.2030\")",
                "2031~年市场规模为#amount(\"市场.2031\")#since(\"市场.2031\")",
            ),
        ],
    );
}

/// A table's text in a file of that kind; returns its ending.
fn save(text: &str, path: &Path, saved: Saved) -> &'static str {
    fs::remove_file(path).unwrap();
    fs::write(path.with_extension(saved.ending()), saved.bytes(text)).unwrap();
    saved.ending()
}

/// The commands of the README's walkthrough, and between them the editor's part, which its comments name.
fn walkthrough() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = readme.find("kanyin new 2031").unwrap();
    let block = &readme[start..start + readme[start..].find("```").unwrap()];
    block.lines().map(str::to_owned).collect()
}

/// Next year's edition, by the whole walkthrough, from tables that are saved in one way.
pub fn next_edition(saved: Saved) -> Project {
    let project = project();
    let tables: Vec<_> = fs::read_dir(project.path("tables")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let endings: Vec<_> = tables.iter().map(|path| save(&fs::read_to_string(path).unwrap(), path, saved)).collect();
    for line in walkthrough() {
        let line = line.replace(".csv", &format!(".{}", endings[0]));
        if line.starts_with("# edit data/2031.json") {
            edit_data(&project);
        } else if line.starts_with("# edit templates/2031/") {
            edit_prose(&project);
        } else {
            let command = line.split('#').next().unwrap();
            let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
            let outcome = project.run(&arguments);
            let said = format!("{line}\n{}{}", outcome.stdout, outcome.stderr);
            // An open question is left alone, two claims are no longer true, the years differ.
            let found = line.contains("问卷星统计") || matches!(arguments[0], "check" | "compare");
            assert_eq!(outcome.code, i32::from(found), "{said}");
            assert_eq!(said.contains("是填空题"), line.contains("问卷星统计"), "{said}");
        }
    }
    assert!(
        project.path("dist/虚构行业电子签名调查报告（2031年）（讨论稿 2031-06-16）.pdf").is_file(),
        "the last line builds"
    );
    project
}

/// The words of an edition's prose, without white space; what stands in figures is a picture and not among them.
pub fn prose(project: &Project, year: u16) -> String {
    let read = |year: u16| Dataset::read(&project.path(&format!("data/{year}.json")), "data.json").unwrap();
    let mut typesetter = Typesetter::open(&project.path(""), Path::new(""), &[]).unwrap();
    let before: Vec<Dataset> = if year > 2030 { vec![read(year - 1)] } else { Vec::new() };
    typesetter.load(&read(year), &before).unwrap_or_else(|error| panic!("{error:?}"));
    let pages = typesetter.compile().unwrap_or_else(|error| panic!("{error:?}"));
    squeeze(&kanyin::typeset::text::words(&pages.document))
}

#[test]
fn a_new_edition_builds_empty_and_leaves_last_year_alone() {
    let project = project();
    let build = |data: &str, out: &str| {
        done(project.run(&["build", data, "-o", out]));
        fs::read(project.path(out)).unwrap()
    };
    let before = build("data/2030.json", "1.pdf");
    let said = done(project.run(&["new", "2031", "--from", "data/2030.json"]));
    assert!(said.contains("6 题待填"), "{said}");
    let outcome = project.run(&["build", "-o", "2031.pdf"]);
    assert!(done(outcome).contains("待填"), "the newest edition is built, and says what waits");
    let words = prose(&project, 2031);
    for mark in
        ["〖待填：period〗", "〖待填：valid〗", "〖待填：date〗", "〖待填：验证〗", "〖待填：应用.已应用〗", "2031年"]
    {
        assert!(words.contains(&squeeze(mark)), "{mark} in {words}");
    }
    assert!(
        !["65.0%", "76.9%", "73.6%", "320"].iter().any(|old| words.contains(old)),
        "no number of last year: {words}"
    );
    // A series waits for its new year, forecast or not.
    done(project.run(&["new", "2032", "--from", "data/2031.json"]));
    let series = |year: u16| {
        let survey = Dataset::read(&project.path(&format!("data/{year}.json")), "data.json").unwrap().survey;
        survey.question("市场").unwrap().points.last().map(|point| (point.year, point.value))
    };
    assert_eq!((series(2031), series(2032)), (Some((2031, None)), Some((2032, None))));
    fs::remove_file(project.path("data/2032.json")).unwrap();
    let outcome = project.run(&["check"]);
    assert!(outcome.stdout.contains("〔数据待填〕") && outcome.code == 0, "{}", outcome.stdout);
    // A final report waits for nothing.
    project.edit("data/2031.json", "讨论稿", "正式稿");
    let outcome = project.run(&["build"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("数据待填"), "{}", outcome.stderr);

    project.edit("templates/2031/main.typ", "本次", "本年");
    project.edit("data/2031.json", "\"month\": 6", "\"month\": 7");
    assert_eq!(build("data/2030.json", "2.pdf"), before, "2031's edits change no byte of 2030's PDF");
    project.edit("templates/2030/main.typ", "本次", "本年");
    assert_ne!(build("data/2030.json", "3.pdf"), before, "its own edits do");
}

#[test]
fn nothing_is_overwritten_and_time_runs_forward() {
    let project = project();
    done(project.run(&["new", "2031", "--from", "data/2030.json"]));
    let data = fs::read(project.path("data/2031.json")).unwrap();
    let again = project.run(&["new", "2031", "--from", "data/2030.json"]);
    assert!(again.code == 2 && again.stderr.contains("已经存在"), "{}", again.stderr);
    assert_eq!(fs::read(project.path("data/2031.json")).unwrap(), data);
    // Nor by a result: not the data, not the prose.
    for (arguments, kept) in [
        (&["build", "data/2031.json", "-o", "data/2031.json"][..], "data/2031.json"),
        (&["build", "data/2031.json", "-o", "templates/2031/main.typ"], "templates/2031/main.typ"),
        (&["compare", "data/2030.json", "data/2031.json", "-o", "data/2030.json"], "data/2030.json"),
        (&["compare", "data/2030.json", "data/2031.json", "-o", "./data/../data/2031.json"], "data/2031.json"),
    ] {
        let before = fs::read(project.path(kept)).unwrap();
        let outcome = project.run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?} {}", outcome.stderr);
        assert_eq!(fs::read(project.path(kept)).unwrap(), before, "{arguments:?}");
    }
    let backwards = project.run(&["compare", "data/2031.json", "data/2030.json"]);
    assert!(backwards.code == 2 && backwards.stderr.contains("不在 2030 年之前"), "{}", backwards.stderr);
    fs::create_dir(project.path("templates/2032")).unwrap();
    let taken = project.run(&["new", "2032", "--from", "data/2030.json"]);
    assert!(taken.code == 2 && !project.path("data/2032.json").exists(), "{}", taken.stderr);
    // A link into nothing is not overwritten, one that leads back is followed once, a pipe is not waited for.
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("nowhere.json", project.path("data/2033.json")).unwrap();
        let taken = project.run(&["new", "2033", "--from", "data/2030.json"]);
        assert!(taken.code == 2 && project.path("data/2033.json").is_symlink(), "{}", taken.stderr);
        symlink(".", project.path("templates/2030/loop")).unwrap();
        done(project.run(&["new", "2034", "--from", "data/2030.json"]));
        let copied = |name: &str| project.path("templates/2034").join(name).exists();
        assert!(copied("main.typ") && !copied("loop"));
        let pipe = project.path("templates/2030/pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let stuck = project.run(&["new", "2035", "--from", "data/2030.json"]);
        assert!(stuck.code == 2 && stuck.stderr.contains("pipe"), "{}", stuck.stderr);
        fs::remove_file(pipe).unwrap();
    }
    let back = project.run(&["new", "2030", "--from", "data/2031.json"]);
    assert!(back.code == 2 && back.stderr.contains("不在 2031 之后"), "{}", back.stderr);
}

#[test]
fn every_format_ends_in_the_same_edition() {
    let edition = |saved: Saved| {
        let project = next_edition(saved);
        let data = fs::read(project.path("data/2031.json")).unwrap();
        let pdf = fs::read(project.path("dist/虚构行业电子签名调查报告（2031年）（讨论稿 2031-06-16）.pdf")).unwrap();
        // Out to a workbook and back nothing changes.
        done(project.run(&["export", "data/2031.json", "-o", "数据.xlsx"]));
        done(project.run(&["import", "数据.xlsx", "--into", "data/2031.json", "--replace"]));
        assert_eq!(fs::read(project.path("data/2031.json")).unwrap(), data, "{saved:?}");
        (data, pdf)
    };
    let first = edition(Saved::Utf8);
    for saved in Saved::ALL {
        assert!(edition(saved) == first, "{saved:?}");
    }
}

#[test]
fn the_walkthrough_from_new_to_pages_beside_last_year() {
    let project = next_edition(Saved::Gbk);
    // New numbers, new words, no hand on the prose.
    let words = prose(&project, 2031);
    for sentence in [
        "共回收有效问卷430份",
        "占比为70.0%，相比2030年基本持平；三成企业尚未应用",
        "使用时间在3年以上的用户占34.9%，相比2030年基本持平。",
        "人脸或指纹识别占比最高，达到70.1%；其次是短信动态验证码（65.8%）",
        "有70.1%用户使用人脸或指纹识别；65.8%用户使用短信动态验证码；30.6%用户使用手机号码一键登录；29.2%用户使用数字证书；另有4.0%的用户使用其他方式",
        "合规以及效率成为两大原因",
        "有超半数用户部署在公有云",
        "2031年市场规模为161.4亿元，相比2030年增长28.1%",
        "基数：2030年N=208；2031年N=301",
    ] {
        assert!(words.contains(sentence), "{sentence}\n{words}");
    }

    // The claims that were true of last year and are not of this one, and no others.
    let outcome = project.run(&["check"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
    let false_claims: Vec<&str> = outcome.stdout.lines().filter(|line| line.contains("[claim-false]")).collect();
    assert_eq!(false_claims.len(), 2, "{}", outcome.stdout);
    assert!(false_claims[0].contains("超过七成") && false_claims[1].contains("最多"), "{false_claims:?}");
    assert!(outcome.stdout.contains("表述 3 处：属实 1，不实 2"), "{}", outcome.stdout);
    let outcome = project.run(&["compare", "data/2030.json", "data/2031.json", "--format", "json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let compared: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let flipped: Vec<_> =
        compared["flipped"].as_array().unwrap().iter().map(|flip| (&flip["words"], &flip["now"])).collect();
    assert_eq!(flipped.len(), 2, "{compared:#}");
    assert!(flipped.iter().all(|(_, now)| *now == "false"));

    // Written right, the edition is clean, and prints beside last year.
    edit(
        &project,
        "templates/2031/chapter-2.typ",
        &[
            (
                r#"#claim("验证.短信")[超过七成]用户使用短信动态验证码"#,
                r#"#claim("验证.短信")[超过六成]用户使用短信动态验证码"#,
            ),
            (
                r#"提高签署效率是#claim("原因.效率")[最多]企业提到的原因，有#pct("原因.效率")"#,
                r#"满足合规要求是#claim("原因.合规")[最多]企业提到的原因，有#pct("原因.合规")"#,
            ),
        ],
    );
    let outcome = project.run(&["check"]);
    assert!(outcome.stdout.contains("不实 0") && outcome.code == 0, "{}", outcome.stdout);
    let linked = done(project.run(&["build", "-o", "linked.pdf"]));
    let named = done(project.run(&["build", "--against", "data/2030.json", "-o", "named.pdf"]));
    assert!(linked.contains("linked.pdf") && named.contains("named.pdf"));
    let (linked, named) = (fs::read(project.path("linked.pdf")).unwrap(), fs::read(project.path("named.pdf")).unwrap());
    assert_eq!(linked, named, "a link in the data says the same as --against");
    let alts = Pdf::read(&named).alts().join("\n");
    assert!(alts.contains("人脸或指纹识别 2030 年 43.8%、2031 年 70.1%，变化 +26.3 个百分点"), "{alts}");
    let outcome = project.run(&["build", "data/2030.json", "--against", "data/2031.json"]);
    assert!(outcome.code == 2 && outcome.stderr.contains("不在 2030 年之前"), "{}", outcome.stderr);
}
