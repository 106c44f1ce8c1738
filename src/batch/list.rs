//! 清单: the editions of a batch, a row each, from a table or from lines of JSON.
//!
//! ```text
//! output,data,report.title,使用时间.不足1年.count
//! 北京.pdf,data/2018.json,北京市电子合同调查报告,27
//! ```
//! ```text
//! { "output": "北京.pdf", "data": "data/2018.json", "使用时间.不足1年.count": 27 }
//! ```
//! Two columns say what is made from what; every other one is the path of a field and its cells are what stands there in
//! that edition. An empty cell leaves what the data file says.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostics::{Diagnostic, Place, SourceFile};
use crate::error::{Error, Result};
use crate::exchange::table::{self, Table};
use crate::messages::Message;
use crate::release::sums::is_plain;
use crate::survey::fields::Given;
use crate::survey::located::{self, Node, Value};

const OUTPUT: &str = "output";
const DATA: &str = "data";

/// As many faults are shown; a list that is wrong in one way is wrong in every row.
const SHOWN: usize = 20;

/// The editions of a batch, in the order of the list.
#[derive(Debug)]
pub struct List {
    pub rows: Vec<Row>,
    pub file: Arc<SourceFile>,
}

/// One edition that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Where its PDF goes, below the output folder.
    pub output: String,
    /// Its data file, from the list's folder.
    pub data: String,
    /// What stands in place of the data file's own values.
    pub fields: Vec<Field>,
    /// Where the row stands in the list.
    pub range: Range<usize>,
}

/// A value of one edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// `使用时间.不足1年.count`
    pub path: String,
    pub given: Given,
    /// Where it stands in the list.
    pub range: Range<usize>,
}

impl List {
    /// Reads a list by its ending: `.jsonl` and `.ndjson` as lines of JSON, anything else as a table.
    ///
    /// # Errors
    /// A file that cannot be read, or every fault of its rows.
    pub fn read(path: &Path) -> Result<List> {
        let name = path.display().to_string();
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let list = match ending.as_str() {
            "jsonl" | "ndjson" => {
                let text = fs::read_to_string(path).map_err(|cause| Error::io("io-read-list", path, cause))?;
                from_lines(&name, text)
            }
            _ => from_table(table::read(path, &name)?),
        }?;
        list.checked()
    }

    /// Where a part of it stands.
    pub fn place(&self, range: &Range<usize>) -> Place {
        Place { file: self.file.clone(), range: range.clone() }
    }

    fn checked(self) -> Result<List> {
        let mut faults = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for row in &self.rows {
            let at = |message: Message| {
                let hint = message.hint();
                Diagnostic::error(message).at(Some(self.place(&row.range))).hint(hint)
            };
            if row.data.is_empty() {
                faults.push(at(Message::new("list-no-data")));
            }
            if !is_plain(&row.output) || !row.output.to_lowercase().ends_with(".pdf") {
                faults.push(at(Message::new("list-bad-output").with("output", &row.output)));
            }
            // Some disks know no difference between capitals and small letters.
            if let Some(first) = seen.insert(row.output.to_lowercase(), row.range.start) {
                let first = self.place(&(first..first)).line_column().0;
                faults.push(at(Message::new("list-twice").with("output", &row.output).with("line", first)));
            }
        }
        if self.rows.is_empty() {
            let message = Message::new("list-empty");
            let hint = message.hint();
            faults.push(Diagnostic::error(message).at(Some(self.place(&(0..0)))).hint(hint));
        }
        refuse(faults)?;
        Ok(self)
    }
}

/// An error of all faults, if there are any; of many alike, the first.
pub(super) fn refuse(mut faults: Vec<Diagnostic>) -> Result<()> {
    let more = faults.len().saturating_sub(SHOWN);
    faults.truncate(SHOWN);
    if more > 0 {
        faults.push(Diagnostic::note(Message::new("list-more-faults").with("count", more)));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Input(faults)) }
}

fn from_table(tables: Vec<Table>) -> Result<List> {
    // A file that was read as a table holds at least one sheet.
    let table = &tables[0];
    let heads: Vec<&str> = table.rows.first().map(|row| row.cells().collect()).unwrap_or_default();
    let file = table.place(0).file;
    let mut faults: Vec<Diagnostic> = [OUTPUT, DATA]
        .iter()
        .filter(|wanted| !heads.contains(wanted))
        .map(|wanted| {
            let message = Message::new("list-no-column").with("column", *wanted);
            let hint = message.hint();
            Diagnostic::error(message).at(Some(table.place(0))).hint(hint)
        })
        .collect();
    let mut names = HashSet::new();
    for (column, head) in heads.iter().enumerate() {
        let fault = match head.is_empty() {
            true => Message::new("list-column-unnamed"),
            false if names.insert(head) => continue,
            false => Message::new("list-column-twice").with("column", *head),
        };
        let hint = fault.hint();
        faults.push(Diagnostic::error(fault).at(Some(table.cell_place(0, column))).hint(hint));
    }
    faults.extend(table.ragged(0).into_iter().map(|row| {
        let message =
            Message::new("list-ragged").with("cells", table.rows[row].cells().count()).with("columns", heads.len());
        let hint = message.hint();
        Diagnostic::error(message).at(Some(table.place(row))).hint(hint)
    }));
    refuse(faults)?;
    let (output, data) = (column(&heads, OUTPUT), column(&heads, DATA));
    let rows = table.rows.iter().enumerate().skip(1).filter(|(_, row)| !row.is_empty());
    let rows = rows.map(|(index, row)| {
        let given = heads.iter().enumerate().filter(|(column, _)| ![output, data].contains(column));
        let fields = given.filter(|(column, _)| !row.cell(*column).is_empty()).map(|(column, head)| Field {
            path: (*head).to_owned(),
            given: Given::Cell(row.cell(column).to_owned()),
            range: table.cell_place(index, column).range,
        });
        Row {
            output: row.cell(output).to_owned(),
            data: row.cell(data).to_owned(),
            fields: fields.collect(),
            range: table.place(index).range,
        }
    });
    Ok(List { rows: rows.collect(), file })
}

/// A column that is there: its absence was refused before.
fn column(heads: &[&str], wanted: &str) -> usize {
    heads.iter().position(|head| *head == wanted).unwrap_or_default()
}

fn from_lines(name: &str, text: String) -> Result<List> {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let file = Arc::new(SourceFile { name: name.to_owned(), text });
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let (at, line) = (start, line.trim_end_matches(['\r', '\n']));
        start = at + file.text[at..].find('\n').map_or(file.text.len() - at, |end| end + 1);
        if line.trim().is_empty() {
            continue;
        }
        match from_line(line, at) {
            Ok(row) => rows.push(row),
            Err((range, message)) => {
                let hint = message.hint();
                let place = Place { file: file.clone(), range };
                faults.push(Diagnostic::error(message).at(Some(place)).hint(hint));
            }
        }
    }
    refuse(faults)?;
    Ok(List { rows, file })
}

/// One line of JSON, which begins at this byte of the file; or what is wrong where.
fn from_line(line: &str, start: usize) -> std::result::Result<Row, (Range<usize>, Message)> {
    let place = |range: &Range<usize>| start + range.start..start + range.end;
    let root = located::parse(line).map_err(|error| {
        let at = start + error.offset;
        (at..at, Message::new("list-no-json").with("parser", error.message))
    })?;
    let Value::Object(members) = &root.value else { return Err((place(&root.range), Message::new("list-no-object"))) };
    let mut row =
        Row { output: String::new(), data: String::new(), fields: Vec::new(), range: start..start + line.len() };
    let mut seen = HashSet::new();
    for member in members {
        let range = place(&member.key_range);
        if !seen.insert(&member.key) {
            return Err((range, Message::new("list-column-twice").with("column", &member.key)));
        }
        match (member.key.as_str(), &member.node.value) {
            (OUTPUT, Value::String(text)) => row.output = text.clone(),
            (DATA, Value::String(text)) => row.data = text.clone(),
            (OUTPUT | DATA, _) => return Err((range, Message::new("list-no-text").with("column", &member.key))),
            (_, Value::Object(_) | Value::Array(_)) => {
                return Err((range, Message::new("list-not-single").with("column", &member.key)));
            }
            (path, _) => row.fields.push(Field {
                path: path.to_owned(),
                given: Given::Json(written(line, &member.node)),
                range: place(&member.node.range),
            }),
        }
    }
    for (column, text) in [(OUTPUT, &row.output), (DATA, &row.data)] {
        if text.is_empty() {
            return Err((row.range, Message::new("list-no-column").with("column", column)));
        }
    }
    Ok(row)
}

fn written(line: &str, node: &Node) -> String {
    line[node.range.clone()].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    fn read(name: &str, text: &str) -> Result<List> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        List::read(&path)
    }

    #[test]
    fn tables_and_lines_say_the_same() {
        let table =
            read("a.csv", "\u{feff}output,题.a.count,data\n甲.pdf,12,d.json\n\n\"乙,1.pdf\",,d.json\n").unwrap();
        let lines = "{ \"output\": \"甲.pdf\", \"data\": \"d.json\", \"题.a.count\": 12 }\n\n\
                     { \"data\": \"d.json\", \"output\": \"乙,1.pdf\" }";
        let lines = read("a.jsonl", lines).unwrap();
        for (list, count) in [(&table, Given::Cell("12".into())), (&lines, Given::Json("12".into()))] {
            let outputs: Vec<&str> = list.rows.iter().map(|row| row.output.as_str()).collect();
            assert_eq!(outputs, ["甲.pdf", "乙,1.pdf"]);
            assert!(list.rows.iter().all(|row| row.data == "d.json"));
            let [Field { path, given, range }] = &list.rows[0].fields[..] else { panic!("one field") };
            assert_eq!((path.as_str(), given, &list.file.text[range.clone()]), ("题.a.count", &count, "12"));
            assert_eq!(list.rows[1].fields, []);
            assert_eq!(
                list.place(&list.rows[1].range).line_column().0,
                if count == Given::Cell("12".into()) { 4 } else { 3 }
            );
        }
    }

    #[test]
    fn every_fault_is_told_at_its_place() {
        let many = "output,data\n".to_owned() + &"x,d\n".repeat(40);
        for (name, text, expected) in [
            ("a.csv", "output,数据\n甲.pdf,d.json\n", "1:list-no-column"),
            ("a.csv", "", "1:list-no-column 1:list-no-column"),
            ("a.csv", "output,data\n", "1:list-empty"),
            ("a.csv", "output,data,a,a\n甲.pdf,d,1,2\n", "1:list-column-twice"),
            ("a.csv", "output,data,\n甲.pdf,d,1\n", "1:list-column-unnamed"),
            ("a.csv", "output,data\n甲.pdf,d\n甲,乙.pdf,d\n", "3:list-ragged"),
            (
                "a.csv",
                "output,data\n甲.pdf,\n../乙.pdf,d\n/丙.pdf,d\n丁.doc,d\n",
                "2:list-no-data 3:list-bad-output 4:list-bad-output 5:list-bad-output",
            ),
            ("a.csv", "output,data\nA.pdf,d\n乙.pdf,d\na.pdf,d\n", "4:list-twice"),
            (
                "a.jsonl",
                "{ \"output\": \"甲.pdf\", \"data\": \"d\" }\n{ \"output\": 1 }\n[]\n{\n",
                "2:list-no-text 3:list-no-object 4:list-no-json",
            ),
            ("a.jsonl", "{ \"output\": \"甲.pdf\" }", "1:list-no-column"),
            ("a.jsonl", "{ \"output\": \"甲.pdf\", \"data\": \"d\", \"x\": [1] }", "1:list-not-single"),
            ("a.jsonl", "{ \"output\": \"甲.pdf\", \"data\": \"d\", \"x\": 1, \"x\": 2 }", "1:list-column-twice"),
            ("a.jsonl", "", "1:list-empty"),
        ] {
            let Err(Error::Input(faults)) = read(name, text) else { panic!("{text}") };
            let told = faults.iter().map(|fault| {
                assert!(!fault.message.text(Lang::Zh).is_empty() && !fault.hints.is_empty());
                format!("{}:{}", fault.place.as_ref().unwrap().line_column().0, fault.message.id())
            });
            assert_eq!(told.collect::<Vec<_>>().join(" "), expected, "{text}");
        }
        let Err(Error::Input(faults)) = read("a.csv", &many) else { panic!("faults") };
        assert_eq!((faults.len(), faults[SHOWN].message.id()), (SHOWN + 1, "list-more-faults"));
    }
}
