//! PDFs read back: what a file carries, says and looks like.
//!
//! A file may be anybody's. It is looked through before it is parsed, every tree of it is walked to a bounded depth and
//! each of its nodes once, nothing is unpacked past a bound, and what still fails is an error value, never a panic.
//! (How long a hostile file may take is not bounded here; who reads strangers' files gives a process its limits.)

mod attachments;
mod blocks;
mod catalog;
mod content;
mod guard;
mod marks;
mod picture;
mod screen;
mod strings;
mod to_unicode;
mod tree;
mod unpack;
mod unreadable;

use hayro_syntax::object::{Dict, ObjectIdentifier};
use hayro_syntax::{LoadPdfError, Pdf as Syntax};

pub use attachments::Attachment;
pub use blocks::Block;
pub use catalog::{Bookmark, Font, Metadata, RawObject};
pub use content::PageText;
pub use picture::Picture;
pub use unreadable::Unreadable;

/// A PDF file that could be read.
pub struct Pdf {
    syntax: Syntax,
    /// Bytes of stack that reading it can take.
    stack: usize,
}

impl Pdf {
    /// Reads a file's objects and finds its pages.
    ///
    /// # Errors
    /// What is no PDF, is encrypted, is broken beyond repair, or could exhaust the machine.
    pub fn read(bytes: Vec<u8>) -> Result<Pdf, Unreadable> {
        let stack = screen::stack(&bytes)?;
        let (bytes, stack) = guard::guarded(stack, || {
            let packed = screen::objects(&bytes)?;
            Ok((bytes, stack.max(packed)))
        })?;
        let syntax = guard::guarded(stack, || {
            Syntax::new(bytes).map_err(|error| match error {
                LoadPdfError::Decryption(_) => Unreadable::Encrypted,
                LoadPdfError::Invalid => Unreadable::Broken,
            })
        })?;
        if syntax.pages().len() > screen::MAX_PAGES {
            return Err(Unreadable::TooLarge);
        }
        Ok(Pdf { syntax, stack })
    }

    pub fn page_count(&self) -> usize {
        self.syntax.pages().len()
    }

    /// Runs work on the file where neither its depth nor a fault of its parser can end the program.
    fn guarded<T: Send>(&self, work: impl FnOnce() -> Result<T, Unreadable> + Send) -> Result<T, Unreadable> {
        guard::guarded(self.stack, work)
    }

    fn catalog(&self) -> Option<Dict<'_>> {
        self.syntax.xref().get(self.syntax.xref().root_id())
    }

    /// Which page an object is, from 0.
    fn page_of(&self, id: ObjectIdentifier) -> Option<usize> {
        self.syntax.pages().iter().position(|page| page.raw().obj_id() == Some(id))
    }
}
