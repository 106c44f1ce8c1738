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

use super::place_of;
use super::world::ReportWorld;
use crate::diagnostics::Place;

/// One place where the prose speaks of the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    pub kind: MentionKind,
    /// The kit function that was called: `pct`, `roughly`, `claim` …
    pub function: String,
    /// What it covers, each as `题.选项`, in the order the kit resolved them.
    pub covers: Vec<String>,
    /// The words as printed; for a claim or view the editor's own.
    pub words: String,
    /// The call in the prose.
    pub place: Option<Place>,
    /// Page of the document, from 1.
    pub page: usize,
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
    /// The kit could not do what was asked.
    Problem(KitProblem),
}

/// Why a kit function printed a mark instead of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KitProblem {
    UnknownQuestion,
    UnknownOption,
    UnknownGroup,
    UnknownFact,
    UnknownField,
    NoValue,
    NotSingle,
    MixedQuestions,
    RepeatedOption,
    TieAtCut,
    RankOutOfRange,
    NoPhrase,
    NoItems,
    BadArguments,
    NotASeries,
    OutsideSince,
    FigureTwice,
    UnknownFigure,
    NoChart,
}

impl KitProblem {
    /// The code the kit writes, the message, and the remedy.
    const ALL: [(KitProblem, &str, &str, &str); 19] = [
        (Self::UnknownQuestion, "unknown-question", "数据中没有这道题", "核对题目标识"),
        (Self::UnknownOption, "unknown-option", "这道题没有这个选项或合计项", "核对选项标识"),
        (Self::UnknownGroup, "unknown-group", "这道题没有按这个分组给出数据", "核对分组标识"),
        (Self::UnknownFact, "unknown-fact", "数据中没有这项样本信息", "先在 survey.facts 中登记"),
        (Self::UnknownField, "unknown-field", "数据中没有这项报告信息", "核对 report 中的字段"),
        (Self::NoValue, "no-value", "这个选项没有数值", "补上数值，或用 #when 让这句话随数据出现"),
        (
            Self::NotSingle,
            "not-single",
            "多选题的占比不能相加，也没有余数",
            "改用 each，或在数据中登记有自己人数的合计项",
        ),
        (Self::MixedQuestions, "mixed-questions", "不同题目的占比不能相加", "合计只能取自同一道单选题"),
        (Self::RepeatedOption, "repeated-option", "同一选项计入了两次", "删去重复的一个"),
        (Self::TieAtCut, "tie-at-cut", "名次在并列处截断，取谁都不公平", "调整名次范围，把并列的选项都包括进来"),
        (Self::RankOutOfRange, "rank-out-of-range", "没有这个名次", "核对名次与选项个数"),
        (Self::NoPhrase, "no-phrase", "有选项没有写对应的句子", "补上“/ 选项: 句子”，或用 skip 略过"),
        (Self::NoItems, "no-items", "没有可写的选项", "核对选项标识"),
        (Self::BadArguments, "bad-arguments", "参数不对", "对照 kit 中这个函数的说明"),
        (Self::NotASeries, "not-a-series", "这道题不是数额序列", "占比请用 #pct"),
        (
            Self::OutsideSince,
            "outside-since",
            "#moved() 与 #delta() 只能写在 #since(…)[…] 里",
            "把整个比较从句放进 #since(…)[…]",
        ),
        (Self::FigureTwice, "figure-twice", "同一幅图放了两次", "删去一处，引用请用 #see"),
        (Self::UnknownFigure, "unknown-figure", "正文里没有这幅图", "先用 #chart 放图，再引用"),
        (Self::NoChart, "no-chart", "数额序列还没有对应的图形", "把数额写进句子：#amount(\"题.年份\")"),
    ];

    fn from_code(code: &str) -> KitProblem {
        Self::ALL.iter().find(|entry| entry.1 == code).map_or(Self::BadArguments, |entry| entry.0)
    }

    /// What is wrong, in the editor's language.
    pub fn message(self) -> &'static str {
        Self::entry(self).2
    }

    /// What to do about it.
    pub fn hint(self) -> &'static str {
        Self::entry(self).3
    }

    fn entry(self) -> &'static (KitProblem, &'static str, &'static str, &'static str) {
        // Every variant stands in the table: a test holds it.
        Self::ALL.iter().find(|entry| entry.0 == self).unwrap_or(&Self::ALL[0])
    }
}

/// Reads every mention of a compiled report, in reading order. A mention repeated by an outline counts once.
pub fn mentions(world: &ReportWorld, document: &PagedDocument) -> Vec<Mention> {
    // The label's name is a constant without forbidden characters.
    let label = Label::new(PicoStr::intern("kanyin")).expect("a label");
    let introspector = document.introspector();
    let mut seen: Vec<(Span, String)> = Vec::new();
    let mut mentions = Vec::new();
    for element in introspector.query(&Selector::Label(label)) {
        let Some((mention, span)) = mention(world, &element) else {
            continue;
        };
        let key = (span, mention.words.clone());
        if !span.is_detached() && seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let page = element.location().and_then(|location| introspector.page(location));
        mentions.push(Mention { page: page.map_or(0, |page| page.get()), ..mention });
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
        _ => MentionKind::Problem(KitProblem::from_code(&text(record, "code").unwrap_or_default())),
    };
    let covers = match record.get("covers") {
        Ok(Value::Array(covers)) => covers.iter().filter_map(|value| value.clone().cast().ok()).collect(),
        _ => Vec::new(),
    };
    let mention = Mention {
        kind,
        function: text(record, "function").unwrap_or_default(),
        covers,
        words: text(record, "words").unwrap_or_default(),
        place: place_of(world, span),
        page: 0,
    };
    Some((mention, span))
}

/// A field that is a string, or content whose plain text stands for it.
fn text(record: &Dict, field: &str) -> Option<String> {
    match record.get(field).ok()? {
        Value::Str(text) => Some(text.as_str().to_owned()),
        Value::Content(content) => Some(content.plain_text().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kit_problem_has_one_entry() {
        for (problem, code, ..) in KitProblem::ALL {
            assert_eq!(KitProblem::from_code(code), problem);
            assert_eq!(KitProblem::entry(problem).1, code);
        }
    }
}
