//! `SHA256SUMS`: a line a file, as `sha256sum -c` reads it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::carried::names;
use crate::checksum::hex_sum;

/// Where it stands in a release.
pub const SUMS_PATH: &str = "SHA256SUMS";

/// Hexadecimal digits of a SHA-256.
const DIGITS: usize = 64;

/// The lines of these files, sorted by path: checksum, two spaces, path from the folder.
pub fn write(files: &[(String, Vec<u8>)]) -> String {
    let mut lines: Vec<(&String, String)> = files.iter().map(|(path, bytes)| (path, hex_sum(bytes))).collect();
    lines.sort();
    lines.into_iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect()
}

/// What is wrong with a list of checksums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadSums {
    /// A line, from 1, that is no checksum with a path.
    Line(usize),
    /// A path that leads out of the folder, or is none on some system.
    Path(String),
    /// A path that is listed twice.
    Twice(String),
}

/// The checksums by path.
///
/// # Errors
/// The first line that a release does not have.
pub fn read(text: &str) -> Result<BTreeMap<String, String>, BadSums> {
    let mut sums = BTreeMap::new();
    for (index, line) in text.lines().enumerate() {
        let (sum, path) = line.split_once("  ").ok_or(BadSums::Line(index + 1))?;
        if sum.len() != DIGITS || !sum.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(BadSums::Line(index + 1));
        }
        if !is_plain(path) {
            return Err(BadSums::Path(path.to_owned()));
        }
        if sums.insert(path.to_owned(), sum.to_owned()).is_some() {
            return Err(BadSums::Twice(path.to_owned()));
        }
    }
    Ok(sums)
}

/// Whether a path stays below its folder and is an ordinary one on every system.
pub fn is_plain(path: &str) -> bool {
    names::decode(&names::encode(path)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let files = [("b/图.csv".to_owned(), b"1".to_vec()), ("a.pdf".to_owned(), b"2".to_vec())];
        let text = write(&files);
        assert!(text.lines().next().unwrap().ends_with("  a.pdf"), "{text}");
        let sums = read(&text).unwrap();
        assert_eq!(sums["b/图.csv"], hex_sum(b"1"));
    }

    #[test]
    fn tricks_are_refused() {
        let sum = hex_sum(b"");
        for path in ["../a", "/etc/passwd", "a/../../b", "a\\b", "", "./a", "C:/a", " a"] {
            assert_eq!(read(&format!("{sum}  {path}\n")), Err(BadSums::Path(path.to_owned())));
        }
        assert_eq!(read(&format!("{sum}  a\n{sum}  a\n")), Err(BadSums::Twice("a".into())));
        for line in [format!("{sum} *a"), format!("{}  a", &sum[1..]), format!("\\{sum}  a"), "a".to_owned()] {
            assert_eq!(read(&line), Err(BadSums::Line(1)), "{line}");
        }
    }
}
