//! `datapackage.json`: the tables of a release as a Frictionless Data Package, version 1.
//!
//! Rules: <https://specs.frictionlessdata.io/tabular-data-package/>.

use serde::Serialize;
use serde_json::{Value, json};

use super::manifest::Manifest;
use crate::checksum::hex_sum;
use crate::figures::{FigureTable, Values};
use crate::messages::{Lang, Message};
use crate::survey::model::Gap;

/// Where it stands in a release.
pub const PACKAGE_PATH: &str = "datapackage.json";

/// Why a number may be missing.
const GAPS: [Gap; 5] = [Gap::NotPublished, Gap::NotAsked, Gap::NotCollected, Gap::Suppressed, Gap::Redefined];

/// Digits of a checksum that stand for a name.
const NAME_DIGITS: usize = 8;

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: String,
    title: String,
    version: &'a str,
    created: String,
    contributors: Value,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    profile: &'static str,
    name: String,
    path: String,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    dialect: Value,
    schema: Schema,
}

#[derive(Serialize)]
struct Schema {
    fields: Vec<Field>,
    #[serde(rename = "missingValues")]
    missing_values: [&'static str; 1],
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Value>,
}

/// The package of these tables, each with the path and the bytes of its CSV.
pub fn write(about: &Manifest, tables: &[(&FigureTable, &str, &[u8])]) -> String {
    let package = Package {
        profile: "tabular-data-package",
        name: name(&about.id, about.year),
        title: title(about),
        version: &about.version,
        created: format!("{}T00:00:00Z", super::day(about)),
        contributors: json!([{ "title": about.issuer, "role": "publisher" }]),
        resources: tables.iter().map(|(table, path, bytes)| resource(table, path, bytes)).collect(),
    };
    // Strings, numbers and lists only.
    serde_json::to_string_pretty(&package).expect("a package serialises") + "\n"
}

/// 《题名（年份 年）》 as the cover has it.
pub fn title(about: &Manifest) -> String {
    format!("{}（{} 年）", about.title, about.year)
}

/// The package's name, which may hold lower-case ASCII only: the report's id, or, of a Chinese one, its checksum.
fn name(id: &str, year: u16) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
    let id = match id.chars().all(plain) {
        true => id.to_ascii_lowercase(),
        false => format!("report-{}", &hex_sum(id.as_bytes())[..NAME_DIGITS]),
    };
    format!("{id}-{year}")
}

fn resource(table: &FigureTable, path: &str, bytes: &[u8]) -> Resource {
    let asked = table.base.iter().map(|base| match table.n {
        Some(n) => Message::new("package-base-n").with("base", base).with("n", n),
        None => Message::new("package-base").with("base", base),
    });
    let source = table.source.iter().map(|source| Message::new("package-source").with("source", source));
    let notes = table.notes.iter().map(Message::verbatim);
    // The report's own language: what is in a release does not hang on who makes it.
    let words: Vec<String> = asked.chain(source).chain(notes).map(|words| words.text(Lang::Zh)).collect();
    Resource {
        profile: "tabular-data-resource",
        name: table.stem(),
        path: path.to_owned(),
        title: table.title.clone(),
        description: words.join("\n"),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: bytes.len(),
        hash: format!("sha256:{}", hex_sum(bytes)),
        dialect: json!({ "delimiter": ",", "lineTerminator": "\n", "doubleQuote": true, "header": true }),
        schema: Schema { fields: fields(&table.values), missing_values: [""] },
    }
}

/// The columns of a table, in the order of its CSV.
fn fields(values: &Values) -> Vec<Field> {
    let at_least = |least: u32| Some(json!({ "minimum": least }));
    let share = Some(json!({ "minimum": 0, "maximum": 100 }));
    let gaps = Some(json!({ "enum": GAPS }));
    let field = |name, kind, id: [&'static str; 2], constraints| Field {
        name,
        kind,
        title: Message::new(id[0]).text(Lang::Zh),
        description: Message::new(id[1]).text(Lang::Zh),
        constraints,
    };
    let question = field("question", "string", ["field-question", "field-question.about"], None);
    let survey = field("survey", "string", ["field-survey", "field-survey.about"], None);
    let status = field("status", "string", ["field-status", "field-status.about"], gaps);
    match values {
        Values::Shares { .. } => vec![
            question,
            survey,
            field("group", "string", ["field-group", "field-group.about"], None),
            field("id", "string", ["field-id", "field-id.about"], None),
            field("label", "string", ["field-label", "field-label.about"], None),
            field("count", "integer", ["field-count", "field-count.about"], at_least(0)),
            field("percent", "number", ["field-percent", "field-percent.about"], share),
            field("base", "integer", ["field-base", "field-base.about"], at_least(0)),
            status,
        ],
        Values::Amounts { .. } => vec![
            question,
            survey,
            field("year", "year", ["field-year", "field-year.about"], None),
            field("value", "number", ["field-value", "field-value.about"], None),
            field("unit", "string", ["field-unit", "field-unit.about"], None),
            field("forecast", "boolean", ["field-forecast", "field-forecast.about"], None),
            status,
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert_eq!(name("E-Sign", 2030), "e-sign-2030");
        let chinese = name("虚构签名", 2030);
        assert!(chinese.starts_with("report-") && chinese.ends_with("-2030") && chinese.is_ascii(), "{chinese}");
        assert_ne!(chinese, name("虚构签字", 2030));
    }
}
