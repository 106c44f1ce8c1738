//! A report made again from what its PDF carries, in memory.

use serde::{Deserialize, Serialize};

use crate::audit::{Edition, PagesSay};
use crate::carried::received::Received;
use crate::carried::reopened::{Reopened, reopen};
use crate::carried::style;
use crate::carried::{CarriedProject, Form};
use crate::error::Result;
use crate::pdf::{self, Standard};
use crate::typeset::fonts::Fonts;
use crate::typeset::text;

/// A report that was made again.
pub struct Rebuilt {
    pub pdf: Vec<u8>,
    pub project: CarriedProject,
    pub house: House,
}

/// How far what is printed hangs on the data: what a verdict says beside that the pages are those of the source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    /// Files of the house style that are not this tool's own.
    pub style: Vec<String>,
    /// Numbers of the survey that are typed in the prose.
    pub unbound: usize,
}

/// The rule that finds them.
const UNBOUND: &str = "unbound-number";

/// Makes the report again: the same steps as `build`, from the received files and these fonts alone.
///
/// # Errors
/// Every fault of the received project.
pub fn rebuild(received: &Received, fonts: Fonts) -> Result<Rebuilt> {
    let Reopened { typesetter, dataset, previous, data } = reopen(received, fonts)?;
    let plain = typesetter.compile()?;
    let prose = typesetter.prose();
    let words = text::words(&plain.document);
    let say = PagesSay { mentions: &plain.mentions, text: &words };
    let edition = Edition::new(&dataset, previous.first(), &prose, &[], Some(say));
    let unbound = edition.findings().iter().filter(|finding| finding.rule.id == UNBOUND).count();
    let style = style::changed(received, &dataset.survey.report.prose_folder());
    let project = CarriedProject::of(&typesetter, &dataset, &data, &previous, Form::Public)?;
    let document = plain.carrying(&project.attachments())?;
    let ident = pdf::ident(&dataset.survey.report);
    let pdf = pdf::export(&typesetter, &document, &ident, Standard::A3a, None)?;
    Ok(Rebuilt { pdf, project, house: House { style, unbound } })
}
