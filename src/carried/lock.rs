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

    /// As a file.
    pub fn to_json(&self) -> String {
        // Strings, flags and lists only.
        serde_json::to_string_pretty(self).expect("a lock serialises") + "\n"
    }
}
