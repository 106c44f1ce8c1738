//! What can be wrong with a data file, in words an editor can act on.

use std::ops::Range;

use crate::messages::Message;
use crate::names::nearest;
use crate::survey::model::Relation;

/// One fault of a data file and the bytes it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub range: Range<usize>,
    pub fault: Fault,
}

/// The faults a data file can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Syntax {
        parser: Message,
    },
    /// Both are messages: `type-string`.
    WrongType {
        expected: &'static str,
        found: &'static str,
    },
    MissingField {
        name: &'static str,
    },
    UnknownField {
        name: String,
        known: Vec<&'static str>,
    },
    RepeatedField {
        name: String,
    },
    NotOneOf {
        found: String,
        allowed: Vec<&'static str>,
    },
    OutOfRange {
        found: String,
        allowed: Message,
    },
    EmptyText,
    ControlCharacter {
        character: char,
    },
    BadId {
        id: String,
    },
    DuplicateId {
        id: String,
    },
    BadDate {
        found: String,
    },
    BadPercent {
        found: String,
    },
    BadAmount {
        found: String,
    },
    UnknownOption {
        id: String,
        question: String,
        known: Vec<String>,
    },
    UnknownBase {
        id: String,
        known: Vec<String>,
    },
    UnknownGroup {
        id: String,
        known: Vec<String>,
    },
    CountAboveBase {
        count: u64,
        base: u64,
    },
    PercentDisagrees {
        percent: String,
        count: u64,
        base: u64,
        computed: String,
    },
    NoValue,
    ValueAndStatus,
    NothingAsked,
    SeriesWithOptions,
    PointsWithoutSeries,
    NetNeedsCount,
    EmptyNet,
    CountWithoutBase,
    DonutOfMultiple,
    FactNameTaken {
        name: String,
    },
    UnknownQuestion {
        id: String,
        known: Vec<String>,
    },
    NotAFileName {
        found: String,
    },
    EffectiveAboveBase {
        effective: u64,
        n: u64,
    },
    DetailNotSingle,
    /// A question or an option that another link, or the same one, has joined already.
    LinkedTwice {
        id: String,
    },
    /// How many a link joins, from and to.
    RelationDoesNotFit {
        relation: Relation,
        from: usize,
        to: usize,
    },
}

impl Fault {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            Fault::Syntax { parser } => Message::new("fault-syntax").with("parser", parser.clone()),
            Fault::WrongType { expected, found } => Message::new("fault-wrong-type")
                .with("expected", Message::new(expected))
                .with("found", Message::new(found)),
            Fault::MissingField { name } => Message::new("fault-missing-field").with("name", *name),
            Fault::UnknownField { name, .. } => Message::new("fault-unknown-field").with("name", name),
            Fault::RepeatedField { name } => Message::new("fault-repeated-field").with("name", name),
            Fault::NotOneOf { found, .. } => Message::new("fault-not-one-of").with("found", found),
            Fault::OutOfRange { found, .. } => Message::new("fault-out-of-range").with("found", found),
            Fault::EmptyText => Message::new("fault-empty-text"),
            Fault::ControlCharacter { character } => {
                Message::new("fault-control-character").with("code", format!("U+{:04X}", u32::from(*character)))
            }
            Fault::BadId { id } => Message::new("fault-bad-id").with("id", id),
            Fault::DuplicateId { id } => Message::new("fault-duplicate-id").with("id", id),
            Fault::BadDate { found } => Message::new("fault-bad-date").with("found", found),
            Fault::BadPercent { found } => Message::new("fault-bad-percent").with("found", found),
            Fault::BadAmount { found } => Message::new("fault-bad-amount").with("found", found),
            Fault::UnknownOption { id, question, .. } => {
                Message::new("fault-unknown-option").with("id", id).with("question", question)
            }
            Fault::UnknownBase { id, .. } => Message::new("fault-unknown-base").with("id", id),
            Fault::UnknownGroup { id, .. } => Message::new("fault-unknown-group").with("id", id),
            Fault::CountAboveBase { count, base } => {
                Message::new("fault-count-above-base").with("count", *count).with("base", *base)
            }
            Fault::PercentDisagrees { percent, count, base, computed } => Message::new("fault-percent-disagrees")
                .with("percent", percent)
                .with("count", *count)
                .with("base", *base)
                .with("computed", computed),
            Fault::NoValue => Message::new("fault-no-value"),
            Fault::ValueAndStatus => Message::new("fault-value-and-status"),
            Fault::NothingAsked => Message::new("fault-nothing-asked"),
            Fault::SeriesWithOptions => Message::new("fault-series-with-options"),
            Fault::PointsWithoutSeries => Message::new("fault-points-without-series"),
            Fault::NetNeedsCount => Message::new("fault-net-needs-count"),
            Fault::EmptyNet => Message::new("fault-empty-net"),
            Fault::CountWithoutBase => Message::new("fault-count-without-base"),
            Fault::DonutOfMultiple => Message::new("fault-donut-of-multiple"),
            Fault::FactNameTaken { name } => Message::new("fault-fact-name-taken").with("name", name),
            Fault::UnknownQuestion { id, .. } => Message::new("fault-unknown-question").with("id", id),
            Fault::NotAFileName { found } => Message::new("fault-not-a-file-name").with("found", found),
            Fault::EffectiveAboveBase { effective, n } => {
                Message::new("fault-effective-above-base").with("effective", *effective).with("n", *n)
            }
            Fault::DetailNotSingle => Message::new("fault-detail-not-single"),
            Fault::LinkedTwice { id } => Message::new("fault-linked-twice").with("id", id),
            Fault::RelationDoesNotFit { relation, from, to } => Message::new("fault-relation-does-not-fit")
                .with("relation", relation.message())
                .with("from", *from)
                .with("to", *to),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<Message> {
        let near = |name: &str, known: &[String]| match nearest(name, known) {
            Some(near) => Message::new("hint-near").with("near", near),
            None => Message::new("hint-known").with("known", known.to_vec()),
        };
        Some(match self {
            Fault::WrongType { expected: "type-string", found: "type-number" } => Message::new("hint-quote-number"),
            Fault::UnknownField { name, known } => match nearest(name, known) {
                Some(near) => Message::new("hint-near").with("near", near),
                None => Message::new("hint-known-fields").with("known", known.clone()),
            },
            Fault::NotOneOf { allowed, .. } => Message::new("hint-allowed").with("allowed", allowed.clone()),
            Fault::OutOfRange { allowed, .. } => Message::new("hint-range").with("allowed", allowed.clone()),
            Fault::UnknownOption { id, known, .. } | Fault::UnknownQuestion { id, known } => near(id, known),
            Fault::UnknownBase { id, known } | Fault::UnknownGroup { id, known } if nearest(id, known).is_some() => {
                near(id, known)
            }
            Fault::WrongType { .. } | Fault::EmptyText | Fault::SeriesWithOptions | Fault::PointsWithoutSeries => {
                return None;
            }
            other => other.message().hint(),
        })
    }
}
