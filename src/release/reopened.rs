//! An edition opened again from the project that a PDF carries, in memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;

use super::Source;
use crate::carried::received::Received;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::reading::Pdf;
use crate::survey::Dataset;
use crate::typeset::Typesetter;
use crate::typeset::fonts::{FontFile, Fonts};

/// An edition as it was carried.
pub struct Reopened {
    pub typesetter: Typesetter,
    pub dataset: Dataset,
    pub previous: Vec<Dataset>,
    pub data: PathBuf,
}

/// The project in a PDF file.
///
/// # Errors
/// A file that cannot be read, or carries no project.
pub fn receive(path: &Path) -> Result<Received> {
    let bytes = fs::read(path).map_err(|cause| Error::io("io-read", path, cause))?;
    received(bytes, path)
}

/// The project in these bytes of a PDF, which messages call `name`.
///
/// # Errors
/// A PDF that cannot be read, or carries no project.
pub fn received(pdf: Vec<u8>, name: &Path) -> Result<Received> {
    let unreadable = |cause: crate::reading::Unreadable| cause.error(name);
    let attachments = Pdf::read(pdf).map_err(unreadable)?.attachments().map_err(unreadable)?;
    let named = attachments.into_iter().map(|attachment| (attachment.name, attachment.bytes));
    Received::of(named).map_err(|cause| refusal(cause.message().with("file", name.display().to_string())))
}

/// The data of a carried project.
///
/// # Errors
/// A file that is not there, or every fault of one.
pub fn dataset(files: &BTreeMap<String, Bytes>, path: &str) -> Result<Dataset> {
    match files.get(path).map(|bytes| String::from_utf8(bytes.to_vec())) {
        Some(Ok(text)) => Dataset::parse(path, text),
        _ => Err(Error::io("io-read-data", Path::new(path), std::io::ErrorKind::NotFound.into())),
    }
}

/// Opens the edition with the very fonts it was made with, set as it was.
///
/// # Errors
/// Fonts that are not among these; every fault of its files.
pub fn reopen(received: &Received, fonts: Fonts) -> Result<Reopened> {
    let Received { files, lock } = received;
    let fonts = fonts.only(&lock.fonts).map_err(|missing| {
        let names: Vec<String> = missing.into_iter().map(|FontFile { file, .. }| file).collect();
        refusal(Message::new("release-fonts").with("fonts", names))
    })?;
    let dataset = self::dataset(files, &lock.data)?;
    let previous = lock.previous.iter().map(|path| self::dataset(files, path)).collect::<Result<Vec<_>>>()?;
    let folder = dataset.survey.report.prose_folder();
    if !files.contains_key(&format!("{folder}/main.typ")) {
        return Err(refusal(Message::new("no-prose").with("folder", folder)));
    }
    // What was made from the data is made again.
    let own = files.iter().filter(|(path, _)| !path.starts_with("kanyin/"));
    let own = own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    let mut typesetter = Typesetter::open_in_memory(own, fonts)?;
    typesetter.set_setting(lock.setting.clone());
    typesetter.load(&dataset, &previous)?;
    Ok(Reopened { typesetter, dataset, previous, data: PathBuf::from(&lock.data) })
}

impl Reopened {
    /// As a release is made from it.
    pub fn source(&mut self) -> Source<'_> {
        let Reopened { typesetter, dataset, previous, data } = self;
        Source { typesetter, dataset, previous, data }
    }
}

fn refusal(message: Message) -> Error {
    let hint = message.hint();
    Error::Input(vec![Diagnostic::error(message).hint(hint)])
}
