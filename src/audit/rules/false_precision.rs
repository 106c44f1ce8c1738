//! More decimals than the base holds.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::share::{printed, share_of};

pub static RULE: Rule = Rule {
    id: "false-precision",
    name: Text { zh: "小数过细", en: "false precision" },
    level: Severity::Note,
    summary: Text {
        zh: "不足 100 人的占比印了两位以上小数",
        en: "Shares of fewer than 100 people are printed with two decimals or more",
    },
    explanation: Text {
        zh: "基数为 76 时，一人即 1.32 个百分点，小数点后第二位没有意义，反而显得比实际精确。一位小数已经足够。",
        en: "Of 76 people one is 1.32 points: a second decimal means nothing and looks more exact than the survey is. One is enough.",
    },
    bad: Example::Data(
        r#""policy": { "decimals": 2 },
"questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 76, "options": [
  { "id": "a", "label": "甲", "count": 46 },
  { "id": "b", "label": "乙", "count": 30 } ] }]"#,
    ),
    good: Example::Data(
        r#""policy": { "decimals": 1 },
"questions": [{ "id": "题", "title": "情况", "kind": "single", "n": 76, "options": [
  { "id": "a", "label": "甲", "count": 46 },
  { "id": "b", "label": "乙", "count": 30 } ] }]"#,
    ),
    check,
};

/// With fewer people than this, one of them is more than a whole point.
const HUNDRED: u64 = 100;

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let decimals = survey.policy.decimals;
    let smallest = survey.questions.iter().filter_map(|question| survey.n_of(question)).min();
    let Some(n @ 1..HUNDRED) = smallest.filter(|_| decimals >= 2) else { return Vec::new() };
    let step = share_of(1, n).map_or(String::new(), |share| printed(share, 2));
    let message = Message::new("false-precision").with("n", n).with("step", step).with("decimals", decimals);
    let place = edition.dataset.place(&[Key("policy"), Key("decimals")]);
    vec![RULE.finding("decimals", message).at(Some(place)).hint(Message::new("false-precision.hint"))]
}
