//! `check` on the 2018 report and its like: what is wrong is found where it stands, what is right is left alone.

use std::fs;

use serde_json::Value;

use crate::common::{Project, copy_tree, fixture, root};

/// Rule, words and place of every finding of the 2018 edition that needs a decision, as it was published.
const PUBLISHED: &[(&str, &str, &str)] = &[
    ("claim-false", "“超过 1/3”：图 4“5 万以下”为 12.33%，未超过 33.33%", "templates/2018/findings.typ:9:19"),
    ("claim-false", "“超过 1/3”：图 4“5 万以下”为 12.33%，未超过 33.33%", "templates/2018/chapter-2.typ:24:17"),
    ("figure-without-data", "图 1《参与调查企业规模》没有数据", "data/2018.json:27:16"),
    ("base-unstated", "图 2、5–16 未注明基数：所公布的占比只合 76 人，而有效问卷为 106 份", "data/2018.json:35:16"),
    ("base-unstated", "图 3 未注明基数：所公布的占比只合 68 人", "data/2018.json:47:16"),
    ("base-unstated", "图 4 未注明基数：所公布的占比只合 73 人", "data/2018.json:60:16"),
    ("class-overlap", "图 2 的分组在 3、5 处重叠", "data/2018.json:38:18"),
    ("class-overlap", "图 3 的分组在 5000 处重叠", "data/2018.json:50:18"),
    ("class-overlap", "图 4 的分组在 5万、10万、20万、50万 处重叠", "data/2018.json:64:18"),
    ("missing-unit", "“5 万以下”的“万”没有单位", "data/2018.json:65:35"),
    ("joint-share", "“超过七成”管着几个选项", "templates/2018/chapter-3.typ:33:12"),
    ("term-mixed", "此处说“手机动态验证码”，本报告用“短信动态验证码”", "templates/2018/chapter-4.typ:25:50"),
    ("lone-respectively", "“分别有55.26%”：“分别”只有一个数", "templates/2018/chapter-5.typ:8:4"),
    ("unbound-word", "“为主”没有绑定数据", "templates/2018/chapter-1.typ:13:21"),
];

fn findings(project: &Project, arguments: &[&str]) -> Vec<Value> {
    let outcome = project.run(&[&["check", "--format", "json"], arguments].concat());
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{}", outcome.stderr));
    document["diagnostics"].as_array().unwrap().clone()
}

fn said<'a>(finding: &'a Value, field: &str) -> &'a str {
    finding[field].as_str().unwrap_or_default()
}

fn place(finding: &Value) -> String {
    format!("{}:{}:{}", said(finding, "file"), finding["line"], finding["column"])
}

#[test]
fn what_was_published_wrongly_is_found_where_it_stands() {
    let project = Project::new();
    fs::remove_file(project.path("data/2018.waivers.json")).unwrap();
    let found = findings(&project, &[]);
    for (rule, message, at) in PUBLISHED {
        let is_it = |finding: &&Value| {
            said(finding, "rule") == *rule && said(finding, "message").contains(message) && place(finding) == *at
        };
        assert!(found.iter().any(|finding| is_it(&finding)), "{rule} {message} at {at}");
    }
    // No base but the three is inferred, and never all valid questionnaires.
    let bases = found.iter().filter(|finding| said(finding, "rule") == "base-unstated").count();
    assert_eq!(bases, 3);
    // Two sentences are false, and no other that the report prints.
    let errors: Vec<&str> = found
        .iter()
        .filter(|finding| said(finding, "severity") == "error")
        .map(|finding| said(finding, "rule"))
        .collect();
    assert_eq!(errors, ["claim-false", "claim-false"]);
    // Every rule that speaks is one of the list: nothing drowns them.
    let known = |rule: &str| PUBLISHED.iter().any(|(known, ..)| *known == rule);
    let others: Vec<&str> = found.iter().map(|finding| said(finding, "rule")).filter(|rule| !known(rule)).collect();
    assert!(others.iter().all(|rule| ["range-hyphen", "rounding-note"].contains(rule)), "{others:?}");
    assert_eq!(project.run(&["check"]).code, 1);
}

#[test]
fn the_shipped_edition_stands_with_its_waivers_listed() {
    let project = Project::new();
    let outcome = project.run(&["check", "--deny", "warnings"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    assert!(
        outcome
            .stdout
            .ends_with("表述 15 处：属实 13，不实 0，存疑 0，未核 0，保留 2\n问题：错误 0，警告 0，提示 2；保留 41\n")
    );
    assert!(outcome.stdout.contains("原报告没有公布各题的基数。"), "reasons are listed");
    let waivers: Value =
        serde_json::from_str(&fs::read_to_string(project.path("data/2018.waivers.json")).unwrap()).unwrap();
    assert!(waivers["waivers"].as_array().unwrap().len() <= 16, "waivers are few");
    // A waiver that waives nothing is a finding itself.
    project.edit("data/2018.waivers.json", "\"为主\"", "\"为辅\"");
    let outcome = project.run(&["check"]);
    assert_eq!(outcome.code, 0, "warnings alone do not fail a check");
    assert!(outcome.stdout.contains("没有哪处“为辅”违反 unbound-word"), "{}", outcome.stdout);
    assert_eq!(project.run(&["check", "--deny", "warnings"]).code, 1);
}

#[test]
fn bound_with_the_free_trials_the_claim_is_still_false() {
    let project = Project::new();
    fs::remove_file(project.path("data/2018.waivers.json")).unwrap();
    let (from, to) = ("#claim(\"投入.5万以下\")", "#claim(total(\"投入.5万以下\", \"投入.免费试用\"))");
    project.edit("templates/2018/chapter-2.typ", from, to);
    let found = findings(&project, &[]);
    let claim = found.iter().find(|finding| said(finding, "file").ends_with("chapter-2.typ")).unwrap();
    let claims = found.iter().filter(|finding| said(finding, "rule") == "claim-false");
    let messages: Vec<&str> = claims.map(|finding| said(finding, "message")).collect();
    assert!(messages.iter().any(|message| message.contains("合计 24.66%，未超过 33.33%")), "{messages:?} {claim}");
}

/// A slip of the published text put back into the prose, the rule that finds it, and where.
const SLIPS: &[(&str, &str, &str, &str)] = &[
    ("templates/2018/chapter-5.typ", "成为企业用户最看重的", "改改成为企业用户最看重的", "doubled-character"),
    (
        "templates/2018/chapter-3.typ",
        "/ 暂无: 企业用户暂无与其它系统集成需求\n]。",
        "/ 暂无: 企业用户暂无与其它系统集成需求\n]",
        "missing-stop",
    ),
    ("templates/2018/preface.typ", "详实客观地反映", "详实客观的反映", "erratum-unset"),
    ("templates/2018/chapter-1.typ", "共收集有效问卷#sample(\"valid\")~份", "共收集有效问卷 106 份", "unbound-number"),
    ("templates/2018/chapter-4.typ", "有#roughly(\"签署方式.手机\")企业", "有近八成企业", "unbound-word"),
    ("templates/2018/afterword.typ", "yandan\\@caict", "yandan@caict", "trap-at"),
    (
        "templates/2018/chapter-4.typ",
        "有#roughly(\"签署方式.手机\")企业",
        "有#claim(\"签署方式.手机\")[超七成]企业",
        "words-differ",
    ),
    (
        "templates/2018/chapter-2.typ",
        "  / 保持: 企业用户表示会保持当前的资金投入力度\n  / 加大",
        "  / 加大",
        "no-phrase",
    ),
];

#[test]
fn slips_are_found_when_they_come_back() {
    for (file, right, wrong, rule) in SLIPS {
        let project = Project::new();
        project.edit(file, right, wrong);
        let found = findings(&project, &[]);
        let standing: Vec<&Value> = found.iter().filter(|finding| finding["waived"].is_null()).collect();
        let is_it = |finding: &&&Value| match *rule {
            "no-phrase" => said(finding, "message").contains("有选项没有写对应的句子"),
            rule => said(finding, "rule") == rule,
        };
        let finding = standing.iter().find(is_it).unwrap_or_else(|| panic!("{rule}: {standing:#?}"));
        assert!(*rule == "erratum-unset" || said(finding, "file") == *file, "{rule} in {}", place(finding));
    }
}

#[test]
fn prose_data_and_typst_are_wrong_in_one_run() {
    let project = Project::new();
    project.edit("templates/2018/chapter-4.typ", "企业管理当中", "企业管管理当中");
    project.edit("data/2018.json", "\"percent\": \"51.32\"", "\"percent\": \"41.32\"");
    project.edit("templates/2018/chapter-1.typ", "本次调查报告采用", "本次调查报告#采用");
    let outcome = project.run(&["check"]);
    assert_eq!(outcome.code, 2, "a report that cannot be laid out");
    assert!(
        outcome.stdout.contains("\n表述没有核对：报告排不出来，先改正上面的错误\n问题：错误 "),
        "{}",
        outcome.stdout
    );
    assert!(!outcome.stdout.contains("不实 0"), "nothing looks as if it had been judged: {}", outcome.stdout);
    let shown = &outcome.stdout;
    let column = |file: &str, words: &str| {
        let text = fs::read_to_string(project.path(file)).unwrap();
        let (line, content) = text.lines().enumerate().find(|(_, line)| line.contains(words)).unwrap();
        let before = content[..content.find(words).unwrap()].chars().count();
        format!("{file}:{}:{}", line + 1, before + 1)
    };
    let slip = column("templates/2018/chapter-4.typ", "管管");
    let typst = column("templates/2018/chapter-1.typ", "采用");
    assert!(
        shown.contains(&format!("警告〔叠字〕[doubled-character]: “管管”多了一个字\n  --> {slip}\n")),
        "{slip}\n{shown}"
    );
    assert!(
        shown.contains(
            "错误〔合计不符〕[share-sum]: 图 2 是单选题，各项占比之和却是 90.01%\n  --> data/2018.json:38:18\n"
        ),
        "{shown}"
    );
    assert!(
        shown.contains(&format!("错误: 排版：unknown variable: 采用访谈和在线调查相结合的方式\n --> {typst}\n")),
        "{typst}\n{shown}"
    );
}

#[test]
fn a_build_warns_of_false_claims_or_refuses_them() {
    let project = Project::new();
    fs::remove_file(project.path("data/2018.waivers.json")).unwrap();
    let outcome = project.run(&["build", "-o", "a.pdf"]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stderr.contains("警告〔表述不实〕[claim-false]: “超过 1/3”"), "{}", outcome.stderr);
    assert!(outcome.stdout.ends_with("表述 15 处：属实 13，不实 2，存疑 0，未核 0，保留 0\n"), "{}", outcome.stdout);
    let outcome = project.run(&["build", "--deny-false", "-o", "b.pdf"]);
    assert_eq!((outcome.code, project.path("b.pdf").exists()), (1, false));
    assert!(outcome.stderr.contains("错误〔表述不实〕[claim-false]"), "{}", outcome.stderr);
}

#[test]
fn views_are_listed_for_the_experts() {
    let outcome = Project::new().run(&["check", "--views"]);
    assert!(
        outcome.stdout.starts_with("templates/2018/findings.typ:7:74  仍处于用户行为习惯培养阶段\n"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.ends_with("看法 11 处\n"), "{}", outcome.stdout);
}

#[test]
fn a_rule_explains_itself_by_any_of_its_names() {
    let project = Project::new();
    let by_id = project.run(&["explain", "claim-false"]);
    assert!(by_id.stdout.starts_with("表述不实 · claim-false · 错误\n"), "{}", by_id.stdout);
    assert_eq!(by_id.stdout, project.run(&["explain", "表述不实"]).stdout);
    let english = project.run(&["explain", "claim-false", "--lang", "en"]);
    assert!(english.stdout.starts_with("false claim · claim-false · error\n"), "{}", english.stdout);
    let unknown = project.run(&["explain", "claim-fals"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("没有名为 claim-fals 的规则"), "{}", unknown.stderr);
}

#[test]
fn broken_data_are_reported_in_the_form_that_was_asked_for() {
    let project = Project::new();
    project.edit("data/2018.json", "\"51.32\"", "\"51,32\"");
    let outcome = project.run(&["check", "--format", "json"]);
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!((outcome.code, document["diagnostics"][0]["severity"].as_str()), (2, Some("error")));
    assert_eq!(document["diagnostics"][0]["line"], 40);
    assert_eq!((document["summary"]["errors"].as_u64(), &document["summary"]["claims"]), (Some(1), &Value::Null));
    let outcome = project.run(&["check", "--format", "github"]);
    assert!(outcome.stdout.starts_with("::error file=data/2018.json,line=40,"), "{}", outcome.stdout);
}

/// Prose of a report that has a year before it, and the words of it that are bound to nothing.
const TYPED: &[(&str, &[&str])] = &[
    ("较上年大幅提升，同比增长明显，与上年基本持平。", &["大幅提升", "增长", "基本持平"]),
    ("与去年相比，使用率有所下降。", &["有所下降"]),
    ("使用率较 2030 年并未提升。", &["并未提升"]),
    ("占比#since(\"应用.已应用\")[，较#last-year()大幅提升#delta()]。", &["大幅提升"]),
    ("占比#since(\"应用.已应用\")[，较#last-year()大幅#moved()#delta()]。", &["大幅"]),
    ("企业数量翻了一番，居各方式之首，创历史新高。", &["翻了一番", "之首", "新高"]),
    ("与去年相比，使用的企业更多。", &["更多"]),
    ("较 2030 年，短信占比减少。", &["减少"]),
    ("使用率显著提高，市场持续扩大。", &["显著提高", "持续扩大"]),
    // Bound, or of no year.
    ("占比#since(\"应用.已应用\")[，较#last-year()#moved()#delta()]。", &[]),
    ("占比#claim(\"应用.已应用\")[较上年提升 7.3 个百分点]。", &[]),
    ("企业希望大幅降低成本、提升效率，#view[较上年更为提升]。", &[]),
    ("这样显著提高效率，持续扩大影响。", &[]),
];

#[test]
fn a_typed_change_is_bound_to_nothing() {
    let project = Project::empty();
    copy_tree(&root().join("templates/kit"), &project.path("templates/kit"));
    fs::copy(root().join("templates/report.typ"), project.path("templates/report.typ")).unwrap();
    copy_tree(&fixture("rules/data"), &project.path("data"));
    fs::create_dir(project.path("templates/prose")).unwrap();
    let prose: String = TYPED.iter().map(|(prose, _)| format!("{prose}\n\n")).collect();
    let main = format!("#import \"/templates/kit/lib.typ\": *\n\n{prose}");
    fs::write(project.path("templates/prose/main.typ"), main).unwrap();
    let found = findings(&project, &[]);
    for (index, (prose, expected)) in TYPED.iter().enumerate() {
        let here = |finding: &&Value| said(finding, "rule") == "unbound-word" && finding["line"] == 3 + 2 * index;
        let messages: Vec<&str> = found.iter().filter(here).map(|finding| said(finding, "message")).collect();
        let expected: Vec<String> = expected.iter().map(|words| format!("“{words}”没有绑定数据")).collect();
        assert_eq!(messages, expected, "{prose}");
    }
}

/// Two years of one question, of which options were renamed and dropped, and this year's prose.
fn renamed(prose: &str) -> Project {
    let survey = |year: u16, options: &str, more: &str| {
        format!(
            r#"{{ "report": {{ "id": "虚构", "title": "虚构调查报告", "year": {year}, "month": 5, "status": "讨论稿", "issuer": "虚构协会" }},
  "survey": {{ "label": "{year} 年" }},
  "questions": [{{ "id": "方式", "title": "认证与签署方式", "kind": "multiple", "n": 400, "options": [{options}] }}]{more} }}"#
        )
    };
    let before = r#"{ "id": "微信", "label": "微信公众号等", "count": 200 },
    { "id": "短信", "label": "短信动态验证码", "text": "短信", "count": 100 },
    { "id": "手机", "label": "手机", "count": 90 }, { "id": "密码", "label": "静态密码", "count": 80 }"#;
    let now = r#"{ "id": "微信", "label": "微信小程序等", "count": 200 },
    { "id": "验证码", "label": "动态验证码", "count": 100 }, { "id": "手机", "label": "手机 APP", "count": 90 }"#;
    let links = r#", "links": { "previous": "2030.json", "questions": [{ "from": "方式", "to": "方式", "relation": "same",
    "comparable": true, "options": [{ "from": ["短信"], "to": ["验证码"], "relation": "renamed" },
    { "from": ["密码"], "relation": "dropped" }] }] }"#;
    let project = Project::empty();
    copy_tree(&root().join("templates/kit"), &project.path("templates/kit"));
    fs::copy(root().join("templates/report.typ"), project.path("templates/report.typ")).unwrap();
    fs::create_dir(project.path("data")).unwrap();
    fs::create_dir(project.path("templates/2031")).unwrap();
    fs::write(project.path("data/2030.json"), survey(2030, before, "")).unwrap();
    fs::write(project.path("data/2031.json"), survey(2031, now, links)).unwrap();
    let main = format!("#import \"/templates/kit/lib.typ\": *\n\n{prose}\n");
    fs::write(project.path("templates/2031/main.typ"), main).unwrap();
    project
}

#[test]
fn names_of_last_year_are_found_in_the_prose() {
    let outdated: &[(&str, &[&str])] = &[
        ("企业用户使用微信公众号等完成签署。", &["“微信公众号等”是上年的名称，今年叫“微信小程序等”"]),
        ("企业用户使用微信 公众号等完成签署。", &["“微信公众号等”是上年的名称，今年叫“微信小程序等”"]),
        // The longer name is one, and not its part again.
        (
            "使用短信动态验证码方式，也收短信。",
            &["“短信动态验证码”是上年的名称，今年叫“动态验证码”", "“短信”是上年的名称，今年叫“动态验证码”"],
        ),
        ("有#claim(\"方式.微信\")[半数企业使用微信公众号等]。", &["“微信公众号等”是上年的名称，今年叫“微信小程序等”"]),
        ("静态密码不再安全。", &["“静态密码”是上年的名称，今年已不设"]),
        // Names of this year, words that the new name holds, and a sentence that means the old one.
        ("企业用户使用微信小程序等、手机 APP 与动态验证码，手机最为方便。", &[]),
        ("“微信公众号等”今年改称“微信小程序等”。", &[]),
    ];
    let prose: Vec<&str> = outdated.iter().map(|(prose, _)| *prose).collect();
    let found = findings(&renamed(&prose.join("\n\n")), &[]);
    for (index, (prose, expected)) in outdated.iter().enumerate() {
        let here = |finding: &&Value| said(finding, "rule") == "name-outdated" && finding["line"] == 3 + 2 * index;
        let messages: Vec<&str> = found.iter().filter(here).map(|finding| said(finding, "message")).collect();
        assert_eq!(messages, *expected, "{prose}");
    }
}

#[test]
fn an_id_of_last_year_brings_what_became_of_it() {
    let prose =
        "#pct(\"方式.短信\")、#pct(\"方式.密码\")\n\n#tally(\"方式\")[\n  / 微信: 甲\n  / 短信: 乙\n  / 手机: 丙\n]";
    let outcome = renamed(prose).run(&["check"]);
    assert_eq!(outcome.code, 2, "{}", outcome.stdout);
    for hint in ["建议: 上年的“方式.短信”今年改为“方式.验证码”", "建议: 上年的“方式.密码”今年不再设"]
    {
        assert!(outcome.stdout.contains(hint), "{hint} in {}", outcome.stdout);
    }
    assert_eq!(outcome.stdout.matches("今年改为“方式.验证码”").count(), 2, "the phrase is missing under its new id");
    assert!(!outcome.stdout.contains("是否应为"), "no far-fetched name: {}", outcome.stdout);
}
