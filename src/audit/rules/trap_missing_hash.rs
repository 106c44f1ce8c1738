//! A function that prints its own name.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-missing-hash",
    name: Text { zh: "漏了井号", en: "missing #" },
    level: Severity::Error,
    summary: Text {
        zh: "函数名前漏了“#”，代码印到了纸上", en: "A function lacks its # and prints itself"
    },
    explanation: Text {
        zh: r#"正文里的 roughly("题.选项") 只是文字；写作 #roughly("题.选项")。"#,
        en: r#"In prose roughly("题.选项") is text; write #roughly("题.选项")."#,
    },
    bad: Example::Prose(r#"有roughly("应用.已应用")企业已应用。"#),
    good: Example::Prose(r#"有#roughly("应用.已应用")企业已应用。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::Text]) {
            let text = node.leaf_text().as_str();
            for name in &edition.prose.kit {
                for (at, _) in text.match_indices(name.as_str()) {
                    let letter = |glyph: char| glyph.is_ascii_alphanumeric() || glyph == '-' || glyph == '_';
                    let whole = !text[..at].ends_with(letter);
                    let start = node.offset() + at;
                    let called = syntax::after(chapter, start + name.len()).is_some_and(|next| "(（[".contains(next));
                    if whole && called {
                        let message = Message::new("trap-missing-hash").with("name", name);
                        let finding = RULE.finding(name, message).at(Some(chapter.place(start..start + name.len())));
                        findings.push(finding.hint(Message::new("trap-missing-hash.hint").with("name", name)));
                    }
                }
            }
        }
    }
    findings
}
