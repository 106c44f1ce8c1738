//! Diagnostics as a person reads them: the source lines, what is wrong, what to do.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};
use crate::messages::{Lang, Message};

/// Writes diagnostics, each followed by an empty line; what was waived takes one line with its reason.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, diagnostics: &[Diagnostic], lang: Lang, coloured: bool) -> io::Result<()> {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let (waived, standing): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|diagnostic| diagnostic.waived.is_some());
    for diagnostic in standing {
        writeln!(out, "{}\n", render(&renderer, diagnostic, lang))?;
    }
    if !waived.is_empty() {
        writeln!(out, "{}", Message::new("waived-heading").with("count", waived.len()).text(lang))?;
        for (reason, diagnostics) in by_reason(&waived) {
            for diagnostic in &diagnostics {
                writeln!(out, "  {}", one_line(diagnostic, lang))?;
            }
            writeln!(out, "    {}\n", Message::new("waived-reason").with("reason", reason).text(lang))?;
        }
    }
    Ok(())
}

/// Waived diagnostics that stand for one reason, together.
fn by_reason<'a>(waived: &[&'a Diagnostic]) -> Vec<(&'a str, Vec<&'a Diagnostic>)> {
    let mut groups: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    for diagnostic in waived {
        let reason = diagnostic.waived.as_deref().unwrap_or_default();
        let same =
            |(known, group): &&mut (&str, Vec<&Diagnostic>)| *known == reason && group[0].code == diagnostic.code;
        match groups.iter_mut().find(same) {
            Some((_, group)) => group.push(diagnostic),
            None => groups.push((reason, vec![diagnostic])),
        }
    }
    groups
}

fn one_line(diagnostic: &Diagnostic, lang: Lang) -> String {
    let place = diagnostic.place.as_ref().map_or(String::new(), |place| {
        let (line, column) = place.line_column();
        format!("{}:{line}:{column}  ", place.file.name)
    });
    let rule = diagnostic.code.map_or(String::new(), |code| format!("〔{}〕", code.name.in_lang(lang)));
    format!("{place}{rule}{}", diagnostic.message.text(lang))
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
    for (file, places) in by_file(diagnostic) {
        let mut snippet = Snippet::source(&file.text).path(&file.name);
        for (place, why) in places {
            let kind = if why.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = why.map(|why| why.text(lang));
            snippet = snippet.annotation(kind.span(place.range.clone()).label(label));
        }
        group = group.element(snippet);
    }
    let hint_name = Message::new("hint").text(lang);
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.with_name(hint_name.clone()).message(hint.text(lang)));
    }
    renderer.render(&[group]).to_string()
}

type Marked<'a> = (&'a Place, Option<&'a Message>);

/// The places of a diagnostic, those of one file together: its own first.
fn by_file(diagnostic: &Diagnostic) -> Vec<(&super::SourceFile, Vec<Marked<'_>>)> {
    let own = diagnostic.place.iter().map(|place| (place, None));
    let related = diagnostic.related.iter().map(|(place, why)| (place, Some(why)));
    let mut files: Vec<(&super::SourceFile, Vec<Marked>)> = Vec::new();
    for (place, why) in own.chain(related) {
        match files.iter_mut().find(|(file, _)| file.name == place.file.name) {
            Some((_, places)) => places.push((place, why)),
            None => files.push((&place.file, vec![(place, why)])),
        }
    }
    files
}
