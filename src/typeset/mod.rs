//! From data and prose to laid-out pages: draws the charts, hands Typst its virtual files, compiles, and reads back
//! what the pages say.

mod advice;
mod ahead;
pub mod attachments;
mod charts;
pub mod claims;
mod faults;
pub mod fingerprint;
pub mod folio;
mod font_bytes;
pub mod fonts;
pub mod glyphs;
pub mod inks;
pub mod kit_problem;
mod measure;
pub mod own_files;
pub mod past;
pub mod proof;
pub mod prose;
mod separation;
pub mod setting;
pub mod spots;
pub mod standalone;
pub mod text;
mod theme;
pub mod view;
pub mod world;

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use typst::diag::{SourceResult, Warned};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::survey::Dataset;
use crate::survey::model::Status;
use ahead::Needs;
use attachments::Attachment;
use charts::Charts;
use claims::Mention;
pub use faults::place_of;
use faults::{Outdated, figures_twice};
use fonts::{Fonts, LoadedFile};
use inks::Inks;
use own_files::{Folder, OwnFiles};
use proof::{PROOF_PATH, Proof};
use prose::Prose;
use setting::{SETTING_PATH, Setting};
use theme::Theme;
use view::Picture;
use world::{MAIN_PATH, ReadFile, ReportWorld};

/// The design tokens that templates and charts share.
pub const TOKENS_PATH: &str = "templates/kit/tokens.json";

/// The entry of a brief, and its data.
const BRIEF_PATH: &str = "/kanyin/brief.typ";
const BRIEF_DATA_PATH: &str = "/kanyin/brief.json";
const BRIEF: &str = r#"#import "/templates/kit/brief.typ": brief
#brief(json("/kanyin/brief.json"))
"#;

/// How many compilations an unused layout result is kept for: past a slip and its repair, what is kept only makes the
/// search longer.
const CACHE_AGE: usize = 2;

/// One project's typesetter. Keep it and load new data: what did not change is not laid out again.
pub struct Typesetter {
    world: ReportWorld,
    theme: Theme,
    /// Of the loaded data, drawn with the theme.
    charts: Charts,
    fonts: Vec<LoadedFile>,
    setting: Setting,
    /// The folder of the loaded edition's prose, from the project root.
    prose_folder: String,
    shown_root: PathBuf,
    /// A final report waits for nothing.
    is_final: bool,
    /// What a sentence can speak of in the loaded data: each question's id, and each `题.选项`.
    references: Vec<String>,
    /// What last year's references that this year does not know have become.
    outdated: Vec<Outdated>,
}

/// Laid-out pages and what they say.
pub struct Pages {
    pub document: PagedDocument,
    pub mentions: Vec<Mention>,
    pub warnings: Vec<Diagnostic>,
}

impl Pages {
    /// The same pages with files in them.
    ///
    /// # Errors
    /// Reasons of the prose that the files would tell.
    pub fn carrying(&self, files: &[Attachment]) -> Result<PagedDocument> {
        let told = attachments::reasons_told(files, &self.mentions);
        if told.is_empty() { Ok(attachments::with_files(&self.document, files)) } else { Err(Error::Input(told)) }
    }
}

impl Typesetter {
    /// Opens the project at `root`; `shown_root` is how messages call it.
    ///
    /// # Errors
    /// Unreadable or invalid design tokens or fonts.
    pub fn open(root: &Path, shown_root: &Path, font_folders: &[PathBuf]) -> Result<Typesetter> {
        let own = OwnFiles::Disk(Folder::new(root));
        let tokens = read_tokens(&own)?;
        Typesetter::of(own, tokens, shown_root, fonts::load(font_folders)?)
    }

    /// Opens a project that is in no folder: its files by path from the root, without a slash.
    ///
    /// # Errors
    /// Missing or invalid design tokens.
    pub fn open_in_memory(files: BTreeMap<String, Bytes>, fonts: Fonts) -> Result<Typesetter> {
        let own = OwnFiles::Memory(files);
        let tokens = read_tokens(&own)?;
        Typesetter::of(own, tokens, Path::new(""), fonts)
    }

    fn of(own: OwnFiles, tokens: String, shown_root: &Path, fonts: Fonts) -> Result<Typesetter> {
        Ok(Typesetter {
            theme: Theme::parse(shown_root.join(TOKENS_PATH).display().to_string(), tokens, &fonts.store)?,
            charts: Charts::default(),
            fonts: fonts.files,
            world: ReportWorld::new(own, shown_root, fonts.store),
            setting: Setting::default(),
            prose_folder: String::new(),
            shown_root: shown_root.to_owned(),
            is_final: false,
            references: Vec::new(),
            outdated: Vec::new(),
        })
    }

    /// Reads the design tokens again. Where they are others, all charts are drawn anew with the next data; fonts stay.
    ///
    /// # Errors
    /// As for opening; the tokens that were read before then stay.
    pub fn reread(&mut self) -> Result<()> {
        let tokens = read_tokens(self.world.own_files())?;
        if tokens != self.theme.text() {
            let name = self.shown_root.join(TOKENS_PATH).display().to_string();
            self.theme = Theme::parse(name, tokens, self.world.fonts())?;
            self.charts = Charts::default();
        }
        Ok(())
    }

    /// Draws the charts, beside the `previous` editions from the newest to the oldest, and puts data and charts where
    /// the templates find them. Of a chart that was drawn before from the same, the very picture is kept.
    ///
    /// # Errors
    /// Characters of the data that no font has, each with its place in the data file.
    pub fn load(&mut self, dataset: &Dataset, previous: &[Dataset]) -> Result<()> {
        let missing = glyphs::missing_in_data(dataset, &self.theme.faces);
        if !missing.is_empty() {
            return Err(Error::Input(missing));
        }
        let survey = &dataset.survey;
        let charts = self.charts.with(dataset, previous, &self.theme)?;
        let mut files: Vec<(String, Bytes)> =
            charts.iter().enumerate().map(|(index, chart)| (view::figure_path(index), chart.svg.clone())).collect();
        let pictures: Vec<&Picture> = charts.iter().map(|chart| &chart.picture).collect();
        let view = view::view(survey, previous.first().map(|previous| &previous.survey), &pictures);
        files.extend(view.into_iter().map(|(path, bytes)| (path, Bytes::new(bytes))));
        files.push((SETTING_PATH.to_owned(), Bytes::new(self.setting.to_json())));
        files.push((PROOF_PATH.to_owned(), Bytes::new(Proof::to_json(None))));
        self.world.replace_virtual_files(files);
        self.charts = charts;
        self.prose_folder = survey.report.prose_folder();
        self.is_final = survey.report.status == Status::正式稿;
        self.references = survey.references();
        self.outdated = previous.first().map_or(Vec::new(), |previous| self.outdated_since(survey, &previous.survey));
        Ok(())
    }

    /// Sets what compiles from now on, until data are loaded again, as a proof that says this; or as the report itself.
    /// Nothing within the text block of a page moves.
    pub fn set_proof(&mut self, proof: Option<&Proof>) {
        self.world.replace_virtual_file(PROOF_PATH, Bytes::new(Proof::to_json(proof)));
    }

    /// How what compiles from now on is set.
    pub fn set_setting(&mut self, setting: Setting) {
        self.world.replace_virtual_file(SETTING_PATH, Bytes::new(setting.to_json()));
        self.setting = setting;
    }

    /// How the report is set.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// The fonts that can be chosen, in the order in which they are.
    pub fn fonts(&self) -> &[LoadedFile] {
        &self.fonts
    }

    /// What a printer's edition is set with.
    pub fn inks(&self) -> Inks {
        self.theme.inks
    }

    /// Lays the report out.
    ///
    /// # Errors
    /// Typst's errors, places where the kit could not do what the prose asked, and characters that no font has: all
    /// that were found.
    pub fn compile(&self) -> Result<Pages> {
        comemo::evict(CACHE_AGE);
        let needs = Needs {
            prose_folder: &self.prose_folder,
            families: [&self.theme.tokens.font.serif, &self.theme.tokens.font.sans],
            // A printer's edition draws charts from what is in the files.
            charts: if self.setting.print { 0 } else { self.charts.iter().count() },
        };
        self.pages(needs.ahead_of(&self.world, || typst::compile(&self.world)))
    }

    fn pages(&self, compiled: Warned<SourceResult<PagedDocument>>) -> Result<Pages> {
        let mut warnings = self.diagnose(&compiled.warnings);
        let document = match compiled.output {
            Ok(document) => document,
            Err(errors) => {
                warnings.extend(self.diagnose(&errors));
                return Err(Error::Input(warnings));
            }
        };
        let mentions = claims::mentions(&self.world, &document);
        let mut faults: Vec<Diagnostic> = mentions.iter().filter_map(|mention| self.kit_fault(mention)).collect();
        faults.extend(figures_twice(&mentions));
        faults.extend(glyphs::missing_in_pages(&self.world, &document));
        warnings.extend(mentions.iter().filter_map(|mention| self.omission(mention)));
        if self.setting.print {
            warnings.extend(separation::unfit_in_pages(&self.world, &document, self.theme.inks));
        }
        if !faults.is_empty() {
            warnings.extend(faults);
            return Err(Error::Input(warnings));
        }
        Ok(Pages { document, mentions, warnings })
    }

    /// Every file that the last layout read, as [`ReportWorld::files_read`] gives them.
    pub fn files_read(&self) -> Vec<ReadFile> {
        self.world.files_read()
    }

    /// Every file of the project's folder that the last layout asked for, there or not.
    pub fn files_asked(&self) -> Vec<PathBuf> {
        self.world.files_asked()
    }

    /// Lays the brief of two surveys out, from the kit's template and what `compare` found.
    ///
    /// # Errors
    /// As for any layout.
    pub fn compile_brief(&mut self, data: &serde_json::Value) -> Result<Pages> {
        self.world.replace_virtual_file(BRIEF_DATA_PATH, Bytes::from_string(data.to_string()));
        self.world.replace_virtual_file(BRIEF_PATH, Bytes::from_string(BRIEF));
        self.world.set_main(BRIEF_PATH);
        let compiled = typst::compile(&self.world);
        self.world.set_main(MAIN_PATH);
        self.pages(compiled)
    }

    /// The loaded edition's own sources.
    pub fn prose(&self) -> Prose {
        prose::read(&self.world, &self.prose_folder)
    }

    /// The compiled world, for exporters that resolve spans.
    pub fn world(&self) -> &ReportWorld {
        &self.world
    }
}

/// The text of a project's design tokens.
fn read_tokens(own: &OwnFiles) -> Result<String> {
    let unreadable = |path: &Path, cause| Error::io("io-read-tokens", path, cause);
    match own {
        OwnFiles::Disk(folder) => {
            let path = folder.root.join(TOKENS_PATH);
            fs::read_to_string(&path).map_err(|cause| unreadable(&path, cause))
        }
        OwnFiles::Memory(files) => {
            let text = files.get(TOKENS_PATH).and_then(|tokens| String::from_utf8(tokens.to_vec()).ok());
            text.ok_or_else(|| unreadable(Path::new(TOKENS_PATH), ErrorKind::NotFound.into()))
        }
    }
}
