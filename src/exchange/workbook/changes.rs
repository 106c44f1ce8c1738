//! What an edited workbook says otherwise than the data.

use serde_json::{Map, Value, json};

use super::shown;
use crate::survey::model::Survey;

/// Fields of `old` that `new` says otherwise or not at all, each as a path: `questions.使用时间.options.不足1年.count`.
/// What is gone as a whole is one.
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
        (Value::Object(_), Value::Null) => paths.push(path.to_owned()),
        (Value::Object(old), _) => {
            let new = new.as_object().unwrap_or(&empty);
            for (key, value) in old {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                compare(value, new.get(key).unwrap_or(&Value::Null), &path, paths);
            }
        }
        (Value::Array(olds), _) if olds.iter().all(Value::is_object) => {
            let news: Vec<&Value> = super::items(new).collect();
            for (index, item) in olds.iter().enumerate() {
                let id = name(item, index);
                let same = news.iter().enumerate().find(|(at, new)| name(new, *at) == id).map(|(_, new)| *new);
                compare(item, same.unwrap_or(&Value::Null), &format!("{path}.{id}"), paths);
            }
        }
        // A gap may be filled, a reason for it go.
        (Value::Null, _) => {}
        _ if path.ends_with(".status") && new.is_null() => {}
        _ => paths.push(path.to_owned()),
    }
}
