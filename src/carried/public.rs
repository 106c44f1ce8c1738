//! What everybody may read of a project: the same pages come of it, without what the house wrote for itself.

use std::ops::Range;

use typst::foundations::Bytes;
use typst::syntax::ast::{self, AstNode};
use typst::syntax::{LinkedNode, Source, SyntaxKind, SyntaxNode};

use super::Form;
use crate::error::Result;
use crate::survey::Dataset;
use crate::survey::model::Survey;
use crate::survey::patch::patch;

/// The text of a data file, with its links as they were settled; in public form without notes.
///
/// # Errors
/// None for a dataset that was read from its own text.
pub fn data(dataset: &Dataset, form: Form) -> Result<Bytes> {
    let text = &dataset.file.text;
    let written = Dataset::parse(&dataset.file.name, text.clone())?.survey;
    let survey = match form {
        Form::Own => dataset.survey.clone(),
        Form::Public => survey(&dataset.survey),
    };
    Ok(Bytes::from_string(patch(text, &written, &survey)))
}

/// A survey without notes: they are for editors and never printed.
pub fn survey(own: &Survey) -> Survey {
    let mut survey = own.clone();
    // Where it lies on somebody's machine is nobody's business.
    survey.schema = survey.schema.map(|path| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
    survey.bases.iter_mut().for_each(|base| base.note = None);
    survey.errata.iter_mut().for_each(|erratum| erratum.note = None);
    survey.terms.iter_mut().for_each(|term| term.note = None);
    for question in &mut survey.questions {
        question.note = None;
        question.options.iter_mut().for_each(|option| option.note = None);
    }
    for link in survey.links.iter_mut().flat_map(|links| &mut links.questions) {
        link.note = None;
        link.options.iter_mut().for_each(|option| option.note = None);
    }
    survey
}

/// The kit's function whose first argument is why words are not judged.
const UNJUDGED: &str = "unjudged";

/// A Typst file with empty comments and without the reasons of `unjudged`. Lines keep their numbers. Of what was asked
/// before, the same bytes come back as long as layouts are kept.
#[comemo::memoize]
pub fn prose(source: &Source) -> Bytes {
    let text = source.text();
    let mut public = String::with_capacity(text.len());
    let mut from = 0;
    for range in private(source) {
        public.push_str(&text[from..range.start]);
        // What ends a line in a comment may end a statement.
        public.extend(text[range.clone()].chars().filter(|character| matches!(character, '\n' | '\r')));
        from = range.end;
    }
    public.push_str(&text[from..]);
    Bytes::from_string(public)
}

/// The stretches that are not for readers: what stands between the marks of a comment, or of a reason's string.
fn private(source: &Source) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    comments(source.root(), 0, &comment_marks(source.text()), &mut stretches);
    // Most files never name it, under any name.
    if source.text().contains(UNJUDGED) {
        reasons(&LinkedNode::new(source.root()), &mut stretches);
    }
    stretches.sort_by_key(|range| range.start);
    stretches.dedup();
    stretches
}

/// What stands between the marks of comments, below a node that begins at this byte. `marks` is where a comment may
/// begin, in order: only there are nodes looked at.
fn comments(node: &SyntaxNode, start: usize, marks: &[usize], stretches: &mut Vec<Range<usize>>) {
    let inside = |end: usize| marks.partition_point(|mark| *mark < end);
    let marks = &marks[inside(start)..inside(start + node.len())];
    if marks.is_empty() {
        return;
    }
    stretches.extend(comment(node, start));
    let mut start = start;
    for child in node.children() {
        comments(child, start, marks, stretches);
        start += child.len();
    }
}

/// Where a text has what a comment begins with, in order.
fn comment_marks(text: &str) -> Vec<usize> {
    let begins = |slash: &usize| matches!(text.as_bytes().get(slash + 1), Some(b'/' | b'*'));
    text.match_indices('/').map(|(slash, _)| slash).filter(begins).collect()
}

/// What stands in the strings of reasons.
fn reasons(root: &LinkedNode, stretches: &mut Vec<Range<usize>>) {
    let callees = callees(root);
    let mut names = Vec::new();
    visit(root, &mut |node| {
        if let Some(reason) = reason(node, &callees) {
            visit(&reason, &mut |node| {
                stretches.extend(string(node));
                names.extend(node.cast::<ast::Ident>().map(|name| name.as_str().to_owned()));
            });
        }
    });
    // A reason may have been given a name first.
    visit(root, &mut |node| {
        let Some(binding) = node.cast::<ast::LetBinding>() else { return };
        if binding.kind().bindings().iter().any(|name| names.iter().any(|known| known == name.as_str())) {
            visit(node, &mut |node| stretches.extend(string(node)));
        }
    });
}

fn visit(node: &LinkedNode, look: &mut impl FnMut(&LinkedNode)) {
    look(node);
    node.children().for_each(|child| visit(&child, look));
}

/// The inside of a comment that begins at this byte.
fn comment(node: &SyntaxNode, start: usize) -> Option<Range<usize>> {
    let range = start..start + node.len();
    match node.kind() {
        SyntaxKind::LineComment => Some(range.start + 2..range.end),
        // A comment that the file ends in has no closing mark.
        SyntaxKind::BlockComment => {
            let words = node.leaf_text();
            let closing = if words.len() >= 4 && words.ends_with("*/") { 2 } else { 0 };
            Some(range.start + 2..range.end - closing)
        }
        _ => None,
    }
}

/// The inside of a string.
fn string(node: &LinkedNode) -> Option<Range<usize>> {
    let range = node.range();
    (node.kind() == SyntaxKind::Str).then(|| range.start + 1..range.end - 1)
}

/// What `unjudged` is called in a file: by its own name, or as it was imported or bound.
fn callees(root: &LinkedNode) -> Vec<String> {
    let mut names = vec![UNJUDGED.to_owned()];
    visit(root, &mut |node| {
        if let Some(item) = node.cast::<ast::RenamedImportItem>()
            && item.original_name().as_str() == UNJUDGED
        {
            names.push(item.new_name().as_str().to_owned());
        }
        if let Some(binding) = node.cast::<ast::LetBinding>()
            && binding.init().is_some_and(|value| is_callee(value, &[UNJUDGED.to_owned()]))
        {
            names.extend(binding.kind().bindings().iter().map(|name| name.as_str().to_owned()));
        }
    });
    names
}

fn is_callee(callee: ast::Expr, names: &[String]) -> bool {
    match callee {
        ast::Expr::Ident(name) => names.iter().any(|known| known == name.as_str()),
        ast::Expr::FieldAccess(access) => access.field().as_str() == UNJUDGED,
        _ => false,
    }
}

/// The reason that a call of `unjudged` is given: its first argument.
fn reason<'a>(node: &LinkedNode<'a>, callees: &[String]) -> Option<LinkedNode<'a>> {
    let call = node.cast::<ast::FuncCall>()?;
    is_callee(call.callee(), callees).then_some(())?;
    let first = match call.args().items().next()? {
        ast::Arg::Pos(value) => value.to_untyped(),
        ast::Arg::Named(named) => named.expr().to_untyped(),
        ast::Arg::Spread(spread) => spread.expr().to_untyped(),
    };
    node.find(first.span())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> String {
        String::from_utf8(prose(&Source::detached(text)).to_vec()).unwrap()
    }

    #[test]
    fn comments_are_emptied_and_nothing_else() {
        for (own, expected) in [
            ("甲 // 私\n乙", "甲 //\n乙"),
            ("甲/* 私\n私 */乙", "甲/*\n*/乙"),
            ("#let a = 1 /// 私\n#a", "#let a = 1 //\n#a"),
            ("见 https://example.org/a", "见 https://example.org/a"),
            ("#let s = \"// 不是注释\"", "#let s = \"// 不是注释\""),
            ("`// 原样`", "`// 原样`"),
            ("/* 外 /* 内 */ 外 */甲", "/**/甲"),
            ("甲 // 私", "甲 //"),
            ("甲 /* 私", "甲 /*"),
        ] {
            assert_eq!(public(own), expected, "{own}");
            assert_eq!(public(expected), expected, "what is public stays as it is");
        }
    }

    #[test]
    fn reasons_are_emptied_and_the_words_stay() {
        let own = "#unjudged(\"因为私\")[甲]#view[乙]#unjudged(/* 私 */ \"私\", [丙 // 私\n])";
        assert_eq!(public(own), "#unjudged(\"\")[甲]#view[乙]#unjudged(/**/ \"\", [丙 //\n])");
        for (own, expected) in [
            (
                "#let r = \"私\"\n#let other = \"公\"\n#unjudged(r)[甲]",
                "#let r = \"\"\n#let other = \"公\"\n#unjudged(r)[甲]",
            ),
            (
                "#import \"/k.typ\": unjudged as u, view\n#u(\"私\")[甲]",
                "#import \"/k.typ\": unjudged as u, view\n#u(\"\")[甲]",
            ),
            ("#let u = unjudged\n#u(\"私\")[甲]", "#let u = unjudged\n#u(\"\")[甲]"),
            (
                "#import \"/k.typ\"\n#k.unjudged(\"私\" + \"私\")[甲]",
                "#import \"/k.typ\"\n#k.unjudged(\"\" + \"\")[甲]",
            ),
            ("#unjudged(..(\"私\", [甲]))", "#unjudged(..(\"\", [甲]))"),
            ("#claim(\"公\")[甲]", "#claim(\"公\")[甲]"),
        ] {
            assert_eq!(public(own), expected);
        }
    }
}
