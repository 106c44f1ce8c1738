//! The project that a report's PDF carries: everything its pages were made from, as an ordinary Typst project that both
//! `kanyin build` and stock `typst compile` turn into the same pages.
//!
//! ```text
//! report.typ              the entry for stock Typst
//! data/2018.json          the data, and those of earlier years beside which they are shown
//! templates/…             house style and prose: the files that the layout read, and no others
//! kanyin/…                what the kit reads: resolved data, drawn charts
//! figures/figure-02.csv   the numbers of each figure
//! lock.json               what it was made with
//! ```

pub mod lock;
pub mod names;
pub mod public;
pub mod received;
pub mod reopened;
pub mod style;

use std::path::Path;

use rayon::prelude::*;
use typst::foundations::Bytes;

use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::figures;
use crate::messages::{Lang, Message};
use crate::survey::Dataset;
use crate::typeset::attachments::{Attachment, Relationship};
use crate::typeset::world::ReadFile;
use crate::typeset::{Typesetter, fonts};
use lock::{LOCK_PATH, Lock};

/// The entry for stock Typst.
const ENTRY_PATH: &str = "report.typ";
const ENTRY: &str = include_str!("report.typ");

/// A report's project, as values.
#[derive(Debug, Clone)]
pub struct CarriedProject {
    /// Sorted by path.
    pub files: Vec<ProjectFile>,
}

/// One file of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    /// From the project root, without a leading slash.
    pub path: String,
    pub bytes: Bytes,
    pub role: Role,
}

/// What a file is to the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Entry,
    Data,
    Template,
    /// Made from the data for the kit to read.
    Derived,
    /// The numbers of a figure.
    Table,
    Lock,
    /// Only in a folder, never in a PDF.
    Font,
}

/// Whether the owner keeps a project or everybody may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Every word as it stands.
    Own,
    /// Without what is not for readers: comments, notes, reasons.
    Public,
}

impl CarriedProject {
    /// The project behind the pages that `typesetter` laid out last. `data` is the path of the data file from the
    /// project root.
    ///
    /// # Errors
    /// Two editions whose files would have one name.
    pub fn of(
        typesetter: &Typesetter,
        dataset: &Dataset,
        data: &Path,
        previous: &[Dataset],
        form: Form,
    ) -> Result<CarriedProject> {
        let mut files = vec![file(ENTRY_PATH, Bytes::from_string(ENTRY), Role::Entry)];
        let read = typesetter.files_read().into_par_iter().map(|read| {
            let role = if read.is_virtual() { Role::Derived } else { Role::Template };
            let ReadFile { path, bytes, source } = read;
            let public = source.filter(|_| form == Form::Public).map(|source| public::prose(&source));
            ProjectFile { path, bytes: public.unwrap_or(bytes), role }
        });
        files.extend(read.collect::<Vec<_>>());
        let data = slashed(data);
        let mut paths = vec![data.clone()];
        files.push(file(&data, public::data(dataset, form)?, Role::Data));
        let newer = std::iter::once(dataset).chain(previous);
        for (edition, newer) in previous.iter().zip(newer) {
            let path = beside(&data, &edition_name(edition, newer));
            if paths.contains(&path) {
                let message = Message::new("carried-editions-clash").with("path", &path);
                let hint = message.hint();
                return Err(Error::Input(vec![Diagnostic::error(message).hint(hint)]));
            }
            files.push(file(&path, public::data(edition, form)?, Role::Data));
            paths.push(path);
        }
        let order = typesetter.prose().figures;
        for table in figures::tables(&dataset.survey, &order, previous) {
            let path = format!("figures/{}.csv", table.stem());
            files.push(file(&path, Bytes::from_string(figures::csv(&table)), Role::Table));
        }
        let (data, previous) = (paths.remove(0), paths);
        let lock = Lock::of(typesetter, data, previous);
        files.push(file(LOCK_PATH, Bytes::from_string(lock.to_json()), Role::Lock));
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(CarriedProject { files })
    }

    /// The fonts that a stranger's machine must have to make the same pages, with their licences, as files of the
    /// project. A PDF does not carry them: they are many times its size.
    pub fn add_fonts(&mut self, typesetter: &Typesetter) {
        let mut names: Vec<String> = Vec::new();
        for font in typesetter.fonts() {
            let mut name = font.about.file.clone();
            // Two folders may hold files of one name.
            if names.contains(&name) {
                name = format!("{}-{name}", names.len());
            }
            self.files.push(file(&format!("fonts/{name}"), font.data.clone(), Role::Font));
            names.push(name);
        }
        for (name, text) in fonts::LICENCES {
            self.files.push(file(&format!("fonts/{name}"), Bytes::from_string(text), Role::Font));
        }
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
    }

    /// As a PDF carries it.
    pub fn attachments(&self) -> Vec<Attachment> {
        self.files.iter().filter(|file| file.role != Role::Font).map(attachment).collect()
    }
}

fn file(path: &str, bytes: Bytes, role: Role) -> ProjectFile {
    ProjectFile { path: path.to_owned(), bytes, role }
}

fn attachment(file: &ProjectFile) -> Attachment {
    let (relationship, description) = match file.role {
        Role::Entry => (Relationship::Source, "carried-entry"),
        Role::Data => (Relationship::Data, "carried-data"),
        Role::Template => (Relationship::Source, "carried-template"),
        Role::Derived => (Relationship::Source, "carried-derived"),
        Role::Table => (Relationship::Data, "carried-table"),
        Role::Lock | Role::Font => (Relationship::Source, "carried-lock"),
    };
    Attachment {
        name: names::encode(&file.path),
        bytes: file.bytes.clone(),
        relationship,
        mime: names::mime(&file.path),
        // The report's own language: what is in a PDF does not hang on who builds it.
        description: Message::new(description).text(Lang::Zh),
    }
}

/// What an earlier edition's file is called beside the data: what the newer edition's links call it, if they do.
fn edition_name(edition: &Dataset, newer: &Dataset) -> String {
    let linked = newer.survey.links.as_ref().map(|links| links.previous.clone());
    linked.unwrap_or_else(|| format!("{}.json", edition.survey.report.year))
}

fn beside(path: &str, name: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

/// A path below the root as Typst writes it, on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
