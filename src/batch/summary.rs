//! What became of every edition of a list, for machines: `batch.json` in the output folder, one for each shard, and one
//! of all of them. It tells nothing of when, where and by how many workers: two runs that made the same say the same.
//!
//! ```json
//! { "format": "kanyin-batch/1", "kanyin": "0.1.0", "typst": "0.15.1",
//!   "list": { "file": "regions.csv", "sha256": "…", "rows": 31 }, "shard": null,
//!   "done": 30, "failed": 1, "missing": 0,
//!   "editions": [
//!     { "output": "北京.pdf", "line": 2, "state": "done", "sha256": "…", "bytes": 412773, "pages": 17,
//!       "claims": { "checked": 41, "true": 38, "false": 3, "doubtful": 0, "unread": 0, "waived": 0 } },
//!     { "output": "上海.pdf", "line": 3, "state": "failed", "diagnostics": [ { "message": "…", "line": 3, … } ] } ] }
//! ```

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::journal::{Claims, Made};
use super::list::List;
use super::shard::Shard;
use crate::carried::lock::TYPST;
use crate::checksum::hex_sum;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::output;

const FORMAT: &str = "kanyin-batch/1";

/// What became of a list, or of one shard of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    format: String,
    kanyin: String,
    typst: String,
    list: ListFile,
    /// Of a part: 2/4.
    shard: Option<String>,
    pub done: usize,
    pub failed: usize,
    /// Editions that no shard tells of.
    pub missing: usize,
    /// In the order of the list.
    pub editions: Vec<Edition>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFile {
    file: String,
    sha256: String,
    rows: usize,
}

/// One edition, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    pub output: String,
    /// Its line in the list, from 1.
    pub line: usize,
    #[serde(flatten)]
    pub state: State,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum State {
    Done { sha256: String, bytes: usize, pages: usize, claims: Claims },
    Failed { diagnostics: Vec<Value> },
    Missing,
}

impl From<&Made> for State {
    fn from(made: &Made) -> State {
        let Made { sha256, bytes, pages, claims, .. } = made;
        State::Done { sha256: sha256.clone(), bytes: *bytes, pages: *pages, claims: *claims }
    }
}

/// Where a part of a batch says what became of it.
pub fn path(folder: &Path, shard: Shard) -> PathBuf {
    folder.join(shard.stem() + ".json")
}

impl Summary {
    /// Of a shard of a list; `states` by the row's index.
    pub fn of(list: &List, shard: Shard, mut states: HashMap<usize, State>) -> Summary {
        let rows = list.rows.iter().enumerate().filter(|(_, row)| shard.holds(&row.output));
        let editions: Vec<Edition> = rows
            .map(|(index, row)| Edition {
                output: row.output.clone(),
                line: list.place(&row.range).line_column().0,
                state: states.remove(&index).unwrap_or(State::Missing),
            })
            .collect();
        let count = |is: fn(&State) -> bool| editions.iter().filter(|edition| is(&edition.state)).count();
        let name = Path::new(&list.file.name).file_name().unwrap_or_default();
        Summary {
            format: FORMAT.to_owned(),
            kanyin: env!("CARGO_PKG_VERSION").to_owned(),
            typst: TYPST.to_owned(),
            list: ListFile {
                file: name.to_string_lossy().into_owned(),
                sha256: hex_sum(list.file.text.as_bytes()),
                rows: list.rows.len(),
            },
            shard: (shard != Shard::WHOLE).then(|| shard.to_string()),
            done: count(|state| matches!(state, State::Done { .. })),
            failed: count(|state| matches!(state, State::Failed { .. })),
            missing: count(|state| matches!(state, State::Missing)),
            editions,
        }
    }

    /// Of the whole list, from what the shards in a folder say.
    ///
    /// # Errors
    /// No shard's summary, one of another list or version, or one that cannot be read.
    pub fn merged(list: &List, folder: &Path) -> Result<Summary> {
        let mut states = HashMap::new();
        let rows: HashMap<&str, usize> =
            list.rows.iter().enumerate().map(|(index, row)| (row.output.as_str(), index)).collect();
        let expected = Summary::of(list, Shard::WHOLE, HashMap::new());
        let parts = shard_summaries(folder)?;
        if parts.is_empty() {
            return Err(usage(Message::new("merge-nothing").with("folder", folder.display().to_string())));
        }
        for path in parts {
            let text = fs::read_to_string(&path).map_err(|cause| Error::io("io-read-summary", &path, cause))?;
            let told = |id| usage(Message::new(id).with("path", path.display().to_string()));
            let part: Summary = serde_json::from_str(&text).map_err(|_| told("merge-unreadable"))?;
            let head = |summary: &Summary| (summary.format.clone(), summary.kanyin.clone(), summary.typst.clone());
            if head(&part) != head(&expected) {
                return Err(told("merge-other-version"));
            }
            if part.list.sha256 != expected.list.sha256 {
                return Err(told("merge-other-list"));
            }
            for edition in part.editions {
                let Some(index) = rows.get(edition.output.as_str()) else { return Err(told("merge-other-list")) };
                // Of two that tell of one, who has it done is right: shards may have been cut otherwise before.
                match (states.get(index), &edition.state) {
                    (Some(State::Done { .. }), _) | (Some(_), State::Missing) => {}
                    _ => drop(states.insert(*index, edition.state)),
                }
            }
        }
        Ok(Summary::of(list, Shard::WHOLE, states))
    }

    /// Writes it to its folder.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn write(&self, folder: &Path, shard: Shard) -> Result<PathBuf> {
        let path = path(folder, shard);
        let text = serde_json::to_string_pretty(self).expect("strings, numbers and lists serialise") + "\n";
        output::write_file(&path, text.as_bytes())?;
        Ok(path)
    }
}

/// The summaries of shards in a folder, sorted.
fn shard_summaries(folder: &Path) -> Result<Vec<PathBuf>> {
    let fail = |cause| Error::io("io-read-summary", folder, cause);
    let is_part = |path: &PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let shard = stem.strip_prefix("batch-").map(|shard| shard.replacen("-of-", "/", 1));
        path.extension().is_some_and(|ending| ending == "json")
            && shard.is_some_and(|shard| shard.parse::<Shard>().is_ok())
    };
    let entries = fs::read_dir(folder).map_err(fail)?;
    let mut paths = entries.map(|entry| Ok(entry.map_err(fail)?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(is_part);
    paths.sort();
    Ok(paths)
}

fn usage(message: Message) -> Error {
    Error::Usage { hint: message.hint(), message }
}
