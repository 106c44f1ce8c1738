//! The process that makes editions one after the other: it keeps fonts, parsed templates and layouts between them.

use std::fs;
use std::io::{self, BufRead, Write};
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::project;
use crate::batch::inputs::{self, Sources, Template, Tool};
use crate::batch::journal::Made;
use crate::batch::{Answer, Failure, Orders, Task};
use crate::checksum::hex_sum;
use crate::commands::build;
use crate::commands::edition::Opened;
use crate::commands::made::report_pdf;
use crate::config::Project;
use crate::diagnostics::{Diagnostic, Place, SourceFile};
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::names::nearest;
use crate::survey::Dataset;
use crate::survey::fields::NoField;

/// Reads orders and then tasks from standard input, a line of JSON each, and answers each task with a line.
///
/// # Errors
/// No orders, or nobody to answer.
pub fn serve() -> Result<ExitCode> {
    let fail = |cause: io::Error| Error::io("io-read", Path::new("stdin"), cause);
    let mut lines = io::stdin().lock().lines();
    let none = || fail(io::ErrorKind::UnexpectedEof.into());
    let orders: Orders =
        serde_json::from_str(&lines.next().ok_or_else(none)?.map_err(fail)?).map_err(|error| fail(error.into()))?;
    end_with(orders.parent);
    let mut bench = Bench { orders, opened: None, template: None, told: Vec::new() };
    for line in lines {
        let task: Task = serde_json::from_str(&line.map_err(fail)?).map_err(|error| fail(error.into()))?;
        let answer = bench.make(&task);
        let answer = serde_json::to_string(&answer).expect("strings, numbers and lists serialise") + "\n";
        let mut stdout = io::stdout().lock();
        stdout.write_all(answer.as_bytes()).and_then(|()| stdout.flush()).map_err(fail)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Whoever gave the orders may be killed; what nobody will note is not made. (Linux; elsewhere a closed standard input
/// ends the worker after the edition that it is at.)
fn end_with(parent: u32) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, getppid, set_parent_process_death_signal};
        set_parent_process_death_signal(Some(Signal::KILL)).ok();
        // It may have been gone before this was said.
        let is_there = getppid().is_some_and(|now| u32::try_from(now.as_raw_nonzero().get()) == Ok(parent));
        if !is_there {
            std::process::exit(super::super::FAILURE.into());
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = parent;
}

/// What is kept from one edition to the next.
struct Bench {
    orders: Orders,
    opened: Option<Opened>,
    /// The last data file: rows of one mostly stand together.
    template: Option<(String, Template)>,
    /// Ids of sources that were told.
    told: Vec<String>,
}

impl Bench {
    fn make(&mut self, task: &Task) -> Answer {
        match self.try_make(task) {
            Ok(answer) => answer,
            Err(error) => Answer::Failed(Failure::of(&error.into_diagnostics(), self.orders.lang)),
        }
    }

    fn try_make(&mut self, task: &Task) -> Result<Answer> {
        let project = project(&self.orders.list, &task.row)?;
        let (text, ranges) = self.data(&project, task)?;
        let dataset = Dataset::parse(&project.shown_data, text.clone());
        let in_list = |error| in_list(error, &ranges, task, &self.orders.list, &project.shown_data);
        let opened = match self.opened.take() {
            Some(mut opened) => {
                let turned = dataset.and_then(|dataset| opened.turn_to(project.clone(), dataset, &[]));
                let opened = self.opened.insert(opened);
                turned.map(|()| opened)
            }
            None => dataset
                .and_then(|dataset| Opened::alone(project.clone(), dataset, &self.orders.font_folders))
                .map(|opened| self.opened.insert(opened)),
        }
        .map_err(in_list)?;
        let (pages, audited) = opened.lay_out_and_audit()?;
        let pages = pages.map_err(|faults| in_list(Error::Input(build::with_traps(faults, &audited))))?;
        if self.orders.deny_false && audited.claims.false_ > 0 {
            return Err(Error::Input(build::untrue(&audited, true)));
        }
        let read = opened.typesetter.files_read();
        let own = read.iter().filter(|file| !file.is_virtual());
        let sources = Sources(own.map(|file| (file.path.clone(), hex_sum(&file.bytes))).collect());
        let tool = Tool::of(opened.typesetter.fonts(), self.orders.with_source, self.orders.deny_false);
        let pdf = report_pdf(opened, &pages, self.orders.with_source)?;
        fs::write(&task.target, &pdf).map_err(|cause| Error::io("io-write", &task.target, cause))?;
        let id = sources.id();
        let made = Made {
            output: task.row.output.clone(),
            inputs: inputs::number(&tool, &id, &project, &text),
            sources: id.clone(),
            sha256: hex_sum(&pdf),
            bytes: pdf.len(),
            pages: pages.document.pages().len(),
            claims: audited.claims.into(),
        };
        let told = (!self.told.contains(&id)).then_some(sources);
        self.told.extend(told.is_some().then_some(id));
        Ok(Answer::Made { made, told })
    }

    /// The data of an edition, and where the row's values stand in it.
    fn data(&mut self, project: &Project, task: &Task) -> Result<(String, Vec<Range<usize>>)> {
        if self.template.as_ref().is_none_or(|(data, _)| *data != task.row.data) {
            let read =
                Template::read(&project.data).map_err(|cause| Error::io("io-read-data", &project.data, cause))?;
            self.template = Some((task.row.data.clone(), read));
        }
        // It was just put there.
        let Some((_, template)) = &mut self.template else { return Ok((String::new(), Vec::new())) };
        template.with(&task.row.fields).map_err(|unknown| {
            let fault = |(index, why): &(usize, NoField)| {
                no_field(why, &task.row.fields[*index].path).at(cell(task, &self.orders.list, *index))
            };
            Error::Input(unknown.iter().map(fault).collect())
        })
    }
}

/// A column that is no field.
fn no_field(why: &NoField, path: &str) -> Diagnostic {
    match why {
        NoField::NotSingle => {
            let message = Message::new("list-not-single").with("column", path);
            let hint = message.hint();
            Diagnostic::error(message).hint(hint)
        }
        NoField::Unknown { step, known } => {
            let message = Message::new("list-no-field").with("column", path).with("step", step);
            let hint = match nearest(step, known) {
                Some(near) => Message::new("list-no-field.hint-near").with("near", near),
                None => message.hint(),
            };
            Diagnostic::error(message).hint(hint)
        }
    }
}

/// Faults of values that the list set are told where the list has them.
fn in_list(error: Error, ranges: &[Range<usize>], task: &Task, list: &Path, data: &str) -> Error {
    let Error::Input(mut faults) = error else { return error };
    for fault in &mut faults {
        let Some(place) = fault.place.as_ref().filter(|place| place.file.name == data) else { continue };
        let touches = |range: &Range<usize>| {
            range.start < place.range.end.max(place.range.start + 1) && place.range.start < range.end
        };
        if let Some(index) = ranges.iter().position(touches) {
            fault.place = cell(task, list, index);
        }
    }
    Error::Input(faults)
}

/// Where the list has a value: only the row's own text is known here.
fn cell(task: &Task, list: &Path, index: usize) -> Option<Place> {
    let above = task.line - 1;
    let text = "\n".repeat(above) + &task.text;
    let (row, field) = (&task.row.range, &task.row.fields[index].range);
    let range = field.start - row.start + above..field.end - row.start + above;
    // A cell of several lines ends outside of its row's first one.
    let range = if range.end <= text.len() { range } else { above..text.len() };
    let file = Arc::new(SourceFile { name: list.display().to_string(), text });
    Some(Place { file, range })
}
