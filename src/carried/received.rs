//! A carried project as it comes out of a stranger's PDF: nothing of it is believed before it was checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;

use super::lock::{LOCK_PATH, Lock};
use super::names;
use crate::messages::Message;

/// What came out of a PDF, by path from the project root.
#[derive(Debug, Clone)]
pub struct Received {
    pub files: BTreeMap<String, Bytes>,
    pub lock: Lock,
}

/// Why attachments are no project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotAProject {
    /// There is no lock: this PDF carries no source.
    NoSource,
    /// A name that could lead out of a folder, or that two files share on some system.
    BadName(String),
    /// The lock is none that this tool can read.
    BadLock(String),
}

impl NotAProject {
    /// What is wrong, for the user.
    pub fn message(&self) -> Message {
        match self {
            NotAProject::NoSource => Message::new("received-no-source"),
            NotAProject::BadName(name) => Message::new("received-bad-name").with("name", format!("{name:?}")),
            NotAProject::BadLock(cause) => Message::new("received-bad-lock").with("cause", cause),
        }
    }
}

impl Received {
    /// The project in these attachments, by name.
    ///
    /// # Errors
    /// No project, or one that cannot be laid out in a folder.
    pub fn of(attachments: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Received, NotAProject> {
        let mut files = BTreeMap::new();
        for (name, bytes) in attachments {
            let Some(path) = names::decode(&name) else { return Err(NotAProject::BadName(name)) };
            if files.insert(path, Bytes::new(bytes)).is_some() {
                return Err(NotAProject::BadName(name));
            }
        }
        let lock = files.get(LOCK_PATH).ok_or(NotAProject::NoSource)?;
        let lock: Lock = serde_json::from_slice(lock).map_err(|error| NotAProject::BadLock(error.to_string()))?;
        if !lock.is_known_version() {
            return Err(NotAProject::BadLock(format!("kanyin {:?}, typst {:?}", lock.kanyin, lock.typst)));
        }
        if let Some(stray) = std::iter::once(&lock.data).chain(&lock.previous).find(|path| !files.contains_key(*path)) {
            return Err(NotAProject::BadLock(format!("{stray:?}")));
        }
        let paths: Vec<&String> = files.keys().collect();
        match names::clash(&paths) {
            Some(path) => Err(NotAProject::BadName(path.clone())),
            None => Ok(Received { files, lock }),
        }
    }
}
