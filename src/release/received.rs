//! The project that a release's PDF carries, and its edition opened again.

use std::fs;
use std::path::Path;

use super::Source;
use crate::carried::received::Received;
use crate::carried::reopened::{self, Reopened};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::reading::{Pdf, Unreadable};
use crate::typeset::fonts::Fonts;

/// The project in a PDF file.
///
/// # Errors
/// A file that cannot be read, or carries no project.
pub fn read(path: &Path) -> Result<Received> {
    let bytes = fs::read(path).map_err(|cause| Error::io("io-read", path, cause))?;
    of(bytes, path)
}

/// The project in these bytes of a PDF, which messages call `name`.
///
/// # Errors
/// A PDF that cannot be read, or carries no project.
pub fn of(pdf: Vec<u8>, name: &Path) -> Result<Received> {
    let unreadable = |cause: Unreadable| cause.error(name);
    let attachments = Pdf::read(pdf).map_err(unreadable)?.attachments().map_err(unreadable)?;
    let named = attachments.into_iter().map(|attachment| (attachment.name, attachment.bytes));
    Received::of(named).map_err(|cause| refusal(cause.message().with("file", name.display().to_string())))
}

/// Opens the edition with the very fonts it was made with.
///
/// # Errors
/// Fonts that are not among these; every fault of its files.
pub fn reopen(received: &Received, fonts: Fonts) -> Result<Reopened> {
    let fonts = fonts.only(&received.lock.fonts).map_err(|missing| {
        let names: Vec<String> = missing.into_iter().map(|font| font.file).collect();
        refusal(Message::new("release-fonts").with("fonts", names))
    })?;
    reopened::reopen(received, fonts)
}

/// An edition that was opened again, as a release is made from it.
pub fn source(opened: &mut Reopened) -> Source<'_> {
    let Reopened { typesetter, dataset, previous, data } = opened;
    Source { typesetter, dataset, previous, data }
}

fn refusal(message: Message) -> Error {
    let hint = message.hint();
    Error::Input(vec![Diagnostic::error(message).hint(hint)])
}
