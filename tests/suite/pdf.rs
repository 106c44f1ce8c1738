//! Reads a PDF the way a reader's software does: text by page through the fonts' ToUnicode tables, page labels,
//! bookmarks, metadata. Artifacts (headers, folios, ornaments) are kept apart from the text.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

pub struct Pdf {
    pub document: Document,
    pages: Vec<ObjectId>,
}

/// What stands on one page.
#[derive(Debug, Default, Clone)]
pub struct PageText {
    /// Text in content order, artifacts left out.
    pub body: String,
    /// Text of artifacts: running header, folio.
    pub artifacts: String,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Pdf {
        let document = Document::load_mem(bytes).expect("a PDF");
        let pages = document.get_pages().into_values().collect();
        Pdf { document, pages }
    }

    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    pub fn pages(&self) -> Vec<PageText> {
        self.pages.iter().map(|page| self.page(*page)).collect()
    }

    /// The whole text without artifacts.
    pub fn text(&self) -> String {
        self.pages().into_iter().map(|page| page.body).collect()
    }

    /// Page labels as a viewer shows them, one a page.
    pub fn labels(&self) -> Vec<String> {
        let catalog = self.document.catalog().unwrap();
        let tree = self.dictionary(catalog.get(b"PageLabels").expect("page labels"));
        let mut ranges = Vec::new();
        self.number_tree(tree, &mut ranges);
        (0..self.pages.len() as i64)
            .map(|index| {
                let (first, label) = ranges.iter().rev().find(|(first, _)| *first <= index).expect("a label range");
                let start = label.get(b"St").and_then(Object::as_i64).unwrap_or(1);
                let prefix = label.get(b"P").map(text_string).unwrap_or_default();
                let number = (start + index - first) as u32;
                prefix
                    + &match label.get(b"S").and_then(Object::as_name) {
                        Ok(b"D") => number.to_string(),
                        Ok(b"R") => roman(number),
                        Ok(other) => panic!("label style {other:?}"),
                        Err(_) => String::new(),
                    }
            })
            .collect()
    }

    fn number_tree<'a>(&'a self, tree: &'a Dictionary, ranges: &mut Vec<(i64, &'a Dictionary)>) {
        if let Ok(kids) = tree.get(b"Kids").and_then(Object::as_array) {
            for kid in kids {
                self.number_tree(self.dictionary(kid), ranges);
            }
        }
        if let Ok(nums) = tree.get(b"Nums").and_then(Object::as_array) {
            for pair in nums.chunks(2) {
                ranges.push((pair[0].as_i64().unwrap(), self.dictionary(&pair[1])));
            }
        }
    }

    /// Bookmarks in order: level from 0, title, index of the page they lead to.
    pub fn bookmarks(&self) -> Vec<(usize, String, usize)> {
        let mut found = Vec::new();
        let catalog = self.document.catalog().unwrap();
        let root = self.dictionary(catalog.get(b"Outlines").expect("an outline"));
        self.outline(root, 0, &mut found);
        found
    }

    fn outline(&self, parent: &Dictionary, level: usize, found: &mut Vec<(usize, String, usize)>) {
        let mut next = parent.get(b"First").ok();
        while let Some(item) = next {
            let item = self.dictionary(item);
            let destination = self.resolve(item.get(b"Dest").expect("a destination")).as_array().unwrap();
            let page = destination[0].as_reference().unwrap();
            let index = self.pages.iter().position(|id| *id == page).unwrap();
            found.push((level, text_string(item.get(b"Title").unwrap()), index));
            self.outline(item, level + 1, found);
            next = item.get(b"Next").ok();
        }
    }

    /// A field of the document information dictionary.
    pub fn info(&self, field: &[u8]) -> Option<String> {
        let info = self.dictionary(self.document.trailer.get(b"Info").ok()?);
        info.get(field).ok().map(text_string)
    }

    /// Alternative texts in structure order.
    pub fn alts(&self) -> Vec<String> {
        let catalog = self.document.catalog().unwrap();
        let mut alts = Vec::new();
        self.collect_alts(catalog.get(b"StructTreeRoot").expect("a tagged PDF"), &mut alts);
        alts
    }

    fn collect_alts(&self, node: &Object, alts: &mut Vec<String>) {
        match self.resolve(node) {
            Object::Array(kids) => kids.iter().for_each(|kid| self.collect_alts(kid, alts)),
            Object::Dictionary(element) => {
                alts.extend(element.get(b"Alt").ok().map(text_string));
                if let Ok(kids) = element.get(b"K") {
                    self.collect_alts(kids, alts);
                }
            }
            _ => {}
        }
    }

    /// PostScript names of all fonts, with whether each is embedded and a subset.
    pub fn fonts(&self) -> Vec<(String, bool)> {
        let mut fonts = Vec::new();
        for object in self.document.objects.values() {
            let Object::Dictionary(font) = object else {
                continue;
            };
            if font.get(b"Type").and_then(Object::as_name).ok() == Some(b"FontDescriptor") {
                let name = String::from_utf8_lossy(font.get(b"FontName").unwrap().as_name().unwrap()).into_owned();
                let embedded = [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| font.has(key));
                fonts.push((name, embedded));
            }
        }
        fonts.sort();
        fonts.dedup();
        fonts
    }

    pub fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        match self.resolve(object) {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &stream.dict,
            other => panic!("a dictionary, not {other:?}"),
        }
    }

    fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    fn page(&self, id: ObjectId) -> PageText {
        let page = self.document.get_dictionary(id).unwrap();
        let resources = self.dictionary(page.get(b"Resources").unwrap());
        let mut reader = Reader { pdf: self, text: PageText::default(), marks: Vec::new() };
        reader.read(&self.document.get_page_content(id), resources);
        reader.text
    }
}

/// One content stream's interpreter: only what text needs.
struct Reader<'a> {
    pdf: &'a Pdf,
    text: PageText,
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Plain,
    Artifact,
    /// Its text was given by ActualText; the glyphs inside say nothing more.
    Replaced,
}

impl Reader<'_> {
    fn read(&mut self, content: &[u8], resources: &Dictionary) {
        let mut font = BTreeMap::new();
        for operation in Content::decode(content).unwrap().operations {
            match operation.operator.as_str() {
                "BMC" | "BDC" => self.begin(&operation),
                "EMC" => {
                    self.marks.pop();
                }
                "Tf" => font = self.font(operation.operands[0].as_name().unwrap(), resources),
                "Tj" | "'" | "\"" => self.show(operation.operands.last().unwrap(), &font),
                "TJ" => operation.operands[0].as_array().unwrap().iter().for_each(|part| self.show(part, &font)),
                "Do" => self.form(operation.operands[0].as_name().unwrap(), resources),
                _ => {}
            }
        }
    }

    fn begin(&mut self, operation: &Operation) {
        let tag = operation.operands[0].as_name().unwrap();
        let actual = match operation.operands.get(1) {
            Some(Object::Dictionary(properties)) => properties.get(b"ActualText").ok().map(text_string),
            _ => None,
        };
        let mark = if tag == b"Artifact" {
            Mark::Artifact
        } else if let Some(actual) = actual {
            self.push(&actual);
            Mark::Replaced
        } else {
            Mark::Plain
        };
        self.marks.push(mark);
    }

    fn push(&mut self, text: &str) {
        if self.marks.contains(&Mark::Replaced) {
        } else if self.marks.contains(&Mark::Artifact) {
            self.text.artifacts.push_str(text);
        } else {
            self.text.body.push_str(text);
        }
    }

    fn show(&mut self, operand: &Object, font: &BTreeMap<u16, String>) {
        let Object::String(bytes, _) = operand else {
            return;
        };
        for code in bytes.chunks(2) {
            let code = u16::from_be_bytes([code[0], code[1]]);
            let text = font.get(&code).cloned().unwrap_or_else(|| "\u{fffd}".to_owned());
            self.push(&text);
        }
    }

    fn font(&self, name: &[u8], resources: &Dictionary) -> BTreeMap<u16, String> {
        let fonts = self.pdf.dictionary(resources.get(b"Font").unwrap());
        let font = self.pdf.dictionary(fonts.get(name).unwrap());
        let table = self.pdf.resolve(font.get(b"ToUnicode").unwrap()).as_stream().unwrap();
        to_unicode(&String::from_utf8_lossy(&table.decompressed_content().unwrap()))
    }

    fn form(&mut self, name: &[u8], resources: &Dictionary) {
        let objects = self.pdf.dictionary(resources.get(b"XObject").unwrap());
        let stream = self.pdf.resolve(objects.get(name).unwrap()).as_stream().unwrap();
        if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form") {
            let content = stream.decompressed_content().unwrap();
            let own = stream.dict.get(b"Resources").map(|own| self.pdf.dictionary(own)).unwrap_or(resources);
            self.read(&content, own);
        }
    }
}

/// Parses the `bfchar` and `bfrange` sections of a ToUnicode table.
fn to_unicode(table: &str) -> BTreeMap<u16, String> {
    let mut map = BTreeMap::new();
    let mut section = "";
    for line in table.lines() {
        let hex: Vec<&str> = line.split(['<', '>']).skip(1).step_by(2).collect();
        if line.contains("beginbfchar") {
            section = "char";
        } else if line.contains("beginbfrange") {
            section = "range";
        } else if line.contains("endbf") {
            section = "";
        } else if section == "char" && hex.len() == 2 {
            map.insert(u16::from_str_radix(hex[0], 16).unwrap(), utf16(hex[1]));
        } else if section == "range" && hex.len() == 3 {
            let (first, last) = (u16::from_str_radix(hex[0], 16).unwrap(), u16::from_str_radix(hex[1], 16).unwrap());
            let start = u32::from_str_radix(hex[2], 16).unwrap();
            for (offset, code) in (first..=last).enumerate() {
                map.insert(code, char::from_u32(start + offset as u32).unwrap().to_string());
            }
        }
    }
    map
}

fn utf16(hex: &str) -> String {
    let units: Vec<u16> =
        (0..hex.len() / 4).map(|index| u16::from_str_radix(&hex[4 * index..4 * index + 4], 16).unwrap()).collect();
    String::from_utf16(&units).unwrap()
}

/// A PDF text string: UTF-16 with a byte order mark, or ASCII.
pub fn text_string(object: &Object) -> String {
    match object {
        Object::String(bytes, _) if bytes.starts_with(&[0xFE, 0xFF]) => {
            let units: Vec<u16> = bytes[2..].chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        Object::String(bytes, _) => String::from_utf8_lossy(bytes).into_owned(),
        other => panic!("a text string, not {other:?}"),
    }
}

fn roman(number: u32) -> String {
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    assert!(number < 10, "front matter is short");
    units[number as usize].to_owned()
}
