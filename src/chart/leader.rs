//! Labels around a ring: spread into columns without overlap, each joined to its slice by a leader that runs clear
//! of the ring and of every other leader.

use super::canvas::Point;
use super::sizes::DonutTokens;

/// A column of labels, right or left of the ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    /// The side that a direction from the ring's middle points to.
    pub(super) fn of(angle: f64) -> Self {
        // Rounding makes no difference between 180° and its neighbours.
        if angle.sin() > -1e-9 { Side::Right } else { Side::Left }
    }

    /// +1 to the right, −1 to the left.
    pub(super) fn sign(self) -> f64 {
        match self {
            Side::Left => -1.0,
            Side::Right => 1.0,
        }
    }
}

/// A label's wish: the direction of its slice, clockwise from 12 o'clock in radians, and its height in pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Wish {
    pub angle: f64,
    pub height: f64,
}

/// Where a label stands: the middle of its height and its leader, both from the ring's middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub side: Side,
    pub y: f64,
    pub leader: [Point; 3],
}

/// Places for all labels, and how far they had to leave their slices' height, in pt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placement {
    pub places: Vec<Place>,
    pub displacement: f64,
}

/// Finds a place for every label; none where the columns are too short or a leader would touch something.
pub(super) fn place(wishes: &[Wish], sizes: &DonutTokens) -> Option<Placement> {
    let mut places: Vec<Option<Place>> = vec![None; wishes.len()];
    let mut displacement = 0.0;
    for side in [Side::Left, Side::Right] {
        let mut column: Vec<usize> = (0..wishes.len()).filter(|&index| Side::of(wishes[index].angle) == side).collect();
        let target = |index: usize| -wishes[index].angle.cos() * (sizes.radius + sizes.leader_bend);
        // Slices of no width share one direction: to the right they follow each other downwards, to the left upwards.
        if side == Side::Left {
            column.reverse();
        }
        column.sort_by(|&a, &b| target(a).total_cmp(&target(b)));
        let wanted: Vec<_> = column.iter().map(|&index| (target(index), wishes[index].height)).collect();
        for (&index, y) in column.iter().zip(spread(&wanted, sizes.label_spread, sizes.height / 2.0)?) {
            displacement += (y - target(index)).abs();
            places[index] = Some(Place { side, y, leader: leader(wishes[index].angle, y, side, sizes)? });
        }
    }
    let places: Vec<Place> = places.into_iter().flatten().collect();
    let crossing =
        places.iter().enumerate().any(|(index, a)| places[..index].iter().any(|b| cross(&a.leader, &b.leader)));
    (!crossing).then_some(Placement { places, displacement })
}

/// Heights nearest to the wanted ones (least squares) at which blocks neither overlap nor leave ±`limit`.
///
/// Without the blocks' own heights the order must only not fall, which is isotonic regression: neighbours in the
/// wrong order are pooled at their mean (pool adjacent violators; Ayer et al., 1955), then cut to the limits.
pub(super) fn spread(wanted: &[(f64, f64)], gap: f64, limit: f64) -> Option<Vec<f64>> {
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut used = 0.0;
    for (index, &(_, height)) in wanted.iter().enumerate() {
        used += if index == 0 { 0.0 } else { gap };
        offsets.push(used + height / 2.0);
        used += height;
    }
    let (lowest, highest) = (-limit, limit - used);
    if highest < lowest {
        return None;
    }
    let mut pools: Vec<(f64, usize)> = Vec::new(); // mean, members
    for (&(y, _), offset) in wanted.iter().zip(&offsets) {
        let mut pool = (y - offset, 1);
        while let Some(&(mean, members)) = pools.last().filter(|(mean, _)| *mean > pool.0) {
            pools.pop();
            let all = members + pool.1;
            pool = ((mean * members as f64 + pool.0 * pool.1 as f64) / all as f64, all);
        }
        pools.push(pool);
    }
    let shifts =
        pools.into_iter().flat_map(|(mean, members)| std::iter::repeat_n(mean.clamp(lowest, highest), members));
    Some(shifts.zip(offsets).map(|(shift, offset)| shift + offset).collect())
}

/// From the ring's edge to a bend at the label's height, then level to the label; none where it would cut the ring.
fn leader(angle: f64, y: f64, side: Side, sizes: &DonutTokens) -> Option<[Point; 3]> {
    let start = sizes.radius + sizes.leader_start;
    let (across, down) = (angle.sin().abs(), -angle.cos());
    // The bend stays on the outer side of the tangent where the leader starts: then neither leg meets the ring.
    let beyond_tangent = start + sizes.leader_start - y * down;
    let clear = if beyond_tangent > 0.0 { beyond_tangent / across } else { 0.0 };
    let bend = clear.max((sizes.radius + sizes.leader_bend) * across);
    let end = sizes.radius + sizes.label_offset - sizes.leader_gap;
    let shortest_leg = sizes.leader_gap / 2.0;
    let sign = side.sign();
    (bend <= end - shortest_leg).then_some([(sign * start * across, start * down), (sign * bend, y), (sign * end, y)])
}

fn cross(a: &[Point; 3], b: &[Point; 3]) -> bool {
    a.windows(2).any(|a| b.windows(2).any(|b| segments_cross((a[0], a[1]), (b[0], b[1]))))
}

/// Whether two pieces of line meet, by the sides on which each has the other's ends.
fn segments_cross((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::testing::tokens;

    #[test]
    fn spreads_no_further_than_needed() {
        for (wanted, expected) in [
            (&[(0.0, 10.0)][..], Some(&[0.0][..])),
            (&[(-30.0, 10.0), (30.0, 10.0)], Some(&[-30.0, 30.0])),
            (&[(0.0, 10.0), (0.0, 10.0)], Some(&[-6.0, 6.0])),
            (&[(0.0, 10.0), (2.0, 20.0), (40.0, 10.0)], Some(&[-7.5, 9.5, 40.0])),
            (&[(-49.0, 10.0), (-48.0, 10.0)], Some(&[-45.0, -33.0])),
            (&[(60.0, 10.0)], Some(&[45.0])),
            (&[(0.0, 60.0), (0.0, 60.0)], None),
        ] {
            assert_eq!(spread(wanted, 2.0, 50.0).as_deref(), expected, "{wanted:?}");
        }
    }

    #[test]
    fn leaders_run_clear_of_the_ring_or_are_refused() {
        let sizes = tokens().chart.donut;
        let mut refused = 0;
        for degrees in 0..360 {
            for y in [-90.0, -60.0, -30.0, 0.0, 30.0, 60.0, 90.0] {
                let angle = f64::from(degrees).to_radians();
                let Some(leader) = leader(angle, y, Side::of(angle), &sizes) else {
                    refused += 1;
                    continue;
                };
                for pair in leader.windows(2) {
                    for step in 0..=20 {
                        let part = f64::from(step) / 20.0;
                        let x = pair[0].0 + (pair[1].0 - pair[0].0) * part;
                        let y = pair[0].1 + (pair[1].1 - pair[0].1) * part;
                        assert!(x.hypot(y) >= sizes.radius + sizes.leader_start - 1e-9, "{degrees}° {y}");
                    }
                }
            }
        }
        assert!((1..360 * 7).contains(&refused), "{refused}");
    }

    #[test]
    fn sees_a_crossing() {
        let flat = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0)];
        assert!(cross(&flat, &[(3.0, -2.0), (3.0, 2.0), (10.0, 2.0)]));
        assert!(!cross(&flat, &[(3.0, 1.0), (3.0, 2.0), (10.0, 2.0)]));
    }
}
