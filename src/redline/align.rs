//! Two sequences side by side: what is equal is found first, what lies between is paired by likeness, in order.

use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Where something stands in the old sequence and where in the new one; at least one of both.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Below this likeness two things are not one that changed.
pub(super) const LIKE: f64 = 0.35;
/// Stretches with more pairs than this are paired by place: likeness would be asked for each with each.
const MOST: usize = 250_000;

/// Pairs in order. `like` is from 0 to 1, of an old and a new index.
pub(super) fn align<K: Hash + Eq + Ord>(old: &[K], new: &[K], like: impl Fn(usize, usize) -> f64) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for step in capture_diff_slices(Algorithm::Patience, old, new) {
        match step {
            DiffOp::Equal { old_index, new_index, len } => {
                pairs.extend((0..len).map(|at| (Some(old_index + at), Some(new_index + at))));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                pairs.extend((old_index..old_index + old_len).map(|at| (Some(at), None)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                pairs.extend((new_index..new_index + new_len).map(|at| (None, Some(at))));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                between(old_index..old_index + old_len, new_index..new_index + new_len, &like, &mut pairs);
            }
        }
    }
    pairs
}

type Range = std::ops::Range<usize>;

/// Pairs what is alike, so that the likeness of all pairs together is greatest.
fn between(old: Range, new: Range, like: &impl Fn(usize, usize) -> f64, pairs: &mut Vec<Pair>) {
    if old.len().saturating_mul(new.len()) > MOST {
        let longer = old.len().max(new.len());
        pairs.extend((0..longer).map(|at| (old.clone().nth(at), new.clone().nth(at))));
        return;
    }
    let columns = new.len() + 1;
    // The best of what follows an old and a new place, row by row.
    let mut best = vec![0.0_f64; (old.len() + 1) * columns];
    let mut alike = vec![0.0_f64; old.len() * new.len()];
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            let likeness = like(old.start + row, new.start + column);
            alike[row * new.len() + column] = likeness;
            let at = row * columns + column;
            let paired = if likeness >= LIKE { likeness + best[at + columns + 1] } else { 0.0 };
            best[at] = paired.max(best[at + columns]).max(best[at + 1]);
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < old.len() || column < new.len() {
        let at = row * columns + column;
        let paired = row < old.len()
            && column < new.len()
            && alike[row * new.len() + column] >= LIKE
            && alike[row * new.len() + column] + best[at + columns + 1] >= best[at];
        let (old_at, new_at) = (old.start + row, new.start + column);
        if paired {
            pairs.push((Some(old_at), Some(new_at)));
            (row, column) = (row + 1, column + 1);
        } else if row < old.len() && (column == new.len() || best[at + columns] >= best[at]) {
            pairs.push((Some(old_at), None));
            row += 1;
        } else {
            pairs.push((None, Some(new_at)));
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_hold_and_like_things_pair_in_order() {
        let (old, new) = (["甲", "乙1", "丙", "丁", "尾"], ["甲", "新", "乙2", "丁2", "尾"]);
        let like =
            |before: usize, now: usize| f64::from(u8::from(old[before].chars().next() == new[now].chars().next()));
        let pairs = align(&old, &new, like);
        let paired: Vec<Pair> = pairs.iter().copied().filter(|(old, new)| old.is_some() && new.is_some()).collect();
        assert_eq!(paired, [(0, 0), (1, 2), (3, 3), (4, 4)].map(|(old, new)| (Some(old), Some(new))));
        assert_eq!(pairs.len(), 6, "丙 and 新 stand alone: {pairs:?}");
    }

    #[test]
    fn long_stretches_pair_by_place() {
        let (old, new): (Vec<i32>, Vec<i32>) = ((0..600).collect(), (1000..1700).collect());
        let pairs = align(&old, &new, |_, _| panic!("too many to ask"));
        assert_eq!((pairs.len(), pairs[599], pairs[600]), (700, (Some(599), Some(599)), (None, Some(600))));
    }
}
