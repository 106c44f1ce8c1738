//! What `build` and `check` both begin with: one edition, opened, laid out and judged.

use std::path::{Path, PathBuf};

use typst_layout::PagedDocument;

use crate::audit::proof::{self, Layout};
use crate::audit::{ClaimCount, Edition, Finding, PagesSay};
use crate::carried::{CarriedProject, Form};
use crate::config::Project;
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::stopwatch::{Stage, Stopwatch};
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::Survey;
use crate::survey::waivers::{self, Waiver};
use crate::typeset::prose::Prose;
use crate::typeset::setting::Setting;
use crate::typeset::spots::Spots;
use crate::typeset::{Pages, Typesetter, folio, text};

/// An edition's inputs and the typesetter they are loaded into.
pub struct Opened {
    pub project: Project,
    pub dataset: Dataset,
    /// Earlier editions, the newest first.
    pub previous: Vec<Dataset>,
    /// What is to be said of how they were opened.
    pub notes: Vec<Diagnostic>,
    pub waivers: Vec<Waiver>,
    pub typesetter: Typesetter,
    /// What was done so far, and how long it took.
    pub clock: Stopwatch,
}

/// What the audit said of an edition.
pub struct Audited {
    pub findings: Vec<Finding>,
    pub claims: ClaimCount,
}

impl Opened {
    /// Reads data, waivers and earlier data, draws the charts. `against` names earlier editions, the newest first; where
    /// it names none, the data's own link does.
    ///
    /// # Errors
    /// No project, or every fault of its files.
    pub fn open(data: Option<&Path>, against: &[PathBuf], font_folders: &[PathBuf]) -> Result<Opened> {
        Opened::of(Project::find(data)?, against, font_folders)
    }

    /// The same, of a project that was found.
    ///
    /// # Errors
    /// Every fault of its files.
    pub fn of(project: Project, against: &[PathBuf], font_folders: &[PathBuf]) -> Result<Opened> {
        let mut clock = Stopwatch::start();
        let dataset = Dataset::read(&project.data, &project.shown_data)?;
        let (dataset, previous, notes) = with_links(&project, dataset, against)?;
        clock.lap(Stage::Data);
        Opened::with(project, dataset, (previous, notes), font_folders, clock)
    }

    /// Reads everything but the fonts again, as [`Opened::turn_to`] does.
    ///
    /// # Errors
    /// Every fault of its files.
    pub fn reread(&mut self, against: &[PathBuf]) -> Result<()> {
        let dataset = Dataset::read(&self.project.data, &self.project.shown_data)?;
        self.turn_to(self.project.clone(), dataset, against)
    }

    /// The edition of these data, beside what they link to.
    ///
    /// # Errors
    /// Every fault of its files.
    pub fn alone(project: Project, dataset: Dataset, font_folders: &[PathBuf]) -> Result<Opened> {
        let (dataset, previous, notes) = with_links(&project, dataset, &[])?;
        Opened::with(project, dataset, (previous, notes), font_folders, Stopwatch::start())
    }

    /// Goes on with other data of the same project. What is the same in both is neither drawn nor, later, laid out
    /// again; after an error the edition is what it was.
    ///
    /// # Errors
    /// Every fault of its files.
    pub fn turn_to(&mut self, project: Project, dataset: Dataset, against: &[PathBuf]) -> Result<()> {
        let (dataset, previous, notes) = with_links(&project, dataset, against)?;
        let waivers = waivers::read(&project.data, &project.shown_data)?;
        self.typesetter.reread()?;
        self.typesetter.load(&dataset, &previous)?;
        (self.project, self.dataset, self.previous, self.notes, self.waivers) =
            (project, dataset, previous, notes, waivers);
        Ok(())
    }

    /// The edition of these data beside earlier ones.
    ///
    /// # Errors
    /// Every fault of its waivers, tokens, fonts or charts.
    pub fn beside(
        project: Project,
        dataset: Dataset,
        previous: Vec<Dataset>,
        font_folders: &[PathBuf],
    ) -> Result<Opened> {
        Opened::with(project, dataset, (previous, Vec::new()), font_folders, Stopwatch::start())
    }

    fn with(
        project: Project,
        dataset: Dataset,
        (previous, notes): (Vec<Dataset>, Vec<Diagnostic>),
        font_folders: &[PathBuf],
        mut clock: Stopwatch,
    ) -> Result<Opened> {
        let waivers = waivers::read(&project.data, &project.shown_data)?;
        clock.lap(Stage::Data);
        let mut typesetter = Typesetter::open(&project.root, &project.shown_root, font_folders)?;
        clock.lap(Stage::Style);
        typesetter.load(&dataset, &previous)?;
        clock.lap(Stage::Charts);
        Ok(Opened { project, dataset, previous, notes, waivers, typesetter, clock })
    }

    /// The edition as the audit takes it, with its pages and their words.
    pub fn edition<'a>(&'a self, prose: &'a Prose, pages: Option<(&'a Pages, &'a str)>) -> Edition<'a> {
        let say = pages.map(|(pages, text)| PagesSay { mentions: &pages.mentions, text });
        Edition::new(&self.dataset, self.previous.first(), prose, &self.waivers, say)
    }

    /// Judges the edition; without pages, what can be judged without them.
    pub fn audit(&self, pages: Option<&Pages>) -> Audited {
        let words = pages.map(|pages| text::words(&pages.document)).unwrap_or_default();
        let prose = self.typesetter.prose();
        let edition = self.edition(&prose, pages.map(|pages| (pages, words.as_str())));
        let findings = edition.findings();
        Audited { claims: edition.claim_count(&findings), findings }
    }

    /// Lays the edition out once more, as a proof: `pages` and what the audit said of them.
    ///
    /// # Errors
    /// As for any layout.
    pub fn lay_out_proof(&mut self, pages: &Pages, audited: &Audited) -> Result<Pages> {
        let words = text::words(&pages.document);
        let prose = self.typesetter.prose();
        let edition = self.edition(&prose, Some((pages, &words)));
        let spots = Spots::of(self.typesetter.world(), &pages.document);
        let layout = Layout { spots: &spots, folios: &folio::folios(&pages.document) };
        let proof = proof::of(&edition, &audited.findings, layout);
        self.typesetter.set_proof(Some(&proof));
        let pages = self.typesetter.compile();
        self.clock.lap(Stage::Again);
        pages
    }

    /// The pages that were laid out last, with the project in them that they were laid out from.
    ///
    /// # Errors
    /// As for [`Opened::carried_project`] and [`Pages::carrying`].
    pub fn carrying(&self, pages: &Pages) -> Result<PagedDocument> {
        pages.carrying(&self.carried_project(Form::Public)?.attachments())
    }

    /// The project that the edition was last laid out from.
    ///
    /// # Errors
    /// Files that cannot stand beside each other.
    pub fn carried_project(&self, form: Form) -> Result<CarriedProject> {
        // The data lie in the project: it was found around them.
        let data = self.project.data.strip_prefix(&self.project.root).unwrap_or(&self.project.data);
        CarriedProject::of(&self.typesetter, &self.dataset, data, &self.previous, form)
    }

    /// Lays the edition out once more, for a printer: the same lines on the same pages.
    ///
    /// # Errors
    /// As for any layout.
    pub fn lay_out_print(&mut self) -> Result<Pages> {
        let setting = Setting { print: true, ..self.typesetter.setting().clone() };
        self.typesetter.set_setting(setting);
        let pages = self.typesetter.compile();
        self.clock.lap(Stage::Again);
        self.with_notes(pages)
    }

    /// Lays the edition out.
    ///
    /// # Errors
    /// As for any layout.
    pub fn lay_out(&mut self) -> Result<Pages> {
        let pages = self.typesetter.compile();
        self.clock.lap(Stage::Layout);
        self.with_notes(pages)
    }

    fn with_notes(&self, pages: Result<Pages>) -> Result<Pages> {
        let notes = self.notes.iter().cloned();
        match pages {
            Ok(mut pages) => {
                pages.warnings.extend(notes);
                Ok(pages)
            }
            Err(Error::Input(faults)) => Err(Error::Input(faults.into_iter().chain(notes).collect())),
            Err(error) => Err(error),
        }
    }

    /// Lays the edition out and judges it. A report that cannot be laid out is judged as far as its sources go, and
    /// what stopped it comes back as diagnostics.
    ///
    /// # Errors
    /// Anything that is no fault of the report.
    pub fn lay_out_and_audit(&mut self) -> Result<(std::result::Result<Pages, Vec<Diagnostic>>, Audited)> {
        let pages = match self.lay_out() {
            Ok(pages) => Ok(pages),
            Err(Error::Input(faults)) => Err(faults),
            Err(error) => return Err(error),
        };
        let audited = self.audit(pages.as_ref().ok());
        self.clock.lap(Stage::Audit);
        Ok((pages, audited))
    }
}

/// The data of a project, earlier ones, and what is to be said of them.
fn with_links(
    project: &Project,
    mut dataset: Dataset,
    against: &[PathBuf],
) -> Result<(Dataset, Vec<Dataset>, Vec<Diagnostic>)> {
    project.check_prose(&dataset)?;
    let (previous, notes) = previous_editions(project, &mut dataset, against)?;
    Ok((dataset, previous, notes))
}

/// Earlier data: the files that were named, else what this year's file links to. Links that speak of another edition
/// than the one beside them are cut down to what holds there, which comes back as a note.
fn previous_editions(
    project: &Project,
    dataset: &mut Dataset,
    against: &[PathBuf],
) -> Result<(Vec<Dataset>, Vec<Diagnostic>)> {
    if against.is_empty() {
        let Some(links) = &dataset.survey.links else { return Ok((Vec::new(), Vec::new())) };
        let path = project.data.with_file_name(&links.previous);
        let shown = Path::new(&project.shown_data).with_file_name(&links.previous);
        return Ok((vec![Dataset::read(&path, &shown.display().to_string())?], Vec::new()));
    }
    let editions = against.iter().map(|path| Dataset::read(path, &path.display().to_string()));
    let mut editions: Vec<Dataset> = editions.collect::<Result<_>>()?;
    let mut notes = Vec::new();
    let (mut newer, mut newer_path) = (dataset, project.data.as_path());
    for (edition, path) in editions.iter_mut().zip(against) {
        let (year, before) = (newer.survey.report.year, edition.survey.report.year);
        if before >= year {
            let place = edition.place(&[Step::Key("report"), Step::Key("year")]);
            let message = Message::new("against-not-earlier").with("year", before).with("newer", year);
            let hint = message.hint();
            return Err(Error::Input(vec![Diagnostic::error(message).at(Some(place)).hint(hint)]));
        }
        notes.extend(settle_links(newer, newer_path, edition, path));
        (newer, newer_path) = (edition, path);
    }
    Ok((editions, notes))
}

/// Cuts the links of a survey down to what holds beside `older`, where that is another edition than the one they name,
/// and says so.
pub fn settle_links(newer: &mut Dataset, path: &Path, older: &Dataset, older_path: &Path) -> Option<Diagnostic> {
    let links = newer.survey.links.as_ref()?;
    let named = older_path.file_name().is_some_and(|name| *name == *links.previous);
    // A copy under another name is the same edition.
    let edition = |survey: &Survey| (survey.report.id.clone(), survey.report.year);
    let linked = || Dataset::read(&path.with_file_name(&links.previous), &links.previous).ok();
    if named || linked().is_some_and(|linked| edition(&linked.survey) == edition(&older.survey)) {
        return None;
    }
    let message = Message::new("links-of-another").with("linked", &links.previous).with("other", &older.file.name);
    let hint = message.hint();
    let place = newer.place(&[Step::Key("links"), Step::Key("previous")]);
    newer.survey.links = Some(links.beside(&older.survey));
    Some(Diagnostic::note(message).at(Some(place)).hint(hint))
}
