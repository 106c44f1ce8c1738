//! Data files: the only reader of `data/*.json`, waivers included.
//!
//! `located` keeps every field's bytes, `decode` and `check` turn them into the `model` or into a list of faults, and
//! `share` and `lookup` answer what a share is and how it is printed.

mod check;
mod check_links;
mod decode;
pub mod fields;
pub mod links;
pub mod located;
pub mod lookup;
pub mod model;
pub mod next_year;
pub mod patch;
mod problem;
mod reader;
pub mod same_sample;
pub mod sampling;
pub mod schema;
pub mod share;
pub mod succession;
pub mod waivers;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Place, SourceFile};
use crate::error::{Error, Result};
use located::{Node, Step};
use model::Survey;
use problem::{Fault, Problem};

/// A survey together with the file it was read from.
#[derive(Debug)]
pub struct Dataset {
    pub survey: Survey,
    pub file: Arc<SourceFile>,
    root: Node,
}

impl Dataset {
    /// Reads a data file; `name` is how messages call it.
    ///
    /// # Errors
    /// An unreadable file, or every fault of its content.
    pub fn read(path: &Path, name: &str) -> Result<Dataset> {
        let text = fs::read_to_string(path).map_err(|cause| Error::io("io-read-data", path, cause))?;
        Dataset::parse(name, text)
    }

    /// Reads a data file's text.
    ///
    /// # Errors
    /// Every fault of the text, each with its place.
    pub fn parse(name: &str, text: String) -> Result<Dataset> {
        let (file, root) = open(name, text)?;
        let (survey, mut problems) = decode::decode(&root);
        problems.extend(check::check(&survey, &root, &problems));
        refuse(&file, problems)?;
        Ok(Dataset { survey, file, root })
    }

    /// Where a field stands in the data file, or the nearest thing around it that is there.
    pub fn place(&self, path: &[Step]) -> Place {
        Place { file: self.file.clone(), range: self.root.find(path).range.clone() }
    }
}

/// A JSON text with the places of its values, or where it stops being JSON.
fn open(name: &str, text: String) -> Result<(Arc<SourceFile>, Node)> {
    // A byte order mark is Excel's and Notepad's habit, no fault of the editor.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let file = Arc::new(SourceFile { name: name.to_owned(), text });
    let root = located::parse(&file.text).map_err(|error| {
        let end = file.text[error.offset..].chars().next().map_or(error.offset, |c| error.offset + c.len_utf8());
        let fault = Fault::Syntax { parser: error.message };
        Error::Input(diagnose(&file, vec![Problem { range: error.offset..end, fault }]))
    })?;
    Ok((file, root))
}

/// An error of all problems, if there are any.
fn refuse(file: &Arc<SourceFile>, problems: Vec<Problem>) -> Result<()> {
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Error::Input(diagnose(file, problems))),
    }
}

fn diagnose(file: &Arc<SourceFile>, mut problems: Vec<Problem>) -> Vec<Diagnostic> {
    problems.sort_by_key(|problem| problem.range.start);
    problems
        .into_iter()
        .map(|problem| {
            let place = Place { file: file.clone(), range: problem.range };
            let diagnostic = Diagnostic::error(problem.fault.message()).at(Some(place));
            problem.fault.hint().into_iter().fold(diagnostic, Diagnostic::hint)
        })
        .collect()
}
