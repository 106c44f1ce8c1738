//! Changes of a data file that leave everything else as the editor wrote it: order, white space, line breaks.
//!
//! Two surveys, as it is and as it shall be, are compared field by field; only what differs is written anew. New
//! objects take the house's form: on one line where it fits, else two spaces deeper.

use std::ops::Range;

use serde::Serialize;

use super::located::{self, Member, Node, Value};
use super::model::Survey;

/// Lines of new text are at most this long where they can be broken, in characters.
const WIDTH: usize = 110;

/// The text of a data file that says `new` where it said `old`.
pub fn patch(text: &str, old: &Survey, new: &Survey) -> String {
    let start = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
    let (mark, text) = text.split_at(start);
    // The text was read as `old` before.
    let Ok(written) = located::parse(text) else { return text.to_owned() };
    let (before, after) = (&text[..written.range.start], &text[written.range.end..]);
    let patch = Patch { text, style: Style::of(text) };
    format!("{mark}{before}{}{after}", patch.value(&written, &tree(old), &tree(new), ""))
}

/// A value as JSON whose objects keep the order of their fields.
fn tree(value: &impl Serialize) -> Node {
    let text = serde_json::to_string(value).expect("a survey has string keys and finite numbers only");
    located::parse(&text).expect("what was just written is JSON")
}

struct Patch<'a> {
    text: &'a str,
    style: Style<'a>,
}

/// How a file breaks and indents its lines.
struct Style<'a> {
    newline: &'a str,
    indent: &'a str,
}

impl<'a> Style<'a> {
    fn of(text: &'a str) -> Self {
        let indented = |line: &&str| line.starts_with([' ', '\t']);
        let first = text.lines().find(indented).unwrap_or("  ");
        Style {
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
            indent: &first[..first.len() - first.trim_start_matches([' ', '\t']).len()],
        }
    }
}

/// The white space around the comma before a thing in a list; the first has none.
#[derive(Clone, Copy)]
struct Lead<'a> {
    before_comma: &'a str,
    after: &'a str,
}

impl<'a> Patch<'a> {
    fn raw(&self, node: &Node) -> &'a str {
        &self.text[node.range.clone()]
    }

    /// The new text of a value; `line` is what stands before it on its line.
    fn value(&self, written: &Node, old: &Node, new: &Node, line: &str) -> String {
        match (&written.value, &old.value, &new.value) {
            _ if same(old, new) => self.raw(written).to_owned(),
            (Value::Object(fields), Value::Object(_), Value::Object(news))
                if !fields.is_empty() && !news.is_empty() =>
            {
                self.object(written, fields, old, (new, news), line)
            }
            (Value::Array(items), Value::Array(olds), Value::Array(news))
                if !items.is_empty() && items.len() == olds.len() && !news.is_empty() =>
            {
                self.array(written, items, olds, news, line)
            }
            _ => fresh(new, line, &self.style),
        }
    }

    /// The white space before each of the things that stand between brackets.
    fn leads(&self, whole: &Node, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Lead<'a>> {
        let mut end = whole.range.start + 1;
        let mut leads = Vec::new();
        for range in ranges {
            let before = &self.text[end..range.start];
            let (before_comma, after) = before.split_once(',').unwrap_or(("", before));
            leads.push(Lead { before_comma, after });
            end = range.end;
        }
        leads
    }

    fn object(
        &self,
        whole: &Node,
        written: &[Member],
        old: &Node,
        (new, news): (&Node, &[Member]),
        line: &str,
    ) -> String {
        let leads = self.leads(whole, written.iter().map(|member| member.key_range.start..member.node.range.end));
        let mut fields: Vec<(&str, Lead, String)> = Vec::new();
        for (member, lead) in written.iter().zip(&leads) {
            let head = &self.text[member.key_range.start..member.node.range.start];
            let value = match (old.get(&member.key), new.get(&member.key)) {
                (was, Some(will)) => {
                    let was = was.map_or(&NOTHING, |was| &was.node);
                    self.value(&member.node, was, &will.node, &last_line(line, &[lead.after, head]))
                }
                // `null` and other ways of saying nothing stay.
                (None, None) => self.raw(&member.node).to_owned(),
                (Some(_), None) => continue,
            };
            fields.push((&member.key, *lead, format!("{head}{value}")));
        }
        let lead = leads[leads.len() - 1];
        for (index, member) in news.iter().enumerate() {
            let unwritten = !written.iter().any(|known| known.key == member.key);
            let changed = !old.get(&member.key).is_some_and(|was| same(&was.node, &member.node));
            if unwritten && changed {
                let place = |before: &Member| fields.iter().position(|(key, ..)| *key == before.key);
                let behind = news[..index].iter().rev().find_map(place).map_or(0, |place| place + 1);
                let head = format!("{}: ", quoted(&member.key));
                let value = fresh(&member.node, &last_line(line, &[lead.after, &head]), &self.style);
                fields.insert(behind, (&member.key, lead, format!("{head}{value}")));
            }
        }
        let end = written[written.len() - 1].node.range.end;
        self.between("{", fields.into_iter().map(|(_, lead, text)| (lead, text)).collect(), end, whole, "}")
    }

    fn array(&self, whole: &Node, written: &[Node], olds: &[Node], news: &[Node], line: &str) -> String {
        let leads = self.leads(whole, written.iter().map(|item| item.range.clone()));
        let mut left: Vec<usize> = (0..olds.len()).collect();
        let mut items = Vec::new();
        for new in news {
            let found = left.iter().position(|&index| is_same_thing(&olds[index], new)).map(|at| left.remove(at));
            let lead = match (items.is_empty(), found) {
                (true, _) => leads[0],
                (false, Some(index @ 1..)) => leads[index],
                (false, _) => leads[leads.len() - 1],
            };
            let line = last_line(line, &[lead.after]);
            let item = match found {
                Some(index) => self.value(&written[index], &olds[index], new, &line),
                None => fresh(new, &line, &self.style),
            };
            items.push((lead, item));
        }
        self.between("[", items, written[written.len() - 1].range.end, whole, "]")
    }

    /// Brackets around what they hold, with the white space that stood before the closing one.
    fn between(&self, open: &str, parts: Vec<(Lead, String)>, end: usize, whole: &Node, close: &str) -> String {
        let tail = &self.text[end..whole.range.end - 1];
        let mut inside = String::new();
        for (index, (lead, part)) in parts.iter().enumerate() {
            if index > 0 {
                inside.extend([lead.before_comma, ","]);
            }
            inside.extend([lead.after, part]);
        }
        format!("{open}{inside}{tail}{close}")
    }
}

/// The line that is being written, after some more text.
fn last_line(line: &str, more: &[&str]) -> String {
    let text = format!("{line}{}", more.concat());
    text.rsplit('\n').next().unwrap_or_default().to_owned()
}

static NOTHING: Node = Node { range: 0..0, value: Value::Null };

/// Equal values, wherever they stand.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) | (Value::String(a), Value::String(b)) => a == b,
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && same(&a.node, &b.node))
        }
        _ => false,
    }
}

/// Whether two items of a list are one thing before and after: by id, by year, or by being equal.
fn is_same_thing(old: &Node, new: &Node) -> bool {
    let name = |node: &Node, key: &str| node.get(key).map(|member| member.node.clone());
    for key in ["id", "year"] {
        if let (Some(old), Some(new)) = (name(old, key), name(new, key)) {
            return same(&old, &new);
        }
    }
    same(old, new)
}

/// New text for a value, in the house's form; `line` is what stands before it on its line.
fn fresh(node: &Node, line: &str, style: &Style) -> String {
    let short = one_line(node);
    let outer = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let inner = format!("{outer}{}", style.indent);
    let parts: Vec<String> = match &node.value {
        _ if line.chars().count() + short.chars().count() <= WIDTH => return short,
        Value::Array(items) => items.iter().map(|item| format!("{inner}{}", fresh(item, &inner, style))).collect(),
        Value::Object(members) => members
            .iter()
            .map(|member| {
                let head = format!("{inner}{}: ", quoted(&member.key));
                format!("{head}{}", fresh(&member.node, &head, style))
            })
            .collect(),
        _ => return short,
    };
    let (open, close) = if matches!(node.value, Value::Array(_)) { ('[', ']') } else { ('{', '}') };
    let newline = style.newline;
    format!("{open}{newline}{}{newline}{outer}{close}", parts.join(&format!(",{newline}")))
}

fn one_line(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(digits) => digits.clone(),
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(one_line).collect::<Vec<_>>().join(", ")),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let fields = members.iter().map(|member| format!("{}: {}", quoted(&member.key), one_line(&member.node)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Dataset;
    use crate::survey::model::Gap;

    const TEXT: &str = r#"{
  "report": { "id": "甲", "title": "调查", "year": 2018, "month": 8,   "status": "正式稿", "issuer": "协会" },
  "survey": { "label": "2018 年", "period": null },
  "questions": [
    {
      "id": "时间",
      "title": "使用时间",
      "kind": "single", "n": 76,
      "options": [
        { "id": "a", "label": "甲",  "percent": "35.53" },
        { "id": "b", "label": "乙", "count": 49 }
      ]
    }
  ]
}
"#;

    fn survey(text: &str) -> Survey {
        Dataset::parse("x.json", text.to_owned()).unwrap_or_else(|error| panic!("{text}\n{error:?}")).survey
    }

    /// Changes the survey, and shows the lines that differ: as they were, as they are.
    fn changed(change: impl Fn(&mut Survey)) -> (Vec<String>, Vec<String>) {
        let old = survey(TEXT);
        let mut new = old.clone();
        change(&mut new);
        let text = patch(TEXT, &old, &new);
        assert_eq!(survey(&text), new, "{text}");
        let only = |one: &str, other: &str| {
            let lines = one.lines().filter(|line| !other.lines().any(|known| known == *line));
            lines.map(|line| line.trim().to_owned()).collect()
        };
        (only(TEXT, &text), only(&text, TEXT))
    }

    #[test]
    fn what_does_not_change_keeps_every_byte() {
        let old = survey(TEXT);
        assert_eq!(patch(TEXT, &old, &old), TEXT);
        let marked = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
        assert_eq!(patch(&marked, &old, &old), marked);
        let shipped = include_str!("../../data/2018.json");
        let survey = survey(shipped);
        assert_eq!(patch(shipped, &survey, &survey), shipped);
    }

    #[test]
    fn a_change_touches_its_own_field_only() {
        let option = |survey: &mut Survey| {
            let option = &mut survey.questions[0].options[0];
            (option.count, option.percent) = (Some(27), None);
        };
        let (was, is) = changed(option);
        assert_eq!(was, [r#"{ "id": "a", "label": "甲",  "percent": "35.53" },"#]);
        assert_eq!(is, [r#"{ "id": "a", "label": "甲",  "count": 27 },"#]);

        let (was, is) = changed(|survey| survey.report.year = 2019);
        assert_eq!((was.len(), is.len()), (1, 1));
        assert!(is[0].contains("\"year\": 2019, \"month\": 8,   \"status\""), "{is:?}");

        let (_, is) = changed(|survey| survey.survey.valid = Some(5));
        assert_eq!(is, [r#""survey": { "label": "2018 年", "valid": 5, "period": null },"#]);

        let (was, is) = changed(|survey| survey.questions[0].status = Some(Gap::Redefined).filter(|_| false));
        assert!(was.is_empty() && is.is_empty());
    }

    /// Other hands write JSON in other ways.
    #[test]
    fn new_text_takes_the_files_own_form() {
        let grown = |text: &str| {
            let old = survey(text);
            let mut new = old.clone();
            let mut added = new.questions[0].clone();
            added.id = "新题".to_owned();
            new.questions.push(added);
            let text = patch(text, &old, &new);
            assert_eq!(survey(&text), new, "{text}");
            text
        };
        let windows = grown(&TEXT.replace('\n', "\r\n"));
        assert!(!windows.replace("\r\n", "").contains('\n'), "{windows:?}");
        let tabs = grown(&TEXT.replace("  ", "\t"));
        assert!(tabs.contains("\n\t\t\t\"id\": \"新题\"") && !tabs.contains("\n "), "{tabs}");
        let commas = TEXT.replace(",\n  \"", "\n  , \"").replace(" },\n", " }\n        ,");
        let changed = {
            let old = survey(&commas);
            let mut new = old.clone();
            new.report.year = 2019;
            patch(&commas, &old, &new)
        };
        assert_eq!(changed, commas.replace("2018, \"month\"", "2019, \"month\""));
        assert!(grown(&commas).contains("\n  , \"survey\""));
    }

    #[test]
    fn lists_grow_shrink_and_change_their_order() {
        let (was, is) = changed(|survey| {
            let mut added = survey.questions[0].options[1].clone();
            added.id = "c".to_owned();
            survey.questions[0].options.push(added);
        });
        assert_eq!(was, [r#"{ "id": "b", "label": "乙", "count": 49 }"#]);
        let one = r#"{ "id": "b", "label": "乙", "count": 49 },"#;
        assert_eq!(is, [one, r#"{ "id": "c", "label": "乙", "count": 49 }"#]);

        let (was, is) = changed(|survey| drop(survey.questions[0].options.remove(0)));
        assert_eq!(was, [r#"{ "id": "a", "label": "甲",  "percent": "35.53" },"#]);
        assert!(is.is_empty());

        let (_, is) = changed(|survey| survey.questions[0].options.reverse());
        assert_eq!(is, [one, r#"{ "id": "a", "label": "甲",  "percent": "35.53" }"#]);

        let (_, is) = changed(|survey| {
            let mut added = survey.questions[0].clone();
            added.id = "新题".to_owned();
            survey.questions.push(added);
        });
        assert_eq!(is.first().map(String::as_str), Some("},"));
        assert!(is.contains(&r#""id": "新题","#.to_owned()), "a long one is broken: {is:#?}");
    }
}
