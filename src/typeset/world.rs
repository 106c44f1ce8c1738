//! What Typst may see: the project's files, the virtual files that carry data and charts, and the given fonts.
//! No clock, no network, no packages, no system fonts.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;

use super::own_files::OwnFiles;
use crate::diagnostics::SourceFile;

/// The entry every report is compiled from.
pub const MAIN_PATH: &str = "/templates/report.typ";

/// The files that were asked for since virtual files were last replaced, there or not.
#[derive(Default)]
struct Asked {
    as_bytes: HashSet<FileId>,
    as_source: HashSet<FileId>,
}

impl Asked {
    fn all(&self) -> impl Iterator<Item = FileId> {
        let bytes_alone = self.as_bytes.difference(&self.as_source);
        self.as_source.iter().chain(bytes_alone).copied()
    }
}

/// One project, ready to be compiled again and again: replace the virtual files, compile, export.
pub struct ReportWorld {
    library: LazyHash<Library>,
    fonts: FontStore,
    files: FileStore<ProjectFiles>,
    main: FileId,
    asked: Mutex<Asked>,
    /// Files as messages show them, once they were shown.
    shown: Mutex<HashMap<FileId, Arc<SourceFile>>>,
    shown_root: PathBuf,
}

impl ReportWorld {
    /// `shown_root` is how messages call the project root: a path from the working folder, or an absolute one.
    pub fn new(own: OwnFiles, shown_root: &Path, fonts: FontStore) -> Self {
        ReportWorld {
            library: LazyHash::new(Library::default()),
            fonts,
            files: FileStore::new(ProjectFiles { own, virtual_files: HashMap::new() }),
            main: file_id(MAIN_PATH),
            asked: Mutex::default(),
            shown: Mutex::default(),
            shown_root: shown_root.to_owned(),
        }
    }

    /// Replaces all virtual files (path from the project root, content) and forgets what was read from disk, keeping
    /// everything Typst can reuse.
    pub fn replace_virtual_files(&mut self, files: Vec<(String, Bytes)>) {
        self.files.loader_mut().virtual_files =
            files.into_iter().map(|(path, bytes)| (file_id(&path), bytes)).collect();
        self.forget_files();
    }

    /// Replaces one virtual file and forgets what was read from disk.
    pub fn replace_virtual_file(&mut self, path: &str, content: Bytes) {
        self.files.loader_mut().virtual_files.insert(file_id(path), content);
        self.forget_files();
    }

    fn forget_files(&mut self) {
        self.files.reset();
        if let OwnFiles::Disk(folder) = &mut self.files.loader_mut().own {
            folder.forget();
        }
        self.asked = Mutex::default();
        self.shown = Mutex::default();
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        // A poisoned lock still holds what was asked for.
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Compiles another entry from now on, which may be virtual.
    pub fn set_main(&mut self, path: &str) {
        self.main = file_id(path);
    }

    /// The project's own files.
    pub fn own_files(&self) -> &OwnFiles {
        &self.files.loader().own
    }

    pub fn fonts(&self) -> &FontStore {
        &self.fonts
    }

    /// Whether a file was asked for as Typst since virtual files were last replaced.
    pub fn was_opened(&self, id: FileId) -> bool {
        self.asked().as_source.contains(&id)
    }

    /// Every file that was read since virtual files were last replaced, by its path from the project root without a
    /// slash; virtual ones too, sorted. Files that were asked for and are not there are left out.
    pub fn files_read(&self) -> Vec<ReadFile> {
        let asked = self.asked();
        let content = |id: FileId| {
            let path = id.vpath().get_without_slash().to_owned();
            let source = asked.as_source.contains(&id).then(|| self.files.source(id).ok()).flatten();
            Some(ReadFile { path, bytes: self.files.file(id).ok()?, source })
        };
        let mut files: Vec<_> = asked.all().filter_map(content).collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files
    }

    /// Every file of the project's folder that was asked for since virtual files were last replaced, there or not.
    pub fn files_asked(&self) -> Vec<PathBuf> {
        let loader = self.files.loader();
        let OwnFiles::Disk(folder) = &loader.own else { return Vec::new() };
        let asked = self.asked();
        let own = asked.all().filter(|id| !loader.virtual_files.contains_key(id));
        own.map(|id| folder.root.join(id.vpath().get_without_slash())).collect()
    }

    /// A file as messages show it, if it can be read as text.
    pub fn shown(&self, id: FileId) -> Option<Arc<SourceFile>> {
        // A poisoned lock still holds what was shown.
        let known = || self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = known().get(&id) {
            return Some(file.clone());
        }
        let text = match self.source(id) {
            Ok(source) => source.text().to_owned(),
            Err(_) => String::from_utf8(self.file(id).ok()?.to_vec()).ok()?,
        };
        let file = Arc::new(SourceFile { name: self.name(id), text });
        known().insert(id, file.clone());
        Some(file)
    }

    /// How messages call a file.
    pub fn name(&self, id: FileId) -> String {
        let path = id.vpath().get_without_slash();
        match self.files.loader().virtual_files.contains_key(&id) {
            true => path.to_owned(),
            false => self.shown_root.join(path).display().to_string(),
        }
    }
}

/// The id of a path from the project root, which must start with a slash and hold no `..`.
pub fn file_id(path: &str) -> FileId {
    // Callers pass constants, or folder names the configuration has checked.
    let path = VirtualPath::new(path).expect("a path inside the project");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.asked().as_source.insert(id);
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.asked().as_bytes.insert(id);
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// No clock: a report's dates come from its data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The same world for what works ahead of a layout: what it asks for is no part of the report until the layout asks
/// for it too.
pub struct Ahead<'a>(pub &'a ReportWorld);

impl World for Ahead<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.0.library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.0.book()
    }

    fn main(&self) -> FileId {
        self.0.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.0.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.0.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.0.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        self.0.today(offset)
    }
}

/// A file that a layout read.
pub struct ReadFile {
    /// From the project root, without a slash.
    pub path: String,
    pub bytes: Bytes,
    /// Parsed, where it was read as Typst, whatever its name.
    pub source: Option<Source>,
}

impl ReadFile {
    /// Whether it lies in no folder: what the kit reads of data and charts.
    pub fn is_virtual(&self) -> bool {
        self.path.starts_with("kanyin/")
    }
}

struct ProjectFiles {
    own: OwnFiles,
    virtual_files: HashMap<FileId, Bytes>,
}

impl FileLoader for ProjectFiles {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if let VirtualRoot::Package(_) = id.root() {
            return Err(FileError::Other(Some("packages are not downloaded".into())));
        }
        match self.virtual_files.get(&id) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.own.load(id.vpath()),
        }
    }
}
