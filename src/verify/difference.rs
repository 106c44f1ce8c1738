//! The first difference between a PDF and the one made again, in terms a person understands: what a reader sees first,
//! what only a program sees last.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::carried::public;
use crate::messages;
use crate::reading::{Attachment, Pdf, RawObject, Unreadable};
use crate::survey::model::Survey;

/// Pages are drawn at this resolution to compare them; a changed hairline still shows.
const DPI: u16 = 144;

/// Characters shown around a difference.
const AROUND: usize = 8;
/// Characters shown of a difference without a number in it.
const SHOWN: usize = 12;

/// Where a PDF first differs from the one made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Difference {
    /// How many pages there are.
    PageCount { file: usize, again: usize },
    /// Two pages stand in each other's place; as printed.
    PagesSwapped { one: String, other: String },
    /// What a page says: the words before it, the words of each.
    Text { page: String, before: String, file: String, again: String },
    /// How a page is numbered, by its position from 1.
    Label { position: usize, file: String, again: String },
    /// A carried file.
    Carried { path: String, how: CarriedHow },
    /// An embedded font.
    Font { name: String },
    /// What a page looks like, though it says the same.
    Look { page: String },
    /// Alternative text, or what a part of a page is to a reading program.
    Structure { page: String, file: String, again: String },
    /// A field of the document's metadata.
    Metadata { field: MetadataField, file: String, again: String },
    /// The outline.
    Bookmark { file: String, again: String },
    /// A part of the file that is none of these: its object number and kind.
    Object { number: i32, kind: Option<String> },
    /// Bytes between or after the parts.
    Bytes { offset: usize, file: usize, again: usize },
    /// A field of the data: `使用时间.不足1年.percent`.
    Data { field: String, carried: String, given: String },
}

/// How a carried file differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CarriedHow {
    /// It is not what the data and templates make; the first line that differs, from 1.
    Changed { line: usize },
    /// It is missing from the file.
    Missing,
    /// The pages were not made from it.
    Extra,
    /// What the file says of it: relationship, type, description.
    Label,
}

/// What a PDF says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetadataField {
    Title,
    Author,
    Subject,
    Keywords,
    Creator,
    Producer,
    Language,
}

/// The first difference in what the files say and show; none where only their bytes may differ. Another version's own
/// names, drawings and derived files may differ from ours.
///
/// # Errors
/// A part that cannot be read.
pub fn of_content(file: &Pdf, again: &Pdf, other_version: bool) -> Result<Option<Difference>, Unreadable> {
    let (pages, pages_again) = (file.page_count(), again.page_count());
    if pages != pages_again {
        return Ok(Some(Difference::PageCount { file: pages, again: pages_again }));
    }
    let labels = file.labels()?;
    let found = of_text(file, again, &again.labels()?)?
        .or_else(|| of_labels(&labels, &again.labels().ok()?))
        .or(of_structure(file, again, &labels)?)
        .or(of_carried(&file.attachments()?, &again.attachments()?, other_version));
    if found.is_some() {
        return Ok(found);
    }
    let (fonts, fonts_again) = (file.fonts()?, again.fonts()?);
    let strange = fonts.iter().find(|font| !fonts_again.contains(font));
    if let Some(font) = strange.or_else(|| fonts_again.iter().find(|font| !fonts.contains(font))) {
        return Ok(Some(Difference::Font { name: plain(&font.name) }));
    }
    let found = of_metadata(file, again, other_version).or(of_bookmarks(file, again)?);
    if found.is_some() {
        return Ok(found);
    }
    for (index, label) in labels.iter().enumerate() {
        let (one, other) = (file.render(index, DPI)?, again.render(index, DPI)?);
        if one != other {
            return Ok(Some(Difference::Look { page: plain(label) }));
        }
    }
    if other_version { of_objects(file, again, true) } else { Ok(None) }
}

/// The first part of a file that is not made again: what no page shows, such as a script, a link or a layer. Where
/// another version made it, what a version says of itself is left out, and what it carries, which was compared.
fn of_objects(file: &Pdf, again: &Pdf, other_version: bool) -> Result<Option<Difference>, Unreadable> {
    let parts = |pdf: &Pdf| -> Result<Vec<RawObject>, Unreadable> {
        let objects = pdf.objects()?.into_iter();
        Ok(objects.filter_map(|object| if other_version { of_any_version(object) } else { Some(object) }).collect())
    };
    let (parts, parts_again) = (parts(file)?, parts(again)?);
    let known: HashSet<&RawObject> = parts_again.iter().collect();
    let strange = parts.iter().find(|object| !known.contains(object));
    let here: HashSet<&RawObject> = parts.iter().collect();
    let object = strange.or_else(|| parts_again.iter().find(|object| !here.contains(object)));
    Ok(object.map(|object| Difference::Object { number: object.number, kind: object.kind.as_deref().map(plain) }))
}

/// An object without what every version writes differently; none for a carried file's bytes.
fn of_any_version(mut object: RawObject) -> Option<RawObject> {
    match object.kind.as_deref() {
        Some("EmbeddedFile") => None,
        Some("Metadata") => {
            // The dictionary holds the length, which goes with the versions' names.
            object.bytes.clear();
            object.stream = object.stream.map(|xmp| without_versions(&String::from_utf8_lossy(&xmp)).into_bytes());
            Some(object)
        }
        None if ["Creator", "Producer"].iter().all(|key| names(&object.bytes).iter().any(|name| name == key)) => {
            // Its values were compared as metadata.
            object.bytes = names(&object.bytes).join(" ").into_bytes();
            Some(object)
        }
        _ => Some(object),
    }
}

/// XMP without the names of the tools and the identity of the file.
fn without_versions(xmp: &str) -> String {
    const OWN: [&str; 5] = ["xmp:CreatorTool", "pdf:Producer", "xmpMM:History", "xmpMM:InstanceID", "xmpMM:DocumentID"];
    OWN.iter().fold(xmp.to_owned(), |xmp, tag| {
        let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
        match (xmp.find(&open), xmp.find(&close)) {
            (Some(from), Some(to)) if from < to => xmp[..from].to_owned() + &xmp[to..],
            _ => xmp,
        }
    })
}

/// The names in an object, as they are read: `#` and two digits stand for a character.
fn names(object: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    for part in String::from_utf8_lossy(object).split('/').skip(1) {
        let end = part.find(|c: char| c.is_whitespace() || "()<>[]{}/%".contains(c)).unwrap_or(part.len());
        let mut pieces = part[..end].split('#');
        let mut name = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            match piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) => name = name + &char::from(byte).to_string() + &piece[2..],
                None => name = name + "#" + piece,
            }
        }
        names.push(name);
    }
    names
}

fn of_text(file: &Pdf, again: &Pdf, labels: &[String]) -> Result<Option<Difference>, Unreadable> {
    let words = |pdf: &Pdf| -> Result<Vec<String>, Unreadable> {
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        Ok(pdf.page_texts()?.iter().map(|page| squeeze(&page.body) + "\u{1f}" + &squeeze(&page.artifacts)).collect())
    };
    let (file, again) = (words(file)?, words(again)?);
    let label = |index: usize| plain(labels.get(index).map_or("", String::as_str));
    let Some(first) = file.iter().zip(&again).position(|(one, other)| one != other) else { return Ok(None) };
    let elsewhere = again.iter().position(|page| *page == file[first]);
    if let Some(other) = elsewhere
        && file[other] == again[first]
    {
        return Ok(Some(Difference::PagesSwapped { one: label(first), other: label(other) }));
    }
    let (before, file, again) = words_at(&file[first], &again[first]);
    Ok(Some(Difference::Text { page: label(first), before, file, again }))
}

/// Where two texts first differ: what stands before it, and the number or the words of each.
fn words_at(one: &str, other: &str) -> (String, String, String) {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let part_of_number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | '%' | ',' | '-');
    let numeric = [&one, &other].iter().any(|text| text.get(start).is_some_and(|c| c.is_ascii_digit() || *c == '%'));
    if numeric {
        start -= one[..start].iter().rev().take_while(|c| part_of_number(c)).count();
    }
    let words = |text: &[char]| {
        let rest = &text[start.min(text.len())..];
        let number = rest.iter().take_while(|c| part_of_number(c)).count();
        let length = if numeric && number > 0 { number } else { SHOWN.min(rest.len()) };
        plain(&rest[..length].iter().collect::<String>())
    };
    let before = &one[start.saturating_sub(AROUND)..start];
    (plain(&before.iter().collect::<String>()), words(&one), words(&other))
}

fn of_labels(file: &[String], again: &[String]) -> Option<Difference> {
    let position = file.iter().zip(again).position(|(one, other)| one != other)?;
    let label = |labels: &[String]| plain(&labels[position]);
    Some(Difference::Label { position: position + 1, file: label(file), again: label(again) })
}

fn of_structure(file: &Pdf, again: &Pdf, labels: &[String]) -> Result<Option<Difference>, Unreadable> {
    let (file, again) = (file.blocks()?, again.blocks()?);
    let first = file.iter().zip(&again).position(|(one, other)| one != other);
    let first = first.or_else(|| (file.len() != again.len()).then_some(file.len().min(again.len())));
    let Some(first) = first else { return Ok(None) };
    let shown = |blocks: &[crate::reading::Block]| {
        let block = blocks.get(first);
        let words = block.map(|block| block.alt.as_deref().unwrap_or(&block.text));
        let words: String = words.unwrap_or_default().chars().take(2 * SHOWN).collect();
        plain(&format!("{} {words}", block.map_or("", |block| &block.role)))
    };
    let page = file.get(first).or(again.get(first)).and_then(|block| labels.get(block.page));
    let page = plain(page.map_or("", String::as_str));
    Ok(Some(Difference::Structure { page, file: shown(&file), again: shown(&again) }))
}

fn of_carried(file: &[Attachment], again: &[Attachment], other_version: bool) -> Option<Difference> {
    // What a version writes for itself is its own.
    let own = |attachment: &Attachment| {
        let name = attachment.name.as_str();
        other_version && (name.starts_with("kanyin/") || name == crate::carried::lock::LOCK_PATH)
    };
    let differs = |path: &str, how| Some(Difference::Carried { path: plain(path), how });
    for expected in again.iter().filter(|attachment| !own(attachment)) {
        let Some(found) = file.iter().find(|attachment| attachment.name == expected.name) else {
            return differs(&expected.name, CarriedHow::Missing);
        };
        if found.bytes != expected.bytes {
            let common = found.bytes.iter().zip(&expected.bytes).take_while(|(a, b)| a == b).count();
            let line = 1 + expected.bytes[..common].iter().filter(|byte| **byte == b'\n').count();
            return differs(&expected.name, CarriedHow::Changed { line });
        }
        let label = |attachment: &Attachment| {
            (attachment.relationship.clone(), attachment.mime.clone(), attachment.description.clone())
        };
        if label(found) != label(expected) {
            return differs(&expected.name, CarriedHow::Label);
        }
    }
    let known = |attachment: &&Attachment| again.iter().any(|expected| expected.name == attachment.name);
    let extra = file.iter().find(|attachment| !own(attachment) && !known(attachment))?;
    differs(&extra.name, CarriedHow::Extra)
}

fn of_metadata(file: &Pdf, again: &Pdf, other_version: bool) -> Option<Difference> {
    let fields = |pdf: &Pdf| {
        let said = pdf.metadata();
        [
            (MetadataField::Title, said.title),
            (MetadataField::Author, said.author),
            (MetadataField::Subject, said.subject),
            (MetadataField::Keywords, said.keywords),
            (MetadataField::Language, pdf.lang()),
            (MetadataField::Creator, said.creator.filter(|_| !other_version)),
            (MetadataField::Producer, said.producer.filter(|_| !other_version)),
        ]
    };
    let mut pairs = fields(file).into_iter().zip(fields(again));
    let ((field, file), (_, again)) = pairs.find(|(one, other)| one != other)?;
    let shown = |words: Option<String>| plain(&words.unwrap_or_default());
    Some(Difference::Metadata { field, file: shown(file), again: shown(again) })
}

fn of_bookmarks(file: &Pdf, again: &Pdf) -> Result<Option<Difference>, Unreadable> {
    let (file, again) = (file.bookmarks()?, again.bookmarks()?);
    let first = file.iter().zip(&again).position(|(one, other)| one != other);
    let first = first.or_else(|| (file.len() != again.len()).then_some(file.len().min(again.len())));
    let shown = |marks: &[crate::reading::Bookmark], at: usize| plain(marks.get(at).map_or("", |mark| &mark.title));
    Ok(first.map(|first| Difference::Bookmark { file: shown(&file, first), again: shown(&again, first) }))
}

/// The first difference between files that say and show the same.
///
/// # Errors
/// Objects that cannot be read.
pub fn of_bytes(file: &Pdf, again: &Pdf, bytes: &[u8], bytes_again: &[u8]) -> Result<Difference, Unreadable> {
    if let Some(difference) = of_objects(file, again, false)? {
        return Ok(difference);
    }
    let offset = bytes.iter().zip(bytes_again).take_while(|(one, other)| one == other).count();
    Ok(Difference::Bytes { offset, file: bytes.len(), again: bytes_again.len() })
}

/// The first field in which carried data differ from given ones. What links and notes say is printed nowhere.
pub fn of_data(carried: &Survey, given: &Survey) -> Option<Difference> {
    let tree = |survey: &Survey| {
        let survey = Survey { schema: None, links: None, ..public::survey(survey) };
        // Strings, numbers and lists only.
        serde_json::to_value(survey).expect("a survey serialises")
    };
    let (field, carried, given) = first_field("", &tree(carried), &tree(given))?;
    Some(Difference::Data { field, carried, given })
}

/// Walks two values at once. Items are called by their ids, and found by them.
fn first_field(path: &str, one: &Value, other: &Value) -> Option<(String, String, String)> {
    let join = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let shown = |value: Option<&Value>| match value {
        None | Some(Value::Null) => "—".to_owned(),
        Some(Value::String(text)) => plain(text),
        Some(Value::Number(number)) => number.to_string(),
        Some(value) => plain(&value.to_string().chars().take(2 * SHOWN).collect::<String>()),
    };
    if one == other {
        return None;
    }
    match (one, other) {
        (Value::Object(fields), Value::Object(others)) => {
            let keys = fields.keys().chain(others.keys().filter(|key| !fields.contains_key(*key)));
            keys.into_iter().find_map(|key| match (fields.get(key), others.get(key)) {
                (Some(one), Some(other)) => first_field(&join(key), one, other),
                (one, other) => Some((join(key), shown(one), shown(other))),
            })
        }
        (Value::Array(items), Value::Array(others)) => {
            let name = |index: usize, item: &Value| {
                item.get("id").and_then(Value::as_str).map_or_else(|| (index + 1).to_string(), str::to_owned)
            };
            let pairs = items.iter().zip(others).enumerate();
            let inside =
                pairs.into_iter().find_map(|(index, (one, other))| first_field(&join(&name(index, one)), one, other));
            inside.or_else(|| {
                let at = items.len().min(others.len());
                let item = items.get(at).or(others.get(at))?;
                Some((join(&name(at, item)), shown(items.get(at)), shown(others.get(at))))
            })
        }
        _ => Some((path.to_owned(), shown(Some(one)), shown(Some(other)))),
    }
}

/// Words of a stranger as they may go to a terminal.
pub fn plain(text: &str) -> String {
    messages::harmless(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_whole() {
        let (before, file, again) = words_at("有35.53%的企业使用不足一年", "有38.53%的企业使用不足一年");
        assert_eq!((before.as_str(), file.as_str(), again.as_str()), ("有", "35.53%", "38.53%"));
        let (_, file, again) = words_at("共35.5%", "共35.53%");
        assert_eq!((file.as_str(), again.as_str()), ("35.5%", "35.53%"));
        let (before, file, again) = words_at("超六成企业\u{1b}[31m", "近六成企业");
        assert_eq!((before.as_str(), file.as_str(), again.as_str()), ("", "超六成企业 [31m", "近六成企业"));
    }

    #[test]
    fn a_field_is_named_by_ids() {
        let value = |percent: &str| serde_json::json!({ "questions": [{ "id": "使用时间", "options": [{ "id": "不足1年", "percent": percent }] }] });
        let found = first_field("", &value("35.53"), &value("38.53")).unwrap();
        assert_eq!(found, ("questions.使用时间.options.不足1年.percent".into(), "35.53".into(), "38.53".into()));
        assert_eq!(first_field("", &value("35.53"), &value("35.53")), None);
        let (one, other) = (serde_json::json!([1]), serde_json::json!([1, 2]));
        assert_eq!(first_field("", &one, &other).unwrap(), ("2".into(), "—".into(), "2".into()));
    }

    #[test]
    fn a_name_is_read_however_it_is_written() {
        assert_eq!(names(b"<</S/JavaScript/J#53(x)/A#zz 1>>"), ["S", "JavaScript", "JS", "A#zz"]);
    }
}
