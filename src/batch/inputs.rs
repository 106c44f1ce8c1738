//! What an edition's bytes hang on, as one number: where it is the same, the PDF is, and need not be made again.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::list::Field;
use crate::carried::lock::TYPST;
use crate::checksum::hex_sum;
use crate::config::Project;
use crate::survey::fields::{self, NoField, Slot};
use crate::survey::located::{self, Node};
use crate::survey::waivers;
use crate::typeset::fonts::LoadedFile;

/// Files of the project that a layout read, by path from its root, each with its SHA-256.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sources(pub BTreeMap<String, String>);

impl Sources {
    /// What the journal calls them.
    pub fn id(&self) -> String {
        let lines: String = self.0.iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect();
        hex_sum(lines.as_bytes())
    }

    /// Whether all of them lie in the project as they did. `known` holds what was looked at before.
    pub fn stand(&self, root: &Path, known: &mut HashMap<String, Option<String>>) -> bool {
        self.0.iter().all(|(path, sum)| {
            let now = known
                .entry(path.clone())
                .or_insert_with(|| fs::read(root.join(path)).ok().map(|bytes| hex_sum(&bytes)));
            now.as_ref() == Some(sum)
        })
    }
}

/// Tool, fonts and options: what all editions of a run hang on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool(String);

impl Tool {
    /// This tool with these fonts and options.
    pub fn of(fonts: &[LoadedFile], with_source: bool, deny_false: bool) -> Tool {
        let fonts: Vec<&str> = fonts.iter().map(|font| font.about.sha256.as_str()).collect();
        let options = (with_source, deny_false);
        Tool(json(&(env!("CARGO_PKG_VERSION"), TYPST, fonts, options)))
    }
}

/// A data file that rows set fields of.
pub struct Template {
    /// Without a byte order mark.
    pub text: String,
    /// None where the text is no JSON, which its reader tells better.
    root: Option<Node>,
    slots: HashMap<String, Result<Slot, NoField>>,
}

/// A data file's text with fields set, and where each of them stands in it.
pub type WithFields = (String, Vec<Range<usize>>);

impl Template {
    /// Reads a data file.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn read(path: &Path) -> io::Result<Template> {
        let text = fs::read_to_string(path)?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        Ok(Template { root: located::parse(&text).ok(), text, slots: HashMap::new() })
    }

    /// The data of one edition, and where each field stands in it.
    ///
    /// # Errors
    /// Fields that are none, by their places among `given`.
    pub fn with(&mut self, given: &[Field]) -> Result<WithFields, Vec<(usize, NoField)>> {
        let Some(root) = &self.root else { return Ok((self.text.clone(), Vec::new())) };
        for field in given {
            if !self.slots.contains_key(&field.path) {
                self.slots.insert(field.path.clone(), fields::find(root, &field.path));
            }
        }
        let found = |field: &Field| &self.slots[&field.path];
        let unknown = given.iter().enumerate().filter_map(|(index, field)| Some((index, found(field).clone().err()?)));
        let unknown: Vec<_> = unknown.collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let values: Vec<_> =
            given.iter().filter_map(|field| Some((found(field).as_ref().ok()?, &field.given))).collect();
        Ok(fields::set(&self.text, &values))
    }
}

/// The number of an edition: its data's text, what lies beside it, the sources and the tool.
pub fn number(tool: &Tool, sources: &str, project: &Project, text: &str) -> String {
    let path = project.data.strip_prefix(&project.root).unwrap_or(&project.data);
    let beside = |path: &Path| fs::read(path).ok().map(|bytes| hex_sum(&bytes));
    let waivers = beside(&waivers::path_of(&project.data));
    let previous = linked(text).and_then(|name| beside(&project.data.with_file_name(name)));
    hex_sum(json(&(&tool.0, sources, path.to_string_lossy(), text, waivers, previous)).as_bytes())
}

/// The earlier edition that a data file links to.
fn linked(text: &str) -> Option<String> {
    // Most files link to none, and need not be read for it.
    let root = text.contains("\"previous\"").then(|| located::parse(text).ok()).flatten()?;
    let located::Value::String(name) = &root.get("links")?.node.get("previous")?.node.value else { return None };
    Some(name.clone())
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("strings, flags and lists serialise")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::fields::Given;
    use crate::typeset::fonts;

    fn project(folder: &Path) -> Project {
        Project {
            root: folder.to_owned(),
            shown_root: folder.to_owned(),
            data: folder.join("data/2031.json"),
            shown_data: "data/2031.json".to_owned(),
        }
    }

    #[test]
    fn whatever_bytes_hang_on_changes_the_number() {
        let folder = tempfile::tempdir().unwrap();
        let project = project(folder.path());
        fs::create_dir(folder.path().join("data")).unwrap();
        let put = |name: &str, text: &str| fs::write(folder.path().join("data").join(name), text).unwrap();
        let fonts = fonts::load(&[]).unwrap().files;
        let text = r#"{ "links": { "previous": "2030.json" } }"#;
        let one = |tool: &Tool, sources: &str, text: &str| number(tool, sources, &project, text);
        let tool = Tool::of(&fonts, true, false);
        let mut seen = vec![one(&tool, "a", text)];
        assert_eq!(one(&tool, "a", text), seen[0], "the same twice");
        let mut differs = |number: String| {
            assert!(!seen.contains(&number));
            seen.push(number);
        };
        differs(one(&tool, "b", text));
        differs(one(&tool, "a", "{}"));
        differs(one(&Tool::of(&fonts, false, false), "a", text));
        differs(one(&Tool::of(&fonts, true, true), "a", text));
        differs(one(&Tool::of(&fonts[1..], true, false), "a", text));
        put("2030.json", "{}");
        differs(one(&tool, "a", text));
        put("2030.json", "{ }");
        differs(one(&tool, "a", text));
        put("2031.waivers.json", "{}");
        differs(one(&tool, "a", text));
        let other = Project { data: folder.path().join("data/2032.json"), ..project.clone() };
        differs(number(&tool, "a", &other, text));
    }

    #[test]
    fn sources_are_known_by_their_bytes() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.typ"), "1").unwrap();
        let sources = Sources([("a.typ".to_owned(), hex_sum(b"1"))].into());
        assert!(sources.stand(folder.path(), &mut HashMap::new()));
        fs::write(folder.path().join("a.typ"), "2").unwrap();
        assert!(!sources.stand(folder.path(), &mut HashMap::new()));
        fs::remove_file(folder.path().join("a.typ")).unwrap();
        assert!(!sources.stand(folder.path(), &mut HashMap::new()));
        assert_ne!(sources.id(), Sources::default().id());
    }

    #[test]
    fn a_template_tells_which_fields_are_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(&path, "\u{feff}{ \"report\": { \"title\": \"甲\" } }").unwrap();
        let field = |path: &str| Field { path: path.to_owned(), given: Given::Cell("乙".into()), range: 0..0 };
        let mut template = Template::read(&path).unwrap();
        let (text, ranges) = template.with(&[field("report.title")]).unwrap();
        assert_eq!((text.as_str(), &text[ranges[0].clone()]), ("{ \"report\": { \"title\": \"乙\" } }", "\"乙\""));
        let unknown = template.with(&[field("report.title"), field("题.a")]).unwrap_err();
        assert_eq!(unknown[0].0, 1);
        fs::write(&path, "{").unwrap();
        assert_eq!(Template::read(&path).unwrap().with(&[field("题")]).unwrap().0, "{", "its reader tells");
    }
}
