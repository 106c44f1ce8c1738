//! Paragraphs that changed: found by their place and kind, then read word by word.

use super::align::{LIKE, align};
use super::words::{self, Pairs, Part};
use crate::messages::Message;
use crate::reading::Block;

/// A paragraph that changed, appeared or vanished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParagraphChange {
    /// Its structure type, as in [`Block`]; empty in a file without structure.
    pub role: String,
    /// Whether it is the text that stands for a picture, which says it in sentences.
    pub is_alternative: bool,
    /// The pages it stands on, from 0; none on the side that has not got it.
    pub old_page: Option<usize>,
    pub new_page: Option<usize>,
    pub parts: Vec<Part>,
}

impl ParagraphChange {
    /// What it is to a reader: a heading, a caption.
    pub fn kind(&self) -> Message {
        Message::new(match self.role.as_str() {
            _ if self.is_alternative => "diff-role-figure",
            "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "Title" => "diff-role-heading",
            "Caption" => "diff-role-caption",
            "Figure" => "diff-role-figure-text",
            "TD" | "TH" => "diff-role-cell",
            "TOCI" => "diff-role-contents",
            "Note" | "FENote" => "diff-role-note",
            _ => "diff-role-text",
        })
    }
}

/// All changes in reading order. What only moved to another page is none.
pub(super) fn changes(old: &[Block], new: &[Block]) -> Vec<ParagraphChange> {
    let key = |block: &Block| (block.role.clone(), block.text.clone(), block.alt.clone());
    let [olds, news] = [old, new].map(|blocks| blocks.iter().map(key).collect::<Vec<_>>());
    let [old_words, new_words] =
        [old, new].map(|blocks| blocks.iter().map(|it| Pairs::of(said(it))).collect::<Vec<_>>());
    let like = |before: usize, now: usize| match (&old[before].role, &new[now].role) {
        (before, now) if before != now => 0.0,
        // A cell may hold one number: another one in its place is that cell, changed.
        (role, _) if matches!(role.as_str(), "TD" | "TH") => old_words[before].likeness(&new_words[now]).max(LIKE),
        _ => old_words[before].likeness(&new_words[now]),
    };
    let mut changes = Vec::new();
    for (before, now) in align(&olds, &news, like) {
        let (before, now) = (before.map(|at| &old[at]), now.map(|at| &new[at]));
        let Some(either) = now.or(before) else { continue };
        let text = |block: Option<&Block>| block.map(|block| block.text.clone()).unwrap_or_default();
        let alt = |block: Option<&Block>| block.and_then(|block| block.alt.clone()).unwrap_or_default();
        // A picture's alternative says in sentences what its text says in scraps.
        let is_alternative = alt(before) != alt(now);
        let [before_said, now_said] = [before, now].map(|it| if is_alternative { alt(it) } else { text(it) });
        if before_said != now_said {
            changes.push(ParagraphChange {
                role: either.role.clone(),
                is_alternative,
                old_page: before.map(|block| block.page),
                new_page: now.map(|block| block.page),
                parts: words::diff(&before_said, &now_said),
            });
        }
    }
    changes
}

/// What a block says, in sentences where it can.
fn said(block: &Block) -> &str {
    block.alt.as_ref().unwrap_or(&block.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(page: usize, role: &str, text: &str, alt: &str) -> Block {
        let alt = (!alt.is_empty()).then(|| alt.to_owned());
        Block { page, role: role.to_owned(), text: text.to_owned(), alt }
    }

    #[test]
    fn changed_new_gone_and_moved() {
        let old = [
            block(0, "H1", "一、调查背景", ""),
            block(0, "P", "有71.05%企业用户希望服务商提供服务。", ""),
            block(0, "P", "这一段要删去。", ""),
            block(0, "Figure", "", "条形图：甲 71.05%"),
            block(1, "P", "不变的一段。", ""),
        ];
        let new = [
            block(0, "H1", "一、调查背景", ""),
            block(0, "P", "有72.37%企业用户希望服务商提供服务。", ""),
            block(0, "Figure", "", "条形图：甲 72.37%"),
            block(2, "P", "不变的一段。", ""),
            block(2, "P", "新增的话在这里。", ""),
        ];
        let changes = changes(&old, &new);
        let told: Vec<_> = changes.iter().map(|it| (it.old_page, it.new_page, it.is_alternative)).collect();
        assert_eq!(
            told,
            [(Some(0), Some(0), false), (Some(0), None, false), (Some(0), Some(0), true), (None, Some(2), false)]
        );
        assert_eq!(changes[1].parts, [Part::Removed("这一段要删去。".to_owned())]);
        assert!(super::changes(&old, &old).is_empty());
    }
}
