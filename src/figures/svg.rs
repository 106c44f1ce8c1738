//! A flat drawing as SVG that looks the same everywhere: outlines only, no fonts, no styles, with its words beside it.

use std::fmt::Write;

use usvg::tiny_skia_path::{PathSegment, Point};
use usvg::{LineCap, LineJoin};

use super::outline::{Drawing, Painted, Shape};
use crate::chart::Escaped;

/// What a picture says to those who cannot see it.
pub struct Words<'a> {
    /// Begins the ids of its elements, so that several pictures can stand in one page: `figure-02`.
    pub stem: &'a str,
    pub title: &'a str,
    pub description: &'a str,
}

/// The picture's text. Coordinates are in 1/100 pt, written from integers: the same drawing is the same bytes
/// everywhere.
pub fn write(drawing: &Drawing, words: &Words) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_to(&mut out, drawing, words);
    out
}

fn write_to(out: &mut String, drawing: &Drawing, words: &Words) -> std::fmt::Result {
    let (width, height, stem) = (Number(drawing.width), Number(drawing.height), words.stem);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} \
         {height}\" role=\"img\" aria-labelledby=\"{stem}-title {stem}-desc\" xml:lang=\"zh-CN\">"
    )?;
    writeln!(out, "<title id=\"{stem}-title\">{}</title>", Escaped(words.title))?;
    writeln!(out, "<desc id=\"{stem}-desc\">{}</desc>", Escaped(words.description))?;
    shapes_to(out, drawing)?;
    out.push_str("</svg>\n");
    Ok(())
}

/// The elements of a drawing without what is around them, a line each.
pub fn shapes(drawing: &Drawing) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = shapes_to(&mut out, drawing);
    out
}

fn shapes_to(out: &mut String, drawing: &Drawing) -> std::fmt::Result {
    for shape in &drawing.shapes {
        out.push_str("<path d=\"");
        path(out, shape)?;
        out.push('"');
        paint(out, shape)?;
        out.push_str("/>\n");
    }
    Ok(())
}

fn path(out: &mut String, shape: &Shape) -> std::fmt::Result {
    let mut command = |letter: char, points: &[Point]| {
        out.push(letter);
        for (index, point) in points.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            write!(out, "{space}{} {}", Number(point.x), Number(point.y))?;
        }
        Ok(())
    };
    for segment in shape.path.segments() {
        match segment {
            PathSegment::MoveTo(to) => command('M', &[to])?,
            PathSegment::LineTo(to) => command('L', &[to])?,
            PathSegment::QuadTo(by, to) => command('Q', &[by, to])?,
            PathSegment::CubicTo(first, second, to) => command('C', &[first, second, to])?,
            PathSegment::Close => command('Z', &[])?,
        }
    }
    Ok(())
}

fn paint(out: &mut String, shape: &Shape) -> std::fmt::Result {
    let [red, green, blue] = shape.color;
    let part = match &shape.paint {
        Painted::Fill { even_odd } => {
            write!(out, " fill=\"#{red:02x}{green:02x}{blue:02x}\"")?;
            if *even_odd {
                out.push_str(" fill-rule=\"evenodd\"");
            }
            "fill"
        }
        Painted::Stroke { width, cap, join, dash } => {
            write!(
                out,
                " fill=\"none\" stroke=\"#{red:02x}{green:02x}{blue:02x}\" stroke-width=\"{}\"",
                Number(*width)
            )?;
            match cap {
                LineCap::Butt => {}
                LineCap::Round => out.push_str(" stroke-linecap=\"round\""),
                LineCap::Square => out.push_str(" stroke-linecap=\"square\""),
            }
            match join {
                LineJoin::Miter | LineJoin::MiterClip => {}
                LineJoin::Round => out.push_str(" stroke-linejoin=\"round\""),
                LineJoin::Bevel => out.push_str(" stroke-linejoin=\"bevel\""),
            }
            if !dash.is_empty() {
                let dash: Vec<String> = dash.iter().map(|length| Number(*length).to_string()).collect();
                write!(out, " stroke-dasharray=\"{}\"", dash.join(" "))?;
            }
            "stroke"
        }
    };
    if shape.opacity < 1.0 {
        write!(out, " {part}-opacity=\"{}\"", Number(shape.opacity))?;
    }
    Ok(())
}

/// A number with at most two decimals and no needless zeros.
pub struct Number(pub f32);

impl std::fmt::Display for Number {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let hundredths = (f64::from(self.0) * 100.0).round() as i64;
        let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        let sign = if hundredths < 0 { "-" } else { "" };
        match (part, part % 10) {
            (0, _) => write!(formatter, "{sign}{whole}"),
            (_, 0) => write!(formatter, "{sign}{whole}.{}", part / 10),
            _ => write!(formatter, "{sign}{whole}.{part:02}"),
        }
    }
}
