//! What an edited workbook says otherwise than the data, in the workbook's words.

use serde_json::{Map, Value, json};

use super::layout::{Holds, REPORT, SHEETS, Sheet};
use super::{items, shown};
use crate::survey::model::Survey;

/// Fields of `old` that `new` says otherwise or not at all, each by sheet, row and head: `选项 › 使用时间.不足1年 › 频数`.
/// What is gone as a whole is one, and so is a scale in another order.
pub fn overwritten(old: &Survey, new: &Survey) -> Vec<String> {
    let mut paths = Vec::new();
    compare(&json!(old), &json!(new), &mut Vec::new(), &mut paths);
    paths.iter().map(|path| named(path)).collect()
}

fn compare(old: &Value, new: &Value, path: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    let empty = Map::new();
    let name = |item: &Value, index: usize| {
        let id = ["id", "year"].iter().find_map(|key| item.get(key)).map(|id| shown(Some(id)));
        id.unwrap_or_else(|| (index + 1).to_string())
    };
    match (old, new) {
        _ if old == new => {}
        (Value::Object(_), Value::Null) => paths.push(path.clone()),
        (Value::Object(old), _) => {
            let new = new.as_object().unwrap_or(&empty);
            if old.get("ordered") == Some(&json!(true)) && reordered(old, new) {
                paths.push([&path[..], &["options".to_owned()]].concat());
            }
            for (key, value) in old {
                path.push(key.clone());
                compare(value, new.get(key).unwrap_or(&Value::Null), path, paths);
                path.pop();
            }
        }
        (Value::Array(olds), _) if olds.iter().all(Value::is_object) => {
            for (index, item) in olds.iter().enumerate() {
                let id = name(item, index);
                let same = items(new).enumerate().find(|(at, new)| name(new, *at) == id).map(|(_, new)| new);
                path.push(id);
                compare(item, same.unwrap_or(&Value::Null), path, paths);
                path.pop();
            }
        }
        // A gap may be filled, a reason for it go.
        (Value::Null, _) => {}
        _ if new.is_null() && path.last().is_some_and(|key| key == "status") => {}
        _ => paths.push(path.clone()),
    }
}

/// Whether the options that both have stand in another order.
fn reordered(old: &Map<String, Value>, new: &Map<String, Value>) -> bool {
    let ids = |question: &Map<String, Value>| -> Vec<String> {
        question.get("options").into_iter().flat_map(items).map(|option| shown(option.get("id"))).collect()
    };
    let (old, new) = (ids(old), ids(new));
    let kept = |ids: &[String], others: &[String]| -> Vec<String> {
        ids.iter().filter(|id| others.contains(id)).cloned().collect()
    };
    kept(&old, &new) != kept(&new, &old)
}

/// A path as the workbook has it: the sheet, the row's name, the column's head.
fn named(path: &[String]) -> String {
    let steps: Vec<&str> = path.iter().map(String::as_str).collect();
    let row = |sheet: &Sheet| match (sheet.holds, steps.as_slice()) {
        (Holds::Facts, ["survey", "facts", name @ ..]) => Some((name.join("."), "".to_owned())),
        (Holds::OfQuestion(list), ["questions", question, key, item, field @ ..]) if *key == list => {
            Some((format!("{question}.{item}"), field.join(".")))
        }
        // A list as a whole is named for its order only.
        (Holds::OfQuestion(list), ["questions", question, key]) if *key == list => {
            Some((format!("{question}的次序"), String::new()))
        }
        (Holds::Grouped, ["questions", question, "by", group, field @ ..]) => {
            let (option, field) = match field {
                ["options", option, field @ ..] => (format!(".{option}"), field.join(".")),
                _ => (String::new(), String::new()),
            };
            Some((format!("{question}.{group}{option}"), field))
        }
        (Holds::OptionLinks, ["links", "questions", link, "options", option, field @ ..]) => {
            Some((format!("{link}.{option}"), field.join(".")))
        }
        (Holds::Links, ["links", "questions", link, field @ ..]) => Some(((*link).to_owned(), field.join("."))),
        (Holds::List(list), [key, item, field @ ..]) if *key == list => Some(((*item).to_owned(), field.join("."))),
        _ => None,
    };
    let key = steps.join(".");
    if let Some(item) = REPORT.iter().find(|item| item.key == key) {
        return format!("{} › {}", SHEETS[0].name, item.head);
    }
    // What belongs to a question stands in sheets of its own, after the questions'.
    let found = SHEETS.iter().rev().find_map(|sheet| row(sheet).map(|(row, field)| (sheet, row, field)));
    let Some((sheet, row, field)) = found else { return key };
    let is = |key: &str| key.strip_prefix(field.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let column = sheet.columns.iter().find(|column| !field.is_empty() && is(column.key));
    let parts = [sheet.name, &row, column.map_or("", |column| column.head)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" › ")
}
