//! One run: workers make PDFs beside the results; here each is noted in the journal and moved to its place.

use std::collections::{HashMap, HashSet};
use std::env;
use std::fs::{self, File};
use std::io;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use super::Projects;
use super::staging::Staging;
use crate::batch::journal::{self, Journal, Line};
use crate::batch::list::List;
use crate::batch::pool::{self, Death};
use crate::batch::progress::Progress;
use crate::batch::shard::Shard;
use crate::batch::summary::State;
use crate::batch::{Answer, Failure, Orders, Task, WORKER_COMMAND};
use crate::cli::BatchArgs;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;

/// So many failures are told as they come; the summary holds all.
const TOLD: usize = 20;

/// Threads of one layout: a worker is for one core.
const THREADS: &str = "1";

/// One run over a part of a list.
pub struct Run<'a> {
    pub list: &'a List,
    pub projects: &'a Projects,
    pub args: &'a BatchArgs,
    pub shard: Shard,
    pub lang: Lang,
}

/// What is noted as the run goes.
struct Ledger {
    journal: Journal,
    states: HashMap<usize, State>,
    /// Sources that the journal tells of.
    sources: HashSet<String>,
    /// Failures that were told.
    told: usize,
}

/// The run cannot go on.
struct Stop(Error);

impl From<io::Error> for Stop {
    fn from(cause: io::Error) -> Stop {
        Stop(Error::io("io-start-worker", Path::new("kanyin"), cause))
    }
}

impl Run<'_> {
    /// Makes these rows, and says what became of each.
    ///
    /// # Errors
    /// A folder or a journal that cannot be written, workers that cannot be started.
    pub fn make(&self, rows: &[usize]) -> Result<HashMap<usize, State>> {
        let folder = &self.args.output;
        let journal = journal::path(folder, self.shard);
        let journal =
            Journal::open(&journal, self.args.resume).map_err(|cause| Error::io("io-write", &journal, cause))?;
        let ledger = Ledger { journal, states: HashMap::new(), sources: HashSet::new(), told: 0 };
        let (ledger, progress) = (Mutex::new(ledger), Progress::of(rows.len(), self.lang));

        let staging = Staging::new(folder, self.shard).map_err(|cause| Error::io("io-write-folder", folder, cause))?;
        let (tasks, indices) = self.tasks(rows, &staging, &ledger, &progress);
        let orders = Orders {
            parent: std::process::id(),
            list: self.args.list.clone(),
            font_folders: self.args.font_path.clone(),
            with_source: !self.args.no_source,
            deny_false: self.args.deny_false,
            lang: self.lang,
        };
        let jobs = self.args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let done = pool::run(jobs, worker, &orders, &tasks, |number, answer| {
            self.note(indices[number], &tasks[number], answer, &ledger, &progress)
        });
        progress.end();
        done.map_err(|Stop(error)| error)?;
        Ok(ledger.into_inner().unwrap_or_else(PoisonError::into_inner).states)
    }

    /// What workers are to do, and for which row; rows without a project have failed already.
    fn tasks(
        &self,
        rows: &[usize],
        staging: &Staging,
        ledger: &Mutex<Ledger>,
        progress: &Progress,
    ) -> (Vec<Task>, Vec<usize>) {
        let mut tasks = Vec::new();
        for &index in rows {
            let row = &self.list.rows[index];
            if let Err(faults) = self.projects.of_row(row) {
                self.fail(index, Failure::of(faults, self.lang), ledger, progress);
                continue;
            }
            let place = self.list.place(&row.range);
            let task = Task {
                line: place.line_column().0,
                text: place.file.text[row.range.clone()].to_owned(),
                target: staging.place(index),
                row: row.clone(),
            };
            tasks.push((task, index));
        }
        tasks.into_iter().unzip()
    }

    fn note(
        &self,
        index: usize,
        task: &Task,
        answer: std::result::Result<Answer, Death>,
        ledger: &Mutex<Ledger>,
        progress: &Progress,
    ) -> std::result::Result<(), Stop> {
        let failure = match answer {
            Ok(Answer::Made { made, told }) => {
                let state = State::from(&made);
                // On the disk before anything speaks of it.
                let ready = File::open(&task.target).and_then(|file| file.sync_all());
                let ready = ready.map_err(|cause| Error::io("io-write", &task.target, cause));
                let ready = ready.and_then(|()| output::place_for(&self.args.output.join(&task.row.output)));
                let placed = match ready {
                    Ok(place) => {
                        lock(ledger).note(told.map(|files| (made.sources.clone(), files)), Line::Made(made), self)?;
                        fs::rename(&task.target, &place).map_err(|cause| Error::io("io-write", &place, cause))
                    }
                    Err(error) => Err(error),
                };
                match placed {
                    Ok(()) => {
                        lock(ledger).states.insert(index, state);
                        progress.count(false);
                        return Ok(());
                    }
                    Err(error) => Failure::of(&error.into_diagnostics(), self.lang),
                }
            }
            Ok(Answer::Failed(failure)) => failure,
            Err(death) => self.death(&death),
        };
        self.fail(index, failure, ledger, progress);
        Ok(())
    }

    fn death(&self, death: &Death) -> Failure {
        let words = death.words.trim();
        let message = Message::new("batch-worker-died").with("status", death.status.to_string());
        let hint = message.hint();
        let said = (!words.is_empty()).then(|| Message::new("batch-worker-said").with("text", words));
        let diagnostic = said.into_iter().fold(Diagnostic::error(message).hint(hint), Diagnostic::hint);
        Failure::of(&[diagnostic], self.lang)
    }

    fn fail(&self, index: usize, failure: Failure, ledger: &Mutex<Ledger>, progress: &Progress) {
        let row = &self.list.rows[index];
        let mut ledger = lock(ledger);
        ledger.states.insert(index, State::Failed { diagnostics: failure.diagnostics });
        ledger.told += 1;
        let heading = |id| {
            let line = self.list.place(&row.range).line_column().0;
            let message =
                Message::new(id).with("output", &row.output).with("list", &self.list.file.name).with("line", line);
            message.text(self.lang)
        };
        match ledger.told {
            ..=TOLD => progress.say(&format!("{}\n{}", heading("batch-failed"), failure.text.trim_end())),
            told if told == TOLD + 1 => progress.say(&Message::new("batch-failed-more").text(self.lang)),
            _ => {}
        }
        drop(ledger);
        progress.count(true);
    }
}

impl Ledger {
    /// Adds an edition to the journal, and first the sources that it tells of.
    fn note(
        &mut self,
        told: Option<(String, crate::batch::inputs::Sources)>,
        made: Line,
        run: &Run,
    ) -> std::result::Result<(), Stop> {
        let new = told.filter(|(id, _)| self.sources.insert(id.clone()));
        let sources = new.map(|(sources, files)| Line::Sources { sources, files });
        for line in sources.iter().chain([&made]) {
            let path = journal::path(&run.args.output, run.shard);
            self.journal.add(line).map_err(|cause| Stop(Error::io("io-write", &path, cause)))?;
        }
        Ok(())
    }
}

fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Another process of this program.
fn worker() -> io::Result<Command> {
    let mut command = Command::new(env::current_exe()?);
    command.arg(WORKER_COMMAND).env("RAYON_NUM_THREADS", THREADS);
    Ok(command)
}
