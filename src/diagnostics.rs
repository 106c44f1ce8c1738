//! The one printer: data faults, findings in prose and Typst's own errors all come out as
//! file:line:column, the source line, what is wrong and what to do.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

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
    /// Line and column, both from 1, the column in characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.range.start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Warning,
    Error,
}

/// One message to the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub severity: Severity,
    pub message: String,
    pub place: Option<Place>,
    /// What to do, one sentence each.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error without a place or a remedy yet.
    pub fn error(message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Error, message: message.into(), place: None, hints: Vec::new() }
    }

    /// A warning without a place or a remedy yet.
    pub fn warning(message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(message) }
    }

    /// The same, at a place.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The same, with one more remedy.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Writes diagnostics the way a person reads them, each followed by an empty line.
///
/// # Errors
/// When `out` cannot be written.
pub fn print(out: &mut dyn Write, diagnostics: &[Diagnostic], coloured: bool) -> io::Result<()> {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in diagnostics {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR.with_name("错误"),
            Severity::Warning => Level::WARNING.with_name("警告"),
        };
        let mut group = Group::with_title(level.primary_title(&diagnostic.message));
        if let Some(place) = &diagnostic.place {
            group = group.element(
                Snippet::source(&place.file.text)
                    .path(&place.file.name)
                    .annotation(AnnotationKind::Primary.span(place.range.clone())),
            );
        }
        for hint in &diagnostic.hints {
            group = group.element(Level::HELP.with_name("建议").message(hint));
        }
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    Ok(())
}
