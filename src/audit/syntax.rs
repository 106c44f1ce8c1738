//! Walking the prose's syntax trees, for slips of typing that Typst reads in its own way.

use typst::syntax::{LinkedNode, SyntaxKind};

use crate::diagnostics::Place;
use crate::typeset::prose::Chapter;

/// Calls `look` for every node of a chapter, outermost first.
pub fn visit<'a>(chapter: &'a Chapter, look: &mut impl FnMut(&LinkedNode<'a>)) {
    fn walk<'a>(node: &LinkedNode<'a>, look: &mut impl FnMut(&LinkedNode<'a>)) {
        look(node);
        for child in node.children() {
            walk(&child, look);
        }
    }
    walk(&LinkedNode::new(chapter.source.root()), look);
}

/// Every node of these kinds, in order.
pub fn nodes<'a>(chapter: &'a Chapter, kinds: &[SyntaxKind]) -> Vec<LinkedNode<'a>> {
    let mut found = Vec::new();
    visit(chapter, &mut |node| {
        if kinds.contains(&node.kind()) {
            found.push(node.clone());
        }
    });
    found
}

/// The character that ends just before a byte of the chapter.
pub fn before(chapter: &Chapter, at: usize) -> Option<char> {
    chapter.file.text[..at].chars().next_back()
}

/// The character at a byte of the chapter.
pub fn after(chapter: &Chapter, at: usize) -> Option<char> {
    chapter.file.text[at..].chars().next()
}

/// The line around a byte, without its end.
pub fn line(chapter: &Chapter, at: usize) -> (usize, &str) {
    let text = &chapter.file.text;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    (start, &text[start..end])
}

/// Where a node stands.
pub fn place(chapter: &Chapter, node: &LinkedNode) -> Option<Place> {
    (!node.range().is_empty()).then(|| chapter.place(node.range()))
}

/// Whether a node stands in markup, not in code.
pub fn in_markup(node: &LinkedNode) -> bool {
    node.parent().is_some_and(|parent| parent.kind() == SyntaxKind::Markup)
}
