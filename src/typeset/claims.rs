//! What the laid-out report says of the data: every place where the prose shows a number, a quantity word or a claim,
//! as plain values for the audit.
//!
//! The kit leaves a metadata element labelled `<kanyin>` at each such place, with the call's arguments in it; the
//! arguments' span is the call in the chapter, so each value knows its line in the prose.

use typst::foundations::{Args, Content, Dict, Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::Span;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::kit_problem::KitProblem;
use super::place_of;
use super::world::ReportWorld;
use crate::diagnostics::Place;

/// One place where the prose speaks of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    pub kind: MentionKind,
    /// The kit function that was called: `pct`, `roughly`, `claim` …
    pub function: String,
    /// What it covers, in the order of the call.
    pub covers: Vec<Covered>,
    /// The order an evidence sentence was written in, each as `题.选项`; empty for other mentions.
    pub written: Vec<String>,
    /// The group of respondents it is about, where not all of them.
    pub group: Option<String>,
    /// Why words are exempt from judging.
    pub reason: Option<String>,
    /// The words as printed; for a claim or view the editor's own.
    pub words: String,
    /// The call in the prose.
    pub place: Option<Place>,
    /// Page of the document, from 1.
    pub page: usize,
    /// Which of the document's `<kanyin>` elements it is, from 0.
    pub element: usize,
}

/// One selector of a mention, resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    pub select: Select,
    /// Its options, each as `题.选项`, in the order the kit resolved them.
    pub options: Vec<String>,
}

/// How a selector takes its options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Select {
    /// One option.
    Option,
    /// Their sum.
    Total,
    /// Each of them; the smallest governs.
    Each,
    /// Each of them, chosen by rank.
    Rank,
    /// What other options leave: these are the ones left, and the value is the complement.
    Rest,
}

impl Mention {
    /// Every option it speaks of, each as `题.选项`.
    pub fn options(&self) -> impl Iterator<Item = &str> {
        self.covers.iter().flat_map(|covered| covered.options.iter().map(String::as_str))
    }
}

/// What kind of statement a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MentionKind {
    /// A number or word the kit wrote from the data.
    Bound,
    /// 表述: the editor's own words about the data, to be judged.
    Claim,
    /// An opinion, listed for experts and not judged.
    View,
    /// Words exempt from judging, with a reason.
    Unjudged,
    /// Text that went because its option is gone.
    Omitted,
    /// A mark that stands for a value still to be collected.
    Pending,
    /// The kit could not do what was asked.
    Problem(KitProblem),
}

/// Every `<kanyin>` element of a compiled report, in reading order.
pub fn elements(document: &PagedDocument) -> Vec<Content> {
    // The label's name is a constant without forbidden characters.
    let label = Label::new(PicoStr::intern("kanyin")).expect("a label");
    document.introspector().query(&Selector::Label(label)).into_iter().collect()
}

/// Reads every mention of a compiled report, in reading order. A mention repeated by an outline counts once.
pub fn mentions(world: &ReportWorld, document: &PagedDocument) -> Vec<Mention> {
    let introspector = document.introspector();
    let mut seen: Vec<(Span, String, Vec<Covered>)> = Vec::new();
    let mut mentions = Vec::new();
    for (index, element) in elements(document).iter().enumerate() {
        let Some((mention, span)) = mention(world, element) else {
            continue;
        };
        let key = (span, mention.words.clone(), mention.covers.clone());
        if !span.is_detached() && seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let page = element.location().and_then(|location| introspector.page(location));
        mentions.push(Mention { page: page.map_or(0, |page| page.get()), element: index, ..mention });
    }
    mentions
}

fn mention(world: &ReportWorld, element: &Content) -> Option<(Mention, Span)> {
    let Value::Dict(record) = &element.to_packed::<MetadataElem>()?.value else {
        return None;
    };
    let span = match record.get("args") {
        Ok(Value::Args(Args { span, .. })) => *span,
        _ => Span::detached(),
    };
    let kind = match text(record, "kind")?.as_str() {
        "bound" => MentionKind::Bound,
        "claim" => MentionKind::Claim,
        "view" => MentionKind::View,
        "unjudged" => MentionKind::Unjudged,
        "omitted" => MentionKind::Omitted,
        "pending" => MentionKind::Pending,
        _ => MentionKind::Problem(KitProblem::from_code(&text(record, "code").unwrap_or_default())),
    };
    let mention = Mention {
        kind,
        function: text(record, "function").unwrap_or_default(),
        covers: items(record, "covers").iter().filter_map(covered).collect(),
        written: items(record, "written").into_iter().filter_map(|value| value.cast().ok()).collect(),
        group: text(record, "group"),
        reason: text(record, "reason"),
        words: text(record, "words").unwrap_or_default(),
        place: place_of(world, span),
        page: 0,
        element: 0,
    };
    Some((mention, span))
}

fn covered(value: &Value) -> Option<Covered> {
    let Value::Dict(covered) = value else { return None };
    let select = match text(covered, "select")?.as_str() {
        "total" => Select::Total,
        "each" => Select::Each,
        "rank" => Select::Rank,
        "rest" => Select::Rest,
        _ => Select::Option,
    };
    let options = items(covered, "of").into_iter().filter_map(|value| value.cast().ok()).collect();
    Some(Covered { select, options })
}

/// The items of a field that is an array; none of any other.
fn items(record: &Dict, field: &str) -> Vec<Value> {
    match record.get(field) {
        Ok(Value::Array(items)) => items.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

/// A field that is a string, or content whose plain text stands for it.
fn text(record: &Dict, field: &str) -> Option<String> {
    match record.get(field).ok()? {
        Value::Str(text) => Some(text.as_str().to_owned()),
        Value::Content(content) => Some(content.plain_text().into()),
        _ => None,
    }
}
