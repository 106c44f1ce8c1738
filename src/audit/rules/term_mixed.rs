//! Two words for one thing.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Place;
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};

pub static RULE: Rule = Rule {
    id: "term-mixed",
    name: Text { zh: "用语不一", en: "mixed terms" },
    level: Severity::Warning,
    summary: Text {
        zh: "用了数据 terms 里说不用的词", en: "A word is used that the data’s terms replace by another"
    },
    explanation: Text {
        zh: "同一事物在一份报告里只用一个词：“受访企业”“被调研企业”“参与调查企业”混用，读者会以为是几批企业。数据的 terms 写明用哪个、不用哪些；正文、选项与题名都查。",
        en: "One thing has one name in one report: where 受访企业, 被调研企业 and 参与调查企业 alternate, readers think of several groups. The data’s terms say which is used and which are not; prose, labels and titles are searched.",
    },
    bad: Example::Prose("被调研企业仍在观望。"),
    good: Example::Prose("受访企业仍在观望。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let paragraphs = edition.paragraphs();
    let mut findings = Vec::new();
    for term in &edition.dataset.survey.terms {
        for word in &term.instead_of {
            for paragraph in paragraphs {
                let places = paragraph.find(word).into_iter().map(|range| paragraph.place(range));
                findings.extend(places.map(|place| finding(word, &term.term, place)));
            }
            for (index, question) in edition.questions() {
                let title = question.title.contains(word).then(|| edition.in_question(index, &[Key("title")]));
                let labels = question.options.iter().enumerate().filter(|(_, choice)| choice.label.contains(word));
                let labels =
                    labels.map(|(at, _)| edition.in_question(index, &[Key("options"), Index(at), Key("label")]));
                findings.extend(title.into_iter().chain(labels).map(|place| finding(word, &term.term, place)));
            }
        }
    }
    findings
}

fn finding(word: &str, term: &str, place: Option<Place>) -> Finding {
    let message = Message::new("term-mixed").with("word", word).with("term", term);
    RULE.finding(word, message).at(place).hint(Message::new("term-mixed.hint").with("term", term))
}
