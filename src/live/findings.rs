//! What is found on the pages: every finding, every number and claim with its data and its place on paper, and the
//! table of every figure.

use serde::Serialize;

use super::news::{Spot, Told, Where, to_json, told};
use crate::audit::claims::{self, data_place};
use crate::audit::proof::{self, Layout};
use crate::audit::{ClaimCount, Edition, Finding};
use crate::diagnostics::{Diagnostic, Place};
use crate::figures::{self, FigureTable, Values};
use crate::messages::{Lang, Message};
use crate::survey::Dataset;
use crate::survey::located::Step;
use crate::survey::model::{Gap, Kind, Question};
use crate::typeset::claims::{Mention, MentionKind};
use crate::typeset::proof::{Line, Verdict};
use crate::typeset::spots::Stretch;

/// An edition that was laid out and judged.
pub struct Judged<'a> {
    pub edition: Edition<'a>,
    pub layout: Layout<'a>,
    /// Earlier editions, the newest first.
    pub previous: &'a [Dataset],
    /// What the layout itself had to say.
    pub warnings: &'a [Diagnostic],
    pub findings: &'a [Finding],
    pub claims: ClaimCount,
}

/// Everything that is found in a build, as JSON.
pub fn findings(build: u64, judged: &Judged, lang: Lang) -> String {
    let mentions = judged.edition.pages.map_or(&[][..], |pages| pages.mentions);
    let pending = mentions.iter().filter(|mention| mention.kind == MentionKind::Pending).count();
    let charts = Charts::of(judged, mentions);
    let claims = judged.claims;
    to_json(&News {
        build,
        claims: Claims {
            checked: claims.checked,
            borne_out: claims.borne_out,
            false_: claims.false_,
            doubtful: claims.doubtful,
            unread: claims.unread,
            waived: claims.waived,
        },
        pending,
        findings: entries(judged, &charts, lang),
        marks: marks(judged, mentions, lang),
        figures: tables(judged, &charts, lang),
    })
}

#[derive(Serialize)]
struct News {
    build: u64,
    claims: Claims,
    /// Places that wait for data.
    pending: usize,
    findings: Vec<Entry>,
    marks: Vec<Mark>,
    figures: Vec<Figure>,
}

#[derive(Serialize)]
struct Claims {
    checked: usize,
    #[serde(rename = "true")]
    borne_out: usize,
    #[serde(rename = "false")]
    false_: usize,
    doubtful: usize,
    unread: usize,
    waived: usize,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    told: Told,
    /// The words it is about, by which a waiver names it.
    subject: String,
    spots: Vec<Spot>,
}

/// A place where the prose speaks of the data.
#[derive(Serialize)]
struct Mark {
    verdict: Verdict,
    kind: &'static str,
    function: String,
    title: String,
    question: Option<String>,
    options: Vec<String>,
    words: String,
    /// Names and values.
    lines: Vec<[String; 2]>,
    reason: Option<String>,
    /// Which of the findings are about it, from 0.
    findings: Vec<usize>,
    place: Option<Where>,
    data: Option<Where>,
    spots: Vec<Spot>,
}

/// A question with its numbers.
#[derive(Serialize)]
struct Figure {
    question: String,
    number: Option<usize>,
    title: String,
    kind: Kind,
    kind_name: String,
    base: Option<String>,
    n: Option<u64>,
    note: Option<String>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Of each row, the option as prose names it.
    options: Vec<String>,
    spots: Vec<Spot>,
    place: Where,
}

/// Where each question's figure stands.
struct Charts(Vec<Vec<Stretch>>);

impl Charts {
    fn of(judged: &Judged, mentions: &[Mention]) -> Charts {
        let charts: Vec<&Mention> = mentions.iter().filter(|mention| is_chart(mention)).collect();
        let stretches = |question: &Question| {
            let chart = charts.iter().find(|chart| chart.words == question.title);
            chart.map_or(Vec::new(), |chart| judged.layout.spots.of_element(chart.element, &chart.words))
        };
        Charts(judged.edition.dataset.survey.questions.iter().map(stretches).collect())
    }

    /// Of the question that a place in the data file belongs to.
    fn around(&self, judged: &Judged, place: &Place) -> &[Stretch] {
        let dataset = judged.edition.dataset;
        if place.file.name != dataset.file.name {
            return &[];
        }
        let holds = |index: &usize| {
            let range = dataset.place(&[Step::Key("questions"), Step::Index(*index)]).range;
            range.start <= place.range.start && place.range.end <= range.end
        };
        (0..self.0.len()).find(holds).map_or(&[], |index| &self.0[index])
    }
}

fn is_chart(mention: &Mention) -> bool {
    mention.function == "chart" && mention.kind == MentionKind::Bound
}

fn spots(stretches: &[Stretch]) -> Vec<Spot> {
    stretches.iter().map(Spot::from).collect()
}

/// What the layout said, then the findings in the order of their places.
fn entries(judged: &Judged, charts: &Charts, lang: Lang) -> Vec<Entry> {
    let on_page = |diagnostic: &Diagnostic| {
        let Some(place) = &diagnostic.place else { return Vec::new() };
        let stretches = judged.layout.spots.of_place(place);
        spots(if stretches.is_empty() { charts.around(judged, place) } else { &stretches })
    };
    let warnings = judged.warnings.iter().map(|diagnostic| (diagnostic, String::new()));
    let findings = judged.findings.iter().map(|finding| (&finding.diagnostic, finding.subject.trim().to_owned()));
    warnings
        .chain(findings)
        .map(|(diagnostic, subject)| Entry { told: told(diagnostic, lang), subject, spots: on_page(diagnostic) })
        .collect()
}

fn marks(judged: &Judged, mentions: &[Mention], lang: Lang) -> Vec<Mark> {
    let edition = &judged.edition;
    let claims = claims::judged(edition);
    let marked = mentions.iter().filter(|mention| proof::is_marked(mention));
    let mark = |mention: &Mention| {
        let claim = claims.iter().find(|claim| claim.mention.element == mention.element);
        let about = |(index, finding): (usize, &Finding)| {
            let here = mention.place.is_some() && finding.diagnostic.place == mention.place;
            // Those that the layout had to say stand before them.
            here.then_some(judged.warnings.len() + index)
        };
        let question = question(edition, mention);
        Mark {
            verdict: proof::verdict(mention, claim.map(|claim| claim.verdict()), judged.findings),
            kind: kind(mention),
            function: mention.function.clone(),
            title: proof::title(edition, mention),
            question: question.map(|index| edition.dataset.survey.questions[index].id.clone()),
            options: mention.options().map(str::to_owned).collect(),
            words: mention.words.trim().to_owned(),
            lines: proof::lines(edition, mention).iter().map(|line| name_and_value(line, lang)).collect(),
            reason: mention.reason.clone(),
            findings: judged.findings.iter().enumerate().filter_map(about).collect(),
            place: mention.place.as_ref().map(Where::of),
            data: data_place(edition.dataset, mention)
                .or_else(|| edition.in_question(question?, &[]))
                .as_ref()
                .map(Where::of),
            spots: spots(&judged.layout.spots.of_element(mention.element, &mention.words)),
        }
    };
    marked.map(mark).collect()
}

fn kind(mention: &Mention) -> &'static str {
    match mention.kind {
        _ if is_chart(mention) => "chart",
        MentionKind::Claim => "claim",
        MentionKind::View => "view",
        MentionKind::Unjudged => "unjudged",
        MentionKind::Omitted => "omitted",
        MentionKind::Bound | MentionKind::Pending | MentionKind::Problem(_) => "bound",
    }
}

/// The first question that a mention is about, by its place in the data.
fn question(edition: &Edition, mention: &Mention) -> Option<usize> {
    let id = mention.options().next().and_then(|option| option.split_once('.')).map(|(question, _)| question);
    edition.questions().find_map(|(index, question)| {
        let named = id.map_or(is_chart(mention) && question.title == mention.words, |id| question.id == id);
        named.then_some(index)
    })
}

fn name_and_value(line: &Line, lang: Lang) -> [String; 2] {
    let text = |id: &'static str| Message::new(id).text(lang);
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| text("watch-none"));
    match line {
        Line::Option { label, count: None, value: shown } => [label.clone(), value(shown)],
        Line::Option { label, count: Some(count), value: shown } => {
            let counted = Message::new("watch-counted").with("value", value(shown)).with("count", *count);
            [label.clone(), counted.text(lang)]
        }
        Line::Total { value } => [text("watch-total"), value.clone()],
        Line::Rest { value } => [text("watch-rest"), value.clone()],
        Line::Question { kind, options, n, status } => {
            let size = match (status, n) {
                (Some(gap), _) => gap_name(*gap, lang),
                (None, Some(n)) => Message::new("watch-options-of").with("options", *options).with("n", *n).text(lang),
                (None, None) => Message::new("watch-options").with("options", *options).text(lang),
            };
            [kind_name(*kind, lang), size]
        }
    }
}

fn kind_name(kind: Kind, lang: Lang) -> String {
    let id = match kind {
        Kind::Single => "watch-kind-single",
        Kind::Multiple => "watch-kind-multiple",
        Kind::Series => "watch-kind-series",
    };
    Message::new(id).text(lang)
}

fn gap_name(gap: Gap, lang: Lang) -> String {
    let id = match gap {
        Gap::NotPublished => "watch-gap-not-published",
        Gap::NotAsked => "watch-gap-not-asked",
        Gap::NotCollected => "watch-gap-not-collected",
        Gap::Suppressed => "watch-gap-suppressed",
        Gap::Redefined => "watch-gap-redefined",
    };
    Message::new(id).text(lang)
}

/// Figures in the order of the prose, then questions that it does not show.
fn tables(judged: &Judged, charts: &Charts, lang: Lang) -> Vec<Figure> {
    let survey = &judged.edition.dataset.survey;
    let shown = &judged.edition.prose.figures;
    let mut tables = figures::tables(survey, shown, judged.previous);
    let others = survey.questions.iter().filter(|question| !shown.contains(&question.id));
    tables.extend(others.filter_map(|question| figures::table(survey, &question.id, None, judged.previous)));
    tables.into_iter().filter_map(|table| figure(judged, charts, table, lang)).collect()
}

fn figure(judged: &Judged, charts: &Charts, table: FigureTable, lang: Lang) -> Option<Figure> {
    let index = table.place - 1;
    let question = judged.edition.dataset.survey.questions.get(index)?;
    let (columns, rows, options) = cells(&table, lang);
    Some(Figure {
        number: table.number,
        kind: table.kind,
        kind_name: kind_name(table.kind, lang),
        n: table.n,
        note: question.status.map(|gap| gap_name(gap, lang)),
        columns,
        rows,
        options,
        spots: spots(&charts.0[index]),
        place: Where::of(&judged.edition.in_question(index, &[])?),
        question: table.question,
        title: table.title,
        base: table.base,
    })
}

/// Heads, rows, and of each row the option as prose names it. Columns that say nothing are left out.
fn cells(table: &FigureTable, lang: Lang) -> (Vec<String>, Vec<Vec<String>>, Vec<String>) {
    let text = |id: &'static str| Message::new(id).text(lang);
    let missing = |gap: Option<Gap>| gap.map_or_else(|| text("watch-none"), |gap| gap_name(gap, lang));
    let mut heads = Vec::new();
    let mut options = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    match &table.values {
        Values::Shares { rows: shares, .. } => {
            let years = shares.iter().any(|share| share.survey != shares[0].survey);
            let groups = shares.iter().any(|share| share.group.is_some());
            let counts = shares.iter().any(|share| share.count.is_some());
            let wanted = [(true, "option"), (years, "year"), (groups, "group"), (counts, "count"), (true, "share")];
            heads.extend(wanted.iter().filter(|(wanted, _)| *wanted).map(|(_, head)| *head));
            for share in shares.iter().filter(|share| !share.id.is_empty()) {
                let value = share.percent.map_or_else(|| missing(share.status), |percent| format!("{percent}%"));
                let cells = [
                    (true, share.label.clone()),
                    (years, share.survey.clone()),
                    (groups, share.group.as_ref().map_or(String::new(), |group| group.label.clone())),
                    (counts, share.count.map_or(String::new(), |count| count.to_string())),
                    (true, value),
                ];
                rows.push(cells.into_iter().filter(|(wanted, _)| *wanted).map(|(_, cell)| cell).collect());
                options.push(format!("{}.{}", share.question, share.id));
            }
        }
        Values::Amounts { unit, rows: amounts } => {
            heads.extend(["year", "amount"]);
            for amount in amounts {
                let value = amount.value.map_or_else(
                    || missing(amount.status),
                    |value| unit.as_ref().map_or_else(|| value.to_string(), |unit| format!("{value}\u{a0}{unit}")),
                );
                rows.push(vec![amount.year.to_string(), value]);
                options.push(format!("{}.{}", table.question, amount.year));
            }
        }
    }
    let head = |head: &str| {
        text(match head {
            "option" => "watch-column-option",
            "year" => "watch-column-year",
            "group" => "watch-column-group",
            "count" => "watch-column-count",
            "amount" => "watch-column-amount",
            _ => "watch-column-share",
        })
    };
    (heads.into_iter().map(head).collect(), rows, options)
}
