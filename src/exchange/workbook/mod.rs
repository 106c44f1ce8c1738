//! The workbook that editors work in: every field of a data file in sheets and columns with Chinese heads, and back.
//!
//! A sheet is a list of objects; what belongs to a question names it in its first column. Lists of texts stand in one
//! cell, a line each. Percentages and amounts are texts, so that `50.00` keeps its digits.
//!
//! Reading makes the JSON of a data file, for the one reader of data files; `places` remembers which cell each field
//! came from, so that what is wrong with it is said of the cell.

mod changes;
mod layout;
mod places;
mod read;
mod shape;
mod write;

use serde_json::Value;

use super::table::Table;
use crate::diagnostics::Place;
use crate::survey::model::Question;
pub use changes::overwritten;
pub use read::{Edited, read};
pub use shape::recognises;
pub use write::write;

/// Where a workbook has a question.
pub fn place_of(tables: &[Table], question: &Question) -> Option<Place> {
    let sheet = tables.iter().find(|table| table.name.trim() == layout::QUESTIONS)?;
    let row = sheet.rows.iter().position(|row| row.cells().any(|cell| cell == question.id))?;
    Some(sheet.place(row))
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A value as a cell shows it.
fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(flag)) => if *flag { "是" } else { "否" }.to_owned(),
        Some(Value::Array(list)) => list.iter().map(|item| shown(Some(item))).collect::<Vec<_>>().join("\n"),
        Some(other) => other.to_string(),
    }
}
