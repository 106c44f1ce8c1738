//! What a run has done so far, a line of JSON each, added to as it goes: what a killed run leaves to the next.
//!
//! ```text
//! { "sources": "5d1e…", "files": { "templates/report.typ": "…" } }
//! { "output": "北京.pdf", "inputs": "…", "sources": "5d1e…", "sha256": "…", "bytes": 412773, "pages": 17, "claims": { … } }
//! ```
//! An edition's line is written before its PDF is moved to its place. So a PDF that stands there is in the journal; and
//! whether it is the one that its line speaks of, its checksum says.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::inputs::Sources;
use super::shard::Shard;
use crate::audit::ClaimCount;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Line {
    Sources { sources: String, files: Sources },
    Made(Made),
}

/// An edition that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    pub output: String,
    /// What its bytes hang on.
    pub inputs: String,
    /// The [`Sources`] among that.
    pub sources: String,
    pub sha256: String,
    pub bytes: usize,
    pub pages: usize,
    pub claims: Claims,
}

/// What the audit says of an edition's claims.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub checked: usize,
    #[serde(rename = "true")]
    pub true_: usize,
    #[serde(rename = "false")]
    pub false_: usize,
    pub doubtful: usize,
    pub unread: usize,
    pub waived: usize,
}

impl From<ClaimCount> for Claims {
    fn from(count: ClaimCount) -> Claims {
        let ClaimCount { checked, borne_out, false_, doubtful, unread, waived } = count;
        Claims { checked, true_: borne_out, false_, doubtful, unread, waived }
    }
}

/// A journal that is being written.
pub struct Journal {
    file: File,
}

/// What earlier runs noted in an output folder.
#[derive(Debug, Default)]
pub struct Past {
    pub sources: HashMap<String, Sources>,
    /// By output: whichever of them lies there now.
    pub made: HashMap<String, Vec<Made>>,
}

/// Where a part of a batch keeps its journal.
pub fn path(folder: &Path, shard: Shard) -> PathBuf {
    folder.join(shard.stem() + ".jsonl")
}

impl Journal {
    /// Begins one, or goes on with it.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn open(path: &Path, go_on: bool) -> io::Result<Journal> {
        let torn = go_on && fs::read(path).is_ok_and(|text| !text.is_empty() && !text.ends_with(b"\n"));
        let mut options = OpenOptions::new();
        let mut file =
            if go_on { options.append(true) } else { options.write(true).truncate(true) }.create(true).open(path)?;
        if torn {
            file.write_all(b"\n")?;
        }
        Ok(Journal { file })
    }

    /// Adds a line, whole: in one piece, so that nothing comes between.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn add(&mut self, line: &Line) -> io::Result<()> {
        let text = serde_json::to_string(line).expect("strings, numbers and maps with string keys serialise");
        self.file.write_all((text + "\n").as_bytes())
    }
}

impl Past {
    /// Reads every journal of an output folder, those of other shards too. A line that was torn by the end of its run
    /// is as if it had not been begun.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn read(folder: &Path) -> io::Result<Past> {
        let mut past = Past::default();
        let entries = match fs::read_dir(folder) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(past),
            entries => entries?,
        };
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        for path in paths.iter().filter(|path| is_journal(path)) {
            let text = fs::read(path)?;
            for line in text.split(|byte| *byte == b'\n') {
                match serde_json::from_slice(line) {
                    Ok(Line::Sources { sources, files }) => {
                        past.sources.insert(sources, files);
                    }
                    Ok(Line::Made(made)) => past.made.entry(made.output.clone()).or_default().push(made),
                    Err(_) => {}
                }
            }
        }
        Ok(past)
    }
}

fn is_journal(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.strip_prefix("batch").and_then(|rest| rest.strip_suffix(".jsonl")).is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix('-').is_some_and(|shard| shard.replacen("-of-", "/", 1).parse::<Shard>().is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(output: &str, inputs: &str) -> Line {
        Line::Made(Made {
            output: output.to_owned(),
            inputs: inputs.to_owned(),
            sources: "s".to_owned(),
            sha256: "c".to_owned(),
            bytes: 1,
            pages: 2,
            claims: Claims { checked: 3, ..Claims::default() },
        })
    }

    #[test]
    fn a_torn_line_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Past::read(&folder.path().join("没有")).unwrap().made.is_empty());
        let path = path(folder.path(), Shard::WHOLE);
        let mut journal = Journal::open(&path, true).unwrap();
        let sources = Sources([("a".to_owned(), "b".to_owned())].into());
        journal.add(&Line::Sources { sources: "s".to_owned(), files: sources.clone() }).unwrap();
        journal.add(&made("甲.pdf", "1")).unwrap();
        let whole = fs::read(&path).unwrap();
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).unwrap();
            let mut journal = Journal::open(&path, true).unwrap();
            journal.add(&made("乙.pdf", "2")).unwrap();
            let past = Past::read(folder.path()).unwrap();
            assert_eq!(past.made["乙.pdf"][0].inputs, "2", "{end}");
            assert_eq!(past.made.contains_key("甲.pdf"), end == whole.len() - 1, "{end}");
        }
        fs::write(&path, whole).unwrap();
        Journal::open(&path, true).unwrap().add(&made("甲.pdf", "3")).unwrap();
        let past = Past::read(folder.path()).unwrap();
        let inputs: Vec<&str> = past.made["甲.pdf"].iter().map(|made| made.inputs.as_str()).collect();
        assert_eq!((inputs, &past.sources["s"]), (vec!["1", "3"], &sources));
        Journal::open(&path, false).unwrap();
        assert!(Past::read(folder.path()).unwrap().made.is_empty(), "a new run begins anew");
    }

    #[test]
    fn journals_of_all_shards_are_read_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["batch.jsonl", "batch-2-of-4.jsonl", "batch-5-of-4.jsonl", "batches.jsonl", "list.jsonl"] {
            let mut journal = Journal::open(&folder.path().join(name), false).unwrap();
            journal.add(&made(name, "1")).unwrap();
        }
        let mut read: Vec<_> = Past::read(folder.path()).unwrap().made.into_keys().collect();
        read.sort();
        assert_eq!(read, ["batch-2-of-4.jsonl", "batch.jsonl"]);
    }
}
