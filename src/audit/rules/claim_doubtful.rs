//! A claim that the data neither bear out nor refute.

use super::{Example, Rule};
use crate::audit::claims::{judged, place, values};
use crate::audit::wording::{Verdict, suggest};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "claim-doubtful",
    name: Text { zh: "表述存疑", en: "doubtful claim" },
    level: Severity::Warning,
    summary: Text {
        zh: "用语离数值太远，或真伪取决于四舍五入掉的位数",
        en: "The words stretch the number, or their truth hangs on digits that were rounded away",
    },
    explanation: Text {
        zh: "有的用语没有公认的界限：“近七成”用于 62%、“仅”用于四成、“约三成”用于 35% 并不算错，却会让读者误解。只公布百分比时，印出的数只准到末位的一半，界限落在这半位之内的表述无从判断。",
        en: "Some words have no agreed bound: 近七成 for 62 %, 仅 for 40 %, 约三成 for 35 % are not false, but they mislead. Where percentages alone were published, a printed number is known to half its last digit, and a claim whose bound lies within that half cannot be decided.",
    },
    bad: Example::Prose(r#"有#claim("原因.效率")[近六成]企业希望提高效率。"#),
    good: Example::Prose(r#"有#claim("原因.效率")[半数]企业希望提高效率。"#),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for claim in judged(edition).into_iter().filter(|claim| claim.verdict() == Verdict::Doubtful) {
        let doubtful = |(_, judgement): &&_| {
            matches!(judgement, crate::audit::wording::Judgement { verdict: Verdict::Doubtful, .. })
        };
        let Some((phrase, judgement)) = claim.readings.iter().find(doubtful) else { continue };
        let words = claim.mention.words.trim();
        let message = Message::new("claim-doubtful")
            .with("words", words)
            .with("values", values(edition, claim.mention))
            .with("why", judgement.why.clone());
        let hint = match suggest(&claim.evidence, phrase) {
            Some(rewrite) => Message::new("claim-doubtful.rewrite").with("rewrite", rewrite),
            None => Message::new("claim-doubtful.hint"),
        };
        findings.push(place(edition, RULE.finding(words, message), claim.mention).hint(hint));
    }
    findings
}
