//! One file a command; each reads as a paragraph.

mod build;
mod schema;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::error::Result;

/// Runs the command that was asked for.
///
/// # Errors
/// Why it could not be done; findings are no errors but an exit code.
pub fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Build(args) => build::run(args, cli.lang),
        Command::Schema => schema::run(),
    }
}
