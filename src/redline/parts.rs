//! Pieces of a page in HTML, from a file that a designer can edit: `<!--# name -->` begins a piece, `{{name}}` stands
//! for a value. Values are text unless they are pieces themselves.

use std::fmt::Write;

/// What stands in a placeholder's place.
pub(super) enum Value {
    /// Anybody's text; it stays text.
    Text(String),
    /// A filled piece.
    Piece(String),
}

/// A piece with its values.
///
/// A placeholder without a value, or a piece that is not there, shows as nothing; tests fill every piece.
pub(super) fn fill(file: &str, name: &str, values: &[(&str, Value)]) -> String {
    let head = format!("<!--# {name} -->\n");
    let piece = file.split_once(&head).map_or("", |(_, rest)| rest.split("<!--# ").next().unwrap_or(rest));
    debug_assert!(!piece.is_empty(), "no piece {name}");
    let mut filled = String::new();
    // Values are not searched for placeholders: a report may print one.
    let mut parts = piece.split("{{");
    filled.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or(("", part));
        let value = values.iter().find(|(known, _)| *known == name);
        debug_assert!(value.is_some(), "no value for {name}");
        match value {
            Some((_, Value::Text(text))) => escape(text, &mut filled),
            Some((_, Value::Piece(piece))) => filled.push_str(piece),
            None => {}
        }
        filled.push_str(rest);
    }
    filled
}

/// Text as HTML, in elements and in quoted attributes.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No character of HTML, even as a reference.
            '\0'..='\u{8}' | '\u{B}' | '\u{E}'..='\u{1F}' | '\u{7F}' => out.push('\u{FFFD}'),
            _ => out.push(character),
        }
    }
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A picture as an address that holds it (RFC 2397, RFC 4648).
pub(super) fn data_url(png: &[u8]) -> String {
    let mut url = String::from("data:image/png;base64,");
    for three in png.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let digit = BASE64[(bits >> (18 - 6 * at) & 63) as usize];
            // Writing to a string cannot fail.
            write!(url, "{}", if at <= three.len() { char::from(digit) } else { '=' }).ok();
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let file = "<!--# a -->\n<p title=\"{{x}}\">{{x}}{{y}}</p>\n<!--# b -->\n-\n";
        let values = [("x", Value::Text("<b>&\"'{{y}}\0".into())), ("y", Value::Piece("<i>".into()))];
        let escaped = "&lt;b&gt;&amp;&quot;&#39;{{y}}\u{FFFD}";
        assert_eq!(fill(file, "a", &values), format!("<p title=\"{escaped}\">{escaped}<i></p>\n"));
        assert_eq!(fill(file, "b", &[]), "-\n");
    }

    #[test]
    fn addresses_are_base64() {
        let encoded = |bytes: &[u8]| data_url(bytes).split_once(',').unwrap().1.to_owned();
        assert_eq!([&b""[..], b"f", b"fo", b"foo", b"foob"].map(encoded), ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]);
    }
}
