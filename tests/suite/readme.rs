//! What the READMEs show works as shown.

use std::fs;

use kanyin::audit::rules::{self, Rule};
use kanyin::diagnostics::Severity;
use kanyin::messages::Lang;
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
    typesetter.load(&dataset, &[]).unwrap();
    let pages = typesetter.compile().unwrap();
    assert!(pages.warnings.is_empty());
    let text: String = pages.document.pages().iter().map(|page| squeeze(&page_text(&page.frame))).collect();
    assert!(text.contains("超八成企业已经应用。调查发现，有80.8%的企业已经应用；仅19.2%的企业尚未应用。"), "{text}");
    kanyin::pdf::export(&typesetter, &pages.document, "readme", kanyin::pdf::Standard::A3a, None).unwrap();
}

#[test]
fn both_walkthroughs_run_the_same_commands() {
    let commands = readmes().map(|readme| {
        let lines = readme.lines().filter(|line| line.starts_with("kanyin "));
        lines.map(|line| line.split('#').next().unwrap().trim().to_owned()).collect::<Vec<_>>()
    });
    assert_eq!(commands[0], commands[1]);
    assert!(commands[0].len() > 10);
    let links = readmes().map(|readme| {
        let start = readme.find("\"links\": {").unwrap();
        readme[start..start + readme[start..].find("\n```").unwrap()].to_owned()
    });
    assert_eq!(links[0], links[1]);
}

#[test]
fn every_command_is_in_both_readmes() {
    let help = clap::Command::new("kanyin");
    let commands = <kanyin::cli::Command as clap::Subcommand>::augment_subcommands(help);
    let offered = commands.get_subcommands().filter(|command| !command.is_hide_set());
    for name in offered.map(clap::Command::get_name) {
        for readme in &readmes() {
            assert!(readme.contains(&format!("| `kanyin {name}")), "{name}");
        }
    }
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

/// The table of rules between its marks is the registry's; `UPDATE=1` rewrites it.
#[test]
fn the_rules_in_the_readmes_are_the_registry() {
    for (name, lang, head) in [
        ("README.md", Lang::En, "| rule | level | what it finds |\n|---|---|---|\n"),
        ("README.zh-CN.md", Lang::Zh, "| 规则 | 等级 | 查什么 |\n|---|---|---|\n"),
    ] {
        let path = root().join(name);
        let readme = fs::read_to_string(&path).unwrap();
        let level = |severity: Severity| match (lang, severity) {
            (Lang::En, severity) => severity.id(),
            (_, Severity::Error) => "错误",
            (_, Severity::Warning) => "警告",
            (_, Severity::Note) => "提示",
        };
        let row = |rule: &&Rule| {
            let (name, summary) = (rule.name.in_lang(lang), rule.summary.in_lang(lang).replace('|', "\\|"));
            format!("| `{}` {name} | {} | {summary} |\n", rule.id, level(rule.level))
        };
        let table: String = rules::ALL.iter().map(row).collect();
        let (before, rest) = readme.split_once("rewrites -->\n").unwrap();
        let (_, after) = rest.split_once("<!-- /rules -->").unwrap();
        let expected = format!("{before}rewrites -->\n{head}{table}<!-- /rules -->{after}");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &expected).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), expected, "{name} is stale: UPDATE=1 cargo test");
    }
}
