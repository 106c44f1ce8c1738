//! Why a PDF, or a part of it, cannot be read.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::messages::Message;

/// Why a PDF, or a part of it, cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    /// No PDF at all.
    NotPdf,
    Encrypted,
    /// Cut off, or against the format in a way that cannot be repaired.
    Broken,
    /// Larger than is read, packed or unpacked.
    TooLarge,
    /// Nested deeper than is read, or without an end.
    TooDeep,
}

impl Unreadable {
    /// The cause with the file's name; its hint is the remedy.
    pub fn message(self, file: &str) -> Message {
        Message::new(match self {
            Unreadable::NotPdf => "pdf-not-pdf",
            Unreadable::Encrypted => "pdf-encrypted",
            Unreadable::Broken => "pdf-broken",
            Unreadable::TooLarge => "pdf-too-large",
            Unreadable::TooDeep => "pdf-too-deep",
        })
        .with("file", file)
    }

    /// The failure of a command that was to read the file.
    pub fn error(self, file: &Path) -> Error {
        let message = self.message(&file.display().to_string());
        let hint = message.hint();
        Error::Input(vec![Diagnostic::error(message).hint(hint)])
    }
}
