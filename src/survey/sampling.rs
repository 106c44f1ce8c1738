//! Sampling error: whether two shares differ by more than chance.
//!
//! The two-proportion test with a pooled share (Agresti & Finlay, *Statistical Methods for the Social Sciences*,
//! 7.2), two-sided at the level of 95 %: a change is within error where d² ≤ z²·p(1−p)·(1/n + 1/m). Without roots it
//! is decided in exact fractions.

use num_rational::Ratio;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::model::{Choice, Question, Survey};
use super::share::Percent;

/// A percentage as a fraction.
pub type Exact = Ratio<i128>;

/// The level at which two shares are told apart, in percent.
pub const LEVEL: u32 = 95;
/// 1.96², two-sided 95 % of the normal distribution.
pub(super) const Z_SQUARED: Exact = Ratio::new_raw(38416, 10000);
/// The normal approximation holds where at least this many answers are expected of either kind (Cochran's rule).
pub(super) const LEAST_EXPECTED: i128 = 5;
/// Up to this many respondents fractions fit their integers; above it floats are as good as exact.
const MOST_EXACT: u64 = 100_000;
/// The denominator of the ends of a published percentage of four decimals.
const MOST_DIVIDED: i128 = 20_000;

/// Whether two shares, in percent of `n` and of `m`, differ by no more than sampling error. Bases are above 0.
pub fn within_error(one: Exact, other: Exact, n: u64, m: u64) -> bool {
    let fits = |share: Exact, n: u64| n <= MOST_EXACT && *share.denom() <= MOST_DIVIDED.max(i128::from(n));
    if !fits(one, n) || !fits(other, m) {
        return (float(one) - float(other)).abs() <= margin(float(one), float(other), n, m);
    }
    let whole = |number: u64| Exact::from_integer(i128::from(number));
    let (n, m, hundred) = (whole(n), whole(m), whole(100));
    let (one, other) = (one / hundred, other / hundred);
    let pooled = (one * n + other * m) / (n + m);
    let variance = pooled * (whole(1) - pooled) * (whole(1) / n + whole(1) / m);
    (one - other) * (one - other) <= Z_SQUARED * variance
}

fn float(share: Exact) -> f64 {
    *share.numer() as f64 / *share.denom() as f64
}

/// The largest difference that chance alone would make, in 百分点: z·√(p(1−p)(1/n + 1/m)). Shares in percent.
fn margin(one: f64, other: f64, n: u64, m: u64) -> f64 {
    let (n, m) = (n as f64, m as f64);
    let pooled = (one * n + other * m) / (n + m) / 100.0;
    let z = (*Z_SQUARED.numer() as f64 / *Z_SQUARED.denom() as f64).sqrt();
    100.0 * z * (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).max(0.0).sqrt()
}

/// What can be said of the difference between two years' shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Tested at [`LEVEL`]; `margin` is the bound in 百分点, unrounded.
    Tested { within_error: bool, margin: Decimal },
    /// A base, or the effective one, is below the newer report's `policy.min_base`, or so few answers are expected that
    /// the test does not hold: nothing is called a change.
    TooFew,
    /// A base is not stated, or answers are weighted and no effective base is: nothing is known of chance.
    Untestable,
}

impl Comparison {
    /// Whether it is more than chance would make. What cannot be told is no change.
    pub fn is_change(self) -> bool {
        matches!(self, Comparison::Tested { within_error: false, .. })
    }
}

/// A share in percent, as a range where it was published rounded: a published percentage is known to half its last
/// digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub low: Exact,
    pub high: Exact,
}

impl Range {
    /// A count of `n` people, if there are any.
    pub fn of_count(count: u64, n: u64) -> Option<Range> {
        let share = (n > 0).then(|| Ratio::new(i128::from(count) * 100, i128::from(n)))?;
        Some(Range { low: share, high: share })
    }

    /// A published percentage, known to half its last digit.
    pub fn of_percent(percent: Decimal) -> Range {
        let half = Ratio::new(1, 2 * 10_i128.pow(percent.scale()));
        Range { low: exact(percent) - half, high: exact(percent) + half }
    }

    /// A published percentage of `n` people, each counted once: from the least number of them that gives it to the most.
    /// Where none does, as of nobody in particular.
    fn of_percent_of(percent: Decimal, n: u64) -> Range {
        let range = Range::of_percent(percent);
        let people = Ratio::new(i128::from(n), 100);
        let (least, most) = ((range.low * people).ceil(), (range.high * people).floor());
        if least <= most { Range { low: least / people, high: most / people } } else { range }
    }

    /// A share of `n` people: of its count, else as published. Weighted people are no whole numbers.
    pub fn of(count: Option<u64>, percent: Option<Percent>, n: Option<u64>, weighted: bool) -> Option<Range> {
        match (count, n.filter(|n| *n > 0), percent.map(Percent::value)) {
            (Some(count), Some(n), _) => Range::of_count(count, n),
            (_, Some(n), Some(percent)) if !weighted => Some(Range::of_percent_of(percent, n)),
            (.., percent) => percent.map(Range::of_percent),
        }
    }

    /// Several options of one whole together.
    pub fn of_parts(survey: &Survey, question: &Question, parts: &[&Choice]) -> Option<Range> {
        let (n, weighted) = (survey.n_of(question), survey.policy.weighted);
        let one = |choice: &&Choice| Range::of(choice.count, choice.percent, n, weighted);
        let parts: Option<Vec<Range>> = parts.iter().map(one).collect();
        let sum = |end: fn(&Range) -> Exact, parts: &[Range]| parts.iter().map(end).sum();
        parts.map(|parts| Range { low: sum(|part| part.low, &parts), high: sum(|part| part.high, &parts) })
    }
}

/// One year's side of a comparison: a share, and those it is a share of, where they are stated.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    pub share: Range,
    pub n: Option<u64>,
    /// The number that sampling error is judged by; none of weighted answers without it.
    pub effective_n: Option<u64>,
}

impl Side {
    /// A share of a question's respondents.
    pub fn of(survey: &Survey, question: &Question, share: Range) -> Side {
        Side { share, n: survey.n_of(question), effective_n: survey.effective_n_of(question) }
    }
}

/// Tests this year's share against last year's, both of at least `min_base` people. Inferred bases decide nothing. Where
/// rounding leaves it open whether a difference is beyond chance, it is not.
pub fn compare(now: Side, before: Side, min_base: u64) -> Comparison {
    let (Some(n), Some(m)) = (now.n, before.n) else { return Comparison::Untestable };
    if n.min(m) < min_base {
        return Comparison::TooFew;
    }
    let effective = |side: Side| side.effective_n.filter(|n| *n > 0);
    let (Some(n), Some(m)) = (effective(now), effective(before)) else { return Comparison::Untestable };
    let middle = |share: Range| (float(share.low) + float(share.high)) / 2.0;
    let (one, other) = (middle(now.share), middle(before.share));
    // Chosen and not chosen, as many as the smaller base would expect under the pooled share.
    let pooled = (one * n as f64 + other * m as f64) / (n + m) as f64 / 100.0;
    if n.min(m) < min_base || pooled.min(1.0 - pooled) * (n.min(m) as f64) < LEAST_EXPECTED as f64 {
        return Comparison::TooFew;
    }
    let margin = Decimal::from_f64(margin(one, other, n, m)).unwrap_or_default();
    // The ends that lie nearest to each other.
    let (now, before) = (now.share, before.share);
    let within_error = match () {
        () if now.low > before.high => within_error(now.low, before.high, n, m),
        () if before.low > now.high => within_error(now.high, before.low, n, m),
        () => true,
    };
    Comparison::Tested { within_error, margin }
}

impl Survey {
    /// The number of respondents that a question's sampling error is judged by: the effective one where it is given,
    /// else the stated one; none of weighted answers without it.
    pub fn effective_n_of(&self, question: &Question) -> Option<u64> {
        // A question with respondents of its own is not described by its base.
        let of_base = self.base_of(question).filter(|_| question.n.is_none()).and_then(|base| base.effective_n);
        let stated = || self.n_of(question).filter(|_| !self.policy.weighted);
        question.effective_n.or(of_base).or_else(stated)
    }
}

/// A decimal as a fraction. A share computed from counts has its own: this is for what was published.
pub fn exact(value: Decimal) -> Exact {
    // Published percentages have four decimals at most; a computed one is cut to twelve digits, far below any verdict.
    let value = value.round_dp(12);
    Ratio::new(value.mantissa(), 10_i128.pow(value.scale()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(count: u64, n: u64) -> Exact {
        Ratio::new(i128::from(count) * 100, i128::from(n))
    }

    #[test]
    fn the_bound_is_where_the_formula_says() {
        // 50 of 100 against 64: z = 1.996; against 63: z = 1.853.
        for (a, n, b, m, within) in [
            (50, 100, 63, 100, true),
            (50, 100, 64, 100, false),
            (0, 30, 0, 30, true),
            (30, 30, 30, 30, true),
            (0, 30, 30, 30, false),
            (500_000, 1_000_000, 501_400, 1_000_000, false),
            (500_000, 1_000_000, 501_300, 1_000_000, true),
        ] {
            assert_eq!(within_error(share(a, n), share(b, m), n, m), within, "{a}/{n} {b}/{m}");
            assert_eq!(within_error(share(b, m), share(a, n), m, n), within, "either way round");
        }
    }

    #[test]
    fn a_percentage_of_few_people_is_a_count() {
        let of = |percent: &str, n| Range::of_percent_of(percent.parse().unwrap(), n);
        assert_eq!(of("64", 100), Range::of_count(64, 100).unwrap());
        assert_eq!(of("35.53", 76), Range::of_count(27, 76).unwrap());
        assert_eq!(of("64", 300), Range { low: share(191, 300), high: share(193, 300) });
        assert_eq!(of("33", 4), Range::of_percent(33.into()), "no number of four people");
    }

    #[test]
    fn rounding_that_decides_is_no_change() {
        let side = |percent: &str| Side {
            share: Range::of_percent(percent.parse().unwrap()),
            n: Some(10_000),
            effective_n: Some(10_000),
        };
        // Two points apart as printed, 1.0 to 3.0 as they were; the bound is 1.38.
        assert!(!compare(side("47"), side("45"), 30).is_change());
        assert!(compare(side("47.0"), side("45.0"), 30).is_change());
        assert!(!compare(side("45"), side("45"), 30).is_change(), "ranges that meet");
    }

    #[test]
    fn few_people_behind_weighted_answers_are_few() {
        let side = |count: u64, effective_n: Option<u64>| Side {
            share: Range::of_count(count, 400).unwrap(),
            n: Some(400),
            effective_n,
        };
        assert!(compare(side(380, Some(400)), side(200, Some(400)), 30).is_change());
        assert_eq!(compare(side(380, Some(29)), side(200, Some(400)), 30), Comparison::TooFew);
        assert_eq!(compare(side(380, None), side(200, Some(400)), 30), Comparison::Untestable);
    }

    /// Sums of counts and percentages, of bases that have no divisor in common, do not fit exact arithmetic.
    #[test]
    fn bases_without_a_common_divisor_do_not_overflow() {
        for (n, m) in [(1009, 997), (10_007, 9_973), (99_991, 99_989), (4_000_000_007, 3_999_999_979)] {
            let mixed = Range::of_count(m / 3, m).unwrap();
            let percent = Range::of_percent("12.3456".parse().unwrap());
            let mixed = Range { low: mixed.low + percent.low, high: mixed.high + percent.high };
            let before = Side { share: mixed, n: Some(m), effective_n: Some(m) };
            let now = Side { share: Range::of_count(n * 3 / 5, n).unwrap(), n: Some(n), effective_n: Some(n) };
            assert!(compare(now, before, 30).is_change(), "{n} {m}");
        }
    }

    /// A linear congruential sweep: margin and verdict never contradict each other.
    #[test]
    fn margin_and_verdict_agree() {
        let mut state = 20181124_u64;
        let mut next = |most: u64| {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) % (most + 1)
        };
        let (mut within, mut beyond) = (0, 0);
        for _ in 0..10_000 {
            let (n, m) = (1 + next(2_000), 1 + next(2_000));
            let (a, b) = (share(next(n), n), share(next(m), m));
            let verdict = within_error(a, b, n, m);
            let slack = margin(float(a), float(b), n, m) - (float(a) - float(b)).abs();
            assert!(slack.abs() < 1e-9 || verdict == (slack > 0.0), "{a} {b} {n} {m}");
            *if verdict { &mut within } else { &mut beyond } += 1;
        }
        assert!(within > 100 && beyond > 100, "both happen");
    }
}
