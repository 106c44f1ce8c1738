//! `kanyin schema`: the JSON Schema of data files.

use std::process::ExitCode;

use crate::error::Result;
use crate::output;
use crate::survey::schema::schema;

pub fn run() -> Result<ExitCode> {
    output::print(&schema())?;
    Ok(ExitCode::SUCCESS)
}
