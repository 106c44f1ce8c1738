//! A redline as one HTML file that needs nothing else: numbers, redlined paragraphs, pages side by side.

use super::human;
use super::looks::{DPI, Region};
use super::parts::{self, Value};
use super::{NumberChange, PagePair, ParagraphChange, Part, Redline, Release};
use crate::error::Result;
use crate::messages::{Lang, Message};

const PIECES: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// The whole redline.
///
/// # Errors
/// A page that cannot be drawn.
pub fn document(old: &Release, new: &Release, redline: &Redline, lang: Lang) -> Result<String> {
    Document { old, new, redline, lang }.whole()
}

struct Document<'a> {
    old: &'a Release,
    new: &'a Release,
    redline: &'a Redline,
    lang: Lang,
}

impl Document<'_> {
    fn whole(&self) -> Result<String> {
        let title = self.new.pdf.metadata().title.unwrap_or_else(|| self.new.name());
        let changed: Vec<&PagePair> = self.redline.changed_pages().collect();
        let summary = match self.redline.is_empty() {
            true => human::nothing(self.redline, self.old, self.new),
            false => human::summary(self.redline),
        };
        let mut sections = String::new();
        let numbers = self.redline.numbers.as_deref().unwrap_or_default();
        if !numbers.is_empty() {
            let rows = numbers.iter().map(|change| self.number(change)).collect();
            sections += &fill(
                "numbers",
                &[
                    ("heading", self.say(Message::new("diff-numbers").with("count", numbers.len()))),
                    ("of", self.word("diff-column-of")),
                    ("measure", self.word("diff-column-measure")),
                    ("before", self.word("diff-column-before")),
                    ("now", self.word("diff-column-now")),
                    ("by", self.word("diff-column-by")),
                    ("page", self.word("diff-column-page")),
                    ("rows", Value::Piece(rows)),
                ],
            );
        }
        if !self.redline.paragraphs.is_empty() {
            let count = self.redline.paragraphs.len();
            let paragraphs = self.redline.paragraphs.iter().map(|change| self.paragraph(change)).collect();
            sections += &fill(
                "paragraphs",
                &[
                    ("heading", self.say(Message::new("diff-paragraphs").with("count", count))),
                    ("paragraphs", Value::Piece(paragraphs)),
                ],
            );
        }
        if !changed.is_empty() {
            let pages = changed.iter().map(|pair| self.page(pair)).collect::<Result<String>>()?;
            sections += &fill(
                "pages",
                &[
                    ("heading", self.say(Message::new("diff-pages").with("count", changed.len()))),
                    ("pages", Value::Piece(pages)),
                ],
            );
        }
        let same: Vec<usize> =
            self.redline.pages.iter().filter(|pair| !pair.is_changed()).filter_map(|pair| pair.new).collect();
        if !same.is_empty() {
            let names = self.new.page_names(&same);
            let message = Message::new("diff-same-pages").with("count", same.len()).with("pages", names);
            sections += &fill("same", &[("pages", self.say(message))]);
        }
        let note = human::without_data(self.old, self.new)
            .map_or(String::new(), |note| fill("note", &[("note", self.say(note))]));
        let code = match self.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        };
        Ok(fill(
            "document",
            &[
                ("lang", Value::Text(code.to_owned())),
                ("style", Value::Piece(STYLE.to_owned())),
                ("kind", self.word("diff-title")),
                ("title", Value::Text(title)),
                ("old", Value::Piece(self.release(self.old, "diff-old"))),
                ("new", Value::Piece(self.release(self.new, "diff-new"))),
                ("summary", self.say(summary)),
                ("note", Value::Piece(note)),
                ("sections", Value::Piece(sections)),
                ("made", Value::Text(concat!("Kanyin 刊印 ", env!("CARGO_PKG_VERSION")).to_owned())),
            ],
        ))
    }

    fn release(&self, release: &Release, side: &'static str) -> String {
        // Two files of one name are told apart by their folders.
        let name = match self.old.path.file_name() == self.new.path.file_name() {
            true => release.name(),
            false => release.path.file_name().map_or_else(|| release.name(), |name| name.display().to_string()),
        };
        fill(
            "release",
            &[
                ("side", self.word(side)),
                ("name", Value::Text(name)),
                ("pages", self.say(Message::new("diff-page-count").with("count", release.pdf.page_count()))),
            ],
        )
    }

    fn number(&self, change: &NumberChange) -> String {
        let title = change.question.as_ref().map(|(_, title)| title);
        let (release, figure) = match title.and_then(|title| self.new.figure(title)) {
            Some(figure) => (self.new, Some(figure)),
            None => (self.old, title.and_then(|title| self.old.figure(title))),
        };
        let page = figure.as_ref().map_or(String::new(), |figure| self.link(release, figure.page));
        let [before, now] = change.numbers_text().map(|number| number.text(self.lang));
        let by = change.by_message().map_or(String::new(), |by| by.text(self.lang));
        let question = title.cloned().unwrap_or_else(|| Message::new("diff-sample").text(self.lang));
        fill(
            "number",
            &[
                ("figure", Value::Text(figure.map(|figure| figure.name).unwrap_or_default())),
                ("question", Value::Text(question)),
                ("item", Value::Text(change.item.clone())),
                ("measure", self.say(change.measure.message())),
                ("before", Value::Text(before)),
                ("now", Value::Text(now)),
                ("by", Value::Text(by)),
                ("page", Value::Piece(page)),
            ],
        )
    }

    fn paragraph(&self, change: &ParagraphChange) -> String {
        let part = |part: &Part| {
            let (name, text) = match part {
                Part::Same(text) => ("same-text", text),
                Part::Removed(text) => ("removed", text),
                Part::Added(text) => ("added", text),
            };
            line(name, &[("text", Value::Text(text.clone()))])
        };
        let (class, place) = match (change.old_page, change.new_page) {
            (None, _) => ("new", "diff-paragraph-new"),
            (_, None) => ("gone", "diff-paragraph-gone"),
            _ => ("changed", "diff-paragraph-changed"),
        };
        let page = |release: &Release, page: Option<usize>| page.map(|page| self.link(release, page));
        let (before, now) = (page(self.old, change.old_page), page(self.new, change.new_page));
        let pages = match (before, now) {
            (Some(before), Some(now)) if before != now => format!("{before} → {now}"),
            (before, now) => now.or(before).unwrap_or_default(),
        };
        fill(
            "paragraph",
            &[
                ("class", Value::Text(class.to_owned())),
                ("role", Value::Text(change.role.to_lowercase())),
                ("page", Value::Piece(pages)),
                ("kind", self.say(change.kind())),
                ("place", self.word(place)),
                ("text", Value::Piece(change.parts.iter().map(part).collect())),
            ],
        )
    }

    /// A page's name, which leads to its picture where the page changed.
    fn link(&self, release: &Release, page: usize) -> String {
        let is_new = std::ptr::eq(release, self.new);
        let pair = self.redline.changed_pages().find(|pair| (if is_new { pair.new } else { pair.old }) == Some(page));
        let name = self.say(release.page_name(page));
        match pair {
            Some(pair) => line("link", &[("id", Value::Text(id(pair))), ("name", name)]),
            None => line("same-text", &[("text", name)]),
        }
    }

    fn page(&self, pair: &PagePair) -> Result<String> {
        let old = self.sheet(self.old, "diff-old", "old", pair.old, pair)?;
        let new = self.sheet(self.new, "diff-new", "new", pair.new, pair)?;
        let regions = Message::new("diff-regions").with("count", pair.regions.len());
        let note = match (pair.old, pair.new) {
            (Some(_), Some(_)) => regions.text(self.lang),
            (Some(_), None) => Message::new("diff-page-gone").text(self.lang),
            _ => Message::new("diff-page-new").text(self.lang),
        };
        Ok(fill(
            "page",
            &[
                ("id", Value::Text(id(pair))),
                ("name", self.say(pair.name(self.old, self.new))),
                ("note", Value::Text(note)),
                ("old", Value::Piece(old)),
                ("new", Value::Piece(new)),
            ],
        ))
    }

    /// One page of a pair, or the empty place of the one that is not there.
    fn sheet(
        &self,
        release: &Release,
        side: &'static str,
        class: &str,
        page: Option<usize>,
        pair: &PagePair,
    ) -> Result<String> {
        let Some(page) = page else {
            return Ok(fill("no-sheet", &[("side", self.word(side)), ("none", self.word("diff-no-page"))]));
        };
        let picture = release.picture(page, DPI)?;
        let url = picture.png().map_or(String::new(), |png| parts::data_url(&png));
        let name = release.page_name(page).text(self.lang);
        let outline = |region: &Region| {
            let number = |number: usize| Value::Text(number.to_string());
            fill(
                "outline",
                &[
                    ("x", number(region.left)),
                    ("y", number(region.top)),
                    ("width", number(region.right - region.left)),
                    ("height", number(region.bottom - region.top)),
                ],
            )
        };
        let side_name = Message::new(side).text(self.lang);
        Ok(fill(
            "sheet",
            &[
                ("class", Value::Text(class.to_owned())),
                ("side", Value::Text(side_name.clone())),
                ("name", Value::Text(name.clone())),
                ("alt", Value::Text(format!("{side_name} {name}"))),
                ("url", Value::Text(url)),
                ("width", Value::Text(picture.width.to_string())),
                ("height", Value::Text(picture.height.to_string())),
                ("outlines", Value::Piece(pair.regions.iter().map(outline).collect())),
            ],
        ))
    }

    fn say(&self, message: Message) -> Value {
        Value::Text(message.text(self.lang))
    }

    fn word(&self, id: &'static str) -> Value {
        self.say(Message::new(id))
    }
}

fn fill(name: &str, values: &[(&str, Value)]) -> String {
    parts::fill(PIECES, name, values)
}

/// A piece within a line of text, where its line's end would be a space.
fn line(name: &str, values: &[(&str, Value)]) -> String {
    fill(name, values).trim_end_matches('\n').to_owned()
}

/// What links call a pair.
fn id(pair: &PagePair) -> String {
    match (pair.new, pair.old) {
        (Some(page), _) => format!("page-{}", page + 1),
        (None, page) => format!("old-page-{}", page.map_or(0, |page| page + 1)),
    }
}
