//! PDF text strings: UTF-16 or UTF-8 with a byte order mark, or PDFDocEncoding.

/// The text of a text string. What is no character becomes U+FFFD.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| character(*byte)).collect(),
    }
}

/// UTF-16 with its high bytes first; an odd byte at the end is left out.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// PDFDocEncoding: Latin-1, save for two ranges (ISO 32000-1, D.3).
pub(super) fn character(byte: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
    ];
    match byte {
        0x18..=0x1F => LOW[usize::from(byte - 0x18)],
        0x80..=0xA0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_text() {
        assert_eq!(text(b"\xFE\xFF\x52\x0A\x53\x70"), "刊印");
        assert_eq!(text("\u{feff}刊印".as_bytes()), "刊印");
        assert_eq!(text(b"Caf\xE9 \x84"), "Café —");
        assert_eq!(text(b"\xFE\xFF\xD8\x00\x52"), "\u{fffd}", "half a pair, half a unit");
        assert!((0..=255).map(character).all(|character| character.len_utf8() <= 3), "every byte is some character");
    }
}
