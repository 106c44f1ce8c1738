//! `kanyin export`: a data file as a workbook, to be edited in Excel and imported again.

use std::path::Path;
use std::process::ExitCode;

use crate::cli::ExportArgs;
use crate::error::{Error, Result};
use crate::exchange::workbook;
use crate::messages::{Lang, Message};
use crate::output;
use crate::survey::Dataset;

pub fn run(args: &ExportArgs, lang: Lang) -> Result<ExitCode> {
    let is_workbook = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if !is_workbook(&args.output) {
        let message = Message::new("export-misnamed").with("target", args.output.display().to_string());
        return Err(Error::Usage { hint: message.hint(), message });
    }
    let dataset = Dataset::read(&args.data, &args.data.display().to_string())?;
    let bytes = workbook::write(&dataset.survey)?;
    output::write_file(&args.output, &bytes)?;
    let said = Message::new("export-done")
        .with("target", args.output.display().to_string())
        .with("questions", dataset.survey.questions.len());
    output::print(&format!("{}\n", said.text(lang)))?;
    Ok(ExitCode::SUCCESS)
}
