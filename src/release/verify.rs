//! Whether a release's folder is what it says: its checksums, its manifest, what the PDF in it makes when it is made
//! again, and who signed it.
//!
//! [`check_folder`] is all of it, save that [`against_source`] lays a stranger's project out: that is done in a process
//! with limits, by whoever calls.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folder::Folder;
use super::manifest::{MANIFEST_PATH, Manifest, Role};
use super::signature::{self, SIGNATURE_PATH, Signature};
use super::sums::{self, BadSums, SUMS_PATH};
use super::version::Version;
use super::{History, make, received};
use crate::carried::lock::Lock;
use crate::carried::received::Received;
use crate::checksum::hex_sum;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::typeset::fonts::Fonts;
use crate::verify;

/// Bytes of a signature file, at most.
const LONGEST_SIGNATURE: usize = 16 << 10;

/// What was found of a release's folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Everything that is wrong; nothing where the folder is what it says.
    pub problems: Vec<Problem>,
    pub signature: Signature,
    /// Where it could be read.
    pub manifest: Option<Manifest>,
    /// Whether the version of this tool that made it is another one: then pages and pictures were not compared.
    pub by_other_version: bool,
    pub files: usize,
}

impl Checked {
    /// What is to be said beside the problems: whether the folder stands, and whose signature it bears.
    pub fn messages(&self, folder: &str) -> Vec<Message> {
        let of = |id| Message::new(id).with("folder", folder);
        let stands = (self.problems.is_empty()).then(|| of("folder-right").with("files", self.files));
        let other = self.by_other_version.then(|| of("folder-other-version"));
        let signed = match &self.signature {
            Signature::By(who) => Some(Message::new("folder-signed-by").with("who", who)),
            Signature::Unchecked => Some(Message::new("folder-signature-unchecked")),
            Signature::Unsigned | Signature::Bad(_) => None,
        };
        [stands, other, signed].into_iter().flatten().collect()
    }
}

/// One thing that is wrong with a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// There is no list of checksums, or none that can be read.
    Sums(BadSums),
    NoSums,
    /// A file is listed and not there, there and not listed, or has other bytes.
    Missing(String),
    Extra(String),
    Wrong(String),
    /// A link, or nothing that is a file.
    Strange(String),
    /// There is no manifest, or none that can be read: why.
    Manifest(String),
    /// What the manifest says of a file is not so.
    Misdescribed(String),
    /// The PDF carries no project that can be made again: why.
    NoSource(String),
    /// The carried source makes another file.
    NotItsSource(String),
    /// The signature is bad: why.
    Signature(String),
    /// There is none, though somebody's was asked for.
    Unsigned,
}

impl Problem {
    /// The file that it speaks of.
    fn path(&self) -> Option<&String> {
        match self {
            Problem::Missing(path)
            | Problem::Extra(path)
            | Problem::Wrong(path)
            | Problem::Strange(path)
            | Problem::Misdescribed(path)
            | Problem::NotItsSource(path) => Some(path),
            _ => None,
        }
    }

    /// What the user is told.
    pub fn message(&self) -> Message {
        let of = |id, path: &String| Message::new(id).with("path", path);
        match self {
            Problem::Sums(BadSums::Line(line)) => Message::new("folder-sums-line").with("line", line.to_string()),
            Problem::Sums(BadSums::Path(path)) => of("folder-sums-path", &format!("{path:?}")),
            Problem::Sums(BadSums::Twice(path)) => of("folder-sums-twice", path),
            Problem::NoSums => Message::new("folder-no-sums"),
            Problem::Missing(path) => of("folder-missing", path),
            Problem::Extra(path) => of("folder-extra", path),
            Problem::Wrong(path) => of("folder-wrong", path),
            Problem::Strange(path) => of("folder-strange", path),
            Problem::Manifest(cause) => Message::new("folder-manifest").with("cause", cause),
            Problem::Misdescribed(path) => of("folder-misdescribed", path),
            Problem::NoSource(causes) => Message::new("folder-no-source").with("causes", causes),
            Problem::NotItsSource(path) => of("folder-not-its-source", path),
            Problem::Signature(cause) => Message::new("folder-signature").with("cause", cause),
            Problem::Unsigned => Message::new("folder-unsigned"),
        }
    }
}

/// Checks a release's folder; `signers` are those who may sign, `remade` makes it again ([`against_source`]).
///
/// # Errors
/// A folder that cannot be read; a signature that could not be checked for want of a program. Whatever is wrong with
/// the release is a result.
pub fn check_folder(
    path: &Path,
    signers: Option<&Path>,
    remade: impl FnOnce(&Folder, &Manifest) -> Result<Vec<Problem>>,
) -> Result<Checked> {
    let folder = Folder::read(path)?;
    let mut problems = by_sums(&folder);
    let manifest = match by_manifest(&folder) {
        Ok((manifest, more)) => {
            add(&mut problems, more);
            add(&mut problems, remade(&folder, &manifest)?);
            Some(manifest)
        }
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    let signature = signature_of(&folder, signers)?;
    match &signature {
        Signature::Bad(cause) => problems.push(Problem::Signature(cause.clone())),
        Signature::Unsigned if signers.is_some() => problems.push(Problem::Unsigned),
        _ => {}
    }
    let by_other_version = manifest.as_ref().is_some_and(|manifest| !manifest.is_ours());
    Ok(Checked { problems, signature, manifest, by_other_version, files: folder.files.len() })
}

/// Adds what does not speak of a file that was spoken of: one cause, one problem.
fn add(problems: &mut Vec<Problem>, more: Vec<Problem>) {
    for problem in more {
        let known = |known: &Problem| known.path().is_some() && known.path() == problem.path();
        if !problems.iter().any(known) {
            problems.push(problem);
        }
    }
}

/// Compares a folder with its list of checksums.
pub fn by_sums(folder: &Folder) -> Vec<Problem> {
    let mut problems: Vec<Problem> = folder.strange.iter().cloned().map(Problem::Strange).collect();
    let Some(text) = folder.files.get(SUMS_PATH).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return [vec![Problem::NoSums], problems].concat();
    };
    let sums = match sums::read(text) {
        Ok(sums) => sums,
        Err(bad) => return [vec![Problem::Sums(bad)], problems].concat(),
    };
    for (path, sum) in &sums {
        match folder.files.get(path) {
            Some(bytes) if hex_sum(bytes) != *sum => problems.push(Problem::Wrong(path.clone())),
            // A link was named as one.
            None if !folder.strange.contains(path) => problems.push(Problem::Missing(path.clone())),
            _ => {}
        }
    }
    let own = |path: &&String| [SUMS_PATH, SIGNATURE_PATH].contains(&path.as_str());
    let extra = folder.files.keys().filter(|path| !own(path) && !sums.contains_key(*path));
    problems.extend(extra.cloned().map(Problem::Extra));
    problems
}

/// The manifest, and where it does not describe the folder.
fn by_manifest(folder: &Folder) -> std::result::Result<(Manifest, Vec<Problem>), Problem> {
    let Some(bytes) = folder.files.get(MANIFEST_PATH) else {
        return Err(Problem::Manifest(MANIFEST_PATH.to_owned()));
    };
    let manifest: Manifest =
        serde_json::from_slice(bytes).map_err(|cause| Problem::Manifest(format!("{MANIFEST_PATH}: {cause}")))?;
    let described = |path: &String| {
        let entry = manifest.files.iter().find(|entry| entry.path == *path);
        let bytes = folder.files.get(path);
        entry.zip(bytes).is_some_and(|(entry, bytes)| entry.bytes == bytes.len() && entry.sha256 == hex_sum(bytes))
    };
    let apart = [MANIFEST_PATH, SUMS_PATH, SIGNATURE_PATH];
    let there = folder.files.keys().filter(|path| !apart.contains(&path.as_str()));
    let listed = manifest.files.iter().map(|entry| &entry.path).filter(|path| !folder.files.contains_key(*path));
    let wrong: Vec<Problem> =
        there.chain(listed).filter(|path| !described(path)).cloned().map(Problem::Misdescribed).collect();
    let report = manifest.files.iter().any(|entry| entry.role == Role::Report && entry.path == manifest.report);
    match report {
        true => Ok((manifest, wrong)),
        false => Err(Problem::Manifest(format!("{MANIFEST_PATH}: report"))),
    }
}

/// Makes the release again from the project in its PDF, and compares every file.
pub fn against_source(folder: &Folder, fonts: Fonts, lang: Lang) -> Vec<Problem> {
    let no_source = |error: Error| vec![Problem::NoSource(verify::printed(error, lang))];
    let manifest = match by_manifest(folder) {
        Ok((manifest, _)) => manifest,
        Err(problem) => return vec![problem],
    };
    let Some(pdf) = folder.files.get(&manifest.report) else { return Vec::new() };
    let received = match received::of(pdf.clone(), Path::new(&manifest.report)) {
        Ok(received) => received,
        Err(error) => return no_source(error),
    };
    let changelog = folder.files.get(super::changelog::CHANGELOG_PATH).cloned().unwrap_or_default();
    let history =
        History { previous: manifest.previous.clone(), changelog: String::from_utf8_lossy(&changelog).into_owned() };
    match remake(&received, fonts, &history) {
        Ok(files) => differing(folder, &received.lock, &manifest.report, &files),
        Err(error) => no_source(error),
    }
}

/// The files of a release from its carried project alone.
///
/// # Errors
/// Every fault of the project; one that was released as no version.
pub fn remake(received: &Received, fonts: Fonts, history: &History) -> Result<Vec<(String, Vec<u8>)>> {
    let version = received.lock.setting.version.as_deref().and_then(Version::parse).ok_or_else(|| {
        let message = Message::new("folder-no-version");
        Error::Input(vec![Diagnostic::error(message)])
    })?;
    let mut opened = received::reopen(received, fonts)?;
    Ok(make(received::source(&mut opened), &version)?.files(history))
}

/// Files that the source makes otherwise, does not make, or makes and are not there. What files there are, and what is
/// in each, is the source's to say: nothing of it is taken from the manifest. Of another version of the tool PDF files
/// are compared part by part, and the manifest without what names versions.
fn differing(folder: &Folder, lock: &Lock, report: &str, files: &[(String, Vec<u8>)]) -> Vec<Problem> {
    let apart = |path: &str| [SUMS_PATH, SIGNATURE_PATH].contains(&path);
    let agrees = |path: &str, made: &[u8]| match folder.files.get(path) {
        Some(found) if found == made => true,
        // The report was judged by itself before.
        Some(_) if lock.is_ours() || path == report => path == report,
        Some(found) if path == MANIFEST_PATH => same_manifest(found, made, lock),
        Some(found) if path.ends_with(".pdf") => verify::same_content(found, made),
        _ => false,
    };
    let made = files.iter().filter(|(path, _)| !apart(path));
    let differing = made.filter(|(path, bytes)| !agrees(path, bytes)).map(|(path, _)| path.clone());
    let known = |path: &String| files.iter().any(|(made, _)| made == path);
    let extra = folder.files.keys().filter(|path| !apart(path) && !known(path)).cloned();
    differing.chain(extra).map(Problem::NotItsSource).collect()
}

/// Whether a manifest says what it must, beside the versions, which are the report's, and the sums that hang on them.
fn same_manifest(found: &[u8], made: &[u8], lock: &Lock) -> bool {
    let read = |bytes: &[u8]| serde_json::from_slice::<Manifest>(bytes).ok();
    let (Some(found), Some(made)) = (read(found), read(made)) else { return false };
    let versions = (found.kanyin == lock.kanyin) && (found.typst == lock.typst);
    let paths =
        |manifest: &Manifest| manifest.files.iter().map(|entry| (entry.path.clone(), entry.role)).collect::<Vec<_>>();
    let rest =
        |manifest: Manifest| Manifest { kanyin: String::new(), typst: String::new(), files: Vec::new(), ..manifest };
    versions && paths(&found) == paths(&made) && rest(found) == rest(made)
}

fn signature_of(folder: &Folder, signers: Option<&Path>) -> Result<Signature> {
    match (folder.files.get(SIGNATURE_PATH), folder.files.get(SUMS_PATH), signers) {
        (None, ..) => Ok(Signature::Unsigned),
        // Longer than any key makes it; the program would read it all.
        (Some(signature), ..) if signature.len() > LONGEST_SIGNATURE => Ok(Signature::Bad(SIGNATURE_PATH.to_owned())),
        (Some(signature), Some(sums), Some(signers)) => signature::check(signers, sums, signature),
        (Some(_), ..) => Ok(Signature::Unchecked),
    }
}
