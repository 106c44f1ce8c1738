//! Who stands for a release: an SSH signature of `SHA256SUMS`, made and checked by `ssh-keygen`. The only other program
//! that is ever started, and only where a signature is asked for.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;

/// Where the signature stands in a release.
pub const SIGNATURE_PATH: &str = "SHA256SUMS.sig";

/// What the signatures are for, so that none made for another purpose counts.
const NAMESPACE: &str = "kanyin";

const PROGRAM: &str = "ssh-keygen";

/// What is known of who signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signature {
    /// There is none.
    Unsigned,
    /// There is one, and nobody said whose would count.
    Unchecked,
    /// By one of those who may sign.
    By(String),
    /// By nobody who may, or of other bytes; what `ssh-keygen` said.
    Bad(String),
}

/// Signs the list of checksums with a private key, or with a public one whose private half an agent holds.
///
/// # Errors
/// No such key, no `ssh-keygen`, or what it said.
pub fn sign(key: &Path, sums: &[u8]) -> Result<Vec<u8>> {
    if !key.is_file() {
        return Err(Error::io("io-read-key", key, io::ErrorKind::NotFound.into()));
    }
    let arguments = ["-Y".as_ref(), "sign".as_ref(), "-n".as_ref(), NAMESPACE.as_ref(), "-f".as_ref(), key.as_os_str()];
    let done = run(&arguments, sums)?;
    if done.status.success() && done.stdout.starts_with(b"-----BEGIN SSH SIGNATURE-----") {
        return Ok(done.stdout);
    }
    let message = Message::new("release-sign-failed").with("key", key.display().to_string());
    Err(refusal(message.with("cause", said(&done))))
}

/// Checks a signature against those who may sign: a file of allowed signers, see `ssh-keygen(1)`.
///
/// # Errors
/// No such file, or no `ssh-keygen`; a bad signature is a result.
pub fn check(signers: &Path, sums: &[u8], signature: &[u8]) -> Result<Signature> {
    if !signers.is_file() {
        return Err(Error::io("io-read-signers", signers, io::ErrorKind::NotFound.into()));
    }
    // The program takes the signature from a file only.
    let fail = |cause: io::Error| Error::io("io-write", Path::new(SIGNATURE_PATH), cause);
    let mut file = tempfile::NamedTempFile::new().map_err(fail)?;
    file.write_all(signature).map_err(fail)?;
    let (file, signers) = (file.path().as_os_str(), signers.as_os_str());
    let find = ["-Y".as_ref(), "find-principals".as_ref(), "-s".as_ref(), file, "-f".as_ref(), signers];
    let found = run(&find, &[])?;
    let names = String::from_utf8_lossy(&found.stdout).into_owned();
    let mut last = said(&found);
    for name in names.lines().flat_map(|line| line.split(',')).map(str::trim).filter(|name| !name.is_empty()) {
        let verify: [&OsStr; 10] = [
            "-Y".as_ref(),
            "verify".as_ref(),
            "-n".as_ref(),
            NAMESPACE.as_ref(),
            "-f".as_ref(),
            signers,
            "-I".as_ref(),
            name.as_ref(),
            "-s".as_ref(),
            file,
        ];
        let done = run(&verify, sums)?;
        if done.status.success() {
            return Ok(Signature::By(name.to_owned()));
        }
        last = said(&done);
    }
    Ok(Signature::Bad(last))
}

/// Runs the program with this input.
fn run(arguments: &[&OsStr], input: &[u8]) -> Result<Output> {
    let fail = |cause: io::Error| {
        let id = if cause.kind() == io::ErrorKind::NotFound { "release-no-ssh" } else { "release-ssh-failed" };
        refusal(Message::new(id).with("program", PROGRAM).with("cause", cause.to_string()))
    };
    let mut command = Command::new(PROGRAM);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(fail)?;
    let stdin = child.stdin.take();
    let input = input.to_vec();
    // A program that refuses its arguments closes its end; its status says more than the broken pipe.
    let writer = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input).ok()));
    let output = child.wait_with_output().map_err(fail)?;
    writer.join().ok();
    Ok(output)
}

/// What the program said, in one line.
fn said(output: &Output) -> String {
    let words = String::from_utf8_lossy(&output.stderr);
    let words = words.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("Signing "));
    let words: String = words.collect::<Vec<_>>().join("; ");
    let words: String = words.chars().filter(|character| !character.is_control()).collect();
    if words.is_empty() { output.status.to_string() } else { words }
}

fn refusal(message: Message) -> Error {
    let hint = message.hint();
    Error::Input(vec![Diagnostic::error(message).hint(hint)])
}
