//! A phrase with the wrong colon.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "trap-term-colon",
    name: Text { zh: "列举用了全角冒号", en: "full-width colon in a list" },
    level: Severity::Error,
    summary: Text {
        zh: "列举句的“/ 选项: 句子”用了全角冒号", en: "A phrase / 选项: 句子 has a full-width colon"
    },
    explanation: Text {
        zh: "选项与句子之间要用半角冒号加空格；全角冒号 Typst 不认。",
        en: "Option and phrase are parted by a half-width colon and a space; Typst does not know the full-width one.",
    },
    bad: Example::Prose(
        r#"#tally("应用")[
  / 已应用：的企业已应用
]。"#,
    ),
    good: Example::Prose(
        r#"#tally("应用")[
  / 已应用: 的企业已应用，包括：生产与测试
  / 计划: 的企业计划应用
  / 未应用: 的企业没有计划
]。"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for chapter in &edition.prose.chapters {
        let mut start = 0;
        for line in chapter.file.text.split('\n') {
            if let (Some(phrase), Some(colon)) = (line.trim_start().strip_prefix("/ "), line.find('：')) {
                let half_width = phrase.find(':').is_some_and(|at| at + line.len() - phrase.len() < colon);
                if !half_width {
                    let place = chapter.place(start + colon..start + colon + '：'.len_utf8());
                    let option = line[..colon].trim_start().trim_start_matches("/ ");
                    let message = Message::new("trap-term-colon").with("option", option);
                    let finding = RULE.finding(option, message).at(Some(place));
                    findings.push(finding.hint(Message::new("trap-term-colon.hint").with("option", option)));
                }
            }
            start += line.len() + 1;
        }
    }
    findings
}
