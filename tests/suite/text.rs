//! The published text, character for character.

use kanyin::survey::model::Survey;

use crate::common::{data_2018, fixture, parse, read_2018, squeeze};

/// Four paragraphs of the published text were cut in two by page ends: how the first part ends, how the next begins.
const CUT: [(&str, &str); 4] = [
    ("年投入在 50 万以上；2.74%", "企业用户在电子合同方面年投入在 20 万-50 万"),
    ("以实现与其业务系统或其它相关系统", "集成。调查发现"),
    ("有超过七成企业用户认为电子合同信任服务", "较传统合同签署方式的优势"),
    ("42.11%企业用户倾向于", "使用人脸识别方式"),
];

/// Every paragraph of the published text with the errata applied.
fn published(survey: &Survey) -> Vec<String> {
    let mut text = std::fs::read_to_string(fixture("published-2018.txt")).unwrap();
    for erratum in &survey.errata {
        assert_eq!(text.matches(&erratum.published).count(), 1, "“{}” was published once", erratum.published);
        text = text.replace(&erratum.published, &erratum.set);
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_published_paragraph_is_in_the_pdf_in_its_order() {
    let lines = published(&parse(data_2018()).survey);
    let text = squeeze(&read_2018().text()).replace('■', "");
    let mut at = 0;
    for (index, line) in lines.iter().enumerate() {
        // Two running headers leaked into the published text.
        let next = lines.get(index + 1).map(String::as_str).unwrap_or_default();
        if line == "云计算开源产业联盟" && ["报告目录", "一、调查背景"].contains(&next) {
            continue;
        }
        // Contents lines: leaders are artifacts here. Findings: their bullets are drawn as squares.
        let words = squeeze(line.trim_start_matches("- "));
        let words = if line.contains("...") { words.replace('.', "") } else { words };
        match text[at..].find(&words) {
            Some(offset) => at += offset + words.len(),
            None => panic!("not found after what precedes it: {line}"),
        }
    }
}

#[test]
fn paragraphs_cut_by_page_ends_are_joined() {
    let lines = published(&parse(data_2018()).survey);
    let text = squeeze(&read_2018().text());
    for (end, start) in CUT {
        let first = lines.iter().position(|line| line.ends_with(end)).unwrap_or_else(|| panic!("{end}"));
        assert!(lines[first + 1].starts_with(start), "{start}");
        assert!(text.contains(&squeeze(&format!("{}{}", lines[first], lines[first + 1]))), "{end}{start}");
    }
}

#[test]
fn what_was_published_wrongly_is_not_set() {
    let survey = parse(data_2018()).survey;
    let text = squeeze(&read_2018().text());
    for erratum in survey.errata.iter().filter(|erratum| !erratum.set.starts_with(&erratum.published)) {
        assert!(!text.contains(&squeeze(&erratum.published)), "{}", erratum.published);
    }
    assert_eq!(survey.errata.len(), 4);
}
