//! A version that is there already: the same bytes, or why it has others.

use super::folder::Folder;
use super::manifest::{MANIFEST_PATH, Manifest};
use super::signature::SIGNATURE_PATH;
use crate::messages::Message;

/// Files that are named where nothing else tells why they differ.
const MOST_NAMED: usize = 6;

/// How a folder that is there relates to what would be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// Every byte is the same; whether a signature stands beside them.
    Same { signed: bool },
    /// Why it differs: what it was made from, or else which files.
    Other(Vec<Message>),
}

/// Compares what stands in a folder with these files.
pub fn compare(folder: &Folder, files: &[(String, Vec<u8>)]) -> Standing {
    let signed = folder.files.contains_key(SIGNATURE_PATH);
    let mut differing = differing(folder, files);
    if differing.is_empty() {
        return Standing::Same { signed };
    }
    let manifest = |bytes: &[u8]| serde_json::from_slice::<Manifest>(bytes).ok();
    let old = folder.files.get(MANIFEST_PATH).and_then(|bytes| manifest(bytes));
    let new = files.iter().find(|(path, _)| path == MANIFEST_PATH).and_then(|(_, bytes)| manifest(bytes));
    let causes = old.zip(new).map(|(old, new)| causes(&old, &new)).unwrap_or_default();
    if causes.is_empty() {
        if differing.len() > MOST_NAMED {
            differing.truncate(MOST_NAMED);
            differing.push("…".to_owned());
        }
        return Standing::Other(vec![Message::new("release-files-differ").with("files", differing)]);
    }
    Standing::Other(causes)
}

/// Paths with other bytes, or in one of the two only.
fn differing(folder: &Folder, files: &[(String, Vec<u8>)]) -> Vec<String> {
    let of_ours = |path: &String| files.iter().any(|(own, _)| own == path);
    let changed = files.iter().filter(|(path, bytes)| folder.files.get(path) != Some(bytes)).map(|(path, _)| path);
    let more = folder.files.keys().filter(|path| *path != SIGNATURE_PATH && !of_ours(path));
    changed.chain(more).chain(&folder.strange).cloned().collect()
}

/// What the two were made from and with, as far as it differs.
fn causes(old: &Manifest, new: &Manifest) -> Vec<Message> {
    let (before, now) = (&old.source, &new.source);
    let tool = |manifest: &Manifest| (manifest.kanyin.clone(), manifest.typst.clone(), manifest.fonts.clone());
    let causes = [
        (before.data != now.data, "release-data-changed"),
        (before.earlier != now.earlier, "release-earlier-changed"),
        (before.prose != now.prose, "release-prose-changed"),
        (before.style != now.style, "release-style-changed"),
        (tool(old) != tool(new), "release-tool-changed"),
        (old.previous != new.previous, "release-previous-changed"),
    ];
    causes.into_iter().filter(|(differs, _)| *differs).map(|(_, id)| Message::new(id)).collect()
}
