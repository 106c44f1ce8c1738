//! Diagnostics as workflow commands, which GitHub shows beside the changed lines. What was waived is no annotation.

use super::{Diagnostic, Severity};
use crate::messages::Lang;

/// One line a diagnostic: `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`.
pub fn lines(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let standing = diagnostics.iter().filter(|diagnostic| diagnostic.waived.is_none());
    standing.map(|diagnostic| line(diagnostic, lang) + "\n").collect()
}

fn line(diagnostic: &Diagnostic, lang: Lang) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        let ((line, column), (end_line, end_column)) = (place.line_column(), place.end_line_column());
        properties.push(format!("file={}", property(&place.file.name)));
        properties.push(format!("line={line}"));
        properties.push(format!("endLine={end_line}"));
        // GitHub takes columns on one line only, and the last one as part of the stretch.
        if line == end_line {
            properties.push(format!("col={column}"));
            properties.push(format!("endColumn={}", (end_column - 1).max(column)));
        }
    }
    if let Some(code) = diagnostic.code {
        properties.push(format!("title={}", property(&format!("{} [{}]", code.name.in_lang(lang), code.id))));
    }
    let hints: String = diagnostic.hints.iter().map(|hint| format!("\n{}", hint.text(lang))).collect();
    let message = data(&format!("{}{hints}", diagnostic.message.text(lang)));
    match properties.is_empty() {
        true => format!("::{command}::{message}"),
        false => format!("::{command} {}::{message}", properties.join(",")),
    }
}

/// A message on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, which commas and colons would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
