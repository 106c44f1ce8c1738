//! Whether a carried project is set in this tool's own house style: the style decides how the data come to be printed,
//! so a verdict on pages says whether it is one that is known.

use super::received::Received;
use crate::checksum::hex_sum;

/// Checksums of the house style's files in public form, as `sha256sum` writes them.
const KNOWN: &str = include_str!("../../templates/kit/SHA256SUMS");

/// Files of the style that are not as this tool has them; `prose` is the folder of the edition's own words.
pub fn changed(received: &Received, prose: &str) -> Vec<String> {
    let own_words = format!("{prose}/");
    let style =
        received.files.iter().filter(|(path, _)| path.starts_with("templates/") && !path.starts_with(&own_words));
    let known = |path: &str, sum: &str| KNOWN.lines().any(|line| line.split_once("  ") == Some((sum, path)));
    style.filter(|(path, bytes)| !known(path, &hex_sum(bytes))).map(|(path, _)| path.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::super::public;
    use super::*;
    use typst::foundations::Bytes;
    use typst::syntax::Source;

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
    }

    /// `UPDATE=1 cargo test` writes the list anew.
    #[test]
    fn the_list_is_that_of_the_shipped_style() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let list = root.join("templates/kit/SHA256SUMS");
        let mut style = files(&root.join("templates/kit"));
        style.push(root.join("templates/report.typ"));
        style.retain(|path| *path != list);
        style.sort();
        let line = |path: &PathBuf| {
            let bytes = fs::read(path).unwrap();
            let bytes = match path.extension().is_some_and(|ending| ending == "typ") {
                true => public::prose(&Source::detached(String::from_utf8(bytes).unwrap())),
                false => Bytes::new(bytes),
            };
            format!("{}  {}\n", hex_sum(&bytes), path.strip_prefix(root).unwrap().display())
        };
        let lines: String = style.iter().map(line).collect();
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&list, &lines).unwrap();
        }
        assert!(
            fs::read_to_string(&list).unwrap() == lines,
            "UPDATE=1 cargo test writes templates/kit/SHA256SUMS anew"
        );
    }
}
