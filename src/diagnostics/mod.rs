//! The one printer: data faults, findings in prose and Typst's own errors all come out as
//! file:line:column, the source line, what is wrong and what to do.

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;

use std::ops::Range;
use std::sync::Arc;

use crate::messages::{Message, Text};

/// A text file as it was read: the name to show and the text to quote.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// A stretch of a source file, in bytes on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub file: Arc<SourceFile>,
    pub range: Range<usize>,
}

impl Place {
    /// Line and column where it begins, both from 1, the column in characters.
    pub fn line_column(&self) -> (usize, usize) {
        self.line_column_of(self.range.start)
    }

    /// Line and column after its last character.
    pub fn end_line_column(&self) -> (usize, usize) {
        self.line_column_of(self.range.end)
    }

    fn line_column_of(&self, at: usize) -> (usize, usize) {
        let before = &self.file.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Note,
    Warning,
    Error,
}

impl Severity {
    /// How machines call it.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// The rule that a finding comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// What `kanyin explain` and waivers call it.
    pub id: &'static str,
    /// What editors call it: 表述不实.
    pub name: Text,
}

/// One message to the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// The rule, where it is a finding of the audit.
    pub code: Option<Code>,
    pub message: Message,
    pub place: Option<Place>,
    /// Other places that matter to it, each with why.
    pub related: Vec<(Place, Message)>,
    /// What to do, one sentence each.
    pub hints: Vec<Message>,
    /// 保留: the reason for which it stands, where it was waived.
    pub waived: Option<String>,
}

impl Diagnostic {
    /// A message without a place or a remedy yet.
    pub fn new(severity: Severity, message: Message) -> Self {
        Diagnostic { severity, code: None, message, place: None, related: Vec::new(), hints: Vec::new(), waived: None }
    }

    /// An error without a place or a remedy yet.
    pub fn error(message: Message) -> Self {
        Diagnostic::new(Severity::Error, message)
    }

    /// A warning without a place or a remedy yet.
    pub fn warning(message: Message) -> Self {
        Diagnostic::new(Severity::Warning, message)
    }

    /// A note without a place or a remedy yet.
    pub fn note(message: Message) -> Self {
        Diagnostic::new(Severity::Note, message)
    }

    /// The same, at a place.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The same, with one more remedy.
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }
}

/// The forms diagnostics are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// For people: source lines, colours on a terminal.
    Human,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
}

#[cfg(test)]
mod tests;
