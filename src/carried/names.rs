//! Names of carried files: a project's paths as ASCII, and back without a way out of a folder.

use std::collections::HashSet;

/// Longest path that every system can hold below some folder.
const LONGEST: usize = 200;

/// A path as an attachment's name: all but ASCII letters, digits and `. _ - /` as `%XX` (RFC 3986), since readers
/// disagree about other characters.
pub fn encode(path: &str) -> String {
    let mut name = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'/' => name.push(byte.into()),
            _ => name.push_str(&format!("%{byte:02X}")),
        }
    }
    name
}

/// The path that an attachment's name stands for; none where it is no plain path below a folder: absolute, with `..`,
/// with characters or names that some system takes for something else.
pub fn decode(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    (path.len() <= LONGEST && path.split('/').all(is_plain)).then_some(path)
}

/// Whether a part of a path is an ordinary name on Linux, macOS and Windows.
fn is_plain(part: &str) -> bool {
    // Marks that change how a name is read: zero width, direction.
    let unseen = |character| matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let odd = |character: char| character.is_control() || unseen(character) || r#"\:*?"<>|"#.contains(character);
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || (stem.starts_with("COM") || stem.starts_with("LPT")) && stem.chars().count() == 4;
    // What starts with a dot can steer other programs: .git, .cargo, .vscode.
    !part.is_empty() && !part.starts_with(['.', ' ']) && !part.ends_with(['.', ' ']) && !part.contains(odd) && !device
}

/// A path that cannot stand beside the others in one folder: the same on a system that knows no case, or below a file.
pub fn clash<'a>(paths: &[&'a String]) -> Option<&'a String> {
    let folded: HashSet<String> = paths.iter().map(|path| path.to_lowercase()).collect();
    if folded.len() < paths.len() {
        let mut seen = HashSet::new();
        return paths.iter().find(|path| !seen.insert(path.to_lowercase())).copied();
    }
    let below_a_file = |path: &&&String| {
        let path = path.to_lowercase();
        path.match_indices('/').any(|(end, _)| folded.contains(&path[..end]))
    };
    paths.iter().find(below_a_file).copied()
}

/// The media type of a file by its ending.
pub fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "json" => "application/json",
        "typ" => "text/vnd.typst",
        "csv" => "text/csv",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "bib" | "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for path in ["report.typ", "templates/2031/第一章.typ", "data/100% 与 空格.json", "a/b-c_d.e/f"] {
            let name = encode(path);
            assert!(name.is_ascii() && !name.contains(' '));
            assert_eq!(decode(&name).as_deref(), Some(path));
        }
    }

    #[test]
    fn no_name_leads_out() {
        for name in [
            "",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "a//b",
            "a/.",
            "./a",
            "a\\b",
            "C:/a",
            "a:b",
            "%2e%2e/a",
            "%2Fa",
            "a%00b",
            "%5C..%5Ca",
            "%",
            "%2",
            "%zz",
            "%ff",
            "con",
            "a/NUL.txt",
            "com1.json",
            "LPT9",
            ".git/config",
            "a/.ssh/x",
            "a /b",
            "a./b",
            " a",
            "a\nb",
            "a\u{202e}",
        ] {
            assert_eq!(decode(name), None, "{name:?}");
        }
        assert_eq!(decode(&"a".repeat(LONGEST + 1)), None);
        assert!(decode("compass/lpt.typ").is_some());
    }

    #[test]
    fn paths_that_share_a_place_clash() {
        let first = |paths: &[&str]| {
            let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
            clash(&paths.iter().collect::<Vec<_>>()).cloned()
        };
        assert_eq!(first(&["a/b", "a/c", "ab"]), None);
        assert_eq!(first(&["a/b", "A/B"]).as_deref(), Some("A/B"));
        assert_eq!(first(&["a", "a/b"]).as_deref(), Some("a/b"));
    }
}
