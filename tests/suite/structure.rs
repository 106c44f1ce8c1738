//! What a screen reader is told: the structure tree of tagged reports, held to what validators leave alone.

use std::collections::BTreeMap;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream, String as PdfString};

use crate::common::{broken, shipped_pdfs};
use crate::pdf::Pdf;

/// Points by which a later block may stand higher: descenders, and marks of another size on one line.
const SLACK: f64 = 6.0;

/// What only groups; everything else is a block, read as one.
const GROUPS: [&str; 12] =
    ["Document", "Part", "Art", "Sect", "Div", "Aside", "TOC", "L", "Table", "THead", "TBody", "TFoot"];

/// Marked content: object number of its page, and its own number there.
type Mark = (i32, i32);

struct Element<'a> {
    kind: String,
    dict: Dict<'a>,
    kids: Vec<Kid<'a>>,
}

enum Kid<'a> {
    Element(Element<'a>),
    Content(Mark),
}

impl<'a> Element<'a> {
    fn read(dict: Dict<'a>, page: i32) -> Element<'a> {
        let page = dict.get_ref("Pg").map_or(page, |page| page.obj_number);
        let kids = match dict.get::<Object>("K") {
            Some(Object::Array(kids)) => kids.iter::<Object>().filter_map(|kid| Kid::read(kid, page)).collect(),
            Some(kid) => Kid::read(kid, page).into_iter().collect(),
            None => Vec::new(),
        };
        let kind = dict.get::<Name>("S").expect("a type").as_str().to_owned();
        Element { kind, dict, kids }
    }

    fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            Kid::Content(_) => None,
        })
    }

    /// All elements below, in reading order.
    fn below(&self) -> Vec<&Element<'a>> {
        self.elements().flat_map(|element| [vec![element], element.below()].concat()).collect()
    }

    fn content(&self) -> Vec<Mark> {
        let marks = self.kids.iter().flat_map(|kid| match kid {
            Kid::Element(element) => element.content(),
            Kid::Content(mark) => vec![*mark],
        });
        marks.collect()
    }

    /// What is read as one, in reading order. A figure and its caption are: the caption comes first, wherever it stands.
    fn blocks(&self) -> Vec<&Element<'a>> {
        let captioned = |element: &Element| element.elements().any(|kid| kid.kind == "Caption");
        let blocks = self.elements().flat_map(|element| {
            let group = GROUPS.contains(&element.kind.as_str()) && !captioned(element);
            if group { element.blocks() } else { vec![element] }
        });
        blocks.collect()
    }

    fn attribute(&self, key: &str) -> Option<Object<'a>> {
        let sets: Vec<Dict> = match self.dict.get::<Object>("A")? {
            Object::Array(sets) => sets.iter::<Dict>().collect(),
            Object::Dict(set) => vec![set],
            _ => Vec::new(),
        };
        sets.iter().find_map(|set| set.get::<Object>(key))
    }
}

impl<'a> Kid<'a> {
    fn read(kid: Object<'a>, page: i32) -> Option<Kid<'a>> {
        match kid {
            Object::Number(number) => Some(Kid::Content((page, number.as_i64() as i32))),
            Object::Dict(dict) if dict.contains_key("S") => Some(Kid::Element(Element::read(dict, page))),
            Object::Dict(dict) => {
                let page = dict.get_ref("Pg").map_or(page, |page| page.obj_number);
                dict.get::<i32>("MCID").map(|mark| Kid::Content((page, mark)))
            }
            _ => None,
        }
    }
}

/// What is wrong for who listens to these pages.
fn faults(bytes: &[u8]) -> Vec<String> {
    let pdf = Pdf::read(bytes);
    let root = pdf.catalog().get::<Dict>("StructTreeRoot").expect("a tagged PDF");
    let document = match root.get::<Object>("K").expect("a document") {
        Object::Array(kids) => kids.iter::<Dict>().next().expect("a document"),
        Object::Dict(document) => document,
        _ => panic!("a document"),
    };
    let document = Element::read(document, 0);
    let mut faults = Vec::new();
    let preferences = pdf.catalog().get::<Dict>("ViewerPreferences").expect("preferences");
    if preferences.get::<bool>("DisplayDocTitle") != Some(true) {
        faults.push("the title is not shown".to_owned());
    }
    headings(&document, &mut faults);
    figures(&document, &mut faults);
    tables(&document, &mut faults);
    order(&pdf, &document, &mut faults);
    faults
}

fn headings(document: &Element, faults: &mut Vec<String>) {
    let level = |element: &Element| element.kind.strip_prefix('H').and_then(|level| level.parse::<u32>().ok());
    let mut last = 0;
    for own in document.below().into_iter().filter_map(level) {
        if own > last + 1 {
            faults.push(format!("H{own} after H{last}"));
        }
        last = own;
    }
}

fn figures(document: &Element, faults: &mut Vec<String>) {
    for (index, figure) in document.below().into_iter().filter(|element| element.kind == "Figure").enumerate() {
        if figure.dict.get::<PdfString>("Alt").is_none_or(|alt| alt.as_bytes().len() < 4) {
            faults.push(format!("figure {} has no alternative text", index + 1));
        }
    }
}

fn tables(document: &Element, faults: &mut Vec<String>) {
    for table in document.below().into_iter().filter(|element| element.kind == "Table") {
        let rows: Vec<&Element> = table.below().into_iter().filter(|element| element.kind == "TR").collect();
        let cells: Vec<&Element> = rows.iter().flat_map(|row| row.elements()).collect();
        let (heads, plain): (Vec<&Element>, Vec<&Element>) = cells.iter().partition(|cell| cell.kind == "TH");
        if heads.is_empty() {
            faults.push("a table has no header cells".to_owned());
        }
        if heads.iter().any(|head| head.attribute("Scope").and_then(Object::into_name).is_none()) {
            faults.push("a header cell has no scope".to_owned());
        }
        let ids: Vec<Vec<u8>> =
            heads.iter().filter_map(|head| head.dict.get::<PdfString>("ID").map(|id| id.as_bytes().to_vec())).collect();
        let named = |cell: &&Element| {
            let headers = cell.attribute("Headers").and_then(Object::into_array);
            headers.is_some_and(|headers| headers.iter::<PdfString>().any(|id| ids.contains(&id.as_bytes().to_vec())))
        };
        if !plain.iter().all(named) {
            faults.push("a cell has no header".to_owned());
        }
    }
}

/// On each page, what is read later stands lower, and the cells of a row go from left to right.
fn order(pdf: &Pdf, document: &Element, faults: &mut Vec<String>) {
    let mut places = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for (index, page) in pdf.file.pages().iter().enumerate() {
        let id = page.raw().obj_id().expect("pages are objects").obj_number;
        numbers.insert(id, index + 1);
        let resources = page.raw().get::<Dict>("Resources").unwrap();
        for (mark, place) in Places::read(page.page_stream().unwrap(), &resources) {
            places.insert((id, mark), place);
        }
    }
    let mut above = BTreeMap::new();
    let mut last = 0;
    for block in document.blocks() {
        let mut tops = BTreeMap::new();
        for (page, mark) in block.content() {
            if let Some((_, top)) = places.get(&(page, mark)) {
                let highest = tops.entry(page).or_insert(*top);
                *highest = top.max(*highest);
            }
        }
        // Pages of one block in their order: their objects' numbers tell nothing of it.
        let mut pages: Vec<i32> = tops.keys().copied().collect();
        pages.sort_by_key(|page| numbers[page]);
        for page in pages {
            if numbers[&page] < last || tops[&page] > above.get(&page).copied().unwrap_or(f64::MAX) + SLACK {
                faults.push(format!("page {}: {} is read too late", numbers[&page], block.kind));
            }
            last = last.max(numbers[&page]);
            above.insert(page, tops[&page]);
        }
        if block.kind == "TR" {
            let left = |cell: &Element| {
                let lefts = cell.content().into_iter().filter_map(|mark| places.get(&mark)).map(|(left, _)| *left);
                lefts.min_by(f64::total_cmp)
            };
            let lefts: Vec<f64> = block.elements().filter_map(left).collect();
            if !lefts.is_sorted() {
                faults.push("a row is not read from left to right".to_owned());
            }
        }
    }
}

/// An affine map, as PDF writes it.
type Map = [f64; 6];
const STILL: Map = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `first`, then `second`.
fn then(first: Map, second: Map) -> Map {
    let [a, b, c, d, e, f] = first;
    let [x, y] = moved(second, e, f);
    let [g, h, i, j, ..] = second;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, x, y]
}

fn moved([a, b, c, d, e, f]: Map, x: f64, y: f64) -> [f64; 2] {
    [a * x + c * y + e, b * x + d * y + f]
}

/// Where marked content stands on a page: number to left and top, in points from the page's lower left.
#[derive(Default)]
struct Places(BTreeMap<i32, (f64, f64)>);

impl Places {
    fn read(content: &[u8], resources: &Dict) -> BTreeMap<i32, (f64, f64)> {
        let mut places = Places::default();
        let (mut map, mut saved, mut text) = (STILL, Vec::new(), STILL);
        let mut marks: Vec<Option<i32>> = Vec::new();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<&Object> = instruction.operands().collect();
            let numbers: Vec<f64> = operands.iter().filter_map(|operand| number(operand)).collect();
            let mark = marks.last().copied().flatten();
            match (&**instruction.operator, numbers.as_slice()) {
                (b"q", _) => saved.push(map),
                (b"Q", _) => map = saved.pop().expect("a saved state"),
                (b"cm", &[a, b, c, d, e, f]) => map = then([a, b, c, d, e, f], map),
                (b"BDC" | b"BMC", _) => marks.push(own_mark(&operands).or(mark).filter(|_| !is_artifact(&operands))),
                (b"EMC", _) => {
                    marks.pop();
                }
                (b"BT", _) => text = STILL,
                (b"Tm", &[a, b, c, d, e, f]) => text = [a, b, c, d, e, f],
                (b"Td" | b"TD", &[x, y]) => text = then([1.0, 0.0, 0.0, 1.0, x, y], text),
                (b"Tj" | b"TJ", _) => places.mark(mark, then(text, map), 0.0, 0.0),
                (b"m" | b"l", &[x, y]) => places.mark(mark, map, x, y),
                (b"re", &[x, y, width, height]) => {
                    places.mark(mark, map, x, y);
                    places.mark(mark, map, x + width, y + height);
                }
                (b"Do", _) => {
                    let Object::Name(name) = operands[0] else { panic!("a name") };
                    places.form(mark, map, &resources.get::<Dict>("XObject").unwrap().get(&**name).unwrap());
                }
                _ => {}
            }
        }
        places.0
    }

    fn mark(&mut self, mark: Option<i32>, map: Map, x: f64, y: f64) {
        let Some(mark) = mark else { return };
        let [x, y] = moved(map, x, y);
        let (left, top) = self.0.entry(mark).or_insert((x, y));
        (*left, *top) = (left.min(x), top.max(y));
    }

    fn form(&mut self, mark: Option<i32>, map: Map, form: &Stream) {
        let own: Vec<f64> = match form.dict().get::<Array>("Matrix") {
            Some(own) => own.iter::<f32>().map(f64::from).collect(),
            None => STILL.to_vec(),
        };
        let map = then(own.try_into().expect("six numbers"), map);
        // Pictures have no box: they fill the unit square.
        let bounds = form.dict().get::<Rect>("BBox");
        let [left, bottom, right, top] = bounds.map_or([0.0, 0.0, 1.0, 1.0], |own| [own.x0, own.y0, own.x1, own.y1]);
        for (x, y) in [(left, bottom), (right, bottom), (left, top), (right, top)] {
            self.mark(mark, map, x, y);
        }
    }
}

fn number(operand: &Object) -> Option<f64> {
    match operand {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    }
}

fn is_artifact(operands: &[&Object]) -> bool {
    matches!(operands[0], Object::Name(tag) if &**tag == b"Artifact")
}

fn own_mark(operands: &[&Object]) -> Option<i32> {
    match operands.get(1) {
        Some(Object::Dict(properties)) => properties.get("MCID"),
        _ => None,
    }
}

#[test]
fn reports_are_read_as_they_are_seen() {
    for (name, bytes) in shipped_pdfs() {
        assert_eq!(faults(bytes), [""; 0], "{name}");
    }
}

#[test]
fn broken_structures_are_found() {
    let [report, _, _, brief] = shipped_pdfs();
    for ((_, bytes), from, to, fault) in [
        (report, "/DisplayDocTitle true", "/DisplayDocTitle null", "the title is not shown"),
        (report, "/StructElem/S/H2/", "/StructElem/S/H3/", "H3 after H1"),
        (report, "/Alt<FEFF", "/Alx<FEFF", "figure 1 has no alternative text"),
        (brief, "/StructElem/S/TH/", "/StructElem/S/TD/", "a table has no header cells"),
        (brief, "/Scope/Column", "/Scopx/Column", "a header cell has no scope"),
        (brief, "/Headers[(U1x0", "/Headers[(U9x0", "a cell has no header"),
        (brief, "/S/Caption/", "/S/Captiox/", "page 1: Figure is read too late"),
    ] {
        let found = faults(&broken(bytes, from, to));
        assert!(found.contains(&fault.to_owned()), "{from} → {to}: {found:?}");
    }
}

/// The order of a page is told from where its text stands: swapping two paragraphs of the tree is found.
#[test]
fn a_page_read_in_another_order_is_found() {
    let [(_, report), ..] = shipped_pdfs();
    let text = String::from_utf8_lossy(report);
    let kids = text.find("/S/Document").map(|start| start + text[start..].find("/K[").unwrap() + 3).unwrap();
    let list = &text[kids..kids + text[kids..].find(']').unwrap()];
    let kids: Vec<&str> = list.split(" R").map(str::trim).filter(|kid| !kid.is_empty()).collect();
    let turned = kids.iter().rev().map(|kid| format!("{kid} R")).collect::<Vec<_>>().join(" ");
    let found = faults(&broken(report, list, &turned));
    assert!(found.iter().any(|fault| fault.contains("is read too late")), "{found:?}");
}
