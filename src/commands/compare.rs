//! `kanyin compare`: what moved between two data files, as a table, for machines, or as a brief to print.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::edition::{Opened, settle_links};
use crate::audit::{Edition, PagesSay};
use crate::cli::{CompareArgs, CompareFormat};
use crate::compare::claims::{Flipped, flipped, verdict_message};
use crate::compare::{Changes, Verdict, compare, human, machine};
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::pdf::{self, Standard};
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::sampling::LEVEL;
use crate::survey::share::{printed, signed};
use crate::typeset::Pages;
use crate::typeset::claims::MentionKind;

/// Anything differs.
const DIFFERS: u8 = 1;

/// Before a CSV file, so that Excel reads it as UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

pub fn run(args: &CompareArgs, lang: Lang) -> Result<ExitCode> {
    let read = |path: &Path| Dataset::read(path, &path.display().to_string());
    if let Some(target) = &args.output {
        output::refuse_over(target, &[&args.old, &args.new])?;
    }
    let (old, mut new) = (read(&args.old)?, read(&args.new)?);
    refuse_backwards(&old, &new)?;
    let note = settle_links(&mut new, &args.new, &old, &args.old);
    output::say(note.as_slice(), lang)?;
    let changes = compare(&old.survey, &new.survey);
    let format = args.format.map_or_else(|| format_of(args.output.as_deref()), Ok)?;

    // The claims need the newer edition's pages; the table does without.
    let opened = open(args);
    let (opened, pages) = match opened {
        Ok((opened, pages)) => (Some(opened), Some(pages)),
        Err(error) if format == CompareFormat::Pdf => return Err(error),
        Err(error) => {
            let causes = error.into_diagnostics();
            let worst = causes.iter().max_by_key(|cause| cause.severity);
            let first = worst.map_or(Message::verbatim(""), |cause| cause.message.clone());
            let message = Message::new("compare-without-prose").with("cause", first);
            output::say(&[Diagnostic::note(message)], lang)?;
            (None, None)
        }
    };
    let flips = opened.as_ref().zip(pages.as_ref()).map_or(Vec::new(), |(opened, pages)| flips(opened, pages, &old));

    let differs = !changes.is_empty() || !flips.is_empty();
    let (old_survey, new_survey) = (&old.survey, &new.survey);
    let bytes = match format {
        CompareFormat::Human => human::text(old_survey, new_survey, &changes, &flips, lang).into_bytes(),
        CompareFormat::Json => {
            format!("{:#}\n", machine::json(old_survey, new_survey, &changes, &flips, lang)).into_bytes()
        }
        CompareFormat::Csv => {
            let table = machine::csv(old_survey, new_survey, &changes, lang);
            if args.output.is_some() { [BYTE_ORDER_MARK, &table].concat() } else { table }
        }
        CompareFormat::Pdf => {
            let Some(opened) = opened else { return Ok(ExitCode::SUCCESS) };
            return brief(opened, &old, &changes, &flips, args.output.as_deref(), lang).map(|()| code(differs));
        }
    };
    match &args.output {
        Some(path) => output::write_file(path, &bytes)?,
        None => output::print(&String::from_utf8_lossy(&bytes))?,
    }
    Ok(code(differs))
}

fn code(differs: bool) -> ExitCode {
    if differs { ExitCode::from(DIFFERS) } else { ExitCode::SUCCESS }
}

/// Every change would be told the wrong way round.
fn refuse_backwards(old: &Dataset, new: &Dataset) -> Result<()> {
    let (before, year) = (old.survey.report.year, new.survey.report.year);
    if before <= year {
        return Ok(());
    }
    let message = Message::new("compare-backwards").with("old", before).with("new", year);
    let place = old.place(&[Step::Key("report"), Step::Key("year")]);
    let hint = message.hint();
    Err(Error::Input(vec![Diagnostic::error(message).at(Some(place)).hint(hint)]))
}

/// The format that an output file's ending asks for.
fn format_of(output: Option<&Path>) -> Result<CompareFormat> {
    let ending = output.and_then(Path::extension).and_then(|ending| ending.to_str()).unwrap_or_default();
    match ending.to_lowercase().as_str() {
        "json" => Ok(CompareFormat::Json),
        "csv" => Ok(CompareFormat::Csv),
        "pdf" => Ok(CompareFormat::Pdf),
        "" | "txt" | "md" => Ok(CompareFormat::Human),
        // Text under another program's name would be opened by it.
        _ => {
            let message = Message::new("compare-misnamed").with("ending", ending);
            Err(Error::Usage { hint: message.hint(), message })
        }
    }
}

/// The newer edition, laid out beside the older one.
fn open(args: &CompareArgs) -> Result<(Opened, Pages)> {
    let project = Project::find(Some(&args.new))?;
    let mut dataset = Dataset::read(&project.data, &project.shown_data)?;
    let old = Dataset::read(&args.old, &args.old.display().to_string())?;
    settle_links(&mut dataset, &args.new, &old, &args.old);
    let opened = Opened::beside(project, dataset, vec![old], &args.font_path)?;
    let pages = opened.typesetter.compile()?;
    Ok((opened, pages))
}

fn flips(opened: &Opened, pages: &Pages, old: &Dataset) -> Vec<Flipped> {
    let prose = opened.typesetter.prose();
    let pages = PagesSay { mentions: &pages.mentions, text: "" };
    let edition = Edition::new(&opened.dataset, Some(old), &prose, &[], Some(pages));
    flipped(&edition, old)
}

/// Sets and writes the brief.
fn brief(
    mut opened: Opened,
    old: &Dataset,
    changes: &Changes,
    flips: &[Flipped],
    output: Option<&Path>,
    lang: Lang,
) -> Result<()> {
    let (before, now) = (&old.survey, &opened.dataset.survey);
    let decimals = now.policy.decimals;
    // A brief is printed like the report, in its language, whatever language messages are in.
    let set = Lang::default();
    let words = |list: &[Message]| list.iter().map(|message| message.text(set)).collect::<Vec<_>>();
    let rows = changes.shares.iter().map(|change| {
        json!({
            "title": change.title,
            "label": change.label,
            "before": format!("{}%", printed(change.before, decimals)),
            "now": format!("{}%", printed(change.now, decimals)),
            "change": signed(&printed(change.by(), decimals), true),
            "margin": change.margin.map(|margin| printed(margin, decimals)),
            "bases": human::bases(change),
            "verdict": change.verdict.message().text(set),
            "certain": matches!(change.verdict, Verdict::Up | Verdict::Down),
        })
    });
    // Figures of the questions that moved most, each once.
    let mut moved: Vec<&String> = Vec::new();
    for change in changes.shares.iter().filter(|change| matches!(change.verdict, Verdict::Up | Verdict::Down)) {
        if !moved.contains(&&change.question) {
            moved.push(&change.question);
        }
    }
    let flips = flips.iter().map(|flip| {
        let now = verdict_message(flip.now).text(set);
        json!({
            "words": flip.words.trim(),
            "place": flip.place.as_ref().map(human::place),
            "before": verdict_message(flip.before).text(set),
            "now": now,
            "values": flip.values_now.text(set),
        })
    });
    let data = json!({
        "old": before.survey.label,
        "new": now.survey.label,
        "level": LEVEL,
        "summary": human::summary(changes).text(set),
        "notes": words(&human::notes(changes, decimals)),
        "rows": rows.collect::<Vec<_>>(),
        "figures": moved,
        "amounts": changes.amounts.iter().map(|change| human::amount(change).text(set)).collect::<Vec<_>>(),
        "incomparable": words(&changes.incomparable),
        "appeared": words(&changes.appeared),
        "vanished": words(&changes.vanished),
        "renamed": words(&changes.renamed),
        "bases": words(&changes.bases),
        "flips": flips.collect::<Vec<_>>(),
    });
    let report = &now.report;
    let ident = format!("{}/{}/brief", report.id, report.year);
    let name = format!("{}（{}—{}年变化）.pdf", report.title, before.report.year, report.year);
    let target: PathBuf = output.map_or_else(|| opened.project.output(&name), Path::to_owned);
    let pages = opened.typesetter.compile_brief(&data)?;
    // Nothing in a brief speaks of what is still to be collected.
    debug_assert!(pages.mentions.iter().all(|mention| mention.kind != MentionKind::Pending));
    let bytes = pdf::export(&opened.typesetter, &pages.document, &ident, Standard::A2a, None)?;
    output::write_file(&target, &bytes)?;
    let written = Message::new("written")
        .with("target", target.display().to_string())
        .with("pages", pages.document.pages().len())
        .with("bytes", bytes.len());
    output::print(&format!("{}\n{}\n", written.text(lang), human::summary(changes).text(lang)))
}
