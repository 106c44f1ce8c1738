//! One release: its report, found, read and taken apart.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::messages::Message;
use crate::reading::{Block, Pdf, Picture, Unreadable};
use crate::survey::Dataset;

/// A release's report.
pub struct Release {
    pub path: PathBuf,
    pub pdf: Pdf,
    pub bytes: Vec<u8>,
    /// The data that it carries.
    pub data: Option<Dataset>,
    /// Its text in reading order: by structure, else by line.
    pub paragraphs: Vec<Block>,
    /// Each page's number in print; empty where it has none.
    pub folios: Vec<String>,
}

/// A figure as the report numbers it: `图 14`, and its page, from 0.
pub struct Figure {
    pub name: String,
    pub page: usize,
}

impl Release {
    /// Reads a report: a PDF, or a release folder's.
    ///
    /// # Errors
    /// No report there, or more than one; a file that cannot be read.
    pub fn open(path: &Path) -> Result<Release> {
        let path = if path.is_dir() { report_in(path)? } else { path.to_owned() };
        let bytes = fs::read(&path).map_err(|cause| Error::io("io-read-pdf", &path, cause))?;
        Release::read(path.clone(), bytes).map_err(|why| why.error(&path))
    }

    fn read(path: PathBuf, bytes: Vec<u8>) -> std::result::Result<Release, Unreadable> {
        let pdf = Pdf::read(bytes.clone())?;
        let (data, paragraphs, folios) = (carried_data(&pdf)?, paragraphs(&pdf)?, pdf.labels()?);
        Ok(Release { path, pdf, bytes, data, paragraphs, folios })
    }

    /// How messages call it.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// How pages in order are called; three and more in a row by the first and the last.
    pub fn page_names(&self, pages: &[usize]) -> Vec<Message> {
        let folio = |page: usize| self.folios.get(page).filter(|folio| !folio.is_empty());
        let mut names = Vec::new();
        // I to IV and 1 to 9 are two counts.
        let count = |page: usize| folio(page).map(|folio| folio.bytes().all(|byte| byte.is_ascii_digit()));
        let follows = |page: &usize, next: &usize| page + 1 == *next && count(*page) == count(*next);
        for run in pages.chunk_by(follows) {
            match (run, run.first().and_then(|page| folio(*page)), run.last().and_then(|page| folio(*page))) {
                ([_, _, _, ..], Some(first), Some(last)) => {
                    names.push(Message::new("diff-page-run").with("first", first).with("last", last));
                }
                _ => names.extend(run.iter().map(|page| self.page_name(*page))),
            }
        }
        names
    }

    /// The figure that prints a question, found by its caption.
    pub fn figure(&self, title: &str) -> Option<Figure> {
        let squeezed = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
        let title = squeezed(title);
        let mut captions = self.paragraphs.iter().filter(|block| block.role == "Caption");
        captions.find_map(|block| {
            let caption = squeezed(&block.text);
            let number = caption.strip_suffix(title.as_str())?;
            // `图14` as people write it.
            let digits = number.find(|it: char| it.is_ascii_digit()).unwrap_or(number.len());
            let name = format!("{} {}", &number[..digits], &number[digits..]).trim().to_owned();
            Some(Figure { name, page: block.page })
        })
    }

    /// Draws a page.
    ///
    /// # Errors
    /// A page that cannot be drawn.
    pub fn picture(&self, page: usize, dpi: u16) -> Result<Picture> {
        self.pdf.render(page, dpi).map_err(|why| why.error(&self.path))
    }

    /// How a page, counted from 0, is called: by its number in print, else by its place in the file.
    pub fn page_name(&self, page: usize) -> Message {
        match self.folios.get(page).map(String::as_str) {
            None | Some("") if page == 0 => Message::new("diff-cover"),
            None | Some("") => Message::new("diff-page-of-file").with("number", page + 1),
            Some(folio) => Message::new("diff-page").with("folio", folio),
        }
    }
}

/// The survey data that a report carries: of several years the newest, which the report is about.
fn carried_data(pdf: &Pdf) -> std::result::Result<Option<Dataset>, Unreadable> {
    let of_a_year = |name: &str| {
        let stem = name.rsplit(['/', '\\']).next().and_then(|name| name.strip_suffix(".json"));
        stem.is_some_and(|stem| stem.len() == 4 && stem.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let attachments = pdf.attachments()?.into_iter();
    // Outside PDF/A-3 a file may not say what its attachments are to it.
    let is_data = |relationship: Option<&str>| relationship.is_none_or(|it| it == "Data");
    let files = attachments.filter(|it| is_data(it.relationship.as_deref()) && of_a_year(&it.name));
    // What is no data file of this version is none that can be compared.
    let read = files.filter_map(|it| Dataset::parse(&it.name, String::from_utf8(it.bytes).ok()?).ok());
    Ok(read.max_by_key(|dataset| dataset.survey.report.year))
}

/// Blocks of a tagged file; of another each line is one.
fn paragraphs(pdf: &Pdf) -> std::result::Result<Vec<Block>, Unreadable> {
    let mut blocks = pdf.blocks()?;
    if blocks.is_empty() {
        for (page, text) in pdf.page_texts()?.into_iter().enumerate() {
            let line = |line: &str| Block { page, role: String::new(), text: line.to_owned(), alt: None };
            blocks.extend(text.body.lines().map(line));
        }
    }
    for block in &mut blocks {
        block.text = plain(&block.text);
        block.alt = block.alt.take().map(|alt| plain(&alt));
    }
    // Bullets and ornaments.
    blocks.retain(|block| block.alt.is_some() || block.text.chars().any(char::is_alphanumeric));
    Ok(blocks)
}

/// A text without what only setting it needs: spaces that do not break, joiners, runs of spaces.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|it| !matches!(it, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'));
    let text: String = kept.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The report of a release folder: the one its manifest names, else the only PDF beside the one for the web.
fn report_in(folder: &Path) -> Result<PathBuf> {
    if let Some(named) = named_in_manifest(folder) {
        return Ok(named);
    }
    let fail = |cause| Error::io("io-read-folder", folder, cause);
    let mut reports = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && name.ends_with(".pdf") && !name.ends_with("-web.pdf") {
            reports.push(path);
        }
    }
    match <[PathBuf; 1]>::try_from(reports) {
        Ok([report]) => Ok(report),
        Err(reports) => {
            let id = if reports.is_empty() { "diff-no-report" } else { "diff-many-reports" };
            let message = Message::new(id).with("folder", folder.display().to_string());
            Err(Error::Usage { hint: message.hint(), message })
        }
    }
}

fn named_in_manifest(folder: &Path) -> Option<PathBuf> {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).ok()?).ok()?;
    let name = Path::new(manifest.get("report")?.as_str()?);
    // A name alone: a manifest leads nowhere else.
    (name.file_name() == Some(name.as_os_str())).then(|| folder.join(name)).filter(|path| path.is_file())
}
