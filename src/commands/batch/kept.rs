//! What an earlier run left that need not be made again.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::Projects;
use crate::batch::inputs::{self, Template, Tool};
use crate::batch::journal::{Made, Past};
use crate::batch::list::List;
use crate::batch::summary::State;
use crate::checksum::hex_sum;
use crate::error::{Error, Result};

/// Those of the `rows` whose PDF lies in the folder, made from the same as it would be now.
///
/// # Errors
/// A folder that cannot be read.
pub fn among(
    rows: &[usize],
    list: &List,
    projects: &Projects,
    tool: &Tool,
    folder: &Path,
) -> Result<HashMap<usize, State>> {
    let past = Past::read(folder).map_err(|cause| Error::io("io-read-folder", folder, cause))?;
    let (mut files, mut standing) = (HashMap::new(), HashMap::new());
    // Rows of one data file mostly stand together.
    let mut template: Option<(&str, Template)> = None;
    let mut kept = HashMap::new();
    for &index in rows {
        let row = &list.rows[index];
        let (Some(earlier), Ok(project)) = (past.made.get(&row.output), projects.of_row(row)) else { continue };
        if template.as_ref().is_none_or(|(data, _)| *data != row.data) {
            template = Template::read(&project.data).ok().map(|read| (row.data.as_str(), read));
        }
        let Some(Ok((text, _))) = template.as_mut().map(|(_, template)| template.with(&row.fields)) else { continue };
        let is_same = |made: &&Made| {
            let stand = *standing.entry(made.sources.clone()).or_insert_with(|| {
                past.sources.get(&made.sources).is_some_and(|sources| sources.stand(&project.root, &mut files))
            });
            stand && made.inputs == inputs::number(tool, &made.sources, project, &text)
        };
        let Some(made) = earlier.iter().rev().find(is_same) else { continue };
        if fs::read(folder.join(&row.output)).is_ok_and(|bytes| hex_sum(&bytes) == made.sha256) {
            kept.insert(index, State::from(made));
        }
    }
    Ok(kept)
}
