//! One file a command; each reads as a paragraph.

mod batch;
mod build;
mod check;
mod compare;
mod diff;
mod edition;
mod eject;
mod explain;
mod export;
mod extract;
mod figures;
mod import;
mod made;
mod new;
mod print;
mod release;
mod schema;
mod verify;
mod watch;

use std::path::Path;
use std::process::ExitCode;

use crate::audit::ClaimCount;
use crate::carried::CarriedProject;
use crate::cli::{Cli, Command};
use crate::error::Result;
use crate::messages::Message;

/// There is something to tell: the exit code of findings and differences.
const FINDINGS: u8 = 1;

/// The work could not be done.
const FAILURE: u8 = 2;

/// Runs the command that was asked for.
///
/// # Errors
/// Why it could not be done; findings are no errors but an exit code.
pub fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Batch(args) => batch::run(&args, cli.lang),
        Command::BatchWorker => batch::serve(),
        Command::Build(args) => build::run(args, cli.lang),
        Command::Check(args) => check::run(args, cli.lang),
        Command::Watch(args) => watch::run(&args, cli.lang),
        Command::New(args) => new::run(&args, cli.lang),
        Command::Import(args) => import::run(&args, cli.lang),
        Command::Export(args) => export::run(&args, cli.lang),
        Command::Compare(args) => compare::run(&args, cli.lang),
        Command::Eject(args) => eject::run(&args, cli.lang),
        Command::Verify(args) => verify::run(&args, cli.lang),
        Command::Extract(args) => extract::run(&args, cli.lang),
        Command::VerifyWorker(args) => verify::serve(&args),
        Command::Figures(args) => figures::run(args, cli.lang),
        Command::Release(args) => release::run(&args, cli.lang),
        Command::Diff(args) => diff::run(&args, cli.lang),
        Command::Explain(args) => explain::run(args, cli.lang),
        Command::Schema => schema::run(),
    }
}

/// A project's files as they are written to a folder.
fn as_files(project: &CarriedProject) -> Vec<(String, Vec<u8>)> {
    project.files.iter().map(|file| (file.path.clone(), file.bytes.to_vec())).collect()
}

/// What was written where, as `build` says it.
fn written_message(target: &Path, pages: usize, bytes: usize) -> Message {
    Message::new("written").with("target", target.display().to_string()).with("pages", pages).with("bytes", bytes)
}

/// How many claims there are and what became of them, as `build` and `check` end with.
fn claims_message(claims: &ClaimCount) -> Message {
    Message::new("claims-summary")
        .with("checked", claims.checked)
        .with("true", claims.borne_out)
        .with("false", claims.false_)
        .with("doubtful", claims.doubtful)
        .with("unread", claims.unread)
        .with("waived", claims.waived)
}
