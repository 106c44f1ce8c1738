//! Fonts: the four bundled faces, and the editor's own where a folder is named. System fonts are never looked at.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::text::{Font, FontVariant, FontWeight};
use typst_kit::fonts::FontStore;

use super::font_bytes::named;
use crate::checksum::hex_sum;
use crate::error::{Error, Result};
use crate::messages::Message;

/// Bundled faces: Song for text, Hei for headings and charts, regular and bold. See `fonts/README.md`.
static BUNDLED: [(&str, &[u8]); 4] = [
    ("NotoSerifSC-Regular.ttf", include_bytes!("../../fonts/NotoSerifSC-Regular.ttf")),
    ("NotoSerifSC-Bold.ttf", include_bytes!("../../fonts/NotoSerifSC-Bold.ttf")),
    ("NotoSansSC-Regular.ttf", include_bytes!("../../fonts/NotoSansSC-Regular.ttf")),
    ("NotoSansSC-Bold.ttf", include_bytes!("../../fonts/NotoSansSC-Bold.ttf")),
];

/// Their checksums, so that no build has to take them.
static BUNDLED_SUMS: &str = include_str!("../../fonts/SHA256SUMS");

/// The licences that go with them.
pub static LICENCES: [(&str, &str); 2] = [
    ("OFL-NotoSansSC.txt", include_str!("../../fonts/OFL-NotoSansSC.txt")),
    ("OFL-NotoSerifSC.txt", include_str!("../../fonts/OFL-NotoSerifSC.txt")),
];

/// Loaded fonts.
pub struct Fonts {
    pub store: FontStore,
    /// The files they came from, in the order in which faces are chosen.
    pub files: Vec<LoadedFile>,
}

/// A font file in memory.
pub struct LoadedFile {
    pub about: FontFile,
    pub data: Bytes,
}

/// What identifies a font file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontFile {
    /// Its name, without the folder it lay in.
    pub file: String,
    /// The family of its first face.
    pub family: String,
    /// In hexadecimal.
    pub sha256: String,
}

/// Loads the editor's faces first, so that they win over bundled ones of the same family, then the bundled ones.
///
/// # Errors
/// A folder that cannot be read or holds no font, or a font file that is none.
pub fn load(folders: &[PathBuf]) -> Result<Fonts> {
    let mut fonts = Fonts { store: FontStore::new(), files: Vec::new() };
    for folder in folders {
        let files = font_files(folder)?;
        if files.is_empty() {
            return Err(Error::Usage {
                message: Message::new("no-fonts").with("folder", folder.display().to_string()),
                hint: Message::new("font-kinds"),
            });
        }
        for path in files {
            let data = fs::read(&path).map_err(|cause| Error::io("io-read-font", &path, cause))?;
            let sum = hex_sum(&data);
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let data = named(data, &sum);
            let is_read = opens(&data) && fonts.add(name, sum, data.clone(), faces(&data));
            if !is_read {
                return Err(Error::Usage {
                    message: Message::new("no-font").with("path", path.display().to_string()),
                    hint: Message::new("font-kinds"),
                });
            }
        }
    }
    let bundled = BUNDLED.par_iter().map(|(name, data)| {
        let listed = BUNDLED_SUMS.lines().find_map(|line| line.split_once("  ").filter(|(_, listed)| listed == name));
        let sum = listed.map_or_else(|| hex_sum(data), |(sum, _)| sum.to_owned());
        let data = named(*data, &sum);
        let faces = faces(&data);
        (name.to_string(), sum, data, faces)
    });
    for (name, sum, data, faces) in bundled.collect::<Vec<_>>() {
        fonts.add(name, sum, data, faces);
    }
    Ok(fonts)
}

/// Whether FreeType opens a font of the editor's too: what only one of two readers understands is damaged, and would
/// show otherwise from one program to the next.
fn opens(data: &[u8]) -> bool {
    font_kit::font::Font::from_bytes(Arc::new(data.to_vec()), 0).is_ok()
}

/// The faces in a font file.
fn faces(data: &Bytes) -> Vec<Font> {
    Font::iter(data.clone()).collect()
}

/// The bytes of a bundled font file.
pub fn bundled(name: &str) -> Option<&'static [u8]> {
    BUNDLED.iter().find(|(known, _)| *known == name).map(|(_, data)| *data)
}

impl Fonts {
    /// Adds every face of a font file; false where there is none.
    fn add(&mut self, file: String, sha256: String, data: Bytes, faces: Vec<Font>) -> bool {
        let Some(first) = faces.first() else { return false };
        let about = FontFile { file, family: first.info().family.as_str().to_owned(), sha256 };
        self.files.push(LoadedFile { about, data });
        self.store.extend(faces.into_iter().map(|font| (font.clone(), font.info().clone())));
        true
    }

    /// Just these fonts, in this order.
    ///
    /// # Errors
    /// Those of them that are not loaded.
    pub fn only(self, wanted: &[FontFile]) -> std::result::Result<Fonts, Vec<FontFile>> {
        let mut fonts = Fonts { store: FontStore::new(), files: Vec::new() };
        let mut missing = Vec::new();
        for font in wanted {
            match self.files.iter().find(|file| file.about.sha256 == font.sha256) {
                // Named as it was when the pages were made.
                Some(file) => {
                    fonts.add(font.file.clone(), font.sha256.clone(), file.data.clone(), faces(&file.data));
                }
                None => missing.push(font.clone()),
            }
        }
        if missing.is_empty() { Ok(fonts) } else { Err(missing) }
    }
}

/// The bytes of the face a family and weight resolve to.
pub fn face(store: &FontStore, family: &str, weight: FontWeight) -> Option<Font> {
    let variant = FontVariant { weight, ..FontVariant::default() };
    let index = store.book().select(&family.to_lowercase(), variant)?;
    store.font(index)
}

/// Every font file below a folder, sorted by path so that the choice between equals never depends on the disk.
///
/// # Errors
/// A folder that cannot be read.
pub fn font_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let fail = |cause| Error::io("io-read-font-folder", folder, cause);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            files.extend(font_files(&path)?);
        } else if is_font_file(&path) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Whether a file is a font by its name.
pub fn is_font_file(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_listed_checksums_are_those_of_the_bundled_fonts() {
        let fonts = load(&[]).unwrap();
        assert_eq!(BUNDLED_SUMS.lines().count(), BUNDLED.len());
        for file in &fonts.files {
            assert_eq!(file.about.sha256, hex_sum(&file.data), "{}", file.about.file);
        }
    }

    #[test]
    fn a_font_that_is_not_loaded_is_named() {
        let wanted: Vec<FontFile> = load(&[]).unwrap().files.into_iter().map(|file| file.about).rev().collect();
        let fonts = load(&[]).unwrap().only(&wanted).unwrap();
        assert!(fonts.files.iter().map(|file| &file.about).eq(&wanted), "in the order that was asked for");
        let other = FontFile { sha256: hex_sum(b"another"), ..wanted[0].clone() };
        let missing = load(&[]).unwrap().only(&[wanted[1].clone(), other.clone()]).err().unwrap();
        assert_eq!(missing, [other]);
    }
}
