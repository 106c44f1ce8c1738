//! Files that a PDF carries, put into pages that are laid out already: as the elements that `pdf.attach` would leave,
//! without another layout.

use serde::Serialize;
use typst::foundations::{Bytes, Derived, NativeElement, PathOrStr, Str};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{FrameItem, Point};
use typst::model::Document;
use typst::pdf::{AttachElem, AttachedFileRelationship};
use typst::utils::hash128;
use typst_layout::{Page, PagedDocument};

use super::claims::{Mention, MentionKind};
use crate::diagnostics::Diagnostic;
use crate::messages::Message;

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

/// The same pages, with files in them: what an exporter finds where the last page ends.
pub fn with_files(document: &PagedDocument, files: &[Attachment]) -> PagedDocument {
    let mut pages: Vec<Page> = document.pages().to_vec();
    if let Some(last) = pages.last_mut() {
        // Exporters find elements by what surrounds them; nothing of it is seen, and readers have no tag for it.
        let flags = TagFlags { introspectable: true, tagged: false };
        for file in files {
            let location = Location::new(hash128(&("kanyin", &file.name)));
            let mut element = element(file).pack();
            element.set_location(location);
            let (start, end) = (Tag::Start(element, flags), Tag::End(location, location.hash(), flags));
            last.frame.push_multiple([start, end].map(|tag| (Point::zero(), FrameItem::Tag(tag))));
        }
    }
    PagedDocument::new(pages.into_iter().collect(), document.info().clone())
}

fn element(file: &Attachment) -> AttachElem {
    let relationship = match file.relationship {
        Relationship::Source => AttachedFileRelationship::Source,
        Relationship::Data => AttachedFileRelationship::Data,
    };
    let path = Derived::new(PathOrStr::Str(Str::from(file.name.as_str())), file.name.as_str().into());
    AttachElem::new(path, file.bytes.clone())
        .with_relationship(Some(relationship))
        .with_mime_type(Some(file.mime.into()))
        .with_description(Some(file.description.as_str().into()))
}

/// Reasons for not judging words that would travel all the same: they were not written where they can be blanked.
pub fn reasons_told(files: &[Attachment], mentions: &[Mention]) -> Vec<Diagnostic> {
    let told = |mention: &&Mention| {
        let reason = mention.reason.as_deref().unwrap_or_default().trim();
        let holds = |file: &Attachment| String::from_utf8_lossy(&file.bytes).contains(reason);
        mention.kind == MentionKind::Unjudged && !reason.is_empty() && files.iter().any(holds)
    };
    let fault = |mention: &Mention| {
        let message = Message::new("reason-told");
        let hint = message.hint();
        Diagnostic::error(message).at(mention.place.clone()).hint(hint)
    };
    mentions.iter().filter(told).map(fault).collect()
}
