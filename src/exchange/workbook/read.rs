//! From an edited workbook to the survey it says.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::layout::Cell::{Amount, Day, Flag, Id, Ids, List, Refers, Share, Text, Whole, Word};
use super::layout::{Column, Holds, NUMBER, PENDING, QUESTION, REPORT};
use super::places::{Path, Places};
use super::shape::{self, Found};
use super::{entries, items};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::exchange::reading;
use crate::exchange::table::Table;
use crate::messages::Message;
use crate::survey::Dataset;
use crate::survey::model::Survey;

/// What a workbook says.
#[derive(Debug)]
pub struct Edited {
    pub survey: Survey,
    /// What it holds that was not read.
    pub remarks: Vec<Diagnostic>,
}

/// The survey of a workbook.
///
/// # Errors
/// Sheets and columns that are not there; then cells that are no value of their kind, rows that belong to nothing, and
/// every fault of the data they make, each with its place in the workbook.
pub fn read(tables: &[Table]) -> Result<Edited> {
    let (sheets, remarks) = shape::find(tables).map_err(|faults| in_order(faults, tables))?;
    let mut reader = Reader { faults: Vec::new(), places: Places::default(), unknown: Vec::new() };
    // Objects with string keys only.
    let json = serde_json::to_string(&reader.data(&sheets)).expect("JSON");
    let mut faults = reader.faults;
    match Dataset::parse("", json.clone()) {
        Ok(dataset) if faults.is_empty() => return Ok(Edited { survey: dataset.survey, remarks }),
        Ok(_) => {}
        Err(error) => faults.extend(reader.places.translate(&json, error.into_diagnostics(), &faults)),
    }
    Err(in_order(faults, tables))
}

/// Faults in the order of sheets and rows; first what has no place because its sheet is not there.
fn in_order(mut faults: Vec<Diagnostic>, tables: &[Table]) -> Error {
    faults.sort_by_cached_key(|fault| {
        fault.place.as_ref().map(|place| {
            let sheet = tables.iter().position(|table| Arc::ptr_eq(&table.place(0).file, &place.file));
            (sheet, place.range.start)
        })
    });
    Error::Input(faults)
}

struct Reader {
    faults: Vec<Diagnostic>,
    places: Places,
    /// Questions that are not there, each said once.
    unknown: Vec<String>,
}

impl Reader {
    /// `at` is the column to blame; none for the row.
    fn fault(&mut self, found: &Found, row: usize, at: Option<usize>, message: Message) {
        let hint = message.hint();
        self.faults.push(Diagnostic::error(message).at(Some(found.place(row, at))).hint(hint));
    }

    /// The value of a cell; none where it is blank or wrong.
    fn value(&mut self, found: &Found, row: usize, at: usize, column: &Column) -> Option<Value> {
        let cells = found.row(row);
        let (raw, text, head) = (cells.raw(at), cells.cell(at), column.head);
        let wrong = |id| Message::new(id).with("head", head).with("text", text);
        let message = if cells.is_unknown(at) {
            wrong("workbook-unknown-cell")
        } else if text.is_empty() {
            return None;
        } else if cells.is_date(at) && column.cell != Day {
            wrong("workbook-date-cell")
        } else if cells.is_number(at) && column.cell == Share {
            // A percentage above 1 % is no fraction of one.
            let number = text.parse().unwrap_or(Decimal::ONE_HUNDRED);
            match number > Decimal::ONE {
                true => wrong("workbook-number-share"),
                false => wrong("workbook-number-fraction").with("share", (number * Decimal::ONE_HUNDRED).normalize()),
            }
        } else {
            let lines = |trimmed: bool| {
                let lines = raw.lines().filter(|line| !line.trim().is_empty());
                json!(lines.map(|line| if trimmed { line.trim() } else { line }).collect::<Vec<_>>())
            };
            let value = match column.cell {
                Text => Some(json!(raw)),
                Id | Refers(_) | Amount | Day => Some(json!(text)),
                Share => Some(json!(text.trim_end_matches(['%', '％']).trim_end())),
                Whole => reading::whole(text).map(|number| json!(number)),
                Flag => match text {
                    "是" | "TRUE" | "true" | "1" => Some(json!(true)),
                    "否" | "FALSE" | "false" | "0" => Some(json!(false)),
                    _ => None,
                },
                List => Some(lines(false)),
                Ids => Some(lines(true)),
                Word(words) => {
                    let word = words.iter().find(|(word, value)| *word == text || *value == text);
                    word.map(|(_, value)| json!(value))
                }
            };
            match (value, column.cell) {
                (Some(value), _) => return Some(value),
                (None, Word(words)) => {
                    wrong("workbook-bad-word").with("words", words.iter().map(|(word, _)| *word).collect::<Vec<_>>())
                }
                (None, Flag) => wrong("workbook-bad-word").with("words", vec!["是", "否"]),
                (None, _) => wrong("workbook-bad-cell"),
            }
        };
        self.fault(found, row, Some(at), message);
        None
    }

    /// The value of a cell by its head.
    fn value_of(&mut self, found: &Found, row: usize, head: &str) -> Option<Value> {
        let (column, at) = found.columns().find(|(column, _)| column.head == head)?;
        self.value(found, row, at, column)
    }

    /// A row's cells as an object, which is to stand at a path.
    fn object(&mut self, found: &Found, row: usize, path: &[String]) -> Value {
        let mut object = json!({});
        self.places.note(path.to_vec(), found.place(row, None), None);
        for (column, at) in found.columns().filter(|(column, _)| !column.key.is_empty()) {
            self.places.note(below(path, column.key), found.place(row, Some(at)), Some(column.head));
            if let Some(value) = self.value(found, row, at, column) {
                *under(&mut object, &below(&[], column.key)) = value;
            }
        }
        object
    }

    /// Puts a row as an object at the end of the list at a path.
    fn push(&mut self, data: &mut Value, found: &Found, row: usize, list: &[String]) {
        let index = items(under(data, list)).count().to_string();
        let object = self.object(found, row, &below(list, &index));
        match under(data, list) {
            Value::Array(list) => list.push(object),
            none => *none = json!([object]),
        }
    }

    fn data(&mut self, sheets: &[Found]) -> Value {
        let mut data = json!({ "report": {}, "survey": {}, "questions": [] });
        for found in sheets {
            for row in found.rows() {
                match found.sheet.holds {
                    Holds::Report => self.field(&mut data, found, row),
                    Holds::Facts => self.fact(&mut data, found, row),
                    Holds::List(list) => self.push(&mut data, found, row, &below(&[], list)),
                    Holds::Links => self.push(&mut data, found, row, &below(&[], "links.questions")),
                    Holds::OfQuestion(list) => {
                        if let Some(question) = self.question(&data, found, row) {
                            self.push(&mut data, found, row, &below(&question, list));
                        }
                    }
                    Holds::Grouped => self.part(&mut data, found, row),
                    Holds::OptionLinks => self.option_link(&mut data, found, row),
                }
            }
        }
        data
    }

    /// An item of the report; others were noted already.
    fn field(&mut self, data: &mut Value, found: &Found, row: usize) {
        let item = found.cell(row, "项目");
        let Some(field) = REPORT.iter().find(|field| field.head == item) else { return };
        let Some((_, at)) = found.columns().find(|(column, _)| column.head == "内容") else { return };
        let path = below(&[], field.key);
        self.places.note(path.clone(), found.place(row, Some(at)), Some(field.head));
        if let Some(value) = self.value(found, row, at, field) {
            *under(data, &path) = value;
        }
    }

    fn fact(&mut self, data: &mut Value, found: &Found, row: usize) {
        let (name, text) = (found.cell(row, "名称"), found.cell(row, "内容"));
        let kind = self.value_of(found, row, "类型");
        let content = self.value_of(found, row, "内容");
        if kind.is_none() && !found.cell(row, "类型").is_empty() {
            return;
        }
        let value = match (kind.as_ref().and_then(Value::as_str), content) {
            (_, None) => Value::Null,
            (Some(NUMBER), Some(content)) => match reading::whole(text) {
                Some(number) => json!(number),
                None => {
                    let message = Message::new("workbook-bad-cell").with("head", "内容").with("text", text);
                    self.fault(found, row, None, message);
                    content
                }
            },
            // What was filled in is no longer pending.
            (Some(PENDING) | None, Some(_)) => {
                self.fault(found, row, None, Message::new("workbook-fact-kind").with("text", text));
                return;
            }
            (Some(_), Some(content)) => content,
        };
        let path = [below(&[], "survey.facts"), vec![name.to_owned()]].concat();
        let facts = under(data, &path[..2]);
        if name.is_empty() {
            self.fault(found, row, None, Message::new("workbook-blank").with("head", "名称"));
        } else if entries(facts).any(|(known, _)| known == name) {
            self.fault(found, row, None, Message::new("workbook-name-twice").with("name", name));
        } else {
            facts[name] = value;
            self.places.note(path, found.place(row, None), None);
        }
    }

    /// The path of the question that a row belongs to.
    fn question(&mut self, data: &Value, found: &Found, row: usize) -> Option<Path> {
        let id = found.cell(row, QUESTION);
        let index = items(&data["questions"]).position(|question| !id.is_empty() && question["id"] == json!(id));
        if id.is_empty() {
            self.fault(found, row, None, Message::new("workbook-blank").with("head", QUESTION));
        } else if index.is_none() && !self.unknown.iter().any(|known| known == id) {
            self.unknown.push(id.to_owned());
            self.fault(found, row, None, Message::new("workbook-no-question").with("id", id));
        }
        index.map(|index| vec!["questions".to_owned(), index.to_string()])
    }

    fn part(&mut self, data: &mut Value, found: &Found, row: usize) {
        let base = self.value_of(found, row, "分组人数");
        let group = found.cell(row, "分组");
        if group.is_empty() {
            self.fault(found, row, None, Message::new("workbook-blank").with("head", "分组"));
            return;
        }
        let Some(question) = self.question(data, found, row) else { return };
        let by = [below(&question, "by"), vec![group.to_owned()]].concat();
        self.places.note(by.clone(), found.place(row, None), None);
        let breakdown = under(data, &by);
        if breakdown.is_null() {
            *breakdown = json!({ "options": [] });
        }
        if let Some(base) = base {
            let known = breakdown.get("base").filter(|known| **known != base);
            if let Some(known) = known {
                let message = Message::new("workbook-two-bases").with("group", group);
                let message = message.with("one", known.to_string()).with("other", base.to_string());
                self.fault(found, row, None, message);
            }
            breakdown["base"] = base;
        }
        // A row without an option says the group's size only.
        if ["选项", "频数", "占比"].iter().any(|head| !found.cell(row, head).is_empty()) {
            self.push(data, found, row, &below(&by, "options"));
        }
    }

    fn option_link(&mut self, data: &mut Value, found: &Found, row: usize) {
        let (from, to) = (found.cell(row, "上年题目"), found.cell(row, "今年题目"));
        let named =
            |link: &Value, key: &str, id: &str| link.get(key).map_or(id.is_empty(), |known| *known == json!(id));
        let links = data.get("links").and_then(|links| links.get("questions")).unwrap_or(&Value::Null);
        let index = items(links).position(|link| named(link, "from", from) && named(link, "to", to));
        match index {
            Some(index) => {
                let link = below(&below(&[], "links.questions"), &index.to_string());
                self.push(data, found, row, &below(&link, "options"));
            }
            None => {
                self.fault(found, row, None, Message::new("workbook-no-link").with("from", from).with("to", to));
            }
        }
    }
}

/// A path with more keys, which stand between full stops.
fn below(path: &[String], keys: &str) -> Path {
    path.iter().cloned().chain(keys.split('.').map(str::to_owned)).collect()
}

/// The value at a path, made if missing.
fn under<'a>(value: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(value, |value, step| match value {
        // Indices come from counting the list.
        Value::Array(_) => &mut value[step.parse::<usize>().unwrap_or_default()],
        _ => &mut value[step.as_str()],
    })
}
