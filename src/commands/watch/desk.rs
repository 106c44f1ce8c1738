//! The builder: keeps the last good pages, and tells the windows.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::Stir;
use super::sources::Sources;
use super::terminal::Terminal;
use crate::audit::proof::Layout;
use crate::checksum::hex_sum;
use crate::commands::made::report_pdf;
use crate::commands::written_message;
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::Result;
use crate::live::{self, Answer, Board, Change, Judged, Painter, Question, Settle, Sheet, Topic, Wanted, Watcher};
use crate::messages::{Lang, Message};
use crate::output;
use crate::typeset::folio::COVER;
use crate::typeset::spots::Spots;
use crate::typeset::{Pages, folio, text};

/// How long sources must stay broken before anybody is told: half-written files and files that are being replaced are
/// whole again by then.
const PATIENCE: Duration = Duration::from_millis(250);

/// How soon a build that failed is tried again, at first and in the long run: what it lacked may have come without a
/// trace.
const RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(8));

/// How long nothing must change before the PDF is written: it must not stand in the way of the next page.
const PDF_AFTER: Duration = Duration::from_millis(300);

/// How soon a PDF that could not be written is tried again.
const PDF_AGAIN: Duration = Duration::from_secs(5);

/// The builder: keeps the edition and its last good pages, and tells the windows.
pub struct Desk<'a> {
    /// Where the PDF is kept, if anywhere.
    output: Option<&'a Path>,
    lang: Lang,
    sources: Sources<'a>,
    board: Arc<Board>,
    watcher: Watcher,
    terminal: Terminal,
    /// Held while a file is written.
    writing: Arc<Mutex<()>>,
    painter: Arc<Painter>,
    shown: Option<Shown>,
    /// Counts builds that were told.
    build: u64,
    /// What is wrong, and since when; told once it has been so for a while.
    trouble: Option<(Instant, Vec<Diagnostic>)>,
    /// What is wrong with the sources as they are now, in words.
    fault: Option<String>,
    /// The trouble that windows show.
    told: Option<String>,
    /// When to try again what failed, and how long that was waited for.
    retry: Option<(Instant, Duration)>,
    /// The PDF is older than the pages.
    pdf_due: Option<Instant>,
    /// Why it could not be written the last time.
    pdf_fault: Option<String>,
}

/// The last good pages.
struct Shown {
    pages: Pages,
    sheets: Vec<Arc<Sheet>>,
}

impl<'a> Desk<'a> {
    pub fn new(
        output: Option<&'a Path>,
        lang: Lang,
        sources: Sources<'a>,
        board: Arc<Board>,
        watcher: Watcher,
        terminal: Terminal,
        writing: Arc<Mutex<()>>,
    ) -> Self {
        Desk {
            output,
            lang,
            sources,
            board,
            watcher,
            terminal,
            writing,
            painter: Arc::default(),
            shown: None,
            build: 0,
            trouble: None,
            fault: None,
            told: None,
            retry: None,
            pdf_due: None,
            pdf_fault: None,
        }
    }

    /// Builds, waits for changes, builds again, until the process is ended.
    pub fn work(mut self, stirred: &Receiver<Stir>) -> ExitCode {
        let mut settle = Settle::default();
        let mut look_at = Instant::now();
        self.greet();
        self.build(&mut settle);
        loop {
            while let Ok(stir) = stirred.try_recv() {
                self.take(stir, &mut settle);
            }
            let now = Instant::now();
            if settle.take(now) {
                self.build(&mut settle);
                continue;
            }
            if look_at <= now {
                look_at = now + self.watcher.pause();
                if self.watcher.look() {
                    settle.stir(Change::Begun, now);
                }
            }
            if self.retry.is_some_and(|(due, _)| due <= now) {
                settle.stir(Change::Finished, now);
            }
            // Before anything is said or written, what was saved meanwhile is built.
            if settle.due().is_none() {
                self.tell_trouble(now);
                self.write_pdf(now);
            }
            let retry = self.retry.map(|(due, _)| due);
            let due = [settle.due(), self.trouble_due(), retry, self.pdf_due, Some(look_at)];
            let wait = due.into_iter().flatten().min().unwrap_or(now).saturating_duration_since(Instant::now());
            match stirred.recv_timeout(wait) {
                Ok(stir) => self.take(stir, &mut settle),
                Err(RecvTimeoutError::Timeout) => {}
                // Watcher and server both keep a sender.
                Err(RecvTimeoutError::Disconnected) => return ExitCode::SUCCESS,
            }
        }
    }

    fn take(&mut self, stir: Stir, settle: &mut Settle) {
        match stir {
            Stir::Changed(change) => settle.stir(change, Instant::now()),
            Stir::Asked(question) => self.answer(question),
        }
    }

    /// Builds from the files as they are now.
    fn build(&mut self, settle: &mut Settle) {
        let (started, since) = (Instant::now(), SystemTime::now());
        // Noted before anything is read: what changes from here on is built again.
        self.watcher.look();
        let laid_out = match self.sources.lay_out() {
            Ok(pages) => {
                (self.retry, self.fault) = (None, None);
                Some(self.put_up(pages, started))
            }
            Err(error) => {
                // Counted from now: what was saved while this was found wrong is built before it is told.
                let diagnostics = error.into_diagnostics();
                self.fault = Some(self.terminal.plain(&diagnostics));
                self.trouble = Some((Instant::now(), diagnostics));
                let (first, last) = RETRY;
                let pause = self.retry.map_or(first, |(_, pause)| (pause * 2).min(last));
                self.retry = Some((Instant::now() + pause, pause));
                None
            }
        };
        // What nobody knew of was not watched while it was read.
        if self.watcher.follow(self.sources.files(), &self.sources.font_folders(), since) {
            settle.stir(Change::Begun, Instant::now());
        }
        match laid_out {
            Some(line) => {
                self.tell_findings();
                self.terminal.progress(line);
            }
            // Nobody can take the first words for a flicker.
            None if self.shown.is_none() => self.tell_trouble(Instant::now() + PATIENCE),
            None => {}
        }
    }

    /// Tells who speaks.
    fn greet(&self) {
        let report = self.sources.opened.as_ref().map(|opened| &opened.dataset.survey.report);
        self.board.publish(Topic::Hello, live::hello(report, &edition_id(self.sources.project()), self.lang));
    }

    /// Puts up the pages, and gives the line that tells of them.
    fn put_up(&mut self, pages: Pages, started: Instant) -> Message {
        let before = self.shown.as_ref().map_or(&[][..], |shown| &shown.sheets);
        let sheets = live::sheets(&pages.document, before, &self.painter);
        let changed = live::changed(&sheets, before);
        self.build += 1;
        self.trouble = None;
        let milliseconds = started.elapsed().as_millis();
        let seen = self.board.seen();
        let news = live::pages(self.build, milliseconds, &pages.document, &sheets, before, &changed, &seen);
        self.board.publish_pages(news, sheets.clone());
        if self.told.is_some() || self.build == 1 {
            if self.told.take().is_some() {
                self.terminal.progress(Message::new("watch-recovered"));
            }
            self.board.publish(Topic::Trouble, live::trouble(self.build, &[], self.lang));
        }
        let line = self.built(&pages, &changed, milliseconds);
        self.shown = Some(Shown { pages, sheets });
        self.pdf_due = self.output.map(|_| Instant::now() + PDF_AFTER);
        line
    }

    /// Judges the pages that are shown.
    fn tell_findings(&mut self) {
        self.greet();
        let (Some(opened), Some(shown)) = (&self.sources.opened, &self.shown) else { return };
        let words = text::words(&shown.pages.document);
        let prose = opened.typesetter.prose();
        let edition = opened.edition(&prose, Some((&shown.pages, &words)));
        let findings = edition.findings();
        let spots = Spots::of(opened.typesetter.world(), &shown.pages.document);
        let judged = Judged {
            claims: edition.claim_count(&findings),
            layout: Layout { spots: &spots, folios: &[] },
            previous: &opened.previous,
            warnings: &shown.pages.warnings,
            findings: &findings,
            edition,
        };
        self.board.publish(Topic::Findings, live::findings(self.build, &judged, self.lang));
    }

    /// When trouble is to be told.
    fn trouble_due(&self) -> Option<Instant> {
        self.trouble.as_ref().map(|(since, _)| *since + PATIENCE)
    }

    /// Tells what is wrong, once it has been so for long enough.
    fn tell_trouble(&mut self, now: Instant) {
        if self.trouble_due().is_none_or(|due| now < due) {
            return;
        }
        let Some((_, diagnostics)) = self.trouble.take() else { return };
        let trouble = live::trouble(self.build, &diagnostics, self.lang);
        if self.told.as_ref() != Some(&trouble) {
            self.board.publish(Topic::Trouble, trouble.clone());
            self.terminal.say(diagnostics);
            self.told = Some(trouble);
        }
    }

    fn built(&self, pages: &Pages, changed: &[usize], milliseconds: u128) -> Message {
        let folios = folio::folios(&pages.document);
        let name = |number: &usize| match folios[number - 1].as_str() {
            "" => Message::new("watch-sheet").with("number", *number),
            COVER => Message::new("watch-cover"),
            folio => Message::new("watch-page").with("folio", folio),
        };
        let changed = match changed {
            [] => Message::new("watch-changed-none"),
            changed => Message::new("watch-changed").with("pages", changed.iter().map(name).collect::<Vec<_>>()),
        };
        Message::new("watch-built")
            .with("build", self.build)
            .with("milliseconds", milliseconds.to_string())
            .with("pages", pages.document.pages().len())
            .with("changed", changed)
    }

    fn answer(&mut self, question: Question) {
        // Many may have been asked by a window that is gone.
        if question.reply.is_closed() {
            return;
        }
        let answer = match question.wanted {
            Wanted::Words(number) => self.words(number),
            Wanted::Pdf => self.pdf(),
        };
        question.reply.send(answer).ok();
    }

    fn words(&self, number: usize) -> Option<Answer> {
        let (opened, shown) = (self.sources.opened.as_ref()?, self.shown.as_ref()?);
        let page = shown.pages.document.pages().get(number.checked_sub(1)?)?;
        Some(Answer::Words(live::words(self.build, page, opened.typesetter.world())))
    }

    /// The report as `build` would write it: from broken sources none.
    fn pdf(&mut self) -> Option<Answer> {
        if let Some(fault) = &self.fault {
            return Some(Answer::NoPdf(fault.clone()));
        }
        let (opened, shown) = (self.sources.opened.as_mut()?, self.shown.as_ref()?);
        let name = opened.project.default_output(&opened.dataset.survey.report);
        let name = name.file_name()?.to_string_lossy().into_owned();
        Some(match report_pdf(opened, &shown.pages, true) {
            Ok(bytes) => Answer::Pdf { name, bytes },
            Err(error) => {
                let diagnostics = error.into_diagnostics();
                let why = self.terminal.plain(&diagnostics);
                self.terminal.say(diagnostics);
                Answer::NoPdf(why)
            }
        })
    }

    /// Writes the PDF that was asked for, once the pages are at rest. What stops it is said once, stops nothing else, and
    /// is tried again.
    fn write_pdf(&mut self, now: Instant) {
        if self.pdf_due.is_none_or(|due| now < due) {
            return;
        }
        self.pdf_due = None;
        // The next good pages are written.
        if self.fault.is_some() {
            return;
        }
        let Some(written) = self.output.and_then(|target| self.try_write_pdf(target)) else { return };
        match written {
            Ok(line) => {
                self.pdf_fault = None;
                self.terminal.progress(line);
            }
            Err(error) => {
                let diagnostics = error.into_diagnostics();
                let fault = Some(self.terminal.plain(&diagnostics));
                if self.pdf_fault != fault {
                    self.terminal.say(diagnostics);
                }
                self.pdf_fault = fault;
                self.pdf_due = Some(Instant::now() + PDF_AGAIN);
            }
        }
    }

    /// The line that tells of it; none before there are pages.
    fn try_write_pdf(&mut self, target: &Path) -> Option<Result<Message>> {
        let inputs = self.sources.files();
        let (opened, shown) = (self.sources.opened.as_mut()?, self.shown.as_ref()?);
        let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
        let bytes = output::refuse_over(target, &inputs).and_then(|()| report_pdf(opened, &shown.pages, true));
        let pages = shown.pages.document.pages().len();
        Some(bytes.and_then(|bytes| {
            // A poisoned lock still keeps the process alive.
            let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
            output::write_file(target, &bytes)?;
            Ok(written_message(target, pages, bytes.len()))
        }))
    }
}

/// What names an edition to windows: another one at the same address is another page.
fn edition_id(project: &Project) -> String {
    hex_sum(project.data.as_os_str().as_encoded_bytes())[..16].to_owned()
}
