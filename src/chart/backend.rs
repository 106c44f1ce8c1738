//! Our own plotters backend: print SVG, where plotters' stock one rounds to whole pixels.
//!
//! One plotters unit is 1/100 pt and the SVG's own unit is the pt, so that point sizes and strokes are true sizes.
//! Numbers are written from integers: the same picture is the same bytes everywhere.

use std::convert::Infallible;
use std::fmt::Write;

use plotters::element::{Drawable, PointCollection};
use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::measure::Weight;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Units in a pt.
const UNITS: f64 = 100.0;

/// From pt to the backend's unit.
pub(super) fn units(pt: f64) -> i32 {
    (pt * UNITS).round() as i32
}

/// Writes an SVG whose viewBox is in pt into a string.
pub(super) struct PrintSvg<'a> {
    out: &'a mut String,
    size: (u32, u32),
}

impl<'a> PrintSvg<'a> {
    /// Starts a picture of this size in units.
    pub(super) fn new(out: &'a mut String, (width, height): (u32, u32)) -> Self {
        let (w, h) = (Pt(width as i32), Pt(height as i32));
        push(
            out,
            format_args!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">\n"
            ),
        );
        PrintSvg { out, size: (width, height) }
    }

    fn element(&mut self, body: std::fmt::Arguments) -> Drawn {
        push(self.out, body);
        self.out.push('\n');
        Ok(())
    }

    /// Points as the value of a `points` attribute.
    fn points(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        for (index, (x, y)) in points.into_iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            push(self.out, format_args!("{space}{},{}", Pt(x), Pt(y)));
        }
    }

    fn text(&mut self, text: &SvgText, (x, y): BackendCoord) -> Drawn {
        let SvgText { runs, family, size, weight, color, anchor, .. } = text;
        push(
            self.out,
            format_args!("<text y=\"{}\" font-family=\"{}\" font-size=\"{}\"", Pt(y), Escaped(family), Pt(*size)),
        );
        if *weight == Weight::Bold {
            self.out.push_str(" font-weight=\"700\"");
        }
        if let Some(anchor) = anchor {
            push(self.out, format_args!(" text-anchor=\"{anchor}\""));
        }
        push(self.out, format_args!(" fill=\"{}\">", Hex(*color)));
        for (offset, run) in runs {
            push(self.out, format_args!("<tspan x=\"{}\">{}</tspan>", Pt(x + offset), Escaped(run)));
        }
        self.out.push_str("</text>\n");
        Ok(())
    }
}

/// Writing to a string cannot fail: `String`'s `fmt::Write` never returns an error.
fn push(out: &mut String, text: std::fmt::Arguments) {
    let _ = out.write_fmt(text);
}

/// One line of text as a plotters element of this backend: runs at their own offsets from a point on the baseline.
pub(super) struct SvgText {
    pub at: BackendCoord,
    /// Offset in units and characters of each run.
    pub runs: Vec<(i32, String)>,
    pub family: String,
    /// In units.
    pub size: i32,
    pub weight: Weight,
    pub color: BackendColor,
    /// SVG's `text-anchor`, where it is not the start.
    pub anchor: Option<&'static str>,
}

impl<'p> PointCollection<'p, BackendCoord> for &'p SvgText {
    type Point = &'p BackendCoord;
    type IntoIter = std::iter::Once<&'p BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl Drawable<PrintSvg<'_>> for SvgText {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, mut at: I, svg: &mut PrintSvg, _: (u32, u32)) -> Drawn {
        at.next().map_or(Ok(()), |at| svg.text(self, at))
    }
}

impl DrawingBackend for PrintSvg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    /// Ends the picture; to be called once.
    fn present(&mut self) -> Drawn {
        self.out.push_str("</svg>\n");
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let paint = Paint::new(style, fill);
        let (x, y, width, height) = (Pt(x0), Pt(y0), Pt(x1 - x0), Pt(y1 - y0));
        self.element(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{paint}/>"))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.out.push_str("<polyline points=\"");
        self.points(path);
        self.element(format_args!("\"{}/>", Paint::new(style, false)))
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let (x, y, radius, paint) = (Pt(x), Pt(y), Pt(radius as i32), Paint::new(style, fill));
        self.element(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{paint}/>"))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.out.push_str("<polygon points=\"");
        self.points(corners);
        self.element(format_args!("\"{}/>", Paint::new(style, true)))
    }

    /// Text of plotters' own elements: one run, its vertical anchor taken as the baseline.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let weight = if matches!(style.style(), FontStyle::Bold) { Weight::Bold } else { Weight::Regular };
        let anchor = match style.anchor().h_pos {
            HPos::Left => None,
            HPos::Center => Some("middle"),
            HPos::Right => Some("end"),
        };
        let family = style.family().as_str().to_owned();
        let size = style.size().round() as i32;
        self.text(
            &SvgText { at, runs: vec![(0, text.to_owned())], family, size, weight, color: style.color(), anchor },
            at,
        )
    }
}

/// A length in units, written in pt without needless zeros.
struct Pt(i32);

impl std::fmt::Display for Pt {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        match (part, part % 10) {
            (0, _) => write!(formatter, "{sign}{whole}"),
            (_, 0) => write!(formatter, "{sign}{whole}.{}", part / 10),
            _ => write!(formatter, "{sign}{whole}.{part:02}"),
        }
    }
}

struct Hex(BackendColor);

impl std::fmt::Display for Hex {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let (red, green, blue) = self.0.rgb;
        write!(formatter, "#{red:02X}{green:02X}{blue:02X}")
    }
}

/// Fill or stroke attributes.
struct Paint {
    color: BackendColor,
    stroke: Option<i32>,
}

impl Paint {
    fn new(style: &impl BackendStyle, fill: bool) -> Self {
        Paint { color: style.color(), stroke: (!fill).then_some(style.stroke_width() as i32) }
    }
}

impl std::fmt::Display for Paint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let color = Hex(self.color);
        let part = match self.stroke {
            None => {
                write!(formatter, " fill=\"{color}\"")?;
                "fill"
            }
            Some(width) => {
                write!(formatter, " fill=\"none\" stroke=\"{color}\" stroke-width=\"{}\"", Pt(width))?;
                "stroke"
            }
        };
        if self.color.alpha < 1.0 {
            write!(formatter, " {part}-opacity=\"{:.2}\"", self.color.alpha)?;
        }
        Ok(())
    }
}

/// Text as XML character data or attribute value; data hold no control characters.
pub(crate) struct Escaped<'a>(pub &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                _ => formatter.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::*;

    use super::*;

    #[test]
    fn writes_units_as_points() {
        for (units, text) in
            [(0, "0"), (1, "0.01"), (10, "0.1"), (-5, "-0.05"), (-120, "-1.2"), (41556, "415.56"), (9000, "90")]
        {
            assert_eq!(Pt(units).to_string(), text);
        }
        for (pt, expected) in [(0.0, 0), (0.6, 60), (415.56, 41556), (-1.005, -100), (0.004, 0)] {
            assert_eq!(units(pt), expected, "{pt}");
        }
    }

    #[test]
    fn escapes_text_and_family() {
        assert_eq!(Escaped("<&\"'>甲").to_string(), "&lt;&amp;&quot;&#39;&gt;甲");
    }

    #[test]
    fn stock_elements_come_out_as_vector_shapes() -> Result<(), Box<dyn std::error::Error>> {
        let mut svg = String::new();
        {
            let area = PrintSvg::new(&mut svg, (20_000, 10_050)).into_drawing_area();
            area.draw(&Rectangle::new([(0, 0), (1250, 100)], RED.filled()))?;
            area.draw(&Circle::new((500, 500), 25, ShapeStyle::from(BLUE).stroke_width(60)))?;
            area.draw(&PathElement::new([(0, 0), (1, 10)], BLACK.mix(0.5)))?;
            area.draw(&Polygon::new([(0, 0), (100, 0), (0, 55)], GREEN))?;
            let style = TextStyle::from(("Noto Sans SC", 1050).into_font().style(FontStyle::Bold));
            area.draw(&Text::new("1 < 2", (700, 800), style))?;
            area.present()?;
        }
        assert_eq!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"100.5\" viewBox=\"0 0 200 100.5\">\n\
             <rect x=\"0\" y=\"0\" width=\"12.5\" height=\"1\" fill=\"#FF0000\"/>\n\
             <circle cx=\"5\" cy=\"5\" r=\"0.25\" fill=\"none\" stroke=\"#0000FF\" stroke-width=\"0.6\"/>\n\
             <polyline points=\"0,0 0.01,0.1\" fill=\"none\" stroke=\"#000000\" stroke-width=\"0.01\" stroke-opacity=\"0.50\"/>\n\
             <polygon points=\"0,0 1,0 0,0.55\" fill=\"#00FF00\"/>\n\
             <text y=\"8\" font-family=\"Noto Sans SC\" font-size=\"10.5\" font-weight=\"700\" fill=\"#000000\">\
             <tspan x=\"7\">1 &lt; 2</tspan></text>\n</svg>\n"
        );
        Ok(())
    }
}
