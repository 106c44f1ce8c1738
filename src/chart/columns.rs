//! Amounts over years: columns from zero with their values, and above them the growth over the year before as a line
//! with a row of percentages, so that no text ever meets the line. Forecasts are lighter, their years marked.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::bars::outline;
use super::canvas::{Align, Canvas, Point};
use super::measure::Weight;
use super::text::{Font, Line, Setter};
use super::tokens::Tokens;
use super::{Chart, ChartError, Form, MISSING, alt};
use crate::survey::model::Question;
use crate::survey::share::{GROWTH_DECIMALS, printed, signed};

/// One year, measured.
struct Column {
    value: Option<f64>,
    forecast: bool,
    text: Line,
    year: Line,
    growth: Option<(f64, Line)>,
}

/// Texts in one row, or in two by turns where they are too wide for their columns.
#[derive(Clone, Copy, PartialEq)]
enum Rows {
    One,
    Two,
}

/// Growth over the year before in percent: none after a gap, or from nothing.
pub(super) fn growth(question: &Question, year: u16) -> Option<Decimal> {
    let value = |year: u16| question.points.iter().find(|point| point.year == year)?.value;
    let before = value(year - 1).filter(|before| *before > Decimal::ZERO)?;
    (value(year)?.checked_div(before)? - Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED)
}

/// A growth as it is printed: `23.4%`, `−5.0%`.
pub(super) fn growth_text(growth: Decimal) -> String {
    format!("{}%", signed(&printed(growth, GROWTH_DECIMALS), false))
}

pub(super) fn draw(question: &Question, tokens: &Tokens, setter: Setter) -> Result<Chart, ChartError> {
    // Data may list the years in any order; along the axis they run in one.
    let mut question = question.clone();
    question.points.sort_by_key(|point| point.year);
    let question = &question;
    let (sizes, colors, width) = (&tokens.chart.columns, &tokens.color, tokens.page.measure);
    let pitch = width / question.points.len() as f64;
    let note = Font { size: tokens.chart.note, weight: Weight::Regular };
    let (columns, rows) = fitted(question, pitch, tokens, setter)?;
    let unit = question.unit.as_ref().map(|unit| setter.line(&format!("{}{unit}", tokens.chart.words.unit), note));
    let unit = unit.transpose()?;
    let key = setter.line(&tokens.chart.words.growth, note)?;
    let has_growth = columns.iter().any(|column| column.growth.is_some());

    let line = sizes.line;
    let head = if unit.is_some() || has_growth { sizes.head } else { 0.0 };
    let texts = |rows: Rows| if rows == Rows::Two { 2.0 * line } else { line };
    let labels_top = head;
    let band_top = labels_top + if has_growth { texts(rows.growth) + sizes.gap } else { 0.0 };
    let plot_top = band_top + if has_growth { sizes.band + sizes.gap } else { 0.0 } + line;
    let most = columns.iter().filter_map(|column| column.value).fold(0.0, f64::max);
    let scale = sizes.plot / most.max(f64::MIN_POSITIVE);
    let axis = plot_top + sizes.plot;
    let years_top = axis + sizes.gap;
    // Values too wide for the top of their columns stand in a table below the years.
    let height = years_top + line + if rows.values == Rows::Two { 2.0 * line } else { 0.0 };
    let x = |index: usize| (index as f64 + 0.5) * pitch;
    let by_turns = |top: f64, rows: Rows, index: usize| {
        top + line / 2.0 + if rows == Rows::Two && index % 2 == 1 { line } else { 0.0 }
    };

    let svg = Canvas::paint((width, height), setter.family, |canvas| {
        if let Some(unit) = &unit {
            canvas.text(unit, (0.0, line / 2.0), Align::Left, colors.muted)?;
        }
        if has_growth {
            canvas.text(&key, (width, line / 2.0), Align::Right, colors.muted)?;
            let end = width - key.width - sizes.gap;
            let sample = [(end - 2.0 * line, line / 2.0), (end, line / 2.0)];
            canvas.polyline(&sample, sizes.stroke, colors.growth())?;
            canvas.polygon(&marker((end - line, line / 2.0), sizes.marker), colors.growth())?;
            growth_line(canvas, &columns, band_top, &x, tokens)?;
        }
        for (index, column) in columns.iter().enumerate() {
            if let Some((_, text)) = &column.growth {
                let at = (clamped(x(index), text, width), by_turns(labels_top, rows.growth, index));
                canvas.text(text, at, Align::Center, colors.ink)?;
            }
            let end = axis - column.value.unwrap_or(0.0) * scale;
            let half = (pitch * sizes.share).min(sizes.most) / 2.0;
            if end < axis {
                let fill = if column.forecast { colors.last_year } else { colors.lead };
                // A bar along x, turned upright.
                let bar = outline(0.0, axis - end, 0.0, 2.0 * half, sizes.radius);
                let upright = |(along, across): Point| (x(index) + across, axis - along);
                canvas.polygon(&bar.into_iter().map(upright).collect::<Vec<_>>(), fill)?;
            }
            match rows.values {
                Rows::One => canvas.text(&column.text, (x(index), end - line / 2.0), Align::Center, colors.ink)?,
                Rows::Two => {
                    let at = (clamped(x(index), &column.text, width), by_turns(years_top + line, Rows::Two, index));
                    canvas.text(&column.text, at, Align::Center, colors.ink)?;
                }
            }
            canvas.text(&column.year, (x(index), years_top + line / 2.0), Align::Center, colors.muted)?;
        }
        canvas.polyline(&[(0.0, axis), (width, axis)], tokens.chart.axis_stroke, colors.axis)
    })?;
    Ok(Chart { form: Form::Columns, svg, width, height, alt: alt::series(question) })
}

struct Fit {
    values: Rows,
    growth: Rows,
}

/// The years with their texts at the size that fits, and how these stand.
fn fitted(question: &Question, pitch: f64, tokens: &Tokens, setter: Setter) -> Result<(Vec<Column>, Fit), ChartError> {
    let sizes = &tokens.chart.columns;
    let too_wide = |text: &str| ChartError::TooWide { text: text.to_owned() };
    let rows = |lines: &[&Line]| {
        let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max) + sizes.white;
        // By turns, a text may lean over half of either neighbour; the outermost ones are moved into the frame.
        if widest <= pitch { Some(Rows::One) } else { (widest <= 1.5 * pitch).then_some(Rows::Two) }
    };
    let mut last = None;
    for (size, growth_size) in [(tokens.chart.value, sizes.growth), (tokens.chart.note, tokens.chart.note)] {
        let columns = columns(question, size, growth_size, tokens, setter)?;
        let values: Vec<&Line> = columns.iter().map(|column| &column.text).collect();
        let growths: Vec<&Line> = columns.iter().filter_map(|column| Some(&column.growth.as_ref()?.1)).collect();
        match (rows(&values), rows(&growths)) {
            (Some(Rows::One), Some(growth)) => return Ok((columns, Fit { values: Rows::One, growth })),
            (Some(values), Some(growth)) => last = Some((columns, Fit { values, growth })),
            _ => {}
        }
    }
    let widest = question.points.iter().filter_map(|point| point.value).map(|value| value.to_string());
    let widest = || widest.max_by_key(String::len).unwrap_or_default();
    last.filter(|(columns, _)| columns.iter().all(|column| column.year.width + sizes.white <= pitch))
        .ok_or_else(|| too_wide(&widest()))
}

fn columns(
    question: &Question,
    value_size: f64,
    growth_size: f64,
    tokens: &Tokens,
    setter: Setter,
) -> Result<Vec<Column>, ChartError> {
    let sizes = &tokens.chart.columns;
    let column = |point: &crate::survey::model::Point| {
        let weight = if point.forecast { Weight::Regular } else { Weight::Bold };
        let text = point.value.map_or(MISSING.to_owned(), |value| value.to_string());
        let mark = if point.forecast { tokens.chart.words.forecast.as_str() } else { "" };
        let growth = growth(question, point.year).map(|growth| {
            let line = setter.line(&growth_text(growth), Font { size: growth_size, weight: Weight::Regular })?;
            Ok::<_, ChartError>((growth.to_f64().unwrap_or(0.0), line))
        });
        Ok(Column {
            value: point.value.and_then(|value| value.to_f64()),
            forecast: point.forecast,
            text: setter.line(&text, Font { size: value_size, weight })?,
            year: setter.line(&format!("{}{mark}", point.year), Font { size: sizes.year, weight: Weight::Regular })?,
            growth: growth.transpose()?,
        })
    };
    question.points.iter().map(column).collect()
}

/// The growth of all years that have one; a piece to or from a forecast is dashed.
fn growth_line(
    canvas: &Canvas,
    columns: &[Column],
    top: f64,
    x: &impl Fn(usize) -> f64,
    tokens: &Tokens,
) -> Result<(), ChartError> {
    let (sizes, color) = (&tokens.chart.columns, tokens.color.growth());
    let growths = || columns.iter().filter_map(|column| column.growth.as_ref()).map(|(growth, _)| *growth);
    let (most, least) = (growths().fold(f64::MIN, f64::max), growths().fold(f64::MAX, f64::min));
    let span = most - least;
    let (inset, room) = (sizes.marker, sizes.band - 2.0 * sizes.marker);
    // Equal growths run level through the middle.
    let y = |growth: f64| top + inset + if span > 0.0 { (most - growth) / span * room } else { room / 2.0 };
    let points: Vec<Option<Point>> =
        columns.iter().enumerate().map(|(index, column)| Some((x(index), y(column.growth.as_ref()?.0)))).collect();
    for (index, pair) in points.windows(2).enumerate() {
        let [Some(from), Some(to)] = pair else { continue };
        match columns[index + 1].forecast {
            true => canvas.dashed(&[*from, *to], sizes.stroke, (sizes.dash, sizes.dash), color)?,
            false => canvas.polyline(&[*from, *to], sizes.stroke, color)?,
        }
    }
    for point in points.into_iter().flatten() {
        canvas.polygon(&marker(point, sizes.marker), color)?;
    }
    Ok(())
}

fn marker((x, y): Point, radius: f64) -> Vec<Point> {
    super::lines::circle((x, y), radius)
}

/// The middle of a text that would leave the frame, moved inside.
fn clamped(x: f64, line: &Line, width: f64) -> f64 {
    let half = line.width / 2.0;
    x.clamp(half.min(width / 2.0), (width - half).max(width / 2.0))
}
