//! A scale out of order.

use super::{Example, Rule};
use crate::audit::classes;
use crate::audit::wording::Exact;
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::located::Step::Key;
use crate::survey::model::Question;

pub static RULE: Rule = Rule {
    id: "scale-unsorted",
    name: Text { zh: "量表次序", en: "scale out of order" },
    level: Severity::Warning,
    summary: Text {
        zh: "量表题（ordered）的分组忽大忽小，或分组题没有标明 ordered",
        en: "The classes of an ordered question go up and down, or a question of classes is not marked ordered",
    },
    explanation: Text {
        zh: "量表题按问卷的次序画图，次序乱了，读者看不出分布。各组应由小到大或由大到小。分组题不标 ordered，图会按占比排序，打散了量表。",
        en: "An ordered question is drawn in the order of the questionnaire; out of order, no one can see the distribution. Classes go from small to large or from large to small. Without ordered a question of classes is sorted by share, which tears its scale apart.",
    },
    bad: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "不足 1 年", "count": 60 },
  { "id": "b", "label": "3 年以上", "count": 80 },
  { "id": "c", "label": "1 年以上、不满 3 年", "count": 60 } ] }]"#,
    ),
    good: Example::Data(
        r#""questions": [{ "id": "题", "title": "情况", "kind": "single", "ordered": true, "n": 200, "options": [
  { "id": "a", "label": "不足 1 年", "count": 60 },
  { "id": "b", "label": "1 年以上、不满 3 年", "count": 60 },
  { "id": "c", "label": "3 年以上", "count": 80 } ] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    edition.questions().filter_map(|(index, question)| unsorted(edition, index, question)).collect()
}

fn unsorted(edition: &Edition, index: usize, question: &Question) -> Option<Finding> {
    let ordinary = question.options.iter().filter(|choice| choice.role.is_none());
    let read: Option<Vec<Exact>> =
        ordinary.map(|choice| classes::read(&choice.label).map(|class| class.start())).collect();
    let starts = read.filter(|starts| starts.len() > 2)?;
    let sorted = starts.is_sorted() || starts.iter().rev().is_sorted();
    let id = match (question.ordered, sorted) {
        (true, false) => "scale-unsorted",
        (false, _) => "scale-unsorted.unmarked",
        _ => return None,
    };
    let message = Message::new(id).with("figure", edition.name_of(question));
    let hint = if question.ordered { "scale-unsorted.hint" } else { "scale-unsorted.unmarked-hint" };
    let place = edition.in_question(index, &[Key("options")]);
    Some(RULE.finding(&question.title, message).at(place).hint(Message::new(hint)))
}
