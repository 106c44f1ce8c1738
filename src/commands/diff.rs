//! `kanyin diff`: a redline of two releases.

use std::path::Path;
use std::process::ExitCode;

use crate::cli::{DiffArgs, DiffFormat};
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::redline::{self, Release};
use crate::verify::worker;

/// Anything differs.
const DIFFERS: u8 = 1;

pub fn run(args: &DiffArgs, lang: Lang) -> Result<ExitCode> {
    worker::confine();
    let (old, new) = (Release::open(&args.old)?, Release::open(&args.new)?);
    if let Some(target) = &args.output {
        refuse_misnamed(target)?;
        output::refuse_over(target, &[&old.path, &new.path])?;
    }
    let redline = redline::compare(&old, &new)?;
    if let Some(target) = &args.output {
        output::write_file(target, redline::document(&old, &new, &redline, lang)?.as_bytes())?;
    }
    output::print(&match args.format {
        DiffFormat::Human => redline::text(&old, &new, &redline, lang),
        DiffFormat::Json => format!("{:#}\n", redline::json(&old, &new, &redline, lang)),
    })?;
    Ok(if redline.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(DIFFERS) })
}

/// HTML under another program's name would be opened by it.
fn refuse_misnamed(target: &Path) -> Result<()> {
    let ending = target.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    if matches!(ending.as_str(), "html" | "htm") {
        return Ok(());
    }
    let message = Message::new("diff-misnamed").with("target", target.display().to_string());
    Err(Error::Usage { hint: message.hint(), message })
}
