//! A report made again from what its PDF carries, in memory.

use crate::carried::received::Received;
use crate::carried::reopened::{Reopened, reopen};
use crate::carried::{CarriedProject, Form};
use crate::error::Result;
use crate::pdf::{self, Standard};
use crate::typeset::fonts::Fonts;

/// A report that was made again.
pub struct Rebuilt {
    pub pdf: Vec<u8>,
    pub project: CarriedProject,
}

/// Makes the report again: the same steps as `build`, from the received files and these fonts alone.
///
/// # Errors
/// Every fault of the received project.
pub fn rebuild(received: &Received, fonts: Fonts) -> Result<Rebuilt> {
    let Reopened { mut typesetter, dataset, previous, data } = reopen(received, fonts)?;
    typesetter.compile()?;
    let project = CarriedProject::of(&mut typesetter, &dataset, &data, &previous, Form::Public)?;
    let pages = typesetter.compile_carrying(&project.attachments())?;
    let ident = pdf::ident(&dataset.survey.report);
    let pdf = pdf::export(&typesetter, &pages.document, &ident, Standard::A3a, None)?;
    Ok(Rebuilt { pdf, project })
}
