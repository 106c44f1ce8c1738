//! Tables in and out: every format, and every doubt.

use std::fs;

use kanyin::survey::Dataset;
use kanyin::survey::model::*;

use crate::common::{Project, Saved};

/// A survey with one of each kind of question, nothing collected yet.
pub const EMPTY: &str = r#"{
  "report": { "id": "虚构", "title": "虚构", "year": 2031, "month": 5, "status": "讨论稿", "issuer": "虚构协会" },
  "survey": { "label": "2031 年" },
  "bases": [{ "id": "全部", "label": "全部", "status": "not_collected" }],
  "questions": [
    {
      "id": "应用", "title": "应用情况", "kind": "single", "base": "全部", "status": "not_collected",
      "options": [
        { "id": "已用", "label": "已经应用" },
        { "id": "未用", "label": "1-3 年内应用" }
      ]
    },
    {
      "id": "方式", "title": "验证方式", "kind": "multiple", "base": "全部", "status": "not_collected",
      "options": [
        { "id": "短信", "label": "短信动态验证码", "text": "短信" },
        { "id": "人脸", "label": "人脸、指纹" }
      ]
    },
    { "id": "规模", "title": "市场规模", "kind": "series", "unit": "亿元", "points": [{ "year": 2030, "value": "80.5" }] }
  ]
}
"#;

pub fn project(data: &str) -> Project {
    let project = Project::new();
    fs::write(project.path("data/2031.json"), data).unwrap();
    project
}

/// Imports a table and returns exit code, what was said, and the data file.
pub fn import(project: &Project, name: &str, bytes: &[u8], more: &[&str]) -> (i32, String, String) {
    fs::write(project.path(name), bytes).unwrap();
    let outcome = project.run(&[&["import", name, "--into", "data/2031.json"], more].concat());
    let data = fs::read_to_string(project.path("data/2031.json")).unwrap();
    (outcome.code, outcome.stdout + &outcome.stderr, data)
}

pub fn survey(text: &str) -> Survey {
    Dataset::parse("2031.json", text.to_owned()).unwrap_or_else(|error| panic!("{text}\n{error:?}")).survey
}

/// `应用=60,40/100 方式=-`: counts and base of each question, `-` where it still waits.
pub fn counts(text: &str) -> String {
    let survey = survey(text);
    let of = |question: &Question| {
        let counts: Option<Vec<String>> =
            question.options.iter().map(|choice| Some(choice.count?.to_string())).collect();
        match (counts, survey.n_of(question)) {
            (Some(counts), Some(n)) if question.status.is_none() => {
                format!("{}={}/{n}", question.id, counts.join(","))
            }
            _ => format!("{}=-", question.id),
        }
    };
    let questions = survey.questions.iter().filter(|question| question.kind != Kind::Series);
    questions.map(of).collect::<Vec<_>>().join(" ")
}

struct Case {
    name: &'static str,
    table: &'static str,
    flags: &'static [&'static str],
    code: i32,
    counts: &'static str,
    /// Must be said; empty for nothing.
    said: &'static str,
}

const SINGLE: &str = "应用=60,40/100 方式=-";
const NOTHING: &str = "应用=- 方式=-";

#[rustfmt::skip]
const CASES: &[Case] = &[
    // 问卷星's statistics.
    Case { name: "statistics", table: "1、应用情况[单选题],,\n选项,小计,比例\n已经应用,60,60.00%\n1-3年内应用,40,40.00%\n本题有效填写人次,100,", flags: &[], code: 0, counts: SINGLE, said: "导入 1 题" },
    Case { name: "both kinds", table: "应用情况 [单选题]\n选项,小计,比例\n已经应用,60,60%\n1-3 年内应用,40,40%\n本题有效填写人次,100\n验证方式【多选题】\n选项,小计,比例\n短信,70,70%\n人脸、指纹 [详细],30,30%\n(空),4,\n本题有效填写人次,100", flags: &[], code: 0, counts: "应用=60,40/100 方式=70,30/100", said: "导入 2 题" },
    Case { name: "sum differs", table: "应用情况[单选题]\n选项,小计,比例\n已经应用,60,60%\n1-3 年内应用,39,39%\n本题有效填写人次,100", flags: &[], code: 1, counts: NOTHING, said: "各项之和 99 不等于有效人次 100" },
    Case { name: "percent differs", table: "应用情况[单选题]\n选项,小计,比例\n已经应用,60,61%\n1-3 年内应用,40,40%\n本题有效填写人次,100", flags: &[], code: 1, counts: NOTHING, said: "60/100 = 60%" },
    Case { name: "count above base", table: "验证方式[多选题]\n选项,小计,比例\n短信,101,\n人脸、指纹,30,\n本题有效填写人次,100", flags: &[], code: 1, counts: NOTHING, said: "频数 101 大于有效人次 100" },
    Case { name: "unknown type", table: "您的意见[填空题]\n应用情况[单选题]\n选项,小计,比例\n已经应用,60,60%\n1-3 年内应用,40,40%", flags: &[], code: 1, counts: SINGLE, said: "是填空题" },
    Case { name: "made-up type", table: "画一画[绘图题]\n", flags: &[], code: 1, counts: NOTHING, said: "是绘图题" },
    Case { name: "scale", table: "应用情况[量表题]\n选项,小计,比例\n已经应用,60,60%\n1-3 年内应用,40,40%\n本题平均分: 1.4,,", flags: &[], code: 1, counts: SINGLE, said: "平均分没有导入" },
    Case { name: "ranking", table: "验证方式[排序题]\n选项,平均综合得分,第1位,小计\n短信,1.7,60,70\n人脸、指纹,0.9,20,30\n本题有效填写人次,100", flags: &[], code: 1, counts: "应用=- 方式=70,30/100", said: "综合得分与名次没有导入" },
    Case { name: "matrix", table: "评价[矩阵单选题]\n题目\\选项,满意,不满意\n速度,60(60%),40(40%)\n安全,55(55%),45(45%)\n本题有效填写人次,100", flags: &["--add"], code: 0, counts: "应用=- 方式=- 评价：速度=60,40/100 评价：安全=55,45/100", said: "导入 2 题" },
    Case { name: "kind differs", table: "应用情况[多选题]\n选项,小计,比例\n已经应用,60,60%\n本题有效填写人次,100", flags: &[], code: 1, counts: NOTHING, said: "在表格中是多选题，在数据中是单选题" },
    // Plain tables.
    Case { name: "plain", table: "题目;选项;频数;占比\n应用情况;已经应用;60;60.0\n;1-3年内应用;40;40.0\n", flags: &[], code: 0, counts: SINGLE, said: "" },
    Case { name: "by id", table: "question,option,count\n应用,已用,60\n应用,未用,40", flags: &[], code: 0, counts: SINGLE, said: "" },
    Case { name: "multiple with base", table: "题目\t选项\t人数\t基数\n方式\t短信\t70\t100\n方式\t人脸\t30\t100", flags: &[], code: 0, counts: "应用=- 方式=70,30/100", said: "" },
    Case { name: "multiple without base", table: "题目,选项,人数\n方式,短信,70\n方式,人脸,30", flags: &[], code: 1, counts: NOTHING, said: "没有基数" },
    Case { name: "no number", table: "题目,选项,频数\n应用,已用,六十\n应用,未用,40", flags: &[], code: 1, counts: NOTHING, said: "没有可用的数" },
    Case { name: "option twice", table: "题目,选项,频数\n应用,已用,60\n应用,已经应用,40", flags: &[], code: 1, counts: NOTHING, said: "有两行" },
    Case { name: "doubtful title", table: "题目,选项,频数\n您的应用情况,已用,60\n,未用,40", flags: &[], code: 1, counts: NOTHING, said: "--map \"您的应用情况=应用\"" },
    Case { name: "doubt settled", table: "题目,选项,频数\n您的应用情况,已用,60\n,未用,40", flags: &["--map", "您的应用情况=应用"], code: 0, counts: SINGLE, said: "" },
    Case { name: "doubt accepted", table: "题目,选项,频数\n您的应用情况,已用,60\n,未用,40", flags: &["--accept"], code: 0, counts: SINGLE, said: "" },
    Case { name: "doubtful option", table: "题目,选项,频数\n应用,已用,60\n,3 年内应用,40", flags: &[], code: 1, counts: NOTHING, said: "3 年内应用=应用.未用" },
    Case { name: "option settled", table: "题目,选项,频数\n应用,已用,60\n,3 年内应用,40", flags: &["--map", "应用/3 年内应用=应用.未用"], code: 0, counts: SINGLE, said: "" },
    Case { name: "like another", table: "题目,选项,频数\n应用,已用,60\n,3 年内应用,40", flags: &["--add"], code: 1, counts: NOTHING, said: "--add --map \"应用/3 年内应用=+\"" },
    Case { name: "like another, but new", table: "题目,选项,频数\n应用,已用,60\n,3 年内应用,40", flags: &["--add", "--map", "应用/3 年内应用=+"], code: 1, counts: NOTHING, said: "导入 1 题，未变 0 题" },
    Case { name: "mistyped", table: "题目,选项,频数\n应用,已用,60\n,末用,40", flags: &[], code: 1, counts: NOTHING, said: "可能是" },
    Case { name: "bad map", table: "题目,选项,频数\n应用,已用,60", flags: &["--map", "甲=没有"], code: 2, counts: NOTHING, said: "--map 甲=没有 不能用" },
    Case { name: "unknown option", table: "题目,选项,频数\n应用,已用,60\n,从不,40", flags: &[], code: 1, counts: NOTHING, said: "没有选项“从不”" },
    Case { name: "option added", table: "题目,选项,频数\n应用,已用,60\n,未用,30\n,从不 会,10", flags: &["--add"], code: 0, counts: "应用=60,30,10/100 方式=-", said: "" },
    Case { name: "unknown question", table: "题目,选项,频数\n天气,晴,60", flags: &[], code: 1, counts: NOTHING, said: "数据中没有“天气”" },
    Case { name: "question without kind", table: "题目,选项,频数\n天气,晴,60", flags: &["--add"], code: 1, counts: NOTHING, said: "没有说明题型" },
    Case { name: "an option missing", table: "题目,选项,频数\n应用,已用,60", flags: &[], code: 1, counts: NOTHING, said: "还有没有数值的：1-3 年内应用" },
    // Respondents.
    Case { name: "respondents", table: "序号,应用情况,验证方式\n1,已经应用,短信┋人脸、指纹\n2,1-3年内应用,短信\n3,已用,人脸、指纹\n4,(跳过),-99\n5,,\n", flags: &[], code: 0, counts: "应用=2,1/3 方式=2,2/3", said: "导入 2 题，未变 0 题，留待处理 0 处" },
    Case { name: "a column an option", table: "应用,验证方式（短信）,方式[人脸]\n已用,1,0\n已用,1,1\n未用,0,0\n未用,-99,-99\n,,\n", flags: &[], code: 0, counts: "应用=2,2/4 方式=2,1/3", said: "" },
    Case { name: "second head", table: "Q1,Q2_1,Q2_2\n应用情况,验证方式 - 短信,验证方式 - 人脸\n已用,是,\n未用,否,是\n", flags: &[], code: 0, counts: "应用=1,1/2 方式=1,1/2", said: "" },
    Case { name: "weak marks", table: "应用,方式\n已用,\"短信,人脸、指纹\"\n未用,短信、人脸\n", flags: &[], code: 0, counts: "应用=1,1/2 方式=2,2/2", said: "" },
    Case { name: "written beside", table: "应用,方式\n已用,短信┋人脸、指纹〖刷脸，也用指纹〗\n未用〖明年〗,短信\n", flags: &[], code: 0, counts: "应用=1,1/2 方式=2,1/2", said: "" },
    Case { name: "columns of no question", table: "应用,您的意见,所用时间,来自IP\n已用,很好,35秒,本机\n未用,,8秒,本机\n", flags: &[], code: 1, counts: "应用=1,1/2 方式=-", said: "没有读这些列：您的意见" },
    Case { name: "a column like a question", table: "您的应用情况,方式\n已用,短信\n未用,短信\n", flags: &["--accept"], code: 1, counts: "应用=- 方式=2,0/2", said: "--map \"您的应用情况=应用\"" },
    Case { name: "a column of no option", table: "应用,方式[短信],方式[声纹]\n已用,1,0\n未用,0,1\n", flags: &[], code: 1, counts: "应用=1,1/2 方式=-", said: "没有这些列所说的选项：方式[声纹]" },
    Case { name: "that column settled", table: "应用,方式[短信],方式[声纹]\n已用,1,0\n未用,0,1\n", flags: &["--map", "方式[声纹]=方式.人脸"], code: 0, counts: "应用=1,1/2 方式=1,1/2", said: "" },
    Case { name: "numbers in doubt", table: "应用,方式\n1,1┋2\n2,1\n", flags: &[], code: 1, counts: NOTHING, said: "不是这道题的选项，如 1、2" },
    Case { name: "numbers accepted", table: "应用,方式\n1,1┋2\n2,1\n", flags: &["--accept"], code: 0, counts: "应用=1,1/2 方式=2,1/2", said: "" },
    Case { name: "unknown value", table: "应用\n已用\n从不会\n未用\n", flags: &[], code: 1, counts: NOTHING, said: "有 1 处不是这道题的选项，如 从不会" },
    Case { name: "value like an option", table: "应用\n已用\n已经应用了\n未用\n", flags: &[], code: 1, counts: NOTHING, said: "--map \"应用/已经应用了=应用.已用\"" },
    Case { name: "all numbers bad", table: "题目,选项,频数\n应用,已用,六十\n应用,未用,四十", flags: &[], code: 1, counts: NOTHING, said: "“应用”下没有可读的选项" },
    Case { name: "no rows", table: "应用情况[单选题]\n选项,小计,比例\n本题有效填写人次,0", flags: &[], code: 1, counts: NOTHING, said: "没有可读的选项" },
    Case { name: "empty", table: "\n\n", flags: &[], code: 2, counts: NOTHING, said: "是空的" },
    // What is none of these.
    Case { name: "stranger", table: "甲,乙\n1,2\n", flags: &[], code: 2, counts: NOTHING, said: "看不出 表.csv 是什么表" },
];

#[test]
fn every_table_is_read_or_said_to_be_doubtful() {
    let mut wrong = Vec::new();
    for case in CASES {
        let project = project(EMPTY);
        let (code, said, data) = import(&project, "表.csv", case.table.as_bytes(), case.flags);
        if code != case.code || counts(&data) != case.counts || !said.contains(case.said) {
            wrong.push(format!("{}: {code}, {}\n{said}", case.name, counts(&data)));
        }
        if case.code == 2 || case.name == "all numbers bad" {
            assert_eq!(data, EMPTY, "{}: nothing is written", case.name);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn encodings_and_workbooks_say_the_same() {
    let mut written = Vec::new();
    for saved in Saved::ALL {
        let project = project(EMPTY);
        let (code, said, data) = import(&project, &format!("表.{}", saved.ending()), &saved.bytes(CASES[1].table), &[]);
        assert_eq!((code, counts(&data).as_str()), (0, CASES[1].counts), "{saved:?} {said}");
        written.push(data);
    }
    assert!(written.windows(2).all(|pair| pair[0] == pair[1]));
    let project = project(EMPTY);
    let (code, said, data) = import(&project, "表.csv", &[0xFF, 0xFF, 0x00, 0x81], &[]);
    assert!(code == 2 && data == EMPTY && said.contains("既不是 UTF-8，也不是 GBK"), "{said}");
    let (code, said, _) = import(&project, "表.xlsx", b"no workbook", &[]);
    assert!(code == 2 && said.contains("不是可读的工作簿"), "{said}");
}

#[test]
fn what_is_there_stays_unless_it_may_be_replaced() {
    let project = project(EMPTY);
    let table = |one: u64, two: u64| format!("题目,选项,频数\n应用,已用,{one}\n应用,未用,{two}\n");
    let (_, _, first) = import(&project, "表.csv", table(60, 40).as_bytes(), &[]);
    assert_eq!(counts(&first), SINGLE);
    assert!(first.contains(r#"{ "id": "已用", "label": "已经应用", "count": 60 }"#), "{first}");
    let (code, said, same) = import(&project, "表.csv", table(60, 40).as_bytes(), &[]);
    assert!(code == 0 && same == first && said.contains("没有改动"), "{said}");
    let (code, said, kept) = import(&project, "表.csv", table(61, 39).as_bytes(), &[]);
    assert!(code == 1 && kept == first && said.contains("原为 60，表格为 61"), "{said}");
    let (code, said, kept) = import(&project, "表.csv", table(70, 40).as_bytes(), &[]);
    assert!(code == 1 && kept == first && said.contains("基数原为 100，表格为 110"), "{said}");
    let (code, said, dry) = import(&project, "表.csv", table(61, 39).as_bytes(), &["--replace", "--dry-run"]);
    assert!(code == 0 && dry == first, "a dry run writes nothing");
    assert!(said.contains("-        { \"id\": \"已用\"") && said.contains("+        { \"id\": \"已用\""), "{said}");
    let (code, _, new) = import(&project, "表.csv", table(61, 39).as_bytes(), &["--replace"]);
    assert_eq!((code, counts(&new).as_str()), (0, "应用=61,39/100 方式=-"));
    let (code, _, series) = import(&project, "表.csv", "题目,年份,数额\n规模,2031,99.50\n".as_bytes(), &[]);
    let points = &survey(&series).questions[2].points;
    assert_eq!((code, points.len(), points[1].value.unwrap().to_string().as_str()), (0, 2, "99.50"));
    let (code, said, _) = import(&project, "表.csv", "题目,年份,数额\n规模,2030,81\n".as_bytes(), &[]);
    assert!(code == 1 && said.contains("原为 80.5，表格为 81"), "{said}");
}
