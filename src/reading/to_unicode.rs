//! Which text a font's codes stand for: its ToUnicode table (Adobe Technical Note 5411).

use std::collections::HashMap;

use hayro_syntax::object::{Dict, Name, Stream};

use super::{strings, unpack};

const MAX_TABLE: usize = 16 << 20;
const MAX_CODES: usize = 1 << 18;

/// A font's codes and their text.
#[derive(Debug, Default)]
pub(super) struct ToUnicode {
    /// Bytes of a code, 1 to 4.
    width: usize,
    codes: HashMap<u32, String>,
    /// Whether a code without an entry may be taken for a character: of a simple font, which is most often Latin.
    latin: bool,
}

impl ToUnicode {
    pub(super) fn of(font: &Dict) -> ToUnicode {
        let composite = font.get::<Name>("Subtype").as_deref() == Some(b"Type0");
        let table = font.get::<Stream>("ToUnicode").and_then(|table| unpack::unpack(&table, MAX_TABLE).ok());
        let mut read = parse(&table.unwrap_or_default());
        read.latin = !composite;
        read.width = match read.width {
            width @ 1..=4 => width,
            _ if composite => 2,
            _ => 1,
        };
        read
    }

    /// The text of a string shown in this font.
    pub(super) fn text(&self, shown: &[u8], out: &mut String) {
        for code in shown.chunks(self.width.max(1)) {
            match self.codes.get(&number(code)) {
                Some(text) => out.push_str(text),
                None if self.latin => out.extend(code.iter().map(|byte| strings::character(*byte))),
                None => out.push(char::REPLACEMENT_CHARACTER),
            }
        }
    }
}

/// A word of the table's PostScript; only what such tables use.
#[derive(Debug, PartialEq)]
enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

fn parse(table: &[u8]) -> ToUnicode {
    let mut read = ToUnicode::default();
    let mut tokens = Tokens { rest: table };
    // What the hexadecimal numbers since the last word, or since the last complete entry, are.
    let (mut section, mut pending): (&[u8], Vec<Vec<u8>>) = (b"", Vec::new());
    let mut list: Option<Vec<Vec<u8>>> = None;
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(word) => {
                (section, list) = (word, None);
                pending.clear();
            }
            Token::Open => list = Some(Vec::new()),
            Token::Close => {
                if let (Some(list), [first, _]) = (list.take(), pending.as_slice()) {
                    let first = number(first);
                    for (code, text) in (first..=u32::MAX).zip(&list) {
                        read.codes.insert(code, strings::utf16(text));
                    }
                }
                pending.clear();
            }
            Token::Hex(hex) => match &mut list {
                Some(list) => list.push(hex),
                None => pending.push(hex),
            },
        }
        match (section, pending.as_slice()) {
            (b"begincodespacerange", [first, _]) => {
                read.width = read.width.max(first.len());
                pending.clear();
            }
            (b"beginbfchar", [code, text]) => {
                read.codes.insert(number(code), strings::utf16(text));
                pending.clear();
            }
            (b"beginbfrange", [first, last, text]) => {
                range(&mut read.codes, number(first), number(last), text);
                pending.clear();
            }
            _ => {}
        }
        if read.codes.len() > MAX_CODES {
            break;
        }
    }
    read
}

/// Codes in a row for characters in a row: the last unit counts up.
fn range(codes: &mut HashMap<u32, String>, first: u32, last: u32, text: &[u8]) {
    let mut units: Vec<u16> = text.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    for code in (first..=last).take(1 << 16) {
        let text = char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER));
        codes.insert(code, text.collect());
        match units.last_mut().and_then(|unit| unit.checked_add(1).map(|next| *unit = next)) {
            Some(()) => {}
            None => break,
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.rest = self.rest.trim_ascii_start();
            let (first, rest) = self.rest.split_first()?;
            match first {
                b'%' => self.rest = &rest[rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())..],
                b'[' => {
                    self.rest = rest;
                    return Some(Token::Open);
                }
                b']' => {
                    self.rest = rest;
                    return Some(Token::Close);
                }
                b'<' if rest.first() != Some(&b'<') => {
                    let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
                    self.rest = rest.get(end + 1..).unwrap_or_default();
                    return Some(Token::Hex(hex(&rest[..end])));
                }
                _ => {
                    let more = rest.iter().position(|byte| byte.is_ascii_whitespace() || b"<[]%".contains(byte));
                    let (word, rest) = self.rest.split_at(more.map_or(self.rest.len(), |more| more + 1));
                    self.rest = rest;
                    return Some(Token::Word(word));
                }
            }
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    // Each is a digit below 16.
    let digits: Vec<u8> =
        digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_entry() {
        let read = parse(
            b"/CMapName /Custom def % <0000> comment\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n\
              2 beginbfchar\n<0001> <520A>\n<0002><53705237>\nendbfchar\n\
              2 beginbfrange\n<0003> <0005> <0041>\n<0006> <0007> [<0031> <D840DC00>]\nendbfrange\n",
        );
        let text = |code: u32| read.codes.get(&code).map(String::as_str);
        assert_eq!(read.width, 2);
        assert_eq!([1, 2, 3, 5].map(text), [Some("刊"), Some("印刷"), Some("A"), Some("C")]);
        assert_eq!([6, 7, 8].map(text), [Some("1"), Some("𠀀"), None]);
    }

    #[test]
    fn a_hostile_table_is_read_as_far_as_it_goes() {
        for table in [
            &b"beginbfrange <00000000> <ffffffff> <0041>"[..],
            b"beginbfrange <00> <ff> [[[[ <41",
            b"<",
            b"beginbfchar <> <> <1>",
            b"beginbfrange <ffffffff> <ffffffff> [<0041> <0042> <0043>]",
        ] {
            assert!(parse(table).codes.len() <= MAX_CODES);
        }
    }
}
