//! A drawing without fonts: an SVG picture with its text turned into outlines, flat and in pt.

use std::sync::Arc;

use typst::text::Font;
use usvg::fontdb::{Database, ID, Source};
use usvg::tiny_skia_path::{Path, Transform};
use usvg::{FontResolver, Group, ImageKind, LineCap, LineJoin, Node, Options, Paint, Tree};

/// A flat drawing: shapes from the backmost to the frontmost.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// In pt.
    pub width: f32,
    pub height: f32,
    pub shapes: Vec<Shape>,
}

/// An outline, filled or stroked in one colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub path: Path,
    /// Red, green, blue.
    pub color: [u8; 3],
    pub opacity: f32,
    pub paint: Painted,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Painted {
    Fill { even_odd: bool },
    Stroke { width: f32, cap: LineCap, join: LineJoin, dash: Vec<f32> },
}

/// What a flat drawing cannot hold: a bitmap, a gradient, clipping, transparency of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFlat;

/// The regular and the bold face that texts of pictures are outlined with, whatever family they name.
pub struct Faces {
    fonts: Arc<Database>,
    regular: ID,
    bold: ID,
}

/// Weights from here on are bold.
const BOLD: u16 = 600;

impl Faces {
    /// None where a font has no such face.
    pub fn new([regular, bold]: [Font; 2]) -> Option<Faces> {
        let mut fonts = Database::new();
        let mut load = |font: Font| {
            let faces = fonts.load_font_source(Source::Binary(Arc::new(font.data().clone())));
            faces.get(font.index() as usize).copied()
        };
        let (regular, bold) = (load(regular)?, load(bold)?);
        Some(Faces { fonts: Arc::new(fonts), regular, bold })
    }

    fn options(&self) -> Options<'_> {
        let font_resolver = FontResolver {
            select_font: Box::new(|font, _| Some(if font.weight() >= BOLD { self.bold } else { self.regular })),
            // What these faces lack was refused before anything was drawn.
            select_fallback: Box::new(|_, _, _| None),
        };
        Options { fontdb: self.fonts.clone(), font_resolver, ..Options::default() }
    }
}

impl Drawing {
    /// The drawing of an SVG picture that is to be `width` pt wide.
    ///
    /// # Errors
    /// A picture that is more than outlines in plain colours.
    pub fn of(svg: &str, width: f64, faces: &Faces) -> Result<Drawing, NotFlat> {
        let tree = Tree::from_str(svg, &faces.options()).map_err(|_| NotFlat)?;
        Drawing::of_tree(&tree, width)
    }

    /// The drawing of a picture that was read already, its text outlined.
    ///
    /// # Errors
    /// A picture that is more than outlines in plain colours.
    pub fn of_tree(tree: &Tree, width: f64) -> Result<Drawing, NotFlat> {
        let scale = width as f32 / tree.size().width();
        let mut shapes = Vec::new();
        flatten(tree.root(), Transform::from_scale(scale, scale), &mut shapes)?;
        Ok(Drawing { width: width as f32, height: tree.size().height() * scale, shapes })
    }
}

fn flatten(group: &Group, around: Transform, shapes: &mut Vec<Shape>) -> Result<(), NotFlat> {
    if group.should_isolate() {
        return Err(NotFlat);
    }
    let here = around.pre_concat(group.transform());
    for node in group.children() {
        match node {
            Node::Group(group) => flatten(group, here, shapes)?,
            Node::Text(text) => flatten(text.flattened(), here, shapes)?,
            Node::Path(path) if path.is_visible() => outline(path, here, shapes)?,
            Node::Path(_) => {}
            Node::Image(image) => match image.kind() {
                ImageKind::SVG(tree) => flatten(tree.root(), here, shapes)?,
                _ => return Err(NotFlat),
            },
        }
    }
    Ok(())
}

/// Fill below, stroke above, as SVG paints them.
fn outline(path: &usvg::Path, here: Transform, shapes: &mut Vec<Shape>) -> Result<(), NotFlat> {
    let color = |paint: &Paint| match paint {
        Paint::Color(color) => Ok([color.red, color.green, color.blue]),
        _ => Err(NotFlat),
    };
    let Some(outline) = path.data().clone().transform(here) else { return Ok(()) };
    if let Some(fill) = path.fill() {
        let paint = Painted::Fill { even_odd: fill.rule() == usvg::FillRule::EvenOdd };
        let (color, opacity) = (color(fill.paint())?, fill.opacity().get());
        shapes.push(Shape { path: outline.clone(), color, opacity, paint });
    }
    if let Some(stroke) = path.stroke() {
        // Pictures are never stretched.
        let scale = here.get_scale().0;
        let dash = stroke.dasharray().unwrap_or_default().iter().map(|length| length * scale).collect();
        let width = stroke.width().get() * scale;
        let paint = Painted::Stroke { width, cap: stroke.linecap(), join: stroke.linejoin(), dash };
        let (color, opacity) = (color(stroke.paint())?, stroke.opacity().get());
        shapes.push(Shape { path: outline, color, opacity, paint });
    }
    Ok(())
}
