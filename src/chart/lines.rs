//! A few options over three years and more: one line each, told apart by colour and by the shape of its marks, named
//! at its end with this year's value.

use std::f64::consts::TAU;

use super::bars::stacked;
use super::canvas::{Align, Canvas, Point};
use super::leader::spread;
use super::measure::Weight;
use super::text::{Font, Line, Setter, Wrapped};
use super::tokens::Tokens;
use super::{Chart, ChartError, Figure, Form, alt};

/// Corners of a mark that stands for a circle.
const CIRCLE: usize = 24;
/// Steps of the scale, in percent, and how many of them are enough.
const STEPS: [f64; 6] = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0];
const MOST_STEPS: f64 = 5.0;

/// Draws the figure's rows from the oldest year to this one; every share of every year is known.
pub(super) fn draw(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Chart, ChartError> {
    let (sizes, colors, width) = (&tokens.chart.lines, &tokens.color, tokens.page.measure);
    let note = Font { size: tokens.chart.note, weight: Weight::Regular };
    let series: Vec<Vec<f64>> = figure.rows.iter().map(over_years).collect();
    let (top_share, step) = scale(series.iter().flatten().copied().fold(0.0, f64::max));
    let steps = (top_share / step).round() as usize;
    let tick = |index: usize| {
        let sign = if index == steps { "%" } else { "" };
        setter.line(&format!("{}{sign}", (index as f64 * step).round()), note)
    };
    let ticks: Vec<Line> = (0..=steps).map(tick).collect::<Result<_, _>>()?;
    let names: Vec<(Line, Wrapped)> =
        figure.rows.iter().map(|row| name(row, tokens, setter)).collect::<Result<_, _>>()?;

    let left = ticks.iter().map(|tick| tick.width).fold(0.0, f64::max) + sizes.tick_gap;
    let widest = names.iter().map(|(value, name)| value.width + sizes.name_gap + name.width()).fold(0.0, f64::max);
    let right = width - widest - sizes.label_gap;
    let (top, axis) = (sizes.padding, sizes.padding + sizes.plot);
    let height = axis + sizes.years;
    let y = |share: f64| axis - share / top_share * sizes.plot;
    let years = figure.years.iter().rev().map(String::as_str).chain([figure.label]);
    let years: Vec<Line> = years.map(|year| setter.line(year, note)).collect::<Result<_, _>>()?;
    let (first, last) = (left + sizes.inset, right - sizes.inset);
    let x = |index: usize| first + (last - first) * index as f64 / (years.len() - 1) as f64;
    // As many years as there is room for, always the newest. Those at the ends are moved into the frame, and clear of
    // the names, which may reach down to the years.
    let newest = years.len() - 1;
    let edge = right + sizes.label_gap - sizes.tick_gap;
    let named = [figure.label].into_iter().chain(figure.years.iter().map(String::as_str));
    if let Some((name, _)) = named.zip(years.iter().rev()).find(|(_, year)| year.width > edge) {
        return Err(ChartError::TooWide { text: name.to_owned() });
    }
    let year_at = |index: usize| x(index).min(edge - years[index].width / 2.0).max(years[index].width / 2.0);
    let shown = |every: usize| (0..=newest).filter(move |index| (newest - index).is_multiple_of(every));
    let apart = |every: &usize| {
        let ends =
            |index: usize| (year_at(index) - years[index].width / 2.0, year_at(index) + years[index].width / 2.0);
        let pairs = shown(*every).zip(shown(*every).skip(1));
        pairs.into_iter().all(|(one, next)| ends(one).1 + sizes.tick_gap <= ends(next).0)
    };
    let every = (1..=newest).find(apart).unwrap_or(newest + 1);

    let middle = (top + axis) / 2.0;
    let end = |row: &Vec<f64>| y(row[row.len() - 1]);
    let mut order: Vec<usize> = (0..series.len()).collect();
    order.sort_by(|&a, &b| end(&series[a]).total_cmp(&end(&series[b])));
    let block =
        |&row: &usize| (end(&series[row]) - middle, names[row].1.lines.len().max(1) as f64 * tokens.chart.leading);
    let blocks: Vec<_> = order.iter().map(block).collect();
    let too_wide = || ChartError::TooWide { text: figure.rows[0].choice.label.clone() };
    let places = spread(&blocks, sizes.spread, sizes.plot / 2.0 + sizes.padding).ok_or_else(too_wide)?;

    let svg = Canvas::paint((width, height), setter.family, |canvas| {
        for (index, tick) in ticks.iter().enumerate() {
            let at = y(index as f64 * step);
            let (stroke, color) =
                if index == 0 { (tokens.chart.axis_stroke, colors.axis) } else { (sizes.grid, colors.grid) };
            canvas.polyline(&[(left, at), (right, at)], stroke, color)?;
            canvas.text(tick, (left - sizes.tick_gap, at), Align::Right, colors.muted)?;
        }
        for index in shown(every) {
            let at = (year_at(index), axis + sizes.years / 2.0);
            canvas.text(&years[index], at, Align::Center, colors.muted)?;
        }
        for (row, shares) in series.iter().enumerate() {
            let color = colors.lines[row % colors.lines.len()];
            let points: Vec<Point> = shares.iter().enumerate().map(|(at, share)| (x(at), y(*share))).collect();
            canvas.polyline(&points, sizes.stroke, color)?;
            for point in points {
                canvas.polygon(&mark(row, point, sizes.marker), color)?;
            }
        }
        for (&row, place) in order.iter().zip(&places) {
            let (color, at) = (colors.lines[row % colors.lines.len()], middle + place);
            let (value, name) = &names[row];
            let start = right + sizes.label_gap;
            let moved = (at - end(&series[row])).abs();
            if moved > sizes.marker {
                let leader = [(x(newest) + sizes.marker * 2.0, end(&series[row])), (start - sizes.name_gap / 2.0, at)];
                canvas.polyline(&leader, tokens.chart.leader_stroke, color)?;
            }
            canvas.text(value, (start, at), Align::Left, color)?;
            for (line, y) in stacked(name, at, tokens.chart.leading) {
                canvas.text(line, (start + value.width + sizes.name_gap, y), Align::Left, color)?;
            }
        }
        Ok(())
    })?;
    Ok(Chart { form: Form::Lines, svg, width, height, alt: alt::years(figure) })
}

/// Shares from the oldest year to this one.
fn over_years(row: &super::Row) -> Vec<f64> {
    let past = row.past.iter().rev().map(|value| value.as_ref().map_or(0.0, super::Value::float));
    past.chain([row.share()]).collect()
}

/// The line's end: this year's value and the option's name beside it.
fn name(row: &super::Row, tokens: &Tokens, setter: Setter) -> Result<(Line, Wrapped), ChartError> {
    let sizes = &tokens.chart.lines;
    let value = setter.line(row.printed(), Font { size: tokens.chart.value, weight: Weight::Bold })?;
    let room = tokens.page.measure * sizes.label_share - value.width - sizes.name_gap;
    let font = Font { size: tokens.chart.label, weight: Weight::Regular };
    let label = &row.choice.label;
    let name = setter.wrap(label, font, room)?.ok_or_else(|| ChartError::TooWide { text: label.clone() })?;
    Ok((value, name))
}

/// The upper end of the scale and its step: the smallest step that needs few of them.
fn scale(most: f64) -> (f64, f64) {
    let step = STEPS.into_iter().find(|step| most / step <= MOST_STEPS).unwrap_or(STEPS[STEPS.len() - 1]);
    (((most / step).ceil() * step).clamp(step, 100.0), step)
}

/// A circle, a square, a triangle, by turns, all of one weight to the eye.
fn mark(row: usize, (x, y): Point, size: f64) -> Vec<Point> {
    match row % 3 {
        0 => circle((x, y), size),
        1 => {
            let half = size * 0.9;
            vec![(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        }
        _ => {
            let (up, down, half) = (size * 1.25, size * 0.85, size * 1.15);
            vec![(x, y - up), (x + half, y + down), (x - half, y + down)]
        }
    }
}

pub(super) fn circle((x, y): Point, radius: f64) -> Vec<Point> {
    let corner = |index: usize| {
        let angle = index as f64 / CIRCLE as f64 * TAU;
        (x + radius * angle.sin(), y - radius * angle.cos())
    };
    (0..CIRCLE).map(corner).collect()
}
