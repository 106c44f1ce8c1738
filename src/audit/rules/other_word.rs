//! 其它 and 其他 in one report.

use super::{Example, Rule};
use crate::audit::paragraphs::Paragraph;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Place;
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "other-word",
    name: Text { zh: "其它其他", en: "two words for other" },
    level: Severity::Warning,
    summary: Text { zh: "全文混用“其它”与“其他”", en: "The report mixes 其它 and 其他" },
    explanation: Text {
        zh: "两个词都通行，同一份报告里只用一个；国家标准与公文多用“其他”。",
        en: "Both are in use; one report uses one. Standards and official texts prefer 其他.",
    },
    bad: Example::Prose("其它企业仍在观望，其他原因不详。"),
    good: Example::Prose("其他企业仍在观望，其他原因不详。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let paragraphs = edition.paragraphs();
    let places = |word: &str| -> Vec<Place> {
        let found = |paragraph: &Paragraph| {
            paragraph.find(word).into_iter().filter_map(|range| paragraph.place(range)).collect::<Vec<_>>()
        };
        paragraphs.iter().flat_map(found).collect()
    };
    let labels = |word: &str| {
        edition.questions().any(|(_, question)| {
            question.title.contains(word) || question.options.iter().any(|choice| choice.label.contains(word))
        })
    };
    let (ta, it) = (places("其他"), places("其它"));
    let (has_ta, has_it) = (!ta.is_empty() || labels("其他"), !it.is_empty() || labels("其它"));
    if !(has_ta && has_it) {
        return Vec::new();
    }
    // The rarer one is the stranger.
    let (word, other, strangers) = match it.len() <= ta.len() {
        true if !it.is_empty() => ("其它", "其他", it),
        _ if !ta.is_empty() => ("其他", "其它", ta),
        _ => ("其它", "其他", it),
    };
    let finding = |place: Place| {
        let message = Message::new("other-word").with("word", word).with("other", other);
        RULE.finding(word, message).at(Some(place)).hint(Message::new("other-word.hint").with("other", other))
    };
    strangers.into_iter().map(finding).collect()
}
