//! Data files: what is shipped is sound, what is wrong is said, all of it at once, with its place.

use kanyin::messages::Lang;
use kanyin::survey::Dataset;
use kanyin::survey::model::{Gap, Kind};
use kanyin::survey::schema::schema;

use crate::common::{data_2018, fixture, parse, printed, printed_in, root};

/// The messages for each file of `fixtures/bad-data`, kept beside it as `.txt`; `UPDATE=1` rewrites them.
#[test]
fn every_fault_of_a_bad_file_is_reported_with_its_place() {
    for name in ["many", "meaning", "syntax"] {
        let json = std::fs::read_to_string(fixture(&format!("bad-data/{name}.json"))).unwrap();
        let error = Dataset::parse(&format!("{name}.json"), json).unwrap_err();
        let diagnostics = error.into_diagnostics();
        for (lang, ending) in [(Lang::Zh, "txt"), (Lang::En, "en.txt")] {
            let messages = printed_in(&diagnostics, lang);
            let expected = fixture(&format!("bad-data/{name}.{ending}"));
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&expected, &messages).unwrap();
            }
            assert_eq!(messages, std::fs::read_to_string(expected).unwrap(), "{name}.{ending}");
        }
    }
}

#[test]
fn the_schema_is_what_the_types_say() {
    let committed = std::fs::read_to_string(root().join("data/schema.json")).unwrap();
    assert_eq!(committed, schema(), "stale: cargo run -- schema > data/schema.json");
}

/// Every property the schema allows is one the loader reads, and the other way round.
#[test]
fn loader_and_schema_know_the_same_fields() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let full = std::fs::read_to_string(fixture("every-field.json")).unwrap();
    let dataset = Dataset::parse("every-field.json", full.clone()).unwrap_or_else(|error| {
        panic!("{}", printed(&error.into_diagnostics()));
    });
    let read = serde_json::to_value(&dataset.survey).unwrap();
    let written: serde_json::Value = serde_json::from_str(&full).unwrap();
    assert_eq!(read, written, "nothing is lost between file and model");

    let mut types: Vec<(String, Vec<String>)> = vec![("Survey".into(), keys(&schema["properties"]))];
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        if definition["properties"].is_object() {
            types.push((name.clone(), keys(&definition["properties"])));
        }
    }
    for (name, fields) in types {
        // No one object may hold all fields (a value and a reason for its absence exclude each other).
        let examples: Vec<_> =
            objects(&written).into_iter().filter(|keys| keys.iter().all(|key| fields.contains(key))).collect();
        for field in &fields {
            assert!(examples.iter().any(|keys| keys.contains(field)), "every-field.json has no {name} with {field}");
        }
    }
}

fn keys(value: &serde_json::Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

/// The keys of every object in a document.
fn objects(value: &serde_json::Value) -> Vec<Vec<String>> {
    match value {
        serde_json::Value::Object(members) => {
            let mut all: Vec<Vec<String>> = members.values().flat_map(objects).collect();
            all.push(keys(value));
            all
        }
        serde_json::Value::Array(items) => items.iter().flat_map(objects).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_2018_file_holds_what_was_published_and_no_more() {
    let survey = parse(data_2018()).survey;
    assert_eq!(survey.questions.len(), 16);
    assert_eq!(survey.questions[0].status, Some(Gap::NotPublished), "figure 1 has no published numbers");
    assert!(survey.questions[0].options.is_empty());
    assert!(survey.bases.is_empty(), "no base was published");
    for question in &survey.questions {
        assert!(question.n.is_none() && question.base.is_none());
        assert!(question.options.iter().all(|option| option.count.is_none()), "no count was published");
        let shares = question.options.iter().filter_map(|option| option.percent);
        let sum: rust_decimal::Decimal = shares.map(|percent| percent.value()).sum();
        // As published: figures 2 and 4 add up to 100.01.
        let rounding = sum - rust_decimal::Decimal::ONE_HUNDRED;
        if question.kind == Kind::Single && !question.options.is_empty() {
            assert!(
                rounding.is_sign_positive() && rounding <= rust_decimal::Decimal::new(1, 2),
                "{}: {sum}",
                question.id
            );
        }
    }
    assert_eq!(survey.survey.valid, Some(106));
    assert_eq!(survey.report.thanks.len(), 4);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_fault() {
    let windows = format!("\u{feff}{}", data_2018().replace('\n', "\r\n"));
    assert_eq!(parse(windows).survey, parse(data_2018()).survey);
}
