//! Single fields of a data file, found by ids and set: `report.title`, `使用时间.不足1年.count`.
//!
//! A path goes from the root by keys and ids. An id is found in whichever of an object's lists it stands, so that
//! `questions` and `options` need not be said; a point of a series is found by its year: `市场规模.2017.value`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::located::{Node, Value};
use super::schema;

/// Where one field stands in a data file's text, or is to stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The bytes of its value; empty where it is not written yet.
    range: Range<usize>,
    /// What must stand before its value there: its name, where that is not written yet.
    lead: String,
    kind: Kind,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Flag,
}

/// Why a path leads to no single field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoField {
    /// There is nothing of this name; what there is instead.
    Unknown { step: String, known: Vec<String> },
    /// It leads to something that holds fields itself.
    NotSingle,
}

/// A value for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given {
    /// As a table's cell has it: `12`, `35.53`, `null`; what it is depends on the field.
    Cell(String),
    /// As JSON.
    Json(String),
}

/// Finds a field in a data file's text, which was parsed as `root`.
///
/// # Errors
/// Why there is none.
pub fn find(root: &Node, path: &str) -> Result<Slot, NoField> {
    let (way, last) = path.rsplit_once('.').unwrap_or(("", path));
    let mut node = root;
    for step in way.split('.').filter(|step| !step.is_empty()) {
        node = below(node, step).ok_or_else(|| unknown(node, step))?;
    }
    match below(node, last).map(|found| (&found.value, &found.range)) {
        Some((Value::Object(_) | Value::Array(_), _)) => Err(NoField::NotSingle),
        Some((value, range)) => {
            let kind = match value {
                Value::Number(_) => Kind::Number,
                Value::Bool(_) => Kind::Flag,
                Value::Null => KINDS.get(last).copied().unwrap_or(Kind::Text),
                _ => Kind::Text,
            };
            Ok(Slot { range: range.clone(), lead: String::new(), kind })
        }
        None => unwritten(node, last).ok_or_else(|| unknown(node, last)),
    }
}

/// A data file's text with values set, and where each stands in it; in the order of `values`.
pub fn set(text: &str, values: &[(&Slot, &Given)]) -> (String, Vec<Range<usize>>) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by_key(|&index| values[index].0.range.start);
    let mut ranges = vec![0..0; values.len()];
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for index in order {
        let (slot, given) = values[index];
        out.push_str(&text[copied..slot.range.start]);
        out.push_str(&slot.lead);
        let start = out.len();
        out.push_str(&slot.json(given));
        ranges[index] = start..out.len();
        copied = slot.range.end;
    }
    out.push_str(&text[copied..]);
    (out, ranges)
}

impl Slot {
    /// What is written for a value. A cell that is none for this field stays a text, which the reader then refuses.
    fn json(&self, given: &Given) -> String {
        let cell = match given {
            Given::Json(json) => return json.clone(),
            Given::Cell(cell) => cell.trim(),
        };
        let is_own = match self.kind {
            _ if cell == "null" => true,
            Kind::Text => false,
            Kind::Number => serde_json::from_str::<serde_json::Number>(cell).is_ok(),
            Kind::Flag => ["true", "false"].contains(&cell),
        };
        if is_own { cell.to_owned() } else { serde_json::Value::from(cell).to_string() }
    }
}

/// A member of an object, or the item with this id or year in a list, its own or one of its members'.
fn below<'a>(node: &'a Node, step: &str) -> Option<&'a Node> {
    let item = |items: &'a [Node]| items.iter().find(|item| name(item) == Some(step));
    match &node.value {
        Value::Array(items) => item(items),
        Value::Object(members) => match node.get(step) {
            Some(member) => Some(&member.node),
            None => members.iter().find_map(|member| match &member.node.value {
                Value::Array(items) => item(items),
                _ => None,
            }),
        },
        _ => None,
    }
}

/// What an item of a list is called by.
fn name(item: &Node) -> Option<&str> {
    match &item.get("id").or_else(|| item.get("year"))?.node.value {
        Value::String(name) | Value::Number(name) => Some(name),
        _ => None,
    }
}

/// The place of a field that the house knows and this object does not hold yet: after its last one.
fn unwritten(node: &Node, key: &str) -> Option<Slot> {
    let Value::Object(members) = &node.value else { return None };
    let kind = *KINDS.get(key)?;
    let at = members.last().map_or(node.range.start + 1, |last| last.node.range.end);
    let comma = if members.is_empty() { " " } else { ", " };
    Some(Slot { range: at..at, lead: format!("{comma}{}: ", serde_json::Value::from(key)), kind })
}

fn unknown(node: &Node, step: &str) -> NoField {
    let ids = |items: &[Node]| items.iter().filter_map(|item| name(item).map(str::to_owned)).collect::<Vec<_>>();
    let known = match &node.value {
        Value::Array(items) => ids(items),
        Value::Object(members) => {
            let keys = members.iter().map(|member| member.key.clone());
            let below = members.iter().flat_map(|member| match &member.node.value {
                Value::Array(items) => ids(items),
                _ => Vec::new(),
            });
            keys.chain(below).collect()
        }
        _ => Vec::new(),
    };
    NoField::Unknown { step: step.to_owned(), known }
}

/// What each single field of a data file holds, by the schema. Where one name is a text here and a number there, a text:
/// such fields are always written.
static KINDS: LazyLock<HashMap<String, Kind>> = LazyLock::new(|| {
    let schema: serde_json::Value = serde_json::from_str(&schema::schema()).expect("the schema is JSON");
    let types = schema["$defs"].as_object().into_iter().flat_map(|types| types.values()).chain([&schema]);
    let mut kinds = HashMap::new();
    for (name, field) in types.filter_map(|one| one["properties"].as_object()).flatten() {
        if let Some(kind) = kind(&schema, field) {
            let known = kinds.entry(name.clone()).or_insert(kind);
            *known = if *known == kind { kind } else { Kind::Text };
        }
    }
    kinds
});

/// What a field holds by its schema; none for objects and lists.
fn kind(schema: &serde_json::Value, field: &serde_json::Value) -> Option<Kind> {
    let types = match &field["type"] {
        serde_json::Value::Array(types) => types.as_slice(),
        one => std::slice::from_ref(one),
    };
    if let Some(kind) = types.iter().find_map(|one| match one.as_str()? {
        "string" => Some(Kind::Text),
        "integer" | "number" => Some(Kind::Number),
        "boolean" => Some(Kind::Flag),
        _ => None,
    }) {
        return Some(kind);
    }
    let choices = ["anyOf", "oneOf"].iter().filter_map(|key| field[*key].as_array()).flatten();
    let referred = field["$ref"].as_str().and_then(|path| schema.pointer(path.trim_start_matches('#')));
    choices.chain(referred).find_map(|one| kind(schema, one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::located;

    const TEXT: &str = r#"{
  "report": { "title": "调查", "year": 2018 },
  "groups": [],
  "questions": [
    { "id": "时间", "ordered": true, "options": [
      { "id": "a", "label": "甲", "percent": "35.53" },
      { "id": "b", "label": "乙", "count": null }
    ], "by": { "金融": { "base": 12, "options": [{ "id": "a", "count": 3 }] } } },
    { "id": "规模", "points": [{ "year": 2017, "value": "1.5" }] }
  ],
  "policy": {}
}"#;

    fn changed(values: &[(&str, Given)]) -> String {
        let root = located::parse(TEXT).unwrap();
        let slots: Vec<Slot> = values.iter().map(|(path, _)| find(&root, path).unwrap()).collect();
        let values: Vec<(&Slot, &Given)> = slots.iter().zip(values).map(|(slot, (_, given))| (slot, given)).collect();
        let (text, ranges) = set(TEXT, &values);
        located::parse(&text).unwrap();
        for (range, (slot, given)) in ranges.iter().zip(&values) {
            assert_eq!(text[range.clone()], slot.json(given));
        }
        let new: Vec<&str> = text.lines().filter(|line| !TEXT.lines().any(|old| old == *line)).collect();
        assert_eq!(text.lines().count(), TEXT.lines().count(), "lines stay where they are");
        new.join("\n").trim().to_owned()
    }

    #[test]
    fn fields_are_set_where_they_stand() {
        let cell = |text: &str| Given::Cell(text.to_owned());
        for (path, value, line) in [
            ("report.title", "“新” 1", r#""report": { "title": "“新” 1", "year": 2018 },"#),
            ("report.title", "\"", r#""report": { "title": "\"", "year": 2018 },"#),
            ("report.year", "2019", r#""report": { "title": "调查", "year": 2019 },"#),
            ("report.year", "去年", r#""report": { "title": "调查", "year": "去年" },"#),
            ("report.year", " null ", r#""report": { "title": "调查", "year": null },"#),
            ("时间.a.percent", "50", r#"{ "id": "a", "label": "甲", "percent": "50" },"#),
            ("时间.a.count", "27", r#"{ "id": "a", "label": "甲", "percent": "35.53", "count": 27 },"#),
            ("时间.b.count", "9", r#"{ "id": "b", "label": "乙", "count": 9 }"#),
            ("questions.时间.options.b.count", "9", r#"{ "id": "b", "label": "乙", "count": 9 }"#),
            ("规模.2017.value", "2", r#"{ "id": "规模", "points": [{ "year": 2017, "value": "2" }] }"#),
            ("policy.decimals", "1", r#""policy": { "decimals": 1}"#),
        ] {
            assert_eq!(changed(&[(path, cell(value))]), line, "{path}");
        }
        assert!(changed(&[("时间.ordered", cell("false"))]).contains(r#""ordered": false"#));
        let both = changed(&[("时间.by.金融.a.count", cell("4")), ("时间.by.金融.base", cell("20"))]);
        assert!(both.contains(r#"{ "base": 20, "options": [{ "id": "a", "count": 4 }] }"#), "{both}");
        assert!(changed(&[("report.title", Given::Json("null".into()))]).contains(r#""title": null"#));
        assert_eq!(changed(&[]), "");
    }

    #[test]
    fn what_is_no_field_is_told() {
        let root = located::parse(TEXT).unwrap();
        for path in ["时间", "时间.a", "groups", "时间.by", "questions"] {
            assert_eq!(find(&root, path), Err(NoField::NotSingle), "{path}");
        }
        for (path, step) in [("时间.a.cuont", "cuont"), ("时见.a.count", "时见"), ("时间.a.count.x", "count"), ("", "")]
        {
            let Err(NoField::Unknown { step: found, known }) = find(&root, path) else { panic!("{path}") };
            assert_eq!(found, step, "{path}");
            assert!(path.contains("count.") || !known.is_empty(), "{path}");
        }
    }

    #[test]
    fn the_schema_knows_what_fields_hold() {
        for (name, kind) in [
            ("count", Kind::Number),
            ("n", Kind::Number),
            ("valid", Kind::Number),
            ("month", Kind::Number),
            ("percent", Kind::Text),
            ("value", Kind::Text),
            ("label", Kind::Text),
            ("status", Kind::Text),
            ("date", Kind::Text),
            ("base", Kind::Text),
            ("ordered", Kind::Flag),
            ("weighted", Kind::Flag),
        ] {
            assert_eq!(KINDS.get(name), Some(&kind), "{name}");
        }
        assert_eq!(KINDS.get("options"), None);
    }
}
