//! Whether two options of one question differ by more than chance: both are shares of the same people, so the test of
//! two independent samples does not hold.
//!
//! Scott & Seber, “Difference of Proportions from the Same Survey”, *The American Statistician* 37 (1983), 319–320:
//! the variance of a difference of two shares of one sample is (p₁ + p₂ − 2·p₁₂ − (p₁ − p₂)²)/n, p₁₂ being the share of
//! those who chose both. Where the two are equal in truth that is (p₁ + p₂ − 2·p₁₂)/n. Of one whole nobody chose both
//! (the multinomial; the test is McNemar's). Of several choices it is not published who chose both: p₁₂ lies between
//! max(0, p₁ + p₂ − 1) and min(p₁, p₂), and only what holds at both limits is told.

use super::model::Kind;
use super::sampling::{Exact, LEAST_EXPECTED, Range, Z_SQUARED};

/// The people that two options are shares of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SameSample {
    /// Whether one person chose one option, or several.
    pub kind: Kind,
    /// Respondents, where they are stated.
    pub n: Option<u64>,
    /// The number that sampling error is judged by.
    pub effective_n: Option<u64>,
    /// Below this many nothing is told.
    pub min_base: u64,
}

/// What can be said of two shares of the same people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// They differ by no more than sampling error.
    Within,
    Beyond,
    /// It hangs on how many chose both, or on digits that were rounded away.
    Open,
    TooFew,
    /// No base is stated.
    Untestable,
}

/// Tests two shares, in percent, of the same people.
pub fn compare(one: Range, other: Range, sample: SameSample) -> Apart {
    let (Some(stated), Some(n @ 1..)) = (sample.n, sample.effective_n) else { return Apart::Untestable };
    let whole = Exact::from_integer;
    let hundred = whole(100);
    let [low, high] = [(one.low, other.low), (one.high, other.high)].map(|(one, other)| (one + other) / hundred);
    let people = whole(i128::from(n));
    // Of those who chose just one of the two, half are expected on either side.
    let expected = (low + high) / whole(4) * people;
    if stated.min(n) < sample.min_base || expected < whole(LEAST_EXPECTED) {
        return Apart::TooFew;
    }
    let zero = whole(0);
    let nearest = (one.low - other.high).max(other.low - one.high).max(zero) / hundred;
    let farthest = (one.high - other.low).max(other.high - one.low) / hundred;
    let within = |difference: Exact, variance: Exact| difference * difference <= Z_SQUARED * variance / people;
    let (smallest, largest) = match sample.kind {
        // From all who could have chosen both to as few as must have.
        Kind::Multiple => {
            let apart = |sum: Exact| sum.min(whole(2) - sum);
            let full = low < whole(1) && whole(1) < high;
            (farthest, if full { whole(1) } else { apart(low).max(apart(high)) })
        }
        Kind::Single | Kind::Series => (low, high),
    };
    match () {
        () if within(farthest, smallest) => Apart::Within,
        () if !within(nearest, largest) => Apart::Beyond,
        () => Apart::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(one: u64, other: u64, n: u64, kind: Kind) -> Apart {
        let share = |count| Range::of_count(count, n).unwrap();
        let sample = SameSample { kind, n: Some(n), effective_n: Some(n), min_base: 30 };
        compare(share(one), share(other), sample)
    }

    #[test]
    fn the_bound_is_where_the_formula_says() {
        // McNemar: (177 − 142)²/(177 + 142) = 3.8401 is within 3.8416, 36²/320 = 4.05 is not.
        for (one, other, n, kind, apart) in [
            (177, 142, 400, Kind::Single, Apart::Within),
            (178, 142, 400, Kind::Single, Apart::Beyond),
            (142, 178, 400, Kind::Single, Apart::Beyond),
            (200, 200, 400, Kind::Single, Apart::Within),
            (5, 4, 400, Kind::Single, Apart::TooFew),
            (10, 9, 29, Kind::Single, Apart::TooFew),
            // Whoever chose one may have chosen the other: three people more are chance in any case.
            (200, 203, 400, Kind::Multiple, Apart::Within),
            (200, 204, 400, Kind::Multiple, Apart::Open),
            (200, 237, 400, Kind::Multiple, Apart::Open),
            (200, 238, 400, Kind::Multiple, Apart::Beyond),
        ] {
            assert_eq!(compared(one, other, n, kind), apart, "{one} {other} of {n} {kind:?}");
        }
    }

    /// Of samples in which two options of one whole are equally likely, one in twenty differs by more than chance.
    #[test]
    fn the_test_errs_as_often_as_its_level_says() {
        let mut state = 20181124_u64;
        let mut next = || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) % 10
        };
        let mut beyond = 0;
        for _ in 0..2_000 {
            let (mut one, mut other) = (0, 0);
            for _ in 0..400 {
                match next() {
                    0..4 => one += 1,
                    4..8 => other += 1,
                    _ => {}
                }
            }
            beyond += usize::from(compared(one, other, 400, Kind::Single) == Apart::Beyond);
        }
        assert!((70..=130).contains(&beyond), "{beyond} of 2000");
    }
}
