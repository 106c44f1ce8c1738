//! A claim that holds nothing to judge, or nothing to judge it by.

use super::{Example, Rule};
use crate::audit::claims::{judged, place};
use crate::audit::wording::Verdict;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "claim-unread",
    name: Text { zh: "表述未核", en: "claim not judged" },
    level: Severity::Warning,
    summary: Text {
        zh: "#claim 里没有可以核对的量词、名次或变化，或没有可供比较的数据",
        en: "A #claim holds no quantity, rank or change that can be judged, or there are no data to judge it by",
    },
    explanation: Text {
        zh: "写进 #claim 的话是要对照数据判断的。没有量词、名次、变化的话判断不了，看似核过，其实没有；看法请用 #view，确实不必核的话请用 #unjudged 写明理由。说到变化而没有上年数据，同样无从判断。",
        en: "What stands in #claim is to be judged. Words without quantity, rank or change cannot be, and would only look as if they had been: use #view for an opinion, #unjudged with its reason for what need not be judged. A change without last year's data cannot be judged either.",
    },
    bad: Example::Prose(r#"#claim("原因.效率")[企业希望提高效率]。"#),
    good: Example::Prose(r#"#claim("原因.效率")[提高效率是企业的首要原因]，#view[前景广阔]。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let unread = judged(edition).into_iter().filter(|claim| claim.verdict() == Verdict::Unknown);
    unread
        .map(|claim| {
            let words = claim.mention.words.trim();
            let why = claim.readings.iter().find(|(_, judgement)| judgement.verdict == Verdict::Unknown);
            let why = why.map_or(Message::new("claim-unread.no-word"), |(_, judgement)| judgement.why.clone());
            let message = Message::new("claim-unread").with("words", words).with("why", why);
            place(edition, RULE.finding(words, message), claim.mention).hint(Message::new("claim-unread.hint"))
        })
        .collect()
}
