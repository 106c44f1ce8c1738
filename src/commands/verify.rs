//! `kanyin verify`: whether a PDF is what its own source makes.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use super::{FAILURE, FINDINGS};
use crate::cli::{VerifyArgs, VerifyWorkerArgs};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::release::manifest::MANIFEST_PATH;
use crate::release::sums::SUMS_PATH;
use crate::release::verify::{Problem, check_folder};
use crate::verify::worker::{self, Failure};
use crate::verify::{Answer, Question, Task, Verdict};

pub fn run(args: &VerifyArgs, lang: Lang) -> Result<ExitCode> {
    if args.file.is_dir() { verify_release(args, lang) } else { verify_pdf(args, lang) }
}

fn verify_pdf(args: &VerifyArgs, lang: Lang) -> Result<ExitCode> {
    if args.signers.is_some() {
        return Err(Error::Usage {
            message: Message::new("verify-signers-of-file"),
            hint: Message::new("verify-signers-of-file.hint"),
        });
    }
    let pdf = fs::read(&args.file).map_err(|cause| Error::io("io-read", &args.file, cause))?;
    let name = args.file.display().to_string();
    let (lines, code) = judged(&name, pdf, args, lang)?;
    output::print(&lines)?;
    Ok(code)
}

/// The verdict on a PDF, in words.
fn judged(name: &str, pdf: Vec<u8>, args: &VerifyArgs, lang: Lang) -> Result<(String, ExitCode)> {
    let data = args.data.as_deref().map(read_text).transpose()?;
    let answer = worker::ask(&Task::Pdf(Question { pdf, data, lang }), &args.font_path);
    let verdict = match answer.map_err(|failure| refusal(failure.message(name)))? {
        Answer::Verdict(verdict) => verdict,
        Answer::Problems(_) => return Err(refusal(Failure::Confused.message(name))),
    };
    let mut said = vec![verdict.message(name)];
    let code = match &verdict {
        Verdict::Identical { .. } => ExitCode::SUCCESS,
        Verdict::SameContent { .. } if args.strict => {
            said.push(Message::new("verify-strict"));
            ExitCode::from(FINDINGS)
        }
        Verdict::SameContent { .. } => ExitCode::SUCCESS,
        Verdict::Differs { .. } | Verdict::CannotBeMade { .. } => ExitCode::from(FINDINGS),
        _ => return Err(refusal(verdict.message(name))),
    };
    said.extend(verdict.notes());
    if let (Some(data), Verdict::Identical { .. } | Verdict::SameContent { .. }) = (&args.data, &verdict) {
        said.push(Message::new("verify-data-agrees").with("data", data.display().to_string()));
    }
    Ok((said.iter().map(|message| message.text(lang) + "\n").collect(), code))
}

/// A release: its PDF first, then every other file.
fn verify_release(args: &VerifyArgs, lang: Lang) -> Result<ExitCode> {
    let name = args.file.display().to_string();
    if ![MANIFEST_PATH, SUMS_PATH].iter().any(|file| args.file.join(file).exists()) {
        return Err(refusal(Message::new("verify-no-release").with("folder", &name)));
    }
    let mut report = (String::new(), ExitCode::SUCCESS);
    let checked = check_folder(&args.file, args.signers.as_deref(), |folder, manifest| {
        let Some(pdf) = folder.files.get(&manifest.report) else { return Ok(Vec::new()) };
        report = judged(&manifest.report, pdf.clone(), args, lang)?;
        let task = Task::Release { folder: folder.clone(), lang };
        match worker::ask(&task, &args.font_path).map_err(|failure| refusal(failure.message(&name)))? {
            // What is wrong with the PDF itself was told more exactly.
            Answer::Problems(problems) => Ok(problems
                .into_iter()
                .filter(|problem| *problem != Problem::NotItsSource(manifest.report.clone()))
                .collect()),
            Answer::Verdict(_) => Err(refusal(Failure::Confused.message(&name))),
        }
    })?;
    let (mut lines, mut code) = report;
    for problem in &checked.problems {
        lines += &(problem.message().text(lang) + "\n");
        code = ExitCode::from(FINDINGS);
    }
    for message in checked.messages(&name) {
        lines += &(message.text(lang) + "\n");
    }
    output::print(&lines)?;
    Ok(code)
}

/// The other side of `run`, in a process of its own.
pub fn serve(args: &VerifyWorkerArgs) -> Result<ExitCode> {
    match worker::serve(&args.font_path) {
        // Strings and numbers only.
        Ok(answer) => {
            output::print(&serde_json::to_string(&answer).expect("an answer serialises"))?;
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
            Failure::Confused => Message::new("verify-died").with("status", "?"),
            Failure::Died(status) => Message::new("verify-died").with("status", status.to_string()),
            Failure::Refused(cause) => Message::new("verify-refused").with("cause", cause),
        }
        .with("file", file)
    }
}
