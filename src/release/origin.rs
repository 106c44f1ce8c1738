//! Checksums of what a release was made from: so that a release that came out otherwise can say why.

use std::collections::BTreeMap;

use typst::foundations::Bytes;

use super::manifest::{Origin, Sum};
use super::sums;
use crate::carried::lock::Lock;
use crate::checksum::hex_sum;

/// The house style; the rest below `templates/` is the edition's own.
const STYLE_FOLDER: &str = "templates/kit/";
const TEMPLATES_FOLDER: &str = "templates/";

/// Of a carried project, by path from its root.
pub fn of(files: &BTreeMap<String, Bytes>, lock: &Lock) -> Origin {
    let sum = |path: &String| Sum {
        file: path.clone(),
        sha256: files.get(path).map_or_else(String::new, |bytes| hex_sum(bytes)),
    };
    let style = |path: &str| path.starts_with(STYLE_FOLDER);
    Origin {
        data: sum(&lock.data),
        earlier: lock.previous.iter().map(sum).collect(),
        prose: together(files, |path| path.starts_with(TEMPLATES_FOLDER) && !style(path)),
        style: together(files, style),
    }
}

/// One checksum of several files.
fn together(files: &BTreeMap<String, Bytes>, wanted: impl Fn(&str) -> bool) -> String {
    let files = files.iter().filter(|(path, _)| wanted(path));
    let files: Vec<(String, Vec<u8>)> = files.map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect();
    hex_sum(sums::write(&files).as_bytes())
}
