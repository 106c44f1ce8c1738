//! Gives the pages of a PDF their BleedBox: what a printer's artwork may run on into beyond the cut. Typst writes the
//! TrimBox alone, and a missing BleedBox would mean the whole sheet, crop marks and all.
//!
//! Only for files as Typst writes them: one table of objects at the end, pages that are objects of their own.

use std::ops::Range;

use hayro_syntax::Pdf;

const TRIM: &[u8] = b"/TrimBox[";

/// The same file with a BleedBox on every page, `bleed` pt around its TrimBox; nothing where the file is no such file.
pub fn with_bleed(pdf: &[u8], bleed: f64) -> Option<Vec<u8>> {
    let table = Table::read(pdf)?;
    // The file is read for its pages only; what is inserted goes by their offsets.
    let read = Pdf::new(pdf.to_vec()).ok()?;
    let mut boxes = Vec::new();
    for page in read.pages().iter() {
        let number = usize::try_from(page.raw().obj_id()?.obj_number).ok()?;
        let start = *table.offsets.get(number)?;
        let page = &pdf[start..start + find(&pdf[start..], b"endobj")?];
        let at = find(page, TRIM)?;
        let values = &page[at + TRIM.len()..];
        let values = std::str::from_utf8(&values[..find(values, b"]")?]).ok()?;
        let trim: Vec<f64> = values.split_whitespace().map(str::parse).collect::<Result<_, _>>().ok()?;
        let [left, bottom, right, top] = trim[..] else { return None };
        let around = [left - bleed, bottom - bleed, right + bleed, top + bleed].map(|value| format!("{value:.3}"));
        boxes.push((start + at, format!("/BleedBox[{}]", around.join(" "))));
    }
    boxes.sort();
    Some(inserted(pdf, &table, &boxes))
}

/// Where the objects of a file lie.
struct Table {
    /// By object number; 0 where there is none.
    offsets: Vec<usize>,
    /// The entries, 20 bytes each.
    entries: Range<usize>,
    /// Where the table begins, and the digits at the file's end that say so.
    start: usize,
    start_digits: Range<usize>,
}

const ENTRY: usize = 20;

impl Table {
    fn read(pdf: &[u8]) -> Option<Table> {
        let word = b"startxref\n";
        let at = pdf.windows(word.len()).rposition(|part| part == word)? + word.len();
        let start_digits = at..at + find(&pdf[at..], b"\n")?;
        let start: usize = number(&pdf[start_digits.clone()])?;
        let head = b"xref\n0 ";
        let rest = pdf.get(start..)?.strip_prefix(head)?;
        let line = find(rest, b"\n")?;
        let count: usize = number(&rest[..line])?;
        let first = start + head.len() + line + 1;
        let entries = first..first + count * ENTRY;
        // One section: the trailer follows.
        pdf.get(entries.end..)?.starts_with(b"trailer").then_some(())?;
        let offset = |entry: &[u8]| if entry[17] == b'n' { number(&entry[..10]) } else { Some(0) };
        let offsets = pdf[entries.clone()].chunks(ENTRY).map(offset).collect::<Option<_>>()?;
        Some(Table { offsets, entries, start, start_digits })
    }
}

/// The file with texts inserted at their places, in order, and its table moved along.
fn inserted(pdf: &[u8], table: &Table, texts: &[(usize, String)]) -> Vec<u8> {
    let moved = |offset: usize| -> usize {
        offset + texts.iter().filter(|(at, _)| *at < offset).map(|(_, text)| text.len()).sum::<usize>()
    };
    let mut out = Vec::with_capacity(moved(pdf.len()));
    let mut copied = 0;
    for (at, text) in texts {
        out.extend_from_slice(&pdf[copied..*at]);
        out.extend_from_slice(text.as_bytes());
        copied = *at;
    }
    out.extend_from_slice(&pdf[copied..table.entries.start]);
    for (offset, entry) in table.offsets.iter().zip(pdf[table.entries.clone()].chunks(ENTRY)) {
        let place = if *offset == 0 { entry[..10].to_vec() } else { format!("{:010}", moved(*offset)).into_bytes() };
        out.extend(place.iter().chain(&entry[10..]));
    }
    out.extend_from_slice(&pdf[table.entries.end..table.start_digits.start]);
    out.extend_from_slice(moved(table.start).to_string().as_bytes());
    out.extend_from_slice(&pdf[table.start_digits.end..]);
    out
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
