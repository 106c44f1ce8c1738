//! What a file carries: embedded files, as a viewer lists them.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream, String as PdfString};

use super::strings::text;
use super::{Pdf, Unreadable, tree, unpack};

/// All attachments together, unpacked.
const MAX_TOTAL: usize = 256 << 20;
const MAX_COUNT: usize = 10_000;

/// A file inside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, as the file says it: a stranger's text, never a path to write to as it is.
    pub name: String,
    pub bytes: Vec<u8>,
    /// What it is to the document: `Source`, `Data`, `Supplement`.
    pub relationship: Option<String>,
    /// Its media type.
    pub mime: Option<String>,
    pub description: Option<String>,
    /// Whether an attachment before it has the same name.
    pub repeated: bool,
}

impl Pdf {
    /// All attachments in the order the document lists them, then those that only the index of names has.
    ///
    /// # Errors
    /// Attachments that are broken, or too many or too large together.
    pub fn attachments(&self) -> Result<Vec<Attachment>, Unreadable> {
        self.guarded(|| {
            let Some(catalog) = self.catalog() else { return Err(Unreadable::Broken) };
            let xref = self.syntax.xref();
            let mut listed: Vec<(Option<ObjectIdentifier>, Dict)> = Vec::new();
            for item in catalog.get::<Array>("AF").iter().flat_map(Array::raw_iter).take(MAX_COUNT) {
                if let Some((id, object)) = tree::resolved(item, xref)
                    && let Some(specification) = object.into_dict()
                {
                    listed.push((id, specification));
                }
            }
            let names = catalog.get::<Dict>("Names").and_then(|names| names.get::<Dict>("EmbeddedFiles"));
            if let Some(names) = names {
                for entry in tree::entries(&names, "Names", xref)? {
                    if let Some(specification) = entry.value.into_dict() {
                        listed.push((entry.id.map(ObjectIdentifier::from), specification));
                    }
                }
            }
            let mut attachments: Vec<Attachment> = Vec::new();
            let (mut seen, mut names, mut left) = (HashSet::new(), HashSet::new(), MAX_TOTAL);
            for (id, specification) in listed {
                if id.is_some_and(|id| !seen.insert(id)) {
                    continue;
                }
                let Some(mut attachment) = attachment(&specification, left)? else { continue };
                left -= attachment.bytes.len();
                attachment.repeated = !names.insert(attachment.name.clone());
                attachments.push(attachment);
                if attachments.len() > MAX_COUNT {
                    return Err(Unreadable::TooLarge);
                }
            }
            Ok(attachments)
        })
    }
}

/// The embedded file of a file specification; none where it only names a file outside.
fn attachment(specification: &Dict, limit: usize) -> Result<Option<Attachment>, Unreadable> {
    let said = |key: &str| specification.get::<PdfString>(key).map(|value| text(value.as_bytes()));
    let Some(embedded) = specification.get::<Dict>("EF") else { return Ok(None) };
    let Some(stream) = embedded.get::<Stream>("UF").or_else(|| embedded.get::<Stream>("F")) else {
        return Err(Unreadable::Broken);
    };
    let name_of = |name: Name| String::from_utf8_lossy(&name).into_owned();
    Ok(Some(Attachment {
        name: said("UF").or_else(|| said("F")).unwrap_or_default(),
        bytes: unpack::unpack(&stream, limit)?,
        relationship: specification.get::<Name>("AFRelationship").map(name_of),
        mime: stream.dict().get::<Name>("Subtype").map(name_of),
        description: said("Desc"),
        repeated: false,
    }))
}
