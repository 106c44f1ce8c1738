//! What a file says of itself: metadata, page labels, bookmarks, fonts; and its objects, to compare two files.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream, String as PdfString};

use super::screen::{MAX_DEPTH, MAX_PAGES};
use super::strings::text;
use super::{Pdf, Unreadable, tree, unpack};
use crate::checksum::hex_sum;

/// One embedded font program at most.
const MAX_FONT: usize = 64 << 20;

/// What a file says of itself; what it does not say is none.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Metadata {
    pub title: Option<String>,
    pub author: Option<String>,
    pub subject: Option<String>,
    pub keywords: Option<String>,
    /// The program that made the document.
    pub creator: Option<String>,
    /// The library that wrote the file.
    pub producer: Option<String>,
}

/// A bookmark, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// From 0.
    pub level: usize,
    pub title: String,
    /// The page it leads to, from 0; none where it leads out of the file.
    pub page: Option<usize>,
}

/// A font that pages use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Font {
    /// Its PostScript name; a subset's with its tag: `ABCDEF+NotoSerifSC-Regular`.
    pub name: String,
    /// Its program, where it is embedded.
    pub program: Option<FontProgram>,
}

/// An embedded font program: its bytes' length and SHA-256 in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FontProgram {
    pub bytes: usize,
    pub sha256: String,
}

/// An object as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RawObject {
    pub number: i32,
    /// What it is for, as it says itself: `Page`, `Font`, `StructElem`.
    pub kind: Option<String>,
    /// The bytes of its dictionary or array.
    pub bytes: Vec<u8>,
    /// The bytes of its stream as it is packed.
    pub stream: Option<Vec<u8>>,
}

impl Pdf {
    pub fn metadata(&self) -> Metadata {
        let found = self.syntax.metadata();
        let said = |bytes: &Option<Vec<u8>>| bytes.as_deref().map(text);
        Metadata {
            title: said(&found.title),
            author: said(&found.author),
            subject: said(&found.subject),
            keywords: said(&found.keywords),
            creator: said(&found.creator),
            producer: said(&found.producer),
        }
    }

    /// The document's language, as in BCP 47.
    pub fn lang(&self) -> Option<String> {
        let lang = || Some(text(self.catalog()?.get::<PdfString>("Lang")?.as_bytes()));
        self.guarded(|| Ok(lang())).ok().flatten()
    }

    /// Whether the text has a structure.
    pub fn is_tagged(&self) -> bool {
        let tagged = || self.catalog().is_some_and(|catalog| catalog.contains_key("StructTreeRoot"));
        self.guarded(|| Ok(tagged())).unwrap_or(false)
    }

    /// Page labels as a viewer shows them, one a page: folios where the file has them, else 1, 2, 3.
    ///
    /// # Errors
    /// Labels that cannot be read to their end.
    pub fn labels(&self) -> Result<Vec<String>, Unreadable> {
        self.guarded(|| {
            let tree = self.catalog().and_then(|catalog| catalog.get::<Dict>("PageLabels"));
            let entries = match tree {
                Some(tree) => tree::entries(&tree, "Nums", self.syntax.xref())?,
                None => Vec::new(),
            };
            let mut ranges: Vec<(usize, Dict)> = entries
                .into_iter()
                .filter_map(|entry| Some((usize::try_from(entry.key.into_i32()?).ok()?, entry.value.into_dict()?)))
                .collect();
            ranges.sort_by_key(|(first, _)| *first);
            Ok((0..self.page_count()).map(|index| label(&ranges, index)).collect())
        })
    }

    /// Bookmarks in order.
    ///
    /// # Errors
    /// Bookmarks that are too many, too deep or circular.
    pub fn bookmarks(&self) -> Result<Vec<Bookmark>, Unreadable> {
        self.guarded(|| {
            let mut bookmarks = Vec::new();
            if let Some(root) = self.catalog().and_then(|catalog| catalog.get::<Dict>("Outlines")) {
                self.bookmarks_below(&root, 0, &mut HashSet::new(), &mut bookmarks)?;
            }
            Ok(bookmarks)
        })
    }

    fn bookmarks_below(
        &self,
        parent: &Dict,
        level: usize,
        seen: &mut HashSet<ObjectIdentifier>,
        bookmarks: &mut Vec<Bookmark>,
    ) -> Result<(), Unreadable> {
        if level > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        let mut next = parent.get_ref("First");
        while let Some(reference) = next {
            let id = reference.into();
            if !seen.insert(id) {
                return Err(Unreadable::TooDeep);
            }
            let Some(item) = self.syntax.xref().get::<Dict>(id) else { break };
            let title = item.get::<PdfString>("Title").map(|title| text(title.as_bytes()));
            bookmarks.push(Bookmark { level, title: title.unwrap_or_default(), page: self.destination(&item) });
            if bookmarks.len() > MAX_PAGES {
                return Err(Unreadable::TooLarge);
            }
            self.bookmarks_below(&item, level + 1, seen, bookmarks)?;
            next = item.get_ref("Next");
        }
        Ok(())
    }

    fn destination(&self, item: &Dict) -> Option<usize> {
        let destination = item.get::<Array>("Dest").or_else(|| item.get::<Dict>("A")?.get::<Array>("D"))?;
        match destination.raw_iter().next()? {
            MaybeRef::Ref(page) => self.page_of(page.into()),
            MaybeRef::NotRef(_) => None,
        }
    }

    /// All fonts of the file by name.
    ///
    /// # Errors
    /// A font program that is broken or too large.
    pub fn fonts(&self) -> Result<Vec<Font>, Unreadable> {
        self.guarded(|| {
            let mut fonts = Vec::new();
            for descriptor in self.syntax.objects().into_iter().filter_map(Object::into_dict) {
                if descriptor.get::<Name>("Type").as_deref() != Some(b"FontDescriptor") {
                    continue;
                }
                let name = descriptor.get::<Name>("FontName").map(|name| String::from_utf8_lossy(&name).into_owned());
                let program =
                    ["FontFile", "FontFile2", "FontFile3"].iter().find_map(|key| descriptor.get::<Stream>(*key));
                let program = match program {
                    Some(program) => {
                        let bytes = unpack::unpack(&program, MAX_FONT)?;
                        Some(FontProgram { bytes: bytes.len(), sha256: hex_sum(&bytes) })
                    }
                    None => None,
                };
                fonts.push(Font { name: name.unwrap_or_default(), program });
            }
            fonts.sort();
            fonts.dedup();
            Ok(fonts)
        })
    }

    /// The file's dictionaries, arrays and streams as they stand, by their numbers.
    ///
    /// # Errors
    /// Objects that cannot be read to their end.
    pub fn objects(&self) -> Result<Vec<RawObject>, Unreadable> {
        self.guarded(|| {
            // Numbers count from 1, with few or no gaps.
            let numbers = 1..=self.syntax.len().saturating_mul(2).min(1 << 24) as i32;
            let object = |number| {
                let object = self.syntax.xref().get::<Object>(ObjectIdentifier::new(number, 0))?;
                let (dict, bytes, stream) = match &object {
                    Object::Dict(dict) => (Some(dict), dict.data(), None),
                    Object::Stream(stream) => {
                        (Some(stream.dict()), stream.dict().data(), Some(stream.raw_data().into_owned()))
                    }
                    Object::Array(array) => (None, array.data(), None),
                    _ => return None,
                };
                let kind = dict.and_then(|dict| dict.get::<Name>("Type"));
                let kind = kind.map(|kind| String::from_utf8_lossy(&kind).into_owned());
                Some(RawObject { number, kind, bytes: bytes.to_vec(), stream })
            };
            Ok(numbers.filter_map(object).collect())
        })
    }
}

/// The label of the page at an index, from ranges in order.
fn label(ranges: &[(usize, Dict)], index: usize) -> String {
    let Some((first, label)) = ranges.iter().rev().find(|(first, _)| *first <= index) else {
        return (index + 1).to_string();
    };
    let start = label.get::<i32>("St").and_then(|start| usize::try_from(start).ok()).unwrap_or(1);
    let number = start.saturating_add(index - first);
    let prefix = label.get::<PdfString>("P").map(|prefix| text(prefix.as_bytes())).unwrap_or_default();
    let number = match label.get::<Name>("S").as_deref() {
        Some(b"D") => number.to_string(),
        Some(b"R") => roman(number),
        Some(b"r") => roman(number).to_lowercase(),
        Some(b"A") => letters(number),
        Some(b"a") => letters(number).to_lowercase(),
        _ => String::new(),
    };
    prefix + &number
}

/// Roman numerals; what has none is printed in digits.
fn roman(mut number: usize) -> String {
    const DIGITS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut roman = String::new();
    for (value, digit) in DIGITS {
        while number >= value {
            roman.push_str(digit);
            number -= value;
        }
    }
    roman
}

/// A to Z, then AA to ZZ, as labels count.
fn letters(number: usize) -> String {
    let Some(index) = number.checked_sub(1).filter(|index| *index < 26 * 26) else { return number.to_string() };
    // Below 26, so a letter.
    let letter = char::from(b'A' + (index % 26) as u8);
    letter.to_string().repeat(index / 26 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folios_in_every_style() {
        assert_eq!([1, 4, 9, 14, 1990, 0, 4000].map(roman), ["I", "IV", "IX", "XIV", "MCMXC", "0", "4000"]);
        assert_eq!([1, 26, 27, 52, 0].map(letters), ["A", "Z", "AA", "ZZ", "0"]);
    }
}
