//! What a page looks like as a flat list of elements, so that the next look of it can be told as what differs.
//!
//! ```text
//! <svg …> <path transform='…' fill='…' d='…'/> <path …/> … </svg>
//! ```
//! Each run of text is one outline in the font's own units: browsers draw it in half the time that a reference to each
//! glyph takes, and its outline stays what it is when its colour, size or place change. The picture of a chart is its
//! shapes, one by one. A page with anything else (gradients, photographs, clipped groups) is one element, as Typst
//! draws it.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::{FontInstance, TextItem, color};
use typst::visualize::{CurveItem, FillRule, FixedStroke, Geometry, LineCap, LineJoin, Paint, Shape};
use typst_layout::Page;

use crate::figures::page::PageWriter;

/// A page's elements, from the backmost to the frontmost, each one tag with `'` around its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    pub head: String,
    pub elements: Vec<String>,
}

impl Picture {
    /// As an SVG document.
    pub fn svg(&self) -> String {
        let mut text =
            String::with_capacity(self.head.len() + self.elements.iter().map(String::len).sum::<usize>() + 6);
        text.push_str(&self.head);
        text.extend(self.elements.iter().map(String::as_str));
        text.push_str("</svg>");
        text
    }
}

/// Draws pages, one after another. Keep it: glyphs and charts that it knows cost nothing.
#[derive(Default)]
pub struct Painter {
    pictures: PageWriter,
    glyphs: Mutex<HashMap<FontInstance, Glyphs>>,
}

/// Outlines by glyph, in font units, from the glyph's origin; none of what is no plain outline.
type Glyphs = HashMap<u16, Option<Arc<str>>>;

/// What a flat list cannot hold.
struct NotFlat;

impl Painter {
    /// The page as elements; one that is no flat list as Typst draws it, in one.
    pub fn picture(&self, page: &Page) -> Picture {
        let size = page.frame.size();
        let (width, height) = (Length(size.x.to_pt()), Length(size.y.to_pt()));
        let head = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>");
        let elements = self.elements(page).unwrap_or_else(|NotFlat| vec![self.pictures.svg(page)]);
        Picture { head, elements }
    }

    fn elements(&self, page: &Page) -> Result<Vec<String>, NotFlat> {
        let mut elements = Vec::new();
        if let Some(fill) = page.fill_or_white() {
            elements.push(shape(&Geometry::Rect(page.frame.size()).filled(fill), Transform::identity())?);
        }
        self.frame(&page.frame, Transform::identity(), &mut elements)?;
        Ok(elements)
    }

    fn frame(&self, frame: &Frame, around: Transform, elements: &mut Vec<String>) -> Result<(), NotFlat> {
        for (Point { x, y }, item) in frame.items() {
            let here = around.pre_concat(Transform::translate(*x, *y));
            match item {
                FrameItem::Group(group) if group.clip.is_some() => return Err(NotFlat),
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform), elements)?,
                FrameItem::Text(text) => elements.extend(self.text(text, here)?),
                FrameItem::Shape(item, _) => elements.push(shape(item, here)?),
                FrameItem::Image(image, size, _) => {
                    let place = place(here);
                    let shapes = self.pictures.shapes(image, *size).ok_or(NotFlat)?;
                    elements.extend(
                        shapes
                            .lines()
                            .map(|line| line.replacen("<path ", &format!("<path {place}"), 1).replace('"', "'")),
                    );
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
        Ok(())
    }

    /// A run of text; none where it leaves no ink.
    fn text(&self, text: &TextItem, here: Transform) -> Result<Option<String>, NotFlat> {
        if text.stroke.is_some() {
            return Err(NotFlat);
        }
        let units = text.font.units_per_em();
        let scale = text.size.to_pt() / units;
        let [x, y] = [here.tx.to_pt(), here.ty.to_pt()].map(Length);
        // Fonts count upwards.
        let [a, b, c, d] =
            [here.sx.get(), here.ky.get(), -here.kx.get(), -here.sy.get()].map(|part| Factor(part * scale));
        let mut out = format!("<path transform='matrix({a} {b} {c} {d} {x} {y})' {}d='", fill(&text.fill)?);
        let start = out.len();
        // A poisoned lock still holds whole outlines.
        let mut all = self.glyphs.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match all.get_mut(&text.font) {
            Some(known) => known,
            None => all.entry(text.font.clone()).or_default(),
        };
        let (mut x, mut y) = (0.0, 0.0);
        for glyph in &text.glyphs {
            let outline =
                known.entry(glyph.id).or_insert_with(|| outline(&text.font, glyph.id)).as_ref().ok_or(NotFlat)?;
            if !outline.is_empty() {
                let at =
                    [x + glyph.x_offset.get(), y + glyph.y_offset.get()].map(|em: f64| (em * units).round() as i64);
                // Writing to a string cannot fail.
                let _ = write!(out, "M{} {}{outline}", at[0], at[1]);
            }
            x += glyph.x_advance.get();
            y += glyph.y_advance.get();
        }
        if out.len() == start {
            return Ok(None);
        }
        out.push_str("'/>");
        Ok(Some(out))
    }
}

/// A glyph's outline in steps from point to point, empty for a blank; none of a picture of a glyph.
fn outline(font: &FontInstance, id: u16) -> Option<Arc<str>> {
    let id = GlyphId(id);
    if !color::should_outline(font, id) {
        return None;
    }
    let mut steps = Steps::default();
    font.ttf().outline_glyph(id, &mut steps);
    Some(steps.out.into())
}

/// Writes an outline as steps between whole numbers.
#[derive(Default)]
struct Steps {
    out: String,
    at: [i64; 2],
    start: [i64; 2],
}

impl Steps {
    fn go(&mut self, command: char, points: &[[f32; 2]]) {
        self.out.push(command);
        let from = self.at;
        for (index, point) in points.iter().enumerate() {
            self.at = point.map(|part| part.round() as i64);
            for (axis, from) in from.iter().enumerate() {
                let step = self.at[axis] - from;
                let space = if step < 0 || index + axis == 0 { "" } else { " " };
                // Writing to a string cannot fail.
                let _ = write!(self.out, "{space}{step}");
            }
        }
    }
}

impl OutlineBuilder for Steps {
    fn move_to(&mut self, x: f32, y: f32) {
        self.go('m', &[[x, y]]);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.go('l', &[[x, y]]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.go('q', &[[x1, y1], [x, y]]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.go('c', &[[x1, y1], [x2, y2], [x, y]]);
    }

    fn close(&mut self) {
        self.out.push('z');
        self.at = self.start;
    }
}

fn shape(shape: &Shape, here: Transform) -> Result<String, NotFlat> {
    let mut out = format!("<path {}", place(here));
    match &shape.fill {
        Some(paint) => out.push_str(&fill(paint)?),
        None => out.push_str("fill='none' "),
    }
    if shape.fill_rule == FillRule::EvenOdd {
        out.push_str("fill-rule='evenodd' ");
    }
    if let Some(line) = &shape.stroke {
        out.push_str(&stroke(line)?);
    }
    out.push_str("d='");
    geometry(&mut out, &shape.geometry);
    out.push_str("'/>");
    Ok(out)
}

fn geometry(out: &mut String, geometry: &Geometry) {
    let mut command = |letter: char, points: &[Point]| {
        out.push(letter);
        for (index, point) in points.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(out, "{space}{} {}", Length(point.x.to_pt()), Length(point.y.to_pt()));
        }
    };
    match geometry {
        Geometry::Line(to) => {
            command('M', &[Point::zero()]);
            command('L', &[*to]);
        }
        Geometry::Rect(size) => {
            command('M', &[Point::zero()]);
            command('L', &[Point::with_x(size.x), size.to_point(), Point::with_y(size.y)]);
            command('Z', &[]);
        }
        Geometry::Curve(curve) => {
            // Begins at the origin unless it says otherwise.
            if !matches!(curve.0.first(), Some(CurveItem::Move(_))) {
                command('M', &[Point::zero()]);
            }
            for item in &curve.0 {
                match *item {
                    CurveItem::Move(to) => command('M', &[to]),
                    CurveItem::Line(to) => command('L', &[to]),
                    CurveItem::Cubic(first, second, to) => command('C', &[first, second, to]),
                    CurveItem::Close => command('Z', &[]),
                }
            }
        }
    }
}

fn place(Transform { sx, ky, kx, sy, tx, ty }: Transform) -> String {
    let (x, y) = (Length(tx.to_pt()), Length(ty.to_pt()));
    match [sx, ky, kx, sy].map(|part| part.get()) {
        [1.0, 0.0, 0.0, 1.0] if tx.to_pt() == 0.0 && ty.to_pt() == 0.0 => String::new(),
        [1.0, 0.0, 0.0, 1.0] => format!("transform='translate({x} {y})' "),
        parts => {
            let [a, b, c, d] = parts.map(Factor);
            format!("transform='matrix({a} {b} {c} {d} {x} {y})' ")
        }
    }
}

fn fill(paint: &Paint) -> Result<String, NotFlat> {
    Ok(format!("fill='{}' ", plain(paint)?))
}

fn plain(paint: &Paint) -> Result<impl std::fmt::Display, NotFlat> {
    match paint {
        Paint::Solid(color) => Ok(color.to_hex()),
        _ => Err(NotFlat),
    }
}

fn stroke(stroke: &FixedStroke) -> Result<String, NotFlat> {
    let mut out = format!("stroke='{}' stroke-width='{}' ", plain(&stroke.paint)?, Length(stroke.thickness.to_pt()));
    match stroke.cap {
        LineCap::Butt => {}
        LineCap::Round => out.push_str("stroke-linecap='round' "),
        LineCap::Square => out.push_str("stroke-linecap='square' "),
    }
    match stroke.join {
        LineJoin::Miter => {}
        LineJoin::Round => out.push_str("stroke-linejoin='round' "),
        LineJoin::Bevel => out.push_str("stroke-linejoin='bevel' "),
    }
    if stroke.miter_limit.get() != 4.0 {
        // Writing to a string cannot fail.
        let _ = write!(out, "stroke-miterlimit='{}' ", Factor(stroke.miter_limit.get()));
    }
    if let Some(dash) = &stroke.dash {
        let lengths: Vec<String> = dash.array.iter().map(|length| Length(length.to_pt()).to_string()).collect();
        let _ = write!(out, "stroke-dasharray='{}' ", lengths.join(" "));
        if dash.phase.to_pt() != 0.0 {
            let _ = write!(out, "stroke-dashoffset='{}' ", Length(dash.phase.to_pt()));
        }
    }
    Ok(out)
}

/// In pt, to a thousandth of it.
struct Length(f64);

impl std::fmt::Display for Length {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        decimal(formatter, self.0, 3)
    }
}

/// To a ten-millionth: of a font's unit, of which there are thousands to an em.
struct Factor(f64);

impl std::fmt::Display for Factor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        decimal(formatter, self.0, 7)
    }
}

/// A number with no needless zeros.
fn decimal(formatter: &mut std::fmt::Formatter, value: f64, digits: u32) -> std::fmt::Result {
    let all = 10u64.pow(digits);
    let rounded = (value * all as f64).round() as i64;
    let (whole, mut part) = (rounded.unsigned_abs() / all, rounded.unsigned_abs() % all);
    let sign = if rounded < 0 { "-" } else { "" };
    if part == 0 {
        return write!(formatter, "{sign}{whole}");
    }
    let mut width = digits as usize;
    while part % 10 == 0 {
        part /= 10;
        width -= 1;
    }
    write!(formatter, "{sign}{whole}.{part:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_steps_that_do_not_drift() {
        let mut steps = Steps::default();
        steps.move_to(10.4, -5.0);
        steps.line_to(10.6, 0.0);
        steps.quad_to(12.0, 1.0, 8.0, 2.0);
        steps.close();
        steps.move_to(11.0, -5.0);
        assert_eq!(steps.out, "m10-5l1 5q1 1-3 2zm1 0");
    }

    #[test]
    fn numbers_have_no_needless_zeros() {
        let told = |value| (Length(value).to_string(), Factor(value).to_string());
        assert_eq!(told(-0.05), ("-0.05".into(), "-0.05".into()));
        assert_eq!(told(12.0), ("12".into(), "12".into()));
        assert_eq!(told(0.000_012_34), ("0".into(), "0.0000123".into()));
    }
}
