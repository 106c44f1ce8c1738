//! Two years of one whole as two bars of 100 %, the newer on top, options in one order. A value stands in its segment
//! where it fits, else outside the bar with a short leader.

use super::canvas::{Align, Canvas};
use super::leader::spread;
use super::legend::Legend;
use super::measure::Weight;
use super::text::{Font, Line, Setter};
use super::tokens::{Color, Tokens};
use super::{Chart, ChartError, Figure, Form, Shade, Value, WHOLE, alt};

/// One option's part of one bar.
struct Segment {
    from: f64,
    to: f64,
    fill: Color,
    value: Line,
}

/// Draws the figure against its newest past; every value of both years is known. None where too many segments are too
/// small for their values.
pub(super) fn draw(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Option<Chart>, ChartError> {
    let (sizes, colors, measure) = (&tokens.chart.stacked, &tokens.color, tokens.page.measure);
    let fills = figure.fills(colors);
    let names = figure.rows.iter().zip(&fills).map(|(row, fill)| (*fill, row.choice.label.as_str()));
    let legend = Legend::flow(names, measure, &tokens.chart.legend, setter)?;
    let year = |label, weight| setter.line(label, Font { size: tokens.chart.label, weight });
    let years = [year(figure.label, Weight::Bold)?, year(figure.past_label(), Weight::Regular)?];
    let left = years.iter().map(|year| year.width).fold(0.0, f64::max) + sizes.year_gap;
    let width = measure - left;

    let nows: Vec<Option<&Value>> = figure.rows.iter().map(|row| row.value.as_ref()).collect();
    let befores: Vec<Option<&Value>> = figure.rows.iter().map(|row| row.past.first()?.as_ref()).collect();
    let bars = [
        segments(&nows, &fills, width, Font { size: sizes.value, weight: Weight::Bold }, setter)?,
        segments(&befores, &fills, width, Font { size: sizes.value, weight: Weight::Regular }, setter)?,
    ];
    let fits = |segment: &&Segment| segment.value.width + 2.0 * sizes.inset <= segment.to - segment.from;
    let outside = |bar: &[Segment]| if bar.iter().all(|segment| fits(&segment)) { sizes.leader } else { sizes.outside };
    let first = legend.height + sizes.legend_gap + outside(&bars[0]);
    let second = first + sizes.thickness + sizes.gap;
    let height = second + sizes.thickness + outside(&bars[1]);
    let middle = |segment: &Segment| (segment.from + segment.to) / 2.0 - width / 2.0;
    let beside = |bar: &[Segment]| {
        let outside = bar.iter().filter(|segment| !fits(segment));
        let wanted: Vec<_> = outside.map(|segment| (middle(segment), segment.value.width)).collect();
        spread(&wanted, sizes.inset * 2.0, width / 2.0)
    };
    let (Some(above), Some(below)) = (beside(&bars[0]), beside(&bars[1])) else { return Ok(None) };

    let svg = Canvas::paint((measure, height), setter.family, |canvas| {
        legend.paint(canvas, (0.0, 0.0), colors.ink)?;
        for (index, (bar, (y, places))) in bars.iter().zip([(first, &above), (second, &below)]).enumerate() {
            let ink = if index == 0 { colors.ink } else { colors.muted };
            canvas.text(&years[index], (left - sizes.year_gap, y + sizes.thickness / 2.0), Align::Right, ink)?;
            for segment in bar {
                let half = (sizes.segment_gap / 2.0).min((segment.to - segment.from) / 4.0);
                let (from, to) = (left + segment.from, left + segment.to);
                // The outer ends of the bar are flush with the measure.
                let from = if segment.from > 0.0 { from + half } else { from };
                let to = if segment.to < width { to - half } else { to };
                if to > from {
                    canvas.rectangle([(from, y), (to, y + sizes.thickness)], segment.fill)?;
                }
            }
            for segment in bar.iter().filter(fits) {
                let at = (left + (segment.from + segment.to) / 2.0, y + sizes.thickness / 2.0);
                canvas.text(&segment.value, at, Align::Center, colors.on(segment.fill))?;
            }
            for (segment, place) in bar.iter().filter(|segment| !fits(segment)).zip(places) {
                let (edge, away) = if index == 0 { (y, -1.0) } else { (y + sizes.thickness, 1.0) };
                let (from, to) = (left + width / 2.0 + middle(segment), left + width / 2.0 + place);
                let ends = [(from, edge), (to, edge + away * sizes.leader)];
                canvas.polyline(&ends, tokens.chart.leader_stroke, colors.axis)?;
                let at = (to, edge + away * (sizes.leader + sizes.value * 0.6));
                canvas.text(&segment.value, at, Align::Center, ink)?;
            }
        }
        Ok(())
    })?;
    Ok(Some(Chart { form: Form::Stacked, svg, width: measure, height, alt: alt::pair(figure, "百分比条形图") }))
}

/// Shares laid end to end along `width`; what falls short of the whole stays white.
fn segments(
    values: &[Option<&Value>],
    fills: &[Color],
    width: f64,
    font: Font,
    setter: Setter,
) -> Result<Vec<Segment>, ChartError> {
    let shares = || values.iter().flatten().map(|value| value.float());
    let sum: f64 = shares().sum();
    let whole = if sum < WHOLE { 100.0 } else { sum };
    let mut from = 0.0;
    let mut segments = Vec::new();
    for (value, fill) in values.iter().zip(fills) {
        let Some(value) = value else { continue };
        let to = from + value.float() / whole * width;
        segments.push(Segment { from, to, fill: *fill, value: setter.line(&value.text, font)? });
        from = to;
    }
    Ok(segments)
}

impl Figure<'_> {
    /// The colour of each row as a part of a whole: tones in order, grey for what stands apart.
    pub(super) fn fills(&self, colors: &super::Colors) -> Vec<Color> {
        let tones = self.rows.iter().filter(|row| row.shade != Shade::Apart).count();
        let apart = |row: &super::Row| row.shade == Shade::Apart;
        // Rows that stand apart come last, so that the index counts the tones.
        self.rows
            .iter()
            .enumerate()
            .map(|(index, row)| if apart(row) { colors.other } else { colors.slice(index, tones) })
            .collect()
    }
}
