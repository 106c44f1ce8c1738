//! From an edited workbook to the JSON of a data file.

use serde_json::{Value, json};

use super::Cell::{Flag, List, Text, Whole, Word};
use super::{Column, FACT_KINDS, FACTS, GROUPED, LINKED, QUESTION, RELATIONS, REPORT, SHEETS, Within, column};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::exchange::reading;
use crate::exchange::table::{Row, Table};
use crate::messages::Message;

/// The data of a workbook as JSON text, for the one reader of data files.
///
/// # Errors
/// Cells that are no value of their kind, and rows that belong to no question, each with its place.
pub fn read(tables: &[Table]) -> Result<String> {
    let mut reader = ReadBook { tables, faults: Vec::new() };
    let data = reader.data();
    match reader.faults.is_empty() {
        // Objects with string keys only.
        true => Ok(serde_json::to_string_pretty(&data).expect("JSON")),
        false => Err(Error::Input(reader.faults)),
    }
}

struct ReadBook<'a> {
    tables: &'a [Table],
    faults: Vec<Diagnostic>,
}

/// A sheet whose columns are found by their heads.
struct Found<'a> {
    table: &'a Table,
    heads: Vec<&'a str>,
}

impl<'a> Found<'a> {
    fn rows(&self) -> impl Iterator<Item = (usize, &'a Row)> {
        self.table.rows.iter().enumerate().skip(1).filter(|(_, row)| !row.is_empty())
    }

    fn cell(&self, row: &'a Row, head: &str) -> &'a str {
        self.heads.iter().position(|known| *known == head).map_or("", |column| row.raw(column))
    }
}

impl<'a> ReadBook<'a> {
    fn sheet(&self, name: &str) -> Option<Found<'a>> {
        let table = self.tables.iter().find(|table| table.name == name)?;
        Some(Found { table, heads: table.rows.first()?.cells().collect() })
    }

    fn fault(&mut self, found: &Found, row: usize, message: Message) {
        let hint = message.hint();
        self.faults.push(Diagnostic::error(message).at(Some(found.table.place(row))).hint(hint));
    }

    /// The value of a cell; none where it is blank.
    fn value(&mut self, found: &Found, row: usize, column: &Column, text: &str) -> Option<Value> {
        if text.trim().is_empty() {
            return None;
        }
        let value = match column.cell {
            Text | Word(_) => Some(json!(text)),
            Whole => reading::whole(text).map(|number| json!(number)),
            Flag => match text.trim() {
                "是" | "TRUE" | "true" | "1" => Some(json!(true)),
                "否" | "FALSE" | "false" | "0" => Some(json!(false)),
                _ => None,
            },
            List => Some(json!(text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>())),
        };
        if value.is_none() {
            let message = Message::new("workbook-bad-cell").with("head", column.head).with("text", text);
            self.fault(found, row, message);
        }
        value
    }

    fn object(&mut self, found: &Found<'a>, row: usize, cells: &'a Row, columns: &[Column]) -> Value {
        let mut object = json!({});
        for column in columns {
            if let Some(value) = self.value(found, row, column, found.cell(cells, column.head)) {
                set(&mut object, column.key, value);
            }
        }
        object
    }

    fn data(&mut self) -> Value {
        let mut data = json!({});
        if let Some(found) = self.sheet("报告") {
            for (index, row) in found.rows() {
                let Some(field) = REPORT.iter().find(|field| field.head == row.cell(0)) else { continue };
                if let Some(value) = self.value(&found, index, field, row.raw(1)) {
                    set(&mut data, field.key, value);
                }
            }
        }
        for sheet in SHEETS {
            let Some(found) = self.sheet(sheet.name) else { continue };
            for (index, row) in found.rows() {
                let object = self.object(&found, index, row, sheet.columns);
                let list = match sheet.within {
                    Within::Root => list(&mut data, sheet.list),
                    Within::Links => list(&mut data["links"], sheet.list),
                    Within::Question => match self.question(&mut data, &found, index, row) {
                        Some(question) => list(question, sheet.list),
                        None => continue,
                    },
                };
                list.push(object);
            }
        }
        self.facts(&mut data);
        self.grouped(&mut data);
        self.linked(&mut data);
        data
    }

    fn question<'b>(
        &mut self,
        data: &'b mut Value,
        found: &Found<'a>,
        index: usize,
        row: &'a Row,
    ) -> Option<&'b mut Value> {
        let id = found.cell(row, QUESTION).trim();
        let questions = data.get_mut("questions").and_then(Value::as_array_mut).into_iter().flatten();
        let question = questions.into_iter().find(|question| question["id"] == json!(id));
        if question.is_none() {
            self.fault(found, index, Message::new("workbook-no-question").with("id", id));
        }
        question
    }

    fn facts(&mut self, data: &mut Value) {
        let Some(found) = self.sheet(FACTS.0) else { return };
        let [name, content, kind] = FACTS.1;
        for (index, row) in found.rows() {
            let text = found.cell(row, content);
            let value = match found.cell(row, kind) {
                kind if kind == FACT_KINDS[2] || text.is_empty() => Some(Value::Null),
                kind if kind == FACT_KINDS[0] => self.value(&found, index, &column("内容", "", Whole), text),
                _ => Some(json!(text)),
            };
            let facts = data["survey"].as_object_mut().map(|sample| sample.entry("facts").or_insert(json!({})));
            if let (Some(value), Some(facts)) = (value, facts) {
                facts[found.cell(row, name).trim()] = value;
            }
        }
    }

    fn grouped(&mut self, data: &mut Value) {
        let Some(found) = self.sheet(GROUPED.0) else { return };
        let [_, group, base, option, count, percent] = GROUPED.1;
        for (index, row) in found.rows() {
            let base = self.value(&found, index, &column("分组人数", "", Whole), found.cell(row, base));
            let columns = [column(option, "id", Text), column(count, "count", Whole), column(percent, "percent", Text)];
            let part = self.object(&found, index, row, &columns);
            let group = found.cell(row, group).trim();
            let Some(question) = self.question(data, &found, index, row) else { continue };
            let by = question.as_object_mut().map(|question| question.entry("by").or_insert(json!({})));
            let Some(by) = by.and_then(Value::as_object_mut) else { continue };
            let by = by.entry(group).or_insert(json!({ "options": [] }));
            if let Some(base) = base {
                by["base"] = base;
            }
            if part.as_object().is_some_and(|part| !part.is_empty()) {
                list(by, "options").push(part);
            }
        }
    }

    fn linked(&mut self, data: &mut Value) {
        let Some(found) = self.sheet(LINKED.0) else { return };
        let columns = [
            column("上年选项", "from", List),
            column("今年选项", "to", List),
            column("关系", "relation", RELATIONS),
            column("说明", "note", Text),
        ];
        for (index, row) in found.rows() {
            let number = found.cell(row, LINKED.1[0]).trim();
            let link = number.parse::<usize>().ok().and_then(|number| number.checked_sub(2));
            let object = self.object(&found, index, row, &columns);
            let links = data["links"]["questions"].as_array_mut();
            match link.and_then(|link| links?.get_mut(link)) {
                Some(link) => list(link, "options").push(object),
                None => self.fault(&found, index, Message::new("workbook-no-link").with("row", number)),
            }
        }
    }
}

/// Sets a value at a path of keys, making what is missing on the way.
fn set(object: &mut Value, path: &str, value: Value) {
    let mut here = object;
    for key in path.split('.') {
        here = &mut here[key];
    }
    *here = value;
}

/// The list under a key, made if missing.
fn list<'a>(object: &'a mut Value, key: &str) -> &'a mut Vec<Value> {
    if !object[key].is_array() {
        object[key] = Value::Array(Vec::new());
    }
    // It is one by now.
    object[key].as_array_mut().expect("an array")
}
