//! Two years side by side: last year's bar light and above, this year's dark and below, the change in a column of its
//! own at the right edge.

use super::bars::{outline, stacked};
use super::canvas::{Align, Canvas};
use super::legend::Legend;
use super::measure::Weight;
use super::text::{Font, Line, Setter, Wrapped};
use super::tokens::Tokens;
use super::{Chart, ChartError, Figure, Form, MISSING, Shade, alt};

/// One option, measured.
struct Pair {
    label: Wrapped,
    now: Line,
    before: Line,
    change: Line,
    /// The change may be chance, or nobody can tell: it is not set in bold.
    quiet: bool,
    shares: (f64, f64),
    shade: Shade,
    height: f64,
}

/// Draws the figure against its newest past.
pub(super) fn draw(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Chart, ChartError> {
    let (sizes, colors, measure) = (&tokens.chart.grouped, &tokens.color, tokens.page.measure);
    let pairs = pairs(figure, tokens, setter)?;
    let note = Font { size: tokens.chart.note, weight: Weight::Regular };
    let head = setter.line(&tokens.chart.words.change, note)?;
    let widest = |width: &dyn Fn(&Pair) -> f64| pairs.iter().map(width).fold(0.0, f64::max);
    let labels = widest(&|pair| pair.label.width());
    let changes = widest(&|pair| pair.change.width).max(head.width);
    let axis = labels + sizes.label_gap;
    let values = widest(&|pair| pair.now.width.max(pair.before.width));
    let room = measure - axis - sizes.value_gap - values - sizes.change_gap - changes;
    let scale = room / widest(&|pair| pair.shares.0.max(pair.shares.1)).max(sizes.least_scale);

    let years = [(colors.last_year, figure.past_label()), (colors.lead, figure.label)];
    let legend = Legend::flow(years, measure - axis - changes - sizes.change_gap, &tokens.chart.legend, setter)?;
    let top = legend.height + sizes.head;
    let height = top + pairs.iter().map(|pair| pair.height).sum::<f64>() + sizes.foot;

    let svg = Canvas::paint((measure, height), setter.family, |canvas| {
        legend.paint(canvas, (axis, 0.0), colors.ink)?;
        canvas.text(&head, (measure, tokens.chart.legend.line / 2.0), Align::Right, colors.muted)?;
        let mut y = top;
        for (index, pair) in pairs.iter().enumerate() {
            if index > 0 {
                canvas.polyline(&[(0.0, y), (measure, y)], sizes.rule, colors.grid)?;
            }
            let middle = y + pair.height / 2.0;
            let offset = (sizes.thickness + sizes.gap) / 2.0;
            let dark = if pair.shade == Shade::Apart { colors.muted } else { colors.lead };
            let light = if pair.shade == Shade::Apart { colors.other } else { colors.last_year };
            let (now, before) = pair.shares;
            for (share, line, middle, fill, ink) in [
                (before, &pair.before, middle - offset, light, colors.muted),
                (now, &pair.now, middle + offset, dark, colors.ink),
            ] {
                let end = axis + share * scale;
                if end > axis {
                    canvas.polygon(&outline(axis, end, middle, sizes.thickness, sizes.radius), fill)?;
                }
                canvas.text(line, (end + sizes.value_gap, middle), Align::Left, ink)?;
            }
            for (line, y) in stacked(&pair.label, middle, tokens.chart.leading) {
                canvas.text(line, (axis - sizes.label_gap, y), Align::Right, colors.ink)?;
            }
            let ink = if pair.quiet { colors.muted } else { colors.ink };
            canvas.text(&pair.change, (measure, middle), Align::Right, ink)?;
            y += pair.height;
        }
        canvas.polyline(&[(axis, top), (axis, y)], tokens.chart.axis_stroke, colors.axis)
    })?;
    Ok(Chart { form: Form::Grouped, svg, width: measure, height, alt: alt::pair(figure, "分组条形图") })
}

fn pairs(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Vec<Pair>, ChartError> {
    let sizes = &tokens.chart.grouped;
    let font = |weight| Font { size: sizes.value, weight };
    let column = sizes.label_share * tokens.page.measure;
    let pair = |row: &super::Row| {
        let text = &row.choice.label;
        let label_font = Font { size: tokens.chart.label, weight: Weight::Regular };
        let label = setter.wrap(text, label_font, column)?.ok_or_else(|| ChartError::TooWide { text: text.clone() })?;
        let before = row.past.first().and_then(Option::as_ref);
        let (change, quiet) = match (&row.change, before) {
            (Some(change), _) => (change.text.as_str(), change.quiet()),
            (None, None) if row.new && row.value.is_some() => (tokens.chart.words.new.as_str(), true),
            _ => (MISSING, true),
        };
        let weight = if quiet { Weight::Regular } else { Weight::Bold };
        let lines = label.lines.len() as f64;
        Ok(Pair {
            now: setter.line(row.printed(), font(Weight::Bold))?,
            before: setter.line(before.map_or(MISSING, |value| &value.text), font(Weight::Regular))?,
            change: setter.line(change, Font { size: tokens.chart.value, weight })?,
            quiet,
            shares: (row.share(), before.map_or(0.0, super::Value::float)),
            shade: row.shade,
            height: sizes.row.max(lines * tokens.chart.leading + sizes.row_gap),
            label,
        })
    };
    figure.rows.iter().map(pair).collect()
}
