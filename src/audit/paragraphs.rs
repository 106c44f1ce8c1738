//! Prose as an editor reads it: paragraphs of characters, each knowing where it stands in the source, with the kit's
//! calls as single signs among them.

use std::ops::Range;
use std::sync::Arc;

use typst::syntax::ast;
use typst::syntax::{LinkedNode, SyntaxKind};

use crate::diagnostics::Place;
use crate::typeset::prose::Chapter;

/// Stands in a paragraph for a call.
pub const CALL: char = '\u{fffc}';

/// A paragraph, a list item or a heading.
#[derive(Debug, Clone)]
pub struct Paragraph<'a> {
    pub chapter: &'a Chapter,
    pub kind: Kind,
    pub glyphs: Vec<Glyph>,
    pub calls: Vec<Call>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Body,
    Item,
    Heading,
}

/// One character and its bytes in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    pub shown: char,
    pub range: Range<usize>,
    /// The innermost call whose brackets it stands in: `claim`, `tally` …
    pub within: Option<Arc<str>>,
}

/// A call of a function in the prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    /// Every string among its arguments, those of nested calls included: `题.选项` and question ids.
    pub strings: Vec<String>,
    /// Names of the functions and variables among its arguments: `rank`, `t`.
    pub names: Vec<String>,
    pub range: Range<usize>,
    /// Which of the paragraph's characters stands for it.
    pub at: usize,
}

/// Every paragraph of a chapter, in order.
pub fn of(chapter: &Chapter) -> Vec<Paragraph<'_>> {
    let mut reader = Reader { chapter, paragraphs: Vec::new(), open: None, within: Vec::new() };
    reader.markup(&LinkedNode::new(chapter.source.root()));
    reader.close();
    reader.paragraphs
}

impl Paragraph<'_> {
    /// Where a stretch of characters stands.
    pub fn place(&self, glyphs: Range<usize>) -> Option<Place> {
        let (first, last) = (self.glyphs.get(glyphs.start)?, self.glyphs.get(glyphs.end.checked_sub(1)?)?);
        (first.range.start < last.range.end).then(|| self.chapter.place(first.range.start..last.range.end))
    }

    pub fn shown(&self, index: usize) -> Option<char> {
        self.glyphs.get(index).map(|glyph| glyph.shown)
    }

    /// The characters of a stretch.
    pub fn text(&self, glyphs: Range<usize>) -> String {
        self.glyphs[glyphs].iter().map(|glyph| glyph.shown).collect()
    }

    /// Every place of a word, white space aside, as stretches of characters.
    pub fn find(&self, word: &str) -> Vec<Range<usize>> {
        let mut word = word.chars().filter(|glyph| !glyph.is_whitespace());
        let Some(first) = word.next() else { return Vec::new() };
        // The end of the word that begins with this character.
        let end = |start: usize| {
            let mut solid = (start + 1..self.glyphs.len()).filter(|at| !self.glyphs[*at].shown.is_whitespace());
            let last =
                word.clone().try_fold(start, |_, wanted| solid.next().filter(|at| self.glyphs[*at].shown == wanted));
            last.map(|last| last + 1)
        };
        let starts = (0..self.glyphs.len()).filter(|at| self.glyphs[*at].shown == first);
        starts.filter_map(|start| Some(start..end(start)?)).collect()
    }

    /// The sentence around a character: from one 。！？； to the next.
    pub fn sentence(&self, index: usize) -> Range<usize> {
        let ends = |glyph: &Glyph| matches!(glyph.shown, '。' | '！' | '？' | '；');
        let start = self.glyphs[..index].iter().rposition(ends).map_or(0, |end| end + 1);
        let end = self.glyphs[index..].iter().position(ends).map_or(self.glyphs.len(), |end| index + end + 1);
        start..end
    }

    /// The calls within a stretch of characters.
    pub fn calls_in(&self, glyphs: Range<usize>) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(move |call| glyphs.contains(&call.at))
    }
}

struct Reader<'a> {
    chapter: &'a Chapter,
    paragraphs: Vec<Paragraph<'a>>,
    open: Option<Paragraph<'a>>,
    within: Vec<Arc<str>>,
}

impl<'a> Reader<'a> {
    fn close(&mut self) {
        let finished = self.open.take();
        self.paragraphs
            .extend(finished.filter(|paragraph| paragraph.glyphs.iter().any(|glyph| !glyph.shown.is_whitespace())));
    }

    fn paragraph(&mut self) -> &mut Paragraph<'a> {
        let chapter = self.chapter;
        self.open.get_or_insert_with(|| Paragraph { chapter, kind: Kind::Body, glyphs: Vec::new(), calls: Vec::new() })
    }

    fn glyph(&mut self, shown: char, range: Range<usize>) {
        let within = self.within.last().cloned();
        self.paragraph().glyphs.push(Glyph { shown, range, within });
    }

    fn text(&mut self, node: &LinkedNode) {
        for (at, shown) in node.leaf_text().char_indices() {
            let start = node.offset() + at;
            self.glyph(shown, start..start + shown.len_utf8());
        }
    }

    fn markup(&mut self, node: &LinkedNode) {
        for child in node.children() {
            self.piece(&child);
        }
    }

    fn piece(&mut self, node: &LinkedNode) {
        match node.kind() {
            SyntaxKind::Parbreak => self.close(),
            SyntaxKind::Text | SyntaxKind::Space | SyntaxKind::SmartQuote | SyntaxKind::Link => self.text(node),
            SyntaxKind::Linebreak => self.glyph('\n', node.range()),
            SyntaxKind::Escape => {
                let shown = node.cast::<ast::Escape>().map_or('\\', |escape| escape.get());
                self.glyph(shown, node.range());
            }
            SyntaxKind::Shorthand => {
                let shown = node.cast::<ast::Shorthand>().map_or('\u{a0}', |shorthand| shorthand.get());
                self.glyph(shown, node.range());
            }
            SyntaxKind::Strong | SyntaxKind::Emph => {
                node.children().filter(|child| child.kind() == SyntaxKind::Markup).for_each(|body| self.markup(&body));
            }
            SyntaxKind::Heading | SyntaxKind::ListItem | SyntaxKind::EnumItem if self.within_block() => {
                let kind = if node.kind() == SyntaxKind::Heading { Kind::Heading } else { Kind::Item };
                self.close();
                self.paragraph().kind = kind;
                node.children().filter(|child| child.kind() == SyntaxKind::Markup).for_each(|body| self.markup(&body));
                self.close();
            }
            SyntaxKind::TermItem => self.phrase(node),
            SyntaxKind::FuncCall => self.call(node),
            SyntaxKind::Ident => self.glyph(CALL, node.range()),
            SyntaxKind::LetBinding
            | SyntaxKind::SetRule
            | SyntaxKind::ShowRule
            | SyntaxKind::ModuleImport
            | SyntaxKind::ModuleInclude
            | SyntaxKind::LineComment
            | SyntaxKind::BlockComment
            | SyntaxKind::Raw
            | SyntaxKind::Equation
            | SyntaxKind::Label
            | SyntaxKind::Ref
            | SyntaxKind::Hash => {}
            SyntaxKind::Markup | SyntaxKind::ContentBlock => self.markup(node),
            // Conditions and loops: whatever they may print.
            _ => node.children().for_each(|child| self.blocks(&child)),
        }
    }

    /// Headings and items end a paragraph, save within a call's own brackets, where they are part of its sentence.
    fn within_block(&self) -> bool {
        self.within.is_empty()
    }

    /// `/ 选项: 句子` inside a tally: its own sentence.
    fn phrase(&mut self, node: &LinkedNode) {
        let bodies: Vec<LinkedNode> = node.children().filter(|child| child.kind() == SyntaxKind::Markup).collect();
        if let Some(body) = bodies.last() {
            self.glyph('；', node.offset()..node.offset());
            self.markup(body);
        }
    }

    fn call(&mut self, node: &LinkedNode) {
        let Some(call) = node.cast::<ast::FuncCall>() else { return };
        let name = match call.callee() {
            ast::Expr::Ident(name) => name.to_string(),
            _ => String::new(),
        };
        let mut found = Call { name: name.clone(), strings: Vec::new(), names: Vec::new(), range: node.range(), at: 0 };
        let mut bodies = Vec::new();
        for child in node.children().filter(|child| child.kind() == SyntaxKind::Args) {
            arguments(&child, &mut found, &mut bodies);
        }
        // A figure or a signature on a line of its own stands between paragraphs.
        let alone = self.stands_alone(node);
        if alone {
            self.close();
        }
        let structural = bodies.iter().any(is_structural);
        if structural {
            // #main-matter[…] holds paragraphs of its own.
            self.close();
            bodies.iter().for_each(|body| self.markup(body));
            self.close();
            return;
        }
        let at = self.open.as_ref().map_or(0, |paragraph| paragraph.glyphs.len());
        self.glyph(CALL, node.range());
        self.paragraph().calls.push(Call { at, ..found });
        self.within.push(name.into());
        bodies.iter().for_each(|body| self.markup(body));
        self.within.pop();
        if alone {
            self.close();
        }
    }

    /// Whether nothing but a call stands on its lines, its sign # aside.
    fn stands_alone(&self, node: &LinkedNode) -> bool {
        let text = &self.chapter.file.text;
        let before = text[..node.offset()].rsplit('\n').next().unwrap_or_default();
        let after = text[node.range().end..].split('\n').next().unwrap_or_default();
        before.trim() == "#" && after.trim().is_empty()
    }

    fn blocks(&mut self, node: &LinkedNode) {
        match node.kind() {
            SyntaxKind::ContentBlock => self.markup(node),
            _ => node.children().for_each(|child| self.blocks(&child)),
        }
    }
}

/// What a call's arguments hold: strings, names, and content blocks of its own, not those of nested calls.
fn arguments<'a>(node: &LinkedNode<'a>, call: &mut Call, bodies: &mut Vec<LinkedNode<'a>>) {
    for child in node.children() {
        match child.kind() {
            SyntaxKind::Str => {
                call.strings.extend(child.cast::<ast::Str>().map(|text| text.get().to_string()));
            }
            SyntaxKind::Ident => call.names.push(child.leaf_text().to_string()),
            SyntaxKind::ContentBlock => bodies.push(child),
            _ => arguments(&child, call, bodies),
        }
    }
}

/// Whether a block holds paragraphs or chapters, not a part of a sentence.
fn is_structural(body: &LinkedNode) -> bool {
    let inside = |kind: SyntaxKind| {
        let markup = body.children().filter(|child| child.kind() == SyntaxKind::Markup);
        markup
            .flat_map(|markup| markup.children().map(|child| child.kind()).collect::<Vec<_>>())
            .any(|found| found == kind)
    };
    inside(SyntaxKind::Parbreak) || inside(SyntaxKind::Heading) || inside(SyntaxKind::ModuleInclude)
}

/// A Chinese character.
pub fn is_han(glyph: char) -> bool {
    matches!(glyph, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(Kind, String)> {
        let chapter = Chapter::new("章.typ", text);
        of(&chapter)
            .iter()
            .map(|paragraph| (paragraph.kind, paragraph.text(0..paragraph.glyphs.len()).trim().to_owned()))
            .collect()
    }

    #[test]
    fn prose_is_read_as_paragraphs() {
        let text = "#import \"x.typ\": *\n\n= 标题\n\n有#pct(\"题.甲\")企业 3~年\n以内。\n\n- 一项\n- 二项#view[很好]。\n\n#main-matter[\n  = 内\n\n  话。\n]\n";
        let expected = [
            (Kind::Heading, "标题"),
            (Kind::Body, "有\u{fffc}企业 3\u{a0}年\n以内。"),
            (Kind::Item, "一项"),
            (Kind::Item, "二项\u{fffc}很好。"),
            (Kind::Heading, "内"),
            (Kind::Body, "话。"),
        ];
        let found: Vec<(Kind, String)> = shown(text);
        assert_eq!(found.iter().map(|(kind, text)| (*kind, text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_call_on_its_own_line_stands_between_paragraphs() {
        let expected = [(Kind::Body, "话。"), (Kind::Body, "\u{fffc}"), (Kind::Body, "又一句\n\u{fffc}企业。")];
        let found = shown("话。\n#signature(fact(\"issuer\"))\n又一句\n#pct(\"题.甲\")企业。");
        assert_eq!(found.iter().map(|(kind, text)| (*kind, text.as_str())).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn calls_and_places_are_kept() {
        let chapter = Chapter::new(
            "章.typ",
            "调查发现，#tally(\"题\", skip: (\"丙\",))[\n  / 甲: 企业选甲\n  / 乙: 企业选乙\n]。",
        );
        let [paragraph] = &of(&chapter)[..] else { panic!("one paragraph") };
        let [call] = &paragraph.calls[..] else { panic!("one call") };
        assert_eq!((call.name.as_str(), call.strings.as_slice()), ("tally", &["题".to_owned(), "丙".to_owned()][..]));
        let found = paragraph.find("选乙");
        assert_eq!(found.len(), 1);
        let place = paragraph.place(found[0].clone()).unwrap();
        assert_eq!((place.line_column(), &chapter.file.text[place.range]), ((3, 10), "选乙"));
        assert_eq!(paragraph.glyphs[found[0].start].within.as_deref(), Some("tally"));
        assert_eq!(paragraph.text(paragraph.sentence(found[0].start)).trim(), "企业选乙\n。");
    }
}
