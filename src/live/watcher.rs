//! Tells when files change: from the system's own news where it has them, and by looking every now and then, because
//! such news get lost on network drives, through links, and where folders are replaced.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::settle::Change;
use crate::typeset::fonts::is_font_file;

/// How often files are looked at where the system tells of changes, and where it does not.
const LOOK_BESIDE_NEWS: Duration = Duration::from_secs(1);
const LOOK_WITHOUT_NEWS: Duration = Duration::from_millis(200);

/// As much may the clock of files be behind the system's own.
const CLOCKS_APART: Duration = Duration::from_millis(20);

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
    /// Fonts below these count, known or not.
    fonts: Vec<PathBuf>,
}

/// What tells one state of a file from another without reading it; none of what is not there. A folder is the same
/// whatever lies in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp(Option<Found>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    /// Since 1970: of the last change of content, name or rights where the system tells that, else of content.
    changed: Duration,
    bytes: u64,
    /// Which of the disk's files it is, where the system tells.
    file: u64,
}

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

    /// Follows these files, which need not be there, and fonts below these folders. Paths are absolute. Whether one that
    /// was not followed before changed after `since`, when it may have been read already.
    pub fn follow(&mut self, files: BTreeSet<PathBuf>, fonts: &[PathBuf], since: SystemTime) -> bool {
        let folders: BTreeSet<PathBuf> = files.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect();
        if let Some(news) = &mut self.news {
            // Asked again each time, for a folder that was replaced is another one; what is not there is looked for.
            for folder in &folders {
                news.watch(folder, RecursiveMode::NonRecursive).ok();
            }
            for folder in fonts {
                news.watch(folder, RecursiveMode::Recursive).ok();
            }
        }
        *self.followed.lock().unwrap_or_else(PoisonError::into_inner) =
            Followed { files: files.iter().cloned().collect(), fonts: fonts.to_vec() };
        let since = since.duration_since(UNIX_EPOCH).unwrap_or_default().saturating_sub(CLOCKS_APART);
        let mut changed = false;
        let mut stamps = BTreeMap::new();
        for path in files.into_iter().chain(folders) {
            let known = self.stamps.get(&path).copied().unwrap_or_else(|| {
                let Stamp(found) = stamp(&path);
                changed |= found.is_some_and(|found| found.changed >= since);
                Stamp(found)
            });
            stamps.insert(path, known);
        }
        self.stamps = stamps;
        changed
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
        self.files.contains(path) || is_font_file(path) && self.fonts.iter().any(|folder| path.starts_with(folder))
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

/// The state that a file is in now.
pub fn stamp(path: &Path) -> Stamp {
    Stamp(fs::metadata(path).ok().map(|metadata| match metadata.is_dir() {
        true => Found { changed: Duration::ZERO, bytes: 0, file: file_number(&metadata) },
        false => Found { changed: changed(&metadata), bytes: metadata.len(), file: file_number(&metadata) },
    }))
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> Duration {
    use std::os::unix::fs::MetadataExt;
    // None is from before 1970.
    Duration::new(metadata.ctime().try_into().unwrap_or_default(), metadata.ctime_nsec().try_into().unwrap_or_default())
}

#[cfg(not(unix))]
fn changed(metadata: &Metadata) -> Duration {
    metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default()
}

#[cfg(unix)]
fn file_number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn file_number(_: &Metadata) -> u64 {
    0
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
        watcher.follow(files.iter().map(|file| file.to_path_buf()).collect(), &[], SystemTime::now());
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
        fs::rename(folder.path().join("乙"), folder.path().join("丙")).unwrap();
        fs::create_dir(folder.path().join("乙")).unwrap();
        assert!(watcher.look() && !watcher.look(), "another folder of that name");
    }

    #[test]
    fn what_changed_while_it_was_read_is_told_when_it_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let [before, after] = ["甲.typ", "乙.typ"].map(|name| folder.path().join(name));
        fs::write(&before, "1").unwrap();
        std::thread::sleep(3 * CLOCKS_APART);
        let since = SystemTime::now();
        let mut watcher = Watcher::new(|_| {});
        let mut follow = |files: &[&PathBuf]| watcher.follow(files.iter().copied().cloned().collect(), &[], since);
        assert!(!follow(&[&before]), "not since");
        fs::write(&after, "1").unwrap();
        assert!(follow(&[&before, &after]), "made since");
        assert!(!follow(&[&before, &after]), "once");
    }

    #[test]
    fn fonts_are_followed_wherever_they_lie_in_their_folder() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        fs::create_dir(folder.join("深")).unwrap();
        let (sender, receiver) = mpsc::channel();
        let mut watcher = Watcher::new(move |change| {
            sender.send(change).ok();
        });
        watcher.follow(BTreeSet::new(), std::slice::from_ref(&folder), SystemTime::now());
        fs::write(folder.join("深/甲.txt"), "1").unwrap();
        assert_eq!(receiver.recv_timeout(Duration::from_millis(50)).ok(), None, "no font");
        fs::write(folder.join("深/甲.TTF"), "1").unwrap();
        assert!(told(&receiver).is_some());
    }
}
