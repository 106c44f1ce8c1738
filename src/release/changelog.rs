//! `CHANGELOG.md`: what a reader of the release before must know, in the report's language.

use super::changes;
use super::datapackage::title;
use super::earlier::Earlier;
use super::manifest::Manifest;
use super::{History, Made};
use crate::messages::{Lang, Message};
use crate::survey::model::Survey;

/// Where it stands in a release.
pub const CHANGELOG_PATH: &str = "CHANGELOG.md";

/// Where a release with this survey comes from.
pub fn history(made: &Made, survey: &Survey, earlier: Option<&Earlier>) -> History {
    let about = &made.about;
    let lists = match earlier {
        Some(earlier) => since(earlier, about, survey),
        None => Vec::new(),
    };
    let opening = match earlier {
        None => Message::new("changelog-first"),
        Some(earlier) if lists.is_empty() => {
            Message::new("changelog-nothing-changed").with("version", &earlier.version)
        }
        Some(earlier) => Message::new("changelog-since").with("version", &earlier.version),
    };
    let words = |message: Message| escaped(&message.text(Lang::Zh));
    let head = Message::new("changelog-head").with("title", title(about));
    let mut text = format!("# {}\n\n## {}（{}）\n\n{}\n", words(head), about.version, about.date, words(opening));
    for (heading, list) in lists {
        text.push_str(&format!("\n### {}\n\n", words(Message::new(heading))));
        list.into_iter().for_each(|message| text.push_str(&format!("- {}\n", words(message))));
    }
    History { previous: earlier.map(|earlier| earlier.version.clone()), changelog: text }
}

/// What changed, under its headings; none of them empty.
fn since(earlier: &Earlier, about: &Manifest, survey: &Survey) -> Vec<(&'static str, Vec<Message>)> {
    let mut data = changes::of_data(&earlier.dataset.survey, survey);
    data.claims = changes::of_claims(&earlier.claims, &about.claims.list);
    let (before, now) = (&earlier.origin, &about.source);
    let mut rest = Vec::new();
    if before.data != now.data && data.data_are_equal() {
        rest.push(Message::new("changelog-data"));
    }
    if before.earlier != now.earlier {
        rest.push(Message::new("changelog-earlier"));
    }
    if before.prose != now.prose {
        rest.push(Message::new("changelog-prose"));
    }
    if before.style != now.style {
        rest.push(Message::new("changelog-style"));
    }
    let lock = &earlier.lock;
    if (&lock.kanyin, &lock.typst) != (&about.kanyin, &about.typst) {
        let tool = Message::new("changelog-tool").with("before", &lock.kanyin).with("before-typst", &lock.typst);
        rest.push(tool.with("now", &about.kanyin).with("now-typst", &about.typst));
    }
    if lock.fonts != about.fonts {
        rest.push(Message::new("changelog-fonts"));
    }
    let lists = [
        ("changelog-values", data.values),
        ("changelog-appeared", data.appeared),
        ("changelog-vanished", data.vanished),
        ("changelog-words", data.words),
        ("changelog-claims", data.claims),
        ("changelog-errata", data.errata),
        ("changelog-rest", rest),
    ];
    lists.into_iter().filter(|(_, list)| !list.is_empty()).collect()
}

/// Words as Markdown shows them: what would be a mark is escaped, and a line stays one.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' => out.extend(['\\', character]),
            '\n' | '\r' => out.push(' '),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_no_markup() {
        assert_eq!(escaped("<b>*重要*\n[见](x)"), r"\<b\>\*重要\* \[见\](x)");
        assert_eq!(escaped("1-3 年：35.53% → 36%"), "1-3 年：35.53% → 36%");
    }
}
