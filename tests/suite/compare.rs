//! What moved between two years: what is called a change, what is not, and what cannot be compared.

use std::fs;

use kanyin::compare::{Changes, Verdict, compare};
use kanyin::messages::Lang;
use kanyin::survey::Dataset;
use kanyin::survey::model::Survey;
use serde_json::{Value, json};

use crate::common::{Project, copy_tree, fixture, root, squeeze};
use crate::pdf::Pdf;

fn survey(data: &Value) -> Survey {
    Dataset::parse("data.json", data.to_string()).unwrap_or_else(|error| panic!("{error:?}")).survey
}

/// One year of a survey with these questions.
fn year(year: u16, questions: Value, more: Value) -> Value {
    let mut data = json!({
        "report": { "id": "虚构", "title": "虚构", "year": year, "month": 5, "status": "讨论稿", "issuer": "虚构协会" },
        "survey": { "label": format!("{year} 年") },
        "questions": questions,
    });
    data.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    data
}

fn question(kind: &str, n: Value, options: Value) -> Value {
    json!([{ "id": "题", "title": "题", "kind": kind, "n": n, "options": options }])
}

fn option(id: &str, count: u64) -> Value {
    json!({ "id": id, "label": id, "count": count })
}

/// 甲 has `count` of `n`, the rest is 乙's.
fn two(count: u64, n: u64) -> Value {
    question("single", json!(n), json!([option("甲", count), option("乙", n - count)]))
}

fn between(old: Value, new: Value) -> Changes {
    compare(&survey(&old), &survey(&new))
}

#[test]
fn a_change_is_called_one_where_the_test_says_so() {
    use Verdict::{Down, Same, TooFew, Untestable, Up, WithinError};
    let plain = json!({});
    let weighted = json!({ "policy": { "weighted": true } });
    let strict = json!({ "policy": { "min_base": 101 } });
    let percent =
        |share: &str, n: Value| question("multiple", n, json!([{ "id": "甲", "label": "甲", "percent": share }]));
    let effective = |count: u64| {
        let mut questions = two(count, 400);
        questions[0]["effective_n"] = json!(100);
        questions
    };
    for (name, old, new, more, expected) in [
        // 50 of 100 against 64 differ at 95 % (z = 1.996), against 63 they do not (z = 1.853).
        ("beyond", two(50, 100), two(64, 100), &plain, Up),
        ("within", two(50, 100), two(63, 100), &plain, WithinError),
        ("down", two(64, 100), two(50, 100), &plain, Down),
        ("same", two(50, 100), two(100, 200), &plain, Same),
        ("same as printed", two(5000, 10000), two(5002, 10000), &plain, Same),
        ("too few this year", two(50, 100), two(28, 29), &plain, TooFew),
        ("too few last year", two(1, 29), two(90, 100), &plain, TooFew),
        ("just enough", two(3, 30), two(27, 30), &plain, Up),
        ("few answers", two(4, 400), two(0, 400), &plain, TooFew),
        ("few others", two(396, 400), two(400, 400), &plain, TooFew),
        ("enough answers", two(12, 400), two(0, 400), &plain, Down),
        ("a bound of its own", two(50, 100), two(99, 100), &strict, TooFew),
        ("percentages with a base", percent("50", json!(100)), percent("64", json!(100)), &plain, Up),
        ("percentages alone", percent("50", Value::Null), percent("64", Value::Null), &plain, Untestable),
        ("weighted", two(200, 400), two(256, 400), &weighted, Untestable),
        ("weighted, effective", effective(200), effective(256), &weighted, Up),
        ("weighted, effective, within", effective(200), effective(252), &weighted, WithinError),
    ] {
        let changes = between(year(2030, old, more.clone()), year(2031, new, more.clone()));
        let change = changes.shares.iter().find(|change| change.option == "甲").unwrap();
        assert_eq!(change.verdict, expected, "{name}: {change:?}");
        match expected {
            Up | Down => assert!(change.by().abs() > change.margin.unwrap(), "{name}"),
            WithinError => assert!(change.by().abs() <= change.margin.unwrap(), "{name}"),
            TooFew | Untestable => assert_eq!(change.margin, None, "{name}: nothing was tested"),
            Same => {}
        }
    }
}

#[test]
fn the_largest_change_stands_first() {
    let at = |year_: u16, counts: [u64; 4]| {
        let options: Vec<Value> = ["甲", "乙", "丙", "丁"].iter().zip(counts).map(|(id, n)| option(id, n)).collect();
        year(year_, question("multiple", json!(100), json!(options)), json!({}))
    };
    let changes = between(at(2030, [50, 50, 50, 50]), at(2031, [52, 20, 80, 48]));
    let order: Vec<&str> = changes.shares.iter().map(|change| change.option.as_str()).collect();
    assert_eq!(order, ["乙", "丙", "甲", "丁"], "equal sizes keep the questionnaire's order");
}

#[test]
fn what_cannot_be_compared_is_said_and_not_computed() {
    let linked = |comparable: bool, options: Value| {
        let link = json!({ "from": "题", "to": "题", "relation": "same", "comparable": comparable,
                           "note": "问法改了", "options": options });
        json!({ "links": { "previous": "2030.json", "questions": [link] } })
    };
    let merged = linked(true, json!([{ "from": ["甲", "乙"], "to": ["合"], "relation": "merged" }]));
    let split = linked(true, json!([{ "from": ["甲"], "to": ["丙", "丁"], "relation": "split" }]));
    let options = |ids: &[&str]| json!(ids.iter().map(|id| option(id, 30)).collect::<Vec<_>>());
    let asked = |kind: &str, ids: &[&str]| question(kind, json!(100), options(ids));
    let old = |kind: &str| year(2030, asked(kind, &["甲", "乙"]), json!({}));
    let empty = json!([{ "id": "题", "title": "题", "kind": "single", "status": "not_collected",
                         "options": [{ "id": "甲", "label": "甲" }] }]);
    for (name, kind, new, links, shares, said) in [
        // Of one whole merged parts add: 30 + 30 of 100.
        ("merged single", "single", asked("single", &["合"]), merged.clone(), 1, ""),
        ("merged multiple", "multiple", asked("multiple", &["合"]), merged, 0, "由多选题的几项合并"),
        ("split", "single", asked("single", &["丙", "丁", "乙"]), split, 1, "由上年的一项拆分"),
        ("refused", "single", asked("single", &["甲", "乙"]), linked(false, json!([])), 0, "“题”：问法改了"),
        ("kind", "single", asked("multiple", &["甲", "乙"]), json!({}), 0, "题型改了"),
        ("new option", "single", asked("single", &["甲", "丙"]), json!({}), 1, "“题”的“丙”"),
        ("no value", "single", empty, json!({}), 0, "有一年没有数值"),
    ] {
        let changes = between(old(kind), year(2031, new, links));
        assert_eq!(changes.shares.len(), shares, "{name}: {changes:?}");
        let lists = [&changes.incomparable, &changes.appeared].into_iter().flatten();
        let words: Vec<String> = lists.map(|message| message.text(Lang::Zh)).collect();
        assert!(said.is_empty() == words.is_empty() && words.join("\n").contains(said), "{name}: {words:?}");
        if name == "merged single" {
            assert_eq!(changes.shares[0].before, 60.into());
        }
    }
}

#[test]
fn nets_are_compared_while_they_mean_the_same() {
    let at = |count: u64, of: &[&str]| {
        let mut questions = question("multiple", json!(100), json!([option("甲", 30), option("乙", 30)]));
        questions[0]["nets"] = json!([{ "id": "合", "label": "任一", "of": of, "count": count }]);
        questions
    };
    let nets = |old: Value, new: Value| {
        let changes = between(year(2030, old, json!({})), year(2031, new, json!({})));
        changes.shares.iter().filter(|change| change.option == "合").map(|change| change.verdict).collect::<Vec<_>>()
    };
    assert_eq!(nets(at(40, &["甲", "乙"]), at(60, &["乙", "甲"])), [Verdict::Up]);
    assert_eq!(nets(at(40, &["甲"]), at(60, &["甲", "乙"])), [], "another total under the same name");
    // Of one whole the parts are enough, whatever last year called their sum.
    let mut new = two(64, 100);
    new[0]["nets"] = json!([{ "id": "合", "of": ["甲"] }]);
    assert_eq!(nets(two(50, 100), new), [Verdict::Up]);
}

#[test]
fn amounts_grow_or_are_revised() {
    let amounts = |points: &[(u16, &str, bool)]| {
        let point =
            |(year, value, forecast): &(u16, &str, bool)| json!({ "year": year, "value": value, "forecast": forecast });
        let points: Vec<Value> = points.iter().map(point).collect();
        json!([{ "id": "额", "title": "额", "kind": "series", "unit": "亿元", "points": points }])
    };
    let old = amounts(&[(2029, "100", false), (2030, "110", false), (2031, "130", true)]);
    let new = amounts(&[(2029, "100", false), (2030, "120", false), (2031, "150", false)]);
    let changes = between(year(2030, old.clone(), json!({})), year(2031, new, json!({})));
    let said: Vec<_> = changes
        .amounts
        .iter()
        .map(|change| (change.year, change.revised, change.growth().unwrap().round_dp(1).normalize().to_string()))
        .collect();
    let expected = [(2030, true, "9.1".to_owned()), (2031, false, "25".to_owned())];
    assert_eq!(said, expected, "a forecast that came out otherwise was not revised");
    assert!(between(year(2030, old.clone(), json!({})), year(2031, old, json!({}))).is_empty());
}

/// Everything that is listed beside the table.
fn said(changes: &Changes) -> String {
    let lists = [&changes.incomparable, &changes.appeared, &changes.vanished, &changes.renamed, &changes.bases];
    lists.into_iter().flatten().map(|message| message.text(Lang::Zh) + "\n").collect()
}

#[test]
fn other_people_are_compared_only_with_a_note() {
    let asked = |base: &str, count: u64| {
        let mut questions = question("multiple", Value::Null, json!([option("甲", count)]));
        questions[0]["base"] = json!(base);
        questions
    };
    let bases =
        json!([{ "id": "全部", "label": "全部企业", "n": 400 }, { "id": "用户", "label": "已应用的企业", "n": 400 }]);
    let old = || year(2030, asked("全部", 160), json!({ "bases": bases }));
    let linked = |note: Option<&str>| {
        json!({ "bases": bases, "links": { "previous": "2030.json", "questions": [
            { "from": "题", "to": "题", "relation": "same", "comparable": true, "note": note }] } })
    };
    let refused = between(old(), year(2031, asked("用户", 320), json!({ "bases": bases })));
    assert!(
        refused.shares.is_empty() && said(&refused).contains("上年是“全部企业”，今年是“已应用的企业”"),
        "{refused:?}"
    );
    assert!(between(old(), year(2031, asked("用户", 320), linked(None))).shares.is_empty());
    let noted = between(old(), year(2031, asked("用户", 320), linked(Some("两年问的其实是同一批企业"))));
    assert_eq!(noted.shares[0].verdict, Verdict::Up);
    // The same people under a name that was improved are the same people.
    let renamed = json!([{ "id": "全部", "label": "全部受访企业", "n": 400 }]);
    let renamed = between(old(), year(2031, asked("全部", 320), json!({ "bases": renamed })));
    assert!(renamed.shares.len() == 1 && said(&renamed).contains("“全部企业” → “全部受访企业”"), "{renamed:?}");
}

#[test]
fn a_union_that_last_year_counted_is_compared_with_the_merged_option() {
    let mut old = question("multiple", json!(100), json!([option("甲", 30), option("乙", 30)]));
    old[0]["nets"] = json!([{ "id": "任一", "of": ["乙", "甲"], "count": 45 }]);
    let links = json!({ "links": { "previous": "2030.json", "questions": [
        { "from": "题", "to": "题", "relation": "same", "comparable": true,
          "options": [{ "from": ["甲", "乙"], "to": ["合"], "relation": "merged" }] }] } });
    let new = question("multiple", json!(100), json!([option("合", 70)]));
    let changes = between(year(2030, old, json!({})), year(2031, new, links));
    assert_eq!((changes.shares[0].before, changes.shares[0].verdict), (45.into(), Verdict::Up));
    assert_eq!(said(&changes), "", "neither gone nor new");
}

#[test]
fn groups_are_compared_with_their_own_bases() {
    let asked = |count: u64| {
        let mut questions = two(200, 400);
        questions[0]["by"] = json!({ "金融": { "base": 50, "options": [{ "id": "甲", "count": count }] } });
        questions
    };
    let groups = json!({ "groups": [{ "id": "金融", "label": "金融机构" }] });
    let changes = between(year(2030, asked(10), groups.clone()), year(2031, asked(40), groups));
    let first = &changes.shares[0];
    assert_eq!((first.label.as_str(), first.verdict, first.bases), ("甲（金融机构）", Verdict::Up, [Some(50); 2]));
    assert!(!changes.is_empty());
}

#[test]
fn amounts_come_go_and_change_their_nature() {
    let amounts = |unit: &str, points: &[(u16, &str, bool)]| {
        let point =
            |(year, value, forecast): &(u16, &str, bool)| json!({ "year": year, "value": value, "forecast": forecast });
        let points: Vec<Value> = points.iter().map(point).collect();
        json!([{ "id": "额", "title": "额", "kind": "series", "unit": unit, "points": points }])
    };
    let old = || amounts("亿元", &[(2029, "70", false), (2030, "100", false)]);
    for (name, new, growth, words) in [
        ("the year before stands in last year's file", amounts("亿元", &[(2031, "110", false)]), 1, "“额”的 2029 年"),
        ("other units", amounts("万元", &[(2030, "1000000", false)]), 0, "单位不同：上年是亿元，今年是万元"),
        ("now a forecast", amounts("亿元", &[(2029, "70", false), (2030, "90", true)]), 0, "今年成了预测"),
        (
            "a new start",
            amounts("亿元", &[(2029, "70", false), (2030, "100", false), (2035, "1", false)]),
            0,
            "“额”的 2035 年",
        ),
    ] {
        let changes = between(year(2030, old(), json!({})), year(2031, new, json!({})));
        assert!(!changes.is_empty() && said(&changes).contains(words), "{name}: {changes:?}");
        assert_eq!(changes.amounts.len(), growth, "{name}: {changes:?}");
    }
}

#[test]
fn why_nothing_could_be_tested_is_said() {
    let percent = |n: Value| question("multiple", n, json!([{ "id": "甲", "label": "甲", "percent": "50.0" }]));
    let at = |at: u16, n: Value, more: Value| year(at, percent(n), more);
    let weighted = json!({ "policy": { "weighted": true } });
    let mut moved = percent(json!(400));
    moved[0]["options"][0]["percent"] = json!("60.0");
    for (old, more, words) in [
        (at(2030, Value::Null, json!({})), json!({}), "2030 年没有给出基数"),
        (at(2030, json!(400), weighted.clone()), json!({}), "2030 年的答卷加权而没有给出有效基数"),
        (at(2030, json!(400), json!({})), weighted, "2031 年的答卷加权而没有给出有效基数"),
    ] {
        let changes = between(old, year(2031, moved.clone(), more));
        assert!(said(&changes).contains(words), "{changes:?}");
    }
}

/// Two years of the fictional annual report in one project, the newer one the older with one other number.
fn project() -> Project {
    let project = Project::empty();
    for folder in ["data", "templates"] {
        copy_tree(&fixture("annual").join(folder), &project.path(folder));
    }
    copy_tree(&root().join("templates/kit"), &project.path("templates/kit"));
    fs::copy(root().join("templates/report.typ"), project.path("templates/report.typ")).unwrap();
    copy_tree(&project.path("templates/2030"), &project.path("templates/2031"));
    let text = fs::read_to_string(project.path("data/2030.json")).unwrap();
    let text = text.replace("\"year\": 2030, \"month\"", "\"year\": 2031, \"month\"").replace("2030 年", "2031 年");
    fs::write(project.path("data/2031.json"), text).unwrap();
    project.edit("data/2031.json", "\"短信动态验证码\", \"count\": 160", "\"短信动态验证码\", \"count\": 120");
    project
}

#[test]
fn every_form_says_the_same_and_the_exit_code_whether_anything_differs() {
    let project = project();
    let files = ["compare", "data/2030.json", "data/2031.json"];
    let run = |more: &[&str]| project.run(&[&files[..], more].concat());
    let human = run(&[]);
    assert_eq!(human.code, 1, "{}", human.stderr);
    let line = human.stdout.lines().find(|line| line.contains("短信动态验证码")).unwrap();
    assert_eq!(
        line.split_whitespace().skip(2).collect::<Vec<_>>(),
        ["76.9%", "57.7%", "−19.2", "9.0", "下降", "208→208"]
    );
    assert!(human.stdout.contains("置信水平 95%") && human.stdout.contains("判断变了的表述 1 处"), "{}", human.stdout);
    assert!(human.stdout.contains("templates/2031/chapter-2.typ:7:2  “超过七成”：属实 → 不实"), "{}", human.stdout);
    let json: Value = serde_json::from_str(&run(&["--format", "json"]).stdout).unwrap();
    let first = &json["shares"][0];
    assert_eq!([&first["change"], &first["margin"], &first["verdict"]], ["-19.2", "9.0", "down"]);
    assert_eq!((&json["flipped"][0]["line"], &json["flipped"][0]["now"]), (&json!(7), &json!("false")));
    let csv = run(&["--format", "csv"]);
    let head = "题目,选项,2030 年,2031 年,变化,误差界限,判断 (95 %),基数 2030 年,基数 2031 年\n\
                身份验证方式,短信动态验证码,76.9,57.7,-19.2,9.0,下降,208,208\n";
    assert!(csv.stdout.starts_with(head), "{}", csv.stdout);
    assert_eq!(run(&["-o", "变化.csv"]).code, 1);
    let written = fs::read(project.path("变化.csv")).unwrap();
    assert_eq!(written, [b"\xEF\xBB\xBF", csv.stdout.as_bytes()].concat(), "Excel reads it as UTF-8");
    let english = run(&["--lang", "en"]);
    assert!(english.stdout.contains("down 1") && english.stdout.contains("true → false"), "{}", english.stdout);

    let brief = run(&["-o", "变化.pdf"]);
    assert_eq!(brief.code, 1, "{}", brief.stderr);
    let pdf = Pdf::read(&fs::read(project.path("变化.pdf")).unwrap());
    let text = squeeze(&pdf.text());
    for words in ["2030年至2031年的变化", "−19.2", "置信水平95%", "“超过七成”：按2030年属实，按2031年不实", "下降1"]
    {
        assert!(text.contains(words), "{words} in {text}");
    }
    assert!(pdf.is_tagged() && pdf.alts().iter().any(|alt| alt.contains("变化 −19.2 个百分点")));
    let named = run(&["--format", "pdf"]);
    assert!(named.stdout.contains("dist/虚构行业电子签名调查报告（2030—2031年变化）.pdf"), "{}", named.stdout);

    let same = project.run(&["compare", files[2], files[2]]);
    assert!(same.code == 0 && same.stdout.contains("没有不同"), "{}", same.stdout);
    assert_eq!(project.run(&["compare", files[1], "data/没有.json"]).code, 2);
    let sheet = run(&["-o", "变化.xlsx"]);
    assert!(
        sheet.code == 2 && sheet.stderr.contains(".csv") && !project.path("变化.xlsx").exists(),
        "{}",
        sheet.stderr
    );
}

#[test]
fn without_prose_the_data_alone_are_compared() {
    let project = project();
    fs::remove_dir_all(project.path("templates/2031")).unwrap();
    let files = ["compare", "data/2030.json", "data/2031.json"];
    let outcome = project.run(&files);
    assert!(outcome.code == 1 && outcome.stdout.contains("−19.2"), "{}{}", outcome.stdout, outcome.stderr);
    assert!(outcome.stderr.contains("没有核对表述"), "{}", outcome.stderr);
    let brief = project.run(&[&files[..], &["--format", "pdf"]].concat());
    assert!(brief.code == 2 && !project.path("dist").exists(), "a brief is set in the project's own style");
}

/// Links hold for the edition they name, under whatever file name; beside another one only refusals and equal ids do.
#[test]
fn links_of_another_edition_join_nothing() {
    let project = Project::new();
    let write = |file: &str, data: Value| fs::write(project.path(file), data.to_string()).unwrap();
    let asked = |id: &str, count: u64| {
        json!({ "id": id, "title": "采用", "kind": "single", "n": 400, "options": [
            { "id": "甲", "label": "采用", "count": count }, { "id": "乙", "label": "没有", "count": 400 - count }] })
    };
    write("data/2029.json", year(2029, json!([asked("原", 40), asked("用", 312), asked("改", 100)]), json!({})));
    write("data/2030.json", year(2030, json!([asked("原", 310), asked("改", 100)]), json!({})));
    let links = json!({ "links": { "previous": "2030.json", "questions": [
        { "from": "原", "to": "用", "relation": "renamed", "comparable": true },
        { "from": "改", "to": "改", "relation": "same", "comparable": false, "note": "问法改了" }] } });
    write("data/2031.json", year(2031, json!([asked("用", 360), asked("改", 300)]), links));
    fs::copy(project.path("data/2030.json"), project.path("data/终稿.json")).unwrap();
    let compare = |old: &str| project.run(&["compare", old, "data/2031.json"]);
    for old in ["data/2030.json", "data/终稿.json"] {
        let outcome = compare(old);
        assert!(outcome.stdout.contains("+12.5") && outcome.stdout.contains("“采用”：问法改了"), "{}", outcome.stdout);
        assert!(!outcome.stderr.contains("links 写的是"), "{}", outcome.stderr);
    }
    let outcome = compare("data/2029.json");
    assert!(outcome.stderr.contains("links 写的是与 2030.json 的关系"), "{}", outcome.stderr);
    for wrong in ["+80.0", "+12.0", "+50.0"] {
        assert!(!outcome.stdout.contains(wrong), "{wrong} in {}", outcome.stdout);
    }
    // The sentence of a report beside the wrong year goes, too.
    fs::create_dir_all(project.path("templates/2031")).unwrap();
    let prose = "#import \"/templates/kit/lib.typ\": *\n= 甲\n占比#pct(\"用.甲\")#since(\"用.甲\")[，相比#last-year()#moved()#delta()]。";
    fs::write(project.path("templates/2031/main.typ"), prose).unwrap();
    let words = |old: &str| {
        let outcome = project.run(&["build", "data/2031.json", "--against", old, "-o", "a.pdf"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        squeeze(&Pdf::read(&fs::read(project.path("a.pdf")).unwrap()).text())
    };
    assert!(words("data/2030.json").contains("占比90.0%，相比2030年提升12.5个百分点。"));
    assert!(words("data/2029.json").contains("占比90.0%。"));
}
