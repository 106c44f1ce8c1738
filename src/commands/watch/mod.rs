//! `kanyin watch`: the report in the browser, following its sources.

mod desk;
mod ending;
mod sources;
mod terminal;

use std::io;
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc;

use self::desk::Desk;
use self::sources::Sources;
use self::terminal::Terminal;
use super::build::refuse_misnamed;
use crate::checksum::hex_sum;
use crate::cli::{Format, WatchArgs};
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::live::{self, Board, Change, Question, Watcher};
use crate::messages::{Lang, Message};
use crate::output;

/// Ports that a project is given by its name, so that a page left open finds its server again.
const PORTS: Range<u16> = 20_000..40_000;

/// What wakes the builder.
enum Stir {
    Changed(Change),
    Asked(Question),
}

pub fn run(args: &WatchArgs, lang: Lang) -> Result<ExitCode> {
    let project = Project::find(args.data.as_deref())?;
    if let Some(target) = &args.output {
        refuse_misnamed(Format::Pdf, target)?;
        if target.is_dir() {
            return Err(Error::io("io-write", target, io::ErrorKind::IsADirectory.into()));
        }
        output::refuse_over(target, &[&project.data])?;
    }
    let (stirs, stirred) = mpsc::channel();
    let board = Arc::new(Board::default());
    let port = serve(args.port, &project, &board, stirs.clone())?;
    let watcher = Watcher::new(move |change| {
        // The builder lives as long as the process.
        stirs.send(Stir::Changed(change)).ok();
    });
    let writing = ending::on_signal();
    let address = Message::new("watch-serving").with("address", format!("http://127.0.0.1:{port}/"));
    output::print(&format!("{}\n", address.text(lang)))?;
    let terminal = Terminal::open(lang);
    terminal.progress(Message::new("watch-project"));
    if !watcher.is_told() {
        let message = Message::new("watch-no-news");
        terminal.say(vec![Diagnostic::note(message.clone()).hint(message.hint())]);
    }
    if args.open {
        open_browser(&address.text(Lang::En), &terminal);
    }
    let sources = Sources::of(args, project);
    Ok(Desk::new(args.output.as_deref(), lang, sources, board, watcher, terminal, writing).work(&stirred))
}

/// Starts the server; what windows ask comes as a stir.
fn serve(port: Option<u16>, project: &Project, board: &Arc<Board>, stirs: mpsc::Sender<Stir>) -> Result<u16> {
    let refused = |cause: io::Error| {
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

fn open_browser(address: &str, terminal: &Terminal) {
    let Err(cause) = open::that_detached(address) else { return };
    let message = Message::new("watch-no-browser").with("cause", cause.to_string());
    terminal.say(vec![Diagnostic::warning(message.clone()).hint(message.hint())]);
}
