//! A report made again from what its PDF carries, in memory.

use std::collections::BTreeMap;
use std::path::Path;

use typst::foundations::Bytes;

use crate::carried::lock::Lock;
use crate::carried::received::Received;
use crate::carried::{CarriedProject, Form};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::pdf::{self, Standard};
use crate::survey::Dataset;
use crate::typeset::Typesetter;
use crate::typeset::fonts::Fonts;

/// A report that was made again.
pub struct Rebuilt {
    pub pdf: Vec<u8>,
    pub project: CarriedProject,
}

/// Makes the report again: the same steps as `build`, from the received files and these fonts alone.
///
/// # Errors
/// Every fault of the received project.
pub fn rebuild(received: &Received, fonts: Fonts) -> Result<Rebuilt> {
    let Received { files, lock } = received;
    let (dataset, previous) = editions(files, lock)?;
    let report = &dataset.survey.report;
    if !files.contains_key(&format!("{}/main.typ", report.prose_folder())) {
        let message = Message::new("no-prose").with("folder", report.prose_folder());
        return Err(Error::Input(vec![Diagnostic::error(message)]));
    }
    let own = files.iter().filter(|(path, _)| !path.starts_with("kanyin/"));
    let own = own.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    let mut typesetter = Typesetter::open_in_memory(own, fonts)?;
    typesetter.set_setting(lock.setting.clone());
    typesetter.load(&dataset, &previous)?;
    typesetter.compile()?;
    let project = CarriedProject::of(&mut typesetter, &dataset, Path::new(&lock.data), &previous, Form::Public)?;
    let pages = typesetter.compile_carrying(&project.attachments())?;
    let ident = pdf::ident(report);
    let pdf = pdf::export(&typesetter, &pages.document, &ident, Standard::A3a, None)?;
    Ok(Rebuilt { pdf, project })
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
