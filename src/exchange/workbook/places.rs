//! Which cell of the workbook each field of the data came from, so that no editor is sent into JSON they never saw.

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Place};
use crate::messages::Message;
use crate::survey::located::{self, Node, Value};

/// Keys and indices from the root of the data.
pub type Path = Vec<String>;

/// Where a field was read from.
#[derive(Debug, Clone)]
struct Spot {
    place: Place,
    /// The column's head, or the item of the report; none for a whole row.
    head: Option<&'static str>,
}

/// The spots of all rows and fields, blank ones included.
#[derive(Debug, Default)]
pub struct Places {
    spots: HashMap<Path, Spot>,
}

/// Remedies of the data's faults that name JSON, and what says the same of a workbook.
const REMEDIES: [(&str, &str); 15] = [
    ("fault-bad-amount", "workbook-write-amount"),
    ("fault-bad-date", "workbook-write-date"),
    ("fault-bad-percent", "workbook-write-share"),
    ("fault-count-without-base", "workbook-give-base"),
    ("fault-detail-not-single", "workbook-check-detail"),
    ("fault-donut-of-multiple", "workbook-no-donut"),
    ("fault-empty-net", "workbook-list-options"),
    ("fault-linked-twice", "workbook-link-once"),
    ("fault-no-value", "workbook-give-value"),
    ("fault-not-a-file-name", "workbook-write-file"),
    ("fault-nothing-asked", "workbook-give-rows"),
    ("fault-relation-does-not-fit", "workbook-relations"),
    ("fault-unknown-base", "workbook-add-base"),
    ("fault-unknown-group", "workbook-add-group"),
    ("fault-value-and-status", "workbook-value-or-gap"),
];

/// Faults that hang on one cell, whatever the others say.
const OF_ONE_CELL: [&str; 8] = [
    "fault-bad-amount",
    "fault-bad-date",
    "fault-bad-id",
    "fault-bad-percent",
    "fault-control-character",
    "fault-empty-text",
    "fault-missing-field",
    "fault-out-of-range",
];

impl Places {
    /// Remembers a row, or a field of it. What came first stays: a row of several.
    pub fn note(&mut self, path: Path, place: Place, head: Option<&'static str>) {
        self.spots.entry(path).or_insert(Spot { place, head });
    }

    /// Faults of the data as faults of the workbook, beside what its cells were already blamed for. Where something
    /// was, only what hangs on one cell is certain.
    pub fn translate(&self, json: &str, diagnostics: Vec<Diagnostic>, blamed: &[Diagnostic]) -> Vec<Diagnostic> {
        let Ok(root) = located::parse(json) else { return diagnostics };
        let row = |place: &Place| (place.file.name.clone(), place.line_column().0);
        let rows: Vec<_> = blamed.iter().filter_map(|diagnostic| diagnostic.place.as_ref().map(row)).collect();
        let certain = |fault: &str, told: &Diagnostic| {
            blamed.is_empty()
                || OF_ONE_CELL.contains(&fault) && told.place.as_ref().is_some_and(|place| !rows.contains(&row(place)))
        };
        diagnostics
            .into_iter()
            .map(|diagnostic| (diagnostic.message.id(), self.of_cell(&root, diagnostic)))
            .filter_map(|(fault, told)| certain(fault, &told).then_some(told))
            .collect()
    }

    fn of_cell(&self, root: &Node, diagnostic: Diagnostic) -> Diagnostic {
        let mut path = diagnostic.place.as_ref().map_or_else(Path::new, |place| path_at(root, place.range.start));
        let missing = diagnostic.message.id() == "fault-missing-field";
        path.extend(diagnostic.message.argument("name").filter(|_| missing).map(str::to_owned));
        let spot = (0..=path.len()).rev().find_map(|length| self.spots.get(&path[..length]));
        let message = match spot.and_then(|spot| spot.head) {
            // Items of the report are no rows that could go.
            Some(head) if missing && path.len() == 2 => Message::new("workbook-blank-item").with("head", head),
            Some(head) if missing => Message::new("workbook-blank").with("head", head),
            Some(head) => Message::new("workbook-in-column").with("head", head).with("problem", diagnostic.message),
            None => diagnostic.message,
        };
        let hints: Vec<Message> = match missing {
            true => vec![message.hint()],
            false => diagnostic.hints.into_iter().map(remedy).collect(),
        };
        let told = Diagnostic::new(diagnostic.severity, message).at(spot.map(|spot| spot.place.clone()));
        hints.into_iter().fold(told, Diagnostic::hint)
    }
}

fn remedy(hint: Message) -> Message {
    REMEDIES.iter().find(|(fault, _)| *fault == hint.id()).map_or(hint, |(_, remedy)| Message::new(remedy))
}

/// The path of the value around a byte, as far down as it goes.
fn path_at(root: &Node, offset: usize) -> Path {
    let mut path = Path::new();
    let mut here = Some(root);
    while let Some(node) = here {
        here = match &node.value {
            Value::Object(members) => members
                .iter()
                .find(|member| (member.key_range.start..member.node.range.end).contains(&offset))
                .map(|member| {
                    path.push(member.key.clone());
                    &member.node
                }),
            Value::Array(items) => {
                items.iter().enumerate().find(|(_, item)| item.range.contains(&offset)).map(|(index, item)| {
                    path.push(index.to_string());
                    item
                })
            }
            _ => None,
        };
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    #[test]
    fn remedies_that_name_json_are_said_of_the_workbook() {
        for (fault, remedy) in REMEDIES {
            let hint = Message::new(fault).hint();
            assert_ne!(hint.text(Lang::Zh), fault, "there is such a fault");
            assert_eq!(super::remedy(hint), Message::new(remedy));
        }
    }
}
