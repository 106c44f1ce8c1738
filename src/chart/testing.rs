//! What the tests of this module share.

use super::{FontKitMeasure, Tokens};

pub(super) fn measure() -> FontKitMeasure {
    let (regular, bold) =
        (include_bytes!("../../fonts/NotoSansSC-Regular.ttf"), include_bytes!("../../fonts/NotoSansSC-Bold.ttf"));
    FontKitMeasure::new(regular, bold).expect("the bundled fonts are read in every build")
}

pub(super) fn tokens() -> Tokens {
    Tokens::parse(include_str!("../../templates/kit/tokens.json")).expect("the shared tokens are read in every build")
}
