//! Chinese quantity words: what a claim says of a number, and whether the number bears it out.

use num_rational::Ratio;

/// Shares in percent and changes in percentage points, exact.
pub type Exact = Ratio<i128>;

/// A number as far as the data tell it. A percentage published alone is known to half its last digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub low: Exact,
    pub high: Exact,
    /// As the report prints it, without unit.
    pub printed: String,
}

/// What a claim is judged against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The shares it speaks of, in percent: the claim must hold for every one.
    pub shares: Vec<Known>,
    /// Where those stand among the ordinary options of their question, by printed value: 1 is the largest; a tie has
    /// the better place for all. None across questions, or where others lack a value.
    pub ranks: Option<Vec<usize>>,
    /// How many options share the rank of any of them without being among them.
    pub tied: usize,
    /// This year's share less last year's, in percentage points, where the two may be compared.
    pub change: Option<Known>,
    /// Growth of an amount over the year before, in percent.
    pub growth: Option<Known>,
    /// Respondents, where the report states them.
    pub n: Option<u64>,
}
