//! A total that its parts cannot make.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};
use crate::survey::lookup::share;
use crate::survey::model::{Kind, Net, Question, Survey};
use rust_decimal::Decimal;

pub static RULE: Rule = Rule {
    id: "net-impossible",
    name: Text { zh: "合计项不合", en: "impossible total" },
    level: Severity::Error,
    summary: Text {
        zh: "合计项小于其中最大的一项，或大于各项之和；单选题须等于各项之和",
        en: "A net below its largest part or above the sum of its parts; of a single-choice question it is that sum",
    },
    explanation: Text {
        zh: "多选题的合计项是“至少选了其中一项”的人，不会少于选得最多的一项，也不会多于各项之和与 100%。单选题的合计项就是各项之和。",
        en: "A net of a multiple-choice question counts who named at least one: no fewer than its largest part, no more than all of them together or 100 %. Of a single-choice question it is the sum.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "multiple", "n": 200, "nets": [{ "id": "合", "of": ["a", "b"], "count": 100 }], "options": [
  { "id": "a", "label": "甲", "count": 120 },
  { "id": "b", "label": "乙", "count": 80 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "multiple", "n": 200, "nets": [{ "id": "合", "of": ["a", "b"], "count": 150 }], "options": [
  { "id": "a", "label": "甲", "count": 120 },
  { "id": "b", "label": "乙", "count": 80 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, question) in edition.questions() {
        for (at, net) in question.nets.iter().enumerate() {
            let Some(bounds) = impossible(&edition.dataset.survey, question, net) else { continue };
            let label = net.label.as_ref().unwrap_or(&net.id);
            let message = Message::new("net-impossible")
                .with("figure", edition.name_of(question))
                .with("label", label)
                .with("share", shown(&bounds.share))
                .with("least", shown(&bounds.least))
                .with("most", shown(&bounds.most));
            let place = edition.in_question(index, &[Key("nets"), Index(at)]);
            findings.push(RULE.finding(label, message).at(place).hint(Message::new("net-impossible.hint")));
        }
    }
    findings
}

struct Bounds {
    share: Decimal,
    least: Decimal,
    most: Decimal,
}

/// What a net's share should have lain between, where it does not.
fn impossible(survey: &Survey, question: &Question, net: &Net) -> Option<Bounds> {
    let share = share(net.count, net.percent, survey.n_of(question))?;
    let parts: Option<Vec<Decimal>> = net.of.iter().map(|id| survey.share(question, question.choice(id)?)).collect();
    let parts = parts?;
    let sum: Decimal = parts.iter().sum();
    let slack = Decimal::new(5, survey.policy.decimals + 1) * Decimal::from(parts.len() + 1);
    let least = if question.kind == Kind::Single { sum } else { parts.iter().max().copied()? };
    let most = sum.min(Decimal::ONE_HUNDRED);
    (share < least - slack || share > most + slack).then_some(Bounds { share, least, most })
}

fn shown(share: &Decimal) -> String {
    share.round_dp(2).normalize().to_string()
}
