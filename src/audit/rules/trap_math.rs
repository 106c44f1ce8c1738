//! Money that becomes a formula.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-math",
    name: Text { zh: "误成公式", en: "accidental formula" },
    level: Severity::Error,
    summary: Text { zh: "文字里成对的“$”成了公式", en: "A pair of $ in text becomes a formula" },
    explanation: Text {
        zh: r#"“$5 到 $8”之间的字会按公式排。作为文字写作“\$”。"#,
        en: r#"What stands between the two $ of $5 到 $8 is set as a formula. As text write \$."#,
    },
    bad: Example::Prose("价格从 $5 到 $8 不等。"),
    good: Example::Prose(r#"价格从 \$5 到 \$8 不等。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::Equation]) {
            let words = &chapter.file.text[node.range()];
            let message = Message::new("trap-math").with("words", words);
            let finding = RULE.finding("$", message).at(syntax::place(chapter, &node));
            findings.push(finding.hint(Message::new("trap-math.hint")));
        }
    }
    findings
}
