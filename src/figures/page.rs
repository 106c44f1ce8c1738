//! A page as SVG that needs no font. Typst outlines a page's own text, but sets pictures into it as they came, text and
//! all; here they are set into it as the outlines that it drew the PDF with.

use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

use typst::layout::{Axes, Frame, FrameItem, Size};
use typst::visualize::{Image, ImageKind};
use typst_layout::Page;
use typst_svg::{SvgOptions, WebImage};

use super::outline::Drawing;
use super::svg::{Number, shapes};

/// As many pictures are remembered as outlines: several reports' worth.
const KNOWN: usize = 64;

/// What a picture's height may be off by, in pt.
const UNSTRETCHED: f64 = 0.01;

/// Writes pages, one after another. Keep it: a picture that it knows costs nothing.
#[derive(Default)]
pub struct PageWriter {
    /// The one that was used last stands last.
    known: Mutex<Vec<Known>>,
}

struct Known {
    image: Image,
    size: Size,
    /// None for a picture that is more than outlines in plain colours: it stays as it is.
    outlines: Option<Arc<str>>,
    /// None for one that is stretched, too.
    shapes: Option<Arc<str>>,
}

impl PageWriter {
    /// The page's text, without its bleed.
    pub fn svg(&self, page: &Page) -> String {
        let text = typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false });
        let mut pictures = Vec::new();
        collect(&page.frame, &mut pictures);
        if pictures.is_empty() {
            return text;
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((start, end)) = element(rest) {
            out.push_str(&rest[..start]);
            let element = &rest[start..end];
            rest = &rest[end..];
            match self.outlines(element, &mut pictures) {
                Some(outlines) => {
                    // Writing to a string cannot fail.
                    let _ = match attribute(element, "transform") {
                        Some(transform) => write!(out, "<g transform=\"{transform}\">{outlines}</g>"),
                        None => write!(out, "{outlines}"),
                    };
                }
                None => out.push_str(element),
            }
        }
        out.push_str(rest);
        out
    }

    /// What stands for an `<image>` element, which is one of these pictures.
    fn outlines(&self, element: &str, pictures: &mut Vec<(&Image, Size)>) -> Option<Arc<str>> {
        let href = attribute(element, "xlink:href")?;
        // Those of one look come in this order too.
        let index = pictures.iter().position(|(image, _)| WebImage::new(image).to_base64_url() == href)?;
        let (image, size) = pictures.remove(index);
        self.known(image, size, |known| known.outlines.clone())
    }

    /// The shapes of a picture, a line each, to be drawn where it stands; none where it is more than outlines, or is
    /// stretched.
    pub fn shapes(&self, image: &Image, size: Size) -> Option<Arc<str>> {
        self.known(image, size, |known| known.shapes.clone())
    }

    fn known(&self, image: &Image, size: Size, part: impl Fn(&Known) -> Option<Arc<str>>) -> Option<Arc<str>> {
        // A poisoned lock still holds whole pictures.
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match all.iter().position(|known| known.image == *image && known.size == size) {
            Some(index) => all.remove(index),
            None => Known::new(image, size),
        };
        let found = part(&known);
        if all.len() == KNOWN {
            all.remove(0);
        }
        all.push(known);
        found
    }
}

impl Known {
    fn new(image: &Image, size: Size) -> Known {
        let drawing = match image.kind() {
            ImageKind::Svg(svg) => Drawing::of_tree(svg.tree(), size.x.to_pt()).ok(),
            _ => None,
        };
        let shapes: Option<(Arc<str>, Drawing)> = drawing.map(|drawing| (shapes(&drawing).into(), drawing));
        let outlines = shapes.as_ref().map(|(shapes, drawing)| outlines(shapes, drawing, size).into());
        let flat = shapes.filter(|(_, drawing)| (f64::from(drawing.height) - size.y.to_pt()).abs() < UNSTRETCHED);
        Known { image: image.clone(), size, outlines, shapes: flat.map(|(shapes, _)| shapes) }
    }
}

/// Every SVG picture of a frame, in the order in which it is drawn.
fn collect<'a>(frame: &'a Frame, pictures: &mut Vec<(&'a Image, Size)>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, pictures),
            FrameItem::Image(image, size, _) if matches!(image.kind(), ImageKind::Svg(_)) => {
                pictures.push((image, *size));
            }
            _ => {}
        }
    }
}

/// A picture as an element of its size.
fn outlines(shapes: &str, drawing: &Drawing, Axes { x, y }: Size) -> String {
    format!(
        "<svg width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\">{shapes}</svg>",
        x.to_pt(),
        y.to_pt(),
        Number(drawing.width),
        Number(drawing.height),
    )
}

/// Where the next `<image>` element begins and ends: no attribute of one holds `/>`.
fn element(text: &str) -> Option<(usize, usize)> {
    let start = text.find("<image ")?;
    Some((start, start + text[start..].find("/>")? + "/>".len()))
}

/// The value of an element's attribute, as written.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = element.split_once(&format!(" {name}=\""))?;
    value.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use typst::foundations::Bytes;
    use typst::layout::Abs;
    use typst::visualize::SvgImage;

    use super::*;

    fn picture(index: usize) -> Image {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0L{index} 1L1 2Z\"/></svg>"
        );
        Image::plain(SvgImage::new(Bytes::from_string(text)).unwrap())
    }

    fn written(writer: &PageWriter, image: &Image, width: f64) -> Arc<str> {
        let element = format!("<image xlink:href=\"{}\"/>", WebImage::new(image).to_base64_url());
        let size = Size::new(Abs::pt(width), Abs::pt(9.0));
        writer.outlines(&element, &mut vec![(&picture(0), size), (image, size)]).unwrap()
    }

    #[test]
    fn a_picture_is_outlined_once_while_it_is_in_use() {
        let writer = PageWriter::default();
        let first = written(&writer, &picture(1), 9.0);
        assert!(first.contains("<path d=\"M0 0L1 1L1 2Z\""), "{first}");
        for index in 2..3 * KNOWN {
            assert!(Arc::ptr_eq(&first, &written(&writer, &picture(1), 9.0)));
            assert!(written(&writer, &picture(index), 9.0).contains(&format!("L{index} 1")));
            assert!(writer.known.lock().unwrap().len() <= KNOWN);
        }
        assert!(!Arc::ptr_eq(&first, &written(&writer, &picture(1), 18.0)), "another size is another picture");
    }

    #[test]
    fn what_is_not_on_the_page_is_left_alone() {
        let writer = PageWriter::default();
        let size = Size::splat(Abs::pt(9.0));
        for element in ["<image xlink:href=\"data:image/svg+xml;base64,AAAA\"/>", "<image href=\"a.png\"/>"] {
            assert!(writer.outlines(element, &mut vec![(&picture(1), size)]).is_none());
        }
    }
}
