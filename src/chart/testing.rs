//! What the tests of this module share: the real font and tokens, and a judge of finished pictures.

use std::sync::Arc;

use font_kit::font::Font;
use roxmltree::{Document, Node};

use super::{Color, TextMeasure, Tokens, Weight, line_break};

/// The bundled faces, as FreeType reads them: another judge than the one that charts are drawn with.
pub(super) struct Witness {
    regular: Font,
    bold: Font,
}

pub(super) fn measure() -> Witness {
    let open = |bytes: &[u8]| Font::from_bytes(Arc::new(bytes.to_vec()), 0).expect("a bundled font");
    Witness {
        regular: open(include_bytes!("../../fonts/NotoSansSC-Regular.ttf")),
        bold: open(include_bytes!("../../fonts/NotoSansSC-Bold.ttf")),
    }
}

impl Witness {
    fn glyph(&self, character: char, weight: Weight) -> Option<(&Font, u32)> {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        face.glyph_for_char(character).filter(|glyph| *glyph != 0).map(|glyph| (face, glyph))
    }
}

impl TextMeasure for Witness {
    fn advance(&self, character: char, weight: Weight) -> f64 {
        self.glyph(character, weight).map_or(0.0, |(face, glyph)| {
            let advance = face.advance(glyph).expect("an advance");
            f64::from(advance.x()) / f64::from(face.metrics().units_per_em)
        })
    }

    fn has_glyph(&self, character: char, weight: Weight) -> bool {
        self.glyph(character, weight).is_some()
    }
}

pub(super) fn tokens() -> Tokens {
    Tokens::parse(include_str!("../../templates/kit/tokens.json")).expect("the shared tokens are read in every build")
}

/// A rectangle: left, top, right, bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area(pub f64, pub f64, pub f64, pub f64);

impl Area {
    pub(super) fn around(points: &[(f64, f64)]) -> Self {
        points.iter().fold(Area(f64::MAX, f64::MAX, f64::MIN, f64::MIN), |area, &(x, y)| {
            Area(area.0.min(x), area.1.min(y), area.2.max(x), area.3.max(y))
        })
    }

    pub(super) fn meets(&self, other: &Area) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    pub(super) fn holds(&self, other: &Area) -> bool {
        let rounding = 0.011; // coordinates are written in 1/100 pt
        let (left, top) = (other.0 >= self.0 - rounding, other.1 >= self.1 - rounding);
        left && top && other.2 <= self.2 + rounding && other.3 <= self.3 + rounding
    }
}

fn number(node: Node, name: &str) -> f64 {
    let value: f64 = node.attribute(name).unwrap_or_else(|| panic!("{name}")).parse().unwrap();
    assert!(value.is_finite());
    value
}

pub(super) fn points(node: Node) -> Vec<(f64, f64)> {
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    node.attribute("points").unwrap().split(' ').map(pair).collect()
}

pub(super) fn named<'a>(svg: &'a Document, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    svg.descendants().filter(move |node| node.has_tag_name(name))
}

pub(super) fn string(text: Node) -> String {
    text.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect()
}

/// The ink of a line of text, its hanging white halves left out.
pub(super) fn ink(text: Node, measure: &Witness) -> Area {
    let size = number(text, "font-size");
    let weight = if text.attribute("font-weight").is_some() { Weight::Bold } else { Weight::Regular };
    let runs: Vec<_> = text.children().filter(|node| node.has_tag_name("tspan")).collect();
    let (first, last) = (runs[0], runs[runs.len() - 1]);
    let last_text = last.text().unwrap();
    let width: f64 = last_text.chars().map(|character| measure.advance(character, weight)).sum();
    let all = string(text);
    let hang = |hangs: bool| if hangs { line_break::HANG } else { 0.0 };
    let left = hang(all.starts_with(line_break::hangs_left));
    let right = hang(all.ends_with(line_break::hangs_right));
    let y = number(text, "y");
    Area(number(first, "x") + left * size, y - 0.88 * size, number(last, "x") + (width - right) * size, y + 0.12 * size)
}

/// Large bold text needs 3:1, small text on the page 4.5:1 (WCAG 2.2, 1.4.3); in a bar stands bold or is large.
const LEAST_CONTRAST: f64 = 3.0;

/// The corners of a polygon or a rectangle.
fn corners(node: Node) -> Option<Vec<(f64, f64)>> {
    if node.has_tag_name("polygon") {
        return Some(points(node));
    }
    node.has_tag_name("rect").then(|| {
        let (x, y, width, height) =
            (number(node, "x"), number(node, "y"), number(node, "width"), number(node, "height"));
        vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    })
}

/// Whether a point lies in a polygon, by the number of sides that a ray to the right meets.
fn inside((x, y): (f64, f64), corners: &[(f64, f64)]) -> bool {
    let next = corners.iter().cycle().skip(1);
    let meets = |((ax, ay), (bx, by)): (&(f64, f64), &(f64, f64))| {
        (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    corners.iter().zip(next).filter(|pair| meets(*pair)).count() % 2 == 1
}

/// What a reader would call broken in a picture.
pub(super) fn faults(svg: &str, measure: &Witness) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let frame = document.root_element().attribute("viewBox").unwrap();
    let frame: Vec<f64> = frame.split(' ').map(|part| part.parse().unwrap()).collect();
    let frame = Area(frame[0], frame[1], frame[2], frame[3]);
    let texts: Vec<_> = named(&document, "text").map(|text| (string(text), ink(text, measure))).collect();
    let fills: Vec<_> = document
        .descendants()
        .filter(|node| node.attribute("fill").is_some_and(|fill| fill.starts_with('#')))
        .filter_map(|node| Some((node, corners(node)?)))
        .collect();
    let mut faults = Vec::new();
    for text in named(&document, "text") {
        let area = ink(text, measure);
        let middle = ((area.0 + area.2) / 2.0, (area.1 + area.3) / 2.0);
        // The shape that was painted last lies on top.
        let below = fills.iter().rev().find(|(node, corners)| *node != text && inside(middle, corners));
        if let (Some((shape, _)), Some(own)) = (below, text.attribute("fill")) {
            let color = |text: &str| Color::try_from(text.to_owned()).unwrap();
            if color(own).contrast(color(shape.attribute("fill").unwrap())) < LEAST_CONTRAST {
                faults.push(format!("hard to read: {}", string(text)));
            }
        }
    }
    for (index, (text, area)) in texts.iter().enumerate() {
        if !frame.holds(area) {
            faults.push(format!("outside: {text} {area:?}"));
        }
        for (other, _) in texts[..index].iter().filter(|(_, other)| area.meets(other)) {
            faults.push(format!("overlap: {text} / {other}"));
        }
    }
    for shape in document.descendants() {
        let drawn = if shape.attribute("points").is_some() { Some(points(shape)) } else { corners(shape) };
        let Some(mut corners) = drawn else { continue };
        if !shape.has_tag_name("polyline") {
            corners.push(corners[0]);
        }
        if !frame.holds(&Area::around(&corners)) {
            faults.push(format!("outside: {}", shape.tag_name().name()));
        }
        // Pieces of a path, finely enough to meet whatever text lies on it.
        for pair in corners.windows(2) {
            let steps = (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1).ceil().max(20.0) as u32;
            for step in 0..=steps {
                let at = |a: f64, b: f64| a + (b - a) * f64::from(step) / f64::from(steps);
                let (x, y) = (at(pair[0].0, pair[1].0), at(pair[0].1, pair[1].1));
                for (text, _) in texts.iter().filter(|(_, area)| area.holds(&Area(x, y, x, y))) {
                    faults.push(format!("drawn over: {text}"));
                }
            }
        }
    }
    faults.dedup();
    faults
}
