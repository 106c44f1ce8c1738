//! The workbook that editors work in: every field of a data file in sheets and columns with Chinese heads, and back.
//!
//! A sheet is a list of objects; what belongs to a question names it in its first column. Lists of texts stand in one
//! cell, a line each. Percentages and amounts are texts, so that `50.00` keeps its digits.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use serde_json::{Map, Value, json};

use super::table::{Row, Table};
use crate::diagnostics::Diagnostic;
use crate::error::{Error, Result};
use crate::messages::Message;
use crate::survey::model::Survey;

/// The sheet that says what the workbook is, and the mark in its first cell.
const ABOUT: &str = "说明";
const MARK: &str = "kanyin 1";
const GUIDE: [&str; 6] = [
    "本工作簿由 kanyin export 写出，改好后用 kanyin import 导回；各表的表头、表名与标识（题、选项）不要改。",
    "报告：每行一项，改“内容”一列。",
    "占比与数额是文本，写几位小数就保留几位；没有的留空，不要填 0。",
    "一格多行（注、致谢、合计项所含选项）：每行一条，Alt+Enter 换行。",
    "是/否、题型、状态等列有下拉选单。",
    "新增一题：在“题目”加一行，再在“选项”按题目标识加各选项。",
];

/// How a column's cells read as values.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Cell {
    Text,
    Whole,
    Flag,
    /// Texts, a line each.
    List,
    /// One of the words of the data contract.
    Word(&'static [&'static str]),
}

use Cell::{Flag, List, Text, Whole, Word};

struct Column {
    head: &'static str,
    /// Path in the object, with full stops.
    key: &'static str,
    cell: Cell,
}

const fn column(head: &'static str, key: &'static str, cell: Cell) -> Column {
    Column { head, key, cell }
}

const GAPS: Cell = Word(&["not_published", "not_asked", "not_collected", "suppressed", "redefined"]);
const RELATIONS: Cell = Word(&["same", "renamed", "merged", "split", "new", "dropped"]);
const QUESTION: &str = "题目标识";

/// The fields of the one-row parts, as paths from the root.
const REPORT: &[Column] = &[
    column("Schema", "$schema", Text),
    column("报告标识", "report.id", Text),
    column("题名", "report.title", Text),
    column("年份", "report.year", Whole),
    column("月份", "report.month", Whole),
    column("日期", "report.date", Text),
    column("状态", "report.status", Word(&["讨论稿", "征求意见稿", "送审稿", "正式稿"])),
    column("发布机构", "report.issuer", Text),
    column("发布机构英文名", "report.issuer_en", Text),
    column("致谢", "report.thanks", List),
    column("正文文件夹", "report.prose", Text),
    column("调查名称", "survey.label", Text),
    column("调查时期", "survey.period", Text),
    column("有效问卷", "survey.valid", Whole),
    column("占比小数位", "policy.decimals", Whole),
    column("最小基数", "policy.min_base", Whole),
    column("最小频数", "policy.min_count", Whole),
    column("加权", "policy.weighted", Flag),
    column("上年数据", "links.previous", Text),
];

/// A list of objects: its sheet, where it stands in the data, its columns. A list within questions is led by their id.
struct Sheet {
    name: &'static str,
    /// Key of the list, in the root, or in each question, or in links.
    list: &'static str,
    within: Within,
    columns: &'static [Column],
}

#[derive(Clone, Copy, PartialEq)]
enum Within {
    Root,
    Question,
    Links,
}

const SHEETS: &[Sheet] = &[
    Sheet {
        name: "基数",
        list: "bases",
        within: Within::Root,
        columns: &[
            column("标识", "id", Text),
            column("名称", "label", Text),
            column("人数", "n", Whole),
            column("有效基数", "effective_n", Whole),
            column("缺失原因", "status", GAPS),
            column("备注", "note", Text),
        ],
    },
    Sheet {
        name: "分组",
        list: "groups",
        within: Within::Root,
        columns: &[column("标识", "id", Text), column("名称", "label", Text)],
    },
    Sheet {
        name: "题目",
        list: "questions",
        within: Within::Root,
        columns: &[
            column("标识", "id", Text),
            column("图题", "title", Text),
            column("题型", "kind", Word(&["single", "multiple", "series"])),
            column("有序", "ordered", Flag),
            column("基数", "base", Text),
            column("答题人数", "n", Whole),
            column("有效基数", "effective_n", Whole),
            column("单位", "unit", Text),
            column("图形", "chart", Word(&["donut", "bars"])),
            column("细分选项", "detail.option", Text),
            column("细分题目", "detail.question", Text),
            column("数据来源", "source", Text),
            column("图注", "notes", List),
            column("缺失原因", "status", GAPS),
            column("备注", "note", Text),
        ],
    },
    Sheet {
        name: "选项",
        list: "options",
        within: Within::Question,
        columns: &[
            column("标识", "id", Text),
            column("名称", "label", Text),
            column("正文简称", "text", Text),
            column("频数", "count", Whole),
            column("占比", "percent", Text),
            column("角色", "role", Word(&["other", "exclusive"])),
            column("缺失原因", "status", GAPS),
            column("备注", "note", Text),
        ],
    },
    Sheet {
        name: "数额",
        list: "points",
        within: Within::Question,
        columns: &[column("年份", "year", Whole), column("数额", "value", Text), column("预测", "forecast", Flag)],
    },
    Sheet {
        name: "合计项",
        list: "nets",
        within: Within::Question,
        columns: &[
            column("标识", "id", Text),
            column("名称", "label", Text),
            column("所含选项", "of", List),
            column("频数", "count", Whole),
            column("占比", "percent", Text),
            column("缺失原因", "status", GAPS),
        ],
    },
    Sheet {
        name: "勘误",
        list: "errata",
        within: Within::Root,
        columns: &[column("原版", "published", Text), column("今版", "set", Text), column("说明", "note", Text)],
    },
    Sheet {
        name: "用语",
        list: "terms",
        within: Within::Root,
        columns: &[column("用语", "term", Text), column("不用", "instead_of", List), column("说明", "note", Text)],
    },
    Sheet {
        name: "关联",
        list: "questions",
        within: Within::Links,
        columns: &[
            column("上年题目", "from", Text),
            column("今年题目", "to", Text),
            column("关系", "relation", RELATIONS),
            column("可比", "comparable", Flag),
            column("说明", "note", Text),
        ],
    },
];

/// Facts, sub-populations and linked options are no plain lists; each has a sheet with columns of its own.
const FACTS: (&str, [&str; 3]) = ("样本信息", ["名称", "内容", "类型"]);
const FACT_KINDS: [&str; 3] = ["数", "文字", "待填"];
const GROUPED: (&str, [&str; 6]) = ("分组结果", [QUESTION, "分组", "分组人数", "选项", "频数", "占比"]);
const LINKED: (&str, [&str; 5]) = ("选项关联", ["关联行", "上年选项", "今年选项", "关系", "说明"]);

/// Whether a file is such a workbook.
pub fn recognises(tables: &[Table]) -> bool {
    tables.iter().any(|table| table.name == ABOUT && table.rows.first().is_some_and(|row| row.cell(0) == MARK))
}

/// The workbook of a survey. The same survey gives the same bytes: its date is the report's.
///
/// # Errors
/// A text longer than a cell can hold.
pub fn write(survey: &Survey) -> Result<Vec<u8>> {
    write_book(survey).map_err(|error| {
        let message = Message::new("export-failed").with("cause", error.to_string());
        Error::Input(vec![Diagnostic::error(message)])
    })
}

fn write_book(survey: &Survey) -> std::result::Result<Vec<u8>, XlsxError> {
    let data = json!(survey);
    let mut book = Workbook::new();
    let report = &survey.report;
    let date = ExcelDateTime::from_ymd(report.year, report.month, report.date.map_or(1, |date| date.day))?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&date));
    let mut writer = Writer { book: &mut book };

    let about = writer.sheet(ABOUT, &[], &[])?;
    about.set_column_width(0, 100)?;
    for (row, line) in [MARK].into_iter().chain(GUIDE).enumerate() {
        about.write_string(row as u32, 0, line)?;
    }

    let rows: Vec<Vec<String>> =
        REPORT.iter().map(|field| vec![field.head.to_owned(), shown(at(&data, field.key))]).collect();
    writer.filled("报告", &["项目", "内容"], &[Text, Text], &rows)?;

    let facts: Vec<Vec<String>> = entries(&data["survey"]["facts"])
        .map(|(name, fact)| {
            let kind = match fact {
                Value::Number(_) => 0,
                Value::Null => 2,
                _ => 1,
            };
            vec![name.clone(), shown(Some(fact)), FACT_KINDS[kind].to_owned()]
        })
        .collect();
    writer.filled(FACTS.0, &FACTS.1, &[Text, Text, Word(&FACT_KINDS)], &facts)?;

    for sheet in SHEETS {
        let (mut heads, mut cells) = (Vec::new(), Vec::new());
        if sheet.within == Within::Question {
            heads.push(QUESTION);
            cells.push(Text);
        }
        heads.extend(sheet.columns.iter().map(|column| column.head));
        cells.extend(sheet.columns.iter().map(|column| column.cell));
        let row = |item: &Value| sheet.columns.iter().map(|column| shown(at(item, column.key))).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = match sheet.within {
            Within::Root => items(&data[sheet.list]).map(row).collect(),
            Within::Links => items(&data["links"][sheet.list]).map(row).collect(),
            Within::Question => items(&data["questions"])
                .flat_map(|question| {
                    let id = shown(Some(&question["id"]));
                    items(&question[sheet.list]).map(move |item| [vec![id.clone()], row(item)].concat())
                })
                .collect(),
        };
        writer.filled(sheet.name, &heads, &cells, &rows)?;
    }

    let grouped: Vec<Vec<String>> = items(&data["questions"])
        .flat_map(|question| entries(&question["by"]).map(move |(group, by)| (question, group, by)))
        .flat_map(|(question, group, by)| {
            let lead = [shown(Some(&question["id"])), group.clone(), shown(by.get("base"))];
            let part = |part: &Value| ["id", "count", "percent"].map(|key| shown(part.get(key)));
            let mut parts: Vec<[String; 3]> = items(&by["options"]).map(part).collect();
            if parts.is_empty() {
                parts.push(Default::default());
            }
            parts.into_iter().map(move |part| [lead.to_vec(), part.to_vec()].concat())
        })
        .collect();
    writer.filled(GROUPED.0, &GROUPED.1, &[Text, Text, Whole, Text, Whole, Text], &grouped)?;

    let linked: Vec<Vec<String>> = items(&data["links"]["questions"])
        .enumerate()
        .flat_map(|(index, link)| {
            items(&link["options"]).map(move |option| {
                let cells = ["from", "to", "relation", "note"].map(|key| shown(option.get(key)));
                [vec![(index + 2).to_string()], cells.to_vec()].concat()
            })
        })
        .collect();
    writer.filled(LINKED.0, &LINKED.1, &[Whole, List, List, RELATIONS, Text], &linked)?;
    book.save_to_buffer()
}

struct Writer<'a> {
    book: &'a mut Workbook,
}

/// The rows that drop-down lists reach to, below what is filled in.
const SPARE_ROWS: u32 = 200;
/// Column widths, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=40;

impl Writer<'_> {
    fn sheet(&mut self, name: &str, heads: &[&str], cells: &[Cell]) -> std::result::Result<&mut Worksheet, XlsxError> {
        let sheet = self.book.add_worksheet().set_name(name)?;
        let bold = Format::new().set_bold();
        for (at, (head, cell)) in heads.iter().zip(cells).enumerate() {
            let at = at as u16;
            sheet.write_string_with_format(0, at, *head, &bold)?;
            // Texts stay texts when they are typed over: 50.00, 0012.
            let format = Format::new().set_align(FormatAlign::Top);
            let format = if *cell == Whole { format } else { format.set_num_format("@") };
            let format = if *cell == List { format.set_text_wrap() } else { format };
            sheet.set_column_format(at, &format)?;
        }
        if !heads.is_empty() {
            sheet.set_freeze_panes(1, 0)?;
        }
        Ok(sheet)
    }

    fn filled(
        &mut self,
        name: &str,
        heads: &[&str],
        cells: &[Cell],
        rows: &[Vec<String>],
    ) -> std::result::Result<(), XlsxError> {
        let last = rows.len() as u32 + SPARE_ROWS;
        let sheet = self.sheet(name, heads, cells)?;
        for (at, cell) in cells.iter().enumerate() {
            let column = at as u16;
            let width = |text: &str| text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum();
            let widest = rows.iter().filter_map(|row| row.get(at)).flat_map(|text| text.lines()).map(width);
            let widest: usize = widest.chain([width(heads[at])]).max().unwrap_or(0);
            sheet.set_column_width(column, (widest + 2).clamp(*WIDTHS.start(), *WIDTHS.end()) as f64)?;
            let words: &[&str] = match cell {
                Word(words) => words,
                Flag => &["是", "否"],
                _ => continue,
            };
            sheet.add_data_validation(1, column, last, column, &DataValidation::new().allow_list_strings(words)?)?;
        }
        for (row, texts) in rows.iter().enumerate() {
            for ((at, text), cell) in texts.iter().enumerate().zip(cells).filter(|((_, text), _)| !text.is_empty()) {
                let (row, column) = (row as u32 + 1, at as u16);
                match text.parse::<u32>() {
                    Ok(number) if *cell == Whole => sheet.write_number(row, column, number)?,
                    _ => sheet.write_string(row, column, text)?,
                };
            }
        }
        Ok(())
    }
}

/// The value at a path of keys.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| value.get(key))
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
            Whole => super::reading::whole(text).map(|number| json!(number)),
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

/// Fields of `old` that `new` says otherwise or not at all, each as a path: `questions.使用时间.options.不足1年.count`.
pub fn overwritten(old: &Survey, new: &Survey) -> Vec<String> {
    let mut paths = Vec::new();
    compare(&json!(old), &json!(new), "", &mut paths);
    paths
}

fn compare(old: &Value, new: &Value, path: &str, paths: &mut Vec<String>) {
    let empty = Map::new();
    let name = |item: &Value, index: usize| {
        let id = ["id", "year"].iter().find_map(|key| item.get(key)).map(|id| shown(Some(id)));
        id.unwrap_or_else(|| index.to_string())
    };
    match (old, new) {
        _ if old == new => {}
        (Value::Object(old), _) => {
            let new = new.as_object().unwrap_or(&empty);
            for (key, value) in old {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                compare(value, new.get(key).unwrap_or(&Value::Null), &path, paths);
            }
        }
        (Value::Array(olds), Value::Array(news)) if olds.iter().all(Value::is_object) => {
            for (index, item) in olds.iter().enumerate() {
                let id = name(item, index);
                let same = news.iter().enumerate().find(|(at, new)| name(new, *at) == id).map(|(_, new)| new);
                compare(item, same.unwrap_or(&Value::Null), &format!("{path}.{id}"), paths);
            }
        }
        // A gap may be filled, a reason for it go.
        (Value::Null, _) => {}
        _ if path.ends_with(".status") && new.is_null() => {}
        _ => paths.push(path.to_owned()),
    }
}
