//! More respondents than questionnaires.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::{Place, Severity};
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};

pub static RULE: Rule = Rule {
    id: "base-above-sample",
    name: Text { zh: "基数大于样本", en: "base above sample" },
    level: Severity::Error,
    summary: Text {
        zh: "基数、题目或分组的人数大于有效问卷数，或大于它所属的基数",
        en: "A base, a question or a group has more people than there are valid questionnaires, or than its base has",
    },
    explanation: Text {
        zh: "答题的人只能出自有效问卷，分组的人只能出自这道题的人。多出来的，不是抄错，就是样本数还是中期的，或几批数据混在了一起。",
        en: "Whoever answered sent a valid questionnaire, and a group is part of those who answered. More of them mean a mistyped number, a sample that is still the interim one, or results of two batches side by side.",
    },
    bad: Example::Data(
        r#""bases": [{ "id": "全部", "label": "全部企业", "n": 100000 }], "questions": [
  { "id": "题", "title": "情况", "kind": "single", "base": "全部", "options": [
  { "id": "a", "label": "甲", "count": 60000 }, { "id": "b", "label": "乙", "count": 40000 }] }]"#,
    ),
    good: Example::Data(
        r#""bases": [{ "id": "全部", "label": "全部企业", "n": 100 }], "questions": [
  { "id": "题", "title": "情况", "kind": "single", "base": "全部", "options": [
  { "id": "a", "label": "甲", "count": 60 }, { "id": "b", "label": "乙", "count": 40 }] }]"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let mut findings = Vec::new();
    let mut limit = |name: &str, n: Option<u64>, most: Option<u64>, place: Option<Place>| {
        if let (Some(n), Some(most)) = (n, most)
            && n > most
        {
            let message = Message::new("base-above-sample").with("name", name).with("n", n).with("most", most);
            let hint = message.hint();
            findings.push(RULE.finding(name, message).at(place).hint(hint));
        }
    };
    let valid = survey.survey.valid;
    for (index, base) in survey.bases.iter().enumerate() {
        let place = edition.dataset.place(&[Key("bases"), Index(index), Key("n")]);
        limit(&base.label, base.n, valid, Some(place));
    }
    for (index, question) in edition.questions() {
        let most = survey.base_of(question).and_then(|base| base.n).or(valid);
        limit(&question.title, question.n, most, edition.in_question(index, &[Key("n")]));
        for (group, breakdown) in &question.by {
            let label = survey.groups.iter().find(|known| known.id == *group).map_or(group, |group| &group.label);
            let place = edition.in_question(index, &[Key("by"), Key(group), Key("base")]);
            limit(label, breakdown.base, survey.n_of(question), place);
        }
    }
    findings
}
