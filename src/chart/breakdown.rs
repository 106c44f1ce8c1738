//! A ring, and beside it one of its parts broken down further as a stacked bar. Both have their names and values in a
//! column; a bracket leads from the part to its bar.

use super::bars::stacked;
use super::canvas::{Align, Canvas};
use super::donut;
use super::leader::spread;
use super::measure::Weight;
use super::sizes::DonutTokens;
use super::text::{Font, Line, Setter, Wrapped};
use super::tokens::{Color, Tokens};
use super::{Chart, ChartError, Figure, Form, WHOLE, alt};

/// A name in more lines than this is easier read beside a ring of its own.
const MOST_LINES: usize = 4;

/// One entry of a column beside ring or bar, its middle at `y` from the figure's.
struct Entry {
    y: f64,
    value: Line,
    name: Wrapped,
    fill: Color,
}

/// Draws both figures; none where a column does not fit the height. `option` is the id of the part.
pub(super) fn draw(
    figure: &Figure,
    option: &str,
    detail: &Figure,
    tokens: &Tokens,
    setter: Setter,
) -> Result<Option<Chart>, ChartError> {
    let (sizes, colors, measure) = (&tokens.chart.breakdown, &tokens.color, tokens.page.measure);
    let ring = DonutTokens { radius: sizes.radius, ..tokens.chart.donut };
    let (height, center) = (sizes.height, (sizes.radius, sizes.height / 2.0));
    let names = 2.0 * sizes.radius + sizes.column_gap;
    let column = (measure - names - 2.0 * sizes.column_gap - sizes.bracket - sizes.bar) / 2.0;
    let bar = names + column + sizes.column_gap / 2.0 + sizes.bracket;
    let texts = bar + sizes.bar + sizes.column_gap;

    // Along the bar its segments wish for their own height; the ring's names only for an even list.
    let shares: Vec<f64> = detail.rows.iter().map(super::Row::share).collect();
    let sum: f64 = shares.iter().sum();
    let whole = if sum < WHOLE { 100.0 } else { sum };
    let mut reach = -sizes.length / 2.0;
    let mut spans = Vec::new();
    for share in &shares {
        let to = reach + share / whole * sizes.length;
        spans.push((reach, to));
        reach = to;
    }
    let middles: Vec<f64> = spans.iter().map(|(from, to)| (from + to) / 2.0).collect();
    let even = vec![0.0; figure.rows.len()];
    let Some(parts) = entries(figure, &even, column, tokens, setter)? else { return Ok(None) };
    let Some(pieces) = entries(detail, &middles, measure - texts, tokens, setter)? else { return Ok(None) };
    let Some(part) = figure.rows.iter().position(|row| row.choice.id == option) else { return Ok(None) };

    let svg = Canvas::paint((measure, height), setter.family, |canvas| {
        for (corners, entry) in donut::slices(figure, &ring).into_iter().zip(&parts) {
            let corners: Vec<_> = corners.into_iter().map(|(x, y)| (center.0 + x, center.1 + y)).collect();
            if !corners.is_empty() {
                canvas.polygon(&corners, entry.fill)?;
            }
        }
        for entry in &parts {
            paint(canvas, entry, names, center.1, tokens)?;
        }
        let gap = ring.gap / 2.0;
        for ((from, to), piece) in spans.iter().zip(&pieces) {
            let (from, to) = (center.1 + from, center.1 + to);
            let half = gap.min((to - from) / 4.0);
            if to > from {
                canvas.rectangle([(bar, from + half), (bar + sizes.bar, to - half)], piece.fill)?;
            }
            let middle = (from + to) / 2.0;
            let leader = [(bar + sizes.bar, middle), (texts - sizes.column_gap / 4.0, center.1 + piece.y)];
            if (center.1 + piece.y - middle).abs() > sizes.swatch / 2.0 {
                canvas.polyline(&leader, tokens.chart.leader_stroke, colors.axis)?;
            }
            paint(canvas, piece, texts, center.1, tokens)?;
        }
        // The bracket: from behind the part's name to both ends of its bar.
        let entry = &parts[part];
        let start = names + sizes.swatch + sizes.swatch_gap + entry.value.width + sizes.swatch_gap + entry.name.width();
        let (stem, tip) = (bar - sizes.bracket * 0.6, bar - sizes.bracket * 0.2);
        let (y, top, bottom) = (center.1 + entry.y, center.1 - sizes.length / 2.0, center.1 + sizes.length / 2.0);
        let stroke = tokens.chart.leader_stroke;
        let (start, joint) = ((start + sizes.swatch_gap, y), (stem, y.clamp(top, bottom)));
        canvas.polyline(&[start, (stem, y), joint], stroke, colors.axis)?;
        canvas.polyline(&[(tip, top), (stem, top), (stem, bottom), (tip, bottom)], stroke, colors.axis)
    })?;
    let alt = alt::breakdown(figure, &figure.rows[part].choice.label, detail);
    Ok(Some(Chart { form: Form::Breakdown, svg, width: measure, height, alt }))
}

/// A column of names as near to the wanted heights as they fit; none where they do not.
fn entries(
    figure: &Figure,
    wanted: &[f64],
    width: f64,
    tokens: &Tokens,
    setter: Setter,
) -> Result<Option<Vec<Entry>>, ChartError> {
    let sizes = &tokens.chart.breakdown;
    let font = |weight| Font { size: sizes.text, weight };
    let mut entries = Vec::new();
    for (row, fill) in figure.rows.iter().zip(figure.fills(&tokens.color)) {
        let value = setter.line(row.printed(), font(Weight::Bold))?;
        let room = width - sizes.swatch - 2.0 * sizes.swatch_gap - value.width;
        let name = setter.wrap(&row.choice.label, font(Weight::Regular), room)?;
        let Some(name) = name.filter(|name| name.lines.len() <= MOST_LINES) else { return Ok(None) };
        entries.push(Entry { y: 0.0, value, name, fill });
    }
    let height = |entry: &Entry| entry.name.lines.len().max(1) as f64 * sizes.leading;
    let blocks: Vec<_> = wanted.iter().zip(&entries).map(|(y, entry)| (*y, height(entry))).collect();
    let Some(places) = spread(&blocks, sizes.spread, sizes.height / 2.0) else { return Ok(None) };
    for (entry, y) in entries.iter_mut().zip(places) {
        entry.y = y;
    }
    Ok(Some(entries))
}

/// Swatch, value, name.
fn paint(canvas: &Canvas, entry: &Entry, left: f64, center: f64, tokens: &Tokens) -> Result<(), ChartError> {
    let (sizes, ink) = (&tokens.chart.breakdown, tokens.color.ink);
    let y = center + entry.y;
    let half = sizes.swatch / 2.0;
    canvas.rectangle([(left, y - half), (left + sizes.swatch, y + half)], entry.fill)?;
    let value = left + sizes.swatch + sizes.swatch_gap;
    canvas.text(&entry.value, (value, y), Align::Left, ink)?;
    for (line, y) in stacked(&entry.name, y, sizes.leading) {
        canvas.text(line, (value + entry.value.width + sizes.swatch_gap, y), Align::Left, ink)?;
    }
    Ok(())
}
