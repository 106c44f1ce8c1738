//! `kanyin build`: data and prose in, the report out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use super::edition::{Audited, Opened};
use super::print;
use crate::audit::Finding;
use crate::cli::{Archive, BuildArgs, Format};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::figures::page::PageWriter;
use crate::messages::{Lang, Message};
use crate::output;
use crate::pdf::{self, Standard};
use crate::stopwatch::Stage;
use crate::survey::model::Report;
use crate::typeset::claims::MentionKind;
use crate::typeset::{Pages, folio};

/// The rule whose findings fail a build that denies them.
const CLAIM_FALSE: &str = "claim-false";

/// Pixels per point of PNG pages: 144 dpi.
const PIXELS_PER_POINT: f64 = 2.0;

pub fn run(args: BuildArgs, lang: Lang) -> Result<ExitCode> {
    print::refuse_beside(&args)?;
    let mut opened = Opened::open(args.data.as_deref(), &args.against, &args.font_path)?;
    let (pages, audited) = opened.lay_out_and_audit()?;
    let mut pages = pages.map_err(|faults| Error::Input(with_traps(faults, &audited)))?;
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
    // A proof tells what the house has to say of its own report, a printer needs no source, and ranges are previews.
    let carries = args.format == Format::Pdf && args.standard == Archive::A3a;
    if carries && !args.no_source && !args.proof && !args.print && args.pages.is_none() {
        pages.document = opened.carrying(&pages)?;
    }
    opened.clock.lap(Stage::Again);
    let Opened { project, dataset, typesetter, .. } = &opened;
    let mut clock = opened.clock;
    let mut finish = |written, pages: &Pages| {
        clock.lap(Stage::Export);
        if args.timings {
            output::progress(&clock.message().text(lang))?;
        }
        sum_up(written, &audited, pages, lang)
    };
    let report = &dataset.survey.report;

    if args.print {
        let targets = print::targets(project, report, args.output);
        refuse_misnamed(Format::Pdf, &targets[0])?;
        output::say(&pages.warnings, lang)?;
        let written = print::write(typesetter, &pages, report, &targets)?;
        return finish(written, &pages);
    }
    let folios = folio::folios(&pages.document);
    let selected = args.pages.as_deref().map(|list| folio::select(list, &folios)).transpose()?;
    let shown = selected.clone().unwrap_or_else(|| (0..folios.len()).collect());
    let target = args.output.unwrap_or_else(|| {
        let report = project.default_output(report);
        let report = if args.proof { proof_name(&report) } else { report };
        if args.format == Format::Pdf { report } else { report.with_extension("") }
    });

    refuse_misnamed(args.format, &target)?;
    if args.format == Format::Pdf && selected.is_some() {
        let message = Message::new("pdf-preview");
        let hint = message.hint();
        pages.warnings.push(Diagnostic::warning(message).hint(hint));
    }
    output::say(&pages.warnings, lang)?;

    let bytes = match args.format {
        Format::Pdf => {
            let standard = match args.standard {
                _ if selected.is_some() => Standard::Preview,
                Archive::A3a => Standard::A3a,
                Archive::A2a => Standard::A2a,
            };
            let ranges = selected.as_deref().map(folio::ranges);
            let bytes = pdf::export(typesetter, &pages.document, &ident(report, args.proof), standard, ranges)?;
            output::write_file(&target, &bytes)?;
            bytes.len()
        }
        Format::Png => write_pictures(&pages.document, &shown, &target, "png", png)?,
        Format::Svg => {
            let writer = PageWriter::default();
            write_pictures(&pages.document, &shown, &target, "svg", |page| Ok(writer.svg(page).into_bytes()))?
        }
    };
    finish(vec![super::written_message(&target, shown.len(), bytes)], &pages)
}

/// The PDF of these pages as `build` writes it unless it is told otherwise: with its source in it.
///
/// # Errors
/// As for any layout; what the standard does not allow.
pub(super) fn report_pdf(opened: &mut Opened, pages: &Pages) -> Result<Vec<u8>> {
    let carrying = opened.carrying(pages)?;
    let ident = ident(&opened.dataset.survey.report, false);
    pdf::export(&opened.typesetter, &carrying, &ident, Standard::A3a, None)
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

/// What identifies a document: a proof is another one than its report.
fn ident(report: &Report, proof: bool) -> String {
    pdf::ident(report) + if proof { "/proof" } else { "" }
}

/// A proof lies beside its report: `<title>（<year>年）（校样）.pdf`.
fn proof_name(report: &Path) -> PathBuf {
    let stem = report.file_stem().unwrap_or_default().to_string_lossy();
    report.with_file_name(format!("{stem}（校样）.pdf"))
}

/// Writes a picture a page and returns their bytes: `target` itself for a single page where it is named with the
/// format's ending, else a folder of `page-01.png` … by position in the report.
fn write_pictures(
    document: &PagedDocument,
    shown: &[usize],
    target: &Path,
    ending: &str,
    mut render: impl FnMut(&typst_layout::Page) -> Result<Vec<u8>>,
) -> Result<usize> {
    let mut render = |index: usize| render(&document.pages()[index]);
    if let ([index], true) = (shown, target.extension().is_some_and(|extension| extension == ending)) {
        let bytes = render(*index)?;
        output::write_file(target, &bytes)?;
        return Ok(bytes.len());
    }
    let pictures = shown.iter().map(|&index| Ok((format!("page-{:02}.{ending}", index + 1), render(index)?)));
    let pictures: Vec<(String, Vec<u8>)> = pictures.collect::<Result<_>>()?;
    output::write_folder(target, &pictures, is_picture)?;
    Ok(pictures.iter().map(|(_, bytes)| bytes.len()).sum())
}

/// Whether a file is one that `write_pictures` makes.
fn is_picture(name: &str) -> bool {
    let number = name.strip_prefix("page-").and_then(|rest| rest.strip_suffix(".png").or(rest.strip_suffix(".svg")));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn png(page: &typst_layout::Page) -> Result<Vec<u8>> {
    let options = RenderOptions { pixel_per_pt: PIXELS_PER_POINT.into(), render_bleed: false };
    typst_render::render(page, &options).encode_png().map_err(|error| {
        Error::Input(vec![Diagnostic::error(Message::new("png-failed").with("cause", error.to_string()))])
    })
}
