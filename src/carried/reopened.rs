//! An edition opened again from the project that a PDF carries, in memory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;

use super::lock::Lock;
use super::received::Received;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::Dataset;
use crate::typeset::Typesetter;
use crate::typeset::fonts::Fonts;

/// An edition as it was carried.
pub struct Reopened {
    pub typesetter: Typesetter,
    pub dataset: Dataset,
    /// Earlier editions, the newest first.
    pub previous: Vec<Dataset>,
    /// The data file, from the project root.
    pub data: PathBuf,
}

/// Opens the edition, set as it was, from the received files and these fonts alone.
///
/// # Errors
/// Every fault of its files.
pub fn reopen(received: &Received, fonts: Fonts) -> Result<Reopened> {
    let Received { files, lock } = received;
    let (dataset, previous) = editions(files, lock)?;
    let folder = dataset.survey.report.prose_folder();
    if !files.contains_key(&format!("{folder}/main.typ")) {
        let message = Message::new("no-prose").with("folder", folder);
        return Err(Error::Input(vec![Diagnostic::error(message)]));
    }
    // What was made from the data is made again.
    let own = files.iter().filter(|(path, _)| !path.starts_with("kanyin/"));
    let own = own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    let mut typesetter = Typesetter::open_in_memory(own, fonts)?;
    typesetter.set_setting(lock.setting.clone());
    typesetter.load(&dataset, &previous)?;
    Ok(Reopened { typesetter, dataset, previous, data: PathBuf::from(&lock.data) })
}

/// The data, and those of earlier years.
///
/// # Errors
/// A file that is not there, or every fault of one.
pub fn editions(files: &BTreeMap<String, Bytes>, lock: &Lock) -> Result<(Dataset, Vec<Dataset>)> {
    let read = |path: &String| {
        let bytes = files.get(path).map(|bytes| String::from_utf8(bytes.to_vec()));
        match bytes {
            Some(Ok(text)) => Dataset::parse(path, text),
            _ => Err(Error::io("io-read-data", Path::new(path), std::io::ErrorKind::NotFound.into())),
        }
    };
    let previous = lock.previous.iter().map(read).collect::<Result<Vec<Dataset>>>()?;
    Ok((read(&lock.data)?, previous))
}
