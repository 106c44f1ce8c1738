//! `figures.json`: the tables of a release as a JSON-stat 2.0 collection of datasets.
//!
//! Rules: <https://json-stat.org/full/>. A published number stands in it digit by digit.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::datapackage::title;
use super::manifest::Manifest;
use crate::figures::{Amount, FigureTable, Share, Values, status};
use crate::messages::{Lang, Message};
use crate::survey::model::Survey;

/// Where it stands in a release.
pub const JSON_STAT_PATH: &str = "figures.json";

const VERSION: &str = "2.0";

/// All respondents among groups of them; no group's id holds a dot.
const EVERYBODY: &str = "all.respondents";

/// What the status of an amount says that nobody has measured yet.
const FORECAST: &str = "forecast";

#[derive(Serialize)]
struct Collection {
    version: &'static str,
    class: &'static str,
    label: String,
    updated: String,
    link: Link,
}

#[derive(Serialize)]
struct Link {
    item: Vec<Dataset>,
}

#[derive(Serialize)]
struct Dataset {
    version: &'static str,
    class: &'static str,
    label: String,
    updated: String,
    source: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    note: Vec<String>,
    id: Vec<&'static str>,
    size: Vec<usize>,
    role: BTreeMap<&'static str, Vec<&'static str>>,
    dimension: BTreeMap<&'static str, Value>,
    value: Vec<Option<Box<RawValue>>>,
    /// By position among the values, from 0.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    status: BTreeMap<usize, String>,
    extension: Value,
}

/// The numbers of one dataset, whatever they are of.
struct Cube {
    /// Id, what a reader calls it, its categories by id and label, in order.
    axes: Vec<Axis>,
    role: BTreeMap<&'static str, Vec<&'static str>>,
    /// Row by row, the last axis fastest.
    cells: Vec<Cell>,
}

struct Axis {
    id: &'static str,
    label: Message,
    categories: Vec<(String, String)>,
    /// By category, where the axis is of measures.
    unit: Option<Value>,
}

#[derive(Default)]
struct Cell {
    value: Option<String>,
    status: Option<String>,
}

/// The collection of these tables, each with the path of its CSV.
pub fn write(about: &Manifest, survey: &Survey, tables: &[(&FigureTable, &str)]) -> String {
    let updated = super::day(about);
    let dataset = |table: &FigureTable, path: &str, question: &str, cube: Cube| {
        let of = survey.question(question);
        let mut extension = json!({ "question": question, "file": path });
        let own = question == table.question;
        let fields = [
            ("figure", table.number.filter(|_| own).map(Value::from)),
            ("base", table.base.clone().filter(|_| own).map(Value::from)),
            ("respondents", table.n.filter(|_| own).map(Value::from)),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                extension[name] = value;
            }
        }
        Dataset {
            version: VERSION,
            class: "dataset",
            label: of.map_or_else(|| table.title.clone(), |of| of.title.clone()),
            updated: updated.clone(),
            source: of.and_then(|of| of.source.clone()).unwrap_or_else(|| title(about)),
            note: of.map(|of| of.notes.clone()).unwrap_or_default(),
            id: cube.axes.iter().map(|axis| axis.id).collect(),
            size: cube.axes.iter().map(|axis| axis.categories.len()).collect(),
            role: cube.role,
            dimension: cube.axes.into_iter().map(|axis| (axis.id, axis.to_json())).collect(),
            status: statuses(&cube.cells),
            // A decimal is a number as JSON writes it.
            value: cube.cells.into_iter().map(|cell| RawValue::from_string(cell.value?).ok()).collect(),
            extension,
        }
    };
    let mut item = Vec::new();
    for (table, path) in tables {
        match &table.values {
            Values::Amounts { unit, rows } => {
                item.push(dataset(table, path, &table.question, amounts(unit.as_deref(), rows)));
            }
            Values::Shares { decimals, rows } => {
                // What breaks an option of the figure down is a question of its own.
                for question in distinct(rows.iter().map(|row| &row.question)) {
                    let rows: Vec<&Share> = rows.iter().filter(|row| row.question == *question).collect();
                    item.push(dataset(table, path, question, shares(survey, *decimals, &rows)));
                }
            }
        }
    }
    let collection =
        Collection { version: VERSION, class: "collection", label: title(about), updated, link: Link { item } };
    // Strings, numbers and lists only.
    serde_json::to_string_pretty(&collection).expect("a collection serialises") + "\n"
}

impl Axis {
    fn to_json(&self) -> Value {
        let ids: Vec<&String> = self.categories.iter().map(|(id, _)| id).collect();
        let labels: BTreeMap<&String, &String> = self.categories.iter().map(|(id, label)| (id, label)).collect();
        let mut category = json!({ "index": ids, "label": labels });
        if let Some(unit) = &self.unit {
            category["unit"] = unit.clone();
        }
        json!({ "label": self.label.text(Lang::Zh), "category": category })
    }
}

fn statuses(cells: &[Cell]) -> BTreeMap<usize, String> {
    cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.status.clone()?))).collect()
}

/// What is measured: its id, its heading, its unit and its cell in a row.
type Measure = (&'static str, &'static str, Value, fn(&Share) -> Option<String>);

/// Shares by survey, group and option; an axis that would have nothing to tell is left out.
fn shares(survey: &Survey, decimals: u32, rows: &[&Share]) -> Cube {
    let percent: fn(&Share) -> Option<String> = |row| row.percent.map(|percent| percent.to_string());
    let whole = json!({ "decimals": 0 });
    let all: [Measure; 3] = [
        ("percent", "field-percent", json!({ "decimals": decimals, "label": "%" }), percent),
        ("count", "field-count", whole.clone(), |row| row.count.map(|count| count.to_string())),
        ("base", "field-base", whole, |row| row.base.map(|base| base.to_string())),
    ];
    let told = |(id, _, _, cell): &Measure| *id == "percent" || rows.iter().any(|row| cell(row).is_some());
    let measures: Vec<Measure> = all.into_iter().filter(told).collect();

    let surveys = distinct(rows.iter().map(|row| &row.survey));
    let groups: Vec<Option<&str>> = distinct(rows.iter().map(|row| row.group.as_ref().map(|group| group.id.as_str())));
    let options = distinct(rows.iter().map(|row| &row.id));
    let mut axes = vec![axis("survey", "field-survey", surveys.iter().map(|id| ((*id).clone(), (*id).clone())))];
    if groups.iter().any(Option::is_some) {
        let label = |id: &str| survey.groups.iter().find(|group| group.id == id).map(|group| group.label.clone());
        let named = |id: &Option<&str>| match id {
            Some(id) => ((*id).to_owned(), label(id).unwrap_or_default()),
            None => (EVERYBODY.to_owned(), Message::new("group-everybody").text(Lang::Zh)),
        };
        axes.push(axis("group", "field-group", groups.iter().map(named)));
    }
    if options.iter().any(|id| !id.is_empty()) {
        let label = |id: &String| rows.iter().find(|row| row.id == *id).map(|row| row.label.clone());
        let named = |id: &&String| ((*id).clone(), label(id).unwrap_or_default());
        axes.push(axis("option", "field-label", options.iter().map(named)));
    }
    let named = |(id, heading, ..): &Measure| ((*id).to_owned(), Message::new(heading).text(Lang::Zh));
    let unit = measures.iter().map(|(id, _, unit, _)| ((*id).to_owned(), unit.clone()));
    let unit = Some(Value::Object(unit.collect()));
    axes.push(Axis { unit, ..axis("measure", "field-measure", measures.iter().map(named)) });

    let mut cells = Vec::new();
    for survey in &surveys {
        for group in &groups {
            for option in &options {
                let is_it = |row: &&&Share| {
                    let own = row.group.as_ref().map(|group| group.id.as_str());
                    row.survey == **survey && own == *group && row.id == **option
                };
                let row = rows.iter().find(is_it);
                cells.extend(measures.iter().map(|(id, _, _, cell)| Cell {
                    value: row.and_then(|row| cell(row)),
                    status: row.and_then(|row| row.status).filter(|_| *id == "percent").map(status),
                }));
            }
        }
    }
    Cube { axes, role: BTreeMap::from([("time", vec!["survey"]), ("metric", vec!["measure"])]), cells }
}

/// Amounts by year.
fn amounts(unit: Option<&str>, rows: &[Amount]) -> Cube {
    let decimals = rows.iter().filter_map(|row| row.value.as_ref().map(Decimal::scale)).max().unwrap_or(0);
    let years = rows.iter().map(|row| (row.year.to_string(), row.year.to_string()));
    let measure = [("value".to_owned(), Message::new("field-value").text(Lang::Zh))];
    let unit = json!({ "value": { "decimals": decimals, "label": unit.unwrap_or_default() } });
    let cell = |row: &Amount| Cell {
        value: row.value.map(|value| value.to_string()),
        status: row.status.map(status).or_else(|| row.forecast.then(|| FORECAST.to_owned())),
    };
    Cube {
        axes: vec![
            axis("year", "field-year", years),
            Axis { unit: Some(unit), ..axis("measure", "field-measure", measure.into_iter()) },
        ],
        role: BTreeMap::from([("time", vec!["year"]), ("metric", vec!["measure"])]),
        cells: rows.iter().map(cell).collect(),
    }
}

fn axis(id: &'static str, heading: &'static str, categories: impl Iterator<Item = (String, String)>) -> Axis {
    Axis { id, label: Message::new(heading), categories: categories.collect(), unit: None }
}

/// Each once, in the order of their first.
fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for item in items {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}
