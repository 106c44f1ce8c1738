//! Last year's name of what has another one now, or of what is no longer asked.

use super::{Example, Rule};
use crate::audit::paragraphs::Paragraph;
use crate::audit::{Edition, Finding};
use crate::diagnostics::{Place, Severity};
use crate::messages::{Message, Text};
use crate::survey::located::Step::{Index, Key};
use crate::survey::model::{Choice, Survey};
use crate::survey::succession::{self, Succession};
use std::ops::Range;

pub static RULE: Rule = Rule {
    id: "name-outdated",
    name: Text { zh: "旧名未改", en: "outdated name" },
    level: Severity::Warning,
    summary: Text {
        zh: "正文里还用着选项或题目上年的名称，今年已改名或不再设",
        en: "The prose still has last year’s name of an option or question that was renamed or dropped",
    },
    explanation: Text {
        zh: "沿用上年的正文，数字随数据更新，直接写的名称不会：图上是“微信小程序等”，正文仍说“微信公众号等”。上年的名称（label 或 text），今年已改名、并入别项或不再设的，正文里不应再出现；今年的名称里含有的不算，一两个字的名称只在它改名而新名里没有它时才查。有意说到旧名的句子，写明“改名”“原名”“更名”“上年称”即可。",
        en: "Prose carried over from last year has new numbers but the names that were typed: the figure says 微信小程序等, the sentence still 微信公众号等. Last year’s name (label or text) of what was renamed, merged or dropped should not stand in the prose. It is left alone within a name of this year; names of one or two characters are looked for only where the new name does not hold them. A sentence that means to speak of the old name says so: 改名, 原名, 更名, 上年称.",
    },
    bad: Example::Prose("暂无计划的企业不多，开源的用途不一。"),
    good: Example::Prose("没有计划的企业不多。上年的“暂无计划”改称“没有计划”。"),
    check,
};

/// What was dropped leaves its name to ordinary words where it is as short as those.
const LEAST_DROPPED: usize = 3;
/// The title of a question is a phrase; shorter ones are words.
const LEAST_TITLE: usize = 4;
/// A name that the new one holds is looked for beside it from this length on.
const LEAST_HELD: usize = 4;
/// A sentence that says that a name changed means both.
const MEANT: [&str; 9] = ["改名", "更名", "改称", "改为", "原名", "原称", "曾称", "上年称", "上年为"];

/// One name that is no longer right.
struct Outdated {
    old: String,
    /// What it is called now; none where nothing is left of it.
    now: Option<(String, Option<Place>)>,
}

fn check(edition: &Edition) -> Vec<Finding> {
    let Some(previous) = edition.previous else { return Vec::new() };
    let current = names_of(&edition.dataset.survey);
    let mut outdated: Vec<Outdated> = Vec::new();
    for past in succession::of(&edition.dataset.survey, &previous.survey) {
        for name in names(edition, &past, &current) {
            if !outdated.iter().any(|other| other.old == name.old) {
                outdated.push(name);
            }
        }
    }
    // 短信动态验证码 before 短信, which is part of it.
    outdated.sort_by_key(|name| std::cmp::Reverse(name.old.chars().count()));
    edition.paragraphs().iter().flat_map(|paragraph| in_paragraph(paragraph, &outdated, &current)).collect()
}

/// The names of one question or option of last year that are none of this year's.
fn names(edition: &Edition, past: &Succession, current: &[String]) -> Vec<Outdated> {
    let survey = &edition.dataset.survey;
    let old = match past.choice {
        Some(choice) if choice.role.is_some() => Vec::new(),
        Some(choice) => names_of_choice(choice),
        None => vec![squeezed(&past.question.title)],
    };
    let (now, place) = match (past.now, past.choice) {
        (Some(at), None) => (vec![survey.questions[at].title.clone()], edition.in_question(at, &[Key("title")])),
        (Some(at), Some(_)) => {
            let labels = past.choices.iter().filter_map(|index| survey.questions[at].options.get(*index));
            let place = past.choices.first();
            let place = place.and_then(|index| edition.in_question(at, &[Key("options"), Index(*index), Key("label")]));
            (labels.map(|choice| choice.label.clone()).collect(), place)
        }
        (None, _) => (Vec::new(), None),
    };
    let is_wanted = |old: &String| {
        let length = old.chars().count();
        let held = now.iter().any(|now| squeezed(now).contains(old.as_str()));
        let least = match (past.choice, past.is_dropped()) {
            (None, _) => LEAST_TITLE,
            (_, true) => LEAST_DROPPED,
            _ if held => LEAST_HELD,
            _ => 2,
        };
        length >= least && !current.contains(old)
    };
    let now = (!past.is_dropped()).then(|| (now.join("、"), place));
    old.into_iter().filter(|old| is_wanted(old)).map(|old| Outdated { old, now: now.clone() }).collect()
}

fn in_paragraph(paragraph: &Paragraph, outdated: &[Outdated], current: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut taken: Vec<Range<usize>> = Vec::new();
    for name in outdated {
        let found = paragraph.find(&name.old);
        if found.is_empty() {
            continue;
        }
        // Within a name of this year it is no name of its own.
        let longer = current.iter().filter(|other| other.contains(&name.old)).flat_map(|other| paragraph.find(other));
        let covered: Vec<Range<usize>> = longer.collect();
        for range in found {
            let within = |other: &Range<usize>| other.start <= range.start && range.end <= other.end;
            let sentence = paragraph.text(paragraph.sentence(range.start));
            let meant = MEANT.iter().any(|word| sentence.contains(word));
            if meant || covered.iter().chain(&taken).any(within) {
                continue;
            }
            findings.push(finding(name, paragraph.place(range.clone())));
            taken.push(range);
        }
    }
    findings
}

fn finding(name: &Outdated, place: Option<Place>) -> Finding {
    match &name.now {
        Some((now, there)) => {
            let message = Message::new("name-outdated").with("old", &name.old).with("now", now);
            let hint = Message::new("name-outdated.hint").with("now", now);
            RULE.finding(&*name.old, message).at(place).related(there.clone(), Message::new("data-here")).hint(hint)
        }
        None => {
            let message = Message::new("name-outdated.dropped").with("old", &name.old);
            RULE.finding(&*name.old, message).at(place).hint(Message::new("name-outdated.dropped-hint"))
        }
    }
}

/// Every name of these data: titles, labels and short names.
fn names_of(survey: &Survey) -> Vec<String> {
    let of = |question: &crate::survey::model::Question| {
        let nets = question.nets.iter().filter_map(|net| net.label.as_deref()).map(squeezed);
        let choices = question.options.iter().flat_map(names_of_choice);
        [squeezed(&question.title)].into_iter().chain(choices).chain(nets).collect::<Vec<_>>()
    };
    survey.questions.iter().flat_map(of).collect()
}

fn names_of_choice(choice: &Choice) -> Vec<String> {
    [Some(&choice.label), choice.text.as_ref()].into_iter().flatten().map(|name| squeezed(name)).collect()
}

fn squeezed(name: &str) -> String {
    name.split_whitespace().collect()
}
