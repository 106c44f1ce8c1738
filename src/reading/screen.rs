//! A look through a file before it is parsed: the parser trusts how deep and how wide a file is, and a stack that
//! overflows or a memory that runs out cannot be caught.
//!
//! Objects are found where any reader must find them, after `N G obj`, whatever the file's own table says of them.

use std::collections::{BTreeMap, HashMap};

use hayro_syntax::object::{Array, Dict, FromBytes, MaybeRef, Stream};

use super::{Unreadable, unpack};

/// A file's bytes.
const MAX_FILE: usize = 256 << 20;
/// What all streams of a file unpack to.
const MAX_UNPACKED: usize = 1 << 30;
/// What one stream of packed objects unpacks to.
const MAX_PACKED_OBJECTS: usize = 64 << 20;
/// Pages, and nodes of any tree.
pub(super) const MAX_PAGES: usize = 20_000;
/// Levels of any tree.
pub(super) const MAX_DEPTH: usize = 200;
/// Bytes of stack that the parser takes for one bracket it is inside of, generously.
const STACK_A_BRACKET: usize = 1 << 10;
const STACK_AT_LEAST: usize = 16 << 20;
const STACK_AT_MOST: usize = 4 << 30;

/// Bytes of stack that parsing can take at most: no file is nested deeper than it has brackets.
pub(super) fn stack(bytes: &[u8]) -> Result<usize, Unreadable> {
    if bytes.len() > MAX_FILE {
        return Err(Unreadable::TooLarge);
    }
    let head = &bytes[..bytes.len().min(1024)];
    if find(head, b"%PDF-", 0).is_none() {
        return Err(Unreadable::NotPdf);
    }
    if find(bytes, b"/Encrypt ", 0).is_some() || find(bytes, b"/Encrypt<<", 0).is_some() {
        return Err(Unreadable::Encrypted);
    }
    for_brackets(brackets(bytes))
}

/// Brackets that can open an array or a dictionary.
pub(super) fn brackets(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| matches!(byte, b'[' | b'<')).count()
}

fn for_brackets(brackets: usize) -> Result<usize, Unreadable> {
    let stack = brackets.saturating_mul(STACK_A_BRACKET).saturating_add(STACK_AT_LEAST);
    if stack > STACK_AT_MOST { Err(Unreadable::TooDeep) } else { Ok(stack) }
}

/// Looks at every object; tells the stack that unpacked streams need.
///
/// # Errors
/// Trees of pages or names that are too deep, too wide or circular; streams that unpack to too much.
pub(super) fn objects(bytes: &[u8]) -> Result<usize, Unreadable> {
    let mut seen = Seen { work: bytes.len().saturating_mul(16).saturating_add(1 << 20), ..Seen::default() };
    let mut from = 0;
    while let Some(at) = find(bytes, b"obj", from) {
        from = at + 3;
        if let Some(number) = number_before(&bytes[..at]) {
            seen.object(number, &bytes[from..], true)?;
        }
    }
    for node in seen.kids.keys() {
        seen.size(*node, 0, &mut HashMap::new())?;
    }
    for_brackets(seen.brackets)
}

#[derive(Default)]
struct Seen {
    /// Each tree node's kids, of every version of it in the file.
    kids: BTreeMap<i32, Vec<i32>>,
    unpacked: usize,
    /// The most brackets of any one stream.
    brackets: usize,
    /// Bytes that may still be parsed: objects may overlap, and parsing each to its end must stay linear.
    work: usize,
}

impl Seen {
    fn object(&mut self, number: i32, rest: &[u8], may_be_stream: bool) -> Result<(), Unreadable> {
        let rest = rest.trim_ascii_start();
        if !rest.starts_with(b"<<") {
            return Ok(());
        }
        let dict = Dict::from_bytes(rest);
        let parsed = dict.as_ref().map_or(rest.len(), |dict| dict.data().len());
        self.work = self.work.checked_sub(parsed).ok_or(Unreadable::Broken)?;
        let Some(dict) = dict else { return Ok(()) };
        if let Some(kids) = dict.get::<Array>("Kids") {
            let kids = kids.raw_iter().filter_map(|kid| match kid {
                MaybeRef::Ref(kid) => Some(kid.obj_number),
                MaybeRef::NotRef(_) => None,
            });
            self.kids.entry(number).or_default().extend(kids);
        }
        if may_be_stream
            && rest[parsed..].trim_ascii_start().starts_with(b"stream")
            && let Some(stream) = Stream::from_bytes(rest)
        {
            self.stream(&stream)?;
        }
        Ok(())
    }

    fn stream(&mut self, stream: &Stream) -> Result<(), Unreadable> {
        let left = MAX_UNPACKED - self.unpacked;
        let measured = unpack::measure(stream, left)?;
        self.unpacked += measured.bytes;
        self.brackets = self.brackets.max(measured.brackets);
        // What has both can serve as a stream of objects, whatever it calls itself.
        let (Some(count), Some(first)) = (stream.dict().get::<u32>("N"), stream.dict().get::<u32>("First")) else {
            return Ok(());
        };
        if measured.bytes > MAX_PACKED_OBJECTS {
            return Err(Unreadable::TooLarge);
        }
        let Ok(packed) = unpack::unpack(stream, MAX_PACKED_OBJECTS) else { return Ok(()) };
        let head = packed.get(..first as usize).unwrap_or(&packed);
        let numbers: Vec<usize> = String::from_utf8_lossy(head)
            .split_ascii_whitespace()
            .take(2 * count as usize)
            .map_while(|number| number.parse().ok())
            .collect();
        for pair in numbers.chunks_exact(2) {
            if let (Ok(number), Some(rest)) = (pair[0].try_into(), packed.get(pair[1].saturating_add(first as usize)..))
            {
                self.object(number, rest, false)?;
            }
        }
        Ok(())
    }

    /// Nodes at and below one.
    fn size(&self, node: i32, depth: usize, known: &mut HashMap<i32, usize>) -> Result<usize, Unreadable> {
        if depth > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        if let Some(size) = known.get(&node) {
            return Ok(*size);
        }
        let mut size = 1_usize;
        for kid in self.kids.get(&node).into_iter().flatten() {
            size = size.saturating_add(self.size(*kid, depth + 1, known)?);
        }
        if size > MAX_PAGES {
            return Err(Unreadable::TooLarge);
        }
        known.insert(node, size);
        Ok(size)
    }
}

/// The object number of `N G obj`, read backwards from `obj`.
fn number_before(before: &[u8]) -> Option<i32> {
    let before = digits_before(before.trim_ascii_end())?.0;
    let (_, number) = digits_before(before.trim_ascii_end())?;
    std::str::from_utf8(number).ok()?.parse().ok()
}

/// What stands before the digits at the end, and the digits.
fn digits_before(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 { None } else { text.split_at_checked(text.len() - digits) }
}

fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
}
