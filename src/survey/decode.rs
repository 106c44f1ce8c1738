//! From located JSON to the model, collecting every fault on the way instead of stopping at the first.
//!
//! Each `fn` below reads one type of `model.rs`, field by field; `Fields` does the bookkeeping (missing, repeated and
//! unknown fields). A test holds the fields read here and the generated schema together.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::located::{Member, Node, Value};
use super::model::*;
use super::problem::{Fault, Problem};
use super::share::Percent;

/// Reads a whole survey and every fault of it. With faults the survey holds default values in their places: good
/// enough to look for more faults, and for nothing else.
pub fn decode(root: &Node) -> (Survey, Vec<Problem>) {
    let decoder = Decoder::default();
    let survey = decoder.survey(root).unwrap_or_default();
    (survey, decoder.problems.into_inner())
}

#[derive(Default)]
struct Decoder {
    problems: RefCell<Vec<Problem>>,
}

impl Decoder {
    fn survey(&self, node: &Node) -> Option<Survey> {
        let mut fields = self.fields(node)?;
        let schema = fields.optional("$schema", Self::text);
        let report = fields.required("report", Self::report);
        let survey = fields.required("survey", Self::sample);
        let bases = fields.list("bases", Self::base);
        let groups = fields.list("groups", Self::group);
        let policy = fields.optional("policy", Self::policy);
        let questions = fields.required("questions", |decoder, node| decoder.items(node, Self::question));
        let errata = fields.list("errata", Self::erratum);
        let links = fields.optional("links", Self::links);
        fields.close();
        Some(Survey {
            schema,
            report,
            survey,
            bases,
            groups,
            policy: policy.unwrap_or_default(),
            questions,
            errata,
            links,
        })
    }

    fn report(&self, node: &Node) -> Option<Report> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let title = fields.required("title", Self::text);
        let year = fields.required("year", Self::year);
        let month = fields.required("month", |decoder, node| decoder.integer(node, 1, 12, "1 至 12"));
        let date = fields.optional("date", Self::date);
        let status = fields.required("status", |decoder, node| {
            decoder.one_of(
                node,
                &[
                    ("讨论稿", Status::讨论稿),
                    ("征求意见稿", Status::征求意见稿),
                    ("送审稿", Status::送审稿),
                    ("正式稿", Status::正式稿),
                ],
            )
        });
        let issuer = fields.required("issuer", Self::text);
        let issuer_en = fields.optional("issuer_en", Self::text);
        let thanks = fields.list("thanks", Self::text);
        let prose = fields.optional("prose", Self::text);
        fields.close();
        Some(Report {
            id,
            title,
            year,
            month: month as u8,
            date,
            status,
            issuer,
            issuer_en,
            thanks,
            prose,
        })
    }

    fn sample(&self, node: &Node) -> Option<Sample> {
        let mut fields = self.fields(node)?;
        let label = fields.required("label", Self::text);
        let period = fields.optional("period", Self::text);
        let valid = fields.optional("valid", Self::count);
        let facts = fields.optional("facts", |decoder, node| decoder.map(node, Self::fact));
        fields.close();
        Some(Sample { label, period, valid, facts: facts.unwrap_or_default() })
    }

    fn fact(&self, node: &Node) -> Option<Fact> {
        match &node.value {
            Value::String(_) => self.text(node).map(Fact::Text),
            _ => self.count(node).map(Fact::Number),
        }
    }

    fn base(&self, node: &Node) -> Option<Base> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.required("label", Self::text);
        let n = fields.optional("n", Self::count);
        let status = fields.optional("status", Self::gap);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Base { id, label, n, status, note })
    }

    fn group(&self, node: &Node) -> Option<Group> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.required("label", Self::text);
        fields.close();
        Some(Group { id, label })
    }

    fn policy(&self, node: &Node) -> Option<Policy> {
        let standard = Policy::default();
        let mut fields = self.fields(node)?;
        let decimals = fields.optional("decimals", |decoder, node| decoder.integer(node, 0, 4, "0 至 4"));
        let min_base = fields.optional("min_base", Self::count);
        let min_count = fields.optional("min_count", Self::count);
        let weighted = fields.optional("weighted", Self::flag);
        fields.close();
        Some(Policy {
            decimals: decimals.map_or(standard.decimals, |decimals| decimals as u32),
            min_base: min_base.unwrap_or(standard.min_base),
            min_count: min_count.unwrap_or(standard.min_count),
            weighted: weighted.unwrap_or(standard.weighted),
        })
    }

    fn question(&self, node: &Node) -> Option<Question> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let title = fields.required("title", Self::text);
        let kind = fields.required("kind", |decoder, node| {
            decoder.one_of(
                node,
                &[("single", Kind::Single), ("multiple", Kind::Multiple), ("series", Kind::Series)],
            )
        });
        let ordered = fields.optional("ordered", Self::flag);
        let base = fields.optional("base", Self::text);
        let n = fields.optional("n", Self::count);
        let unit = fields.optional("unit", Self::text);
        let options = fields.list("options", Self::choice);
        let points = fields.list("points", Self::point);
        let nets = fields.list("nets", Self::net);
        let by = fields.optional("by", |decoder, node| decoder.map(node, Self::breakdown));
        let chart = fields.optional("chart", |decoder, node| {
            decoder.one_of(node, &[("donut", ChartKind::Donut), ("bars", ChartKind::Bars)])
        });
        let source = fields.optional("source", Self::text);
        let notes = fields.list("notes", Self::text);
        let status = fields.optional("status", Self::gap);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Question {
            id,
            title,
            kind,
            ordered: ordered.unwrap_or(false),
            base,
            n,
            unit,
            options,
            points,
            nets,
            by: by.unwrap_or_default(),
            chart,
            source,
            notes,
            status,
            note,
        })
    }

    fn choice(&self, node: &Node) -> Option<Choice> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.required("label", Self::text);
        let text = fields.optional("text", Self::text);
        let count = fields.optional("count", Self::count);
        let percent = fields.optional("percent", Self::percent);
        let role = fields.optional("role", |decoder, node| {
            decoder.one_of(node, &[("other", Role::Other), ("exclusive", Role::Exclusive)])
        });
        let status = fields.optional("status", Self::gap);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Choice {
            id,
            label,
            text,
            count,
            percent,
            role,
            status,
            note,
        })
    }

    fn point(&self, node: &Node) -> Option<Point> {
        let mut fields = self.fields(node)?;
        let year = fields.required("year", Self::year);
        let value = fields.optional("value", Self::amount);
        let forecast = fields.optional("forecast", Self::flag);
        fields.close();
        Some(Point { year, value, forecast: forecast.unwrap_or(false) })
    }

    fn net(&self, node: &Node) -> Option<Net> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::id);
        let label = fields.optional("label", Self::text);
        let of = fields.required("of", |decoder, node| decoder.items(node, Self::text));
        let count = fields.optional("count", Self::count);
        let percent = fields.optional("percent", Self::percent);
        fields.close();
        Some(Net { id, label, of, count, percent })
    }

    fn breakdown(&self, node: &Node) -> Option<Breakdown> {
        let mut fields = self.fields(node)?;
        let base = fields.optional("base", Self::count);
        let options = fields.required("options", |decoder, node| decoder.items(node, Self::part));
        fields.close();
        Some(Breakdown { base, options })
    }

    fn part(&self, node: &Node) -> Option<Part> {
        let mut fields = self.fields(node)?;
        let id = fields.required("id", Self::text);
        let count = fields.optional("count", Self::count);
        let percent = fields.optional("percent", Self::percent);
        fields.close();
        Some(Part { id, count, percent })
    }

    fn erratum(&self, node: &Node) -> Option<Erratum> {
        let mut fields = self.fields(node)?;
        let published = fields.required("published", Self::text);
        let set = fields.required("set", Self::text);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(Erratum { published, set, note })
    }

    fn links(&self, node: &Node) -> Option<Links> {
        let mut fields = self.fields(node)?;
        let previous = fields.required("previous", Self::text);
        let questions = fields.list("questions", Self::question_link);
        fields.close();
        Some(Links { previous, questions })
    }

    fn question_link(&self, node: &Node) -> Option<QuestionLink> {
        let mut fields = self.fields(node)?;
        let from = fields.optional("from", Self::text);
        let to = fields.optional("to", Self::text);
        let relation = fields.required("relation", Self::relation);
        let comparable = fields.required("comparable", Self::flag);
        let options = fields.list("options", Self::option_link);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(QuestionLink {
            from,
            to,
            relation,
            comparable,
            options,
            note,
        })
    }

    fn option_link(&self, node: &Node) -> Option<OptionLink> {
        let mut fields = self.fields(node)?;
        let from = fields.list("from", Self::text);
        let to = fields.list("to", Self::text);
        let relation = fields.required("relation", Self::relation);
        let note = fields.optional("note", Self::text);
        fields.close();
        Some(OptionLink { from, to, relation, note })
    }

    fn relation(&self, node: &Node) -> Option<Relation> {
        self.one_of(
            node,
            &[
                ("same", Relation::Same),
                ("renamed", Relation::Renamed),
                ("merged", Relation::Merged),
                ("split", Relation::Split),
                ("new", Relation::New),
                ("dropped", Relation::Dropped),
            ],
        )
    }

    fn gap(&self, node: &Node) -> Option<Gap> {
        self.one_of(
            node,
            &[
                ("not_published", Gap::NotPublished),
                ("not_asked", Gap::NotAsked),
                ("not_collected", Gap::NotCollected),
                ("suppressed", Gap::Suppressed),
                ("redefined", Gap::Redefined),
            ],
        )
    }
}

/// Scalars and containers.
impl Decoder {
    fn fail<T>(&self, range: &Range<usize>, fault: Fault) -> Option<T> {
        self.problems.borrow_mut().push(Problem { range: range.clone(), fault });
        None
    }

    fn wrong_type<T>(&self, node: &Node, expected: &'static str) -> Option<T> {
        let found = match node.value {
            Value::Null => "空值 null",
            Value::Bool(_) => "真假值",
            Value::Number(_) => "数字",
            Value::String(_) => "字符串",
            Value::Array(_) => "数组",
            Value::Object(_) => "对象",
        };
        self.fail(&node.range, Fault::WrongType { expected, found })
    }

    fn fields<'a>(&'a self, node: &'a Node) -> Option<Fields<'a>> {
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
            _ => self.wrong_type(node, "对象"),
        }
    }

    /// Every item is read even when one fails, so that each reports its own faults.
    fn items<T: Default>(&self, node: &Node, read: impl Fn(&Self, &Node) -> Option<T>) -> Option<Vec<T>> {
        let Value::Array(items) = &node.value else { return self.wrong_type(node, "数组") };
        Some(items.iter().map(|item| read(self, item).unwrap_or_default()).collect())
    }

    fn map<T: Default>(
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

    fn text(&self, node: &Node) -> Option<String> {
        let Value::String(text) = &node.value else { return self.wrong_type(node, "字符串") };
        if text.trim().is_empty() {
            return self.fail(&node.range, Fault::EmptyText);
        }
        if let Some(character) = text.chars().find(|character| character.is_control()) {
            return self.fail(&node.range, Fault::ControlCharacter { character });
        }
        Some(text.clone())
    }

    fn id(&self, node: &Node) -> Option<String> {
        let Value::String(id) = &node.value else { return self.wrong_type(node, "字符串") };
        self.check_id(id, &node.range).map(|()| id.clone())
    }

    fn check_id(&self, id: &str, range: &Range<usize>) -> Option<()> {
        let bad = |character: char| character == '.' || character.is_whitespace() || character.is_control();
        match id.is_empty() || id.contains(bad) {
            true => self.fail(range, Fault::BadId { id: id.to_owned() }),
            false => Some(()),
        }
    }

    fn flag(&self, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(flag) => Some(flag),
            _ => self.wrong_type(node, "true 或 false"),
        }
    }

    fn count(&self, node: &Node) -> Option<u64> {
        self.integer(node, 0, 1_000_000_000, "0 至 1000000000 的整数")
    }

    fn year(&self, node: &Node) -> Option<u16> {
        self.integer(node, 1900, 2199, "1900 至 2199").map(|year| year as u16)
    }

    fn integer(&self, node: &Node, least: u64, most: u64, allowed: &'static str) -> Option<u64> {
        let Value::Number(digits) = &node.value else { return self.wrong_type(node, "整数") };
        match digits.parse::<u64>() {
            Ok(number) if (least..=most).contains(&number) => Some(number),
            _ => self.fail(&node.range, Fault::OutOfRange { found: digits.clone(), allowed }),
        }
    }

    fn percent(&self, node: &Node) -> Option<Percent> {
        let Value::String(text) = &node.value else { return self.wrong_type(node, "字符串") };
        match text.parse() {
            Ok(percent) => Some(percent),
            Err(_) => self.fail(&node.range, Fault::BadPercent { found: text.clone() }),
        }
    }

    fn amount(&self, node: &Node) -> Option<Decimal> {
        let Value::String(text) = &node.value else { return self.wrong_type(node, "字符串") };
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        match text.parse() {
            Ok(amount) if plain && text.len() <= 20 => Some(amount),
            _ => self.fail(&node.range, Fault::BadAmount { found: text.clone() }),
        }
    }

    fn date(&self, node: &Node) -> Option<Date> {
        let Value::String(text) = &node.value else { return self.wrong_type(node, "字符串") };
        match parse_date(text) {
            Some(date) => Some(date),
            None => self.fail(&node.range, Fault::BadDate { found: text.clone() }),
        }
    }

    fn one_of<T: Copy>(&self, node: &Node, allowed: &[(&'static str, T)]) -> Option<T> {
        let Value::String(text) = &node.value else { return self.wrong_type(node, "字符串") };
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
struct Fields<'a> {
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

    fn required<T: Default>(&mut self, name: &'static str, read: impl Fn(&Decoder, &Node) -> Option<T>) -> T {
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
    fn optional<T>(&mut self, name: &'static str, read: impl Fn(&Decoder, &Node) -> Option<T>) -> Option<T> {
        match self.member(name) {
            None | Some(Node { value: Value::Null, .. }) => None,
            Some(node) => read(self.decoder, node),
        }
    }

    fn list<T: Default>(&mut self, name: &'static str, read: impl Fn(&Decoder, &Node) -> Option<T>) -> Vec<T> {
        self.optional(name, |decoder, node| decoder.items(node, &read)).unwrap_or_default()
    }

    fn close(self) {
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
        for bad in ["2018-02-29", "2018-8-14", "2018-13-01", "2018-00-10", "2018-08-32", "2018-08-14-1", "2018/08/14", ""]
        {
            assert_eq!(parse_date(bad), None, "{bad}");
        }
    }
}
