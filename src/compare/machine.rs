//! Changes for machines: one JSON document, and the table of shares as CSV.
//!
//! ```json
//! { "version": 1, "old": "2017 年", "new": "2018 年", "level": 95,
//!   "shares": [ { "question": "使用时间", "title": "…", "option": "不足1年", "label": "…",
//!     "before": "33.10", "now": "35.53", "change": "2.43", "margin": "8.91", "bases": [145, 152],
//!     "verdict": "within_error" } ],
//!   "amounts": [ { "title": "…", "unit": "亿元", "year": 2018, "before": "344.8", "now": "425.5",
//!     "growth": "23.4", "revised": false, "forecast": false } ],
//!   "incomparable": ["…"], "appeared": ["…"], "vanished": ["…"], "renamed": ["…"], "bases": ["…"],
//!   "flipped": [ { "words": "超过七成", "before": "true", "now": "false",
//!     "file": "templates/2018/chapter-2.typ", "line": 9, "column": 3 } ] }
//! ```
//!
//! Numbers are decimal strings at the printed decimals. `margin` is the least change that the test, at `level`, calls one,
//! in percentage points; `bases` are last year's and this year's, effective ones of weighted answers. `margin`, `growth`
//! and bases are null where there is none. `verdict` is
//! `up`, `down`, `same`, `within_error`, `too_few` or `untestable`.

use serde_json::{Value, json};

use super::Changes;
use super::claims::Flipped;
use crate::audit::wording::Verdict;
use crate::messages::{Lang, Message};
use crate::survey::model::Survey;
use crate::survey::sampling::LEVEL;
use crate::survey::share::{GROWTH_DECIMALS, printed};

/// The document.
pub fn json(old: &Survey, new: &Survey, changes: &Changes, flipped: &[Flipped], lang: Lang) -> Value {
    let decimals = new.policy.decimals;
    let shares = changes.shares.iter().map(|change| {
        json!({
            "question": change.question,
            "title": change.title,
            "option": change.option,
            "label": change.label,
            "before": printed(change.before, decimals),
            "now": printed(change.now, decimals),
            "change": printed(change.by(), decimals),
            "margin": change.margin.map(|margin| printed(margin, decimals)),
            "bases": change.bases,
            "verdict": change.verdict.id(),
        })
    });
    let amounts = changes.amounts.iter().map(|amount| {
        json!({
            "title": amount.title,
            "unit": amount.unit,
            "year": amount.year,
            "before": amount.before.to_string(),
            "now": amount.now.to_string(),
            "growth": amount.growth().map(|growth| printed(growth, GROWTH_DECIMALS)),
            "revised": amount.revised,
            "forecast": amount.forecast,
        })
    });
    let words = |list: &[Message]| list.iter().map(|message| message.text(lang)).collect::<Vec<_>>();
    let flips = flipped.iter().map(|flip| {
        let place = flip.place.as_ref().map(|place| (place.file.name.clone(), place.line_column()));
        json!({
            "words": flip.words.trim(),
            "before": id(flip.before),
            "now": id(flip.now),
            "file": place.as_ref().map(|(file, _)| file),
            "line": place.as_ref().map(|(_, (line, _))| line),
            "column": place.as_ref().map(|(_, (_, column))| column),
        })
    });
    json!({
        "version": 1,
        "old": old.survey.label,
        "new": new.survey.label,
        "level": LEVEL,
        "shares": shares.collect::<Vec<_>>(),
        "amounts": amounts.collect::<Vec<_>>(),
        "incomparable": words(&changes.incomparable),
        "appeared": words(&changes.appeared),
        "vanished": words(&changes.vanished),
        "renamed": words(&changes.renamed),
        "bases": words(&changes.bases),
        "flipped": flips.collect::<Vec<_>>(),
    })
}

fn id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::True => "true",
        Verdict::Doubtful => "doubtful",
        Verdict::False => "false",
        Verdict::Unknown => "unknown",
    }
}

/// The table of shares. A spreadsheet would run a cell that begins like a formula: such a text gets a quote before it.
pub fn csv(old: &Survey, new: &Survey, changes: &Changes, lang: Lang) -> Vec<u8> {
    let decimals = new.policy.decimals;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = |id| Message::new(id).text(lang);
    let mut rows = vec![vec![
        head("compare-column-question"),
        head("compare-column-option"),
        safe(&old.survey.label),
        safe(&new.survey.label),
        head("compare-column-change"),
        head("compare-column-margin"),
        format!("{} ({LEVEL} %)", head("compare-column-verdict")),
        format!("{} {}", head("compare-column-base"), safe(&old.survey.label)),
        format!("{} {}", head("compare-column-base"), safe(&new.survey.label)),
    ]];
    rows.extend(changes.shares.iter().map(|change| {
        let base = |at: usize| change.bases[at].map_or(String::new(), |n| n.to_string());
        vec![
            safe(&change.title),
            safe(&change.label),
            printed(change.before, decimals),
            printed(change.now, decimals),
            printed(change.by(), decimals),
            change.margin.map_or(String::new(), |margin| printed(margin, decimals)),
            change.verdict.message().text(lang),
            base(0),
            base(1),
        ]
    }));
    for row in rows {
        // Writing to memory cannot fail, and every row has as many cells.
        writer.write_record(row).expect("a row of the same length");
    }
    writer.into_inner().expect("memory")
}

fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t']) { format!("'{text}") } else { text.to_owned() }
}
