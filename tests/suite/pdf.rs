//! Reads a PDF the way a reader's software does: text by page through the fonts' ToUnicode tables, page labels,
//! bookmarks, metadata. Artifacts (headers, folios, ornaments) are kept apart from the text.

use std::collections::BTreeMap;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::metadata::Metadata;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream, String as PdfString};

pub struct Pdf {
    pub file: hayro_syntax::Pdf,
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
        Pdf { file: hayro_syntax::Pdf::new(bytes.to_vec()).expect("a PDF") }
    }

    pub fn page_count(&self) -> usize {
        self.file.pages().len()
    }

    pub fn pages(&self) -> Vec<PageText> {
        let page = |(content, resources): (Vec<u8>, Dict)| {
            let mut reader = Reader::default();
            reader.read(&content, &resources);
            reader.text
        };
        self.contents().into_iter().map(page).collect()
    }

    /// Each page's content stream and its resources.
    pub fn contents(&self) -> Vec<(Vec<u8>, Dict<'_>)> {
        let page = |page: &hayro_syntax::page::Page| page.page_stream().unwrap().to_vec();
        let pages = self.file.pages().iter();
        pages.map(|one| (page(one), one.raw().get("Resources").unwrap())).collect()
    }

    /// A box of each page, as `left bottom right top` in pt.
    pub fn boxes(&self, name: &str) -> Vec<[f64; 4]> {
        let of = |page: &hayro_syntax::page::Page| {
            let values = page.raw().get::<Array>(name.as_bytes()).unwrap_or_else(|| panic!("a {name}"));
            let values: Vec<f64> = values.iter::<f64>().collect();
            values.try_into().expect("four edges")
        };
        self.file.pages().iter().map(of).collect()
    }

    /// The whole text without artifacts.
    pub fn text(&self) -> String {
        self.pages().into_iter().map(|page| page.body).collect()
    }

    pub fn catalog(&self) -> Dict<'_> {
        let xref = self.file.xref();
        xref.get(xref.root_id()).expect("a catalog")
    }

    pub fn metadata(&self) -> &Metadata {
        self.file.metadata()
    }

    pub fn is_tagged(&self) -> bool {
        self.catalog().contains_key("StructTreeRoot")
    }

    /// Page labels as a viewer shows them, one a page.
    pub fn labels(&self) -> Vec<String> {
        let mut ranges = Vec::new();
        number_tree(&self.catalog().get("PageLabels").expect("page labels"), &mut ranges);
        (0..self.page_count() as i32)
            .map(|index| {
                let (first, label) = ranges.iter().rev().find(|(first, _)| *first <= index).expect("a label range");
                let number = (label.get::<i32>("St").unwrap_or(1) + index - first) as u32;
                let prefix = label.get::<PdfString>("P").map(|prefix| text_string(prefix.as_bytes()));
                let style = label.get::<Name>("S");
                prefix.unwrap_or_default()
                    + &match style.as_deref() {
                        Some(b"D") => number.to_string(),
                        Some(b"R") => roman(number),
                        Some(other) => panic!("label style {other:?}"),
                        None => String::new(),
                    }
            })
            .collect()
    }

    /// Bookmarks in order: level from 0, title, index of the page they lead to.
    pub fn bookmarks(&self) -> Vec<(usize, String, usize)> {
        let pages: Vec<Option<ObjectIdentifier>> = self.file.pages().iter().map(|page| page.raw().obj_id()).collect();
        let mut found = Vec::new();
        outline(&self.catalog().get("Outlines").expect("an outline"), 0, &pages, &mut found);
        found
    }

    /// Alternative texts in structure order.
    pub fn alts(&self) -> Vec<String> {
        let mut alts = Vec::new();
        collect_alts(self.catalog().get("StructTreeRoot").expect("a tagged PDF"), &mut alts);
        alts
    }

    /// PostScript names of all fonts, with whether each is embedded.
    pub fn fonts(&self) -> Vec<(String, bool)> {
        let mut fonts = Vec::new();
        for font in self.file.objects().into_iter().filter_map(Object::into_dict) {
            if font.get::<Name>("Type").as_deref() == Some(b"FontDescriptor") {
                let name = font.get::<Name>("FontName").unwrap().as_str().to_owned();
                let embedded = ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| font.contains_key(key));
                fonts.push((name, embedded));
            }
        }
        fonts.sort();
        fonts.dedup();
        fonts
    }
}

fn number_tree<'a>(tree: &Dict<'a>, ranges: &mut Vec<(i32, Dict<'a>)>) {
    for kid in tree.get::<Array>("Kids").iter().flat_map(|kids| kids.iter::<Dict>()) {
        number_tree(&kid, ranges);
    }
    if let Some(nums) = tree.get::<Array>("Nums") {
        let mut nums = nums.flex_iter();
        while let (Some(first), Some(label)) = (nums.next::<i32>(), nums.next::<Dict>()) {
            ranges.push((first, label));
        }
    }
}

fn outline(parent: &Dict, level: usize, pages: &[Option<ObjectIdentifier>], found: &mut Vec<(usize, String, usize)>) {
    let mut next = parent.get::<Dict>("First");
    while let Some(item) = next {
        let destination = item.get::<Array>("Dest").expect("a destination").raw_iter().next();
        let page = match destination {
            Some(MaybeRef::Ref(page)) => ObjectIdentifier::new(page.obj_number, page.gen_number),
            _ => panic!("a page"),
        };
        let index = pages.iter().position(|known| *known == Some(page)).unwrap();
        found.push((level, text_string(item.get::<PdfString>("Title").unwrap().as_bytes()), index));
        outline(&item, level + 1, pages, found);
        next = item.get("Next");
    }
}

fn collect_alts(node: Object, alts: &mut Vec<String>) {
    match node {
        Object::Array(kids) => kids.iter::<Object>().for_each(|kid| collect_alts(kid, alts)),
        Object::Dict(element) => {
            alts.extend(element.get::<PdfString>("Alt").map(|alt| text_string(alt.as_bytes())));
            if let Some(kids) = element.get("K") {
                collect_alts(kids, alts);
            }
        }
        _ => {}
    }
}

/// A content stream's interpreter: only what text needs.
#[derive(Default)]
struct Reader {
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

/// A font's codes and the text each stands for.
type ToUnicode = BTreeMap<u16, String>;

impl Reader {
    fn read(&mut self, content: &[u8], resources: &Dict) {
        let mut fonts: BTreeMap<Vec<u8>, ToUnicode> = BTreeMap::new();
        let mut font = Vec::new();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<&Object> = instruction.operands().collect();
            match (&**instruction.operator, operands.as_slice()) {
                (b"BMC" | b"BDC", operands) => self.begin(operands),
                (b"EMC", _) => {
                    self.marks.pop();
                }
                (b"Tf", [Object::Name(name), ..]) => {
                    font = name.to_vec();
                    fonts.entry(font.clone()).or_insert_with(|| to_unicode(name, resources));
                }
                (b"Tj", [Object::String(text)]) => self.show(text, &fonts[&font]),
                (b"TJ", [Object::Array(parts)]) => parts
                    .iter::<Object>()
                    .filter_map(Object::into_string)
                    .for_each(|text| self.show(&text, &fonts[&font])),
                (b"Do", [Object::Name(name)]) => self.form(name, resources),
                (b"Tj" | b"TJ" | b"Tf" | b"Do" | b"'" | b"\"", _) => panic!("operands of a text operator"),
                _ => {}
            }
        }
    }

    fn begin(&mut self, operands: &[&Object]) {
        let actual = match operands.get(1) {
            Some(Object::Dict(properties)) => properties.get::<PdfString>("ActualText"),
            _ => None,
        };
        let mark = if matches!(operands[0], Object::Name(tag) if &**tag == b"Artifact") {
            Mark::Artifact
        } else if let Some(actual) = actual {
            self.push(&text_string(actual.as_bytes()));
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

    fn show(&mut self, text: &PdfString, font: &ToUnicode) {
        for code in text.as_bytes().chunks(2) {
            let code = u16::from_be_bytes([code[0], code[1]]);
            self.push(font.get(&code).map_or("\u{fffd}", String::as_str));
        }
    }

    fn form(&mut self, name: &Name, resources: &Dict) {
        let stream = resources.get::<Dict>("XObject").unwrap().get::<Stream>(&**name).unwrap();
        if stream.dict().get::<Name>("Subtype").as_deref() == Some(b"Form") {
            let own = stream.dict().get::<Dict>("Resources");
            self.read(&stream.decoded().unwrap(), own.as_ref().unwrap_or(resources));
        }
    }
}

/// Parses the `bfchar` and `bfrange` sections of a font's ToUnicode table.
fn to_unicode(font: &Name, resources: &Dict) -> ToUnicode {
    let font = resources.get::<Dict>("Font").unwrap().get::<Dict>(&**font).unwrap();
    let table = font.get::<Stream>("ToUnicode").expect("a ToUnicode table").decoded().unwrap();
    let mut map = BTreeMap::new();
    let mut section = "";
    for line in String::from_utf8_lossy(&table).lines() {
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
pub fn text_string(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(bytes) => {
            let units: Vec<u16> = bytes.chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn roman(number: u32) -> String {
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    assert!(number < 10, "front matter is short");
    units[number as usize].to_owned()
}
