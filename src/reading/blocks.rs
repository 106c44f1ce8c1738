//! Text by structure: a tagged file's paragraphs, headings, captions and cells in reading order.

use std::collections::HashSet;

use hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier, String as PdfString};

use super::content::PageText;
use super::screen::MAX_DEPTH;
use super::strings::text;
use super::{Pdf, Unreadable, tree};

const MAX_ELEMENTS: usize = 500_000;

/// Elements inside a line of text: theirs is the text of what holds them.
const INLINE: [&str; 14] = [
    "Span",
    "Link",
    "Reference",
    "Quote",
    "Em",
    "Strong",
    "Code",
    "BibEntry",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Sub",
];

/// Elements that group others: a line of text in one stands by itself.
const GROUPS: [&str; 16] = [
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "TOC",
    "Index",
    "L",
    "LI",
    "Table",
    "THead",
    "TBody",
    "TFoot",
    "TR",
    "NonStruct",
];

/// A stretch of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The page it begins on, from 0.
    pub page: usize,
    /// The standard structure type: `H1`, `P`, `Caption`, `Figure`, `TD`, `LBody`.
    pub role: String,
    /// Its text without the page's line breaks; that of blocks inside it is theirs.
    pub text: String,
    /// What stands for it where it cannot be seen.
    pub alt: Option<String>,
}

impl Pdf {
    /// All blocks that have a text or an alternative for one, in reading order; none in a file without a structure.
    ///
    /// # Errors
    /// A structure that is too deep, too wide or circular; pages that cannot be read to their end.
    pub fn blocks(&self) -> Result<Vec<Block>, Unreadable> {
        self.guarded(|| {
            let Some(root) = self.catalog().and_then(|catalog| catalog.get::<Dict>("StructTreeRoot")) else {
                return Ok(Vec::new());
            };
            let contents = self.contents()?;
            let roles = root.get::<Dict>("RoleMap").unwrap_or_default();
            let mut walk =
                Walk { pdf: self, contents: &contents, roles, seen: HashSet::new(), count: 0, blocks: Vec::new() };
            walk.kids(&root, None, None, 0)?;
            let mut blocks = walk.blocks;
            for block in &mut blocks {
                block.text = in_one_line(&block.text);
            }
            blocks.retain(|block| !block.text.is_empty() || block.alt.is_some());
            Ok(blocks)
        })
    }
}

struct Walk<'a> {
    pdf: &'a Pdf,
    contents: &'a [PageText],
    roles: Dict<'a>,
    seen: HashSet<ObjectIdentifier>,
    count: usize,
    blocks: Vec<Block>,
}

impl<'a> Walk<'a> {
    /// Everything inside an element that stands on `page`, as text of the block `of`.
    fn kids(
        &mut self,
        element: &Dict<'a>,
        page: Option<usize>,
        of: Option<usize>,
        depth: usize,
    ) -> Result<(), Unreadable> {
        if depth > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        let xref = self.pdf.syntax.xref();
        let kids = match element.get::<Object>("K") {
            Some(Object::Array(kids)) => kids.raw_iter().collect(),
            _ => element.get_raw::<Object>("K").into_iter().collect::<Vec<MaybeRef<Object>>>(),
        };
        for kid in kids {
            self.count += 1;
            if self.count > MAX_ELEMENTS {
                return Err(Unreadable::TooLarge);
            }
            match tree::resolved(kid, xref) {
                Some((_, Object::Number(number))) => self.marked(page, number.as_i64(), of),
                Some((id, Object::Dict(kid))) => {
                    if id.is_some_and(|id| !self.seen.insert(id)) {
                        return Err(Unreadable::TooDeep);
                    }
                    self.element(&kid, page, of, depth)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn element(
        &mut self,
        element: &Dict<'a>,
        page: Option<usize>,
        of: Option<usize>,
        depth: usize,
    ) -> Result<(), Unreadable> {
        let page = element.get_ref("Pg").and_then(|page| self.pdf.page_of(page.into())).or(page);
        let Some(role) = element.get::<Name>("S") else {
            // No element but a mark, of its own page; references to annotations have no number.
            if let Some(number) = element.get::<i32>("MCID") {
                self.marked(page, number.into(), of);
            }
            return Ok(());
        };
        let role = self.standard(&role);
        let said = |key: &str| element.get::<PdfString>(key).map(|said| text(said.as_bytes()));
        let block = match of {
            Some(of) if INLINE.contains(&role.as_str()) && !GROUPS.contains(&self.blocks[of].role.as_str()) => of,
            _ => {
                let last = self.blocks.last().map_or(0, |block| block.page);
                let page = page.unwrap_or(last);
                self.blocks.push(Block { page, role, text: String::new(), alt: None });
                self.blocks.len() - 1
            }
        };
        if let Some(alt) = said("Alt") {
            self.blocks[block].alt.get_or_insert(alt);
        }
        match said("ActualText") {
            Some(actual) => self.blocks[block].text.push_str(&actual),
            None => self.kids(element, page, Some(block), depth + 1)?,
        }
        Ok(())
    }

    /// A role of the document's own is one of the standard, by its map.
    fn standard(&self, role: &Name) -> String {
        let mut role = String::from_utf8_lossy(role).into_owned();
        for _ in 0..8 {
            match self.roles.get::<Name>(role.as_bytes()) {
                Some(known) => role = String::from_utf8_lossy(&known).into_owned(),
                None => break,
            }
        }
        role
    }

    fn marked(&mut self, page: Option<usize>, number: i64, of: Option<usize>) {
        let (Some(page), Some(of), Ok(number)) = (page, of, i32::try_from(number)) else { return };
        let Some(shown) = self.contents.get(page).and_then(|content| content.marked.get(&number)) else { return };
        let block = &mut self.blocks[of];
        if block.text.is_empty() {
            block.page = page;
        }
        block.text.push_str(shown);
    }
}

/// A text without the page's line breaks: Chinese closes up, Latin words keep apart.
fn in_one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.split('\n').filter(|part| !part.is_empty()) {
        let before = line.chars().next_back().is_some_and(|last| last.is_ascii_graphic() && !"-/(".contains(last));
        let after = part.chars().next().is_some_and(|first| first.is_ascii_alphanumeric() || first == '(');
        if before && after {
            line.push(' ');
        }
        line.push_str(part);
    }
    line.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_close_up_in_chinese_and_keep_apart_in_latin() {
        assert_eq!(in_one_line("\n电子合同\n信任服务 \nOSCAR"), "电子合同信任服务 OSCAR");
        assert_eq!(in_one_line("Cloud Alliance,\nfor industry\n2018 年"), "Cloud Alliance, for industry 2018 年");
        assert_eq!(in_one_line("inter-\nnational"), "inter-national");
    }
}
