//! One number, two words.

use super::{Example, Rule};
use crate::audit::claims::values;
use crate::audit::wording::{self, Phrase, Years};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::typeset::claims::{Mention, MentionKind};

pub static RULE: Rule = Rule {
    id: "words-differ",
    name: Text { zh: "说法不一", en: "words differ" },
    level: Severity::Warning,
    summary: Text {
        zh: "同一个数值在摘要与正文中用了意思不同的量词",
        en: "One value is called by quantity words of different meaning in two places",
    },
    explanation: Text {
        zh: "摘要说“近八成”、正文说“超过七成”，两句都对，读者却会以为是两个数。“超”“超过”“逾”意思相同，可以互换；意思不同的说法应当统一。",
        en: "近八成 in the summary and 超过七成 in the body are both true, yet the reader takes them for two numbers. 超, 超过 and 逾 mean the same and may alternate; words of different meaning should be made one.",
    },
    bad: Example::Prose(
        r#"有#claim("应用.已应用")[超八成]企业已应用。

#roughly("应用.已应用")企业已应用开源技术。"#,
    ),
    good: Example::Prose(
        r#"有#claim("应用.已应用")[近九成]企业已应用。

#roughly("应用.已应用")企业已应用开源技术。"#,
    ),
    check,
};

/// A mention that calls a value by a quantity word.
struct Called<'a> {
    mention: &'a Mention,
    phrase: Phrase,
}

fn check(edition: &Edition) -> Vec<Finding> {
    let mentions = edition.pages.map_or(&[][..], |pages| pages.mentions);
    let years = edition.years();
    let called: Vec<Called> = mentions.iter().filter_map(|mention| called(mention, &years)).collect();
    let mut findings = Vec::new();
    for (index, later) in called.iter().enumerate() {
        let same_value = |earlier: &&Called| earlier.mention.covers == later.mention.covers;
        let Some(earlier) = called[..index].iter().find(same_value) else { continue };
        if earlier.phrase.meaning == later.phrase.meaning {
            continue;
        }
        let (one, other) = (earlier.mention.words.trim(), later.mention.words.trim());
        let message = Message::new("words-differ")
            .with("values", values(edition, later.mention))
            .with("one", one)
            .with("other", other);
        let finding = RULE
            .finding(other, message)
            .at(later.mention.place.clone())
            .related(earlier.mention.place.clone(), Message::new("words-differ.there").with("words", one))
            .hint(Message::new("words-differ.hint"));
        findings.push(finding);
    }
    findings
}

fn called<'a>(mention: &'a Mention, years: &Years) -> Option<Called<'a>> {
    if mention.kind != MentionKind::Claim && mention.function != "roughly" {
        return None;
    }
    let phrase = wording::read(&mention.words, years).into_iter().find(Phrase::is_quantity)?;
    Some(Called { mention, phrase })
}
