//! `kanyin watch`: the report in the browser, following its sources.

use std::collections::BTreeSet;
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::build::{refuse_misnamed, report_pdf, with_traps};
use super::edition::Opened;
use crate::audit::proof::Layout;
use crate::checksum::hex_sum;
use crate::cli::{Format, WatchArgs};
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::live::{self, Answer, Board, Change, Judged, Painter, Question, Settle, Sheet, Topic, Wanted, Watcher};
use crate::messages::{Lang, Message};
use crate::output;
use crate::pdf::{self, Standard};
use crate::survey::waivers;
use crate::typeset::folio::COVER;
use crate::typeset::spots::Spots;
use crate::typeset::{Pages, TOKENS_PATH, folio, text};

/// How long sources must stay broken before anybody is told: half-written files and files that are being replaced are
/// whole again by then.
const PATIENCE: Duration = Duration::from_millis(250);

/// How long nothing must change before the PDF is written: it must not stand in the way of the next page.
const PDF_AFTER: Duration = Duration::from_millis(300);

/// Ports that a project is given by its name, so that a page left open finds its server again.
const PORTS: std::ops::Range<u16> = 20_000..40_000;

/// What wakes the builder.
enum Stir {
    Changed(Change),
    Asked(Question),
}

pub fn run(args: &WatchArgs, lang: Lang) -> Result<ExitCode> {
    let project = Project::find(args.data.as_deref())?;
    if let Some(target) = &args.output {
        refuse_misnamed(Format::Pdf, target)?;
        output::refuse_over(target, &[&project.data])?;
    }
    let (stirs, stirred) = mpsc::channel();
    let board = Arc::new(Board::default());
    let port = serve(args.port, &project, &board, stirs.clone())?;
    let watcher = Watcher::new(move |change| {
        // The builder lives as long as the process.
        stirs.send(Stir::Changed(change)).ok();
    });
    let address = Message::new("watch-serving").with("address", format!("http://127.0.0.1:{port}/"));
    output::print(&format!("{}\n", address.text(lang)))?;
    output::progress(&Message::new("watch-project").text(lang))?;
    if !watcher.is_told() {
        let message = Message::new("watch-no-news");
        output::say(&[Diagnostic::note(message.clone()).hint(message.hint())], lang)?;
    }
    if args.open {
        open_browser(&address.text(Lang::En), lang)?;
    }
    Desk::new(args, lang, project, board, watcher).work(&stirred)
}

/// Starts the server; what windows ask comes as a stir.
fn serve(port: Option<u16>, project: &Project, board: &Arc<Board>, stirs: mpsc::Sender<Stir>) -> Result<u16> {
    let refused = |cause: std::io::Error| {
        let message = match port {
            Some(port) => Message::new("watch-port-taken").with("port", port),
            None => Message::new("watch-no-server"),
        };
        let message = message.with("cause", cause.to_string());
        Error::Usage { hint: message.hint(), message }
    };
    let listener = live::bind(port, usual_port(&project.data)).map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    let ask = Arc::new(move |question| {
        stirs.send(Stir::Asked(question)).ok();
    });
    live::serve(listener, board.clone(), ask).map_err(refused)?;
    Ok(port)
}

/// The port that a data file's report is usually shown at.
fn usual_port(data: &Path) -> u16 {
    let sum = hex_sum(data.as_os_str().as_encoded_bytes());
    // The first digits of a checksum in hexadecimal.
    let number = u16::from_str_radix(&sum[..4], 16).unwrap_or_default();
    PORTS.start + number % (PORTS.end - PORTS.start)
}

fn open_browser(address: &str, lang: Lang) -> Result<()> {
    let Err(cause) = open::that_detached(address) else { return Ok(()) };
    let message = Message::new("watch-no-browser").with("cause", cause.to_string());
    output::say(&[Diagnostic::warning(message.clone()).hint(message.hint())], lang)
}

/// The builder: keeps the edition and its last good pages, and tells the windows.
struct Desk<'a> {
    args: &'a WatchArgs,
    lang: Lang,
    project: Project,
    board: Arc<Board>,
    watcher: Watcher,
    painter: Arc<Painter>,
    /// None until the data could be read once.
    opened: Option<Opened>,
    shown: Option<Shown>,
    /// Counts builds that were told.
    build: u64,
    /// What is wrong, and since when; told once it has been so for a while.
    trouble: Option<(Instant, Vec<Diagnostic>)>,
    /// Whether windows show trouble.
    told: bool,
    /// The PDF is older than the pages.
    pdf_due: Option<Instant>,
}

/// The last good pages.
struct Shown {
    pages: Pages,
    sheets: Vec<Arc<Sheet>>,
}

impl<'a> Desk<'a> {
    fn new(args: &'a WatchArgs, lang: Lang, project: Project, board: Arc<Board>, watcher: Watcher) -> Self {
        Desk {
            args,
            lang,
            project,
            board,
            watcher,
            painter: Arc::default(),
            opened: None,
            shown: None,
            build: 0,
            trouble: None,
            told: false,
            pdf_due: None,
        }
    }

    /// Builds, waits for changes, builds again, until the process is ended.
    fn work(mut self, stirred: &Receiver<Stir>) -> Result<ExitCode> {
        let mut settle = Settle::default();
        let mut look_at = Instant::now();
        self.greet();
        self.build();
        loop {
            let now = Instant::now();
            if settle.take(now) {
                self.build();
                continue;
            }
            if look_at <= now {
                look_at = now + self.watcher.pause();
                if self.watcher.look() {
                    settle.stir(Change::Begun, now);
                }
            }
            self.tell_trouble(now);
            self.write_pdf(now);
            let due = [settle.due(), self.trouble_due(), self.pdf_due, Some(look_at)].into_iter().flatten().min();
            let wait = due.map_or(Duration::ZERO, |due| due.saturating_duration_since(Instant::now()));
            match stirred.recv_timeout(wait) {
                Ok(Stir::Changed(change)) => settle.stir(change, Instant::now()),
                Ok(Stir::Asked(question)) => self.answer(question),
                Err(RecvTimeoutError::Timeout) => {}
                // Watcher and server both keep a sender.
                Err(RecvTimeoutError::Disconnected) => return Ok(ExitCode::SUCCESS),
            }
        }
    }

    /// Builds from the files as they are now.
    fn build(&mut self) {
        let started = Instant::now();
        // Noted before anything is read: what changes from here on is built again.
        self.watcher.look();
        let outcome = self.lay_out();
        self.follow();
        match outcome {
            Ok(pages) => self.show(pages, started),
            Err(error) => {
                let since = self.trouble.take().map_or(started, |(since, _)| since);
                self.trouble = Some((since, error.into_diagnostics()));
                // Nobody can take the first words for a flicker.
                if self.shown.is_none() {
                    self.tell_trouble(started + PATIENCE);
                }
            }
        }
    }

    /// Reads what may have changed, and lays it out.
    fn lay_out(&mut self) -> Result<Pages> {
        let (against, fonts) = (&self.args.against, &self.args.font_path);
        let opened = match &mut self.opened {
            Some(opened) => {
                opened.reread(against)?;
                opened
            }
            None => self.opened.insert(Opened::of(self.project.clone(), against, fonts)?),
        };
        match opened.typesetter.compile() {
            Err(Error::Input(mut faults)) => {
                // What stopped the layout comes first; slips of typing may have led to it.
                let stopped = faults.len();
                faults = with_traps(faults, &opened.audit(None));
                faults.rotate_right(stopped);
                Err(Error::Input(faults))
            }
            outcome => outcome,
        }
    }

    /// Follows what the last build read, or would have.
    fn follow(&mut self) {
        let mut files: BTreeSet<PathBuf> =
            [&self.project.data, &waivers::path_of(&self.project.data)].map(Clone::clone).into();
        files.insert(self.project.root.join(TOKENS_PATH));
        files.extend(self.args.against.iter().filter_map(|path| path::absolute(path).ok()));
        files.extend(self.opened.iter_mut().flat_map(|opened| opened.typesetter.files_asked()));
        let data = self.project.data.parent().map(Path::to_owned);
        let fonts = self.args.font_path.iter().filter_map(|folder| path::absolute(folder).ok());
        let folders: Vec<PathBuf> = data.into_iter().chain(fonts).collect();
        self.watcher.follow(files, &folders);
    }

    /// Tells who speaks.
    fn greet(&self) {
        let report = self.opened.as_ref().map(|opened| &opened.dataset.survey.report);
        self.board.publish(Topic::Hello, live::hello(report, &edition_id(&self.project), self.lang));
    }

    /// Puts up the pages at once, and then what is found on them.
    fn show(&mut self, pages: Pages, started: Instant) {
        let before = self.shown.as_ref().map_or(&[][..], |shown| &shown.sheets);
        let sheets = live::sheets(&pages.document, before, &self.painter);
        let changed = live::changed(&sheets, before);
        self.build += 1;
        self.trouble = None;
        let milliseconds = started.elapsed().as_millis();
        let seen = self.board.seen();
        let news = live::pages(self.build, milliseconds, &pages.document, &sheets, before, &changed, &seen);
        self.board.publish_pages(news, sheets.clone());
        if self.told || self.build == 1 {
            if std::mem::take(&mut self.told) {
                self.progress(&Message::new("watch-recovered"));
            }
            self.board.publish(Topic::Trouble, live::trouble(self.build, &[], self.lang));
        }
        let line = self.built(&pages, &changed, milliseconds);
        self.shown = Some(Shown { pages, sheets });
        self.tell_findings();
        self.pdf_due = self.args.output.as_ref().map(|_| Instant::now() + PDF_AFTER);
        self.progress(&line);
    }

    /// Judges the pages that are shown.
    fn tell_findings(&mut self) {
        let (Some(opened), Some(shown)) = (&self.opened, &self.shown) else { return };
        self.board.publish(
            Topic::Hello,
            live::hello(Some(&opened.dataset.survey.report), &edition_id(&self.project), self.lang),
        );
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
        self.told = true;
        self.board.publish(Topic::Trouble, live::trouble(self.build, &diagnostics, self.lang));
        self.say(&diagnostics);
    }

    fn built(&self, pages: &Pages, changed: &[usize], milliseconds: u128) -> Message {
        let folios = folio::folios(&pages.document);
        let name = |number: &usize| match folios[number - 1].as_str() {
            "" => Message::new("watch-sheet").with("number", *number),
            COVER => Message::verbatim(COVER),
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
        let answer = match question.wanted {
            Wanted::Words(number) => self.words(number),
            Wanted::Pdf => self.pdf(),
        };
        // A window that is gone needs no answer.
        question.reply.send(answer).ok();
    }

    fn words(&self, number: usize) -> Option<Answer> {
        let (opened, shown) = (self.opened.as_ref()?, self.shown.as_ref()?);
        let page = shown.pages.document.pages().get(number.checked_sub(1)?)?;
        let words = live::words(self.build, page, opened.typesetter.world());
        Some(Answer { bytes: words.into_bytes(), name: None })
    }

    /// The report as `build` would write it; while its sources are broken, the last good pages alone.
    fn pdf(&mut self) -> Option<Answer> {
        let (opened, shown) = (self.opened.as_mut()?, self.shown.as_ref()?);
        let whole = if self.told || self.trouble.is_some() { None } else { report_pdf(opened, &shown.pages).ok() };
        let report = &opened.dataset.survey.report;
        let bytes = match whole {
            Some(bytes) => bytes,
            None => {
                let ident = pdf::ident(report);
                pdf::export(&opened.typesetter, &shown.pages.document, &ident, Standard::A3a, None).ok()?
            }
        };
        let name = opened.project.default_output(report).file_name()?.to_string_lossy().into_owned();
        Some(Answer { bytes, name: Some(name) })
    }

    /// Writes the PDF that was asked for, once the pages are at rest. What stops it is said and stops nothing else.
    fn write_pdf(&mut self, now: Instant) {
        if self.pdf_due.is_none_or(|due| now < due) {
            return;
        }
        self.pdf_due = None;
        let (Some(target), Some(opened), Some(shown)) = (&self.args.output, &mut self.opened, &self.shown) else {
            return;
        };
        let written = report_pdf(opened, &shown.pages).and_then(|bytes| {
            output::write_file(target, &bytes)?;
            Ok(bytes.len())
        });
        match written {
            Ok(bytes) => {
                let pages = shown.pages.document.pages().len();
                self.progress(&super::written_message(target, pages, bytes));
            }
            Err(error) => self.say(&error.into_diagnostics()),
        }
    }

    /// The terminal may be gone while windows are still there.
    fn progress(&self, line: &Message) {
        output::progress(&line.text(self.lang)).ok();
    }

    fn say(&self, diagnostics: &[Diagnostic]) {
        output::say(diagnostics, self.lang).ok();
    }
}

/// What names an edition to windows: another one at the same address is another page.
fn edition_id(project: &Project) -> String {
    hex_sum(project.data.as_os_str().as_encoded_bytes())[..16].to_owned()
}
