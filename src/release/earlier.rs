//! The release before: what it said, for the changelog. Read from the PDF in it, which carries its data.

use std::path::Path;

use super::manifest::{Claim, Claims, MANIFEST_PATH, Manifest, Origin};
use super::{folder, origin, received, version};
use crate::audit::{Edition, PagesSay};
use crate::carried::lock::Lock;
use crate::carried::reopened::editions;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::Dataset;
use crate::typeset::fonts::Fonts;
use version::Version;

/// An earlier release of the same edition.
pub struct Earlier {
    pub version: String,
    pub dataset: Dataset,
    pub claims: Vec<Claim>,
    pub origin: Origin,
    pub lock: Lock,
}

impl Earlier {
    /// Reads a release's folder, or a report's PDF, whose claims are judged again with these fonts.
    ///
    /// # Errors
    /// What is no release, or cannot be read.
    pub fn read(path: &Path, fonts: impl FnOnce() -> Result<Fonts>) -> Result<Earlier> {
        if !path.is_dir() {
            return Earlier::in_pdf(path, fonts()?);
        }
        let manifest = path.join(MANIFEST_PATH);
        if !manifest.is_file() {
            return Err(not_a_release(path));
        }
        let manifest = folder::read_file(&manifest)?;
        let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|cause| {
            let message = Message::new("release-no-manifest").with("folder", path.display().to_string());
            let message = message.with("cause", cause.to_string());
            Error::Usage { hint: message.hint(), message }
        })?;
        // A manifest may be anybody's.
        if !super::sums::is_plain(&manifest.report) {
            return Err(not_a_release(path));
        }
        let received = received::read(&path.join(&manifest.report))?;
        let (dataset, _) = editions(&received.files, &received.lock)?;
        Ok(Earlier {
            version: manifest.version,
            dataset,
            claims: manifest.claims.list,
            origin: origin::of(&received.files, &received.lock),
            lock: received.lock,
        })
    }

    fn in_pdf(path: &Path, fonts: Fonts) -> Result<Earlier> {
        let received = received::read(path)?;
        let Some(version) = received.lock.setting.version.clone() else { return Err(not_a_release(path)) };
        let opened = received::reopen(&received, fonts)?;
        let pages = opened.typesetter.compile()?;
        let prose = opened.typesetter.prose();
        let say = PagesSay { mentions: &pages.mentions, text: "" };
        let edition = Edition::new(&opened.dataset, opened.previous.first(), &prose, &[], Some(say));
        let claims = Claims::of(&edition).list;
        let origin = origin::of(&received.files, &received.lock);
        Ok(Earlier { version, dataset: opened.dataset, claims, origin, lock: received.lock })
    }

    /// Refuses what is no earlier release of the same edition.
    ///
    /// # Errors
    /// Another report or year, or a version that is not lower.
    pub fn precedes(&self, dataset: &Dataset, version: &Version) -> Result<()> {
        let [before, now] = [&self.dataset, dataset].map(|dataset| &dataset.survey.report);
        let message = if (&before.id, before.year) != (&now.id, now.year) {
            Message::new("release-other-report").with("id", &before.id).with("year", before.year.to_string())
        } else if Version::parse(&self.version).is_none_or(|before| before.number() >= version.number()) {
            Message::new("release-not-before").with("previous", &self.version).with("version", version.to_string())
        } else {
            return Ok(());
        };
        Err(Error::Usage { hint: message.hint(), message })
    }
}

fn not_a_release(path: &Path) -> Error {
    let message = Message::new("release-none").with("path", path.display().to_string());
    Error::Usage { hint: message.hint(), message }
}
