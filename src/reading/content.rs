//! Text of pages: a content stream's interpreter, only what text needs.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::marks::Matrix;
use super::to_unicode::ToUnicode;
use super::{Pdf, Unreadable, strings, unpack};

/// One page's instructions, unpacked, and the text they show.
const MAX_CONTENT: usize = 64 << 20;
const MAX_TEXT: usize = 8 << 20;
/// Instructions of a page, those of forms inside it counted each time they are drawn.
const MAX_STEPS: usize = 4_000_000;
const MAX_FORMS: usize = 12;
const MAX_STATES: usize = 1_000;

/// What stands on one page. Lines end with a line feed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PageText {
    /// Text in content order, artifacts left out.
    pub body: String,
    /// Text of artifacts: running header, folio.
    pub artifacts: String,
    /// The body's text by the number of its marked content; a line feed where a new line of the page begins.
    pub(super) marked: BTreeMap<i32, String>,
}

impl Pdf {
    /// The text of every page, for files without a structure.
    ///
    /// # Errors
    /// A page that cannot be read to its end.
    pub fn page_texts(&self) -> Result<Vec<PageText>, Unreadable> {
        self.guarded(|| self.contents())
    }

    pub(super) fn contents(&self) -> Result<Vec<PageText>, Unreadable> {
        let mut fonts = HashMap::new();
        let text = |page: &Page| {
            let mut reader = Reader { fonts: std::mem::take(&mut fonts), ..Reader::new() };
            reader.read(&page_content(page)?, page.resources())?;
            fonts = reader.fonts;
            Ok(reader.text)
        };
        self.syntax.pages().iter().map(text).collect()
    }
}

/// A page's instructions. A page may have none.
fn page_content(page: &Page) -> Result<Vec<u8>, Unreadable> {
    if let Some(stream) = page.raw().get::<Stream>("Contents") {
        return unpack::unpack(&stream, MAX_CONTENT);
    }
    let mut content = Vec::new();
    for stream in page.raw().get::<Array>("Contents").iter().flat_map(|parts| parts.iter::<Stream>()) {
        content.extend(unpack::unpack(&stream, MAX_CONTENT - content.len().min(MAX_CONTENT))?);
        content.push(b' ');
    }
    Ok(content)
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Plain,
    Artifact,
    /// Its text was given by ActualText; the glyphs inside say nothing more.
    Replaced,
}

struct Mark {
    kind: Kind,
    number: Option<i32>,
}

struct Reader {
    text: PageText,
    marks: Vec<Mark>,
    fonts: HashMap<ObjectIdentifier, Rc<ToUnicode>>,
    font: Rc<ToUnicode>,
    size: f32,
    leading: f32,
    /// From text to the line's start, and from there to the page.
    line: Matrix,
    page: Matrix,
    states: Vec<Matrix>,
    /// Height and size of the last text shown.
    last: Option<(f32, f32)>,
    steps: usize,
    forms: usize,
}

impl Reader {
    fn new() -> Reader {
        Reader {
            text: PageText::default(),
            marks: Vec::new(),
            fonts: HashMap::new(),
            font: Rc::default(),
            size: 0.0,
            leading: 0.0,
            line: Matrix::IDENTITY,
            page: Matrix::IDENTITY,
            states: Vec::new(),
            last: None,
            steps: 0,
            forms: 0,
        }
    }

    fn read(&mut self, content: &[u8], resources: &Resources) -> Result<(), Unreadable> {
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.steps += 1;
            if self.steps > MAX_STEPS || self.text.body.len() + self.text.artifacts.len() > MAX_TEXT {
                return Err(Unreadable::TooLarge);
            }
            let operands: Vec<&Object> = instruction.operands().collect();
            let number = |index: usize| match operands.get(index) {
                Some(Object::Number(number)) => number.as_f32(),
                _ => 0.0,
            };
            match (&**instruction.operator, operands.as_slice()) {
                (b"q", _) if self.states.len() < MAX_STATES => self.states.push(self.page),
                (b"Q", _) => self.page = self.states.pop().unwrap_or(self.page),
                (b"cm", _) => self.page = Matrix([0, 1, 2, 3, 4, 5].map(number)).then(self.page),
                (b"BT", _) => self.line = Matrix::IDENTITY,
                (b"Tm", _) => self.line = Matrix([0, 1, 2, 3, 4, 5].map(number)),
                (b"Td", _) => self.advance(number(0), number(1)),
                (b"TD", _) => {
                    self.leading = -number(1);
                    self.advance(number(0), number(1));
                }
                (b"TL", _) => self.leading = number(0),
                (b"T*", _) => self.advance(0.0, -self.leading),
                (b"Tf", [Object::Name(name), ..]) => {
                    self.size = number(1);
                    self.font = self.font_named(name, resources);
                }
                (b"Tj", [Object::String(text)]) => self.show(text),
                (b"TJ", [Object::Array(parts)]) => {
                    parts.iter::<Object>().filter_map(Object::into_string).for_each(|text| self.show(&text));
                }
                (b"'", [Object::String(text)]) | (b"\"", [_, _, Object::String(text)]) => {
                    self.advance(0.0, -self.leading);
                    self.show(text);
                }
                (b"BMC" | b"BDC", operands) => self.begin(operands, resources),
                (b"EMC", _) => drop(self.marks.pop()),
                (b"Do", [Object::Name(name)]) => self.form(name, resources)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn advance(&mut self, x: f32, y: f32) {
        self.line = Matrix::translation(x, y).then(self.line);
    }

    fn font_named(&mut self, name: &Name, resources: &Resources) -> Rc<ToUnicode> {
        let Some(font) = resources.get_font(name) else { return Rc::default() };
        match font.obj_id() {
            Some(id) => self.fonts.entry(id).or_insert_with(|| Rc::new(ToUnicode::of(&font))).clone(),
            None => Rc::new(ToUnicode::of(&font)),
        }
    }

    fn begin(&mut self, operands: &[&Object], resources: &Resources) {
        if self.marks.len() >= MAX_STATES {
            return;
        }
        let properties = match operands.get(1) {
            Some(Object::Dict(properties)) => Some(properties.clone()),
            Some(Object::Name(name)) => resources.properties.get::<Dict>(&**name),
            _ => None,
        };
        let number = properties.as_ref().and_then(|properties| properties.get::<i32>("MCID"));
        let actual = properties.and_then(|properties| properties.get::<PdfString>("ActualText"));
        let artifact = matches!(operands.first(), Some(Object::Name(tag)) if &**tag == b"Artifact");
        self.marks.push(Mark { kind: if artifact { Kind::Artifact } else { Kind::Plain }, number });
        if let (false, Some(actual)) = (artifact, actual) {
            self.push(&strings::text(actual.as_bytes()));
            if let Some(mark) = self.marks.last_mut() {
                mark.kind = Kind::Replaced;
            }
        }
    }

    fn show(&mut self, shown: &PdfString) {
        let mut text = String::new();
        self.font.text(shown.as_bytes(), &mut text);
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() || self.marks.iter().any(|mark| mark.kind == Kind::Replaced) {
            return;
        }
        let artifact = self.marks.iter().any(|mark| mark.kind == Kind::Artifact);
        let (height, scale) = self.line.then(self.page).height_and_scale();
        let size = scale * self.size.abs();
        // What stands higher or lower by less, as a note's number does, is of the same line.
        let same_line = self.last.is_some_and(|(last, before)| (height - last).abs() <= 0.6 * size.max(before));
        self.last = Some((height, size));
        let out = if artifact { &mut self.text.artifacts } else { &mut self.text.body };
        if !same_line && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(text);
        if let (false, Some(number)) = (artifact, self.marks.iter().rev().find_map(|mark| mark.number)) {
            let marked = self.text.marked.entry(number).or_default();
            if !same_line {
                marked.push('\n');
            }
            marked.push_str(text);
        }
    }

    fn form(&mut self, name: &Name, resources: &Resources) -> Result<(), Unreadable> {
        let Some(stream) = resources.get_x_object(name) else { return Ok(()) };
        if stream.dict().get::<Name>("Subtype").as_deref() != Some(b"Form") {
            return Ok(());
        }
        if self.forms >= MAX_FORMS {
            return Err(Unreadable::TooDeep);
        }
        let content = unpack::unpack(&stream, MAX_CONTENT)?;
        // Unpacking the same form again and again is work too.
        self.steps += content.len() / 100;
        let own = stream.dict().get::<Dict>("Resources");
        let own = Resources::from_parent(own.unwrap_or_default(), resources.clone());
        let matrix = stream.dict().get::<[f32; 6]>("Matrix").map_or(Matrix::IDENTITY, Matrix);
        let (page, line, marks) = (self.page, self.line, self.marks.len());
        self.page = matrix.then(self.page);
        self.forms += 1;
        let read = self.read(&content, &own);
        self.forms -= 1;
        (self.page, self.line) = (page, line);
        self.marks.truncate(marks);
        read
    }
}
