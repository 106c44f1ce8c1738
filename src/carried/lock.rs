//! What a report was made with: enough to make it again, byte for byte.

use serde::{Deserialize, Serialize};

use crate::typeset::Typesetter;
use crate::typeset::fonts::FontFile;
use crate::typeset::setting::Setting;

/// Where the lock stands in a carried project.
pub const LOCK_PATH: &str = "lock.json";

/// The version of Typst that this tool is built with. (A test holds it to `Cargo.lock`.)
pub const TYPST: &str = "0.15.1";

/// Tool, fonts and options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The version of Kanyin.
    pub kanyin: String,
    /// The version of Typst in it.
    pub typst: String,
    /// The data file, from the project root.
    pub data: String,
    /// Earlier editions shown beside it, the newest first.
    pub previous: Vec<String>,
    pub setting: Setting,
    /// Every font that could be chosen, the first one first.
    pub fonts: Vec<FontFile>,
}

impl Lock {
    /// The lock of what `typesetter` lays out from these files.
    pub fn of(typesetter: &Typesetter, data: String, previous: Vec<String>) -> Lock {
        Lock {
            kanyin: env!("CARGO_PKG_VERSION").to_owned(),
            typst: TYPST.to_owned(),
            data,
            previous,
            setting: typesetter.setting().clone(),
            fonts: typesetter.fonts().iter().map(|font| font.about.clone()).collect(),
        }
    }

    /// Whether its versions can have made something that this version understands: versions at all, none newer.
    pub fn is_known_version(&self) -> bool {
        let not_above = |version: &str, own: &str| match (numbers(version), numbers(own)) {
            (Some(version), Some(own)) => version <= own,
            _ => false,
        };
        not_above(&self.kanyin, env!("CARGO_PKG_VERSION")) && not_above(&self.typst, TYPST)
    }

    /// Whether this very version made it.
    pub fn is_ours(&self) -> bool {
        self.kanyin == env!("CARGO_PKG_VERSION") && self.typst == TYPST
    }

    /// As a file.
    pub fn to_json(&self) -> String {
        // Strings, flags and lists only.
        serde_json::to_string_pretty(self).expect("a lock serialises") + "\n"
    }
}

/// The three numbers of a version, written in the one way there is.
fn numbers(version: &str) -> Option<[u32; 3]> {
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let numbers: [u32; 3] = parts.try_into().ok()?;
    (numbers.map(|number| number.to_string()).join(".") == version).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_three_plain_numbers() {
        assert_eq!(numbers("0.15.1"), Some([0, 15, 1]));
        for odd in ["", "1", "1.2", "1.2.3.4", "01.2.3", "+1.2.3", "1.2.3-rc", "9 逐字节一致", "1.2.99999999999"] {
            assert_eq!(numbers(odd), None, "{odd}");
        }
    }
}
