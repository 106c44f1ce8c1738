//! What everybody may read of a project: the same pages come of it, without what the house wrote for itself.

use std::ops::Range;

use typst::foundations::Bytes;
use typst::syntax::ast::{self, AstNode};
use typst::syntax::{LinkedNode, Source, SyntaxKind};

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

/// A Typst file with empty comments and without the reasons of `unjudged`. Lines keep their numbers.
pub fn prose(bytes: &Bytes) -> Bytes {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.clone() };
    let source = Source::detached(text);
    let mut private = Vec::new();
    collect(&LinkedNode::new(source.root()), &mut private);
    private.sort_by_key(|range| range.start);
    let mut public = String::with_capacity(text.len());
    let mut from = 0;
    for range in private {
        public.push_str(&text[from..range.start]);
        // What ends a line in a comment may end a statement.
        public.extend(text[range.clone()].chars().filter(|character| matches!(character, '\n' | '\r')));
        from = range.end;
    }
    public.push_str(&text[from..]);
    Bytes::from_string(public)
}

/// The stretches that are not for readers: what stands between the marks of a comment or a string.
fn collect(node: &LinkedNode, private: &mut Vec<Range<usize>>) {
    let range = node.range();
    match node.kind() {
        SyntaxKind::LineComment => private.push(range.start + 2..range.end),
        // A comment that the file ends in has no closing mark.
        SyntaxKind::BlockComment => {
            let words = node.get().leaf_text();
            let closing = if words.len() >= 4 && words.ends_with("*/") { 2 } else { 0 };
            private.push(range.start + 2..range.end - closing);
        }
        _ => {}
    }
    if let Some(reason) = reason(node) {
        private.push(reason.start + 1..reason.end - 1);
    }
    node.children().for_each(|child| collect(&child, private));
}

/// Where the reason of an `unjudged` call stands, quotation marks included.
fn reason(node: &LinkedNode) -> Option<Range<usize>> {
    let call = node.cast::<ast::FuncCall>()?;
    matches!(call.callee(), ast::Expr::Ident(name) if name.as_str() == "unjudged").then_some(())?;
    let string = call.args().items().find_map(|argument| match argument {
        ast::Arg::Pos(ast::Expr::Str(string)) => Some(string.to_untyped()),
        _ => None,
    })?;
    node.find(string.span()).map(|string| string.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> String {
        String::from_utf8(prose(&Bytes::from_string(text.to_owned())).to_vec()).unwrap()
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
    }
}
