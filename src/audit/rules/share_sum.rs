//! Shares of one whole add up to it.

use rust_decimal::Decimal;

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::Kind;

pub static RULE: Rule = Rule {
    id: "share-sum",
    name: Text { zh: "合计不符", en: "shares do not add up" },
    level: Severity::Error,
    summary: Text {
        zh: "单选题各项占比之和应为 100%，四舍五入的误差除外",
        en: "Shares of a single-choice question add up to 100 %, rounding aside",
    },
    explanation: Text {
        zh: "单选题的每位受访者恰好属于一项，各项占比之和只能是 100%。每个印出的占比至多差末位的一半，k 项之和至多差 k 个一半；超出的差额是录入或分组的错误。",
        en: "Every respondent of a single-choice question belongs to exactly one option, so the shares add up to 100 %. A printed share is off by half its last digit at most, a sum of k shares by k halves; more is a slip of the pen or of the classes.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "应用", "title": "应用情况", "kind": "single", "options": [
  { "id": "已用", "label": "已经应用", "percent": "62.5" }, { "id": "未用", "label": "尚未应用", "percent": "32.5" } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "应用", "title": "应用情况", "kind": "single", "options": [
  { "id": "已用", "label": "已经应用", "percent": "67.5" }, { "id": "未用", "label": "尚未应用", "percent": "32.5" } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    for (index, question) in survey.questions.iter().enumerate().filter(|(_, question)| question.kind == Kind::Single) {
        let shares: Option<Vec<Decimal>> =
            question.options.iter().map(|choice| survey.share(question, choice)).collect();
        let Some(shares) = shares.filter(|shares| !shares.is_empty()) else { continue };
        let half_a_digit = Decimal::new(5, survey.policy.decimals + 1);
        let slack = half_a_digit * Decimal::from(shares.len());
        let sum: Decimal = shares.iter().sum();
        if (sum - Decimal::ONE_HUNDRED).abs() > slack {
            let message = Message::new("share-sum").with("question", edition.name_of(question)).with("sum", sum);
            let place = edition.dataset.place(&[Key("questions"), Index(index), Key("options")]);
            findings.push(RULE.finding(&question.title, message).at(Some(place)).hint(Message::new("share-sum.hint")));
        }
    }
    findings
}
