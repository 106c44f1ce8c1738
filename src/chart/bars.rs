//! Horizontal bars: labels right-aligned at a zero axis, values printed behind the bars, hence no grid and no scale.
//!
//! One rule of scale: the room between the axis and the widest value stands for the leading share, but never for less
//! than `least_scale` per cent, so that a figure of small shares does not shout. What a low lead leaves of the measure
//! goes to both sides: the block stands in the middle.

use super::canvas::{Align, Canvas, Point};
use super::measure::Weight;
use super::text::{Font, Line, Setter, Wrapped};
use super::tokens::Tokens;
use super::{Chart, ChartError, Figure, Form, Shade, alt};

/// Pieces that a quarter of a rounded corner is drawn in: at 1.2 pt each is 0.3 pt long.
const CORNER_PIECES: usize = 6;

/// One option, measured.
struct Bar {
    label: Wrapped,
    value: Line,
    share: f64,
    shade: Shade,
    height: f64,
}

pub(super) fn draw(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Chart, ChartError> {
    let sizes = &tokens.chart.bar;
    let bars = measure(figure, tokens, setter)?;
    let widest = |width: fn(&Bar) -> f64| bars.iter().map(width).fold(0.0, f64::max);
    let (labels, lead) = (widest(|bar| bar.label.width()), widest(|bar| bar.share));
    let margins = labels + sizes.label_gap + sizes.value_gap;
    let room = tokens.page.measure - margins - widest(|bar| bar.value.width);
    let scale = room / lead.max(sizes.least_scale);
    let reach = widest_reach(&bars, scale);
    let axis = (tokens.page.measure - margins - reach) / 2.0 + labels + sizes.label_gap;
    let height = 2.0 * sizes.padding + bars.iter().map(|bar| bar.height).sum::<f64>();

    let svg = Canvas::paint((tokens.page.measure, height), setter.family, |canvas| {
        let mut top = sizes.padding;
        for bar in &bars {
            let middle = top + bar.height / 2.0;
            let end = axis + bar.share * scale;
            if end > axis {
                let fill = match bar.shade {
                    Shade::Lead => tokens.color.lead,
                    Shade::Plain => tokens.color.bar,
                    Shade::Apart => tokens.color.other,
                };
                canvas.polygon(&outline(axis, end, middle, sizes.thickness, sizes.radius), fill)?;
            }
            for (line, y) in stacked(&bar.label, middle, tokens.chart.leading) {
                canvas.text(line, (axis - sizes.label_gap, y), Align::Right, tokens.color.ink)?;
            }
            canvas.text(&bar.value, (end + sizes.value_gap, middle), Align::Left, tokens.color.ink)?;
            top += bar.height;
        }
        let ends = [(axis, sizes.padding), (axis, height - sizes.padding)];
        canvas.polyline(&ends, tokens.chart.axis_stroke, tokens.color.axis)
    })?;
    Ok(Chart { form: Form::Bars, svg, width: tokens.page.measure, height, alt: alt::figure(figure, "条形图") })
}

fn measure(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Vec<Bar>, ChartError> {
    let sizes = &tokens.chart.bar;
    let column = sizes.label_share * tokens.page.measure;
    let font = Font { size: tokens.chart.label, weight: Weight::Regular };
    figure
        .rows
        .iter()
        .map(|row| {
            let text = &row.choice.label;
            let label = setter.wrap(text, font, column)?.ok_or_else(|| ChartError::TooWide { text: text.clone() })?;
            let weight = if row.shade == Shade::Lead { Weight::Bold } else { Weight::Regular };
            let value = setter.line(row.printed(), Font { size: tokens.chart.value, weight })?;
            let height = sizes.row.max(label.lines.len() as f64 * tokens.chart.leading + sizes.row_gap);
            Ok(Bar { label, value, share: row.share(), shade: row.shade, height })
        })
        .collect()
}

/// From the axis to the furthest end of a value.
fn widest_reach(bars: &[Bar], scale: f64) -> f64 {
    bars.iter().map(|bar| bar.share * scale + bar.value.width).fold(0.0, f64::max)
}

/// The lines of a label with the height of their middles, the whole around `middle`.
pub(super) fn stacked(label: &Wrapped, middle: f64, leading: f64) -> impl Iterator<Item = (&Line, f64)> {
    let first = middle - (label.lines.len() as f64 - 1.0) / 2.0 * leading;
    label.lines.iter().enumerate().map(move |(index, line)| (line, first + index as f64 * leading))
}

/// A bar with square corners at the axis and round ones at the data end.
pub(super) fn outline(axis: f64, end: f64, middle: f64, thickness: f64, radius: f64) -> Vec<Point> {
    let half = thickness / 2.0;
    let radius = radius.min(end - axis).min(half);
    let corner = |piece: usize| {
        let angle = piece as f64 / CORNER_PIECES as f64 * std::f64::consts::FRAC_PI_2;
        (radius * (1.0 - angle.sin()), radius * (1.0 - angle.cos()))
    };
    let mut points = vec![(axis, middle - half)];
    points.extend((0..=CORNER_PIECES).map(corner).map(|(x, y)| (end - x, middle - half + y)));
    points.extend((0..=CORNER_PIECES).rev().map(corner).map(|(x, y)| (end - x, middle + half - y)));
    points.push((axis, middle + half));
    points
}
