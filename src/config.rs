//! From arguments and environment to what a command needs to know: where the project is, which data, which output.
//! The only place that looks at the working folder.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::{Report, Status};

/// A report project and the data file to work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The nearest ancestor of the data file (else of the working folder) that has `templates/`.
    pub root: PathBuf,
    /// The root as messages show it.
    pub shown_root: PathBuf,
    pub data: PathBuf,
    /// The data file as messages show it.
    pub shown_data: String,
}

impl Project {
    /// Finds the project of `data`, or of the working folder and its newest data file.
    ///
    /// # Errors
    /// No such file, no project around it, or no data in it.
    pub fn find(data: Option<&Path>) -> Result<Project> {
        let here = env::current_dir().map_err(|cause| Error::io("io-read-here", Path::new("."), cause))?;
        let here = real(&here)?;
        let data = match data {
            Some(data) => {
                let shown = data;
                let data = real(&here.join(data))?;
                if data.is_dir() {
                    return Err(Error::io("io-read-data", shown, io::ErrorKind::IsADirectory.into()));
                }
                Some(data)
            }
            None => None,
        };
        let start = data.as_deref().and_then(Path::parent).unwrap_or(&here);
        let root = start.ancestors().find(|folder| folder.join("templates").is_dir()).ok_or_else(|| Error::Usage {
            message: Message::new("no-project").with("folder", start.display().to_string()),
            hint: Message::new("no-project.hint"),
        })?;
        let root = root.to_owned();
        let data = data.map_or_else(|| newest_data(&root), Ok)?;
        let shown_data = shown(&data, &here).display().to_string();
        Ok(Project { shown_root: shown(&root, &here), root, data, shown_data })
    }

    /// Where the report goes unless said otherwise: `dist/<title>（<year>年）.pdf`; a draft says so and of which day, or
    /// month, it is: `dist/<title>（<year>年）（讨论稿 2018-08-14）.pdf`.
    pub fn default_output(&self, report: &Report) -> PathBuf {
        let Report { title, year, month, date, status, .. } = report;
        let day = date.map_or_else(|| format!("{year:04}-{month:02}"), String::from);
        let draft = if *status == Status::正式稿 { String::new() } else { format!("（{status} {day}）") };
        self.output(&format!("{title}（{year}年）{draft}.pdf"))
    }

    /// A file of this name where results go.
    pub fn output(&self, name: &str) -> PathBuf {
        let safe = name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "_");
        self.shown_root.join("dist").join(safe)
    }

    /// Refuses a prose folder outside the project, wherever links lead.
    ///
    /// # Errors
    /// A path that is no folder below the project's root.
    pub fn check_prose(&self, dataset: &Dataset) -> Result<()> {
        let report = &dataset.survey.report;
        let shown = self.shown_root.join(report.prose_folder());
        let folder = self.root.join(report.prose_folder()).canonicalize();
        match folder {
            Ok(folder) if folder.is_dir() && folder.starts_with(&self.root) && folder != self.root => Ok(()),
            _ => {
                let field = if report.prose.is_some() { "prose" } else { "year" };
                let place = dataset.place(&[Step::Key("report"), Step::Key(field)]);
                let message = Message::new("no-prose").with("folder", shown.display().to_string());
                let hint = message.hint();
                Err(Error::Input(vec![Diagnostic::error(message).at(Some(place)).hint(hint)]))
            }
        }
    }
}

/// A path without links and dots, so that one place has one name.
fn real(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(|cause| Error::io("io-read", path, cause))
}

/// The data file with the highest year: `data/2018.json`.
fn newest_data(root: &Path) -> Result<PathBuf> {
    let folder = root.join("data");
    let entries = fs::read_dir(&folder).map_err(|cause| Error::io("io-read-data-folder", &folder, cause))?;
    let year_of = |path: &Path| path.file_name()?.to_str()?.strip_suffix(".json")?.parse::<u16>().ok();
    entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter_map(|path| Some((year_of(&path)?, path)))
        .max()
        .map(|(_, path)| path)
        .ok_or_else(|| Error::Usage {
            message: Message::new("no-data").with("folder", folder.display().to_string()),
            hint: Message::new("no-data.hint"),
        })
}

/// A path as the user would write it from here.
fn shown(path: &Path, here: &Path) -> PathBuf {
    path.strip_prefix(here).unwrap_or(path).to_owned()
}
