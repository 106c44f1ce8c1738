//! What the pages are made from: read again where it changed, and followed.

use std::collections::BTreeSet;
use std::path::{self, PathBuf};

use crate::cli::WatchArgs;
use crate::commands::build::with_traps;
use crate::commands::edition::Opened;
use crate::config::Project;
use crate::error::{Error, Result};
use crate::live::{Stamp, stamp};
use crate::survey::waivers;
use crate::typeset::{Pages, TOKENS_PATH, fonts};

pub struct Sources<'a> {
    args: &'a WatchArgs,
    project: Project,
    /// None until everything could be read once; what could be read last, from then on.
    pub opened: Option<Opened>,
    /// The editor's fonts that it was opened with.
    fonts: Vec<(PathBuf, Stamp)>,
}

impl<'a> Sources<'a> {
    pub fn of(args: &'a WatchArgs, project: Project) -> Sources<'a> {
        Sources { args, project, opened: None, fonts: Vec::new() }
    }

    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Reads what may have changed, and lays it out.
    ///
    /// # Errors
    /// Every fault of what is read; what stopped the layout.
    pub fn lay_out(&mut self) -> Result<Pages> {
        let against = &self.args.against;
        let project = match &self.args.data {
            // A link may lead elsewhere now.
            Some(data) => Project::find(Some(data))?,
            None => self.project.clone(),
        };
        let fonts = self.font_files().into_iter().map(|file| (file.clone(), stamp(&file))).collect();
        let opened = match &mut self.opened {
            Some(opened) if project.data == self.project.data && fonts == self.fonts => {
                opened.reread(against)?;
                opened
            }
            _ => {
                let opened = Opened::of(project.clone(), against, &self.args.font_path)?;
                (self.project, self.fonts) = (project, fonts);
                self.opened.insert(opened)
            }
        };
        match opened.typesetter.compile() {
            Err(Error::Input(mut faults)) => {
                // What stopped the layout comes first; slips of typing may have led to it.
                let stopped = faults.len();
                faults = with_traps(faults, &opened.audit(None));
                faults.rotate_right(stopped);
                Err(Error::Input(faults))
            }
            outcome => outcome,
        }
    }

    /// What the last layout was made from, or would have been.
    pub fn files(&mut self) -> BTreeSet<PathBuf> {
        let Project { root, data, .. } = &self.project;
        let mut files = BTreeSet::from([data.clone(), waivers::path_of(data), root.join(TOKENS_PATH)]);
        files.extend(self.args.data.iter().chain(&self.args.against).filter_map(|path| path::absolute(path).ok()));
        files.extend(self.font_files());
        if let Some(opened) = &mut self.opened {
            let linked = opened.dataset.survey.links.as_ref().map(|links| data.with_file_name(&links.previous));
            files.extend(linked);
            files.extend(opened.typesetter.files_asked());
        }
        files
    }

    /// Folders of the editor's fonts.
    pub fn font_folders(&self) -> Vec<PathBuf> {
        self.args.font_path.iter().filter_map(|folder| path::absolute(folder).ok()).collect()
    }

    /// The editor's fonts. What cannot be read is told when it is opened.
    fn font_files(&self) -> Vec<PathBuf> {
        self.font_folders().iter().flat_map(|folder| fonts::font_files(folder).unwrap_or_default()).collect()
    }
}
