//! Where PDFs lie between a worker's hands and their place: a folder beside the results, one a run, so that they are
//! only moved, and two runs that do the same at once do not meet.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::batch::shard::Shard;

/// Locked as long as its run is alive.
const LOCK: &str = "lock";

/// A run's folder, which goes when the run ends.
pub struct Staging {
    folder: TempDir,
    _lock: File,
}

impl Staging {
    /// Makes one in the results' folder, and removes what runs of the same shard left that were killed.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn new(results: &Path, shard: Shard) -> io::Result<Staging> {
        let prefix = format!(".{}-run-", shard.stem());
        remove_abandoned(results, &prefix)?;
        let folder = tempfile::Builder::new().prefix(&prefix).tempdir_in(results)?;
        let lock = File::create(folder.path().join(LOCK))?;
        // Where the disk knows no locks, what is abandoned cannot be told and stays.
        lock.try_lock().ok();
        Ok(Staging { folder, _lock: lock })
    }

    /// The place of one PDF.
    pub fn place(&self, index: usize) -> PathBuf {
        self.folder.path().join(format!("{index}.pdf"))
    }
}

fn remove_abandoned(results: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(results)? {
        let folder = entry?.path();
        let is_ours = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix));
        // A folder without a lock is of a run that was killed as it began, or begins now.
        let is_abandoned = || File::open(folder.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if is_ours && is_abandoned() {
            fs::remove_dir_all(&folder)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_living_run_keeps_its_folder_and_a_killed_one_does_not() {
        let results = tempfile::tempdir().unwrap();
        let shard: Shard = "1/2".parse().unwrap();
        let living = Staging::new(results.path(), shard).unwrap();
        fs::write(living.place(1), "1").unwrap();
        let killed = results.path().join(".batch-1-of-2-run-killed");
        fs::create_dir(&killed).unwrap();
        fs::write(killed.join(LOCK), "").unwrap();
        let others = results.path().join(".batch-2-of-2-run-other");
        fs::create_dir(&others).unwrap();
        fs::write(others.join(LOCK), "").unwrap();
        let second = Staging::new(results.path(), shard).unwrap();
        assert!(living.place(1).exists() && !killed.exists() && others.exists());
        assert_ne!(living.place(1), second.place(1));
        drop((living, second));
        assert_eq!(fs::read_dir(results.path()).unwrap().count(), 1, "only the other shard's is left");
    }
}
