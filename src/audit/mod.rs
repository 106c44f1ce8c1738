//! 核校: judges data, prose and claims. Pure: an edition as values in, findings out.

pub mod bases;
pub mod claims;
pub mod classes;
pub mod evidence;
pub mod finding;
pub mod paragraphs;
pub mod proof;
pub mod rules;
pub mod syntax;
pub mod wording;

use std::cell::OnceCell;

use crate::diagnostics::Place;
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::Question;
use crate::survey::waivers::Waiver;
use crate::typeset::claims::Mention;
use crate::typeset::prose::Prose;
pub use finding::Finding;
use paragraphs::Paragraph;
use wording::{Verdict, Years};

/// One edition, ready to be judged.
pub struct Edition<'a> {
    pub dataset: &'a Dataset,
    /// Last year's data, where this year's link to them.
    pub previous: Option<&'a Dataset>,
    pub prose: &'a Prose,
    /// What the editor lets stand.
    pub waivers: &'a [Waiver],
    /// What the pages say; none when the report could not be laid out.
    pub pages: Option<PagesSay<'a>>,
    /// Those of the prose, once a rule has asked for them.
    paragraphs: OnceCell<Vec<Paragraph<'a>>>,
}

/// What laid-out pages say.
#[derive(Clone, Copy)]
pub struct PagesSay<'a> {
    pub mentions: &'a [Mention],
    /// Every word of the report as set, in reading order, without white space.
    pub text: &'a str,
}

/// How many claims an edition makes, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClaimCount {
    pub checked: usize,
    /// 属实.
    pub borne_out: usize,
    /// 不实, and not waived.
    pub false_: usize,
    /// 存疑, and not waived.
    pub doubtful: usize,
    /// 未核, and not waived.
    pub unread: usize,
    /// 保留.
    pub waived: usize,
}

/// Whether a waiver is for a finding: the same rule and the same words, white space aside.
pub fn waives(waiver: &Waiver, finding: &Finding) -> bool {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    waiver.rule == finding.rule.id && squeezed(&waiver.text) == squeezed(&finding.subject)
}

impl<'a> Edition<'a> {
    /// An edition to be judged: its data and the earlier ones, its prose, what is waived, and what its pages say; none
    /// where they could not be laid out.
    pub fn new(
        dataset: &'a Dataset,
        previous: Option<&'a Dataset>,
        prose: &'a Prose,
        waivers: &'a [Waiver],
        pages: Option<PagesSay<'a>>,
    ) -> Self {
        Edition { dataset, previous, prose, waivers, pages, paragraphs: OnceCell::new() }
    }

    /// Every finding of every rule, in the order of files and lines, each with its waiver's reason where it has one.
    pub fn findings(&self) -> Vec<Finding> {
        let others = rules::ALL.iter().filter(|rule| rule.id != rules::WAIVER_UNUSED);
        let mut findings: Vec<Finding> = others.flat_map(|rule| (rule.check)(self)).collect();
        findings.extend(rules::unused_waivers(self, &findings));
        for finding in &mut findings {
            let waiver = self.waivers.iter().find(|waiver| waives(waiver, finding));
            finding.diagnostic.waived = waiver.map(|waiver| waiver.reason.clone());
        }
        let place = |finding: &Finding| finding.diagnostic.place.as_ref().map(|place| self.position(place));
        findings.sort_by_cached_key(|finding| (place(finding), finding.rule.id));
        findings
    }

    /// What became of the claims, `findings` being those of this edition.
    pub fn claim_count(&self, findings: &[Finding]) -> ClaimCount {
        let mut count = ClaimCount::default();
        for claim in claims::judged(self) {
            count.checked += 1;
            let about = |finding: &&Finding| {
                finding.rule.id.starts_with("claim-") && finding.diagnostic.place == claim.mention.place
            };
            let waived = findings.iter().filter(about).any(|finding| finding.diagnostic.waived.is_some());
            *match claim.verdict() {
                Verdict::True => &mut count.borne_out,
                _ if waived => &mut count.waived,
                Verdict::False => &mut count.false_,
                Verdict::Doubtful => &mut count.doubtful,
                Verdict::Unknown => &mut count.unread,
            } += 1;
        }
        count
    }

    /// Data first, then the prose in reading order, each from top to bottom.
    fn position(&self, place: &Place) -> (usize, usize) {
        let chapter = self.prose.chapters.iter().position(|chapter| chapter.file.name == place.file.name);
        (chapter.map_or(0, |chapter| chapter + 1), place.range.start)
    }

    /// Where a field of a question stands in the data file; `index` is the question's.
    pub fn in_question(&self, index: usize, within: &[Step]) -> Option<Place> {
        Some(self.dataset.place(&[&[Step::Key("questions"), Step::Index(index)], within].concat()))
    }

    /// Every paragraph of the prose, in reading order.
    pub fn paragraphs(&self) -> &[Paragraph<'a>] {
        self.paragraphs.get_or_init(|| self.prose.chapters.iter().flat_map(paragraphs::of).collect())
    }

    /// Every question with its index.
    pub fn questions(&self) -> impl Iterator<Item = (usize, &Question)> {
        self.dataset.survey.questions.iter().enumerate()
    }

    /// How the prose may call this year and last: by the labels of the two surveys and the years of their reports.
    pub fn years(&self) -> Years {
        let names = |dataset: &Dataset| {
            let label: String = dataset.survey.survey.label.split_whitespace().collect();
            let label = Some(label).filter(|label| !label.is_empty());
            label.into_iter().chain([format!("{}年", dataset.survey.report.year)]).collect()
        };
        Years { now: names(self.dataset), last: self.previous.map(names).unwrap_or_default(), unit: None }
    }

    /// How editors call a question: 图 4, or by its title where it has no figure.
    pub fn name_of(&self, question: &Question) -> Message {
        match self.prose.figures.iter().position(|id| *id == question.id) {
            Some(index) => Message::new("named-figure").with("number", index + 1),
            None => Message::new("named-question").with("title", &question.title),
        }
    }
}
