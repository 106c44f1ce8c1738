//! The page that windows show, and what it is made of: files that are part of the program, nothing from elsewhere.

use std::sync::LazyLock;

use crate::checksum::hex_sum;
use crate::typeset::fonts;

/// One file of the page.
#[derive(Clone, Copy)]
pub struct Asset {
    pub mime: &'static str,
    pub bytes: &'static [u8],
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const FONT: &str = "font/ttf";

macro_rules! files {
    ($($mime:ident: $($file:literal)*;)*) => {
        [$($((concat!("/", $file), Asset { mime: $mime, bytes: include_bytes!(concat!("page/", $file)) })),*),*]
    };
}

/// What the page is made of, by address.
static FILES: &[(&str, Asset)] = &files!(
    HTML: "index.html";
    CSS: "page.css";
    SCRIPT: "claims.js" "dom.js" "figures.js" "findings.js" "inspector.js" "keys.js" "main.js" "news.js"
        "outline.js" "overlay.js" "pages.js" "panels.js" "parts.js" "picture.js" "place.js" "report.js"
        "select.js" "status.js" "text.js" "view.js" "words.js";
);

/// Where browsers look first.
const ENTRY: &str = "/index.html";

/// For machines without a Chinese font.
const FONTS: [(&str, &str); 2] =
    [("/fonts/sans.ttf", "NotoSansSC-Regular.ttf"), ("/fonts/sans-bold.ttf", "NotoSansSC-Bold.ttf")];

/// The file at this address.
pub fn asset(path: &str) -> Option<Asset> {
    let path = if path == "/" { ENTRY } else { path };
    let file = FILES.iter().find(|(known, _)| *known == path).map(|(_, asset)| *asset);
    file.or_else(|| {
        let (_, name) = FONTS.iter().find(|(known, _)| *known == path)?;
        Some(Asset { mime: FONT, bytes: fonts::bundled(name)? })
    })
}

/// The same for pages of the same files.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let all: Vec<u8> = FILES.iter().flat_map(|(_, asset)| asset.bytes).copied().collect();
        hex_sum(&all)
    });
    &VERSION
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_page_is_served() {
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/live/page")).unwrap() {
            let entry = entry.unwrap();
            let served = asset(&format!("/{}", entry.file_name().display()));
            assert!(served.is_some_and(|asset| asset.bytes == std::fs::read(entry.path()).unwrap()), "{entry:?}");
        }
        assert!(asset("/").is_some() && asset("/fonts/sans.ttf").is_some());
        assert!(asset("/../Cargo.toml").is_none() && asset("/fonts/NotoSansSC-Regular.ttf").is_none());
    }
}
