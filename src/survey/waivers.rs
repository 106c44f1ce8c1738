//! 保留: findings that stand, each with a reason, in `<data file>.waivers.json` beside the data. They are the house's
//! own record: no published or carried file holds them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::located::{Node, Value};
use super::reader::Decoder;
use crate::diagnostics::{Place, SourceFile};
use crate::error::{Error, Result};

/// One finding, or several for one reason, that the editor lets stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule's id.
    pub rule: String,
    /// The words the finding is about: its subject.
    pub text: String,
    pub reason: String,
    pub place: Place,
}

/// The file that holds the waivers of a data file: `2018.waivers.json` for `2018.json`.
pub fn path_of(data: &Path) -> PathBuf {
    data.with_extension("waivers.json")
}

/// Reads the waivers of a data file; none where there is no such file. `name` is how messages call the data file.
///
/// # Errors
/// An unreadable file, or every fault of its content.
pub fn read(data: &Path, name: &str) -> Result<Vec<Waiver>> {
    let path = path_of(data);
    let name = path_of(Path::new(name)).display().to_string();
    match fs::read_to_string(&path) {
        Ok(text) => parse(&name, text),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(cause) => Err(Error::io("读取保留文件", &path, cause)),
    }
}

/// Reads a waiver file's text: `{ "waivers": [{ "rule": "claim-false", "text": "超过 1/3", "reason": "…" }] }`.
///
/// # Errors
/// Every fault of the text, each with its place.
pub fn parse(name: &str, text: String) -> Result<Vec<Waiver>> {
    let (file, root) = super::open(name, text)?;
    let decoder = Decoder::default();
    let waivers = decoder.waivers(&root, &file).unwrap_or_default();
    super::refuse(&file, decoder.into_problems())?;
    Ok(waivers)
}

impl Decoder {
    fn waivers(&self, root: &Node, file: &Arc<SourceFile>) -> Option<Vec<Waiver>> {
        let mut fields = self.fields(root)?;
        let waivers = fields.required("waivers", |decoder, list| {
            decoder.items(list, Self::waiver).map(|waivers| waivers.into_iter().zip(ranges(list)).collect::<Vec<_>>())
        });
        fields.close();
        let placed =
            |((rule, text, reason), range)| Waiver { rule, text, reason, place: Place { file: file.clone(), range } };
        Some(waivers.into_iter().map(placed).collect())
    }

    fn waiver(&self, node: &Node) -> Option<(String, String, String)> {
        let mut fields = self.fields(node)?;
        let rule = fields.required("rule", Self::text);
        let text = fields.required("text", Self::text);
        let reason = fields.required("reason", Self::text);
        fields.close();
        Some((rule, text, reason))
    }
}

/// Where the items of a list stand.
fn ranges(list: &Node) -> Vec<std::ops::Range<usize>> {
    match &list.value {
        Value::Array(items) => items.iter().map(|item| item.range.clone()).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiver_knows_its_place_and_needs_its_reason() {
        let text = "{\n  \"waivers\": [\n    { \"rule\": \"claim-false\", \"text\": \"超过 1/3\", \"reason\": \"原文如此\" }\n  ]\n}";
        let [waiver] = &parse("2018.waivers.json", text.to_owned()).unwrap()[..] else { panic!("one waiver") };
        assert_eq!((waiver.rule.as_str(), waiver.text.as_str()), ("claim-false", "超过 1/3"));
        assert_eq!(waiver.place.line_column(), (3, 5));
        for bad in [
            r#"{ "waivers": [{ "rule": "claim-false", "text": "超过 1/3" }] }"#,
            r#"{ "waivers": [{ "rule": "claim-false", "text": "超过 1/3", "reason": " " }] }"#,
            r#"{ "waivers": [{ "rule": "claim-false", "text": "超过 1/3", "reason": "原文如此", "by": "x" }] }"#,
            r#"{ "waivers": {} }"#,
            "{",
        ] {
            assert!(matches!(parse("x", bad.to_owned()), Err(Error::Input(_))), "{bad}");
        }
    }

    #[test]
    fn no_file_is_no_waivers() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("2031.json");
        assert_eq!(path_of(&data).file_name().unwrap(), "2031.waivers.json");
        assert_eq!(read(&data, "2031.json").unwrap(), []);
    }
}
