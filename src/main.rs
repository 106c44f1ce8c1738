//! Parse, run, exit code.

use std::process::ExitCode;

use clap::Parser;
use kanyin::cli::Cli;
use kanyin::{commands, output};

/// The work could not be done. (1 is for findings, which are results and no failures.)
const FAILURE: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.lang;
    match commands::run(cli) {
        Ok(code) => code,
        Err(error) => {
            // When even stderr is gone, the exit code is all that is left to say.
            output::say(&error.into_diagnostics(), lang).ok();
            ExitCode::from(FAILURE)
        }
    }
}
