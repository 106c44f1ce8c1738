//! A ring for the parts of one whole, every part labelled beside it.
//!
//! The ring starts at 12 o'clock and stands in the middle of the measure. It leaves the middle only as far as a long
//! label needs, and is turned only where tiny slices near 12 or 6 o'clock leave no clear way for their leaders.

use std::f64::consts::TAU;

use super::bars::stacked;
use super::canvas::{Align, Canvas, Point};
use super::leader::{self, Place, Side, Wish};
use super::measure::Weight;
use super::sizes::DonutTokens;
use super::text::{Font, Line, Setter, Wrapped};
use super::tokens::Tokens;
use super::{Chart, ChartError, Figure, Form, Row, WHOLE, alt, ring_list};

/// Turns that are tried where the ring cannot start at 12 o'clock, in steps of a circle.
const TURNS: usize = 72;
/// Places between the middle and `shift` that are tried to either side.
const SHIFTS: i32 = 8;
/// What a pt off the middle costs, in the unit of `line_break`'s costs.
const COST_PER_PT: f64 = 0.2;
/// What a label at 12 or 6 o'clock costs, where leaders have to go round a corner.
const CORNER: f64 = 6.0;

/// A slice's directions, clockwise from 12 o'clock in radians.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Arc {
    from: f64,
    to: f64,
}

impl Arc {
    fn middle(self) -> f64 {
        (self.from + self.to) / 2.0
    }
}

/// Everything that is to be drawn, the ring's middle at `center`.
struct Layout {
    center: Point,
    arcs: Vec<Arc>,
    values: Vec<Line>,
    labels: Vec<Wrapped>,
    places: Vec<Place>,
}

/// The labels of all options, wrapped to the room on either side of a ring that stands off the middle by `shift`.
/// None where a label cannot be wrapped to it.
struct Room {
    shift: f64,
    left: Vec<Option<Wrapped>>,
    right: Vec<Option<Wrapped>>,
}

/// Draws the ring; none where its labels find no room beside it.
pub(super) fn draw(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Option<Chart>, ChartError> {
    if let Some(list) = &tokens.chart.donut.list {
        return ring_list::draw(figure, list, tokens, setter).map(Some);
    }
    let Some(layout) = layout(figure, tokens, setter)? else {
        return Ok(None);
    };
    let (sizes, colors) = (&tokens.chart.donut, &tokens.color);
    let (width, height) = (tokens.page.measure, sizes.height);
    let at = |(x, y): Point| (layout.center.0 + x, layout.center.1 + y);

    let svg = Canvas::paint((width, height), setter.family, |canvas| {
        for (fill, arc) in figure.fills(colors).into_iter().zip(&layout.arcs) {
            let corners: Vec<_> = outline(*arc, sizes).into_iter().map(at).collect();
            if !corners.is_empty() {
                canvas.polygon(&corners, fill)?;
            }
        }
        for ((label, value), place) in layout.labels.iter().zip(&layout.values).zip(&layout.places) {
            canvas.polyline(&place.leader.map(at), tokens.chart.leader_stroke, colors.axis)?;
            let (sign, align) = match place.side {
                Side::Left => (-1.0, Align::Right),
                Side::Right => (1.0, Align::Left),
            };
            let (edge, y) = at((sign * (sizes.radius + sizes.label_offset), place.y));
            canvas.text(value, (edge, y), align, colors.ink)?;
            let outer = edge + sign * (value.width + sizes.label_gap);
            for (line, y) in stacked(label, y, tokens.chart.leading) {
                canvas.text(line, (outer, y), align, colors.ink)?;
            }
        }
        respondents(canvas, figure, layout.center, tokens, setter)
    })?;
    Ok(Some(Chart { form: Form::Donut, svg, width, height, alt: alt::figure(figure, "环形图") }))
}

/// The number of respondents in the ring's middle, where it is stated.
pub(super) fn respondents(
    canvas: &Canvas,
    figure: &Figure,
    (x, y): Point,
    tokens: &Tokens,
    setter: Setter,
) -> Result<(), ChartError> {
    let (sizes, colors) = (&tokens.chart.donut, &tokens.color);
    let Some(n) = figure.n else { return Ok(()) };
    let words =
        setter.line(&tokens.chart.words.respondents, Font { size: sizes.center_label, weight: Weight::Regular })?;
    let number = setter.line(&grouped(n), Font { size: sizes.center_value, weight: Weight::Bold })?;
    // The pair's optical middle, cap height to baseline, is the ring's.
    canvas.text(&words, (x, y - sizes.center_leading * 0.55), Align::Center, colors.muted)?;
    canvas.text(&number, (x, y + sizes.center_leading * 0.45), Align::Center, colors.ink)
}

/// Looks for the turn and the place of the ring at which the labels stand best.
fn layout(figure: &Figure, tokens: &Tokens, setter: Setter) -> Result<Option<Layout>, ChartError> {
    let font = Font { size: tokens.chart.value, weight: Weight::Bold };
    let values = figure.rows.iter().map(|row| setter.line(row.printed(), font)).collect::<Result<Vec<_>, _>>()?;
    let rooms = (-SHIFTS..=SHIFTS)
        .map(|step| f64::from(step) / f64::from(SHIFTS) * tokens.chart.donut.shift)
        .map(|shift| room(figure, &values, shift, tokens, setter))
        .collect::<Result<Vec<_>, _>>()?;
    let shares: Vec<f64> = figure.rows.iter().map(|row| row.share()).collect();
    let mut best: Option<(f64, Layout)> = None;
    for turn in 0..TURNS {
        let arcs = arcs(&shares, turn as f64 / TURNS as f64 * TAU);
        let corners: f64 = arcs.iter().map(|arc| arc.middle().cos().powi(4)).sum();
        for room in &rooms {
            let Some(labels) = room.labels(&arcs) else {
                continue;
            };
            let wishes: Vec<Wish> = arcs.iter().zip(&labels).map(|(arc, label)| wish(*arc, label, tokens)).collect();
            let Some(placement) = leader::place(&wishes, &tokens.chart.donut) else {
                continue;
            };
            let wrapping: f64 = labels.iter().map(|label| label.cost).sum();
            let cost = wrapping + COST_PER_PT * (room.shift.abs() + placement.displacement) + CORNER * corners;
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                let center = (tokens.page.measure / 2.0 + room.shift, tokens.chart.donut.height / 2.0);
                let labels = labels.into_iter().cloned().collect();
                let (arcs, values, places) = (arcs.clone(), values.clone(), placement.places);
                best = Some((cost, Layout { center, arcs, values, labels, places }));
            }
        }
        if turn == 0 && best.is_some() {
            break; // the usual start is good enough
        }
    }
    Ok(best.map(|(_, layout)| layout))
}

/// Wraps every label to what a ring off the middle leaves between its label columns and the frame.
fn room(figure: &Figure, values: &[Line], shift: f64, tokens: &Tokens, setter: Setter) -> Result<Room, ChartError> {
    let sizes = &tokens.chart.donut;
    let font = Font { size: tokens.chart.label, weight: Weight::Regular };
    let side = |side: Side| {
        let room = tokens.page.measure / 2.0 - side.sign() * shift - sizes.radius - sizes.label_offset;
        let wrap =
            |(row, value): (&Row, &Line)| setter.wrap(&row.choice.label, font, room - sizes.label_gap - value.width);
        figure.rows.iter().zip(values).map(wrap).collect::<Result<Vec<_>, _>>()
    };
    Ok(Room { shift, left: side(Side::Left)?, right: side(Side::Right)? })
}

impl Room {
    /// Every label as it is wrapped on the side that its slice points to; none where one finds no room.
    fn labels(&self, arcs: &[Arc]) -> Option<Vec<&Wrapped>> {
        let wrapped = |(index, arc): (usize, &Arc)| match Side::of(arc.middle()) {
            Side::Left => self.left[index].as_ref(),
            Side::Right => self.right[index].as_ref(),
        };
        arcs.iter().enumerate().map(wrapped).collect()
    }
}

/// The corners of every slice around the middle of a ring that starts at 12 o'clock.
pub(super) fn slices(figure: &Figure, sizes: &DonutTokens) -> Vec<Vec<Point>> {
    let shares: Vec<f64> = figure.rows.iter().map(|row| row.share()).collect();
    arcs(&shares, 0.0).into_iter().map(|arc| outline(arc, sizes)).collect()
}

/// Directions of the slices, proportional to their shares.
fn arcs(shares: &[f64], start: f64) -> Vec<Arc> {
    let sum: f64 = shares.iter().sum();
    let whole = if sum < WHOLE { 100.0 } else { sum };
    let mut before = 0.0;
    let mut direction = |share: f64| {
        before += share;
        start + before / whole * TAU
    };
    let mut from = start;
    shares
        .iter()
        .map(|&share| {
            let arc = Arc { from, to: direction(share) };
            from = arc.to;
            arc
        })
        .collect()
}

fn wish(arc: Arc, label: &Wrapped, tokens: &Tokens) -> Wish {
    Wish { angle: arc.middle(), height: label.lines.len().max(1) as f64 * tokens.chart.leading }
}

/// The corners of a slice around the ring's middle: its sides run parallel to those of its neighbours, so that the
/// white between two slices is of one width from the hole to the edge. Empty for a share of nothing.
fn outline(arc: Arc, sizes: &DonutTokens) -> Vec<Point> {
    let (outer, inner) = (sizes.radius, sizes.radius * sizes.hole);
    let angle = arc.to - arc.from;
    if angle <= 0.0 {
        return Vec::new();
    }
    // A ring of one part has no neighbour; a sliver keeps half of its own width.
    let full = angle > TAU - 1e-6;
    let half_gap = if full { 0.0 } else { (sizes.gap / 2.0).min(outer * angle / 4.0) };
    let mut corners = rim(arc, outer, half_gap, sizes.segment);
    let mut hole = rim(arc, inner, half_gap, sizes.segment);
    hole.reverse();
    corners.append(&mut hole);
    corners
}

/// Points along a slice's rim, its ends drawn in by half the gap; one point where the slice's sides meet further out.
fn rim(arc: Arc, radius: f64, half_gap: f64, segment: f64) -> Vec<Point> {
    let angle = arc.to - arc.from;
    let meeting = half_gap / (angle / 2.0).min(TAU / 4.0).sin();
    if meeting >= radius {
        return vec![polar(arc.middle(), meeting)];
    }
    let inset = if radius > 0.0 { (half_gap / radius).asin() } else { 0.0 };
    let (from, to) = (arc.from + inset, arc.to - inset);
    let pieces = ((to - from) * radius / segment).ceil().max(1.0) as usize;
    (0..=pieces).map(|piece| polar(from + (to - from) * piece as f64 / pieces as f64, radius)).collect()
}

/// A direction clockwise from 12 o'clock and a distance, as a point with y downwards.
fn polar(angle: f64, radius: f64) -> Point {
    (radius * angle.sin(), -radius * angle.cos())
}

/// A whole number with a comma every three digits.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::tokens;

    #[test]
    fn directions_are_proportional_to_shares() {
        for shares in [&[100.0][..], &[50.0, 50.0], &[35.53, 51.32, 11.84, 1.32], &[0.0, 100.0], &[30.0, 30.0]] {
            let arcs = arcs(shares, 0.0);
            let sum: f64 = shares.iter().sum();
            let whole = if sum < WHOLE { 100.0 } else { sum };
            for (arc, share) in arcs.iter().zip(shares) {
                assert!((arc.to - arc.from - share / whole * TAU).abs() < 1e-12);
            }
            assert!(arcs.windows(2).all(|pair| pair[0].to == pair[1].from));
        }
    }

    /// Area by the shoelace formula.
    fn area(corners: &[Point]) -> f64 {
        let next = corners.iter().cycle().skip(1);
        corners.iter().zip(next).map(|(a, b)| a.0 * b.1 - a.1 * b.0).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn slices_have_the_area_of_their_share_less_the_gaps() {
        let sizes = tokens().chart.donut;
        let (outer, inner) = (sizes.radius, sizes.radius * sizes.hole);
        let ring = TAU / 2.0 * (outer * outer - inner * inner);
        for (share, gaps) in [(1.0, 0.0), (0.5, 1.0), (0.1, 1.0), (0.0132, 1.0)] {
            let corners = outline(Arc { from: 1.0, to: 1.0 + share * TAU }, &sizes);
            let expected = ring * share - gaps * sizes.gap * (outer - inner);
            assert!(
                (area(&corners) - expected).abs() < 0.01 * ring * share + 0.02,
                "{share}: {} {expected}",
                area(&corners)
            );
        }
    }

    #[test]
    fn slivers_stay_visible_and_nothing_stays_nothing() {
        let sizes = tokens().chart.donut;
        for share in [0.0001, 0.001, 0.003] {
            let corners = outline(Arc { from: 0.0, to: share * TAU }, &sizes);
            assert!(area(&corners) > 0.0 && corners.iter().all(|(x, y)| x.hypot(*y) <= sizes.radius + 1e-9));
        }
        assert_eq!(outline(Arc { from: 1.0, to: 1.0 }, &sizes), []);
    }

    #[test]
    fn groups_thousands() {
        for (n, text) in [(0, "0"), (76, "76"), (999, "999"), (1284, "1,284"), (1_000_000, "1,000,000")] {
            assert_eq!(grouped(n), text);
        }
    }
}
