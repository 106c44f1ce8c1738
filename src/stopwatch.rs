//! Where a build's time goes.

use std::time::{Duration, Instant};

use crate::messages::Message;

/// A part of a build, in the order in which it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Data, waivers and earlier data are read and checked.
    Data,
    /// Design tokens and fonts are read.
    Style,
    Charts,
    Layout,
    Audit,
    /// The pages are laid out once more, as a proof or for a printer.
    Again,
    /// The file is made, its source with it, and written.
    Export,
}

/// The arguments of the message, by stage.
const NAMES: [&str; 7] = ["data", "style", "charts", "layout", "audit", "again", "export"];

/// Running time by stage.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch {
    last: Instant,
    spent: [Duration; NAMES.len()],
}

impl Stopwatch {
    /// Begins to count now.
    pub fn start() -> Stopwatch {
        Stopwatch { last: Instant::now(), spent: Default::default() }
    }

    /// Counts the time since the last lap, or the start, to a stage.
    pub fn lap(&mut self, stage: Stage) {
        let now = Instant::now();
        self.spent[stage as usize] += now - self.last;
        self.last = now;
    }

    /// All stages and their sum, in milliseconds. An audit that ran `beside` the export is told, but not in the sum.
    pub fn message(&self, beside: Option<Duration>) -> Message {
        let milliseconds = |time: Duration| format!("{:.1}", time.as_secs_f64() * 1000.0);
        let whole = Message::new("timings")
            .with("whole", milliseconds(self.spent.iter().sum()))
            .with("beside", if beside.is_some() { "yes" } else { "no" });
        NAMES.iter().zip(self.spent).fold(whole, |message, (name, spent)| {
            let audit = beside.filter(|_| *name == NAMES[Stage::Audit as usize]);
            message.with(name, milliseconds(audit.unwrap_or(spent)))
        })
    }
}
