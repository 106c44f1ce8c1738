//! The one printer: data faults, findings in prose and Typst's own errors all come out as
//! file:line:column, the source line, what is wrong and what to do.

use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::messages::{Lang, Message, Text};

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
    /// Worth knowing; nothing need be done.
    Note,
    Warning,
    Error,
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
    pub fn new(severity: Severity, message: impl Into<Message>) -> Self {
        let message = message.into();
        Diagnostic { severity, code: None, message, place: None, related: Vec::new(), hints: Vec::new(), waived: None }
    }

    /// An error without a place or a remedy yet.
    pub fn error(message: impl Into<Message>) -> Self {
        Diagnostic::new(Severity::Error, message)
    }

    /// A warning without a place or a remedy yet.
    pub fn warning(message: impl Into<Message>) -> Self {
        Diagnostic::new(Severity::Warning, message)
    }

    /// The same, at a place.
    pub fn at(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The same, with one more remedy.
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// Writes diagnostics the way a person reads them, each followed by an empty line.
///
/// # Errors
/// When `out` cannot be written.
pub fn print(out: &mut dyn Write, diagnostics: &[Diagnostic], lang: Lang, coloured: bool) -> io::Result<()> {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in diagnostics {
        writeln!(out, "{}\n", render(&renderer, diagnostic, lang))?;
    }
    Ok(())
}

fn render(renderer: &Renderer, diagnostic: &Diagnostic, lang: Lang) -> String {
    let (level, name) = match diagnostic.severity {
        Severity::Error => (Level::ERROR, "severity-error"),
        Severity::Warning => (Level::WARNING, "severity-warning"),
        Severity::Note => (Level::NOTE, "severity-note"),
    };
    let name = Message::new(name).text(lang);
    let name = match diagnostic.code {
        Some(code) => {
            Message::new("named-rule").with("severity", name).with("rule", code.name.in_lang(lang)).text(lang)
        }
        None => name,
    };
    let mut title = level.with_name(name).primary_title(diagnostic.message.text(lang));
    if let Some(code) = diagnostic.code {
        title = title.id(code.id);
    }
    let mut group = Group::with_title(title);
    let places = diagnostic.place.iter().map(|place| (place, None));
    let related = diagnostic.related.iter().map(|(place, why)| (place, Some(why.text(lang))));
    for (place, why) in places.chain(related) {
        let kind = if why.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
        group = group.element(
            Snippet::source(&place.file.text)
                .path(&place.file.name)
                .annotation(kind.span(place.range.clone()).label(why)),
        );
    }
    let hint_name = Message::new("hint").text(lang);
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name(hint_name.clone()).message(hint.text(lang)));
    }
    renderer.render(&[group]).to_string()
}

/// The forms diagnostics are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    Human,
    Json,
    Sarif,
    Github,
}
