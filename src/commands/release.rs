//! `kanyin release`: one version of a report, with everything that goes with it, in a new folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::edition::{Audited, Opened};
use crate::cli::ReleaseArgs;
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::messages::{Lang, Message};
use crate::output;
use crate::release::earlier::Earlier;
use crate::release::existing::{self, Standing};
use crate::release::folder::Folder;
use crate::release::signature::{self, SIGNATURE_PATH};
use crate::release::sums::SUMS_PATH;
use crate::release::version::{self, Version};
use crate::release::{self, Source, changelog};
use crate::survey::Dataset;
use crate::survey::located::Step::Key;
use crate::survey::model::Status;
use crate::typeset::fonts;
use crate::verify::worker;

pub fn run(args: &ReleaseArgs, lang: Lang) -> Result<ExitCode> {
    if args.previous.is_some() {
        worker::confine();
    }
    let version = Version::parse(&args.number).ok_or_else(|| bad_version(&args.number))?;
    let mut opened = Opened::open(args.data.as_deref(), &args.against, &args.font_path)?;
    refuse_drafts(&opened.dataset)?;
    let stem = release::stem(&opened.dataset, &version)?;
    let releases = args.output.clone().unwrap_or_else(|| opened.project.shown_root.join("dist"));
    let target = releases.join(&stem);
    let report = opened.dataset.survey.report.clone();
    let older = older_release(&opened.dataset, &releases, &version, &target)?;
    let earlier = earlier(args, older, &opened.dataset, &version)?;

    opened.typesetter.set_setting(release::setting(&version));
    let (pages, audited) = opened.lay_out_and_audit()?;
    let errors = errors(&audited);
    let pages = pages.map_err(|faults| Error::Input(errors.iter().cloned().chain(faults).collect()))?;
    output::say(&pages.warnings, lang)?;
    if !errors.is_empty() {
        let refused = Message::new("release-refused").with("errors", errors.len());
        output::print(&format!("{}{}\n", output::for_stdout(&errors, lang), refused.text(lang)))?;
        return Ok(ExitCode::from(super::FINDINGS));
    }

    let made = release::make(source(&mut opened), &version)?;
    let history = changelog::history(&made, &opened.dataset.survey, earlier.as_ref());
    let files = made.files(&history);

    let there = target.symlink_metadata().ok().map(|_| Folder::read(&target)).transpose()?;
    let done = match there.filter(|there| *there != Folder::default()) {
        None => write(&target, files, args.sign.as_deref())?,
        Some(there) => {
            let known = version::releases_in(&releases, &version::prefix(&report.id, report.year));
            let newest = known.last().map_or(&version, |(newest, _)| newest);
            leave(&target, &there, &files, args.sign.as_deref(), newest)?
        }
    };
    let claims = super::claims_message(&audited.claims);
    output::print(&format!("{}\n{}\n", done.text(lang), claims.text(lang)))?;
    Ok(ExitCode::SUCCESS)
}

/// An edition as a release is made from it.
fn source(opened: &mut Opened) -> Source<'_> {
    let Opened { project, dataset, previous, typesetter, .. } = opened;
    // The data lie in the project: it was found around them.
    let data = project.data.strip_prefix(&project.root).unwrap_or(&project.data);
    Source { typesetter, dataset, previous, data }
}

fn bad_version(text: &str) -> Error {
    let message = Message::new("release-bad-version").with("version", text);
    Error::Usage { hint: message.hint(), message }
}

/// What is released is final.
fn refuse_drafts(dataset: &Dataset) -> Result<()> {
    let status = dataset.survey.report.status;
    if status == Status::正式稿 {
        return Ok(());
    }
    let message = Message::new("release-draft").with("status", status.to_string());
    let hint = message.hint();
    let place = dataset.place(&[Key("report"), Key("status")]);
    Err(Error::Input(vec![Diagnostic::error(message).at(Some(place)).hint(hint)]))
}

/// The newest release below this version, where there is one.
///
/// # Errors
/// A version that is not there yet and not above the newest.
fn older_release(dataset: &Dataset, releases: &Path, version: &Version, target: &Path) -> Result<Option<PathBuf>> {
    let report = &dataset.survey.report;
    let known = version::releases_in(releases, &version::prefix(&report.id, report.year));
    if let Some((newest, _)) = known.last()
        && newest.number() >= version.number()
        && target.symlink_metadata().is_err()
    {
        let message = Message::new("release-not-newer").with("version", version.to_string());
        let message = message.with("newest", newest.to_string()).with("next", newest.next());
        return Err(Error::Usage { hint: message.hint(), message });
    }
    let below = known.into_iter().rev().find(|(known, _)| known.number() < version.number());
    Ok(below.map(|(_, path)| path))
}

/// The release that the changelog begins at: the one that was named, else the one below.
fn earlier(
    args: &ReleaseArgs,
    older: Option<PathBuf>,
    dataset: &Dataset,
    version: &Version,
) -> Result<Option<Earlier>> {
    let Some(path) = args.previous.clone().or(older) else { return Ok(None) };
    let earlier = Earlier::read(&path, || fonts::load(&args.font_path))?;
    earlier.precedes(dataset, version)?;
    Ok(Some(earlier))
}

/// Findings that keep a report from being released.
fn errors(audited: &Audited) -> Vec<Diagnostic> {
    let diagnostics = audited.findings.iter().map(|finding| &finding.diagnostic);
    let stands = |found: &&Diagnostic| found.severity == Severity::Error && found.waived.is_none();
    diagnostics.filter(stands).cloned().collect()
}

/// Writes a new release, signed where a key is named.
fn write(target: &Path, mut files: Vec<(String, Vec<u8>)>, key: Option<&Path>) -> Result<Message> {
    if let Some(key) = key {
        files.push((SIGNATURE_PATH.to_owned(), signature::sign(key, sums(&files))?));
    }
    output::write_new_folder(target, &files)?;
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let done = Message::new(if key.is_some() { "released-signed" } else { "released" });
    Ok(done.with("folder", target.display().to_string()).with("files", files.len()).with("bytes", bytes))
}

/// Leaves a release that is there as it is: the same bytes are done, others are refused. A signature may be added.
fn leave(
    target: &Path,
    there: &Folder,
    files: &[(String, Vec<u8>)],
    key: Option<&Path>,
    newest: &Version,
) -> Result<Message> {
    let folder = target.display().to_string();
    match (existing::compare(there, files), key) {
        (Standing::Other(causes), _) => {
            let message = Message::new("release-exists").with("folder", folder);
            let message = message.with("causes", causes).with("next", newest.next());
            Err(Error::Usage { hint: message.hint(), message })
        }
        (Standing::Same { signed: false }, Some(key)) => {
            output::write_file(&target.join(SIGNATURE_PATH), &signature::sign(key, sums(files))?)?;
            Ok(Message::new("release-signed-now").with("folder", folder))
        }
        (Standing::Same { signed: true }, Some(_)) => Ok(Message::new("release-signed-already").with("folder", folder)),
        (Standing::Same { .. }, None) => Ok(Message::new("release-same").with("folder", folder)),
    }
}

fn sums(files: &[(String, Vec<u8>)]) -> &[u8] {
    files.iter().find(|(path, _)| path == SUMS_PATH).map_or(&[], |(_, bytes)| bytes)
}
