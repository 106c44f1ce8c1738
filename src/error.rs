//! Why a command could not do its work.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::Diagnostic;
use crate::messages::Message;

/// A command's failure: what it was doing, what stopped it, what to do.
#[derive(Debug)]
pub enum Error {
    /// The input is wrong; every fault that was found, each with its place.
    Input(Vec<Diagnostic>),
    /// A file or folder could not be read or written; `doing` is a message: `io-read-data`.
    Io { doing: &'static str, path: PathBuf, cause: io::Error },
    /// The command was asked for something it does not do.
    Usage { message: Message, hint: Message },
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub fn io(doing: &'static str, path: &Path, cause: io::Error) -> Self {
        Error::Io { doing, path: path.to_owned(), cause }
    }

    /// The failure as messages for the one printer.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        match self {
            Error::Input(diagnostics) => diagnostics,
            Error::Io { doing, path, cause } => {
                let cause = explain(&cause);
                let hint = cause.hint();
                let message = Message::new("io-failed")
                    .with("doing", Message::new(doing))
                    .with("path", path.display().to_string())
                    .with("cause", cause);
                vec![Diagnostic::error(message).hint(hint)]
            }
            Error::Usage { message, hint } => vec![Diagnostic::error(message).hint(hint)],
        }
    }
}

/// An I/O error's cause, whose attribute `hint` is its remedy.
fn explain(error: &io::Error) -> Message {
    Message::new(match error.kind() {
        io::ErrorKind::NotFound => "io-not-found",
        io::ErrorKind::PermissionDenied => "io-permission-denied",
        io::ErrorKind::AlreadyExists => "io-already-exists",
        io::ErrorKind::InvalidInput => "io-no-plain-file",
        io::ErrorKind::IsADirectory => "io-is-folder",
        io::ErrorKind::NotADirectory => "io-is-no-folder",
        io::ErrorKind::StorageFull => "io-storage-full",
        io::ErrorKind::ReadOnlyFilesystem => "io-read-only",
        io::ErrorKind::InvalidData => "io-not-utf8",
        _ => return Message::new("io-other").with("cause", error.to_string()),
    })
}
