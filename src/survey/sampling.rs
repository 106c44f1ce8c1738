//! Sampling error: whether two shares differ by more than chance.
//!
//! The two-proportion test with a pooled share (Agresti & Finlay, *Statistical Methods for the Social Sciences*,
//! 7.2), two-sided at the level of 95 %: a change is within error where d² ≤ z²·p(1−p)·(1/n + 1/m). Without roots it
//! is decided in exact fractions.

use num_rational::Ratio;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::model::{Question, Survey};

/// A percentage as a fraction.
pub type Exact = Ratio<i128>;

/// The level at which two shares are told apart, in percent.
pub const LEVEL: u32 = 95;
/// 1.96², two-sided 95 % of the normal distribution.
const Z_SQUARED: Exact = Ratio::new_raw(38416, 10000);
/// The normal approximation holds where at least this many answers are expected of either kind (Cochran's rule).
const LEAST_EXPECTED: f64 = 5.0;
/// Up to this many respondents fractions fit their integers; above it floats are as good as exact.
const MOST_EXACT: u64 = 100_000;

/// Whether two shares, in percent of `n` and of `m`, differ by no more than sampling error. Bases are above 0.
pub fn within_error(one: Exact, other: Exact, n: u64, m: u64) -> bool {
    if n.max(m) > MOST_EXACT {
        let float = |share: Exact| *share.numer() as f64 / *share.denom() as f64;
        return (float(one) - float(other)).abs() <= margin(float(one), float(other), n, m);
    }
    let whole = |number: u64| Exact::from_integer(i128::from(number));
    let (n, m, hundred) = (whole(n), whole(m), whole(100));
    let (one, other) = (one / hundred, other / hundred);
    let pooled = (one * n + other * m) / (n + m);
    let variance = pooled * (whole(1) - pooled) * (whole(1) / n + whole(1) / m);
    (one - other) * (one - other) <= Z_SQUARED * variance
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
    /// A base is below the newer report's `policy.min_base`, or so few answers are expected that the test does not
    /// hold: nothing is called a change.
    TooFew,
    /// A base is not stated, or answers are weighted and no effective base is.
    Untestable,
}

impl Comparison {
    /// Whether the difference is within sampling error; none where that cannot be told.
    pub fn within_error(self) -> Option<bool> {
        match self {
            Comparison::Tested { within_error, .. } => Some(within_error),
            Comparison::TooFew => Some(true),
            Comparison::Untestable => None,
        }
    }
}

/// One year's side of a comparison: a share in percent, and the question it is a share of.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub survey: &'a Survey,
    pub question: &'a Question,
    pub share: Exact,
}

/// Tests this year's share against last year's. Inferred bases decide nothing.
pub fn compare(now: Side, before: Side) -> Comparison {
    let stated = |side: Side| side.survey.n_of(side.question);
    let (Some(n), Some(m)) = (stated(now), stated(before)) else { return Comparison::Untestable };
    if n.min(m) < now.survey.policy.min_base {
        return Comparison::TooFew;
    }
    let effective = |side: Side| side.survey.effective_n_of(side.question).filter(|n| *n > 0);
    let (Some(n), Some(m)) = (effective(now), effective(before)) else { return Comparison::Untestable };
    let float = |share: Exact| *share.numer() as f64 / *share.denom() as f64;
    // Chosen and not chosen, as many as the smaller base would expect under the pooled share.
    let pooled = (float(now.share) * n as f64 + float(before.share) * m as f64) / (n + m) as f64 / 100.0;
    if pooled.min(1.0 - pooled) * (n.min(m) as f64) < LEAST_EXPECTED {
        return Comparison::TooFew;
    }
    let margin = Decimal::from_f64(margin(float(now.share), float(before.share), n, m)).unwrap_or_default();
    Comparison::Tested { within_error: within_error(now.share, before.share, n, m), margin }
}

impl Survey {
    /// The number of respondents that a question's sampling error is judged by: the effective one where it is given,
    /// else the stated one; none of weighted answers without it.
    pub fn effective_n_of(&self, question: &Question) -> Option<u64> {
        let base = question.base.as_ref().and_then(|id| self.bases.iter().find(|base| base.id == *id));
        // A question with respondents of its own is not described by its base.
        let of_base = base.filter(|_| question.n.is_none()).and_then(|base| base.effective_n);
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
            let float = |share: Exact| *share.numer() as f64 / *share.denom() as f64;
            let slack = margin(float(a), float(b), n, m) - (float(a) - float(b)).abs();
            assert!(slack.abs() < 1e-9 || verdict == (slack > 0.0), "{a} {b} {n} {m}");
            *if verdict { &mut within } else { &mut beyond } += 1;
        }
        assert!(within > 100 && beyond > 100, "both happen");
    }
}
