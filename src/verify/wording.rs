//! Verdicts in words.

use super::difference::{CarriedHow, Difference, MetadataField};
use super::{Verdict, Versions};
use crate::messages::Message;

impl Verdict {
    /// What was found, for the user; `file` is the PDF's name.
    pub fn message(&self, file: &str) -> Message {
        match self {
            Verdict::Identical { pages, bytes, files, .. } => {
                Message::new("verify-identical").with("pages", *pages).with("bytes", *bytes).with("files", *files)
            }
            Verdict::SameContent { pages, made_by, .. } => {
                with_versions(Message::new("verify-same-content").with("pages", *pages), made_by)
            }
            Verdict::Differs { difference, .. } => Message::new("verify-differs").with("how", difference.message()),
            Verdict::CannotBeMade { faults } => Message::new("verify-cannot-be-made").with("faults", faults),
            Verdict::BadData { faults } => Message::new("verify-bad-data").with("faults", faults),
            Verdict::NotAProject(cause) => cause.message(),
            Verdict::OtherFonts { missing } => {
                let name = |font: &crate::typeset::fonts::FontFile| format!("{} ({})", font.family, font.file);
                let names: Vec<String> = missing.iter().map(|font| super::difference::plain(&name(font))).collect();
                Message::new("verify-other-fonts").with("fonts", names)
            }
            Verdict::Unreadable(cause) => cause.message(file),
        }
        .with("file", file)
    }

    /// What is to be known beside it: which other version made a file that differs; in whose style the pages are set,
    /// and whether prose holds numbers of its own.
    pub fn notes(&self) -> Vec<Message> {
        match self {
            Verdict::Differs { made_by: Some(made_by), .. } => {
                vec![with_versions(Message::new("verify-other-version"), made_by)]
            }
            Verdict::Identical { house, .. } | Verdict::SameContent { house, .. } => {
                let style = match house.style.as_slice() {
                    [] => Message::new("verify-style-own"),
                    changed => Message::new("verify-style-changed").with("files", changed.to_vec()),
                };
                let unbound = Message::new("verify-unbound").with("count", house.unbound);
                [Some(style), (house.unbound > 0).then_some(unbound)].into_iter().flatten().collect()
            }
            _ => Vec::new(),
        }
    }
}

fn with_versions(message: Message, made_by: &Versions) -> Message {
    message
        .with("kanyin", &made_by.kanyin)
        .with("typst", &made_by.typst)
        .with("ours", env!("CARGO_PKG_VERSION"))
        .with("our-typst", crate::carried::lock::TYPST)
}

impl Difference {
    /// The difference, for the user.
    pub fn message(&self) -> Message {
        // A cover has no number.
        let page = |label: &String| match label.as_str() {
            "" => Message::new("page-cover"),
            label => Message::new("page-labelled").with("label", label),
        };
        let pair = |id, file: &String, again: &String| Message::new(id).with("found", file).with("again", again);
        match self {
            Difference::PageCount { file, again } => {
                Message::new("difference-page-count").with("found", *file).with("again", *again)
            }
            Difference::PagesSwapped { one, other } => {
                Message::new("difference-pages-swapped").with("one", page(one)).with("other", page(other))
            }
            Difference::Text { page: label, before, file, again } => {
                pair("difference-text", file, again).with("page", page(label)).with("before", before)
            }
            Difference::Label { position, file, again } => {
                pair("difference-label", file, again).with("position", *position)
            }
            Difference::Carried { path, how } => match how {
                CarriedHow::Changed { line } => {
                    Message::new("difference-carried-changed").with("path", path).with("line", *line)
                }
                CarriedHow::Missing => Message::new("difference-carried-missing").with("path", path),
                CarriedHow::Extra => Message::new("difference-carried-extra").with("path", path),
                CarriedHow::Label => Message::new("difference-carried-label").with("path", path),
            },
            Difference::Font { name } => Message::new("difference-font").with("name", name),
            Difference::Look { page: label } => Message::new("difference-look").with("page", page(label)),
            Difference::Structure { page: label, file, again } => {
                pair("difference-structure", file, again).with("page", page(label))
            }
            Difference::Metadata { field, file, again } => {
                pair("difference-metadata", file, again).with("field", Message::new(field.id()))
            }
            Difference::Bookmark { file, again } => pair("difference-bookmark", file, again),
            Difference::Object { number, kind } => Message::new("difference-object")
                .with("number", number.to_string())
                .with("kind", kind.as_deref().unwrap_or("—")),
            Difference::Bytes { offset, file, again } => {
                Message::new("difference-bytes").with("offset", *offset).with("found", *file).with("again", *again)
            }
            Difference::Data { field, carried, given } => {
                Message::new("difference-data").with("field", field).with("carried", carried).with("given", given)
            }
        }
    }
}

impl MetadataField {
    fn id(self) -> &'static str {
        match self {
            MetadataField::Title => "metadata-title",
            MetadataField::Author => "metadata-author",
            MetadataField::Subject => "metadata-subject",
            MetadataField::Keywords => "metadata-keywords",
            MetadataField::Creator => "metadata-creator",
            MetadataField::Producer => "metadata-producer",
            MetadataField::Language => "metadata-language",
        }
    }
}
