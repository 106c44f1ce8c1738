//! Percentages as exact decimals: read as published, computed from counts where there are, rounded once, half up.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// A published percentage, 0 to 100, with the digits that were printed: `50.00` stays `50.00`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Percent(Decimal);

const PATTERN: &str = r"^(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)$";

impl Percent {
    pub fn value(self) -> Decimal {
        self.0
    }
}

/// The text is no decimal number between 0 and 100 with at most four decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPercent;

impl FromStr for Percent {
    type Err = NotAPercent;

    fn from_str(text: &str) -> Result<Self, NotAPercent> {
        let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, 3) || decimals.is_some_and(|part| !digits(part, 4)) {
            return Err(NotAPercent);
        }
        match Decimal::from_str(text) {
            Ok(value) if value <= Decimal::ONE_HUNDRED && (whole.len() < 3 || whole == "100") => Ok(Percent(value)),
            _ => Err(NotAPercent),
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for Percent {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Percent".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": PATTERN, "description": "0–100, at most four decimals" })
    }
}

/// The share of `count` among `base` respondents in percent, to 28 significant digits; none of an empty base.
pub fn share_of(count: u64, base: u64) -> Option<Decimal> {
    (Decimal::from(count) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(base))
}

/// Decimals of a printed growth of amounts in percent: 同比增长 25.1%.
pub const GROWTH_DECIMALS: u32 = 1;

/// A number rounded half up, away from zero.
pub fn rounded(number: Decimal, decimals: u32) -> Decimal {
    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// A percentage as it is printed: rounded half up to `decimals`, without the sign.
pub fn printed(share: Decimal, decimals: u32) -> String {
    format!("{:.*}", decimals as usize, rounded(share, decimals))
}

/// A printed number with a true minus, and with a plus where `plus`; nothing before a zero.
pub fn signed(digits: &str, plus: bool) -> String {
    let bare = digits.trim_start_matches('-');
    let zero = bare.chars().all(|character| matches!(character, '0' | '.'));
    match (digits.len() > bare.len(), zero) {
        (_, true) => bare.to_owned(),
        (true, _) => format!("−{bare}"),
        (false, _) if plus => format!("+{bare}"),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_printed_and_nothing_else() {
        for good in ["0", "7.89", "50.00", "100", "100.00", "35.5"] {
            assert_eq!(good.parse::<Percent>().unwrap().to_string(), good);
        }
        for bad in ["", "-1", "100.01", "101", "35,53", "35.53%", "1e1", ".5", "5.", "０", "1.23456", "0050", "050"] {
            assert_eq!(bad.parse::<Percent>(), Err(NotAPercent), "{bad}");
        }
    }

    #[test]
    fn rounds_half_up_once() {
        for (count, base, decimals, text) in
            [(27, 76, 2, "35.53"), (34, 68, 2, "50.00"), (1, 8, 2, "12.50"), (1, 16, 1, "6.3"), (76, 76, 0, "100")]
        {
            assert_eq!(printed(share_of(count, base).unwrap(), decimals), text);
        }
        assert_eq!(share_of(0, 0), None);
    }
}
