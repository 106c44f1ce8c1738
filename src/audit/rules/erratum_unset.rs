//! A correction that the pages do not carry.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};

pub static RULE: Rule = Rule {
    id: "erratum-unset",
    name: Text { zh: "勘误未改", en: "erratum not set" },
    level: Severity::Error,
    summary: Text {
        zh: "勘误写明改作的文字不在版面上，或原来的错误还在",
        en: "The words an erratum sets are not on the pages, or the slip still is",
    },
    explanation: Text {
        zh: "errata 记下原报告的错误与改正；正文里应当是改正后的文字。改了正文却没有记，或记了却没有改，读者核对时都会落空。",
        en: "errata record the slips of the published edition and what is set instead; the prose holds the latter. A record without its correction misleads whoever checks.",
    },
    bad: Example::Data(r#""errata": [{ "published": "数据见名图", "set": "数据见附图" }]"#),
    good: Example::Data(r#""errata": [{ "published": "数据见名图", "set": "数据见各图" }]"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let Some(pages) = edition.pages else { return Vec::new() };
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let mut findings = Vec::new();
    for (index, erratum) in edition.dataset.survey.errata.iter().enumerate() {
        let (published, set) = (squeezed(&erratum.published), squeezed(&erratum.set));
        let place = |field| Some(edition.dataset.place(&[Key("errata"), Index(index), Key(field)]));
        // A slip that the correction holds is not found apart from it.
        let still_there = !set.contains(&published) && pages.text.contains(&published);
        let (id, text, field) = if still_there {
            ("erratum-unset.still", &erratum.published, "published")
        } else if !pages.text.contains(&set) {
            ("erratum-unset", &erratum.set, "set")
        } else {
            continue;
        };
        let message = Message::new(id).with("text", text);
        findings.push(RULE.finding(text, message).at(place(field)).hint(Message::new("erratum-unset.hint")));
    }
    findings
}
