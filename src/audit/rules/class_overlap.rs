//! Classes that share a number.

use super::{Example, Rule};
use crate::audit::classes::{self, Class};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;

pub static RULE: Rule = Rule {
    id: "class-overlap",
    name: Text { zh: "分组重叠", en: "overlapping classes" },
    level: Severity::Warning,
    summary: Text { zh: "相邻的分组都含有同一个数", en: "Neighbouring classes both hold the same number" },
    explanation: Text {
        zh: "“1-3 年”与“3-5 年”都含 3 年，“5000 份以上”含 5000 份（“以上”“以下”包括本数，民法典第 1259 条）：恰好在界上的受访者不知该选哪一项。请写作“1 年以上、不满 3 年”。",
        en: "1-3 年 and 3-5 年 both hold 3 years, and 5000 份以上 holds 5000 (以上 and 以下 include the number: Civil Code, article 1259): who is right on the limit cannot know what to choose. Write 1 年以上、不满 3 年.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "1-3 年", "count": 120 },
  { "id": "b", "label": "3-5 年", "count": 80 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "1 年以上、不满 3 年", "count": 120 },
  { "id": "b", "label": "3-5 年", "count": 80 } ] },
  { "id": "评分", "title": "推荐意愿", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "0", "label": "0", "count": 20 },
  { "id": "1", "label": "1", "count": 100 },
  { "id": "10", "label": "10", "count": 80 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, question) in edition.questions() {
        let neighbours = classes::neighbours(question.options.iter().map(|choice| choice.label.as_str()));
        let limits: Vec<String> = neighbours.iter().filter_map(|(lower, upper)| shared(lower, upper)).collect();
        if !limits.is_empty() {
            let message =
                Message::new("class-overlap").with("figure", edition.name_of(question)).with("limits", limits);
            let place = edition.in_question(index, &[Key("options")]);
            findings.push(RULE.finding(&question.title, message).at(place).hint(Message::new("class-overlap.hint")));
        }
    }
    findings
}

/// What two neighbouring classes share, if they do: the limit as the labels write it.
fn shared(lower: &Class, upper: &Class) -> Option<String> {
    // 1 分 twice is a name given twice.
    if lower.is_point() && upper.is_point() {
        return None;
    }
    let high = lower.high.as_ref()?;
    let low = upper.low.as_ref()?;
    let touch = high.value == low.value && high.inclusive && low.inclusive;
    (touch || high.value > low.value).then(|| low.shown.clone())
}
