//! The workbook that editors work in: every field of a data file in sheets and columns with Chinese heads, and back.
//!
//! A sheet is a list of objects; what belongs to a question names it in its first column. Lists of texts stand in one
//! cell, a line each. Percentages and amounts are texts, so that `50.00` keeps its digits.

mod read;
mod write;

use serde_json::{Map, Value, json};

use super::table::Table;
use crate::survey::model::Survey;
pub use read::read;
pub use write::write;

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
