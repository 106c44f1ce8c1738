//! A summary that no chapter backs.

use super::{Example, Rule};
use crate::audit::evidence::Cell;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::typeset::claims::{Mention, MentionKind};

pub static RULE: Rule = Rule {
    id: "summary-unbacked",
    name: Text { zh: "摘要无据", en: "unbacked summary" },
    level: Severity::Warning,
    summary: Text {
        zh: "没有图的部分（如观点摘要）说到的选项，有图的各章都没有说到",
        en: "A part without figures (the key findings) speaks of an option that no chapter with figures speaks of",
    },
    explanation: Text {
        zh: "摘要是正文的浓缩。只在摘要里出现的说法，读者在正文里找不到依据。",
        en: "The summary condenses the body; what stands in the summary only has no evidence that readers could look up.",
    },
    bad: Example::Prose(r#"#roughly("应用.已应用")企业已应用。"#),
    good: Example::Prose(r#"#roughly("应用.已应用")企业已应用。#chart("应用")"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let Some(pages) = edition.pages else { return Vec::new() };
    let file = |mention: &Mention| mention.place.as_ref().map(|place| place.file.name.clone());
    let shows = |mention: &&Mention| mention.function == "chart";
    let chapters: Vec<_> = pages.mentions.iter().filter(shows).filter_map(file).collect();
    let in_chapter = |mention: &Mention| file(mention).is_some_and(|name| chapters.contains(&name));
    let backed: Vec<&str> =
        pages.mentions.iter().filter(|mention| in_chapter(mention)).flat_map(Mention::options).collect();
    let said = |mention: &&Mention| matches!(mention.kind, MentionKind::Bound | MentionKind::Claim);
    let summary = pages.mentions.iter().filter(said).filter(|mention| !in_chapter(mention));
    let unbacked =
        summary.filter_map(|mention| Some((mention, mention.options().find(|option| !backed.contains(option))?)));
    unbacked
        .map(|(mention, option)| {
            let cell = Cell::find(&edition.dataset.survey, option);
            let message = Message::new("summary-unbacked")
                .with("words", mention.words.trim())
                .with("label", cell.map_or(option.to_owned(), |cell| cell.label()));
            let finding = RULE.finding(mention.words.trim(), message).at(mention.place.clone());
            finding.hint(Message::new("summary-unbacked.hint"))
        })
        .collect()
}
