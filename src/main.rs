//! Parse, run, exit code.

use std::env;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;
use kanyin::cli::Cli;
use kanyin::{commands, output, usage};

/// The work could not be done. (1 is for findings, which are results and no failures.)
const FAILURE: u8 = 2;

/// No command was given.
const HELP_FOR_NOTHING: ErrorKind = ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;

/// Stack of each thread that lays out or evaluates, as much as the main one has: calls of the kit nest as deep there.
const STACK_BYTES: usize = 8 << 20;

fn main() -> ExitCode {
    // It can only have been built already, which is nobody's loss.
    rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build_global().ok();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // Help and version are what was asked for, or all that can be offered.
        Err(asked) if !asked.use_stderr() || asked.kind() == HELP_FOR_NOTHING => asked.exit(),
        Err(error) => {
            output::say(&[usage::diagnostic(&error)], usage::lang(env::args_os())).ok();
            return ExitCode::from(FAILURE);
        }
    };
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
