//! Reading located JSON value by value: scalars, lists, objects, and the bookkeeping of an object's fields. Every fault
//! is noted and reading goes on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::located::{Member, Node, Value};
use super::model::Date;
use super::problem::{Fault, Problem};
use super::share::Percent;
use crate::messages::Message;

/// Reads values and collects what is wrong with them. A reader returns `None` when it has noted a fault.
#[derive(Default)]
pub struct Decoder {
    problems: RefCell<Vec<Problem>>,
}

impl Decoder {
    /// Everything that was found wrong.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    fn fail<T>(&self, range: &Range<usize>, fault: Fault) -> Option<T> {
        self.problems.borrow_mut().push(Problem { range: range.clone(), fault });
        None
    }

    fn wrong_type<T>(&self, node: &Node, expected: &'static str) -> Option<T> {
        let found = match node.value {
            Value::Null => "type-null",
            Value::Bool(_) => "type-flag",
            Value::Number(_) => "type-number",
            Value::String(_) => "type-string",
            Value::Array(_) => "type-array",
            Value::Object(_) => "type-object",
        };
        self.fail(&node.range, Fault::WrongType { expected, found })
    }

    pub fn fields<'a>(&'a self, node: &'a Node) -> Option<Fields<'a>> {
        match &node.value {
            Value::Object(members) => {
                for (index, member) in members.iter().enumerate() {
                    if members[..index].iter().any(|earlier| earlier.key == member.key) {
                        let name = member.key.clone();
                        self.fail::<()>(&member.key_range, Fault::RepeatedField { name });
                    }
                }
                Some(Fields { decoder: self, range: node.range.clone(), members, known: Vec::new() })
            }
            _ => self.wrong_type(node, "type-object"),
        }
    }

    /// Every item is read even when one fails, so that each reports its own faults.
    pub fn items<T: Default>(&self, node: &Node, read: impl Fn(&Self, &Node) -> Option<T>) -> Option<Vec<T>> {
        let Value::Array(items) = &node.value else {
            return self.wrong_type(node, "type-array");
        };
        Some(items.iter().map(|item| read(self, item).unwrap_or_default()).collect())
    }

    pub fn map<T: Default>(
        &self,
        node: &Node,
        read: impl Fn(&Self, &Node) -> Option<T>,
    ) -> Option<BTreeMap<String, T>> {
        let fields = self.fields(node)?;
        let entry = |member: &Member| {
            self.check_id(&member.key, &member.key_range);
            (member.key.clone(), read(self, &member.node).unwrap_or_default())
        };
        Some(fields.members.iter().map(entry).collect())
    }

    pub fn text(&self, node: &Node) -> Option<String> {
        let Value::String(text) = &node.value else {
            return self.wrong_type(node, "type-string");
        };
        if text.trim().is_empty() {
            return self.fail(&node.range, Fault::EmptyText);
        }
        if let Some(character) = text.chars().find(|character| character.is_control()) {
            return self.fail(&node.range, Fault::ControlCharacter { character });
        }
        Some(text.clone())
    }

    pub fn id(&self, node: &Node) -> Option<String> {
        let Value::String(id) = &node.value else {
            return self.wrong_type(node, "type-string");
        };
        self.check_id(id, &node.range).map(|()| id.clone())
    }

    fn check_id(&self, id: &str, range: &Range<usize>) -> Option<()> {
        let bad = |character: char| character == '.' || character.is_whitespace() || character.is_control();
        match id.is_empty() || id.contains(bad) {
            true => self.fail(range, Fault::BadId { id: id.to_owned() }),
            false => Some(()),
        }
    }

    pub fn flag(&self, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(flag) => Some(flag),
            _ => self.wrong_type(node, "type-true-or-false"),
        }
    }

    pub fn count(&self, node: &Node) -> Option<u64> {
        self.integer_in(node, 0, 1_000_000_000, "range-whole-numbers")
    }

    pub fn year(&self, node: &Node) -> Option<u16> {
        self.integer(node, 1900, 2199).map(|year| year as u16)
    }

    pub fn integer(&self, node: &Node, least: u64, most: u64) -> Option<u64> {
        self.integer_in(node, least, most, "range-numbers")
    }

    /// `range` is the message that names the range.
    fn integer_in(&self, node: &Node, least: u64, most: u64, range: &'static str) -> Option<u64> {
        let Value::Number(digits) = &node.value else {
            return self.wrong_type(node, "type-integer");
        };
        match digits.parse::<u64>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => {
                let allowed = Message::new(range).with("least", least).with("most", most);
                self.fail(&node.range, Fault::OutOfRange { found: digits.clone(), allowed })
            }
        }
    }

    pub fn percent(&self, node: &Node) -> Option<Percent> {
        let Value::String(text) = &node.value else {
            return self.wrong_type(node, "type-string");
        };
        match text.parse() {
            Ok(percent) => Some(percent),
            Err(_) => self.fail(&node.range, Fault::BadPercent { found: text.clone() }),
        }
    }

    pub fn amount(&self, node: &Node) -> Option<Decimal> {
        let Value::String(text) = &node.value else {
            return self.wrong_type(node, "type-string");
        };
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        match text.parse() {
            Ok(amount) if plain && text.len() <= 20 => Some(amount),
            _ => self.fail(&node.range, Fault::BadAmount { found: text.clone() }),
        }
    }

    pub fn date(&self, node: &Node) -> Option<Date> {
        let Value::String(text) = &node.value else {
            return self.wrong_type(node, "type-string");
        };
        match parse_date(text) {
            Some(date) => Some(date),
            None => self.fail(&node.range, Fault::BadDate { found: text.clone() }),
        }
    }

    pub fn one_of<T: Copy>(&self, node: &Node, allowed: &[(&'static str, T)]) -> Option<T> {
        let Value::String(text) = &node.value else {
            return self.wrong_type(node, "type-string");
        };
        match allowed.iter().find(|(name, _)| name == text) {
            Some((_, value)) => Some(*value),
            None => {
                let allowed = allowed.iter().map(|(name, _)| *name).collect();
                self.fail(&node.range, Fault::NotOneOf { found: text.clone(), allowed })
            }
        }
    }
}

/// The fields of one object, ticked off as they are read.
pub struct Fields<'a> {
    decoder: &'a Decoder,
    range: Range<usize>,
    members: &'a [Member],
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    fn member(&mut self, name: &'static str) -> Option<&'a Node> {
        self.known.push(name);
        self.members.iter().find(|member| member.key == name).map(|member| &member.node)
    }

    pub fn required<T: Default>(&mut self, name: &'static str, read: impl Fn(&Decoder, &Node) -> Option<T>) -> T {
        let value = match self.member(name) {
            Some(node) => read(self.decoder, node),
            None => {
                // Point at the opening bracket only: the object may be pages long.
                let range = self.range.start..self.range.start + 1;
                self.decoder.fail(&range, Fault::MissingField { name })
            }
        };
        value.unwrap_or_default()
    }

    /// `null` is the same as absent.
    pub fn optional<T>(&mut self, name: &'static str, read: impl Fn(&Decoder, &Node) -> Option<T>) -> Option<T> {
        match self.member(name) {
            None | Some(Node { value: Value::Null, .. }) => None,
            Some(node) => read(self.decoder, node),
        }
    }

    pub fn list<T: Default>(&mut self, name: &'static str, read: impl Fn(&Decoder, &Node) -> Option<T>) -> Vec<T> {
        self.optional(name, |decoder, node| decoder.items(node, &read)).unwrap_or_default()
    }

    pub fn close(self) {
        for member in self.members {
            if !self.known.contains(&member.key.as_str()) {
                let fault = Fault::UnknownField { name: member.key.clone(), known: self.known.clone() };
                self.decoder.fail::<()>(&member.key_range, fault);
            }
        }
    }
}

fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let mut part = |length: usize| {
        let part = parts.next()?;
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse::<u16>().ok())?
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (parts.next().is_none() && (1..=days).contains(&day)).then_some(Date { year, month: month as u8, day: day as u8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert_eq!(parse_date("2018-08-14"), Some(Date { year: 2018, month: 8, day: 14 }));
        assert!(parse_date("2020-02-29").is_some());
        for bad in
            ["2018-02-29", "2018-8-14", "2018-13-01", "2018-00-10", "2018-08-32", "2018-08-14-1", "2018/08/14", ""]
        {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }
}
