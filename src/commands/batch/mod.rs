//! `kanyin batch`: the editions of a list, made by worker processes; what failed is told, and all else is made.

mod kept;
mod making;
mod staging;
mod worker;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::batch::inputs::Tool;
use crate::batch::list::{List, Row};
use crate::batch::shard::Shard;
use crate::batch::summary::Summary;
use crate::cli::BatchArgs;
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::typeset::fonts;
use making::Run;
pub use worker::serve;

pub fn run(args: &BatchArgs, lang: Lang) -> Result<ExitCode> {
    let list = List::read(&args.list)?;
    if args.merge {
        let summary = Summary::merged(&list, &args.output)?;
        let path = summary.write(&args.output, Shard::WHOLE)?;
        return finish(&summary, "batch-merged", 0, &path, lang);
    }
    let shard = args.shard.unwrap_or(Shard::WHOLE);
    let tool = Tool::of(&fonts::load(&args.font_path)?.files, !args.no_source, args.deny_false);
    let projects = Projects::of(&list, &args.list);
    fs::create_dir_all(&args.output).map_err(|cause| Error::io("io-write-folder", &args.output, cause))?;

    let rows: Vec<usize> = (0..list.rows.len()).filter(|&index| shard.holds(&list.rows[index].output)).collect();
    let mut states = match args.resume {
        true => kept::among(&rows, &list, &projects, &tool, &args.output)?,
        false => HashMap::new(),
    };
    let kept = states.len();
    let rest: Vec<usize> = rows.into_iter().filter(|index| !states.contains_key(index)).collect();
    states.extend(Run { list: &list, projects: &projects, args, shard, lang }.make(&rest)?);

    let summary = Summary::of(&list, shard, states);
    let path = summary.write(&args.output, shard)?;
    finish(&summary, "batch-done", kept, &path, lang)
}

/// Says what came of it.
fn finish(summary: &Summary, id: &'static str, kept: usize, path: &Path, lang: Lang) -> Result<ExitCode> {
    let message = Message::new(id)
        .with("total", summary.editions.len())
        .with("done", summary.done - kept)
        .with("kept", kept)
        .with("failed", summary.failed)
        .with("missing", summary.missing)
        .with("path", path.display().to_string());
    output::print(&(message.text(lang) + "\n"))?;
    let whole = summary.failed == 0 && summary.missing == 0;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(super::FINDINGS) })
}

/// The project of each data file of a list: it is one for all of them.
struct Projects {
    /// By the data file as the list has it.
    found: HashMap<String, std::result::Result<Project, Vec<Diagnostic>>>,
}

impl Projects {
    fn of(list: &List, path: &Path) -> Projects {
        let mut found = HashMap::new();
        let mut root: Option<PathBuf> = None;
        for row in &list.rows {
            if found.contains_key(&row.data) {
                continue;
            }
            let place = || Some(list.place(&row.range));
            let in_list = |fault: Diagnostic| if fault.place.is_none() { fault.at(place()) } else { fault };
            let faults = |error: Error| error.into_diagnostics().into_iter().map(in_list).collect();
            let project = project(path, row).map_err(faults).and_then(|project| {
                if *root.get_or_insert_with(|| project.root.clone()) == project.root {
                    return Ok(project);
                }
                let message = Message::new("list-other-project").with("data", &row.data);
                let hint = message.hint();
                Err(vec![Diagnostic::error(message).at(place()).hint(hint)])
            });
            found.insert(row.data.clone(), project);
        }
        Projects { found }
    }

    fn of_row(&self, row: &Row) -> std::result::Result<&Project, &[Diagnostic]> {
        // Every row's was looked for.
        self.found[&row.data].as_ref().map_err(Vec::as_slice)
    }
}

/// The project of a row of the list at `path`: around its data file.
fn project(path: &Path, row: &Row) -> Result<Project> {
    Project::find(Some(&path.parent().unwrap_or(Path::new("")).join(&row.data)))
}
