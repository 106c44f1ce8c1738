//! The claims of the 2018 report: judged as a reader would judge them, whatever the data become.

use kanyin::audit::{Edition, Finding, PagesSay};
use kanyin::survey::Dataset;
use kanyin::typeset::{Typesetter, text};
use serde_json::Value;

use crate::common::{data_2018, fixture, lay_out, parse, root, typesetter};

/// The findings of one rule on the 2018 prose over these data, waivers aside.
fn findings(typesetter: &mut Typesetter, dataset: &Dataset, rule: &str) -> Vec<Finding> {
    let pages = lay_out(typesetter, dataset);
    let words = text::words(&pages.document);
    let prose = typesetter.prose();
    let pages = Some(PagesSay { mentions: &pages.mentions, text: &words });
    let edition = Edition { dataset, previous: None, prose: &prose, waivers: &[], pages };
    edition.findings().into_iter().filter(|finding| finding.rule.id == rule).collect()
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
