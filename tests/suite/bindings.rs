//! Numbers are bound: change one in the data, and every place that showed it shows the new one.

use kanyin::survey::Dataset;
use kanyin::survey::located::Step::{Index, Key};

use crate::common::{data_2018, export, lay_out, parse, root, squeeze, typesetter};
use crate::pdf::Pdf;

/// Two equal shares that the prose prints once: 分别有 55.26% 企业用户希望服务商提供律师服务和在线仲裁服务. They part when one moves.
const PRINTED_ONCE: [&str; 2] = ["增值服务.律师", "增值服务.仲裁"];

/// Every published percentage: its name, its text, and the bytes of its digits in the data file.
fn percentages(dataset: &Dataset) -> Vec<(String, String, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    for (question_index, question) in dataset.survey.questions.iter().enumerate() {
        for (option_index, option) in question.options.iter().enumerate() {
            let path = [Key("questions"), Index(question_index), Key("options"), Index(option_index), Key("percent")];
            let quoted = dataset.place(&path).range;
            let percent = option.percent.expect("2018 gives percentages").to_string();
            found.push((format!("{}.{}", question.id, option.id), percent, quoted.start + 1..quoted.end - 1));
        }
    }
    found
}

/// A value near the old one that stands nowhere in the report.
fn fresh(old: &str, text: &str) -> String {
    let hundredths: u32 = old.replace('.', "").parse().unwrap();
    (1..100)
        .map(|step| hundredths + step)
        .map(|value| format!("{}.{:02}", value / 100, value % 100))
        .find(|value| !text.contains(value.as_str()))
        .expect("not every value is taken")
}

#[test]
fn every_percentage_is_shown_where_it_was_and_nowhere_else() {
    let json = data_2018();
    let dataset = parse(json.clone());
    let mut typesetter = typesetter(&root());
    let mut read = |json: String| {
        let pages = lay_out(&mut typesetter, &parse(json));
        let pdf = Pdf::read(&export(&typesetter, &pages));
        (squeeze(&pdf.text()), pdf.alts())
    };
    let (text, alts) = read(json.clone());
    assert_eq!(alts.len(), dataset.survey.questions.len(), "every figure has an alternative text");

    let percentages = percentages(&dataset);
    assert_eq!(percentages.len(), 67);
    for (name, old, bytes) in percentages {
        let new = fresh(&old, &text);
        let mut changed = json.clone();
        changed.replace_range(bytes, &new);
        let (changed_text, changed_alts) = read(changed);

        let shown = |text: &str, value: &str| text.matches(&format!("{value}%")).count();
        let gone = shown(&text, &old) - shown(&changed_text, &old);
        let parted = usize::from(PRINTED_ONCE.contains(&name.as_str()));
        let came = shown(&changed_text, &new);
        assert!(came >= 2, "{name}: in the chart and in the prose");
        assert_eq!(came, gone + parted, "{name}: {old} to {new}");

        let question =
            dataset.survey.questions.iter().position(|question| name.starts_with(&format!("{}.", question.id)));
        let alt = |alts: &[String]| alts[question.unwrap()].clone();
        assert_eq!(shown(&alt(&alts), &old) - 1, shown(&alt(&changed_alts), &old), "{name}: alternative text");
        assert_eq!(shown(&alt(&changed_alts), &new), 1, "{name}: alternative text");
    }
}

/// A new value, and the words that must follow it: in the summary and in a chapter.
const WORDS: [(&str, &str, &str, &str); 6] = [
    ("部署.API", "45.00", "超四成企业使用API", "有超过四成企业用户使用API"),
    ("签署验证.短信", "69.00", "近七成企业用户倾向使用手机动态验证码", "有近七成企业用户倾向使用手机动态验证码"),
    ("签署方式.手机", "50.01", "超半数企业用户使用手机APP", "有超半数企业用户使用手机APP"),
    ("合同数.5000份以上", "48.00", "有近半数企业年签署合同数", "有近半数企业年签署合同数"),
    ("预算.加大", "38.00", "几乎全部企业表示会保持或加大", "几乎全部企业表示会保持或加大"),
    (
        "能力.身份真实性",
        "90.00",
        "身份真实性验证、数据安全保护以及存证举证成为",
        "身份真实性验证、数据安全保护以及存证举证成为",
    ),
];

#[test]
fn quantity_words_and_ranks_follow_the_data_in_summary_and_chapters() {
    let json = data_2018();
    let percentages = percentages(&parse(json.clone()));
    let mut typesetter = typesetter(&root());
    for (name, value, in_summary, in_chapter) in WORDS {
        let (_, _, bytes) = percentages.iter().find(|(known, ..)| known == name).unwrap();
        let mut changed = json.clone();
        changed.replace_range(bytes.clone(), value);
        let pages = lay_out(&mut typesetter, &parse(changed));
        let pages = Pdf::read(&export(&typesetter, &pages)).pages();
        let text = |range: std::ops::Range<usize>| {
            squeeze(&pages[range].iter().map(|page| page.body.as_str()).collect::<String>())
        };
        assert!(text(4..6).contains(in_summary), "{name}: {in_summary}");
        assert!(text(6..pages.len()).contains(in_chapter), "{name}: {in_chapter}");
    }
}
