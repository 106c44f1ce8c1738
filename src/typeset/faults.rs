//! What is wrong with a layout, told to the editor: at the line of the prose that led there, with what to do about it.

use std::path::Path;

use typst::WorldExt;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::DiagSpan;

use super::Typesetter;
use super::advice;
use super::claims::{Mention, MentionKind};
use super::kit_problem::KitProblem;
use super::world::ReportWorld;
use crate::diagnostics::{Diagnostic, Place, Severity};
use crate::messages::Message;
use crate::names::nearest;
use crate::survey::model::Survey;
use crate::survey::succession;

/// A reference of last year's prose, and what it refers to now; nothing where that was dropped.
pub struct Outdated {
    old: String,
    now: Vec<String>,
}

impl Typesetter {
    /// Typst's diagnostics for the one printer. Where an error surfaced inside the kit, the editor is shown the line
    /// of the prose that led there.
    pub fn diagnose(&self, diagnostics: &[SourceDiagnostic]) -> Vec<Diagnostic> {
        diagnostics.iter().map(|diagnostic| self.diagnose_one(diagnostic)).collect()
    }

    fn diagnose_one(&self, source: &SourceDiagnostic) -> Diagnostic {
        let own = place_of(&self.world, source.span);
        let calls = source.trace.iter().filter_map(|point| place_of(&self.world, point.span));
        let prose = self.shown_root.join(&self.prose_folder);
        let in_prose = |place: &Place| Path::new(&place.file.name).starts_with(&prose);
        let shown = own.iter().cloned().chain(calls).find(in_prose).or_else(|| own.clone());
        let severity = match source.severity {
            TypstSeverity::Error => Severity::Error,
            TypstSeverity::Warning => Severity::Warning,
        };
        let own_hints = source.hints.iter().map(|hint| hint.v.to_string()).filter(|hint| !hint.contains("`--"));
        let own_hints = own_hints.map(Message::verbatim);
        let mut diagnostic = Diagnostic {
            severity,
            code: None,
            message: Message::new("typst-says").with("words", source.message.as_str()),
            place: shown.clone(),
            related: Vec::new(),
            waived: None,
            // Typst's hints on its own command line help nobody here.
            hints: advice::advice(&source.message).into_iter().chain(own_hints).collect(),
        };
        if let Some(own) = own.filter(|own| Some(own) != shown.as_ref()) {
            let (line, column) = own.line_column();
            let at = format!("{}:{line}:{column}", own.file.name);
            diagnostic.hints.push(Message::new("typst-where").with("place", at));
        }
        diagnostic
    }

    /// Last year's references that are none now. An old option may already stand under its question's new id.
    pub(super) fn outdated_since(&self, survey: &Survey, previous: &Survey) -> Vec<Outdated> {
        let mut outdated = Vec::new();
        for past in succession::of(survey, previous) {
            let now = past.references_now(survey);
            let question = past.now.map(|index| &survey.questions[index].id);
            let half_new = past.choice.and_then(|choice| Some(format!("{}.{}", question?, choice.id)));
            for old in [Some(past.reference()), half_new].into_iter().flatten() {
                if !self.references.contains(&old) {
                    outdated.push(Outdated { old, now: now.clone() });
                }
            }
        }
        outdated
    }

    /// What became of a reference that last year's prose could use.
    fn became(&self, reference: &str) -> Option<Message> {
        let is_it = |old: &&Outdated| old.old == reference;
        // Of a question that is gone, every option is.
        let question = || {
            let id = reference.split_once('.')?.0;
            self.outdated.iter().find(|old| old.old == id)
        };
        let outdated = self.outdated.iter().find(is_it).or_else(question)?;
        Some(match outdated.now.as_slice() {
            [] => Message::new("past-dropped").with("old", &outdated.old),
            now => Message::new("past-renamed").with("old", &outdated.old).with("now", now.join("、")),
        })
    }

    /// Last year's reference to what has no phrase under its new one.
    fn was(&self, reference: &str) -> Option<Message> {
        let old = self.outdated.iter().find(|old| old.now.iter().any(|now| now == reference))?;
        Some(Message::new("past-renamed").with("old", &old.old).with("now", reference))
    }

    pub(super) fn kit_fault(&self, mention: &Mention) -> Option<Diagnostic> {
        let problem = match mention.kind {
            MentionKind::Problem(problem) => problem,
            MentionKind::Pending if self.is_final => KitProblem::Pending,
            _ => return None,
        };
        let diagnostic = kit_diagnostic(mention, problem);
        let words = mention.words.trim_matches('"');
        let near = || nearest(words, &self.references).map(|near| Message::new("hint-near").with("near", near));
        let hint = match problem {
            KitProblem::UnknownOption | KitProblem::UnknownQuestion => self.became(words).or_else(near),
            KitProblem::NoPhrase => words.split('、').find_map(|reference| self.was(reference)),
            _ => None,
        };
        Some(match hint {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic,
        })
    }

    /// Words that went with their option. A year-on-year clause that has no last year goes without a word.
    pub(super) fn omission(&self, mention: &Mention) -> Option<Diagnostic> {
        if mention.kind != MentionKind::Omitted || mention.function == "since" {
            return None;
        }
        let gone: Vec<&str> = mention.options().collect();
        let became = gone.iter().find_map(|reference| self.became(reference));
        let message = Message::new("kit-omitted").with("function", &mention.function).with("gone", gone);
        let hint = message.hint();
        let diagnostic = Diagnostic::warning(message).at(mention.place.clone()).hint(hint);
        Some(match became {
            Some(became) => diagnostic.hint(became),
            None => diagnostic,
        })
    }
}

/// Every placing of a figure after its first.
pub fn figures_twice(mentions: &[Mention]) -> Vec<Diagnostic> {
    let placed = |mention: &&Mention| mention.function == "chart" && mention.kind == MentionKind::Bound;
    let charts: Vec<&Mention> = mentions.iter().filter(placed).collect();
    let same = |one: &Mention, other: &Mention| one.words == other.words && one.covers == other.covers;
    let repeated =
        charts.iter().enumerate().filter(|(index, chart)| charts[..*index].iter().any(|one| same(one, chart)));
    repeated.map(|(_, chart)| kit_diagnostic(chart, KitProblem::FigureTwice)).collect()
}

fn kit_diagnostic(mention: &Mention, problem: KitProblem) -> Diagnostic {
    let message = match mention.words.as_str() {
        "" => Message::new("kit-problem"),
        words => Message::new("kit-problem-of").with("words", words),
    };
    let message = message.with("function", &mention.function).with("problem", problem.message());
    Diagnostic::error(message).at(mention.place.clone()).hint(problem.message().hint())
}

/// Where a span stands, if it stands in a file that can be read.
pub fn place_of(world: &ReportWorld, span: impl Into<DiagSpan>) -> Option<Place> {
    let span = span.into();
    let id = span.id()?;
    let range = world.range(span)?;
    Some(Place { file: world.shown(id)?, range })
}
