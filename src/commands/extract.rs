//! `kanyin extract`: the project out of its own PDF, ready to be built.

use std::fs;
use std::process::ExitCode;

use crate::carried::received::Received;
use crate::cli::ExtractArgs;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::reading::Pdf;
use crate::verify::worker;

pub fn run(args: &ExtractArgs, lang: Lang) -> Result<ExitCode> {
    worker::confine();
    let bytes = fs::read(&args.file).map_err(|cause| Error::io("io-read", &args.file, cause))?;
    let unreadable = |cause: crate::reading::Unreadable| cause.error(&args.file);
    let attachments = Pdf::read(bytes).map_err(unreadable)?.attachments().map_err(unreadable)?;
    let named = attachments.into_iter().map(|attachment| (attachment.name, attachment.bytes));
    let received = Received::of(named).map_err(|cause| {
        let message = cause.message().with("file", args.file.display().to_string());
        let hint = message.hint();
        Error::Input(vec![Diagnostic::error(message).hint(hint)])
    })?;
    let files: Vec<_> = received.files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect();
    output::write_new_folder(&args.output, &files)?;
    let at = |path: &String| quoted(&args.output.join(path).display().to_string());
    // What the data link to is found without being named.
    let further = received.lock.previous.iter().map(|path| format!(" --against {}", at(path)));
    let further: String = if received.lock.previous.len() > 1 { further.collect() } else { String::new() };
    let done = Message::new("extracted")
        .with("folder", args.output.display().to_string())
        .with("files", files.len())
        .with("data", at(&received.lock.data))
        .with("against", further);
    output::print(&(done.text(lang) + "\n"))?;
    Ok(ExitCode::SUCCESS)
}

/// A path as a shell reads it as one word.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
