//! A flat drawing as PNG with a transparent ground and its true size written in it.

use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Frame, FrameItem, Point, Ratio, Sides, Size};
use typst::syntax::Span;
use typst::visualize::{
    Color, Curve, DashPattern, FillRule, FixedStroke, Geometry, LineCap, LineJoin, Paint, Shape as TypstShape,
};
use typst_layout::Page;
use typst_render::RenderOptions;
use usvg::tiny_skia_path;

use super::outline::{Drawing, Painted, Shape};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;

/// Millimetres of a pt and of a metre, for the size that the file states.
const PT_PER_METRE: f64 = 72.0 / 0.0254;

/// The picture at so many pixels a pt; parts of a pixel at its right and lower edge are whole ones.
///
/// # Errors
/// A picture that the encoder refuses.
pub fn write(drawing: &Drawing, pixels_per_pt: f64) -> Result<Vec<u8>> {
    let whole = |pt: f32| Abs::pt((f64::from(pt) * pixels_per_pt).ceil() / pixels_per_pt);
    let mut frame = Frame::hard(Size::new(whole(drawing.width), whole(drawing.height)));
    for shape in &drawing.shapes {
        frame.push(Point::zero(), FrameItem::Shape(typst_shape(shape), Span::detached()));
    }
    let page = Page {
        frame,
        bleed: Sides::default(),
        fill: Smart::Custom(None),
        numbering: None,
        supplement: Content::empty(),
        number: 1,
    };
    let options = RenderOptions { pixel_per_pt: pixels_per_pt.into(), render_bleed: false };
    let bytes = typst_render::render(&page, &options).encode_png().map_err(|error| {
        Error::Input(vec![Diagnostic::error(Message::new("png-failed").with("cause", error.to_string()))])
    })?;
    Ok(sized(bytes, (pixels_per_pt * PT_PER_METRE).round() as u32))
}

fn typst_shape(shape: &Shape) -> TypstShape {
    let mut curve = Curve::new();
    let point = |at: tiny_skia_path::Point| Point::new(Abs::pt(at.x.into()), Abs::pt(at.y.into()));
    let mut last = Point::zero();
    for segment in shape.path.segments() {
        match segment {
            tiny_skia_path::PathSegment::MoveTo(to) => {
                last = point(to);
                curve.move_(last);
            }
            tiny_skia_path::PathSegment::LineTo(to) => {
                last = point(to);
                curve.line(last);
            }
            tiny_skia_path::PathSegment::QuadTo(by, to) => {
                let (by, to) = (point(by), point(to));
                curve.cubic(last + (by - last) * (2.0 / 3.0), to + (by - to) * (2.0 / 3.0), to);
                last = to;
            }
            tiny_skia_path::PathSegment::CubicTo(first, second, to) => {
                last = point(to);
                curve.cubic(point(first), point(second), last);
            }
            tiny_skia_path::PathSegment::Close => curve.close(),
        }
    }
    let [red, green, blue] = shape.color;
    let opacity = (shape.opacity * 255.0).round() as u8;
    let paint = Paint::Solid(Color::from_u8(red, green, blue, opacity));
    let geometry = Geometry::Curve(curve);
    let bare = TypstShape { geometry, fill: None, fill_rule: FillRule::NonZero, stroke: None };
    match &shape.paint {
        Painted::Fill { even_odd } => {
            let fill_rule = if *even_odd { FillRule::EvenOdd } else { FillRule::NonZero };
            TypstShape { fill: Some(paint), fill_rule, ..bare }
        }
        Painted::Stroke { width, cap, join, dash } => {
            let stroke = FixedStroke {
                paint,
                thickness: Abs::pt((*width).into()),
                cap: match cap {
                    usvg::LineCap::Butt => LineCap::Butt,
                    usvg::LineCap::Round => LineCap::Round,
                    usvg::LineCap::Square => LineCap::Square,
                },
                join: match join {
                    usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
                    usvg::LineJoin::Round => LineJoin::Round,
                    usvg::LineJoin::Bevel => LineJoin::Bevel,
                },
                dash: (!dash.is_empty()).then(|| DashPattern {
                    array: dash.iter().map(|length| Abs::pt((*length).into())).collect(),
                    phase: Abs::zero(),
                }),
                miter_limit: Ratio::new(4.0),
            };
            TypstShape { stroke: Some(stroke), ..bare }
        }
    }
}

/// Where a PNG's header chunk ends: the signature and a chunk of 13 bytes.
const AFTER_HEADER: usize = 8 + 12 + 13;

/// The PNG with its true size: a `pHYs` chunk behind the header, so that programs place it as large as it is.
fn sized(mut png: Vec<u8>, pixels_per_metre: u32) -> Vec<u8> {
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(pixels_per_metre.to_be_bytes());
    chunk.extend(pixels_per_metre.to_be_bytes());
    chunk.push(1); // The unit is the metre.
    let length = chunk.len() as u32 - 4;
    let sum = crc(&chunk);
    let chunk = length.to_be_bytes().into_iter().chain(chunk).chain(sum.to_be_bytes());
    png.splice(AFTER_HEADER..AFTER_HEADER, chunk);
    png
}

/// The checksum of PNG chunks (CRC-32 of ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_standards() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
    }
}
