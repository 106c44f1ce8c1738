//! A name that swallows the words after it.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use typst::syntax::{LinkedNode, ast};

use crate::audit::paragraphs::is_han;

pub static RULE: Rule = Rule {
    id: "trap-name-runs-on",
    name: Text { zh: "名称连读", en: "name runs on" },
    level: Severity::Error,
    summary: Text {
        zh: "“#n家”这样的名称与后面的汉字连成了一个名称",
        en: "A name such as #n家 runs on into the Chinese after it",
    },
    explanation: Text {
        zh: "Typst 的名称可以含汉字，“#n家”是一个叫“n家”的变量。在名称后加分号：“#n;家”，或用带括号的函数。",
        en: "Typst names may hold Chinese characters: #n家 is one variable. End the name with a semicolon, #n;家, or use a function with brackets.",
    },
    bad: Example::Prose(
        "#let n = 3
共有#n家企业。",
    ),
    good: Example::Prose(
        "#let n = 3
共有#n;家企业。",
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        let mut known: Vec<String> = edition.prose.kit.clone();
        known.extend(syntax::nodes(chapter, &[SyntaxKind::LetBinding]).iter().flat_map(bound_names));
        for node in syntax::nodes(chapter, &[SyntaxKind::Ident]) {
            let name = node.leaf_text().as_str();
            let called = syntax::before(chapter, node.offset()) == Some('#');
            if !called || known.iter().any(|known| known == name) {
                continue;
            }
            let runs_on = |known: &&String| {
                name.strip_prefix(known.as_str()).and_then(|rest| rest.chars().next()).is_some_and(is_han)
            };
            if let Some(meant) = known.iter().filter(runs_on).max_by_key(|known| known.len()) {
                let message = Message::new("trap-name-runs-on").with("name", name).with("meant", meant);
                let finding = RULE.finding(name, message).at(syntax::place(chapter, &node));
                let rest = &name[meant.len()..];
                let hint = Message::new("trap-name-runs-on.hint").with("meant", meant).with("rest", rest);
                findings.push(finding.hint(hint));
            }
        }
    }
    findings
}

/// The names that a `#let` gives.
fn bound_names(binding: &LinkedNode) -> Vec<String> {
    let names = binding.cast::<ast::LetBinding>().map(|binding| binding.kind().bindings());
    names.unwrap_or_default().iter().map(|name| name.to_string()).collect()
}
