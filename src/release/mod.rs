//! A release: one version of a report with everything that readers, archives and other programs want of it, in a folder
//! that can be made again from the PDF in it.
//!
//! ```text
//! <id>-<year>-v<version>.pdf       the report, which carries its source
//! <id>-<year>-v<version>-web.pdf   the same pages without
//! cover.png                        a preview of the cover
//! figures/figure-01.svg, .png      single figures
//! data/figure-01.csv               their numbers
//! datapackage.json                 what the tables are: Frictionless Data Package
//! figures.json                     the same numbers as JSON-stat
//! CHANGELOG.md                     what changed since the release before
//! manifest.json                    what it is, what it was made from and with, what it claims, every file
//! SHA256SUMS, SHA256SUMS.sig       checksums of all of it, and who stands for them
//! ```
//! Everything but the changelog and the version before comes from the edition alone: [`make()`] is pure, and
//! [`verify`] calls it again. Nothing in a release hangs on who makes it, when and where.

pub mod changelog;
pub mod changes;
pub mod datapackage;
pub mod earlier;
pub mod existing;
pub mod folder;
pub mod jsonstat;
pub mod manifest;
pub mod origin;
pub mod received;
pub mod signature;
pub mod sums;
pub mod verify;
pub mod version;

use std::collections::BTreeMap;
use std::path::Path;

use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::audit::{Edition, PagesSay};
use crate::carried::lock::{LOCK_PATH, Lock};
use crate::carried::{CarriedProject, Form};
use crate::checksum::hex_sum;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::figures::{self, FigureTable, Purpose};
use crate::messages::Message;
use crate::pdf::{self, Standard};
use crate::survey::Dataset;
use crate::survey::model::Survey;
use crate::typeset::Typesetter;
use crate::typeset::setting::Setting;
use changelog::CHANGELOG_PATH;
use datapackage::PACKAGE_PATH;
use jsonstat::JSON_STAT_PATH;
use manifest::{Claims, Entry, FORMAT, MANIFEST_PATH, Manifest, Role};
use sums::SUMS_PATH;
use version::Version;

/// Width of the cover's preview in pixels.
const COVER_WIDTH: f64 = 720.0;

/// What the report's PDF conforms to.
const STANDARDS: [&str; 2] = ["PDF/A-3a", "PDF/UA-1"];

/// An edition that is loaded into its typesetter.
pub struct Source<'a> {
    pub typesetter: &'a mut Typesetter,
    pub dataset: &'a Dataset,
    /// Earlier editions, the newest first.
    pub previous: &'a [Dataset],
    /// The data file, from the project root.
    pub data: &'a Path,
}

/// Everything of a release but its history.
pub struct Made {
    files: Vec<(String, Vec<u8>, Role)>,
    /// Without the version before and without files.
    pub about: Manifest,
}

/// Where a release comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The version before; none of the first one.
    pub previous: Option<String>,
    pub changelog: String,
}

/// How a version of a report is set.
pub fn setting(version: &Version) -> Setting {
    Setting { version: Some(version.to_string()), ..Setting::default() }
}

/// What the folder and the PDF of a version are called, without an ending.
///
/// # Errors
/// An id that is no file name, at its place.
pub fn stem(dataset: &Dataset, version: &Version) -> Result<String> {
    use crate::survey::located::Step::Key;
    let report = &dataset.survey.report;
    let stem = version::prefix(&report.id, report.year) + &version.to_string();
    if sums::is_plain(&stem) && !stem.contains('/') {
        return Ok(stem);
    }
    let message = Message::new("release-id").with("id", &report.id);
    let hint = message.hint();
    let place = dataset.place(&[Key("report"), Key("id")]);
    Err(Error::Input(vec![Diagnostic::error(message).at(Some(place)).hint(hint)]))
}

/// Makes a version of a report.
///
/// # Errors
/// As for any layout, export or drawing; an id that is no file name.
pub fn make(source: Source, version: &Version) -> Result<Made> {
    let Source { typesetter, dataset, previous, data } = source;
    let survey = &dataset.survey;
    let stem = stem(dataset, version)?;
    typesetter.set_setting(setting(version));
    let pages = typesetter.compile()?;
    let prose = typesetter.prose();
    let say = PagesSay { mentions: &pages.mentions, text: "" };
    let edition = Edition::new(dataset, previous.first(), &prose, &[], Some(say));
    let claims = Claims::of(&edition);
    let project = CarriedProject::of(typesetter, dataset, data, previous, Form::Public)?;

    let ident = pdf::ident(&survey.report);
    let web = pdf::export(typesetter, &pages.document, &format!("{ident}/web"), Standard::A2a, None)?;
    let carrying = pages.carrying(&project.attachments())?;
    let report = pdf::export(typesetter, &carrying, &ident, Standard::A3a, None)?;
    let about = about(survey, version, &stem, &project, claims, pages.document.pages().len());

    let mut files = vec![
        (about.report.clone(), report, Role::Report),
        (format!("{stem}-web.pdf"), web, Role::Web),
        ("cover.png".to_owned(), cover(&pages.document)?, Role::Cover),
    ];
    let tables = figures::tables(survey, &prose.figures, previous);
    for picture in figures::draw(typesetter, dataset, previous, &tables, Purpose::Plain)? {
        files.push((format!("figures/{}.svg", picture.stem), picture.svg().into_bytes(), Role::Figure));
        files.push((format!("figures/{}.png", picture.stem), picture.png()?, Role::Figure));
    }
    files.extend(data_files(&about, survey, &tables));
    Ok(Made { files, about })
}

/// The tables and what tells programs how to read them.
fn data_files(about: &Manifest, survey: &Survey, tables: &[FigureTable]) -> Vec<(String, Vec<u8>, Role)> {
    let csv = |table: &FigureTable| (format!("data/{}.csv", table.stem()), figures::csv(table).into_bytes());
    let written: Vec<(String, Vec<u8>)> = tables.iter().map(csv).collect();
    let with_bytes: Vec<(&FigureTable, &str, &[u8])> =
        tables.iter().zip(&written).map(|(table, (path, bytes))| (table, path.as_str(), bytes.as_slice())).collect();
    let with_paths: Vec<(&FigureTable, &str)> = with_bytes.iter().map(|(table, path, _)| (*table, *path)).collect();
    let package = datapackage::write(about, &with_bytes).into_bytes();
    let json_stat = jsonstat::write(about, survey, &with_paths).into_bytes();
    let mut files: Vec<_> = written.into_iter().map(|(path, bytes)| (path, bytes, Role::Table)).collect();
    files.push((PACKAGE_PATH.to_owned(), package, Role::DataPackage));
    files.push((JSON_STAT_PATH.to_owned(), json_stat, Role::JsonStat));
    files
}

impl Made {
    /// Every file of the release but a signature, sorted by path.
    pub fn files(&self, history: &History) -> Vec<(String, Vec<u8>)> {
        let changelog = (CHANGELOG_PATH.to_owned(), history.changelog.clone().into_bytes(), Role::Changelog);
        let mut files = self.files.clone();
        files.push(changelog);
        files.sort_by(|one, other| one.0.cmp(&other.0));
        let entry = |(path, bytes, role): &(String, Vec<u8>, Role)| Entry {
            path: path.clone(),
            bytes: bytes.len(),
            sha256: hex_sum(bytes),
            role: *role,
        };
        let manifest = Manifest {
            previous: history.previous.clone(),
            files: files.iter().map(entry).collect(),
            ..self.about.clone()
        };
        let mut files: Vec<(String, Vec<u8>)> = files.into_iter().map(|(path, bytes, _)| (path, bytes)).collect();
        files.push((MANIFEST_PATH.to_owned(), manifest.to_json()));
        let sums = sums::write(&files);
        files.push((SUMS_PATH.to_owned(), sums.into_bytes()));
        files.sort();
        files
    }
}

/// What a release says of itself.
fn about(
    survey: &Survey,
    version: &Version,
    stem: &str,
    project: &CarriedProject,
    claims: Claims,
    pages: usize,
) -> Manifest {
    let report = &survey.report;
    let files: BTreeMap<String, Bytes> =
        project.files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
    // The project was made with it a moment ago.
    let lock: Lock = serde_json::from_slice(&files[LOCK_PATH]).expect("a lock");
    let source = origin::of(&files, &lock);
    Manifest {
        format: FORMAT,
        title: report.title.clone(),
        id: report.id.clone(),
        year: report.year,
        version: version.to_string(),
        status: report.status.to_string(),
        date: report.date.map_or_else(|| format!("{:04}-{:02}", report.year, report.month), String::from),
        issuer: report.issuer.clone(),
        previous: None,
        kanyin: lock.kanyin,
        typst: lock.typst,
        fonts: lock.fonts,
        standard: STANDARDS.map(str::to_owned).to_vec(),
        pages,
        report: format!("{stem}.pdf"),
        source,
        claims,
        files: Vec::new(),
    }
}

/// The full date that formats ask for: the first of the month where the data state no day.
fn day(about: &Manifest) -> String {
    if about.date.len() > "2018-08".len() { about.date.clone() } else { format!("{}-01", about.date) }
}

fn cover(document: &PagedDocument) -> Result<Vec<u8>> {
    let Some(page) = document.pages().first() else { return Ok(Vec::new()) };
    let pixel_per_pt = COVER_WIDTH / page.frame.width().to_pt();
    let options = RenderOptions { pixel_per_pt: pixel_per_pt.into(), render_bleed: false };
    typst_render::render(page, &options).encode_png().map_err(|error| {
        Error::Input(vec![Diagnostic::error(Message::new("png-failed").with("cause", error.to_string()))])
    })
}
