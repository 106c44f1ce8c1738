//! The claims of the 2018 report: judged as a reader would judge them, whatever the data become.

use kanyin::audit::claims::judged;
use kanyin::audit::wording::Verdict;
use kanyin::audit::{Edition, Finding, PagesSay};
use kanyin::survey::Dataset;
use kanyin::typeset::{Typesetter, text};
use serde_json::Value;

use crate::common::{copy_tree, data_2018, fixture, lay_out, parse, root, typesetter};

/// The findings of one rule on the 2018 prose over these data, waivers aside.
fn findings(typesetter: &mut Typesetter, dataset: &Dataset, rule: &str) -> Vec<Finding> {
    let pages = lay_out(typesetter, dataset);
    let words = text::words(&pages.document);
    let prose = typesetter.prose();
    let pages = Some(PagesSay { mentions: &pages.mentions, text: &words });
    let edition = Edition::new(dataset, None, &prose, &[], pages);
    edition.findings().into_iter().filter(|finding| finding.rule.id == rule).collect()
}

/// What the prose claims of this year's data and of last year's, and what becomes of it.
const CLAIMS: &[(&str, &str)] = &[
    (r#"#claim("应用.已应用")[较上年提升 7.3 个百分点]"#, "属实"),
    (r#"#claim("应用.已应用")[较上年提升超过 7 个百分点]"#, "属实"),
    (r#"#claim("应用.已应用")[较上年下降 7.3 个百分点]"#, "不实"),
    (r#"#claim("应用.已应用")[较上年提升 5.2 个百分点]"#, "不实"),
    (r#"#claim("应用.已应用")[提高到 87.3%]"#, "属实"),
    (r#"#claim("应用.未应用")[较上年有所下降]"#, "属实"),
    (r#"#claim("应用.计划")[与上年持平]"#, "属实"),
    (r#"#claim("应用.已应用")[与上年持平]"#, "不实"),
    (r#"#claim("市场规模.2031")[同比增长 23.4%]"#, "属实"),
    (r#"#claim("市场规模.2031")[同比增长近 25%]"#, "属实"),
    (r#"#claim("市场规模.2031")[同比下降 23.4%]"#, "不实"),
    // Sums, complements, several at once, and places in the order.
    (r#"#claim(total("应用.计划", "应用.未应用"))[超一成]"#, "属实"),
    (r#"#claim(total("应用.计划", "应用.未应用"))[近一成]"#, "不实"),
    (r#"#claim(rest("应用.已应用"))[超一成]"#, "属实"),
    (r#"#claim(rest("应用.已应用"))[不足一成]"#, "不实"),
    (r#"#claim(each("原因.效率", "原因.自主"))[三成以上]"#, "属实"),
    (r#"#claim(each("原因.效率", "原因.成本"))[三成以上]"#, "不实"),
    (r#"#claim(rank("原因", 1, 2))[最受看重的两大原因]"#, "属实"),
    (r#"#claim(each("原因.效率", "原因.成本"))[最受看重的两大原因]"#, "不实"),
    (r#"#claim("原因.自主")[其次是避免绑定]"#, "属实"),
    (r#"#claim("原因.成本")[其次是节约成本]"#, "不实"),
    // A claim that names another option than it is bound to.
    (r#"#claim(rank("原因", 1))[避免绑定最受看重]"#, "不实"),
    // Two options of one sample.
    (r#"#claim("原因.成本", "原因.生态")[两者相当]"#, "属实"),
    (r#"#claim("原因.效率", "原因.自主")[两者相当]"#, "不实"),
    (r#"#claim("原因.效率", "年限.3年以上")[两者相当]"#, "存疑"),
    (r#"#claim("年限.1至3年", "年限.3年以上")[两者相当]"#, "不实"),
    // Last year by its share, by its year and by its label; a year that nobody has data of.
    (r#"#claim("应用.已应用")[由上年的 80.0% 提升至 87.3%]"#, "属实"),
    (r#"#claim("应用.已应用")[由上年的 81.0% 提升至 87.3%]"#, "不实"),
    (r#"#claim("应用.已应用")[较 2030 年有所下降]"#, "不实"),
    (r#"#claim("应用.已应用")[近九成企业已应用，较 2030 年有所下降]"#, "不实"),
    (r#"#claim("应用.已应用")[较 2029 年提升 7.3 个百分点]"#, "未核"),
    (r#"#claim("应用.已应用")[较上年并未提升]"#, "不实"),
    (r#"#claim("应用.未应用")[没有计划的企业较上年没有下降]"#, "不实"),
    (r#"#claim("应用.已应用")[近九成企业已应用，较上年现出拐点]"#, "未核"),
    // An amount has its own years, and changes in percent.
    (r#"#claim("市场规模.2031")[较 2030 年增长 23.4%]"#, "属实"),
    (r#"#claim("市场规模.2031")[较 2029 年增长 23.4%]"#, "未核"),
    (r#"#claim("市场规模.2031")[同比提升 23.4 个百分点]"#, "存疑"),
    (r#"#claim("市场规模.2031")[由上年的 344.8 亿元增长至 425.5 亿元]"#, "属实"),
    (r#"#claim("市场规模.2031")[由上年的 126 亿元增长至 425.5 亿元]"#, "不实"),
    (r#"#claim("市场规模.2031")[较上年增长 99 亿元]"#, "不实"),
    // Places of two years; what took another's place is named beside it.
    (r#"#claim("应用.已应用")[仍居首位]"#, "属实"),
    (r#"#claim("应用.已应用")[首次居首]"#, "未核"),
    (r#"#claim("应用.已应用")[跃居第一]"#, "不实"),
    (r#"#claim("原因.效率")[取代避免绑定成为首选]"#, "未核"),
    // Last year did not ask.
    (r#"#claim("原因.效率")[由上年的 45.0% 提升至 50.0%]"#, "未核"),
    (r#"#claim("原因.效率")[较上年提升 5 个百分点]"#, "未核"),
];

#[test]
fn claims_are_judged_by_what_they_are_bound_to() {
    let folder = tempfile::tempdir().unwrap();
    copy_tree(&root().join("templates/kit"), &folder.path().join("templates/kit"));
    std::fs::copy(root().join("templates/report.typ"), folder.path().join("templates/report.typ")).unwrap();
    std::fs::create_dir(folder.path().join("templates/prose")).unwrap();
    let prose: String = CLAIMS.iter().map(|(sentence, _)| format!("{sentence}。\n\n")).collect();
    let main = format!("#import \"/templates/kit/lib.typ\": *\n\n{prose}");
    std::fs::write(folder.path().join("templates/prose/main.typ"), main).unwrap();
    let read = |name: &str| {
        let json = std::fs::read_to_string(fixture("rules/data").join(name)).unwrap();
        Dataset::parse(name, json).unwrap_or_else(|error| panic!("{error:?}"))
    };
    let (dataset, previous) = (read("2031.json"), read("2030.json"));
    let mut typesetter = typesetter(folder.path());
    let previous = [previous];
    typesetter.load(&dataset, &previous).unwrap_or_else(|error| panic!("{error:?}"));
    let pages = typesetter.compile().unwrap_or_else(|error| panic!("{error:?}"));
    let sources = typesetter.prose();
    let pages = Some(PagesSay { mentions: &pages.mentions, text: "" });
    let edition = Edition::new(&dataset, previous.first(), &sources, &[], pages);
    let verdicts: Vec<&str> = judged(&edition)
        .iter()
        .map(|claim| match claim.verdict() {
            Verdict::True => "属实",
            Verdict::Doubtful => "存疑",
            Verdict::False => "不实",
            Verdict::Unknown => "未核",
        })
        .collect();
    let expected: Vec<&str> = CLAIMS.iter().map(|(_, verdict)| *verdict).collect();
    assert_eq!(verdicts, expected);
}

fn subjects(findings: &[Finding]) -> Vec<String> {
    let mut subjects: Vec<String> = findings.iter().map(|finding| finding.subject.replace('\u{a0}', " ")).collect();
    subjects.sort();
    subjects.dedup();
    subjects
}

#[test]
fn exchanged_percentages_make_false_what_a_reader_would_call_false() {
    let mut typesetter = typesetter(&root());
    let table = std::fs::read_to_string(fixture("exchanges-2018.txt")).unwrap();
    let rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    for row in rows {
        let (exchange, expected) = row.split_once('|').unwrap();
        let (question, options) = exchange.trim().split_once(": ").unwrap();
        let (one, other) = options.split_once(' ').unwrap();
        let mut expected: Vec<String> =
            expected.split(';').map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()).collect();
        expected.sort();
        let dataset = parse(exchanged(question, one, other));
        let found = subjects(&findings(&mut typesetter, &dataset, "claim-false"));
        if found != expected {
            wrong.push(format!("{exchange}: {found:?}, a reader says {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The 2018 data with two options' percentages exchanged.
fn exchanged(question: &str, one: &str, other: &str) -> String {
    let mut data: Value = serde_json::from_str(&data_2018()).unwrap();
    let questions = data["questions"].as_array_mut().unwrap();
    let question = questions.iter_mut().find(|candidate| candidate["id"] == question).unwrap();
    let options = question["options"].as_array_mut().unwrap();
    let index = |id: &str| options.iter().position(|option| option["id"] == id).unwrap_or_else(|| panic!("{id}"));
    let (one, other) = (index(one), index(other));
    let percent = options[one]["percent"].take();
    options[one]["percent"] = options[other]["percent"].take();
    options[other]["percent"] = percent;
    data.to_string()
}
