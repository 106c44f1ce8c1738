//! Diagnostics as one JSON document.
//!
//! ```json
//! { "version": 1,
//!   "diagnostics": [ { "rule": "claim-false", "name": "表述不实", "severity": "error", "message": "…",
//!     "file": "templates/2018/findings.typ", "line": 9, "column": 19, "end_line": 9, "end_column": 50,
//!     "related": [ { "message": "数据在此", "file": "…", "line": 69, "column": 9, "end_line": 69, "end_column": 68 } ],
//!     "hints": ["…"], "waived": null } ],
//!   "summary": { … } }
//! ```
//!
//! Lines and columns count from 1, columns in characters; the end is the column after the last character. `rule`,
//! `name` and the place are null where there are none, and `waived` is the reason of a finding that stands.

use serde_json::{Value, json};

use super::{Diagnostic, Place};
use crate::messages::Lang;

/// The document; `summary` is the caller's.
pub fn document(diagnostics: &[Diagnostic], lang: Lang, summary: &Value) -> Value {
    let diagnostics: Vec<Value> = diagnostics.iter().map(|diagnostic| entry(diagnostic, lang)).collect();
    json!({ "version": 1, "diagnostics": diagnostics, "summary": summary })
}

/// One of them.
pub fn entry(diagnostic: &Diagnostic, lang: Lang) -> Value {
    let related = diagnostic.related.iter().map(|(place, why)| {
        let mut related = json!({ "message": why.text(lang) });
        add_place(&mut related, Some(place));
        related
    });
    let mut entry = json!({
        "rule": diagnostic.code.map(|code| code.id),
        "name": diagnostic.code.map(|code| code.name.in_lang(lang)),
        "severity": diagnostic.severity.id(),
        "message": diagnostic.message.text(lang),
        "related": related.collect::<Vec<_>>(),
        "hints": diagnostic.hints.iter().map(|hint| hint.text(lang)).collect::<Vec<_>>(),
        "waived": diagnostic.waived,
    });
    add_place(&mut entry, diagnostic.place.as_ref());
    entry
}

fn add_place(entry: &mut Value, place: Option<&Place>) {
    let (start, end) = place.map(|place| (place.line_column(), place.end_line_column())).unzip();
    entry["file"] = json!(place.map(|place| &place.file.name));
    entry["line"] = json!(start.map(|(line, _)| line));
    entry["column"] = json!(start.map(|(_, column)| column));
    entry["end_line"] = json!(end.map(|(line, _)| line));
    entry["end_column"] = json!(end.map(|(_, column)| column));
}
