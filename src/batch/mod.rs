//! 批量: many editions of one report in one run, each with its own numbers, words and charts.
//!
//! ```text
//! list ─▶ rows of this shard ─▶ (what is there already is kept) ─▶ worker processes ─▶ journal ─▶ PDFs
//!                                                                                        └─▶ summary
//! ```
//! A row is one edition; a worker is another process of this program, on one core, which keeps fonts, parsed templates
//! and layouts from one edition to the next. One process alone writes to the output folder. It notes an edition in the
//! journal before it moves the PDF to its place, so that whatever stands there is known, whenever the power goes.
//! What a PDF's bytes hang on is hashed ([`inputs`]): not the order, the shard or the number of workers.

pub mod inputs;
pub mod journal;
pub mod list;
pub mod pool;
pub mod progress;
pub mod shard;
pub mod summary;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostics::{Diagnostic, human, json};
use crate::messages::Lang;
use inputs::Sources;
use journal::Made;
use list::Row;

/// The hidden command that a worker is started with.
pub const WORKER_COMMAND: &str = "batch-worker";

/// What a worker is told before its first edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orders {
    /// The process that it works for, and ends with.
    pub parent: u32,
    /// The list; data files are looked for from its folder.
    pub list: PathBuf,
    pub font_folders: Vec<PathBuf>,
    /// Whether PDFs carry their source.
    pub with_source: bool,
    /// Whether a false claim is a failure.
    pub deny_false: bool,
    pub lang: Lang,
}

/// One edition that a worker is to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub row: Row,
    /// The row's line in the list, from 1, and its text.
    pub line: usize,
    pub text: String,
    /// Where the PDF is put until it is noted.
    pub target: PathBuf,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    Made {
        made: Made,
        /// The files behind its `sources`, where this worker did not tell them before.
        told: Option<Sources>,
    },
    Failed(Failure),
}

/// Why an edition could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// For a person, with source lines.
    pub text: String,
    /// For machines, as [`json`] has them.
    pub diagnostics: Vec<Value>,
}

impl Failure {
    /// Of these faults.
    pub fn of(faults: &[Diagnostic], lang: Lang) -> Failure {
        let mut text = Vec::new();
        // Writing to memory cannot fail, and what is written is text.
        human::write(&mut text, faults, lang, false).ok();
        let diagnostics = faults.iter().map(|fault| json::entry(fault, lang)).collect();
        Failure { text: String::from_utf8_lossy(&text).into_owned(), diagnostics }
    }
}
