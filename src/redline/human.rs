//! A redline for a terminal: numbers in lines, the changed sentences of paragraphs, pages by their printed numbers.

use super::{NumberChange, ParagraphChange, Part, Redline, Release};
use crate::messages::{Lang, Message};

/// The whole redline as text.
pub fn text(old: &Release, new: &Release, redline: &Redline, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line(Message::new("diff-head").with("old", old.name()).with("new", new.name()).text(lang));
    if redline.is_empty() {
        line(nothing(redline, old, new).text(lang));
    } else {
        line(summary(redline).text(lang));
    }
    if let Some(note) = without_data(old, new).filter(|_| old.bytes != new.bytes) {
        line(note.text(lang));
    }
    let numbers = redline.numbers.as_deref().unwrap_or_default();
    if !numbers.is_empty() {
        line(String::new());
        line(Message::new("diff-numbers").with("count", numbers.len()).text(lang));
        numbers.iter().for_each(|change| line(format!("  {}", number(change, old, new).text(lang))));
    }
    if !redline.paragraphs.is_empty() {
        line(String::new());
        line(Message::new("diff-paragraphs").with("count", redline.paragraphs.len()).text(lang));
        for change in &redline.paragraphs {
            line(format!("  {}", place(change, old, new).text(lang)));
            line(format!("    {}", excerpt(&change.parts)));
        }
    }
    let changed = redline.changed_pages().count();
    if changed > 0 {
        line(String::new());
        line(Message::new("diff-pages").with("count", changed).text(lang));
        let (gone, there): (Vec<_>, Vec<_>) = redline.changed_pages().partition(|pair| pair.new.is_none());
        let there: Vec<usize> = there.iter().filter_map(|pair| pair.new).collect();
        let names = new.page_names(&there).into_iter().chain(gone.iter().map(|pair| pair.name(old, new)));
        line(format!("  {}", Message::new("list-of").with("items", names.collect::<Vec<_>>()).text(lang)));
    }
    out
}

/// How much of what changed.
pub(super) fn summary(redline: &Redline) -> Message {
    let pages = redline.changed_pages().count();
    let paragraphs = redline.paragraphs.len();
    match &redline.numbers {
        Some(numbers) => Message::new("diff-summary").with("numbers", numbers.len()),
        None => Message::new("diff-summary-without-numbers"),
    }
    .with("paragraphs", paragraphs)
    .with("pages", pages)
}

/// That nothing differs, or nothing that is looked at.
pub(super) fn nothing(redline: &Redline, old: &Release, new: &Release) -> Message {
    Message::new(match &redline.numbers {
        _ if old.bytes == new.bytes => "diff-same-bytes",
        Some(_) => "diff-nothing",
        None => "diff-nothing-without-numbers",
    })
}

/// That numbers could not be compared, and on whose account.
pub(super) fn without_data(old: &Release, new: &Release) -> Option<Message> {
    let without: Vec<String> = [old, new].iter().filter(|it| it.data.is_none()).map(|it| it.name()).collect();
    (!without.is_empty()).then(|| Message::new("diff-without-data").with("files", without))
}

/// `图 14“服务调查”的“司法鉴定”：71.05% → 72.37%，+1.32 百分点`.
fn number(change: &NumberChange, old: &Release, new: &Release) -> Message {
    let number = change.numbers_text();
    let message = match change.by_message() {
        Some(by) => Message::new("diff-number-by").with("by", by),
        None => Message::new("diff-number"),
    };
    let [before, now] = number;
    message.with("of", of(change, old, new)).with("before", before).with("now", now)
}

/// What a number is of.
pub(super) fn of(change: &NumberChange, old: &Release, new: &Release) -> Message {
    let Some((_, title)) = &change.question else {
        return Message::new("diff-of-sample").with("item", &change.item).with("measure", change.measure.message());
    };
    let figure = new.figure(title).or_else(|| old.figure(title));
    let id = match (figure.is_some(), change.item.is_empty()) {
        (true, false) => "diff-of-figure",
        (true, true) => "diff-of-figure-whole",
        (false, false) => "diff-of-question",
        (false, true) => "diff-of-question-whole",
    };
    let message = Message::new(id).with("title", title).with("measure", change.measure.message());
    let message = if change.item.is_empty() { message } else { message.with("item", &change.item) };
    match figure {
        Some(figure) => message.with("figure", figure.name),
        None => message,
    }
}

fn place(change: &ParagraphChange, old: &Release, new: &Release) -> Message {
    let page = |release: &Release, page: Option<usize>| page.map(|page| release.page_name(page));
    let message = match (page(old, change.old_page), page(new, change.new_page)) {
        (Some(before), Some(now)) if before != now => {
            Message::new("diff-place-moved").with("before", before).with("now", now)
        }
        (_, Some(now)) if change.old_page.is_none() => Message::new("diff-place-new").with("page", now),
        (_, Some(now)) => Message::new("diff-place").with("page", now),
        (before, None) => Message::new("diff-place-gone").with("page", before.unwrap_or(Message::verbatim(""))),
    };
    message.with("kind", change.kind())
}

/// The sentences in which anything changed, marked `[-old-]{+new+}`; what is left out shows as an ellipsis.
fn excerpt(parts: &[Part]) -> String {
    // Sentences, each with whether anything in it changed.
    let mut sentences = vec![(String::new(), false)];
    for part in parts {
        let last = sentences.len() - 1;
        match part {
            Part::Removed(text) => sentences[last].0 += &format!("[-{text}-]"),
            Part::Added(text) => sentences[last].0 += &format!("{{+{text}+}}"),
            Part::Same(text) => {
                for piece in text.split_inclusive(['。', '；', '！', '？']) {
                    let last = sentences.len() - 1;
                    sentences[last].0 += piece;
                    if piece.ends_with(['。', '；', '！', '？']) {
                        sentences.push((String::new(), false));
                    }
                }
                continue;
            }
        }
        sentences[last].1 = true;
    }
    let mut excerpt = String::new();
    for (sentence, changed) in sentences.iter().filter(|(sentence, _)| !sentence.is_empty()) {
        if *changed {
            excerpt += sentence;
        } else if !excerpt.ends_with('…') {
            excerpt.push('…');
        }
    }
    excerpt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sentences_that_changed_are_quoted() {
        let same = |text: &str| Part::Same(text.to_owned());
        let parts = [
            same("甲。乙。有"),
            Part::Removed("71%".to_owned()),
            Part::Added("72%".to_owned()),
            same("用户。丙。丁。"),
        ];
        assert_eq!(excerpt(&parts), "…有[-71%-]{+72%+}用户。…");
        assert_eq!(excerpt(&[Part::Added("新。句".to_owned())]), "{+新。句+}");
    }
}
