//! Next year's edition, end to end: a fictional annual report goes from `new` over every import to pages beside last
//! year's.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use kanyin::survey::Dataset;
use kanyin::survey::model::{Fact, Survey};
use kanyin::typeset::Typesetter;
use rust_xlsxwriter::Workbook;

use crate::common::{Outcome, Project, copy_tree, fixture, root, squeeze};
use crate::pdf::Pdf;

/// The walkthrough's project: last year's report, and what the survey sites sent this year.
fn project() -> Project {
    let project = Project::empty();
    for folder in ["data", "templates", "tables"] {
        copy_tree(&fixture("annual").join(folder), &project.path(folder));
    }
    copy_tree(&root().join("templates/kit"), &project.path("templates/kit"));
    fs::copy(root().join("templates/report.typ"), project.path("templates/report.typ")).unwrap();
    project
}

fn done(outcome: Outcome) -> String {
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

/// How survey sites and editors save a table.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Saved {
    Utf8,
    Marked,
    Gbk,
    Xlsx,
}

/// A table's text in a file of that kind; returns its ending.
fn save(text: &str, path: &Path, saved: Saved) -> &'static str {
    let bytes = match saved {
        Saved::Utf8 => text.as_bytes().to_vec(),
        Saved::Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Saved::Gbk => {
            let (bytes, _, faulty) = encoding_rs::GBK.encode(text);
            assert!(!faulty);
            bytes.into_owned()
        }
        Saved::Xlsx => {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            for (row, line) in text.lines().enumerate() {
                for (column, cell) in line.split(',').enumerate() {
                    match cell.parse::<f64>() {
                        Ok(number) => sheet.write_number(row as u32, column as u16, number).unwrap(),
                        Err(_) => sheet.write_string(row as u32, column as u16, cell).unwrap(),
                    };
                }
            }
            book.save_to_buffer().unwrap()
        }
    };
    let ending = if saved == Saved::Xlsx { "xlsx" } else { "csv" };
    fs::remove_file(path).unwrap();
    fs::write(path.with_extension(ending), bytes).unwrap();
    ending
}

/// The commands of the README's walkthrough, and between them the editor's part, which its comments name.
fn walkthrough() -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = readme.find("kanyin new 2031").unwrap();
    let block = &readme[start..start + readme[start..].find("```").unwrap()];
    block.lines().map(str::to_owned).collect()
}

/// Next year's edition, by the whole walkthrough, from tables that are saved in one way.
fn next_edition(saved: Saved) -> Project {
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
    assert!(project.path("dist/虚构行业电子签名调查报告（2031年）.pdf").is_file(), "the last line builds");
    project
}

/// The words of an edition's prose, without white space; what stands in figures is a picture and not among them.
fn prose(project: &Project, year: u16) -> String {
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
        let pdf = fs::read(project.path("dist/虚构行业电子签名调查报告（2031年）.pdf")).unwrap();
        // Out to a workbook and back nothing changes.
        done(project.run(&["export", "data/2031.json", "-o", "数据.xlsx"]));
        done(project.run(&["import", "数据.xlsx", "--into", "data/2031.json", "--replace"]));
        assert_eq!(fs::read(project.path("data/2031.json")).unwrap(), data, "{saved:?}");
        (data, pdf)
    };
    let first = edition(Saved::Utf8);
    for saved in [Saved::Marked, Saved::Gbk, Saved::Xlsx] {
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

/// Every number that a survey may print: shares, counts, bases, the sample, facts, amounts.
fn numbers_of(survey: &Survey) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let whole = |number: &u64| number.to_string();
    numbers.extend(survey.survey.valid.iter().chain(survey.bases.iter().flat_map(|base| &base.n)).map(whole));
    numbers.extend(survey.survey.facts.values().filter_map(|fact| match fact {
        Fact::Number(number) => Some(whole(number)),
        _ => None,
    }));
    for question in &survey.questions {
        numbers.extend(question.options.iter().filter_map(|choice| survey.printed_share(question, choice)));
        numbers.extend(question.options.iter().flat_map(|choice| &choice.count).chain(&question.n).map(whole));
        numbers.extend(question.points.iter().filter_map(|point| point.value).map(|value| value.to_string()));
    }
    numbers
}

/// Every number in a text, but for the bases under a figure of two years: those are a year pair.
fn numbers_in(words: &str) -> BTreeSet<String> {
    let other = |character: char| !character.is_ascii_digit() && character != '.';
    let unbased = words.split("N=").enumerate().map(|(index, part)| {
        if index == 0 { part } else { part.trim_start_matches(|character: char| character.is_ascii_digit()) }
    });
    unbased.flat_map(|part| part.split(other)).map(|number| number.trim_matches('.').to_owned()).collect()
}

#[test]
fn no_number_of_last_year_stands_outside_a_year_pair() {
    let project = next_edition(Saved::Utf8);
    let survey = |year: u16| Dataset::read(&project.path(&format!("data/{year}.json")), "data.json").unwrap().survey;
    let (old, new) = (numbers_of(&survey(2030)), numbers_of(&survey(2031)));
    let stale = |words: &str| {
        let printed = numbers_in(words);
        old.difference(&new).filter(|number| printed.contains(*number)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(stale(&prose(&project, 2031)), [""; 0]);
    // The search bites: last year's prose is full of them, its sample and its facts among them.
    let before = stale(&prose(&project, 2030));
    assert!(before.len() > 7 && ["320", "21", "76.9"].iter().all(|number| before.contains(&(*number).to_owned())));
    // In the year pairs last year's shares do stand, and nowhere else in the PDF, whose figures are read here too.
    let stale_shares = |pdf: &str| {
        let text = Pdf::read(&fs::read(project.path(pdf)).unwrap()).text();
        let shares = old.difference(&new).filter(|number| number.contains('.'));
        shares.filter(|share| text.contains(&format!("{share}%"))).cloned().collect::<Vec<_>>()
    };
    done(project.run(&["build", "-o", "pairs.pdf"]));
    assert!(stale_shares("pairs.pdf").contains(&"76.9".to_owned()));
    let text = fs::read_to_string(project.path("data/2031.json")).unwrap();
    let start = text.find(",\n  \"links\"").unwrap();
    fs::write(project.path("data/2031.json"), format!("{}\n}}\n", &text[..start])).unwrap();
    done(project.run(&["build", "-o", "alone.pdf"]));
    assert_eq!(stale_shares("alone.pdf"), [""; 0], "without the link the whole PDF has none, figures included");
}

/// Three editions whose option is called otherwise in each, followed through the links of each.
#[test]
fn more_years_are_followed_through_their_links() {
    let project = project();
    for folder in ["data", "templates/2030"] {
        fs::remove_dir_all(project.path(folder)).unwrap();
        fs::create_dir(project.path(folder)).unwrap();
    }
    let edition = |year: u16, id: &str, count: u64, points: &str, links: &str| {
        let text = format!(
            r#"{{ "report": {{ "id": "甲", "title": "甲", "year": {year}, "month": 1, "status": "讨论稿", "issuer": "甲" }},
                 "survey": {{ "label": "{year} 年" }},
                 "questions": [
                   {{ "id": "题", "title": "题", "kind": "single", "n": 400, "options": [
                     {{ "id": "{id}", "label": "采用", "count": {count} }},
                     {{ "id": "否", "label": "没有", "count": {} }} ] }},
                   {{ "id": "额", "title": "额", "kind": "series", "unit": "亿元", "points": [{points}] }} ]{links} }}"#,
            400 - count
        );
        fs::write(project.path(&format!("data/{year}.json")), text).unwrap();
    };
    let link = |previous: u16, from: &str, to: &str| {
        format!(
            r#", "links": {{ "previous": "{previous}.json", "questions": [{{ "from": "题", "to": "题", "relation": "same",
                 "comparable": true, "options": [{{ "from": ["{from}"], "to": ["{to}"], "relation": "renamed" }}] }}] }}"#
        )
    };
    edition(
        2028,
        "a",
        120,
        r#"{ "year": 2027, "value": "10" }, { "year": 2029, "value": "99", "forecast": true }"#,
        "",
    );
    edition(2029, "b", 200, r#"{ "year": 2028, "value": "20" }"#, &link(2028, "a", "b"));
    edition(2030, "c", 300, r#"{ "year": 2030, "value": "40" }"#, &link(2029, "b", "c"));
    let prose = "#import \"/templates/kit/lib.typ\": *\n\n= 甲\n\n#chart(\"题\")\n\n#chart(\"额\")\n";
    fs::write(project.path("templates/2030/main.typ"), prose).unwrap();
    let alts = |against: &[&str]| {
        let against = against.iter().flat_map(|file| ["--against", file]);
        let arguments: Vec<&str> = ["build", "data/2030.json", "-o", "a.pdf"].into_iter().chain(against).collect();
        done(project.run(&arguments));
        Pdf::read(&fs::read(project.path("a.pdf")).unwrap()).alts().join("\n")
    };
    let three = alts(&["data/2029.json", "data/2028.json"]);
    assert!(three.contains("采用 2028 年 30.0%、2029 年 50.0%、2030 年 75.0%"), "{three}");
    assert!(three.contains("折线图，2028 年 N=400，2029 年 N=400，2030 年 N=400"), "{three}");
    // Amounts of earlier editions make the series longer; what was a forecast then is no amount now.
    assert!(three.contains("2027 年 10；2028 年 20，同比 100.0%；2030 年 40。"), "{three}");
    let two = alts(&["data/2029.json"]);
    assert!(two.contains("采用 2029 年 50.0%、2030 年 75.0%，变化 +25.0 个百分点"), "{two}");
    assert!(two.contains("2028 年 20；2030 年 40。"), "{two}");
}
