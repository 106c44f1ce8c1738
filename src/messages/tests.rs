//! The catalogue is complete in both languages and says nothing that the code does not use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::*;

#[test]
fn a_message_takes_its_arguments() {
    let message = Message::new("list-of").with("items", vec!["甲", "乙"]);
    assert_eq!(message.text(Lang::Zh), "甲、乙");
    assert_eq!(message.text(Lang::En), "甲, 乙");
    assert_eq!(Message::verbatim("{ $x }").text(Lang::Zh), "{ $x }");
}

/// Each id of a catalogue, attributes after a dot, with the variables its words take.
fn entries(parts: impl Iterator<Item = &'static str>) -> BTreeMap<String, BTreeSet<String>> {
    let mut entries = BTreeMap::new();
    for part in parts {
        let mut id = String::new();
        let mut current = String::new();
        for line in part.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) =
                line.split_once(" = ").filter(|(name, _)| !name.contains(' ') || name.starts_with("    ."))
            {
                match name.trim_start().strip_prefix('.') {
                    Some(attribute) => current = format!("{id}.{attribute}"),
                    None => {
                        id = name.to_owned();
                        current.clone_from(&id);
                    }
                }
                assert!(entries.insert(current.clone(), BTreeSet::new()).is_none(), "{current} stands once");
            }
            let variables = line.split("{ $").skip(1).map(|rest| rest.split(' ').next().unwrap_or_default().to_owned());
            entries.entry(current.clone()).or_default().extend(variables);
        }
    }
    entries
}

#[test]
fn both_languages_say_the_same_things() {
    let zh = entries(CATALOGUE.iter().map(|(zh, _)| *zh));
    let en = entries(CATALOGUE.iter().map(|(_, en)| *en));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (id, variables) in &zh {
        // An attribute may leave out what its message said; the two languages take the same.
        assert_eq!(variables, &en[id], "{id}");
    }
    assert!(zh.len() > 200, "{} messages", zh.len());
}

#[test]
fn the_code_names_what_the_catalogue_holds_and_nothing_else() {
    let known = entries(CATALOGUE.iter().map(|(zh, _)| *zh));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut sources, mut page) = (String::new(), String::new());
    collect(&source, "rs", &mut sources);
    collect(&source.join("live/page"), "js", &mut page);
    collect(&source.join("live/page"), "html", &mut page);
    // Where an id is written out for a message, the catalogue has it.
    for named in sources.split("Message::new(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(known.contains_key(named), "{named} is in no catalogue");
    }
    // What the catalogue has is written somewhere, be it in a table; hints are asked for by their message.
    for id in known.keys().filter(|id| !id.ends_with(".hint")) {
        let io = id.strip_prefix("io-").is_some();
        // The page of `watch` names its words without the prefix.
        let on_page = id.strip_prefix("live-").is_some_and(|word| {
            let family = word.rsplit_once('-').map(|(family, _)| format!("{family}-${{"));
            page.contains(word) || family.is_some_and(|family| page.contains(&family))
        });
        assert!(io || on_page || sources.contains(&format!("\"{id}\"")), "{id} is used nowhere");
    }
}

fn collect(folder: &Path, kind: &str, sources: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, kind, sources);
        } else if path.extension().is_some_and(|ending| ending == kind) && !path.ends_with("messages/tests.rs") {
            sources.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}
