//! The audit's rules: registered, documented, and each held to its own examples.

use std::fs;

use kanyin::audit::rules::{self, Example, Rule};
use kanyin::audit::{Edition, Finding, PagesSay};
use kanyin::survey::{Dataset, waivers};
use kanyin::typeset::{Typesetter, text};

use crate::common::{copy_tree, fixture, root};

#[test]
fn the_registry_is_sorted_and_complete() {
    let ids: Vec<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "rules are sorted by id, each once: {ids:?}");
    let mut files: Vec<String> = fs::read_dir(root().join("src/audit/rules"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().replace('_', "-"))
        .filter(|name| name != "mod")
        .collect();
    files.sort();
    assert_eq!(ids, files, "one file a rule, named after it");
}

#[test]
fn every_rule_is_documented_and_can_be_found_by_its_names() {
    for rule in rules::ALL {
        for text in [rule.name, rule.summary, rule.explanation] {
            assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", rule.id);
            assert!(text.zh != text.en, "{}", rule.id);
        }
        assert!(
            !rule.summary.zh.ends_with('。') && !rule.summary.en.ends_with('.'),
            "{}: a line, no sentence",
            rule.id
        );
        for name in [rule.id, rule.name.zh, rule.name.en] {
            assert_eq!(rules::find(name).map(|found| found.id), Some(rule.id), "{name}");
        }
    }
}

#[test]
fn every_rule_finds_its_bad_example_and_leaves_its_good_one_alone() {
    let mut workshop = Workshop::new();
    for rule in rules::ALL {
        let of_rule = |findings: &[Finding]| findings.iter().filter(|finding| finding.rule.id == rule.id).count();
        let bad = workshop.findings(rule, rule.bad);
        assert!(of_rule(&bad) > 0, "{} misses its bad example", rule.id);
        for finding in bad.iter().filter(|finding| finding.rule.id == rule.id) {
            assert!(!finding.subject.is_empty(), "{}: a waiver must be able to name it", rule.id);
            assert!(finding.diagnostic.place.is_some(), "{}: a finding has a place", rule.id);
        }
        let good = workshop.findings(rule, rule.good);
        assert_eq!(of_rule(&good), 0, "{} complains about its good example: {good:#?}", rule.id);
    }
}

/// A project of the example survey, in which one example after another is set.
struct Workshop {
    folder: tempfile::TempDir,
    typesetter: Typesetter,
}

impl Workshop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let templates = folder.path().join("templates");
        copy_tree(&root().join("templates/kit"), &templates.join("kit"));
        fs::copy(root().join("templates/report.typ"), templates.join("report.typ")).unwrap();
        fs::create_dir(templates.join("prose")).unwrap();
        let typesetter = Typesetter::open(folder.path(), "".as_ref(), &[]).unwrap_or_else(|error| panic!("{error:?}"));
        Workshop { folder, typesetter }
    }

    fn findings(&mut self, rule: &Rule, example: Example) -> Vec<Finding> {
        let mut data: serde_json::Value = serde_json::from_str(&read("2031.json")).unwrap();
        let mut waivers = String::new();
        let prose = match example {
            Example::Prose(prose) => prose,
            Example::Waivers(entry) => {
                waivers = entry.to_owned();
                "数据见各图。"
            }
            Example::Data(members) => {
                let members: serde_json::Map<_, _> = serde_json::from_str(&format!("{{{members}}}"))
                    .unwrap_or_else(|error| panic!("{}: {error}", rule.id));
                data.as_object_mut().unwrap().extend(members);
                "数据见各图。"
            }
        };
        let main = format!("#import \"/templates/kit/lib.typ\": *\n\n{prose}\n");
        fs::write(self.folder.path().join("templates/prose/main.typ"), main).unwrap();
        let parse = |name: &str, json: String| {
            Dataset::parse(name, json).unwrap_or_else(|error| panic!("{}: {error:?}", rule.id))
        };
        let dataset = parse("data/2031.json", serde_json::to_string_pretty(&data).unwrap());
        let previous = [parse("data/2030.json", read("2030.json"))];
        self.typesetter.load(&dataset, &previous).unwrap_or_else(|error| panic!("{}: {error:?}", rule.id));
        let prose = self.typesetter.prose();
        let pages = self.typesetter.compile().ok();
        let words = pages.as_ref().map(|pages| text::words(&pages.document)).unwrap_or_default();
        let pages = pages.as_ref().map(|pages| PagesSay { mentions: &pages.mentions, text: &words });
        let waivers = waivers::parse("waivers.json", format!("{{ \"waivers\": [{waivers}] }}"));
        let waivers = waivers.unwrap_or_else(|error| panic!("{}: {error:?}", rule.id));
        Edition::new(&dataset, previous.first(), &prose, &waivers, pages).findings()
    }
}

fn read(name: &str) -> String {
    fs::read_to_string(fixture("rules/data").join(name)).unwrap()
}
