//! `kanyin eject`: the report as an ordinary Typst project, which needs no Kanyin.

use std::process::ExitCode;

use super::edition::Opened;
use crate::carried::Form;
use crate::cli::EjectArgs;
use crate::error::Result;
use crate::messages::{Lang, Message};
use crate::output;

pub fn run(args: &EjectArgs, lang: Lang) -> Result<ExitCode> {
    let opened = Opened::open(args.data.as_deref(), &args.against, &args.font_path)?;
    let pages = opened.typesetter.compile()?;
    output::say(&pages.warnings, lang)?;
    let mut project = opened.carried_project(Form::Own)?;
    project.add_fonts(&opened.typesetter);
    let files = super::as_files(&project);
    output::write_new_folder(&args.folder, &files)?;
    let done = Message::new("ejected").with("folder", args.folder.display().to_string()).with("files", files.len());
    output::print(&(done.text(lang) + "\n"))?;
    Ok(ExitCode::SUCCESS)
}
