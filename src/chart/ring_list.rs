//! A ring above a list of its parts: where there is no room for labels beside it, as on a card.

use super::bars::stacked;
use super::canvas::{Align, Canvas};
use super::donut::{respondents, slices};
use super::measure::Weight;
use super::sizes::RingListTokens;
use super::text::{Font, Line, Setter, Wrapped};
use super::tokens::Tokens;
use super::{Chart, ChartError, Figure, Form, alt};

/// One part, measured.
struct Entry {
    label: Wrapped,
    value: Line,
    height: f64,
}

pub(super) fn draw(
    figure: &Figure,
    sizes: &RingListTokens,
    tokens: &Tokens,
    setter: Setter,
) -> Result<Chart, ChartError> {
    let (colors, measure) = (&tokens.color, tokens.page.measure);
    let radius = tokens.chart.donut.radius;
    let entries = entries(figure, sizes, tokens, setter)?;
    let list = 2.0 * radius + sizes.gap;
    let height = list + entries.iter().map(|entry| entry.height).sum::<f64>();
    let (left, right) = ((measure - sizes.width) / 2.0, (measure + sizes.width) / 2.0);

    let svg = Canvas::paint((measure, height), setter.family, |canvas| {
        let fills = figure.fills(colors);
        for (fill, corners) in fills.iter().zip(slices(figure, &tokens.chart.donut)) {
            let corners: Vec<_> = corners.into_iter().map(|(x, y)| (measure / 2.0 + x, radius + y)).collect();
            if !corners.is_empty() {
                canvas.polygon(&corners, *fill)?;
            }
        }
        respondents(canvas, figure, (measure / 2.0, radius), tokens, setter)?;
        let mut top = list;
        for (index, (entry, fill)) in entries.iter().zip(fills).enumerate() {
            if index > 0 {
                canvas.polyline(&[(left, top), (right, top)], sizes.rule, colors.grid)?;
            }
            let middle = top + entry.height / 2.0;
            let half = sizes.swatch / 2.0;
            canvas.rectangle([(left, middle - half), (left + sizes.swatch, middle + half)], fill)?;
            for (line, y) in stacked(&entry.label, middle, tokens.chart.leading) {
                canvas.text(line, (left + sizes.swatch + sizes.swatch_gap, y), Align::Left, colors.ink)?;
            }
            canvas.text(&entry.value, (right, middle), Align::Right, colors.ink)?;
            top += entry.height;
        }
        Ok(())
    })?;
    Ok(Chart { form: Form::Donut, svg, width: measure, height, alt: alt::figure(figure, "环形图") })
}

fn entries(figure: &Figure, sizes: &RingListTokens, tokens: &Tokens, setter: Setter) -> Result<Vec<Entry>, ChartError> {
    let (label, value) = (tokens.chart.label, tokens.chart.value);
    let entry = |row: &super::Row| {
        let value = setter.line(row.printed(), Font { size: value, weight: Weight::Bold })?;
        let room = sizes.width - sizes.swatch - 2.0 * sizes.swatch_gap - value.width;
        let text = &row.choice.label;
        let label = setter.wrap(text, Font { size: label, weight: Weight::Regular }, room)?;
        let label = label.ok_or_else(|| ChartError::TooWide { text: text.clone() })?;
        let height = sizes.row.max(label.lines.len() as f64 * tokens.chart.leading + sizes.row_gap);
        Ok(Entry { label, value, height })
    };
    figure.rows.iter().map(entry).collect()
}
