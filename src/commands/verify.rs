//! `kanyin verify`: whether a PDF is what its own source makes.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::{DIFFERENT, FAILURE};
use crate::cli::{VerifyArgs, VerifyWorkerArgs};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::verify::worker::{self, Failure};
use crate::verify::{Question, Verdict};

pub fn run(args: &VerifyArgs, lang: Lang) -> Result<ExitCode> {
    let pdf = fs::read(&args.file).map_err(|cause| Error::io("io-read", &args.file, cause))?;
    let data = args.data.as_deref().map(read_text).transpose()?;
    let name = args.file.display().to_string();
    let verdict = worker::ask(&Question { pdf, data, lang }, &args.font_path);
    let verdict = verdict.map_err(|failure| refusal(failure.message(&name)))?;
    let mut said = vec![verdict.message(&name)];
    let code = match &verdict {
        Verdict::Identical { .. } => ExitCode::SUCCESS,
        Verdict::SameContent { .. } if args.strict => {
            said.push(Message::new("verify-strict"));
            ExitCode::from(DIFFERENT)
        }
        Verdict::SameContent { .. } => ExitCode::SUCCESS,
        Verdict::Differs { .. } | Verdict::CannotBeMade { .. } => {
            said.extend(verdict.note());
            ExitCode::from(DIFFERENT)
        }
        _ => return Err(refusal(verdict.message(&name))),
    };
    if let (Some(data), Verdict::Identical { .. } | Verdict::SameContent { .. }) = (&args.data, &verdict) {
        said.push(Message::new("verify-data-agrees").with("data", data.display().to_string()));
    }
    let lines: Vec<String> = said.iter().map(|message| message.text(lang) + "\n").collect();
    output::print(&lines.concat())?;
    Ok(code)
}

/// The other side of `run`, in a process of its own.
pub fn serve(args: &VerifyWorkerArgs) -> Result<ExitCode> {
    match worker::serve(&args.font_path) {
        // Strings and numbers only.
        Ok(verdict) => {
            output::print(&serde_json::to_string(&verdict).expect("a verdict serialises"))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            output::print(&output::for_stdout(&error.into_diagnostics(), Lang::Zh))?;
            Ok(ExitCode::from(FAILURE))
        }
    }
}

fn read_text(path: &Path) -> Result<(String, String)> {
    let text = fs::read_to_string(path).map_err(|cause| Error::io("io-read-data", path, cause))?;
    Ok((path.display().to_string(), text))
}

fn refusal(message: Message) -> Error {
    let hint = message.hint();
    Error::Input(vec![Diagnostic::error(message).hint(hint)])
}

impl Failure {
    fn message(&self, file: &str) -> Message {
        match self {
            Failure::Io(cause) => Message::new("verify-died").with("status", cause.to_string()),
            Failure::TooLong(time) => Message::new("verify-too-long").with("seconds", time.as_secs().to_string()),
            Failure::Died(status) => Message::new("verify-died").with("status", status.to_string()),
            Failure::Refused(cause) => Message::new("verify-refused").with("cause", cause),
        }
        .with("file", file)
    }
}
