//! `kanyin import`: a table's numbers into a data file, shown as a diff or written; what is doubtful is asked or left.

use std::fs;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use similar::TextDiff;

use crate::cli::ImportArgs;
use crate::config::Project;
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::exchange::matching::{Map, NEW};
use crate::exchange::reading::Readings;
use crate::exchange::table::{self, Table};
use crate::exchange::{Decisions, Outcome, apply, plain, respondents, statistics, workbook};
use crate::messages::{Lang, Message};
use crate::output;
use crate::survey::Dataset;
use crate::survey::model::{Kind, Survey};
use crate::survey::patch::patch;

/// Something was left alone.
const LEFT: u8 = 1;

/// Paths of overwritten values that are named.
const NAMED: usize = 8;

pub fn run(args: &ImportArgs, lang: Lang) -> Result<ExitCode> {
    let project = Project::find(Some(&args.into))?;
    let dataset = Dataset::read(&project.data, &project.shown_data)?;
    let maps = maps(&args.map, &dataset.survey)?;
    let agrees = |question: &Message| ask(question, lang);
    let decisions =
        Decisions { maps: &maps, replace: args.replace, add: args.add, accept: args.accept, agrees: &agrees };

    let tables = tables(&args.file, args.sheet.as_deref())?;
    let outcome = if workbook::recognises(&tables) {
        from_workbook(&dataset, &tables, args.replace, args.dry_run)?
    } else {
        apply(&dataset, readings(&tables, &args.file, &dataset.survey, &decisions)?, &decisions)
    };

    // The text as it lies on the disk, a byte order mark included.
    let text = fs::read_to_string(&project.data).map_err(|cause| Error::io("io-read-data", &project.data, cause))?;
    let new = patch(&text, &dataset.survey, &outcome.survey);
    // What would not be read again is never written.
    Dataset::parse(&project.shown_data, new.clone())?;
    output::say(&outcome.diagnostics, lang)?;
    let changed = new != text;
    let mut said = String::new();
    if args.dry_run {
        let diff = TextDiff::from_lines(text.as_str(), new.as_str());
        let name = &project.shown_data;
        said = diff.unified_diff().context_radius(2).header(name, name).to_string();
    } else if changed {
        output::write_file(&project.data, new.as_bytes())?;
    }
    let left = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note).count();
    let summary = match (args.dry_run, changed) {
        (true, _) => "import-would",
        (false, true) => "import-done",
        (false, false) => "import-nothing",
    };
    let summary = Message::new(summary)
        .with("data", &project.shown_data)
        .with("imported", outcome.imported)
        .with("unchanged", outcome.unchanged)
        .with("left", left);
    output::print(&format!("{said}{}\n", summary.text(lang)))?;
    Ok(if left > 0 { ExitCode::from(LEFT) } else { ExitCode::SUCCESS })
}

/// The tables of a file, or the one sheet that was asked for.
fn tables(path: &Path, sheet: Option<&str>) -> Result<Vec<Table>> {
    let mut tables = table::read(path, &path.display().to_string())?;
    if let Some(name) = sheet {
        let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
        tables.retain(|table| table.name == name);
        if names.iter().all(String::is_empty) {
            let message = Message::new("import-no-sheets").with("sheet", name);
            return Err(Error::Usage { hint: message.hint(), message });
        }
        if tables.is_empty() {
            let message = Message::new("import-no-sheet").with("sheet", name).with("known", names);
            return Err(Error::Usage { hint: message.hint(), message });
        }
    }
    Ok(tables)
}

/// What the tables say, each read as what it looks like.
fn readings(tables: &[Table], path: &Path, survey: &Survey, decisions: &Decisions) -> Result<Readings> {
    if tables.iter().all(|table| table.rows.iter().all(|row| row.is_empty())) {
        let message = Message::new("import-empty").with("name", path.display().to_string());
        return Err(Error::Usage { hint: message.hint(), message });
    }
    let mut all = Readings::default();
    for table in tables.iter().filter(|table| table.rows.iter().any(|row| !row.is_empty())) {
        let readings = if statistics::recognises(table) {
            statistics::read(table)
        } else if plain::recognises(table) {
            plain::read(table)
        } else if respondents::recognises(table, survey, decisions) {
            respondents::read(table, survey, decisions)
        } else if tables.len() > 1 {
            let message = Message::new("import-sheet-unread").with("sheet", &table.name);
            let hint = message.hint();
            all.remarks.push(Diagnostic::warning(message).at(Some(table.place(0))).hint(hint));
            continue;
        } else {
            let message = Message::new("import-unrecognised").with("name", path.display().to_string());
            let hint = message.hint();
            return Err(Error::Input(vec![Diagnostic::error(message).at(Some(table.place(0))).hint(hint)]));
        };
        all.questions.extend(readings.questions);
        all.remarks.extend(readings.remarks);
        all.respondents = all.respondents.or(readings.respondents);
    }
    Ok(all)
}

/// The survey of an edited workbook. Existing values change only where that was allowed; a dry run shows what would.
fn from_workbook(dataset: &Dataset, tables: &[Table], replace: bool, dry_run: bool) -> Result<Outcome> {
    let workbook::Edited { survey, remarks: mut diagnostics } = workbook::read(tables)?;
    let edition = |survey: &Survey| (survey.report.id.clone(), survey.report.year);
    if edition(&survey) != edition(&dataset.survey) {
        let (theirs, ours) = (&survey.report, &dataset.survey.report);
        let message = Message::new("import-other-edition")
            .with("their-id", &theirs.id)
            .with("their-year", theirs.year.to_string())
            .with("id", &ours.id)
            .with("year", ours.year.to_string());
        return Err(Error::Usage { hint: message.hint(), message });
    }
    let overwritten = workbook::overwritten(&dataset.survey, &survey);
    if !overwritten.is_empty() && !replace {
        let message = Message::new("import-overwrites").with("count", overwritten.len());
        let message = message.with("paths", overwritten.into_iter().take(NAMED).collect::<Vec<_>>());
        let hint = message.hint();
        if !dry_run {
            return Err(Error::Usage { message, hint });
        }
        diagnostics.push(Diagnostic::warning(message).hint(hint));
    }
    let same = |question| dataset.survey.questions.contains(question);
    for question in survey.questions.iter().filter(|question| question.kind == Kind::Single && !same(question)) {
        let sum: Option<u64> = question.options.iter().map(|choice| choice.count).sum();
        if let (Some(sum), Some(n)) = (sum, survey.n_of(question))
            && sum != n
        {
            let message = Message::new("workbook-sum").with("title", &question.title).with("sum", sum).with("n", n);
            let hint = message.hint();
            diagnostics.push(Diagnostic::warning(message).at(workbook::place_of(tables, question)).hint(hint));
        }
    }
    let unchanged = survey.questions.iter().filter(|question| same(question)).count();
    Ok(Outcome { imported: survey.questions.len() - unchanged, unchanged, survey, diagnostics })
}

/// `题干=题` and `题干/选项=题.选项`, whose right sides must be in the data.
fn maps(args: &[String], survey: &Survey) -> Result<Vec<Map>> {
    let known = survey.references();
    args.iter()
        .map(|arg| {
            let pair = arg.rsplit_once('=').map(|(from, to)| (from.trim(), to.trim()));
            let pair = pair.filter(|(from, to)| !from.is_empty() && (*to == NEW || known.iter().any(|id| id == to)));
            pair.map(|(from, to)| Map::new(from, to)).ok_or_else(|| {
                let message = Message::new("import-bad-map").with("map", arg);
                Error::Usage { hint: message.hint(), message }
            })
        })
        .collect()
}

/// Asks the person at the terminal, if there is one; silence and everything else but yes is no.
fn ask(question: &Message, lang: Lang) -> bool {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return false;
    }
    let mut answer = String::new();
    let asked = write!(io::stderr(), "{} [y/N] ", question.text(lang)).and_then(|()| io::stderr().flush());
    asked.and_then(|()| io::stdin().lock().read_line(&mut answer)).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes" | "是")
}
