//! A claim says what the data do not.

use super::{Example, Rule};
use crate::audit::claims::{judged, place, values};
use crate::audit::wording::{Verdict, suggest};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "claim-false",
    name: Text { zh: "表述不实", en: "false claim" },
    level: Severity::Error,
    summary: Text {
        zh: "编辑自己的话（#claim）与所指选项的数据不符",
        en: "The editor's own words (#claim) contradict the data they are bound to",
    },
    explanation: Text {
        zh: "#claim 方括号里的量词、分数、名次和变化，逐一与所指选项的数值精确比较：“超过三成”须大于 30%，“近三成”须小于 30%，“半数以上”含 50%，“最多”须居首位。几个选项并列时，每一个都须成立。",
        en: "Each quantity word, fraction, rank and change inside #claim is compared exactly with the values it is bound to: 超过三成 must be above 30 %, 近三成 below it, 半数以上 includes 50 %, 最多 must rank first. Where several options are bound, it must hold for each.",
    },
    bad: Example::Prose(r#"有#claim("原因.自主")[超过三成]企业希望避免绑定。"#),
    good: Example::Prose(r#"有#claim("原因.自主")[三成]企业希望避免绑定。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for claim in judged(edition) {
        let untrue = claim.readings.iter().find(|(_, judgement)| judgement.verdict == Verdict::False);
        let Some(why) = claim.misnamed.clone().or_else(|| Some(untrue?.1.why.clone())) else { continue };
        let words = claim.mention.words.trim();
        let message = Message::new("claim-false")
            .with("words", words)
            .with("values", values(edition, claim.mention))
            .with("why", why);
        let rewrite =
            untrue.filter(|_| claim.misnamed.is_none()).and_then(|(phrase, _)| suggest(&claim.evidence, phrase));
        let hint = match rewrite {
            Some(rewrite) => Message::new("claim-false.rewrite").with("rewrite", rewrite),
            None => Message::new("claim-false.hint"),
        };
        findings.push(place(edition, RULE.finding(words, message), claim.mention).hint(hint));
    }
    findings
}
