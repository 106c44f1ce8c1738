//! Changes as a table for a terminal: columns line up, Chinese characters being two cells wide.

use super::claims::{Flipped, verdict_message};
use super::{AmountChange, Changes, ShareChange, Verdict};
use crate::diagnostics::Place;
use crate::messages::{Lang, Message};
use crate::survey::model::Survey;
use crate::survey::sampling::LEVEL;
use crate::survey::share::{GROWTH_DECIMALS, printed, rounded, signed};

/// The whole report as text.
pub fn text(old: &Survey, new: &Survey, changes: &Changes, flipped: &[Flipped], lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    let head = Message::new("compare-head").with("old", &old.survey.label).with("new", &new.survey.label);
    line(head.with("level", LEVEL).text(lang));
    let decimals = new.policy.decimals;
    let mut rows =
        vec![["compare-column-question", "compare-column-option"].map(|id| Message::new(id).text(lang)).to_vec()];
    rows[0].extend([&old.survey.label, &new.survey.label].map(Clone::clone));
    rows[0].extend(
        ["compare-column-change", "compare-column-margin", "compare-column-verdict", "compare-column-bases"]
            .map(|id| Message::new(id).text(lang)),
    );
    rows.extend(changes.shares.iter().map(|change| {
        vec![
            change.title.clone(),
            change.label.clone(),
            format!("{}%", printed(change.before, decimals)),
            format!("{}%", printed(change.now, decimals)),
            signed(&printed(change.by(), decimals), true),
            change.margin.map_or(String::new(), |margin| printed(margin, decimals)),
            change.verdict.message().text(lang),
            bases(change),
        ]
    }));
    if rows.len() > 1 {
        line(String::new());
        aligned(&rows).into_iter().for_each(&mut line);
        line(String::new());
        line(summary(changes).text(lang));
        notes(changes, decimals).into_iter().for_each(|note| line(note.text(lang)));
    }
    changes.amounts.iter().for_each(|change| line(amount(change).text(lang)));
    let lists = [
        ("compare-incomparable-list", &changes.incomparable),
        ("compare-appeared", &changes.appeared),
        ("compare-vanished", &changes.vanished),
        ("compare-renamed-list", &changes.renamed),
        ("compare-bases", &changes.bases),
    ];
    for (id, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        line(String::new());
        line(Message::new(id).text(lang));
        list.iter().for_each(|message| line(format!("  {}", message.text(lang))));
    }
    if !flipped.is_empty() {
        line(String::new());
        line(Message::new("compare-flipped").with("count", flipped.len()).text(lang));
        for flip in flipped {
            let place = flip.place.as_ref().map_or(String::new(), place);
            let message = Message::new("compare-flip")
                .with("place", place)
                .with("words", flip.words.trim())
                .with("before", verdict_message(flip.before))
                .with("now", verdict_message(flip.now));
            line(format!("  {}", message.text(lang)));
            line(format!("    {}: {}", old.survey.label, flip.values_before.text(lang)));
            line(format!("    {}: {}", new.survey.label, flip.values_now.text(lang)));
        }
    }
    if changes.is_empty() && flipped.is_empty() {
        line(Message::new("compare-nothing").text(lang));
    }
    out
}

/// `templates/2031/chapter-2.typ:7:2`.
pub fn place(place: &Place) -> String {
    let (line, column) = place.line_column();
    format!("{}:{line}:{column}", place.file.name)
}

/// `208→301`: the people behind two shares; a dash where they are not stated.
pub fn bases(change: &ShareChange) -> String {
    let [before, now] = change.bases.map(|n| n.map_or("—".to_owned(), |n| n.to_string()));
    format!("{before}→{now}")
}

/// How the table is to be read.
pub fn notes(changes: &Changes, decimals: u32) -> Vec<Message> {
    let round = |share| rounded(share, decimals);
    let unrounded = |change: &ShareChange| round(change.now) - round(change.before) != round(change.by());
    let tested = changes.shares.iter().any(|change| change.margin.is_some());
    let notes = [
        tested.then(|| Message::new("compare-margin-note")),
        changes.shares.iter().any(unrounded).then(|| Message::new("compare-unrounded-note")),
    ];
    notes.into_iter().flatten().collect()
}

/// An amount that was revised, or its growth.
pub fn amount(change: &AmountChange) -> Message {
    let id = match (change.revised, change.forecast) {
        (true, false) => "compare-revised",
        (true, true) => "compare-forecast-revised",
        (false, false) => "compare-growth",
        (false, true) => "compare-growth-forecast",
    };
    let growth = change.growth().map(|growth| format!("{}%", signed(&printed(growth, GROWTH_DECIMALS), true)));
    Message::new(id)
        .with("title", &change.title)
        .with("year", change.year.to_string())
        .with("before", change.before)
        .with("now", change.now)
        .with("unit", &change.unit)
        .with("growth", growth.unwrap_or_else(|| "—".to_owned()))
}

/// How many changes went which way.
pub fn summary(changes: &Changes) -> Message {
    let counts = Verdict::ALL.into_iter().map(|verdict| (verdict, changes.count(verdict)));
    let counts = counts
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| Message::new("compare-count").with("verdict", verdict.message()).with("count", count));
    match changes.shares.len() {
        0 => Message::new("compare-no-shares"),
        all => Message::new("compare-summary").with("all", all).with("counts", counts.collect::<Vec<_>>()),
    }
}

/// Rows whose cells start below each other; the four numeric columns end below each other.
fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max();
    let widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0)).collect();
    let padded = |(column, cell): (usize, &String)| {
        let white = " ".repeat(widths[column] - width(cell));
        if (2..=5).contains(&column) { format!("{white}{cell}") } else { format!("{cell}{white}") }
    };
    rows.iter().map(|row| row.iter().enumerate().map(padded).collect::<Vec<_>>().join("  ")).collect()
}

/// Cells of a terminal: Chinese characters and full-width signs take two.
fn width(text: &str) -> usize {
    text.chars().map(|character| if character >= '\u{2E80}' { 2 } else { 1 }).sum()
}
