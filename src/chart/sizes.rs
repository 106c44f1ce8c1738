//! Sizes of each kind of chart, in pt: parts of the design tokens.

use serde::Deserialize;

/// Sizes of a bar chart.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct BarTokens {
    pub thickness: f64,
    /// Height of a row whose label takes one line.
    pub row: f64,
    /// Least white between the labels of two rows.
    pub row_gap: f64,
    /// Widest label column as a part of the measure.
    pub label_share: f64,
    pub label_gap: f64,
    pub value_gap: f64,
    /// Corner radius at the data end.
    pub radius: f64,
    /// White above the first and below the last row.
    pub padding: f64,
    /// Least percentage that the whole room for bars stands for.
    pub least_scale: f64,
}

/// Sizes of a ring chart.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct DonutTokens {
    pub height: f64,
    pub radius: f64,
    /// Inner radius as a part of the outer.
    pub hole: f64,
    /// Width of the white between slices.
    pub gap: f64,
    /// Length of the straight pieces that arcs are made of: a piece of length s strays s²/8r from an arc of radius r.
    pub segment: f64,
    /// From the ring's edge to the label columns.
    pub label_offset: f64,
    /// White between a label and its value.
    pub label_gap: f64,
    /// Least white between two labels of a column, one above the other.
    pub label_spread: f64,
    /// White between the ring and a leader's first end.
    pub leader_start: f64,
    /// From the ring's edge to a leader's bend.
    pub leader_bend: f64,
    /// White between a leader's last end and the text.
    pub leader_gap: f64,
    /// How far the ring may leave the middle for a long label.
    pub shift: f64,
    /// Size of the words in the hole.
    pub center_label: f64,
    /// Size of the number in the hole.
    pub center_value: f64,
    /// Distance between the two baselines in the hole.
    pub center_leading: f64,
    /// The list below the ring, where that has no labels beside it.
    pub list: Option<RingListTokens>,
}

/// Sizes of the list of a ring's parts.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct RingListTokens {
    pub width: f64,
    /// White between ring and list.
    pub gap: f64,
    /// Height of a row whose label takes one line.
    pub row: f64,
    /// Least white between the labels of two rows.
    pub row_gap: f64,
    pub swatch: f64,
    pub swatch_gap: f64,
    /// Of the lines between rows.
    pub rule: f64,
}

/// Sizes of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct LegendTokens {
    /// Size of its names.
    pub size: f64,
    /// Height of a line.
    pub line: f64,
    pub swatch_width: f64,
    pub swatch_height: f64,
    /// White between a swatch and its name.
    pub swatch_gap: f64,
    /// White between two entries of a line.
    pub item_gap: f64,
}

/// Sizes of two years' bars side by side.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct GroupedTokens {
    pub thickness: f64,
    /// White between the two bars of a pair.
    pub gap: f64,
    /// Height of a row whose label takes one line.
    pub row: f64,
    pub row_gap: f64,
    pub radius: f64,
    /// Widest label column as a part of the measure.
    pub label_share: f64,
    pub label_gap: f64,
    /// Size of the printed values.
    pub value: f64,
    pub value_gap: f64,
    /// White before the column of changes.
    pub change_gap: f64,
    /// From the legend to the first row, and below the last one.
    pub head: f64,
    pub foot: f64,
    pub least_scale: f64,
    /// Stroke of the lines between rows.
    pub rule: f64,
}

/// Sizes of two bars of 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct StackedTokens {
    pub thickness: f64,
    /// White between the two bars.
    pub gap: f64,
    /// Width of the white between segments.
    pub segment_gap: f64,
    /// Size of the printed values.
    pub value: f64,
    /// White between a value and the ends of its segment.
    pub inset: f64,
    /// From a year's name to its bar.
    pub year_gap: f64,
    /// Room above the upper and below the lower bar for values that do not fit.
    pub outside: f64,
    /// Length of the lines that lead there.
    pub leader: f64,
    pub legend_gap: f64,
}

/// Sizes of columns over years.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct ColumnTokens {
    /// Height of the longest column, of all above and below zero together.
    pub plot: f64,
    /// Width of a column as a part of its year's room, and at most.
    pub share: f64,
    pub most: f64,
    pub radius: f64,
    /// Height of a line of text.
    pub line: f64,
    /// White between the parts.
    pub gap: f64,
    /// Least white between two texts.
    pub white: f64,
    /// Height of the line with unit and key.
    pub head: f64,
    /// Height of the growth line.
    pub band: f64,
    /// Sizes of years and growths.
    pub year: f64,
    pub growth: f64,
    pub marker: f64,
    pub stroke: f64,
    pub dash: f64,
}

/// Sizes of lines over years.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct LineTokens {
    /// Height of the scale.
    pub plot: f64,
    pub padding: f64,
    /// Height of the line of years.
    pub years: f64,
    pub stroke: f64,
    pub grid: f64,
    pub marker: f64,
    pub tick_gap: f64,
    /// From the ends of the grid to the first and the last year.
    pub inset: f64,
    /// Widest column of names as a part of the measure.
    pub label_share: f64,
    pub label_gap: f64,
    /// White between a value and its name.
    pub name_gap: f64,
    /// Least white between two names.
    pub spread: f64,
}

/// Sizes of a ring with one of its parts broken down.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct BreakdownTokens {
    pub height: f64,
    /// Of the ring.
    pub radius: f64,
    /// Width and length of the bar.
    pub bar: f64,
    pub length: f64,
    /// Room for the bracket before the bar.
    pub bracket: f64,
    /// White between the columns.
    pub column_gap: f64,
    /// Size of names and values.
    pub text: f64,
    pub leading: f64,
    pub spread: f64,
    pub swatch: f64,
    pub swatch_gap: f64,
}

/// Sizes of the frame that stands for a chart without data.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct PlaceholderTokens {
    pub height: f64,
    pub stroke: f64,
    pub dash: f64,
    pub dash_gap: f64,
}
