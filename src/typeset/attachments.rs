//! Files that a PDF carries: handed to Typst as virtual files, with an entry that attaches them after the report.

use serde::Serialize;
use serde_json::{Value, json};
use typst::foundations::Bytes;

use super::claims::{Mention, MentionKind};
use crate::diagnostics::Diagnostic;
use crate::messages::Message;

/// The entry of a report that carries files, what they are, and where their bytes lie.
pub const ENTRY_PATH: &str = "/kanyin/carrying.typ";
pub const LIST_PATH: &str = "/kanyin/carried.json";
const FOLDER: &str = "/kanyin/carried/";
pub const ENTRY: &str = r#"#include "/templates/report.typ"
#for (name, ..about) in json("/kanyin/carried.json") {
  pdf.attach("/" + name, read("/kanyin/carried/" + name, encoding: none), ..about)
}
"#;

/// A file that a PDF is to carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its path in the carried project; ASCII, without a leading slash.
    pub name: String,
    pub bytes: Bytes,
    pub relationship: Relationship,
    pub mime: &'static str,
    /// What it is, for a reader of the PDF.
    pub description: String,
}

/// What a carried file is to the report (ISO 19005-3, AFRelationship).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relationship {
    /// The pages were made from it.
    Source,
    /// What the pages show.
    Data,
}

/// The virtual file that holds an attachment's bytes.
pub fn path_of(file: &Attachment) -> String {
    format!("{FOLDER}{}", file.name)
}

/// Whether a file of the project's tree, by its path without a slash, is there only to carry others.
pub fn is_carrier(path: &str) -> bool {
    let path = format!("/{path}");
    [ENTRY_PATH, LIST_PATH].contains(&path.as_str()) || path.starts_with(FOLDER)
}

/// What the entry must know of the attachments, as JSON.
pub fn list(files: &[Attachment]) -> String {
    let about = |file: &Attachment| {
        json!({
            "name": file.name,
            "relationship": file.relationship,
            "mime-type": file.mime,
            "description": file.description,
        })
    };
    files.iter().map(about).collect::<Value>().to_string()
}

/// Reasons for not judging words that would travel all the same: they were not written where they can be blanked.
pub fn reasons_told(files: &[Attachment], mentions: &[Mention]) -> Vec<Diagnostic> {
    let told = |mention: &&Mention| {
        let reason = mention.reason.as_deref().unwrap_or_default().trim().as_bytes();
        let holds = |file: &Attachment| file.bytes.windows(reason.len()).any(|window| window == reason);
        mention.kind == MentionKind::Unjudged && !reason.is_empty() && files.iter().any(holds)
    };
    let fault = |mention: &Mention| {
        let message = Message::new("reason-told");
        let hint = message.hint();
        Diagnostic::error(message).at(mention.place.clone()).hint(hint)
    };
    mentions.iter().filter(told).map(fault).collect()
}
