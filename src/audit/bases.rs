//! How many respondents a set of published percentages can come from.
//!
//! A share k/n, rounded half up to its printed decimals, leaves few possible n when n is small: the GRIM idea of Brown
//! and Heathers (2017), turned round to find n. What is inferred here is told, never printed as a fact and never used.

use crate::survey::share::Percent;

/// Every n from 1 to `most` for which each percentage is a whole number of n; where they are parts of one whole, the
/// whole numbers must be able to add up to n.
pub fn possible(percents: &[Percent], parts_of_whole: bool, most: u64) -> Vec<u64> {
    let fits = |n: &u64| {
        let ranges: Option<Vec<(u64, u64)>> = percents.iter().map(|percent| counts(*percent, *n)).collect();
        let Some(ranges) = ranges else { return false };
        let (least, most) = ranges.iter().fold((0, 0), |(least, most), (low, high)| (least + low, most + high));
        !parts_of_whole || (least <= *n && *n <= most)
    };
    (1..=most).filter(fits).collect()
}

/// The whole numbers k ≤ n with k/n printed as this percentage: the least and the greatest, if there are any.
pub fn counts(percent: Percent, n: u64) -> Option<(u64, u64)> {
    // Percentages have at most four decimals and n is a number of people: all of this stays far below 2⁶⁴.
    let value = percent.value();
    let (digits, scale) = (value.mantissa().unsigned_abs() as u64, 10_u64.pow(value.scale()));
    // digits − ½ ≤ 100 · k · scale / n < digits + ½, without a division.
    let unit = 200 * scale;
    let least = ((2 * digits).saturating_sub(1) * n).div_ceil(unit);
    let most = (((2 * digits + 1) * n).div_ceil(unit) - 1).min(n);
    (least <= most).then_some((least, most))
}

/// The fewest bases that explain every question, each with the questions (by index) it explains. Of two that explain
/// equally many, the larger: what fits 38 fits 76 too.
pub fn fewest(candidates: &[Vec<u64>]) -> Vec<(u64, Vec<usize>)> {
    let mut open: Vec<usize> = (0..candidates.len()).filter(|index| !candidates[*index].is_empty()).collect();
    let mut chosen = Vec::new();
    while !open.is_empty() {
        let explained = |n: u64| open.iter().filter(|index| candidates[**index].binary_search(&n).is_ok()).count();
        let all = open.iter().flat_map(|index| candidates[*index].iter().copied());
        // `open` holds a question with candidates.
        let best = all.max_by_key(|n| (explained(*n), *n)).unwrap_or_default();
        let (explained, left) = open.into_iter().partition(|index| candidates[*index].binary_search(&best).is_ok());
        chosen.push((best, explained));
        open = left;
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percents(texts: &[&str]) -> Vec<Percent> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn published_shares_tell_their_bases() {
        for (texts, whole, expected) in [
            (&["35.53", "51.32", "11.84", "1.32"][..], true, &[76][..]),
            (&["50.00", "16.18", "8.82", "7.35", "17.65"], true, &[68]),
            (&["34.25", "2.74", "10.96", "27.40", "12.33", "12.33"], true, &[73]),
            (&["65.79", "44.74", "13.16"], false, &[38, 76]),
            (&["35.53", "51.32", "11.84", "1.33"], true, &[]),
            (&["50", "50"], true, &[2, 4, 6]),
        ] {
            let most = if expected.last() == Some(&6) { 6 } else { 106 };
            assert_eq!(possible(&percents(texts), whole, most), expected, "{texts:?}");
        }
    }

    #[test]
    fn a_count_prints_as_its_percentage_and_its_neighbours_do_not() {
        for (percent, n, range) in [
            ("35.53", 76, Some((27, 27))),
            ("35.54", 76, None),
            ("0.0", 400, Some((0, 0))),
            ("100.0", 400, Some((400, 400))),
            ("6.3", 16, Some((1, 1))),
            ("6.2", 16, None),
            ("33", 1000, Some((325, 334))),
        ] {
            assert_eq!(counts(percent.parse().unwrap(), n), range, "{percent} of {n}");
        }
    }

    #[test]
    fn the_fewest_bases_explain_all() {
        let candidates = vec![vec![76], vec![68], vec![38, 76], vec![]];
        assert_eq!(fewest(&candidates), [(76, vec![0, 2]), (68, vec![1])]);
    }
}
