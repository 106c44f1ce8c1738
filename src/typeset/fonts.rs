//! Fonts: the four bundled faces, and the editor's own where a folder is named. System fonts are never looked at.

use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontVariant, FontWeight};
use typst_kit::fonts::FontStore;

use crate::error::{Error, Result};
use crate::messages::Message;

/// Bundled faces: Song for text, Hei for headings and charts, regular and bold. See `fonts/README.md`.
static BUNDLED: [&[u8]; 4] = [
    include_bytes!("../../fonts/NotoSerifSC-Regular.ttf"),
    include_bytes!("../../fonts/NotoSerifSC-Bold.ttf"),
    include_bytes!("../../fonts/NotoSansSC-Regular.ttf"),
    include_bytes!("../../fonts/NotoSansSC-Bold.ttf"),
];

/// Loads the editor's faces first, so that they win over bundled ones of the same family, then the bundled ones.
///
/// # Errors
/// A folder that cannot be read or holds no font, or a font file that is none.
pub fn load(folders: &[PathBuf]) -> Result<FontStore> {
    let mut store = FontStore::new();
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
            if add(&mut store, Bytes::new(data)) == 0 {
                return Err(Error::Usage {
                    message: Message::new("no-font").with("path", path.display().to_string()),
                    hint: Message::new("font-kinds"),
                });
            }
        }
    }
    for data in BUNDLED {
        add(&mut store, Bytes::new(data));
    }
    Ok(store)
}

/// The bytes of the face a family and weight resolve to.
pub fn face(store: &FontStore, family: &str, weight: FontWeight) -> Option<Font> {
    let variant = FontVariant { weight, ..FontVariant::default() };
    let index = store.book().select(&family.to_lowercase(), variant)?;
    store.font(index)
}

/// Adds every face of a font file and returns how many there were.
fn add(store: &mut FontStore, data: Bytes) -> usize {
    let faces = Font::iter(data).map(|font| store.push((font.clone(), font.info().clone())));
    faces.count()
}

/// Every font file below a folder, sorted by path so that the choice between equals never depends on the disk.
fn font_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let fail = |cause| Error::io("io-read-font-folder", folder, cause);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            files.extend(font_files(&path)?);
        } else if path.extension().is_some_and(|extension| {
            ["ttf", "otf", "ttc", "otc"].iter().any(|known| extension.eq_ignore_ascii_case(known))
        }) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
