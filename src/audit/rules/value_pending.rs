//! What waits for data that are still to be collected.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::typeset::claims::MentionKind;

pub static RULE: Rule = Rule {
    id: "value-pending",
    name: Text { zh: "数据待填", en: "value pending" },
    level: Severity::Warning,
    summary: Text {
        zh: "正文用到的数值、样本信息或日期还没有填，版面上印作〖待填：…〗",
        en: "The prose states a value, a fact or a date that is still to be filled in; the page shows 〖待填：…〗",
    },
    explanation: Text {
        zh: "kanyin new 起草的数据都标作 not_collected。补上数值后标记自行消失；“正式稿”里还有待填之处就不能排版。",
        en: "What kanyin new drafts is marked not_collected. The marks go as values come in; a final report (正式稿) with any left is not set.",
    },
    bad: Example::Prose("#tally(\"缺数\")[\n  / 甲: 企业有意愿\n]。"),
    good: Example::Prose("#pct(\"应用.已应用\")企业已经应用。"),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mentions = edition.pages.map_or(&[][..], |pages| pages.mentions);
    let pending = mentions.iter().filter(|mention| mention.kind == MentionKind::Pending);
    let finding = |mention: &crate::typeset::claims::Mention| {
        let message = Message::new("value-pending").with("function", &mention.function).with("words", &mention.words);
        let hint = message.hint();
        RULE.finding(&mention.words, message).at(mention.place.clone()).hint(hint)
    };
    pending.map(finding).collect()
}
