//! A redline as JSON.

use serde_json::{Value, json};

use super::looks::{DPI, Region};
use super::{Number, NumberChange, PagePair, ParagraphChange, Part, Redline, Release};
use crate::messages::Lang;

/// The whole redline. Pages count from 1 in the file; regions are points from the page's upper left corner.
pub fn json(old: &Release, new: &Release, redline: &Redline, lang: Lang) -> Value {
    let numbers = redline.numbers.as_ref();
    let (changed, same): (Vec<_>, Vec<_>) = redline.pages.iter().partition(|pair| pair.is_changed());
    json!({
        "old": side(old),
        "new": side(new),
        "differs": !redline.is_empty(),
        "numbers": numbers.map(|all| all.iter().map(|it| number(it, old, new)).collect::<Vec<_>>()),
        "paragraphs": redline.paragraphs.iter().map(|it| paragraph(it, lang)).collect::<Vec<_>>(),
        "pages": changed.into_iter().map(|it| page(it, old, new)).collect::<Vec<_>>(),
        "unchanged_pages": same.iter().filter_map(|pair| pair.new).map(|page| page + 1).collect::<Vec<_>>(),
    })
}

fn side(release: &Release) -> Value {
    json!({
        "file": release.name(),
        "pages": release.pdf.page_count(),
        "data": release.data.as_ref().map(|data| &data.file.name),
    })
}

fn number(change: &NumberChange, old: &Release, new: &Release) -> Value {
    let said = |number: &Option<Number>| number.as_ref().map(|it| it.printed.clone());
    let title = change.question.as_ref().map(|(_, title)| title);
    let figure = title.and_then(|title| new.figure(title).or_else(|| old.figure(title)));
    json!({
        "question": change.question.as_ref().map(|(id, _)| id),
        "title": title,
        "figure": figure.map(|figure| figure.name),
        "item": change.item,
        "measure": change.measure.id(),
        "before": said(&change.before),
        "now": said(&change.now),
        "by": change.by().map(|(by, _)| by.normalize().to_string()),
    })
}

fn paragraph(change: &ParagraphChange, lang: Lang) -> Value {
    let part = |part: &Part| match part {
        Part::Same(text) => json!({ "same": text }),
        Part::Removed(text) => json!({ "removed": text }),
        Part::Added(text) => json!({ "added": text }),
    };
    json!({
        "role": change.role,
        "kind": change.kind().text(lang),
        "old_page": change.old_page.map(|page| page + 1),
        "new_page": change.new_page.map(|page| page + 1),
        "parts": change.parts.iter().map(part).collect::<Vec<_>>(),
    })
}

fn page(pair: &PagePair, old: &Release, new: &Release) -> Value {
    let side = |release: &Release, page: Option<usize>| {
        page.map(|page| json!({ "page": page + 1, "folio": release.folios.get(page) }))
    };
    let points = |pixels: usize| pixels * 72 / usize::from(DPI);
    let region = |region: &Region| [region.left, region.top, region.right, region.bottom].map(points);
    json!({
        "old": side(old, pair.old),
        "new": side(new, pair.new),
        "regions": pair.regions.iter().map(region).collect::<Vec<_>>(),
    })
}
