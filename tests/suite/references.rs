//! A few pages as small pictures, compared with committed ones. On failure expected, actual and difference lie in
//! `target/references`; `UPDATE=1 cargo test` accepts what the pages look like now, after a look at them.

use std::fs;
use std::path::PathBuf;

use tiny_skia::{Pixmap, PremultipliedColorU8};
use typst_render::RenderOptions;

use crate::common::{data_2018, fixture, lay_out, parse, root, typesetter};

/// Index of each page in the document, and its name.
const PAGES: [(usize, &str); 5] = [(0, "cover"), (3, "contents"), (4, "findings"), (7, "donuts"), (10, "bars")];
/// Pixels a point: about 36 dpi, enough to see anything move.
const SCALE: f64 = 0.5;
/// Largest difference of a channel that rounding may make.
const TOLERANCE: u8 = 8;

#[test]
fn pages_look_as_they_did() {
    let mut typesetter = typesetter(&root());
    let pages = lay_out(&mut typesetter, &parse(data_2018()));
    let failed: Vec<String> = PAGES
        .iter()
        .filter_map(|(index, name)| {
            let options = RenderOptions { pixel_per_pt: SCALE.into(), render_bleed: false };
            let actual = typst_render::render(&pages.document.pages()[*index], &options).encode_png().unwrap();
            let expected = fixture(&format!("references/{name}.png"));
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&expected, &actual).unwrap();
            }
            differs(name, &fs::read(&expected).unwrap(), &actual).then(|| format!("{name}: see {}", folder().display()))
        })
        .collect();
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn a_changed_page_is_noticed() {
    let mut typesetter = typesetter(&root());
    let changed = data_2018().replacen("\"35.53\"", "\"45.53\"", 1);
    let pages = lay_out(&mut typesetter, &parse(changed));
    let options = RenderOptions { pixel_per_pt: SCALE.into(), render_bleed: false };
    let actual = typst_render::render(&pages.document.pages()[7], &options).encode_png().unwrap();
    assert!(differs("changed", &fs::read(fixture("references/donuts.png")).unwrap(), &actual));
}

fn folder() -> PathBuf {
    root().join("target/references")
}

/// Whether two pictures differ beyond rounding; if so, leaves both and their difference to be looked at.
fn differs(name: &str, expected: &[u8], actual: &[u8]) -> bool {
    let (before, after) = (Pixmap::decode_png(expected).unwrap(), Pixmap::decode_png(actual).unwrap());
    let same_size = (before.width(), before.height()) == (after.width(), after.height());
    let mut difference = Pixmap::new(after.width(), after.height()).unwrap();
    let mut count = 0;
    if same_size {
        for ((left, right), shown) in before.pixels().iter().zip(after.pixels()).zip(difference.pixels_mut()) {
            let far = distance(*left, *right) > TOLERANCE;
            count += usize::from(far);
            let ink = if far {
                (220, 0, 0)
            } else {
                (right.red() / 4 + 190, right.green() / 4 + 190, right.blue() / 4 + 190)
            };
            // Opaque, so every channel is in range.
            *shown = PremultipliedColorU8::from_rgba(ink.0, ink.1, ink.2, 255).unwrap();
        }
    }
    let differs = !same_size || count > 0;
    if differs {
        fs::create_dir_all(folder()).unwrap();
        fs::write(folder().join(format!("{name}-expected.png")), expected).unwrap();
        fs::write(folder().join(format!("{name}-actual.png")), actual).unwrap();
        fs::write(folder().join(format!("{name}-diff.png")), difference.encode_png().unwrap()).unwrap();
    }
    differs
}

fn distance(left: PremultipliedColorU8, right: PremultipliedColorU8) -> u8 {
    let channels = [(left.red(), right.red()), (left.green(), right.green()), (left.blue(), right.blue())];
    channels.map(|(left, right)| left.abs_diff(right)).into_iter().max().unwrap_or(0)
}
