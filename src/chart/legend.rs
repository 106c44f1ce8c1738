//! A legend: swatches with their names, in as few lines as the width allows.

use super::ChartError;
use super::bars::stacked;
use super::canvas::{Align, Canvas, Point};
use super::measure::Weight;
use super::sizes::LegendTokens;
use super::text::{Font, Setter, Wrapped};
use super::tokens::Color;

/// Entries at their places, from the legend's top left.
pub(super) struct Legend<'a> {
    entries: Vec<(Point, Color, Wrapped)>,
    sizes: &'a LegendTokens,
    pub height: f64,
}

impl<'a> Legend<'a> {
    /// Flows the entries into lines of `width` pt; a name too long for a line is wrapped.
    pub(super) fn flow<'b>(
        entries: impl IntoIterator<Item = (Color, &'b str)>,
        width: f64,
        sizes: &'a LegendTokens,
        setter: Setter,
    ) -> Result<Self, ChartError> {
        let font = Font { size: sizes.size, weight: Weight::Regular };
        let indent = sizes.swatch_width + sizes.swatch_gap;
        let (mut x, mut y, mut line_height) = (0.0, 0.0, 0.0_f64);
        let mut placed = Vec::new();
        for (color, name) in entries {
            let too_wide = || ChartError::TooWide { text: name.to_owned() };
            let name = setter.wrap(name, font, width - indent)?.ok_or_else(too_wide)?;
            let (entry, height) = (indent + name.width(), name.lines.len() as f64 * sizes.line);
            if x > 0.0 && x + entry > width {
                (x, y) = (0.0, y + line_height);
                line_height = 0.0;
            }
            placed.push(((x, y), color, name));
            line_height = line_height.max(height);
            x += entry + sizes.item_gap;
        }
        Ok(Legend { entries: placed, sizes, height: y + line_height })
    }

    /// Paints it with its top left at a point, names in `ink`.
    pub(super) fn paint(&self, canvas: &Canvas, (left, top): Point, ink: Color) -> Result<(), ChartError> {
        let sizes = self.sizes;
        for ((x, y), color, name) in &self.entries {
            let (x, first) = (left + x, top + y + sizes.line / 2.0);
            let half = sizes.swatch_height / 2.0;
            canvas.rectangle([(x, first - half), (x + sizes.swatch_width, first + half)], *color)?;
            let middle = top + y + name.lines.len() as f64 * sizes.line / 2.0;
            for (line, y) in stacked(name, middle, sizes.line) {
                canvas.text(line, (x + sizes.swatch_width + sizes.swatch_gap, y), Align::Left, ink)?;
            }
        }
        Ok(())
    }
}
