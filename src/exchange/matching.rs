//! Which question or option of the data a name in a table means: by id, by exact name, else as a proposal that a person
//! decides on.

use crate::messages::Message;
use crate::names::{alike, nearest, plain};
use crate::survey::model::{Choice, Question, Survey};

/// What a person decided, before or while importing.
pub struct Decisions<'a> {
    /// `题干=题` and `题干/选项=题.选项`, as names of the table and ids of the data; [`NEW`] for what is new.
    pub maps: &'a [(String, String)],
    /// Existing values may be overwritten.
    pub replace: bool,
    /// What the data do not know is added to them.
    pub add: bool,
    /// Decides on a proposal: the question to be asked.
    pub agrees: &'a dyn Fn(&Message) -> bool,
}

/// What a name in a table is.
#[derive(Debug, PartialEq)]
pub enum Match {
    /// The item at this index.
    Known(usize),
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
        let mapped = self.mapped(title).and_then(|id| survey.questions.iter().position(|question| question.id == id));
        mapped.or_else(|| exact(title, &question_names(survey)))
    }

    /// The question that a title means. What other titles certainly mean, `taken`, is not proposed.
    pub fn question(&self, survey: &Survey, title: &str, taken: &[usize]) -> Match {
        match self.exact_question(survey, title) {
            Some(index) => Match::Known(index),
            None if self.mapped(title) == Some(NEW) => Match::New,
            None => self.propose(title, &question_names(survey), taken),
        }
    }

    /// The question that a name is like, whoever decides.
    pub fn like_question<'a>(&self, survey: &'a Survey, name: &str) -> Option<&'a Question> {
        let ask_nobody = Decisions { agrees: &|_| false, ..*self };
        match ask_nobody.propose(name, &question_names(survey), &[]) {
            Match::Doubtful(index) => survey.questions.get(index),
            _ => None,
        }
    }

    /// The option of a question that a label certainly means; `title` is the question's in the table.
    pub fn exact_option(&self, question: &Question, title: &str, label: &str) -> Option<usize> {
        let mapped = self.mapped(&format!("{title}/{label}")).and_then(|id| {
            let id = id.strip_prefix(&format!("{}.", question.id)).unwrap_or(id);
            question.options.iter().position(|choice| choice.id == id)
        });
        mapped.or_else(|| exact(label, &option_names(question)))
    }

    /// The option that a label means. What other labels certainly mean, `taken`, is not proposed.
    pub fn option(&self, question: &Question, title: &str, label: &str, taken: &[usize]) -> Match {
        match self.exact_option(question, title, label) {
            Some(index) => Match::Known(index),
            None if self.mapped(&format!("{title}/{label}")) == Some(NEW) => Match::New,
            None => self.propose(label, &option_names(question), taken),
        }
    }

    fn mapped(&self, name: &str) -> Option<&str> {
        self.maps.iter().find(|(from, _)| plain(from) == plain(name)).map(|(_, to)| to.as_str())
    }

    fn propose(&self, name: &str, all: &[Vec<String>], taken: &[usize]) -> Match {
        let likeness = |names: &Vec<String>| names.iter().map(|known| alike(known, name)).fold(0.0, f64::max);
        let free = || all.iter().enumerate().filter(|(index, _)| !taken.contains(index));
        let near = free().map(|(index, names)| (index, likeness(names))).max_by(|(_, a), (_, b)| a.total_cmp(b));
        // Letters mistyped, added or left out may leave few pairs in common.
        let mistyped = || free().find(|(_, names)| nearest(name, names).is_some()).map(|(index, _)| index);
        match near.filter(|(_, likeness)| *likeness >= LIKE).map(|(index, _)| index).or_else(mistyped) {
            None => Match::New,
            Some(index) => {
                let known = all[index].get(1).or(all[index].first()).cloned().unwrap_or_default();
                let asked = Message::new("import-ask").with("name", name).with("known", known);
                if (self.agrees)(&asked) { Match::Known(index) } else { Match::Doubtful(index) }
            }
        }
    }
}

fn question_names(survey: &Survey) -> Vec<Vec<String>> {
    survey.questions.iter().map(|question| vec![question.id.clone(), question.title.clone()]).collect()
}

fn option_names(question: &Question) -> Vec<Vec<String>> {
    let names = |choice: &Choice| {
        [Some(&choice.id), Some(&choice.label), choice.text.as_ref()].into_iter().flatten().cloned().collect()
    };
    question.options.iter().map(names).collect()
}

/// The item of which this is a name: letter by letter, else without its dress.
fn exact(name: &str, all: &[Vec<String>]) -> Option<usize> {
    let of = |is: &dyn Fn(&str) -> bool| all.iter().position(|names| names.iter().any(|known| is(known)));
    of(&|known| known == name).or_else(|| of(&|known| plain(known) == plain(name)))
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
        let no = |_: &Message| false;
        let yes = |_: &Message| true;
        let known = [vec!["时间".to_owned(), "电子合同使用时间调查".to_owned()]];
        let decide = |agrees| Decisions { maps: &[], replace: false, add: false, agrees };
        for (name, asked, found) in [
            ("电子合同使用时间", &no as &dyn Fn(&Message) -> bool, Match::Doubtful(0)),
            ("电子合同使用时间", &yes, Match::Known(0)),
            ("资金投入", &yes, Match::New),
        ] {
            assert_eq!(decide(asked).propose(name, &known, &[]), found, "{name}");
            assert_eq!(decide(asked).propose(name, &known, &[0]), Match::New, "{name}: another is certain");
        }
        assert_eq!((exact("时 间", &known), exact("电子合同使用时间", &known)), (Some(0), None));
    }

    #[test]
    fn new_ids_are_ids() {
        assert_eq!(new_id("1.5 万 元", &[]), "15万元");
        let (one, two) = ("甲".to_owned(), "甲2".to_owned());
        assert_eq!(new_id("甲", &[&one, &two]), "甲3");
        assert_eq!(new_id(" . ", &[]), "新");
    }
}
