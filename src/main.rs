//! Parse, run, exit code.

use std::io::{IsTerminal, stderr};
use std::process::ExitCode;

use clap::Parser;
use kanyin::cli::Cli;
use kanyin::{commands, diagnostics};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(cli) {
        Ok(code) => code,
        Err(error) => {
            let code = error.exit_code();
            // When even stderr is gone, the exit code is all that is left to say.
            let coloured = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            diagnostics::print(&mut stderr(), &error.into_diagnostics(), coloured).ok();
            ExitCode::from(code)
        }
    }
}
