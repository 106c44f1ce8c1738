//! Whether a PDF says what it carries: the report is made again from its own attachments and compared byte for byte.
//!
//! ```text
//! PDF ─▶ worker process ─▶ reading ─▶ carried project ─▶ rebuild ─▶ difference ─▶ verdict
//! ```
//! Byte for byte is what the same tool must give. Where another version made the file, every number, text and page must
//! still agree. Nothing in a verdict is believed because the file says so.

mod difference;
mod question;
mod rebuild;
mod wording;
pub mod worker;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::carried::lock::Lock;
use crate::carried::received::{NotAProject, Received};
use crate::carried::reopened::editions;
use crate::diagnostics::human;
use crate::error::Error;
use crate::messages::Lang;
use crate::reading::{Pdf, Unreadable};
use crate::release;
use crate::survey::Dataset;
use crate::typeset::fonts::{FontFile, Fonts};
pub use difference::{CarriedHow, Difference};
pub use question::{Answer, Question, Task};
pub use rebuild::{House, Rebuilt, rebuild};

/// The hidden command that a worker is started with.
pub const WORKER_COMMAND: &str = "verify-worker";

/// What was found of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// 逐字节一致.
    Identical {
        pages: usize,
        bytes: usize,
        files: usize,
        house: House,
    },
    /// 内容一致: made by another version; numbers, text and pages agree.
    SameContent {
        pages: usize,
        made_by: Versions,
        house: House,
    },
    /// The first difference; `made_by` where another version made the file.
    Differs {
        difference: Difference,
        made_by: Option<Versions>,
    },
    /// What it carries cannot be made into a report; the faults, as printed.
    CannotBeMade {
        faults: String,
    },
    /// The data that it was to be compared with are none; the faults, as printed.
    BadData {
        faults: String,
    },
    /// It carries no project, or none that may be touched.
    NotAProject(NotAProject),
    /// Fonts that it was made with and that are not here.
    OtherFonts {
        missing: Vec<FontFile>,
    },
    Unreadable(Unreadable),
}

/// Versions of the tools that made a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    pub kanyin: String,
    pub typst: String,
}

impl Versions {
    /// The versions in a lock, where they are not our own.
    fn other(lock: &Lock) -> Option<Versions> {
        let plain = difference::plain;
        (!lock.is_ours()).then(|| Versions { kanyin: plain(&lock.kanyin), typst: plain(&lock.typst) })
    }
}

/// Does what a worker is asked to, with these fonts at hand.
pub fn answer(task: &Task, fonts: Fonts) -> Answer {
    match task {
        Task::Pdf(question) => Answer::Verdict(judge(question, fonts)),
        Task::Release { folder, lang } => Answer::Problems(release::verify::against_source(folder, fonts, *lang)),
    }
}

/// Whether two PDFs by different versions say and show the same, and are the same in every part.
pub fn same_content(one: &[u8], other: &[u8]) -> bool {
    let read = |bytes: &[u8]| Pdf::read(bytes.to_vec()).ok();
    let (Some(one), Some(other)) = (read(one), read(other)) else { return false };
    matches!(difference::of_content(&one, &other, true), Ok(None))
}

/// Judges a PDF with these fonts at hand.
pub fn judge(question: &Question, fonts: Fonts) -> Verdict {
    compare(question, fonts).unwrap_or_else(|early| *early)
}

/// A verdict in any case; the error is one that was reached before anything could be compared.
fn compare(question: &Question, fonts: Fonts) -> Result<Verdict, Box<Verdict>> {
    let unreadable = |cause: Unreadable| Box::new(Verdict::Unreadable(cause));
    let faulty = |error: Error| Box::new(Verdict::CannotBeMade { faults: printed(error, question.lang) });
    let given = Pdf::read(question.pdf.clone()).map_err(unreadable)?;
    let attachments = given.attachments().map_err(unreadable)?;
    let named = attachments.iter().map(|attachment| (attachment.name.clone(), attachment.bytes.clone()));
    let received = Received::of(named).map_err(|cause| Box::new(Verdict::NotAProject(cause)))?;
    let fonts = fonts.only(&received.lock.fonts).map_err(|missing| Box::new(Verdict::OtherFonts { missing }))?;
    let made_by = Versions::other(&received.lock);
    let rebuilt = rebuild(&received, fonts).map_err(faulty)?;
    if let Some((name, text)) = &question.data {
        let bad = |error: Error| Box::new(Verdict::BadData { faults: printed(error, question.lang) });
        let data = Dataset::parse(name, text.clone()).map_err(bad)?;
        let (carried, _) = editions(&received.files, &received.lock).map_err(faulty)?;
        if let Some(difference) = difference::of_data(&carried.survey, &data.survey) {
            return Ok(Verdict::Differs { difference, made_by });
        }
    }
    let made: BTreeSet<&String> = rebuilt.project.files.iter().map(|file| &file.path).collect();
    if let Some(path) = received.files.keys().find(|path| !made.contains(path)) {
        let difference = Difference::Carried { path: path.clone(), how: CarriedHow::Extra };
        return Ok(Verdict::Differs { difference, made_by });
    }
    let pages = given.page_count();
    if rebuilt.pdf == question.pdf {
        let files = received.files.len();
        return Ok(Verdict::Identical { pages, bytes: question.pdf.len(), files, house: rebuilt.house });
    }
    let again = Pdf::read(rebuilt.pdf.clone()).map_err(unreadable)?;
    let found = difference::of_content(&given, &again, made_by.is_some()).map_err(unreadable)?;
    Ok(match (found, made_by) {
        (Some(difference), made_by) => Verdict::Differs { difference, made_by },
        (None, Some(made_by)) => Verdict::SameContent { pages, made_by, house: rebuilt.house },
        (None, None) => {
            let difference = difference::of_bytes(&given, &again, &question.pdf, &rebuilt.pdf);
            Verdict::Differs { difference: difference.map_err(unreadable)?, made_by: None }
        }
    })
}

/// Faults of a stranger's project as a user reads them; their text may hold anything.
pub fn printed(error: Error, lang: Lang) -> String {
    let mut text = Vec::new();
    // Writing to memory cannot fail.
    human::write(&mut text, &error.into_diagnostics(), lang, false).ok();
    String::from_utf8_lossy(&text).chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}
