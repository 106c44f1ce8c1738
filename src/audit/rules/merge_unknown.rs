//! Options of a multiple-choice question merged into one.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use crate::survey::links::LastYear;
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::{Kind, Relation};

pub static RULE: Rule = Rule {
    id: "merge-unknown",
    name: Text { zh: "多选合并不可加", en: "merged choices do not add" },
    level: Severity::Warning,
    summary: Text {
        zh: "多选题的几个选项合并成一项：上年的合计无从得知，这一项不作比较",
        en: "Options of a multiple-choice question were merged: their union last year is unknown, so the option is not compared",
    },
    explanation: Text {
        zh: "一个人可以选了其中几项，占比相加就重复计人。要比较，须从原始答卷算出上年任选其一的人数，写成上年的合计项。",
        en: "One respondent may have named several of them, so that their shares do not add. To compare, count last year's respondents who named any of them.",
    },
    bad: Example::Data(
        r#""links": { "previous": "2030.json", "questions": [
  { "from": "用途", "to": "原因", "relation": "renamed", "comparable": true,
    "options": [{ "from": ["开发", "测试"], "to": ["效率"], "relation": "merged" }] }] }"#,
    ),
    good: Example::Data(
        r#""links": { "previous": "2030.json", "questions": [
  { "from": "应用", "to": "应用", "relation": "same", "comparable": true,
    "options": [{ "from": ["计划", "未应用"], "to": ["未应用"], "relation": "merged" }] }] }"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let survey = &edition.dataset.survey;
    let (Some(links), Some(previous)) = (&survey.links, edition.previous) else { return Vec::new() };
    let mut findings = Vec::new();
    for (at, link) in links.questions.iter().enumerate().filter(|(_, link)| link.comparable) {
        let Some(question) = link.to.as_ref().and_then(|id| survey.question(id)) else { continue };
        if question.kind != Kind::Multiple {
            continue;
        }
        for (index, option) in link.options.iter().enumerate() {
            let [to] = option.to.as_slice() else { continue };
            // Last year may have counted who named any of them.
            let known = || LastYear::of(survey, &previous.survey, question).and_then(|last| last.share(to)).is_some();
            if option.relation != Relation::Merged || option.from.len() < 2 || known() {
                continue;
            }
            let name = |id: &String| question.choice(id).map_or(id.clone(), |choice| choice.label.clone());
            let label = option.to.first().map(name).unwrap_or_default();
            let message = Message::new("merge-unknown").with("figure", edition.name_of(question)).with("label", &label);
            let at = [Key("links"), Key("questions"), Index(at), Key("options"), Index(index), Key("relation")];
            let hint = message.hint();
            findings.push(RULE.finding(&label, message).at(Some(edition.dataset.place(&at))).hint(hint));
        }
    }
    findings
}
