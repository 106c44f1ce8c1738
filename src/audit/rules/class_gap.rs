//! Classes that leave a number out.

use super::{Example, Rule};
use crate::audit::classes::{self, Class};
use crate::audit::wording::Exact;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;

pub static RULE: Rule = Rule {
    id: "class-gap",
    name: Text { zh: "分组缺口", en: "gap between classes" },
    level: Severity::Warning,
    summary: Text {
        zh: "相邻的分组之间有数不属于任何一组",
        en: "Numbers between neighbouring classes belong to neither",
    },
    explanation: Text {
        zh: "“1-3 年”之后是“5 年以上”，用了四年的受访者无项可选。按件计的数（份、人、家）与评分（分、星、级）100 之后是 101，不算缺口；按量计的数（年、万元）须首尾相接。单个的数（0、1 … 10）是量表的一级，不是分组。",
        en: "After 1-3 年 comes 5 年以上: who has used it for four years has nothing to choose. For things that are counted (份, 人, 家) and ratings (分, 星, 级) 101 follows 100 without a gap; what is measured (年, 万元) must meet. Single numbers (0, 1 … 10) are steps of a scale and no classes.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "1-3 年", "count": 120 },
  { "id": "b", "label": "5 年以上", "count": 80 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "1-100 份", "count": 120 },
  { "id": "b", "label": "101 份以上", "count": 80 } ] },
  { "id": "评分", "title": "推荐意愿", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "0", "label": "0", "count": 20 },
  { "id": "1", "label": "1", "count": 80 },
  { "id": "2", "label": "2 分", "count": 20 },
  { "id": "3至5", "label": "3-5 分", "count": 40 },
  { "id": "6至10", "label": "6-10 分", "count": 40 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, question) in edition.questions() {
        let neighbours = classes::neighbours(question.options.iter().map(|choice| choice.label.as_str()));
        let gaps: Vec<String> = neighbours.iter().filter_map(|(lower, upper)| gap(lower, upper)).collect();
        if !gaps.is_empty() {
            let message = Message::new("class-gap").with("figure", edition.name_of(question)).with("gaps", gaps);
            let place = edition.in_question(index, &[Key("options")]);
            findings.push(RULE.finding(&question.title, message).at(place).hint(Message::new("class-gap.hint")));
        }
    }
    findings
}

/// What lies between two neighbouring classes, if anything: 3–5.
fn gap(lower: &Class, upper: &Class) -> Option<String> {
    // The steps of a rating scale are apart by nature.
    if lower.is_point() || upper.is_point() {
        return None;
    }
    let high = lower.high.as_ref()?;
    let low = upper.low.as_ref()?;
    let one = Exact::from_integer(1);
    let whole = high.value.is_integer() && low.value.is_integer();
    let next = whole && (lower.is_counted() || upper.is_counted()) && low.value - high.value <= one;
    let apart = high.value < low.value && !next;
    // Two classes that both exclude their common limit leave just that out.
    let point = high.value == low.value && !high.inclusive && !low.inclusive;
    (apart || point).then(|| format!("{}–{}", high.shown, low.shown))
}
