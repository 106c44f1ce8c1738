//! What the types cannot say of links: relations fit what they join, and nothing is joined twice, which would count last
//! year's answers twice.

use std::path::Path;

use super::check::{Checker, ids, join, unknown_option};
use super::located::Step::{self, Index, Key};
use super::model::*;
use super::problem::Fault;

impl Checker<'_> {
    /// Links name this file's questions and options, and last year's file beside it.
    pub(super) fn links(&mut self, survey: &Survey, links: &Links) {
        let plain = Path::new(&links.previous).file_name().is_some_and(|name| name == links.previous.as_str());
        if !plain {
            self.fail(&[Key("links")], &[Key("previous")], Fault::NotAFileName { found: links.previous.clone() });
        }
        self.questions_once(links);
        for (index, link) in links.questions.iter().enumerate() {
            let at = [Key("links"), Key("questions"), Index(index)];
            let (from, to) = (usize::from(link.from.is_some()), usize::from(link.to.is_some()));
            if !fits(link.relation, from, to) {
                self.fail(&at, &[Key("relation")], Fault::RelationDoesNotFit { relation: link.relation, from, to });
            }
            self.options_once(link, &at);
            for (index, option) in link.options.iter().enumerate() {
                let at = join(&at, &[Key("options"), Index(index)]);
                let (relation, from, to) = (option.relation, option.from.len(), option.to.len());
                if !fits(relation, from, to) {
                    self.fail(&at, &[Key("relation")], Fault::RelationDoesNotFit { relation, from, to });
                }
            }
            let Some(to) = &link.to else { continue };
            let Some(question) = survey.question(to) else {
                self.fail(
                    &at,
                    &[Key("to")],
                    Fault::UnknownQuestion { id: to.clone(), known: ids(&survey.questions, |question| &question.id) },
                );
                continue;
            };
            for (index, option) in link.options.iter().enumerate() {
                let at = join(&at, &[Key("options"), Index(index)]);
                for (index, id) in option.to.iter().enumerate().filter(|(_, id)| question.choice(id).is_none()) {
                    let fault = unknown_option(id, question);
                    self.fail(&at, &[Key("to"), Index(index)], fault);
                }
            }
        }
    }

    /// Several questions may become one, or one several; else each is joined once.
    fn questions_once(&mut self, links: &Links) {
        for (index, link) in links.questions.iter().enumerate() {
            let others = || links.questions[..index].iter();
            let at = [Key("links"), Key("questions"), Index(index)];
            let merged =
                |other: &&QuestionLink| other.relation == Relation::Merged && link.relation == Relation::Merged;
            let split = |other: &&QuestionLink| other.relation == Relation::Split && link.relation == Relation::Split;
            if let Some(to) = &link.to
                && others().filter(|other| !merged(other)).any(|other| other.to.as_ref() == Some(to))
            {
                self.fail(&at, &[Key("to")], Fault::LinkedTwice { id: to.clone() });
            }
            if let Some(from) = &link.from
                && others().filter(|other| !split(other)).any(|other| other.from.as_ref() == Some(from))
            {
                self.fail(&at, &[Key("from")], Fault::LinkedTwice { id: from.clone() });
            }
        }
    }

    /// Every option of either year stands in one link of its question, once.
    fn options_once(&mut self, link: &QuestionLink, at: &[Step]) {
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for (index, option) in link.options.iter().enumerate() {
            for (key, ids, seen) in [("from", &option.from, &mut from), ("to", &option.to, &mut to)] {
                for (place, id) in ids.iter().enumerate() {
                    if seen.contains(&id) {
                        let at = join(at, &[Key("options"), Index(index)]);
                        self.fail(&at, &[Key(key), Index(place)], Fault::LinkedTwice { id: id.clone() });
                    }
                    seen.push(id);
                }
            }
        }
    }
}

/// How many of last year's and of this year's a relation joins. Of questions, several may become one or one several,
/// each pair in a link of its own.
fn fits(relation: Relation, from: usize, to: usize) -> bool {
    match relation {
        Relation::Same | Relation::Renamed => (from, to) == (1, 1),
        Relation::Merged => from >= 1 && to == 1,
        Relation::Split => from == 1 && to >= 1,
        Relation::New => from == 0 && to >= 1,
        Relation::Dropped => from >= 1 && to == 0,
    }
}
