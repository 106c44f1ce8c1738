//! A part of a batch for one of several machines, by name and not by place: rows may come, go and change their order
//! without moving others to another machine.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A text that is no K/N.
#[derive(Debug, PartialEq, Eq)]
pub struct NoShard;

impl fmt::Display for NoShard {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("not K/N")
    }
}

impl std::error::Error for NoShard {}

/// One of several parts: 2/4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    /// From 1.
    part: u32,
    of: u32,
}

impl Shard {
    /// All of it.
    pub const WHOLE: Shard = Shard { part: 1, of: 1 };

    /// Whether an edition belongs to this part: its output's SHA-256, first eight bytes as a number, modulo the parts.
    pub fn holds(self, output: &str) -> bool {
        let sum = Sha256::digest(output);
        let number = sum[..8].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.of) == u64::from(self.part - 1)
    }

    /// What this part's files in the output folder are called, without ending: `batch`, `batch-2-of-4`.
    pub fn stem(self) -> String {
        match self {
            Shard::WHOLE => "batch".to_owned(),
            Shard { part, of } => format!("batch-{part}-of-{of}"),
        }
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Shard, NoShard> {
        let read = || {
            let (part, of) = text.split_once('/')?;
            let shard = Shard { part: part.parse().ok()?, of: of.parse().ok()? };
            (1..=shard.of).contains(&shard.part).then_some(shard)
        };
        read().ok_or(NoShard)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}/{}", self.part, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_the_whole_and_share_it_fairly() {
        let names: Vec<String> = (0..3000).map(|number| format!("北京/{number}.pdf")).collect();
        for of in [1, 2, 3, 7] {
            let shards: Vec<Shard> = (1..=of).map(|part| format!("{part}/{of}").parse().unwrap()).collect();
            let mut counts = vec![0_usize; of];
            for name in &names {
                let holders: Vec<usize> = (0..of).filter(|&index| shards[index].holds(name)).collect();
                assert_eq!(holders.len(), 1, "{name}");
                counts[holders[0]] += 1;
            }
            let fair = names.len() / of;
            assert!(counts.iter().all(|count| count.abs_diff(fair) < fair / 5 + 1), "{counts:?}");
        }
        // The same on every machine and in every version, as the rule is written down.
        let second: Shard = "2/4".parse().unwrap();
        assert_eq!(["甲.pdf", "乙.pdf", "丙.pdf", "丁.pdf"].map(|name| second.holds(name)), [true, false, true, false]);
    }

    #[test]
    fn what_is_no_part_is_refused() {
        for text in ["", "1", "0/4", "5/4", "1/0", "-1/4", "1/4/2", "a/b", "1.5/4", "+1/4 "] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        assert_eq!("2/4".parse::<Shard>().unwrap().stem(), "batch-2-of-4");
        assert_eq!(Shard::WHOLE.stem(), "batch");
    }
}
