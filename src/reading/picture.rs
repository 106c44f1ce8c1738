//! What a page looks like.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::peniko::color::PremulRgba8;
use hayro::{RenderCache, RenderSettings};

use super::{Pdf, Unreadable};

/// Pixels of a page's longer side.
const MAX_SIDE: f32 = 12_000.0;

/// A picture of a page on white paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// Red, green, blue and opacity of each pixel, row by row.
    pub pixels: Vec<u8>,
}

impl Pdf {
    /// Draws the page at an index. Fonts that are not embedded are not drawn.
    ///
    /// # Errors
    /// No such page, a page of no size or a huge one, or a fault while drawing.
    pub fn render(&self, index: usize, dpi: u16) -> Result<Picture, Unreadable> {
        self.guarded(|| {
            let page = self.syntax.pages().get(index).ok_or(Unreadable::Broken)?;
            let scale = f32::from(dpi) / 72.0;
            let (width, height) = page.render_dimensions();
            let side = scale * width.max(height);
            if !side.is_finite() || side > MAX_SIDE || scale * width.min(height) < 1.0 {
                return Err(Unreadable::TooLarge);
            }
            // A page that ends inside a pixel has that pixel.
            let [width, height] = [width, height].map(|side| Some((scale * side).ceil() as u16));
            let settings = RenderSettings { x_scale: scale, y_scale: scale, width, height, bg_color: WHITE };
            let drawn = hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
            Ok(Picture {
                width: drawn.width().into(),
                height: drawn.height().into(),
                pixels: drawn.data_as_u8_slice().to_vec(),
            })
        })
    }
}

impl Picture {
    /// The picture as a PNG file; nothing where it cannot be one.
    pub fn png(&self) -> Option<Vec<u8>> {
        let pixel = |pixel: &[u8]| PremulRgba8 { r: pixel[0], g: pixel[1], b: pixel[2], a: pixel[3] };
        let data = self.pixels.chunks_exact(4).map(pixel).collect();
        Pixmap::from_parts(data, self.width.try_into().ok()?, self.height.try_into().ok()?).into_png().ok()
    }
}
