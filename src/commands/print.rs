//! `kanyin build --print`: the printer's edition, text and cover each in a file of its own.

use std::path::{Path, PathBuf};

use crate::cli::{BuildArgs, Format};
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::output;
use crate::pdf::{self, Standard, boxes};
use crate::survey::model::Report;
use crate::typeset::{Pages, Typesetter, folio};

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;

/// How the printer's edition is called in file names, and its cover.
const EDITION: &str = "印刷版";
const COVER: &str = "印刷版封面";

/// Refuses what is no printer's edition: proofs, pictures, some of the pages.
///
/// # Errors
/// A flag beside `--print` that asks for one of them.
pub fn refuse_beside(args: &BuildArgs) -> Result<()> {
    let other = match args {
        BuildArgs { print: false, .. } => return Ok(()),
        BuildArgs { proof: true, .. } => "--proof",
        BuildArgs { pages: Some(_), .. } => "--pages",
        BuildArgs { format: Format::Png, .. } => "--format png",
        BuildArgs { format: Format::Svg, .. } => "--format svg",
        _ => return Ok(()),
    };
    let message = Message::new("print-not-with").with("other", other);
    Err(Error::Usage { hint: message.hint(), message })
}

/// Where the text block and the cover go: beside the report, or the file that was named and `…（封面）.pdf` beside it.
pub fn targets(project: &Project, report: &Report, output: Option<PathBuf>) -> [PathBuf; 2] {
    let beside = |path: &Path, name: &str| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        path.with_file_name(format!("{stem}（{name}）.pdf"))
    };
    match output {
        Some(text) => [text.clone(), beside(&text, folio::COVER)],
        None => [EDITION, COVER].map(|name| beside(&project.default_output(report), name)),
    }
}

/// Writes the text block, and the cover where the report has one, and returns what is to be said of each.
///
/// # Errors
/// Whatever the exporter or the file system says.
pub fn write(typesetter: &Typesetter, pages: &Pages, report: &Report, targets: &[PathBuf]) -> Result<Vec<Message>> {
    let folios = folio::folios(&pages.document);
    let covers = usize::from(folios.len() > 1 && folios[0] == folio::COVER);
    let all: Vec<usize> = (0..folios.len()).collect();
    let (cover, text) = all.split_at(covers);
    let parts = [(text, "print", &targets[0]), (cover, "print-cover", &targets[1])];
    let parts: Vec<(usize, &PathBuf, Vec<u8>)> = parts
        .into_iter()
        .filter(|(part, ..)| !part.is_empty())
        .map(|(part, name, target)| {
            let ident = format!("{}/{}/{name}", report.id, report.year);
            let bytes = pdf::export(typesetter, &pages.document, &ident, Standard::Print, Some(folio::ranges(part)))?;
            let bytes = boxes::with_bleed(&bytes, typesetter.inks().bleed_mm * POINTS).ok_or_else(|| {
                let message = Message::new("print-no-boxes");
                let hint = message.hint();
                Error::Input(vec![Diagnostic::error(message).hint(hint)])
            })?;
            Ok((part.len(), target, bytes))
        })
        .collect::<Result<_>>()?;
    for (_, target, bytes) in &parts {
        output::write_file(target, bytes)?;
    }
    Ok(parts.iter().map(|(pages, target, bytes)| super::written_message(target, *pages, bytes.len())).collect())
}
