//! 核校: judges data, prose and claims. Pure: an edition as values in, findings out.

pub mod finding;
pub mod rules;
pub mod wording;

use crate::diagnostics::Place;
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::model::Question;
use crate::typeset::claims::Mention;
use crate::typeset::prose::Prose;
pub use finding::Finding;

/// One edition, ready to be judged.
pub struct Edition<'a> {
    pub dataset: &'a Dataset,
    /// Last year's data, where this year's link to them.
    pub previous: Option<&'a Dataset>,
    pub prose: &'a Prose,
    /// What the pages say; none when the report could not be laid out.
    pub pages: Option<PagesSay<'a>>,
}

/// What laid-out pages say.
#[derive(Clone, Copy)]
pub struct PagesSay<'a> {
    pub mentions: &'a [Mention],
    /// Every word of the report as set, in reading order, without white space.
    pub text: &'a str,
}

impl Edition<'_> {
    /// Every finding of every rule, in the order of files and lines.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = rules::ALL.iter().flat_map(|rule| (rule.check)(self)).collect();
        findings.sort_by_key(|finding| finding.diagnostic.place.as_ref().map(|place| self.position(place)));
        findings
    }

    /// Data first, then the prose in reading order, each from top to bottom.
    fn position(&self, place: &Place) -> (usize, usize) {
        let chapter = self.prose.chapters.iter().position(|chapter| chapter.file.name == place.file.name);
        (chapter.map_or(0, |chapter| chapter + 1), place.range.start)
    }

    /// How editors call a question: 图 4, or by its title where it has no figure.
    pub fn name_of(&self, question: &Question) -> Message {
        match self.prose.figures().iter().position(|id| *id == question.id) {
            Some(index) => Message::new("named-figure").with("number", index + 1),
            None => Message::new("named-question").with("title", &question.title),
        }
    }
}
