//! Where a project's own files come from: its folder, and nothing outside of it; or memory.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::Bytes;
use typst::syntax::VirtualPath;
use typst_kit::files::FsRoot;

/// Where a project's own files are.
pub enum OwnFiles {
    /// In a folder.
    Disk(Folder),
    /// Nowhere but here, by path from the root without a slash: nothing on the machine can be read.
    Memory(BTreeMap<String, Bytes>),
}

impl OwnFiles {
    /// The bytes of a file.
    ///
    /// # Errors
    /// None is there, or it lies outside.
    pub fn load(&self, path: &VirtualPath) -> FileResult<Bytes> {
        match self {
            OwnFiles::Disk(folder) => folder.load(path),
            OwnFiles::Memory(files) => {
                let path = path.get_without_slash();
                files.get(path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
            }
        }
    }
}

/// A project's folder. A link may lead out of it; what lies there is not the project's business.
pub struct Folder {
    pub root: PathBuf,
    /// Whether folders below it are inside, once that was asked.
    inside: Mutex<HashMap<PathBuf, bool>>,
}

impl Folder {
    pub fn new(root: &Path) -> Folder {
        Folder { root: root.to_owned(), inside: Mutex::default() }
    }

    fn load(&self, path: &VirtualPath) -> FileResult<Bytes> {
        let disk = FsRoot::new(self.root.clone());
        let file = disk.resolve(path)?;
        let folder = if file.is_symlink() { None } else { file.parent() };
        let is_inside = match folder {
            Some(folder) => self.holds_folder(folder),
            None => self.holds(&file),
        };
        if is_inside { disk.load(path) } else { Err(FileError::AccessDenied) }
    }

    /// Links may lead elsewhere from now on.
    pub fn forget(&mut self) {
        self.inside = Mutex::default();
    }

    fn holds_folder(&self, folder: &Path) -> bool {
        // A poisoned lock still holds what was found.
        let known = || self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(inside) = known().get(folder) {
            return *inside;
        }
        let inside = self.holds(folder);
        known().insert(folder.to_owned(), inside);
        inside
    }

    /// Whether a path ends inside, as far as it leads anywhere.
    fn holds(&self, path: &Path) -> bool {
        match (path.canonicalize(), self.root.canonicalize()) {
            (Ok(real), Ok(root)) => real.starts_with(root),
            _ => true,
        }
    }
}
