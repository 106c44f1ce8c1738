//! JSON with the byte range of every key and value.
//!
//! `serde_json` does the parsing (strict JSON, bounded depth); this file only remembers where each value stood, so
//! that any later complaint can point into the data file.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::messages::Message;

/// One JSON value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// Byte range in the file's text, quotation marks and brackets included.
    pub range: Range<usize>,
    pub value: Value,
}

/// A JSON value whose children know their places. Numbers keep the digits that were written.
#[derive(Debug, Clone)]
pub enum Value {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Node>),
    Object(Vec<Member>),
}

/// One `"key": value` of an object. Repeated keys are kept, for the decoder to refuse.
#[derive(Debug, Clone)]
pub struct Member {
    pub key: String,
    pub key_range: Range<usize>,
    pub node: Node,
}

/// Why a text is no JSON: the byte it failed at and the parser's own words.
#[derive(Debug)]
pub struct SyntaxError {
    pub offset: usize,
    pub message: Message,
}

/// Parses a whole JSON text.
///
/// # Errors
/// The first syntax error, with its byte offset.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    if text.trim().is_empty() {
        return Err(SyntaxError { offset: 0, message: Message::new("json-empty") });
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| SyntaxError {
        offset: offset_of(text, error.line(), error.column()),
        message: explain(&error),
    })?;
    locate(text, raw, 0)
}

/// Deeper nesting than any report needs is refused before recursion could exhaust the stack.
const MAX_DEPTH: usize = 64;

impl Node {
    /// The member of an object with this key, if there is one.
    pub fn get(&self, key: &str) -> Option<&Member> {
        match &self.value {
            Value::Object(members) => members.iter().find(|member| member.key == key),
            _ => None,
        }
    }

    /// Follows a path of keys and indices as far as it exists: the nearest node there is for a field that may be absent.
    pub fn find(&self, path: &[Step]) -> &Node {
        let Some((step, rest)) = path.split_first() else {
            return self;
        };
        let child = match (step, &self.value) {
            (Step::Key(key), Value::Object(_)) => self.get(key).map(|member| &member.node),
            (Step::Index(index), Value::Array(items)) => items.get(*index),
            _ => None,
        };
        child.map_or(self, |node| node.find(rest))
    }
}

impl Node {
    /// The innermost object around a byte; the root where there is none.
    pub fn object_at(&self, offset: usize) -> &Node {
        let inner = self.children().find(|child| child.range.contains(&offset)).map(|child| child.object_at(offset));
        inner.filter(|node| matches!(node.value, Value::Object(_))).unwrap_or(self)
    }

    fn children(&self) -> Box<dyn Iterator<Item = &Node> + '_> {
        match &self.value {
            Value::Array(items) => Box::new(items.iter()),
            Value::Object(members) => Box::new(members.iter().map(|member| &member.node)),
            _ => Box::new(std::iter::empty()),
        }
    }
}

/// One step of a path into a JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// `raw` must be a slice of `text`, which holds for whatever serde_json borrows from it.
fn locate(text: &str, raw: &RawValue, depth: usize) -> Result<Node, SyntaxError> {
    let source = raw.get();
    let range = range_in(text, source);
    if depth > MAX_DEPTH {
        return Err(SyntaxError {
            offset: range.start,
            message: Message::new("json-too-deep").with("depth", MAX_DEPTH),
        });
    }
    // RawValue guarantees that `source` is one JSON value, so its first byte decides its type.
    let value = match source.as_bytes()[0] {
        b'{' => {
            let members: Members = reread(text, source)?;
            let located = members.0.into_iter().map(|(key, node)| member(text, key, node, depth + 1));
            Value::Object(located.collect::<Result<_, _>>()?)
        }
        b'[' => {
            let items: Vec<&RawValue> = reread(text, source)?;
            Value::Array(items.into_iter().map(|item| locate(text, item, depth + 1)).collect::<Result<_, _>>()?)
        }
        b'"' => Value::String(reread(text, source)?),
        b't' => Value::Bool(true),
        b'f' => Value::Bool(false),
        b'n' => Value::Null,
        _ => Value::Number(source.to_owned()),
    };
    Ok(Node { range, value })
}

fn member(text: &str, key: &RawValue, node: &RawValue, depth: usize) -> Result<Member, SyntaxError> {
    Ok(Member { key: reread(text, key.get())?, key_range: range_in(text, key.get()), node: locate(text, node, depth)? })
}

/// Reads a raw value as what its first byte says. This can still fail: a raw string may hold half of a surrogate pair.
fn reread<'a, T: Deserialize<'a>>(text: &str, source: &'a str) -> Result<T, SyntaxError> {
    serde_json::from_str(source)
        .map_err(|error| SyntaxError { offset: range_in(text, source).start, message: explain(&error) })
}

fn range_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
}

/// The parser's words without the place, which the printer shows better.
pub fn explain(error: &serde_json::Error) -> Message {
    if error.is_eof() {
        return Message::new("json-unclosed");
    }
    let words = error.to_string();
    Message::verbatim(words.split(" at line ").next().unwrap_or(&words))
}

/// The byte of a place that serde_json names: it counts lines from 1 and columns in bytes from 1 (0 before the first
/// byte of a line).
pub fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut offset = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The members of an object in written order, keys and values still raw.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(entry) = map.next_entry().map_err(de::Error::custom)? {
                    members.push(entry);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_place() {
        let text = r#"{ "题": [1.50, "不足 1 年", null], "题": true }"#;
        let root = parse(text).unwrap();
        let Value::Object(members) = &root.value else { panic!("an object") };
        assert_eq!(members.len(), 2, "repeated keys are kept");
        assert_eq!(&text[members[1].key_range.clone()], r#""题""#);
        assert_eq!(&text[root.find(&[Step::Key("题"), Step::Index(1)]).range.clone()], r#""不足 1 年""#);
        assert_eq!(&text[root.find(&[Step::Key("题"), Step::Index(7)]).range.clone()], r#"[1.50, "不足 1 年", null]"#);
    }

    #[test]
    fn syntax_errors_point_at_the_byte() {
        let error = parse("{\n  \"年\": 1,\n}").unwrap_err();
        assert_eq!(error.offset, "{\n  \"年\": 1,\n".len());
        assert!(parse("[1] x").is_err() && parse("").is_err() && parse("{\"a\":01}").is_err());
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(parse(&deep).is_err(), "depth is bounded");
        assert_eq!(parse(r#"{ "a": "\ud800" }"#).unwrap_err().offset, 7, "half a surrogate pair is no text");
    }
}
