//! Version numbers of releases: `1.0` or `1.0.1`, and which of a report's releases stand in a folder.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest part of a version, in digits.
const LONGEST_PART: usize = 6;

/// A version as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    text: String,
    parts: [u32; 3],
}

impl Version {
    /// Reads `N.N` or `N.N.N`: no leading v, no leading zeros; none where it is anything else.
    pub fn parse(text: &str) -> Option<Version> {
        let mut parts = [0; 3];
        let mut count = 0;
        for part in text.split('.') {
            let plain = (1..=LONGEST_PART).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            if !plain || (part.len() > 1 && part.starts_with('0')) {
                return None;
            }
            *parts.get_mut(count)? = part.parse().ok()?;
            count += 1;
        }
        (count >= 2).then(|| Version { text: text.to_owned(), parts })
    }

    /// What versions are ordered by; `1.0` is `1.0.0`.
    pub fn number(&self) -> [u32; 3] {
        self.parts
    }

    /// The smallest version after it, for a remedy.
    pub fn next(&self) -> String {
        let [major, minor, patch] = self.parts;
        format!("{major}.{minor}.{}", patch + 1)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// What the folders of a report's releases begin with: `<id>-<year>-v`.
pub fn prefix(id: &str, year: u16) -> String {
    format!("{id}-{year}-v")
}

/// The releases with this prefix in a folder, the oldest first; none where there is no such folder.
pub fn releases_in(folder: &Path, prefix: &str) -> Vec<(Version, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let release = |path: PathBuf| {
        let version = Version::parse(path.file_name()?.to_str()?.strip_prefix(prefix)?)?;
        path.is_dir().then_some((version, path))
    };
    let mut releases: Vec<_> = entries.filter_map(release).collect();
    releases.sort_by_key(|(version, path)| (version.number(), path.clone()));
    releases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_two_or_three_plain_numbers() {
        for good in ["0.1", "1.0", "1.0.0", "10.20.30"] {
            assert_eq!(Version::parse(good).unwrap().to_string(), good);
        }
        for bad in
            ["", "1", "v1.0", "1.0.0.0", "01.0", "1.00", "1.", ".1", "1.0-rc", "1.0 ", "１.０", "+1.0", "1.1234567"]
        {
            assert_eq!(Version::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn versions_are_ordered_as_numbers() {
        let number = |text| Version::parse(text).unwrap().number();
        assert!(number("1.9") < number("1.10") && number("1.10.1") > number("1.10"));
        assert_eq!(number("1.0"), number("1.0.0"));
        assert_eq!(Version::parse("1.2").unwrap().next(), "1.2.1");
    }
}
