//! Numbers that changed between the data of two releases: every share, count, amount, base and fact.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::messages::Message;
use crate::survey::links::counterpart;
use crate::survey::lookup::{net_share, share};
use crate::survey::model::{Fact, Question, Survey};
use crate::survey::share::{printed, signed};

/// A number that changed, appeared or vanished.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberChange {
    /// The question's id and title; none for the sample and its bases.
    pub question: Option<(String, String)>,
    /// What the number is of, as the report calls it: an option, a year, a base.
    pub item: String,
    pub measure: Measure,
    pub before: Option<Number>,
    pub now: Option<Number>,
}

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    Share,
    Count,
    Amount,
    Base,
    EffectiveBase,
    Valid,
    Fact,
}

impl Measure {
    /// What a reader is told.
    pub fn message(self) -> Message {
        Message::new(match self {
            Measure::Share => "diff-measure-share",
            Measure::Count => "diff-measure-count",
            Measure::Amount => "diff-measure-amount",
            Measure::Base => "diff-measure-base",
            Measure::EffectiveBase => "diff-measure-effective",
            Measure::Valid => "diff-measure-valid",
            Measure::Fact => "diff-measure-fact",
        })
    }

    /// What machines are told.
    pub fn id(self) -> &'static str {
        match self {
            Measure::Share => "share",
            Measure::Count => "count",
            Measure::Amount => "amount",
            Measure::Base => "base",
            Measure::EffectiveBase => "effective_base",
            Measure::Valid => "valid",
            Measure::Fact => "fact",
        }
    }
}

/// A number as it is printed, with its unit, and as it is exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    pub printed: String,
    /// None of what is no number: a fact in words.
    pub exact: Option<Decimal>,
    /// Whether it is foretold: of amounts only.
    pub forecast: bool,
}

impl NumberChange {
    /// By how much: of shares in percent, and as printed with its sign; none where one side is missing.
    pub fn by(&self) -> Option<(Decimal, String)> {
        let by = self.now.as_ref()?.exact? - self.before.as_ref()?.exact?;
        // A change of what is printed with so many digits is printed with as many.
        let decimals = |number: &Option<Number>| number.as_ref().and_then(|it| decimals_of(&it.printed)).unwrap_or(0);
        let digits = printed(by, decimals(&self.before).max(decimals(&self.now)));
        Some((by, signed(&digits, true)))
    }

    /// Both sides as a reader is told them; a dash for a number that is not there.
    pub fn numbers_text(&self) -> [Message; 2] {
        [&self.before, &self.now].map(|number| match number {
            Some(Number { printed, forecast: true, .. }) => Message::new("diff-forecast").with("number", printed),
            Some(Number { printed, .. }) => Message::verbatim(printed),
            None => Message::verbatim("—"),
        })
    }

    /// The change with its unit: shares move in 百分点.
    pub fn by_message(&self) -> Option<Message> {
        let (_, digits) = self.by()?;
        Some(match self.measure {
            Measure::Share => Message::new("diff-by-points").with("by", digits),
            _ => Message::verbatim(digits),
        })
    }
}

/// `71.05%` has two.
fn decimals_of(printed: &str) -> Option<u32> {
    let decimals = printed.split_once('.')?.1;
    decimals.chars().take_while(char::is_ascii_digit).count().try_into().ok()
}

/// What a number is of, the same in both releases.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Key {
    question: String,
    /// Empty where everybody was asked.
    group: String,
    item: String,
    measure: Measure,
}

struct Cell {
    key: Key,
    title: Option<String>,
    label: String,
    number: Number,
}

/// All numbers that differ, in the newer survey's order, then those it has no more.
pub(super) fn changes(old: &Survey, new: &Survey) -> Vec<NumberChange> {
    let olds = cells(old, &continued(old, new));
    let news = cells(new, &HashMap::new());
    let before: HashMap<&Key, &Cell> = olds.iter().map(|cell| (&cell.key, cell)).collect();
    let now: HashMap<&Key, &Cell> = news.iter().map(|cell| (&cell.key, cell)).collect();
    let mut changes: Vec<NumberChange> = Vec::new();
    for cell in &news {
        let before = before.get(&cell.key).map(|before| &before.number);
        if before != Some(&cell.number) {
            changes.push(change(cell, before.cloned(), Some(cell.number.clone())));
        }
    }
    for cell in olds.iter().filter(|cell| !now.contains_key(&cell.key)) {
        changes.push(change(cell, Some(cell.number.clone()), None));
    }
    changes
}

fn change(cell: &Cell, before: Option<Number>, now: Option<Number>) -> NumberChange {
    NumberChange {
        question: cell.title.clone().map(|title| (cell.key.question.clone(), title)),
        item: cell.label.clone(),
        measure: cell.key.measure,
        before,
        now,
    }
}

/// What the questions of an older survey are called in the newer one. What the links say is no continuation gets a
/// name that no id has.
fn continued(old: &Survey, new: &Survey) -> HashMap<String, String> {
    if old.report.year == new.report.year {
        return HashMap::new();
    }
    let mut names: HashMap<String, String> =
        old.questions.iter().map(|question| (question.id.clone(), format!("{} ", question.id))).collect();
    for question in &new.questions {
        if let Some((Some(before), _)) = counterpart(new, old, question) {
            names.insert(before.id.clone(), question.id.clone());
        }
    }
    names
}

/// Every number of a survey.
fn cells(survey: &Survey, names: &HashMap<String, String>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut sample = |item: &str, measure, label: &str, number: Option<Number>| {
        let key = Key { question: String::new(), group: String::new(), item: item.to_owned(), measure };
        cells.extend(number.map(|number| Cell { key, title: None, label: label.to_owned(), number }));
    };
    sample("", Measure::Valid, &survey.survey.label, survey.survey.valid.map(count));
    for (name, fact) in &survey.survey.facts {
        sample(name, Measure::Fact, name, said(fact));
    }
    for base in &survey.bases {
        sample(&base.id, Measure::Base, &base.label, base.n.map(count));
        sample(&base.id, Measure::EffectiveBase, &base.label, base.effective_n.map(count));
    }
    survey.questions.iter().for_each(|question| of_question(survey, question, names, &mut cells));
    cells
}

fn of_question(survey: &Survey, question: &Question, names: &HashMap<String, String>, cells: &mut Vec<Cell>) {
    let name = names.get(&question.id).unwrap_or(&question.id);
    let mut cell = |group: &str, item: &str, measure, label: String, number: Option<Number>| {
        let key = Key { question: name.clone(), group: group.to_owned(), item: item.to_owned(), measure };
        cells.extend(number.map(|number| Cell { key, title: Some(question.title.clone()), label, number }));
    };
    let percent = |share: Decimal| Number {
        printed: format!("{}%", printed(share, survey.policy.decimals)),
        exact: Some(share),
        forecast: false,
    };
    cell("", "", Measure::Base, String::new(), question.n.map(count));
    cell("", "", Measure::EffectiveBase, String::new(), question.effective_n.map(count));
    for option in &question.options {
        cell("", &option.id, Measure::Share, option.label.clone(), survey.share(question, option).map(percent));
        cell("", &option.id, Measure::Count, option.label.clone(), option.count.map(count));
    }
    for net in &question.nets {
        let label = net.label.as_ref().unwrap_or(&net.id).clone();
        cell("", &net.id, Measure::Share, label.clone(), net_share(survey, question, net).map(percent));
        cell("", &net.id, Measure::Count, label, net.count.map(count));
    }
    for point in &question.points {
        let number = point.value.map(|value| Number {
            printed: format!("{value} {}", question.unit.as_deref().unwrap_or_default()).trim_end().to_owned(),
            exact: Some(value),
            forecast: point.forecast,
        });
        cell("", &point.year.to_string(), Measure::Amount, point.year.to_string(), number);
    }
    for (id, breakdown) in &question.by {
        let group = survey.groups.iter().find(|group| group.id == *id).map_or(id, |group| &group.label);
        cell(id, "", Measure::Base, group.clone(), breakdown.base.map(count));
        for part in &breakdown.options {
            let option = question.choice(&part.id).map_or(&part.id, |choice| &choice.label);
            let label = || format!("{option} · {group}");
            let share = share(part.count, part.percent, breakdown.base).map(percent);
            cell(id, &part.id, Measure::Share, label(), share);
            cell(id, &part.id, Measure::Count, label(), part.count.map(count));
        }
    }
}

fn count(number: u64) -> Number {
    Number { printed: number.to_string(), exact: Some(number.into()), forecast: false }
}

fn said(fact: &Fact) -> Option<Number> {
    match fact {
        Fact::Number(number) => Some(count(*number)),
        Fact::Text(text) => Some(Number { printed: text.clone(), exact: None, forecast: false }),
        Fact::NotCollected => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;
    use crate::survey::model::*;

    fn survey(edit: impl Fn(&mut Survey)) -> Survey {
        let question =
            |id: &str, kind| Question { id: id.to_owned(), title: format!("{id}题"), kind, ..Default::default() };
        let choice = |id: &str, count, percent: Option<&str>| Choice {
            id: id.to_owned(),
            label: id.to_owned(),
            count,
            percent: percent.map(|percent| percent.parse().unwrap()),
            ..Default::default()
        };
        let mut survey = Survey::default();
        survey.policy.decimals = 2;
        survey.survey.label = "2031 年".to_owned();
        survey.survey.valid = Some(106);
        survey.survey.facts.insert("平均".to_owned(), Fact::Number(7));
        survey.survey.facts.insert("方式".to_owned(), Fact::Text("电话".to_owned()));
        survey.bases =
            vec![Base { id: "用户".to_owned(), label: "用户".to_owned(), n: Some(76), ..Default::default() }];
        survey.groups = vec![Group { id: "金融".to_owned(), label: "金融机构".to_owned() }];
        let part = Part { id: "甲".to_owned(), count: Some(10), percent: None };
        let breakdown = Breakdown { base: Some(40), options: vec![part] };
        let net = Net { id: "合计".to_owned(), of: vec!["甲".to_owned(), "乙".to_owned()], ..Default::default() };
        survey.questions = vec![
            Question {
                base: Some("用户".to_owned()),
                options: vec![choice("甲", Some(27), None), choice("乙", Some(19), None)],
                nets: vec![net],
                by: [("金融".to_owned(), breakdown)].into(),
                ..question("单", Kind::Single)
            },
            Question { options: vec![choice("丙", None, Some("71.05"))], ..question("多", Kind::Multiple) },
            Question {
                unit: Some("亿元".to_owned()),
                points: vec![Point { year: 2031, value: Some("425.5".parse().unwrap()), forecast: true }],
                ..question("额", Kind::Series)
            },
        ];
        edit(&mut survey);
        survey
    }

    fn told(changes: &[NumberChange]) -> Vec<String> {
        let one = |change: &NumberChange| {
            let [before, now] = change.numbers_text().map(|side| side.text(Lang::Zh));
            let by = change.by_message().map_or(String::new(), |by| by.text(Lang::Zh));
            let measure = change.measure.id();
            format!("{} {measure} {before} → {now} {by}", change.item).trim_end().to_owned()
        };
        changes.iter().map(one).collect()
    }

    #[test]
    fn every_kind_of_number_is_told() {
        let old = survey(|_| ());
        assert!(changes(&old, &old).is_empty());
        let told_of = |edit: &dyn Fn(&mut Survey)| told(&changes(&old, &survey(edit)));
        assert_eq!(told_of(&|new| new.survey.valid = Some(105)), ["2031 年 valid 106 → 105 −1"]);
        assert_eq!(
            told_of(&|new| {
                new.survey.facts.insert("平均".to_owned(), Fact::NotCollected);
                new.survey.facts.insert("方式".to_owned(), Fact::Text("在线".to_owned()));
            }),
            ["方式 fact 电话 → 在线", "平均 fact 7 → —"]
        );
        assert_eq!(
            told_of(&|new| new.questions[0].options[0].count = Some(28)),
            [
                "甲 share 35.53% → 36.84% +1.32 个百分点",
                "甲 count 27 → 28 +1",
                "合计 share 60.53% → 61.84% +1.32 个百分点",
            ]
        );
        assert_eq!(told_of(&|new| new.bases[0].n = Some(80)).len(), 4, "a base moves all its shares");
        assert_eq!(
            told_of(&|new| new.questions[1].options[0].percent = Some("72.4".parse().unwrap())),
            ["丙 share 71.05% → 72.40% +1.35 个百分点"]
        );
        assert_eq!(
            told_of(&|new| new.questions[2].points[0].forecast = false),
            ["2031 amount 425.5 亿元（预测） → 425.5 亿元 0.0"]
        );
        assert_eq!(
            told_of(&|new| new.questions[0].by.clear()),
            ["金融机构 base 40 → —", "甲 · 金融机构 share 25.00% → —", "甲 · 金融机构 count 10 → —"]
        );
        assert_eq!(told_of(&|new| drop(new.questions.pop())), ["2031 amount 425.5 亿元（预测） → —"]);
    }

    #[test]
    fn years_are_joined_by_their_links() {
        let old = survey(|old| old.report.year = 2030);
        let renamed = |relation| {
            let link = QuestionLink {
                from: Some("多".to_owned()),
                to: Some("多选".to_owned()),
                relation,
                ..Default::default()
            };
            survey(|new| {
                new.report.year = 2031;
                new.questions[1].id = "多选".to_owned();
                new.questions[1].options[0].percent = Some("72.37".parse().unwrap());
                new.links = Some(Links { questions: vec![link.clone()], ..Default::default() });
            })
        };
        assert_eq!(told(&changes(&old, &renamed(Relation::Renamed))), ["丙 share 71.05% → 72.37% +1.32 个百分点"]);
        let apart = ["丙 share — → 72.37%", "丙 share 71.05% → —"];
        assert_eq!(told(&changes(&old, &renamed(Relation::New))), apart);
    }
}
