//! What a table may say wrongly, doubtfully or twice: no number of it is taken silently.

use std::fs;

use kanyin::survey::Dataset;
use kanyin::survey::model::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::common::Project;

/// A survey of which nothing is collected yet.
const DATA: &str = r#"{
  "report": { "id": "试", "title": "试验报告", "year": 2031, "month": 5, "status": "讨论稿", "issuer": "协会" },
  "survey": { "label": "2031 年" },
  "bases": [{ "id": "全部", "label": "全部受访企业", "status": "not_collected" }],
  "groups": [{ "id": "金融", "label": "金融机构" }],
  "questions": [
    { "id": "时间", "title": "使用时间", "kind": "single", "base": "全部", "status": "not_collected",
      "options": [{ "id": "a", "label": "不满 1 年" }, { "id": "b", "label": "1-3 年" }, { "id": "c", "label": "3 年以上" }] },
    { "id": "方式", "title": "验证方式", "kind": "multiple", "base": "全部", "status": "not_collected",
      "options": [{ "id": "短信", "label": "短信" }, { "id": "人脸", "label": "人脸识别" }, { "id": "其他", "label": "其他", "role": "other" }] },
    { "id": "规模", "title": "市场规模", "kind": "series", "unit": "亿元", "points": [{ "year": 2030, "value": "80.5" }] }
  ]
}
"#;

/// `使用时间` as 问卷星 counts it: 10, 20 and 30 of 60.
const BLOCK: &str =
    "使用时间[单选题],,\n选项,小计,比例\n不满 1 年,10,\n1-3 年,20,\n3 年以上,30,\n本题有效填写人次,60,\n";

/// Published shares, of a base nobody stated.
const PUBLISHED: &[(&str, &str)] = &[(
    r#""base": "全部", "status": "not_collected",
      "options": [{ "id": "a", "label": "不满 1 年" }, { "id": "b", "label": "1-3 年" }, { "id": "c", "label": "3 年以上" }]"#,
    r#""base": "全部",
      "options": [{ "id": "a", "label": "不满 1 年", "percent": "16.7" }, { "id": "b", "label": "1-3 年", "percent": "33.3" }, { "id": "c", "label": "3 年以上", "percent": "50.0" }]"#,
)];

/// Counts of 60 that are there already, with what was said of them.
const COUNTED: &[(&str, &str)] = &[(
    r#""base": "全部", "status": "not_collected",
      "options": [{ "id": "a", "label": "不满 1 年" }, { "id": "b", "label": "1-3 年" }, { "id": "c", "label": "3 年以上" }]"#,
    r#""base": "全部", "n": 60, "nets": [{ "id": "三年内", "of": ["a", "b"], "count": 30 }], "by": { "金融": { "base": 4, "options": [{ "id": "a", "count": 2 }] } },
      "options": [{ "id": "a", "label": "不满 1 年", "count": 10 }, { "id": "b", "label": "1-3 年", "count": 20 }, { "id": "c", "label": "3 年以上", "count": 30 }]"#,
)];

struct Case {
    name: &'static str,
    /// What is different in the data.
    data: &'static [(&'static str, &'static str)],
    table: &'static str,
    flags: &'static [&'static str],
    code: i32,
    /// As [`state`] writes it.
    state: &'static str,
    said: &'static str,
}

/// `时间=10,20,30/60 方式=50%,-,-`: values and base of each question, none where it has no value.
fn state(text: &str) -> String {
    let survey =
        Dataset::parse("2031.json", text.to_owned()).unwrap_or_else(|error| panic!("{text}\n{error:?}")).survey;
    let value = |choice: &Choice| match (choice.count, choice.percent) {
        (Some(count), _) => count.to_string(),
        (None, Some(percent)) => format!("{percent}%"),
        (None, None) => "-".to_owned(),
    };
    let of = |question: &Question| {
        let values: Vec<String> = question.options.iter().map(value).collect();
        let n = survey.n_of(question).map(|n| format!("/{n}")).unwrap_or_default();
        values.iter().any(|value| value != "-").then(|| format!("{}={}{n}", question.id, values.join(",")))
    };
    survey.questions.iter().filter_map(of).collect::<Vec<_>>().join(" ")
}

fn run(data: &[(&str, &str)], name: &str, table: &[u8], flags: &[&str]) -> (i32, String, String) {
    let project = Project::empty();
    ["data", "templates"].iter().for_each(|folder| fs::create_dir_all(project.path(folder)).unwrap());
    let mut text = DATA.to_owned();
    for (from, to) in data {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::write(project.path("data/2031.json"), &text).unwrap();
    fs::write(project.path(name), table).unwrap();
    let outcome = project.run(&[&["import", name, "--into", "data/2031.json"], flags].concat());
    let text = fs::read_to_string(project.path("data/2031.json")).unwrap();
    (outcome.code, outcome.stdout + &outcome.stderr, text)
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        // BLOCK stands for the statistics of 使用时间.
        let table = case.table.replace("BLOCK", BLOCK);
        let (code, said, data) = run(case.data, "表.csv", table.as_bytes(), case.flags);
        if code != case.code || state(&data) != case.state || !said.contains(case.said) {
            wrong.push(format!("{}: {code}, {}\n{said}", case.name, state(&data)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const ALL: &str = "时间=10,20,30/60";
const OLD: &str = "时间=16.7%,33.3%,50.0%";

#[rustfmt::skip]
#[test]
fn what_is_there_is_compared_or_kept() {
    check(&[
        Case { name: "published, other counts", data: PUBLISHED, table: "使用时间[单选题]\n选项,小计\n不满 1 年,1\n1-3 年,1\n3 年以上,98\n本题有效填写人次,100", flags: &[], code: 1, state: OLD, said: "原为 16.7%，表格为 1；" },
        Case { name: "published, its counts", data: PUBLISHED, table: "BLOCK", flags: &[], code: 0, state: ALL, said: "导入 1 题" },
        Case { name: "published, no base", data: PUBLISHED, table: "题目,选项,频数,占比\n使用时间,不满 1 年,1,\n,1-3 年,2,\n,3 年以上,,50%\n", flags: &[], code: 1, state: OLD, said: "有的选项缺频数" },
        Case { name: "a blank erases nothing", data: PUBLISHED, table: "使用时间[单选题]\n选项,小计,比例\n不满 1 年,,16.7%\n1-3 年,,\n3 年以上,,50.0%\n", flags: &[], code: 1, state: OLD, said: "没有可用的数：1-3 年；" },
        Case { name: "percentages over counts", data: COUNTED, table: "题目,选项,占比\n使用时间,不满 1 年,20%\n,1-3 年,30%\n,3 年以上,50%\n", flags: &["--replace"], code: 1, state: "时间=20%,30%,50%", said: "旧值已清除：三年内、金融、n = 60" },
        Case { name: "percentages that agree", data: COUNTED, table: "题目,选项,占比\n使用时间,不满 1 年,16.7%\n,1-3 年,33.3%\n,3 年以上,50.0%\n", flags: &[], code: 0, state: ALL, said: "未变 1 题" },
        Case { name: "an option the table lacks", data: COUNTED, table: "题目,选项,频数\n使用时间,不满 1 年,25\n,3 年以上,35\n", flags: &["--replace"], code: 1, state: "时间=25,-,35/60", said: "旧值已清除：1-3 年、三年内、金融" },
        Case { name: "a group", data: COUNTED, table: "题目,分组,选项,频数\n使用时间,金融,不满 1 年,3\n使用时间,金融,1-3 年,1\n", flags: &[], code: 1, state: ALL, said: "“金融：不满 1 年”原为 2，表格为 3" },
        Case { name: "n equal to its base", data: COUNTED, table: "BLOCK", flags: &[], code: 0, state: ALL, said: "未变 1 题" },
        Case { name: "weighted", data: &[("\"groups\"", "\"policy\": { \"weighted\": true }, \"groups\"")], table: "使用时间\n1-3 年\n", flags: &[], code: 1, state: "", said: "数据是加权的" },
        Case { name: "weighted, replaced", data: &[("\"groups\"", "\"policy\": { \"weighted\": true }, \"groups\"")], table: "使用时间\n1-3 年\n", flags: &["--replace"], code: 0, state: "时间=0,1,0/1", said: "" },
        Case { name: "effective_n goes", data: &[("\"base\": \"全部\", \"status\"", "\"base\": \"全部\", \"n\": 90, \"effective_n\": 80, \"status\"")], table: "BLOCK", flags: &["--replace"], code: 0, state: ALL, said: "effective_n 80 已去掉" },
    ]);
}

#[rustfmt::skip]
#[test]
fn a_question_stands_once() {
    check(&[
        Case { name: "sorted by counts", data: &[], table: "题目,选项,频数\n使用时间,3 年以上,30\n验证方式,短信,25\n使用时间,1-3 年,20\n使用时间,不满 1 年,10\n", flags: &[], code: 1, state: ALL, said: "“验证方式”是多选题" },
        Case { name: "twice", data: COUNTED, table: "题目,选项,频数\n使用时间,不满 1 年,20\n,1-3 年,20\n,3 年以上,20\n时间,不满 1 年,10\n,1-3 年,20\n,3 年以上,30\n", flags: &["--replace"], code: 1, state: ALL, said: "在表格中有两处" },
        Case { name: "two blocks", data: &[], table: "BLOCKBLOCK", flags: &[], code: 1, state: "", said: "在表格中有两处" },
        Case { name: "two columns", data: &[], table: "使用时间,1、使用时间\n1-3 年,3 年以上\n", flags: &[], code: 1, state: "", said: "在表格中有两处" },
        Case { name: "an option's column twice", data: &[], table: "方式[短信],方式(短信)\n1,1\n0,1\n", flags: &[], code: 1, state: "", said: "“短信”在表格中有两行" },
        Case { name: "two maps", data: &[], table: "题目,选项,频数\n甲,不满 1 年,20\n,1-3 年,20\n,3 年以上,20\n乙,不满 1 年,10\n", flags: &["--map", "甲=时间", "--map", "乙=时间"], code: 1, state: "", said: "在表格中有两处" },
        Case { name: "a year twice", data: &[], table: "题目,年份,数额\n市场规模,2031,99\n市场规模,2031,98\n", flags: &["--replace"], code: 1, state: "", said: "“2031”在表格中有两行" },
        Case { name: "two bases", data: &[], table: "题目,选项,频数,基数\n验证方式,短信,20,60\n,人脸识别,20,50\n", flags: &[], code: 1, state: "", said: "基数前后不一：60 与 50" },
        Case { name: "two heads", data: &[], table: "题目,选项,频数,人数\n使用时间,不满 1 年,20,30\n", flags: &[], code: 1, state: "", said: "表头重复，不知以哪一列为准：人数" },
    ]);
}

#[rustfmt::skip]
#[test]
fn numbers_add_up_or_are_left_alone() {
    check(&[
        Case { name: "about 150", data: &[], table: "题目,选项,频数\n使用时间,不满 1 年,10\n,1-3 年,约150\n,3 年以上,30\n", flags: &[], code: 1, state: "", said: "没有可用的数：1-3 年 约150；“使用时间”没有导入" },
        Case { name: "full-width", data: &[], table: "题目,选项,频数\n使用时间,不满 1 年,１0\n,1-3 年,20人\n,3 年以上,\"1,000\"\n", flags: &[], code: 0, state: "时间=10,20,1000/1030", said: "" },
        Case { name: "shares of one whole", data: &[], table: "题目,选项,占比\n使用时间,不满 1 年,16.7%\n,1-3 年,33.3%\n,3 年以上,50.0%\n", flags: &[], code: 0, state: OLD, said: "" },
        Case { name: "shares that do not add up", data: &[], table: "题目,选项,占比\n使用时间,不满 1 年,16.7%\n,1-3 年,33.3%\n,3 年以上,40.0%\n", flags: &[], code: 1, state: "", said: "各项占比之和为 90.0%，不是 100%" },
        Case { name: "shares that lack an option", data: &[], table: "题目,选项,占比\n使用时间,不满 1 年,16.7%\n,1-3 年,33.3%\n", flags: &[], code: 1, state: "", said: "不是 100%" },
        Case { name: "above the base", data: &[("\"status\": \"not_collected\" }],", "\"n\": 50 }],")], table: "BLOCK", flags: &[], code: 1, state: "", said: "多于“全部受访企业”的 50 人" },
        Case { name: "above the sample", data: &[("\"label\": \"2031 年\"", "\"label\": \"2031 年\", \"valid\": 50")], table: "BLOCK", flags: &[], code: 1, state: "", said: "多于“survey.valid”的 50 人" },
        Case { name: "counts and shares of no base", data: &[], table: "题目,选项,频数,占比\n验证方式,短信,20,40%\n,人脸识别,20,40%\n使用时间,不满 1 年,10,\n,1-3 年,20,\n,3 年以上,30,\n", flags: &[], code: 1, state: ALL, said: "表格和数据都没有基数" },
        Case { name: "of the data's base", data: &[("\"status\": \"not_collected\" }],", "\"n\": 50 }],")], table: "题目,选项,频数,占比\n验证方式,短信,20,40%\n,人脸识别,20,41%\n", flags: &[], code: 1, state: "", said: "20/50 = 40%" },
        Case { name: "a total", data: &[], table: "题目,选项,频数\n使用时间,不满 1 年,10\n,1-3 年,20\n,3 年以上,30\n,合计,60\n", flags: &["--add"], code: 0, state: ALL, said: "" },
        Case { name: "another total", data: &[], table: "使用时间[单选题]\n选项,小计\n不满 1 年,10\n1-3 年,20\n3 年以上,30\n合计,66\n", flags: &["--add"], code: 1, state: "", said: "各项之和 60 不等于有效人次 66" },
        Case { name: "a total of people", data: &[], table: "题目,选项,频数\n验证方式,短信,40\n,人脸识别,20\n,其他,1\n,总计,50\n", flags: &[], code: 0, state: "方式=40,20,1/50", said: "合计 50 小于各项之和，按作答人数读" },
        Case { name: "a total of neither", data: &[], table: "题目,选项,频数\n验证方式,短信,40\n,人脸识别,20\n,其他,1\n,总计,62\n", flags: &[], code: 1, state: "", said: "合计 62 既不是各项之和 61，也不像作答人数" },
        Case { name: "a net above the base", data: &[("\"title\": \"验证方式\"", "\"title\": \"验证方式\", \"nets\": [{ \"id\": \"合\", \"of\": [\"短信\"], \"count\": 70, \"percent\": \"70\" }]"), ("\"multiple\", \"base\": \"全部\", \"status\": \"not_collected\"", "\"multiple\", \"base\": \"全部\"")
            , ("\"label\": \"短信\" }", "\"label\": \"短信\", \"status\": \"not_asked\" }"), ("\"label\": \"人脸识别\" }", "\"label\": \"人脸识别\", \"status\": \"not_asked\" }"), ("\"role\": \"other\" }", "\"role\": \"other\", \"status\": \"not_asked\" }")],
            table: "题目,选项,频数,基数\n验证方式,短信,40,60\n,人脸识别,20,60\n,其他,1,60\n", flags: &[], code: 1, state: "", said: "“验证方式”导入后数据会自相矛盾，没有导入" },
        Case { name: "a total of answers", data: &[], table: "题目,选项,频数\n验证方式,短信,40\n,人脸识别,20\n,总计,60\n", flags: &[], code: 1, state: "", said: "没有基数" },
        Case { name: "totals of a matrix", data: &[], table: "评价[矩阵单选题]\n题目\\选项,好,不好,合计\n速度,40(66.7%),20(33.3%),60\n安全,40,20,61\n合计,80,40,120\n", flags: &["--add"], code: 1, state: "评价：速度=40,20/60", said: "各项之和 60 不等于有效人次 61" },
        Case { name: "skipped, in the next row", data: &[], table: "使用时间[单选题]\n选项,小计,比例\n不满 1 年,10,10%\n1-3 年,20,20%\n3 年以上,30,30%\n(跳过),40,40%\n本题有效填写人次,100\n", flags: &[], code: 0, state: ALL, said: "以全部 100 人（含未答者）为基数" },
        Case { name: "skipped, of those who answered", data: &[], table: "使用时间[单选题]\n选项,小计,比例\n不满 1 年,10,16.67%\n1-3 年,20,33.33%\n3 年以上,30,50%\n(空),1\n本题有效填写人次,61\n", flags: &[], code: 0, state: ALL, said: "" },
        Case { name: "skipped, several answers", data: &[], table: "验证方式[多选题]\n选项,小计,比例\n短信,40,66.67%\n人脸识别,20,33.33%\n其他,3,5%\n(跳过),40\n本题有效填写人次,100\n", flags: &[], code: 0, state: "方式=40,20,3/60", said: "" },
        Case { name: "nobody", data: &[], table: "题目,选项,频数\n使用时间,不满 1 年,0\n,1-3 年,0\n,3 年以上,0\n", flags: &[], code: 1, state: "", said: "没有人回答" },
        Case { name: "no such number of people", data: &[], table: "题目,选项,频数\n使用时间,不满 1 年,18446744073709551615\n,1-3 年,18446744073709551615\n,3 年以上,0\n", flags: &[], code: 1, state: "", said: "没有可用的数" },
        Case { name: "fractions of one whole", data: &[], table: "题目,选项,占比\n使用时间,不满 1 年,0.167\n,1-3 年,0.333\n,3 年以上,0.5\n", flags: &[], code: 0, state: OLD, said: "0.167 按 16.7% 读" },
        Case { name: "fractions beside counts", data: &[], table: "题目,选项,频数,占比,基数\n验证方式,短信,20,0.4,50\n,人脸识别,10,0.2,50\n,其他,1,0.02,50\n", flags: &[], code: 0, state: "方式=20,10,1/50", said: "按 40% 读" },
        Case { name: "fractions in doubt", data: &[], table: "题目,选项,占比\n验证方式,短信,0.369\n,人脸识别,0.2\n", flags: &[], code: 1, state: "", said: "0.369 是 36.9% 还是 0.369%" },
        Case { name: "percentages below one", data: &[], table: "题目,选项,占比\n验证方式,短信,0.369%\n,人脸识别,0.2%\n,其他,0.1%\n", flags: &[], code: 0, state: "方式=0.369%,0.2%,0.1%", said: "" },
    ]);
}

#[rustfmt::skip]
#[test]
fn names_are_never_guessed() {
    const RATIOS: &[(&str, &str)] = &[("\"不满 1 年\"", "\"1:2\""), ("\"1-3 年\"", "\"9:00-12:00\""), ("\"3 年以上\"", "\"3年\"")];
    const TWINS: &[(&str, &str)] = &[("\"1-3 年\"", "\"不满　1 年\"")];
    check(&[
        Case { name: "ratios", data: RATIOS, table: "题目,选项,频数\n使用时间,1:3,10\n,9:00-12:00,20\n,3年,30\n", flags: &["--accept"], code: 1, state: "", said: "“1:3”可能是“1:2”" },
        Case { name: "hours", data: RATIOS, table: "题目,选项,频数\n使用时间,1:2,10\n,10:00-12:00,20\n,3年,30\n", flags: &["--accept"], code: 1, state: "", said: "“10:00-12:00”可能是“9:00-12:00”" },
        Case { name: "one or two years", data: RATIOS, table: "题目,选项,频数\n使用时间,1:2,10\n,9:00-12:00,20\n,2、3年,30\n", flags: &[], code: 1, state: "", said: "“2、3年”可能是“3年”" },
        Case { name: "twins", data: TWINS, table: "题目,选项,频数\n使用时间,不满1年,10\n", flags: &["--accept"], code: 1, state: "", said: "“不满1年”可能是“不满 1 年”" },
        Case { name: "twins by letters", data: TWINS, table: "题目,选项,频数\n使用时间,不满　1 年,20\n,不满 1 年,10\n,3 年以上,30\n", flags: &[], code: 0, state: ALL, said: "" },
        Case { name: "an id before a label", data: &[("\"label\": \"1-3 年\"", "\"label\": \"a\"")], table: "使用时间\na\n3 年以上\nb\n", flags: &[], code: 0, state: "时间=1,1,1/3", said: "" },
        Case { name: "numbers of questions", data: &[], table: "*1、使用时间[单选题] *,,\n选项,小计,比例\n不满1年,10,\nB、1～3年,20,\n3 年以上,30,\n", flags: &[], code: 0, state: ALL, said: "" },
        Case { name: "the opposite", data: &[("\"不满 1 年\"", "\"很满意\""), ("\"1-3 年\"", "\"一般\"")], table: "题目,选项,频数\n使用时间,很不满意,10\n,一般,20\n,3 年以上,30\n", flags: &["--accept"], code: 1, state: "", said: "“很不满意”可能是“很满意”" },
        Case { name: "accepted is said", data: &[], table: "题目,选项,频数\n我的使用时间,不满 1 年,10\n,1-3 年,20\n,3 年以上,30\n", flags: &["--accept"], code: 0, state: ALL, said: "“我的使用时间”认作“使用时间”" },
        Case { name: "the likest only", data: &[], table: "题目,选项,频数\n验证方式,短信,1\n我的使用时间,不满 1 年,10\n,1-3 年,20\n,3 年以上,30\n您用的时间,不满 1 年,10\n", flags: &["--accept"], code: 1, state: ALL, said: "认作“使用时间”" },
        Case { name: "added ones are like none", data: &[], table: "题目,选项,频数,基数\n验证方式,短信,10,60\n,声纹识别一,20,60\n,声纹识别二,20,60\n,其他,3,60\n,人脸识别,4,60\n", flags: &["--add"], code: 0, state: "方式=10,4,3,20,20/60", said: "" },
        Case { name: "added", data: &[], table: "第8题：部署[多选题]\n选项,小计\n公有云,10\n其它（请注明）,20\n以上都没有,3\n本题有效填写人次,30\n", flags: &["--add"], code: 0, state: "部署=10,20,3/30", said: "" },
        Case { name: "Excel's day", data: &[], table: "题目,选项,频数\n使用时间,不满 1 年,10\n,1月3日,20\n,3 年以上,30\n", flags: &["--add"], code: 1, state: "", said: "多半是 Excel 把 1-3 之类的选项改成了日期" },
        Case { name: "unused maps", data: &[], table: "BLOCK", flags: &["--map", "方法=方式", "--map", "使用时间/不满 1 年=方式.短信"], code: 1, state: ALL, said: "--map 使用时间/不满 1 年=方式.短信 没有用上" },
        Case { name: "no sheets", data: &[], table: "BLOCK", flags: &["--sheet", "甲"], code: 2, state: "", said: "没有名为“甲”的工作表" },
    ]);
}

#[rustfmt::skip]
#[test]
fn every_row_and_column_is_read_or_reported() {
    check(&[
        Case { name: "one group only", data: &[], table: "题目,分组,选项,频数\n使用时间,制造,不满 1 年,10\n,制造,1-3 年,20\n", flags: &[], code: 1, state: "", said: "没有人群“制造”" },
        Case { name: "the whole and a group", data: &[], table: "题目,分组,选项,频数\n使用时间,全部,不满 1 年,10\n,全部,1-3 年,20\n,全部,3 年以上,30\n,金融,不满 1 年,3\n,金融,1-3 年,4\n,金融,3 年以上,5\n", flags: &[], code: 0, state: ALL, said: "导入 1 题" },
        Case { name: "unknown heads", data: &[], table: "题目,选项,频数（人）,行业,占比(%)\n使用时间,不满 1 年,10,金融,16.7\n,1-3 年,20,,33.3\n,3 年以上,30,,50\n", flags: &[], code: 1, state: ALL, said: "没有读这些列：行业" },
        Case { name: "no head", data: &[], table: "题目,选项,频数\n使用时间,不满 1 年,10\n,1-3 年,20\n,3 年以上,30,99\n", flags: &[], code: 1, state: ALL, said: "没有读这些列：#4" },
        Case { name: "no question above", data: &[], table: "题目,选项,频数\n,天气,9\n使用时间,不满 1 年,10\n,1-3 年,20\n,3 年以上,30\n", flags: &[], code: 1, state: ALL, said: "前面没有题目，没有读：天气 9" },
        Case { name: "forecasts", data: &[], table: "题目,年份,数额,预测\n市场规模,2031,99,否\n,2032,120,是\n", flags: &[], code: 0, state: "", said: "导入 1 题" },
        Case { name: "an option and a year", data: &[], table: "题目,选项,频数,年份,数额\n市场规模,,,2031,99\n,甲,1,,\n", flags: &[], code: 1, state: "", said: "既有选项又有年份" },
        Case { name: "options of a series", data: &[], table: "题目,选项,频数\n市场规模,甲,1\n", flags: &[], code: 1, state: "", said: "是数额序列，表格没有年份与数额" },
        Case { name: "above the average", data: &[("\"不满 1 年\"", "\"高于平均水平\"")], table: "使用时间[量表题]\n本题平均分：7.53\n选项,小计,比例\n高于平均水平,10,\n1-3 年,20,\n3 年以上,30,\n", flags: &[], code: 1, state: ALL, said: "“使用时间”的平均分没有导入" },
        Case { name: "a matrix of scales", data: &[], table: "评价[矩阵量表题]\n该矩阵题平均分：3.87\n题目\\选项,好,不好,平均分\n速度,40(66.7%),20(33.3%),1.3\n", flags: &["--add"], code: 1, state: "评价：速度=40,20/60", said: "“评价”的平均分没有导入" },
        Case { name: "a blank cell in a matrix", data: &[], table: "评价[矩阵单选题]\n题目\\选项,好,不好\n速度,40(66.7%),\n", flags: &["--add"], code: 1, state: "", said: "没有可用的数" },
        Case { name: "headings of all kinds", data: &[], table: "使用时间（单选题）\n选项,小计\n不满 1 年,10\n1-3 年,20\n3 年以上,30\n验证方式[多选题] [最多选2项]\n选项,小计\n短信,5\n人脸识别,4\n其他,3\n本题有效填写人次,10\n", flags: &[], code: 0, state: "时间=10,20,30/60 方式=5,4,3/10", said: "" },
        Case { name: "a short type", data: &[], table: "使用时间[量表]\n选项,小计\n不满 1 年,10\n1-3 年,20\n3 年以上,30\n", flags: &[], code: 0, state: ALL, said: "" },
        Case { name: "an unknown heading", data: &[], table: "使用时间[单选题]\n选项,小计\n不满 1 年,10\n1-3 年,20\n3 年以上,30\n验证方式如下\n选项,小计\n短信,5\n", flags: &["--add"], code: 1, state: ALL, said: "“验证方式如下”没有题型" },
        Case { name: "rows outside", data: &[], table: "2031 年统计\n共 60 份\nBLOCK\n没有人读的,5\n", flags: &["--add"], code: 1, state: ALL, said: "有 3 行不属于任何题目，没有读；第一行：2031 年统计" },
        Case { name: "a missing quote", data: &[], table: "序号,使用时间,验证方式,来源\n1,1-3 年,短信,a\n2,\"1-3 年,短信,a\n3,1-3 年,短信,a\n4,1-3 年\",短信,a\n", flags: &[], code: 2, state: "", said: "引号没有配对" },
        Case { name: "rows of other lengths", data: &[], table: "序号,使用时间\n1,1-3 年\n2,3 年以上,多\n", flags: &[], code: 1, state: "时间=0,1,1/2", said: "例如第 3 行" },
    ]);
}

#[rustfmt::skip]
#[test]
fn respondents_are_counted_and_nothing_is_assumed_of_them() {
    check(&[
        Case { name: "columns of numbers", data: &[], table: "使用时间,方式_1,方式_2\n1-3 年,1,0\n3 年以上,1,1\n", flags: &[], code: 1, state: "时间=0,1,1/2", said: "只有序号，不知是哪个选项：方式_1、方式_2" },
        Case { name: "LimeSurvey", data: &[], table: "方式[SQ001],方式[SQ002]\n1,0\n1,1\n", flags: &["--accept"], code: 1, state: "方式=2,1,-/2", said: "" },
        Case { name: "no whole sample", data: &[], table: "使用时间,序号\n1-3 年,1\n3 年以上,2\n(跳过),3\n(跳过),4\n", flags: &[], code: 0, state: "时间=0,1,1/2", said: "有效问卷记为表格的行数 4" },
        Case { name: "the base is said", data: &[], table: "使用时间,验证方式\n1-3 年,短信\n3 年以上,-3.0\n", flags: &[], code: 0, state: "时间=0,1,1/2 方式=1,0,0/1", said: "“全部受访企业”记为 2 人，依据 1 题：使用时间\n" },
        Case { name: "an answer heads nothing", data: &[], table: "备注,使用时间\n时间,1-3 年\n", flags: &[], code: 1, state: "时间=0,1,0/1", said: "" },
        Case { name: "titles below codes", data: &[("\"id\": \"时间\"", "\"id\": \"Q1\"")], table: "Q1,方式\n使用时间,验证方式\n\"{\"\"ImportId\"\":\"\"a\"\"}\",b\n1-3 年,短信\n", flags: &[], code: 0, state: "Q1=0,1,0/1 方式=1,0,0/1", said: "" },
        Case { name: "a new question", data: &[], table: "使用时间,4、总体满意度\n1-3 年,满意\n3 年以上,不满意\n3 年以上,满意\n", flags: &["--add", "--map", "4、总体满意度=+"], code: 0, state: "时间=0,1,2/3 总体满意度=2,1/3", said: "导入 2 题" },
        Case { name: "a new one of several", data: &[], table: "用途\n签约┋对账\n其他〖a┋b〗┋签约\n", flags: &["--add", "--map", "用途=+"], code: 0, state: "用途=2,1,1/2", said: "" },
        Case { name: "new options", data: &[], table: "验证方式\n短信┋虹膜\n虹膜\n", flags: &["--add"], code: 0, state: "方式=1,0,0,2/2", said: "" },
        Case { name: "new options like others", data: &[], table: "验证方式\n短信┋人脸识别呀\n人脸识别\n", flags: &["--add"], code: 1, state: "", said: "--map \"验证方式/人脸识别呀=方式.人脸\"" },
        Case { name: "that settled", data: &[], table: "验证方式\n短信┋人脸识别呀\n人脸识别\n", flags: &["--map", "验证方式/人脸识别呀=方式.人脸"], code: 0, state: "方式=1,2,0/2", said: "" },
        Case { name: "the bad part and its row", data: &[], table: "验证方式\n短信\n短信┋虹膜\n", flags: &[], code: 1, state: "", said: "如 虹膜；这道题没有导入\n --> 表.csv:3:1" },
        Case { name: "written among others", data: &[], table: "验证方式\n短信┋其他〖U盾┋令牌〗\n", flags: &[], code: 0, state: "方式=1,0,1/1", said: "" },
        Case { name: "names that hold the mark", data: &[("\"label\": \"短信\"", "\"label\": \"证书（含 U 盾、软证书）\"")], table: "验证方式\n证书（含 U 盾、软证书）、其他\n\"其他,证书（含 U 盾、软证书）、人脸识别\"\n", flags: &["--accept"], code: 0, state: "方式=2,1,2/2", said: "" },
        Case { name: "several answers are like none", data: &[], table: "验证方式\n短信、虹膜方式\n", flags: &["--accept"], code: 1, state: "", said: "不是这道题的选项，如 短信、虹膜方式" },
        Case { name: "several answers to a single choice", data: &[], table: "使用时间\n1-3 年┋3 年以上\n", flags: &["--accept"], code: 1, state: "", said: "不是这道题的选项" },
        Case { name: "flags are no question", data: &[], table: "使用时间,用途(签约),用途(对账)\n1-3 年,1,0\n3 年以上,0,1\n", flags: &["--add", "--map", "用途(签约)=+"], code: 1, state: "时间=0,1,1/2", said: "只有 0、1 或是、否" },
        Case { name: "written in a column", data: &[], table: "方式[短信],方式[其他]\n1,我们用 U 盾\n0,\n", flags: &[], code: 1, state: "方式=1,-,1/2", said: "还有没有数值的：人脸识别" },
        Case { name: "options called so", data: &[("\"label\": \"短信\"", "\"label\": \"NA\""), ("\"label\": \"1-3 年\"", "\"label\": \"空\"")], table: "使用时间,验证方式\n空,NA\n3 年以上,-99\n", flags: &[], code: 0, state: "时间=0,1,1/2 方式=1,0,0/1", said: "“验证方式”有 1 人作答，与基数 2 人不同" },
    ]);
}

/// A workbook whose first sheet is filled so.
fn book(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn cells_of_excel_are_what_excel_shows() {
    let head = |sheet: &mut rust_xlsxwriter::Worksheet, heads: &[&str]| {
        heads.iter().enumerate().for_each(|(at, head)| _ = sheet.write(0, at as u16, *head).unwrap());
        for (row, label) in ["不满 1 年", "1-3 年", "3 年以上"].iter().enumerate() {
            sheet.write(row as u32 + 1, 0, "使用时间").unwrap();
            sheet.write(row as u32 + 1, 1, *label).unwrap();
        }
    };
    let percents = |format: &str| {
        book(|sheet| {
            head(sheet, &["题目", "选项", "占比"]);
            for (row, share) in [0.167, 0.333, 0.5].iter().enumerate() {
                sheet.write_with_format(row as u32 + 1, 2, *share, &Format::new().set_num_format(format)).unwrap();
            }
        })
    };
    let counts = |third: &dyn Fn(&mut rust_xlsxwriter::Worksheet)| {
        book(|sheet| {
            head(sheet, &["题目", "选项", "频数"]);
            [10, 20, 30].iter().enumerate().for_each(|(row, n)| _ = sheet.write(row as u32 + 1, 2, *n).unwrap());
            third(sheet);
        })
    };
    let day = Format::new().set_num_format("m\"月\"d\"日\"");
    let date = ExcelDateTime::from_ymd(2031, 1, 3).unwrap();
    for (name, bytes, code, is, said_so) in [
        ("percent", percents("0.0%"), 0, OLD, ""),
        ("number", percents("0.000"), 0, OLD, "0.167 按 16.7% 读"),
        ("counts", counts(&|_| ()), 0, ALL, ""),
        (
            "error",
            counts(&|sheet| {
                _ = sheet.write_formula(2, 2, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap()
            }),
            1,
            "",
            "没有可用的数",
        ),
        ("day", counts(&|sheet| _ = sheet.write_with_format(2, 1, &date, &day).unwrap()), 1, "", "Excel 把 1-3"),
        (
            "stray",
            counts(&|sheet| _ = sheet.write(1_048_575, 16_383, "误").unwrap()),
            2,
            "",
            "散得太开（1048576 行、16384 列）",
        ),
    ] {
        let (exit, said, data) = run(&[], "表.xlsx", &bytes, &[]);
        assert_eq!((exit, state(&data).as_str()), (code, is), "{name}: {said}");
        assert!(said.contains(said_so), "{name}: {said}");
    }
}

#[test]
fn texts_in_utf_16_are_read_and_what_came_in_is_whole() {
    let text = format!("\u{feff}{}", BLOCK.replace(',', "\t"));
    for bytes in [
        text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ] {
        let (code, said, data) = run(&[], "表.csv", &bytes, &[]);
        assert_eq!((code, state(&data).as_str()), (0, ALL), "{said}");
    }
    let table =
        "题目,分组,选项,频数\n时间,总体,a,10\n,总体,b,20\n,总体,c,30\n,金融机构,a,3\n,金融机构,b,4\n市场规模,,,\n";
    let (_, said, data) = run(&[], "表.csv", table.as_bytes(), &[]);
    assert!(
        data.contains(
            r#""by": { "金融": { "base": 7, "options": [{ "id": "a", "count": 3 }, { "id": "b", "count": 4 }] } }"#
        ),
        "{said}{data}"
    );
    let (_, said, data) = run(&[], "表.csv", "题目,年份,数额,预测\n规模,2031E,99,\n,2032年,120,是\n".as_bytes(), &[]);
    assert!(data.contains(r#"{ "year": 2031, "value": "99", "forecast": true }"#), "{said}{data}");
    let added =
        "第8题：您的 部署[多选题]\n选项,小计\n其它（请注明）,20\n以上都没有,3\n本题有效填写人次,30\n".as_bytes();
    let (_, said, data) = run(&[], "表.csv", added, &["--add"]);
    for part in [r#""id": "您的部署""#, r#""title": "您的 部署""#, r#""role": "other""#, r#""role": "exclusive""#]
    {
        assert!(data.contains(part), "{part}: {said}{data}");
    }
    let rows = "使用时间,验证方式\n1-3 年,短信\n3 年以上,-3.0\n(跳过),短信\n";
    let (_, said, data) = run(&[], "表.csv", rows.as_bytes(), &[]);
    assert!(
        data.contains(r#""valid": 3"#) && said.contains("“全部受访企业”记为 2 人，依据 2 题：使用时间、验证方式"),
        "{said}{data}"
    );
    // A plain table is none of respondents, whatever its heads' units.
    let (_, said, data) = run(&[], "表.csv", "题目,选项,频数（人）\n使用时间,不满 1 年,10\n".as_bytes(), &[]);
    assert!(!data.contains("valid") && !said.contains("survey.valid"), "{said}{data}");
}

/// Interim results first, then the final export of more people: one `--replace` carries bases and sample along, where
/// the table has every question of the base.
#[test]
fn a_final_table_replaces_an_interim_one_with_its_bases() {
    let stats = |a: u64, b: u64, c: u64, more: &str| {
        let n = a + b + c;
        format!(
            "使用时间[单选题],,\n选项,小计,比例\n不满 1 年,{a},\n1-3 年,{b},\n3 年以上,{c},\n本题有效填写人次,{n},\n{more}"
        )
    };
    let methods = |n: u64| {
        format!("验证方式[多选题],,\n选项,小计,比例\n短信,{n},\n人脸识别,20,\n其他,3,\n本题有效填写人次,{n},\n")
    };
    let import = |project: &Project, table: &str, flags: &[&str]| {
        fs::write(project.path("表.csv"), table).unwrap();
        let outcome = project.run(&[&["import", "表.csv", "--into", "data/2031.json"], flags].concat());
        let text = fs::read_to_string(project.path("data/2031.json")).unwrap();
        let survey = Dataset::parse("2031.json", text).unwrap_or_else(|error| panic!("{error:?}")).survey;
        (outcome.code, outcome.stdout + &outcome.stderr, survey)
    };
    let interim = || {
        let project = Project::new();
        fs::write(project.path("data/2031.json"), DATA).unwrap();
        let (code, said, survey) = import(&project, &stats(20, 30, 50, &methods(100)), &[]);
        assert_eq!((code, survey.bases[0].n), (0, Some(100)), "{said}");
        project
    };
    let ns = |survey: &Survey| survey.questions.iter().map(|question| question.n).collect::<Vec<_>>();

    let project = interim();
    let (code, said, survey) = import(&project, &stats(30, 40, 50, &methods(120)), &[]);
    assert!(code == 1 && survey.bases[0].n == Some(100) && said.contains("基数原为 100，表格为 120"), "{said}");
    let (code, said, survey) = import(&project, &stats(30, 40, 50, &methods(120)), &["--replace"]);
    assert_eq!((code, survey.bases[0].n, ns(&survey)), (0, Some(120), vec![None; 3]), "{said}");
    assert_eq!(survey.questions[0].options[0].count, Some(30));

    // One question alone: the other still is of the old base.
    let project = interim();
    let (code, said, survey) = import(&project, &stats(30, 40, 50, ""), &["--replace"]);
    assert!(code == 1 && said.contains("有 120 人，基数却还是 100"), "{said}");
    assert_eq!((survey.bases[0].n, ns(&survey)), (Some(100), vec![Some(120), None, None]));

    // Respondents carry the sample along, too.
    let project = interim();
    let rows = |count: usize| "使用时间,验证方式\n".to_owned() + &"不满 1 年,短信┋人脸识别\n".repeat(count);
    let (code, said, survey) = import(&project, &rows(110), &["--replace"]);
    assert_eq!((code, survey.bases[0].n, survey.survey.valid), (0, Some(110), Some(110)), "{said}");
    let (_, said, survey) = import(&project, &rows(120), &["--replace"]);
    assert_eq!((survey.bases[0].n, survey.survey.valid), (Some(120), Some(120)), "{said}");
}
