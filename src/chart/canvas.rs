//! A plotters drawing area in pt: the few shapes that charts are made of.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{DashedPathElement, PathElement, Polygon, Rectangle};
use plotters::style::{Color as _, RGBColor, ShapeStyle};

use super::ChartError;
use super::backend::{PrintSvg, SvgText, units};
use super::text::Line;
use super::tokens::Color;

/// A point in pt, from the top left.
pub(super) type Point = (f64, f64);

/// Where on a line of text a given x stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Center,
    Right,
}

pub(super) struct Canvas<'a> {
    area: DrawingArea<PrintSvg<'a>, Shift>,
    family: &'a str,
}

impl Canvas<'_> {
    /// Draws a picture of this size in pt, its text in `family`, and returns the SVG.
    pub(super) fn paint(
        (width, height): (f64, f64),
        family: &str,
        draw: impl FnOnce(&Canvas) -> Result<(), ChartError>,
    ) -> Result<String, ChartError> {
        let mut svg = String::new();
        let area = PrintSvg::new(&mut svg, (units(width) as u32, units(height) as u32)).into_drawing_area();
        let canvas = Canvas { area, family };
        draw(&canvas)?;
        canvas.area.present()?;
        drop(canvas);
        Ok(svg)
    }

    pub(super) fn polygon(&self, corners: &[Point], fill: Color) -> Result<(), ChartError> {
        Ok(self.area.draw(&Polygon::new(to_units(corners), RGBColor::from(fill)))?)
    }

    pub(super) fn polyline(&self, points: &[Point], width: f64, color: Color) -> Result<(), ChartError> {
        Ok(self.area.draw(&PathElement::new(to_units(points), stroke(width, color)))?)
    }

    pub(super) fn dashed(
        &self,
        points: &[Point],
        width: f64,
        dash: (f64, f64),
        color: Color,
    ) -> Result<(), ChartError> {
        let (dash, gap) = (units(dash.0), units(dash.1));
        Ok(self.area.draw(&DashedPathElement::new(to_units(points), dash, gap, stroke(width, color)))?)
    }

    pub(super) fn rectangle(&self, corners: [Point; 2], fill: Color) -> Result<(), ChartError> {
        let [(x0, y0), (x1, y1)] = corners;
        let corners = [(units(x0), units(y0)), (units(x1), units(y1))];
        Ok(self.area.draw(&Rectangle::new(corners, RGBColor::from(fill).filled()))?)
    }

    /// Sets a line whose optical edge or middle is at `x` and whose middle height is at `y`.
    pub(super) fn text(&self, line: &Line, (x, y): Point, align: Align, color: Color) -> Result<(), ChartError> {
        let left = match align {
            Align::Left => x - line.hang_left,
            Align::Center => x - (line.hang_left + line.width - line.hang_right) / 2.0,
            Align::Right => x - line.width + line.hang_right,
        };
        Ok(self.area.draw(&SvgText {
            at: (units(left), units(y + line.drop())),
            runs: line.runs.iter().map(|run| (units(run.offset), run.text.clone())).collect(),
            family: self.family.to_owned(),
            size: units(line.font.size),
            weight: line.font.weight,
            color: RGBColor::from(color).to_backend_color(),
            anchor: None,
        })?)
    }
}

fn to_units(points: &[Point]) -> Vec<(i32, i32)> {
    points.iter().map(|&(x, y)| (units(x), units(y))).collect()
}

fn stroke(width: f64, color: Color) -> ShapeStyle {
    RGBColor::from(color).stroke_width(units(width) as u32)
}
