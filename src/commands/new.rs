//! `kanyin new`: next year's data file and a copy of the prose, from this year's.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::NewArgs;
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::next_year::next_edition;
use crate::survey::patch::patch;

pub fn run(args: &NewArgs, lang: Lang) -> Result<ExitCode> {
    let project = Project::find(Some(&args.from))?;
    let dataset = Dataset::read(&project.data, &project.shown_data)?;
    project.check_prose(&dataset)?;
    let survey = &dataset.survey;
    if args.year <= survey.report.year {
        let place = dataset.place(&[Step::Key("report"), Step::Key("year")]);
        let message = Message::new("new-not-later").with("year", args.year).with("old", survey.report.year);
        let hint = message.hint();
        return Err(Error::Input(vec![Diagnostic::error(message).at(Some(place)).hint(hint)]));
    }

    let name = project.data.file_name().unwrap_or_default().to_string_lossy();
    let next = next_edition(survey, args.year, &name);
    let text = patch(&dataset.file.text, survey, &next);
    let file = format!("{}.json", args.year);
    let data = project.data.with_file_name(&file);
    let folder = next.report.prose_folder();
    let prose = project.root.join(&folder);
    refuse_existing(&[&data, &prose])?;

    let files = copies(&project.root.join(survey.report.prose_folder()), &survey.report.prose_folder(), &folder)?;
    output::write_folder(&prose, &files, |_| false)?;
    output::write_file(&data, text.as_bytes()).inspect_err(|_| {
        // The edition is made whole or not at all, and this folder was not there before.
        fs::remove_dir_all(&prose).ok();
    })?;

    let shown = Path::new(&project.shown_data).with_file_name(&file).display().to_string();
    let said = Message::new("new-made")
        .with("data", &shown)
        .with("questions", next.questions.len())
        .with("prose", project.shown_root.join(&folder).display().to_string())
        .with("files", files.len())
        .with("month", u32::from(next.report.month));
    output::print(&format!("{}\n", said.text(lang)))?;
    Ok(ExitCode::SUCCESS)
}

/// Nothing that is there is overwritten.
fn refuse_existing(paths: &[&PathBuf]) -> Result<()> {
    // A link into nothing is there, too.
    match paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        None => Ok(()),
        Some(path) => {
            let message = Message::new("new-exists").with("path", path.display().to_string());
            Err(Error::Usage { hint: message.hint(), message })
        }
    }
}

/// Every file below a folder of prose, its paths that name the folder itself led to the new one.
fn copies(root: &Path, old: &str, new: &str) -> Result<Vec<(String, Vec<u8>)>> {
    let fail = |path: &Path| {
        let path = path.to_owned();
        move |cause| Error::io("io-read", &path, cause)
    };
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    // Links may lead back to where they stand.
    let mut seen = HashSet::new();
    while let Some(folder) = folders.pop() {
        if !seen.insert(fs::canonicalize(&folder).map_err(fail(&folder))?) {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(fail(&folder))? {
            let path = entry.map_err(fail(&folder))?.path();
            let kind = fs::metadata(&path).map_err(fail(&path))?.file_type();
            if kind.is_dir() {
                folders.push(path);
                continue;
            }
            // Reading a pipe would wait for ever.
            if !kind.is_file() {
                return Err(fail(&path)(io::ErrorKind::InvalidInput.into()));
            }
            let bytes = fs::read(&path).map_err(fail(&path))?;
            let bytes = match String::from_utf8(bytes) {
                Ok(text) => text.replace(&format!("/{old}/"), &format!("/{new}/")).into_bytes(),
                Err(binary) => binary.into_bytes(),
            };
            // Every path was found below the root.
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            files.push((name, bytes));
        }
    }
    files.sort();
    Ok(files)
}
