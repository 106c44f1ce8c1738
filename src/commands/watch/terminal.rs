//! What is said on the terminal, by a thread of its own: a terminal that is halted, or gone, must not halt the pages.

use std::sync::mpsc::{self, SyncSender};
use std::thread;

use crate::diagnostics::{Diagnostic, human};
use crate::messages::{Lang, Message};
use crate::output;

/// Lines that wait for a halted terminal; what is said beyond them is not said.
const WAITING: usize = 64;

pub struct Terminal {
    lines: SyncSender<Line>,
    lang: Lang,
}

enum Line {
    Progress(Message),
    Diagnostics(Vec<Diagnostic>),
}

impl Terminal {
    pub fn open(lang: Lang) -> Terminal {
        let (lines, said) = mpsc::sync_channel(WAITING);
        thread::spawn(move || {
            for line in said {
                // There is nobody to tell that nobody reads.
                match line {
                    Line::Progress(message) => output::progress(&message.text(lang)).ok(),
                    Line::Diagnostics(diagnostics) => output::say(&diagnostics, lang).ok(),
                };
            }
        });
        Terminal { lines, lang }
    }

    pub fn progress(&self, message: Message) {
        self.lines.try_send(Line::Progress(message)).ok();
    }

    pub fn say(&self, diagnostics: Vec<Diagnostic>) {
        self.lines.try_send(Line::Diagnostics(diagnostics)).ok();
    }

    /// Diagnostics as they are said here, as plain text.
    pub fn plain(&self, diagnostics: &[Diagnostic]) -> String {
        let mut text = Vec::new();
        // Writing to memory cannot fail, and what is written is text.
        human::write(&mut text, diagnostics, self.lang, false).ok();
        String::from_utf8_lossy(&text).into_owned()
    }
}
