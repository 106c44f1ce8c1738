//! How a report is set this time, beyond what its data and prose say.

use serde::{Deserialize, Serialize};

/// The virtual file that the kit reads it from.
pub const SETTING_PATH: &str = "/kanyin/setting.json";

/// What one build of a report has to itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The version that is released, for the copyright page and the metadata: `1.0.0`.
    pub version: Option<String>,
    /// For a printer: bleed, crop marks, inks.
    pub print: bool,
}

impl Setting {
    /// As the kit reads it.
    pub fn to_json(&self) -> Vec<u8> {
        // Strings and flags only.
        serde_json::to_vec_pretty(self).expect("a setting serialises")
    }
}
