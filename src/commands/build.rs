//! `kanyin build`: data and prose in, the report out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use super::edition::{Audited, Opened};
use super::made::Made;
use super::print;
use crate::audit::Finding;
use crate::cli::{BuildArgs, Format};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::stopwatch::Stage;
use crate::typeset::Pages;
use crate::typeset::claims::MentionKind;

/// The rule whose findings fail a build that denies them.
const CLAIM_FALSE: &str = "claim-false";

pub fn run(args: BuildArgs, lang: Lang) -> Result<ExitCode> {
    print::refuse_beside(&args)?;
    let mut opened = Opened::open(args.data.as_deref(), &args.against, &args.font_path)?;
    let targets = targets(&args, &opened);
    refuse_misnamed(args.format, &targets[0])?;
    let mut pages = match opened.lay_out() {
        Err(Error::Input(faults)) => return Err(Error::Input(with_traps(faults, &opened.audit(None)))),
        laid_out => laid_out?,
    };
    // A proof shows the verdicts and a printer's edition is laid out anew; everything else is made while it is judged,
    // and written after.
    let is_laid_out = !args.proof && !args.print;
    let ((audited, judging), made) = rayon::join(
        || {
            let start = Instant::now();
            (opened.audit(Some(&pages)), start.elapsed())
        },
        || is_laid_out.then(|| Made::of(&opened, &pages, &args)),
    );
    opened.clock.lap(if is_laid_out { Stage::Export } else { Stage::Audit });
    let untrue = untrue(&audited, args.deny_false);
    if args.deny_false && audited.claims.false_ > 0 {
        output::say(&untrue, lang)?;
        output::print(&format!("{}\n", super::claims_message(&audited.claims).text(lang)))?;
        return Ok(ExitCode::from(super::FINDINGS));
    }
    if args.proof {
        pages = opened.lay_out_proof(&pages, &audited)?;
    }
    if args.print {
        pages = opened.lay_out_print()?;
    }
    pages.warnings.extend(untrue);
    if args.format == Format::Pdf && args.pages.is_some() {
        let message = Message::new("pdf-preview");
        let hint = message.hint();
        pages.warnings.push(Diagnostic::warning(message).hint(hint));
    }
    output::say(&pages.warnings, lang)?;
    let written = if args.print {
        print::write(&opened.typesetter, &pages, &opened.dataset.survey.report, &targets)?
    } else {
        let made = made.unwrap_or_else(|| Made::of(&opened, &pages, &args))?;
        vec![made.write(&targets[0])?]
    };
    opened.clock.lap(Stage::Export);
    if args.timings {
        let beside = is_laid_out.then_some(judging);
        output::progress(&opened.clock.message(beside).text(lang))?;
    }
    let code = sum_up(written, &audited, &pages, lang);
    // The process ends here, and what they hold with it: nobody has to take them apart.
    std::mem::forget((opened, pages));
    code
}

/// Says what was written, how many claims there are, and how much waits for data.
fn sum_up(written: Vec<Message>, audited: &Audited, pages: &Pages, lang: Lang) -> Result<ExitCode> {
    let claims = super::claims_message(&audited.claims);
    let pending = pages.mentions.iter().filter(|mention| mention.kind == MentionKind::Pending).count();
    let pending = Some(Message::new("pending-summary").with("places", pending)).filter(|_| pending > 0);
    let lines: Vec<String> =
        written.into_iter().chain([claims]).chain(pending).map(|line| line.text(lang) + "\n").collect();
    output::print(&lines.concat())?;
    Ok(ExitCode::SUCCESS)
}

/// A PDF under another name would be opened by the wrong program, or take the place of data or prose.
pub(super) fn refuse_misnamed(format: Format, target: &Path) -> Result<()> {
    let ending = target.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let hint = match (format, ending.as_str()) {
        (Format::Pdf, "pdf" | "") | (Format::Png | Format::Svg, _) => return Ok(()),
        (Format::Pdf, "png" | "svg") => Message::new("pdf-misnamed.hint").with("ending", ending),
        (Format::Pdf, _) => Message::new("pdf-misnamed.hint-other"),
    };
    let message = Message::new("pdf-misnamed").with("target", target.display().to_string());
    Err(Error::Usage { message, hint })
}

/// Claims that the data do not bear out and no waiver covers: warnings, unless they are denied.
pub(super) fn untrue(audited: &Audited, denied: bool) -> Vec<Diagnostic> {
    let untrue = |finding: &&Finding| finding.rule.id == CLAIM_FALSE && finding.diagnostic.waived.is_none();
    let severity = if denied { Severity::Error } else { Severity::Warning };
    let diagnostics = audited.findings.iter().filter(untrue).map(|finding| finding.diagnostic.clone());
    diagnostics.map(|diagnostic| Diagnostic { severity, ..diagnostic }).collect()
}

/// What stopped the layout, after the slips of typing in the prose that may have led to it.
pub(super) fn with_traps(faults: Vec<Diagnostic>, audited: &Audited) -> Vec<Diagnostic> {
    let slip =
        |finding: &&Finding| finding.diagnostic.severity == Severity::Error && finding.diagnostic.waived.is_none();
    audited.findings.iter().filter(slip).map(|finding| finding.diagnostic.clone()).chain(faults).collect()
}

/// Where the output goes: to the file that was named, else where the project's results go. A printer's edition has two.
fn targets(args: &BuildArgs, opened: &Opened) -> Vec<PathBuf> {
    let report = &opened.dataset.survey.report;
    if args.print {
        return print::targets(&opened.project, report, args.output.clone()).into();
    }
    let default = || {
        let report = opened.project.default_output(report);
        let report = if args.proof { proof_name(&report) } else { report };
        if args.format == Format::Pdf { report } else { report.with_extension("") }
    };
    vec![args.output.clone().unwrap_or_else(default)]
}

/// A proof lies beside its report: `<title>（<year>年）（校样）.pdf`.
fn proof_name(report: &Path) -> PathBuf {
    let stem = report.file_stem().unwrap_or_default().to_string_lossy();
    report.with_file_name(format!("{stem}（校样）.pdf"))
}
