//! What the READMEs show works as shown.

use std::fs;

use kanyin::survey::Dataset;
use kanyin::typeset::Typesetter;

use crate::common::{copy_tree, page_text, root, squeeze};

fn readmes() -> [String; 2] {
    ["README.md", "README.zh-CN.md"].map(|name| fs::read_to_string(root().join(name)).unwrap())
}

/// The last fenced block of a language: the walkthrough's.
fn block<'a>(readme: &'a str, language: &str) -> &'a str {
    let fence = format!("```{language}\n");
    let start = readme.rfind(&fence).expect("a block") + fence.len();
    &readme[start..start + readme[start..].find("```").unwrap()]
}

#[test]
fn the_walkthrough_builds_a_report() {
    let [english, chinese] = readmes();
    for language in ["json", "typ"] {
        assert_eq!(block(&english, language), block(&chinese, language), "both tell the same");
    }
    let folder = tempfile::tempdir().unwrap();
    copy_tree(&root().join("templates/kit"), &folder.path().join("templates/kit"));
    fs::copy(root().join("templates/report.typ"), folder.path().join("templates/report.typ")).unwrap();
    fs::create_dir(folder.path().join("templates/2031")).unwrap();
    fs::write(folder.path().join("templates/2031/main.typ"), block(&english, "typ")).unwrap();

    let dataset = Dataset::parse("2031.json", block(&english, "json").to_owned()).unwrap();
    let mut typesetter = Typesetter::open(folder.path(), folder.path(), &[]).unwrap();
    typesetter.load(&dataset, None).unwrap();
    let pages = typesetter.compile().unwrap();
    assert!(pages.warnings.is_empty());
    let text: String = pages.document.pages().iter().map(|page| squeeze(&page_text(&page.frame))).collect();
    assert!(text.contains("超八成企业已经应用。调查发现，有80.8%的企业已经应用；仅19.2%的企业尚未应用。"), "{text}");
    kanyin::pdf::export(&typesetter, &pages.document, "readme", kanyin::pdf::Standard::Archival, None).unwrap();
}

#[test]
fn every_function_of_the_kit_is_in_both_readmes() {
    let library = fs::read_to_string(root().join("templates/kit/lib.typ")).unwrap();
    let names = library
        .lines()
        .filter_map(|line| line.strip_prefix("#import ")?.split_once(": "))
        .flat_map(|(_, names)| names.split(", "))
        // The entry's own, not an editor's.
        .filter(|name| !["house-style", "survey"].contains(name));
    let readmes = readmes();
    for name in names {
        for readme in &readmes {
            let shown = readme.contains(&format!("`{name}`"))
                || readme.contains(&format!("{name}("))
                || readme.contains(&format!("#{name}["));
            assert!(shown, "{name}");
        }
    }
}
