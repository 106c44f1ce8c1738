//! Brackets that call the result.

use typst::syntax::SyntaxKind;

use super::{Example, Rule};
use crate::audit::{Edition, Finding, syntax};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-second-call",
    name: Text { zh: "括号误成参数", en: "accidental second call" },
    level: Severity::Error,
    summary: Text {
        zh: "函数之后紧接半角括号，成了第二次调用",
        en: "Half-width brackets right after a call call it again",
    },
    explanation: Text {
        zh: r#"#label("题.选项")(38%) 会把“(38%)”当作参数。括注用全角：#label("题.选项")（38%）。"#,
        en: r#"#label("题.选项")(38%) takes (38%) for arguments. Remarks take full-width brackets: #label("题.选项")（38%）."#,
    },
    bad: Example::Prose(r#"#names("应用.已应用")(见图)的企业居多。"#),
    good: Example::Prose(r#"#names("应用.已应用")（见图）的企业居多。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        for node in syntax::nodes(chapter, &[SyntaxKind::FuncCall]) {
            let children: Vec<_> = node.children().collect();
            let [callee, args] = children.as_slice() else { continue };
            let again = callee.kind() == SyntaxKind::FuncCall && args.kind() == SyntaxKind::Args;
            if again && syntax::after(chapter, args.offset()) == Some('(') {
                let words = &chapter.file.text[args.range()];
                let message = Message::new("trap-second-call").with("words", words);
                let finding = RULE.finding(words, message).at(syntax::place(chapter, args));
                findings.push(finding.hint(Message::new("trap-second-call.hint")));
            }
        }
    }
    findings
}
