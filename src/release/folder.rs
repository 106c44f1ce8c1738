//! A release's folder as it was found: every file in memory, links and oddities named and not followed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use crate::error::{Error, Result};
use crate::messages::Message;

/// A release is some megabytes; what is larger than this together is none.
const MOST_BYTES: u64 = 1 << 30;
const MOST_FILES: usize = 10_000;
const DEEPEST: usize = 8;

/// What stands in a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// By path from the folder, with slashes.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Links, pipes and names that are no text: named, never followed.
    pub strange: Vec<String>,
}

impl Folder {
    /// Reads a folder.
    ///
    /// # Errors
    /// Whatever the file system says; a folder that is too large to be a release.
    pub fn read(path: &Path) -> Result<Folder> {
        let mut folder = Folder::default();
        let mut left = MOST_BYTES;
        folder.collect(path, "", DEEPEST, &mut left)?;
        folder.strange.sort();
        Ok(folder)
    }

    fn collect(&mut self, folder: &Path, prefix: &str, depth: usize, left: &mut u64) -> Result<()> {
        let fail = |cause: io::Error| Error::io("io-read-release", folder, cause);
        for entry in fs::read_dir(folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let (name, path) = (entry.file_name(), entry.path());
            let shown = format!("{prefix}{}", name.to_string_lossy());
            // Of the link itself, not of what it leads to.
            let about = fs::symlink_metadata(&path).map_err(fail)?;
            if about.is_dir() && depth > 0 {
                self.collect(&path, &format!("{shown}/"), depth - 1, left)?;
            } else if about.is_file() && name.to_str().is_some() {
                if about.len() > *left || self.files.len() >= MOST_FILES {
                    let message = Message::new("release-too-large").with("folder", folder.display().to_string());
                    return Err(Error::Usage { hint: message.hint(), message });
                }
                let bytes = read_file(&path)?;
                *left = left.saturating_sub(bytes.len() as u64);
                self.files.insert(shown, bytes);
            } else {
                self.strange.push(shown);
            }
        }
        Ok(())
    }
}

/// One file of a release.
///
/// # Errors
/// Whatever the file system says, with the path.
pub fn read_file(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|cause| Error::io("io-read", path, cause))
}
