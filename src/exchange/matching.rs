//! Which question or option of the data a name in a table means: by id, by exact name, else as a proposal that a person
//! decides on.

use std::cell::Cell;

use crate::messages::Message;
use crate::names::{Found, alike, find, nearest, undressed, unnumbered, without_number};
use crate::survey::model::{Choice, Question, Role, Survey};

/// What a person decided, before or while importing.
pub struct Decisions<'a> {
    /// What names of the table are in the data.
    pub maps: &'a [Map],
    /// Existing values may be overwritten.
    pub replace: bool,
    /// What the data do not know is added to them.
    pub add: bool,
    /// Proposals are taken where nothing speaks against them.
    pub accept: bool,
    /// Decides on a proposal: the question to be asked.
    pub agrees: &'a dyn Fn(&Message) -> bool,
}

/// `题干=题` or `题干/选项=题.选项`: a name of the table and an id of the data, or [`NEW`].
#[derive(Debug)]
pub struct Map {
    pub from: String,
    pub to: String,
    /// Whether it settled anything.
    pub used: Cell<bool>,
}

impl Map {
    pub fn new(from: &str, to: &str) -> Map {
        Map { from: from.to_owned(), to: to.to_owned(), used: Cell::new(false) }
    }
}

/// What a name in a table is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Match {
    /// The item at this index.
    Known(usize),
    /// That one, for a proposal was accepted.
    Accepted(usize),
    /// Perhaps that one; nobody said so.
    Doubtful(usize),
    New,
}

/// What a name is mapped to that the data do not know yet, however like another it looks.
pub const NEW: &str = "+";

/// The least part of common letter pairs that makes a proposal.
const LIKE: f64 = 0.5;

impl Decisions<'_> {
    /// The question that a title certainly means.
    pub fn exact_question(&self, survey: &Survey, title: &str) -> Option<usize> {
        match self.certain(title, &question_ids(survey), &question_names(survey)) {
            Some(Match::Known(index)) => Some(index),
            _ => None,
        }
    }

    /// The questions that titles mean.
    pub fn questions(&self, survey: &Survey, titles: &[&str]) -> Vec<Match> {
        let keys: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        self.pair(titles, &keys, &question_ids(survey), &question_names(survey))
    }

    /// The question that a name is like, whoever decides.
    pub fn like_question<'a>(&self, survey: &'a Survey, name: &str) -> Option<&'a Question> {
        let ask_nobody = Decisions { agrees: &|_| false, accept: false, ..*self };
        match ask_nobody.questions(survey, &[name])[..] {
            [Match::Doubtful(index)] => survey.questions.get(index),
            _ => None,
        }
    }

    /// Whether a person said that a name is that of something new.
    pub fn is_new(&self, name: &str) -> bool {
        self.mapped(name).is_some_and(|map| map.to == NEW)
    }

    /// The options of a question that labels mean; `title` is the question's in the table.
    pub fn options(&self, question: &Question, title: &str, labels: &[&str]) -> Vec<Match> {
        let keys: Vec<String> = labels.iter().map(|label| format!("{title}/{label}")).collect();
        self.pair(labels, &keys, &option_ids(question), &option_names(question))
    }

    /// The map whose left side is this name.
    pub fn mapped(&self, name: &str) -> Option<&Map> {
        let names: Vec<Vec<&str>> = self.maps.iter().map(|map| vec![map.from.as_str()]).collect();
        match find(name, &names) {
            Found::One(index) | Found::Several(index) => self.maps.get(index),
            Found::None => None,
        }
    }

    /// What a name means without any doubt, or that it fits two items; none where it must be guessed.
    fn certain(&self, name: &str, ids: &[String], names: &[Vec<String>]) -> Option<Match> {
        self.certain_by(name, name, ids, names)
    }

    fn certain_by(&self, name: &str, key: &str, ids: &[String], names: &[Vec<String>]) -> Option<Match> {
        if let Some(map) = self.mapped(key) {
            if map.to == NEW {
                map.used.set(true);
                return Some(Match::New);
            }
            if let Some(index) = ids.iter().position(|id| *id == map.to) {
                map.used.set(true);
                return Some(Match::Known(index));
            }
        }
        match find(name, names) {
            Found::One(index) => Some(Match::Known(index)),
            Found::Several(index) => Some(Match::Doubtful(index)),
            Found::None => None,
        }
    }

    /// What each of several names means. `keys` are what maps call them, `ids` what maps call the items.
    fn pair(&self, wanted: &[&str], keys: &[String], ids: &[String], names: &[Vec<String>]) -> Vec<Match> {
        let certain: Vec<Option<Match>> =
            wanted.iter().zip(keys).map(|(name, key)| self.certain_by(name, key, ids, names)).collect();
        let is_free = |index: usize| !certain.contains(&Some(Match::Known(index)));
        let free: Vec<usize> = (0..names.len()).filter(|index| is_free(*index)).collect();
        let near: Vec<Option<(usize, f64)>> = wanted
            .iter()
            .zip(&certain)
            .map(|(name, known)| known.map_or_else(|| likest(name, names, &free), |_| None))
            .collect();
        let is_mutual = |at: usize, (index, likeness): (usize, f64)| {
            let others = near.iter().enumerate().filter(|(other, _)| *other != at);
            others
                .flat_map(|(_, near)| near)
                .all(|(other, likeness_of_it)| *other != index || *likeness_of_it < likeness)
        };
        let decide = |at: usize| match (certain[at], near[at]) {
            (Some(known), _) => known,
            (None, None) => Match::New,
            (None, Some((index, likeness))) => {
                let known = names[index].get(1).or(names[index].first()).cloned().unwrap_or_default();
                let sure = is_mutual(at, (index, likeness))
                    && !names[index].iter().any(|known| are_opposed(wanted[at], known));
                let asked = Message::new("import-ask").with("name", wanted[at]).with("known", known);
                match (self.accept && sure) || (self.agrees)(&asked) {
                    true => Match::Accepted(index),
                    false => Match::Doubtful(index),
                }
            }
        };
        (0..wanted.len()).map(decide).collect()
    }
}

/// The free item that a name is most like, and how much; none where it is like no item.
fn likest(name: &str, all: &[Vec<String>], free: &[usize]) -> Option<(usize, f64)> {
    let likeness = |index: &usize| all[*index].iter().map(|known| alike(known, name)).fold(0.0, f64::max);
    let near = free.iter().map(|index| (*index, likeness(index))).max_by(|(_, a), (_, b)| a.total_cmp(b));
    // Letters mistyped, added or left out may leave few pairs in common.
    let mistyped = || free.iter().find(|index| nearest(name, &all[**index]).is_some()).map(|index| (*index, 0.0));
    near.filter(|(_, likeness)| *likeness >= LIKE).or_else(mistyped)
}

/// Whether two names differ in what turns their meaning: 满意 and 不满意, 1 年 and 2 年.
fn are_opposed(one: &str, other: &str) -> bool {
    let turning = |name: &str| {
        let bare = unnumbered(name).unwrap_or_else(|| undressed(name));
        let turns = |mark: &char| mark.is_ascii_digit() || "不未非没无否".contains(*mark);
        bare.chars().filter(turns).collect::<Vec<_>>()
    };
    turning(one) != turning(other)
}

fn question_ids(survey: &Survey) -> Vec<String> {
    survey.questions.iter().map(|question| question.id.clone()).collect()
}

/// Names of questions, the surest first.
fn question_names(survey: &Survey) -> Vec<Vec<String>> {
    survey.questions.iter().map(|question| vec![question.id.clone(), question.title.clone()]).collect()
}

fn option_ids(question: &Question) -> Vec<String> {
    question.options.iter().map(|choice| format!("{}.{}", question.id, choice.id)).collect()
}

/// Names of options, the surest first.
pub fn option_names(question: &Question) -> Vec<Vec<String>> {
    let names = |choice: &Choice| {
        [Some(&choice.id), Some(&choice.label), choice.text.as_ref()].into_iter().flatten().cloned().collect()
    };
    question.options.iter().map(names).collect()
}

/// A name as it is written into the data: without its number in the questionnaire.
pub fn new_title(name: &str) -> String {
    without_number(name).unwrap_or(name).trim().to_owned()
}

/// An option that the data do not know yet.
pub fn new_choice(question: &Question, label: &str) -> Choice {
    let options = question.options.iter().map(|choice| &choice.id);
    let taken: Vec<&String> = options.chain(question.nets.iter().map(|net| &net.id)).collect();
    Choice { id: new_id(label, &taken), label: label.to_owned(), role: role_of(label), ..Choice::default() }
}

/// What stands apart from the other options, by its label.
fn role_of(label: &str) -> Option<Role> {
    let bare = undressed(label);
    let after = bare.strip_prefix("其他").or(bare.strip_prefix("其它"));
    let begins = |words: &[&str]| words.iter().any(|word| bare.starts_with(word));
    match after {
        Some(rest) if rest.starts_with('请') || !rest.chars().next().is_some_and(char::is_alphabetic) => {
            Some(Role::Other)
        }
        _ if begins(&[
            "以上都没有",
            "以上都不是",
            "以上均没有",
            "以上均不是",
            "以上皆非",
            "以上都无",
            "都没有",
            "都不是",
        ]) =>
        {
            Some(Role::Exclusive)
        }
        _ => None,
    }
}

/// An id for what is new, from its name: no dots, no white space, none of those taken.
pub fn new_id(name: &str, taken: &[&String]) -> String {
    let bare: String = name.chars().filter(|character| !character.is_whitespace() && *character != '.').collect();
    let bare = if bare.is_empty() { "新".to_owned() } else { bare };
    let numbered = |number: usize| if number == 1 { bare.clone() } else { format!("{bare}{number}") };
    let mut number = 1;
    while taken.contains(&&numbered(number)) {
        number += 1;
    }
    numbered(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_likeness_is_a_proposal_and_no_match() {
        let names = |items: &[&str]| items.iter().map(|name| vec![(*name).to_owned()]).collect::<Vec<_>>();
        let pair = |accept, wanted: &[&str], items: &[&str]| {
            let decisions = Decisions { maps: &[], replace: false, add: false, accept, agrees: &|_| false };
            let keys: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
            decisions.pair(wanted, &keys, &keys, &names(items))
        };
        let known = ["电子合同使用时间调查"];
        assert_eq!(pair(false, &["电子合同使用时间"], &known), [Match::Doubtful(0)]);
        assert_eq!(pair(true, &["电子合同使用时间"], &known), [Match::Accepted(0)]);
        assert_eq!(pair(true, &["资金投入"], &known), [Match::New]);
        let both = pair(true, &["电子合同使用时间", "电子合同使用时间 调查"], &known);
        assert_eq!(both, [Match::New, Match::Known(0)], "another is certain");
        let both = pair(true, &["电子合同使用时间", "合同使用时间"], &known);
        assert_eq!(both, [Match::Accepted(0), Match::Doubtful(0)], "the likest only");
        for (name, known) in [("对服务满意", "对服务不满意"), ("使用时间 1 年", "使用时间 2 年")] {
            assert_eq!(pair(true, &[name], &[known]), [Match::Doubtful(0)], "{name}");
        }
    }

    #[test]
    fn what_is_new_is_named_after_its_label() {
        assert_eq!(new_id("1.5 万 元", &[]), "15万元");
        let (one, two) = ("甲".to_owned(), "甲2".to_owned());
        assert_eq!(new_id("甲", &[&one, &two]), "甲3");
        assert_eq!(new_id(" . ", &[]), "新");
        for (label, role) in [
            ("其他（请注明）", Some(Role::Other)),
            ("其它", Some(Role::Other)),
            ("其他行业", None),
            ("以上都没有", Some(Role::Exclusive)),
            ("短信", None),
        ] {
            assert_eq!(new_choice(&Question::default(), label).role, role, "{label}");
        }
        assert_eq!((new_title("第8题：您的 部署"), new_title("3、部署")), ("您的 部署".into(), "部署".into()));
    }
}
