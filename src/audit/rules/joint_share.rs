//! Two shares told as one.

use super::{Example, Rule};
use crate::audit::claims::values;
use crate::audit::{Edition, Finding};
use crate::diagnostics::{Place, Severity};
use crate::messages::{Message, Text};
use crate::survey::model::Kind;
use crate::typeset::claims::{Mention, MentionKind, Select};

pub static RULE: Rule = Rule {
    id: "joint-share",
    name: Text { zh: "并列成交集", en: "joint share" },
    level: Severity::Warning,
    summary: Text {
        zh: "一个量词管几个选项，句中又用“且”连接，读者会以为是同时选了几项的人",
        en: "One quantity word governs several options joined by 且: readers take it for those who chose all of them",
    },
    explanation: Text {
        zh: "“超过七成企业认为可以加快签署，且方便管理”读起来是两项都选的企业超过七成；而多选题只知道各项的占比，同时选两项的占比无从得知。请改为“分别有……”，或分成两句。",
        en: "超过七成企业认为可以加快签署，且方便管理 reads as if more than 70 % chose both, but a multiple-choice question tells the share of each option only. Give the two shares with 分别, or write two sentences.",
    },
    bad: Example::Prose(r#"有#claim(each("原因.效率", "原因.自主"))[近三成以上]企业希望提高效率，且希望避免绑定。"#),
    good: Example::Prose(r#"#pcts("原因.效率", "原因.自主")企业希望提高效率和避免绑定。"#),
    check,
};

/// Words that join what is said of the same people.
const JOINING: [&str; 6] = ["且", "同时", "既", "兼", "一并", "又"];

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let of_multiple = |mention: &Mention| {
        let question = |reference: &str| survey.question(reference.split_once('.')?.0);
        mention.options().all(|reference| question(reference).is_some_and(|question| question.kind == Kind::Multiple))
    };
    let mentions = edition.pages.map_or(&[][..], |pages| pages.mentions);
    let mut findings = Vec::new();
    for mention in mentions {
        let worded = mention.kind == MentionKind::Claim || mention.function == "roughly";
        let several = mention.covers.iter().any(|one| one.select == Select::Each && one.options.len() > 1);
        let Some(place) = mention.place.as_ref().filter(|_| worded && several && of_multiple(mention)) else {
            continue;
        };
        if let Some(joining) = JOINING.into_iter().find(|word| rest_of_sentence(place).contains(word)) {
            let words = mention.words.trim();
            let message = Message::new("joint-share")
                .with("words", words)
                .with("joining", joining)
                .with("values", values(edition, mention));
            findings.push(RULE.finding(words, message).at(Some(place.clone())).hint(Message::new("joint-share.hint")));
        }
    }
    findings
}

/// What follows a call up to the end of its sentence.
fn rest_of_sentence(place: &Place) -> &str {
    let rest = &place.file.text[place.range.end..];
    let end = rest.find(['。', '；', '！', '？', '\n']).unwrap_or(rest.len());
    &rest[..end]
}
