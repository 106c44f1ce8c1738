//! Phrases written in another order than they print.

use super::{Example, Rule};
use crate::audit::evidence::Cell;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::typeset::claims::Mention;

pub static RULE: Rule = Rule {
    id: "order-contradicted",
    name: Text { zh: "次序不合", en: "order contradicted" },
    level: Severity::Warning,
    summary: Text {
        zh: "列举句各项的写法次序与数据的次序不同",
        en: "The phrases of an evidence sentence stand in another order than the data put them",
    },
    explanation: Text {
        zh: "#tally 按数据排列各项，印出来是对的；但写的次序不同，说明数据变过，句中依次序写的话（“其次”“仅”）可能已经不合。请按数据的次序重排。",
        en: "#tally sorts its phrases by the data, so what is printed is right; but a different written order shows that the data have changed, and words that rest on the order may no longer fit. Put the phrases in the order of the data.",
    },
    bad: Example::Prose(
        r#"调查发现，#tally("原因", skip: ("成本", "生态", "其他"))[
  / 自主: 企业希望避免绑定
  / 效率: 企业希望提高效率
]。"#,
    ),
    good: Example::Prose(
        r#"调查发现，#tally("原因", skip: ("成本", "生态", "其他"))[
  / 效率: 企业希望提高效率
  / 自主: 企业希望避免绑定
]。"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mentions = edition.pages.map_or(&[][..], |pages| pages.mentions);
    mentions.iter().filter_map(|mention| contradicted(edition, mention)).collect()
}

fn contradicted(edition: &Edition, mention: &Mention) -> Option<Finding> {
    let printed: Vec<&str> = mention.options().collect();
    let differs = mention.written.iter().zip(&printed).find(|(written, printed)| written != *printed);
    let (written, printed) = differs.filter(|_| mention.written.len() == printed.len())?;
    let label = |reference: &str| {
        Cell::find(&edition.dataset.survey, reference).map_or(reference.to_owned(), |cell| cell.label())
    };
    let message = Message::new("order-contradicted").with("written", label(written)).with("printed", label(printed));
    let subject = printed.split_once('.').map_or(*printed, |(question, _)| question);
    let finding = RULE.finding(subject, message).at(mention.place.clone());
    Some(finding.hint(Message::new("order-contradicted.hint")))
}
