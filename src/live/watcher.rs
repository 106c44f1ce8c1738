//! Tells when files change: from the system's own news where it has them, and by looking every now and then, because
//! such news get lost on network drives, through links, and where folders are replaced.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::settle::Change;

/// How often files are looked at where the system tells of changes, and where it does not.
const LOOK_BESIDE_NEWS: Duration = Duration::from_secs(1);
const LOOK_WITHOUT_NEWS: Duration = Duration::from_millis(200);

/// Endings of data and font files.
const KINDS: [&str; 5] = ["json", "ttf", "otf", "ttc", "otc"];

/// Watches the files that a build reads.
pub struct Watcher {
    /// None where the system has no such news, or no more of them.
    news: Option<RecommendedWatcher>,
    followed: Arc<Mutex<Followed>>,
    stamps: BTreeMap<PathBuf, Stamp>,
}

#[derive(Default)]
struct Followed {
    files: HashSet<PathBuf>,
    /// Data and fonts in these count, known or not.
    folders: Vec<PathBuf>,
}

/// What tells one state of a file from another without reading it; none of a file that is not there.
type Stamp = Option<(SystemTime, u64)>;

impl Watcher {
    /// `tell` is called from another thread, for each change of a followed file.
    pub fn new(tell: impl Fn(Change) + Send + 'static) -> Watcher {
        let followed = Arc::new(Mutex::new(Followed::default()));
        let known = followed.clone();
        let news = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // What the system could not tell is found by looking.
            let Ok(event) = event else { return };
            let Some(change) = change(&event.kind) else { return };
            let known = known.lock().unwrap_or_else(PoisonError::into_inner);
            if event.paths.iter().any(|path| known.holds(path)) {
                tell(change);
            }
        });
        Watcher { news: news.ok(), followed, stamps: BTreeMap::new() }
    }

    /// Follows these files, which need not be there, and data and fonts directly in these folders. Paths are absolute.
    pub fn follow(&mut self, files: BTreeSet<PathBuf>, folders: &[PathBuf]) {
        let mut around: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
        around.extend(folders.iter().map(PathBuf::as_path));
        if let Some(news) = &mut self.news {
            for folder in around {
                // Asked again each time, for a folder that was replaced is another one; what is not there is looked for.
                news.watch(folder, RecursiveMode::NonRecursive).ok();
            }
        }
        let stamps = files.iter().map(|file| {
            let known = self.stamps.get(file).copied();
            (file.clone(), known.unwrap_or_else(|| stamp(file)))
        });
        self.stamps = stamps.collect();
        let mut followed = self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        *followed = Followed { files: files.into_iter().collect(), folders: folders.to_vec() };
    }

    /// Whether a followed file is another one than when this was last asked. Asked before a build, it takes note of what
    /// that will read.
    pub fn look(&mut self) -> bool {
        let mut changed = false;
        for (file, known) in &mut self.stamps {
            let now = stamp(file);
            changed |= *known != now;
            *known = now;
        }
        changed
    }

    /// Whether the system tells of changes.
    pub fn is_told(&self) -> bool {
        self.news.is_some()
    }

    /// How often to look.
    pub fn pause(&self) -> Duration {
        if self.is_told() { LOOK_BESIDE_NEWS } else { LOOK_WITHOUT_NEWS }
    }
}

impl Followed {
    fn holds(&self, path: &Path) -> bool {
        let kind = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let in_folder = || self.folders.iter().any(|folder| path.parent() == Some(folder));
        self.files.contains(path) || KINDS.contains(&kind) && in_folder()
    }
}

/// What an event means for its files; none where their content is what it was.
fn change(kind: &EventKind) -> Option<Change> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Change::Finished),
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => Some(Change::Finished),
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => None,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Any | EventKind::Other => Some(Change::Begun),
    }
}

fn stamp(file: &Path) -> Stamp {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver};

    use super::*;

    fn watched(files: &[&Path]) -> (Watcher, Receiver<Change>) {
        let (sender, receiver) = mpsc::channel();
        let mut watcher = Watcher::new(move |change| {
            sender.send(change).ok();
        });
        watcher.follow(files.iter().map(|file| file.to_path_buf()).collect(), &[]);
        (watcher, receiver)
    }

    /// The last thing that is told within a second.
    fn told(receiver: &Receiver<Change>) -> Option<Change> {
        let mut last = receiver.recv_timeout(Duration::from_secs(1)).ok();
        while let Ok(change) = receiver.recv_timeout(Duration::from_millis(20)) {
            last = Some(change);
        }
        last
    }

    #[test]
    fn writing_and_moving_are_told_and_strangers_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let (file, beside, missing) = (folder.join("甲.typ"), folder.join("甲.typ~"), folder.join("乙.typ"));
        fs::write(&file, "1").unwrap();
        let (_watcher, receiver) = watched(&[&file, &missing]);
        fs::write(&beside, "2").unwrap();
        fs::read(&file).unwrap();
        assert_eq!(receiver.recv_timeout(Duration::from_millis(50)).ok(), None, "neither reading nor other files");
        fs::write(&file, "3").unwrap();
        assert!(told(&receiver).is_some(), "written");
        fs::rename(&beside, &file).unwrap();
        assert_eq!(told(&receiver), Some(Change::Finished), "replaced");
        fs::write(&missing, "4").unwrap();
        assert!(told(&receiver).is_some(), "made");
    }

    #[test]
    fn looking_finds_what_nobody_told() {
        let folder = tempfile::tempdir().unwrap();
        let (file, missing) = (folder.path().join("甲.typ"), folder.path().join("乙/丙.typ"));
        fs::write(&file, "1").unwrap();
        let (mut watcher, _receiver) = watched(&[&file, &missing]);
        assert!(!watcher.look(), "nothing changed");
        fs::write(&file, "22").unwrap();
        assert!(watcher.look() && !watcher.look(), "once");
        fs::create_dir(folder.path().join("乙")).unwrap();
        fs::write(&missing, "3").unwrap();
        assert!(watcher.look(), "a file that was not there");
        fs::remove_file(&missing).unwrap();
        assert!(watcher.look(), "a file that is gone");
    }
}
