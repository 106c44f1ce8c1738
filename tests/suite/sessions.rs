//! A long session keeps one typesetter: what is read again is seen, what did not change is not drawn again.

use std::fs;

use kanyin::error::Error;
use kanyin::survey::Dataset;
use kanyin::typeset::view::figure_path;
use kanyin::typeset::world::file_id;
use kanyin::typeset::{TOKENS_PATH, Typesetter};
use typst::World;
use typst::foundations::Bytes;

use crate::common::{Project, data_2018, export, lay_out, parse, printed, report_2018, typesetter};

/// The pictures that Typst is given.
fn pictures(typesetter: &Typesetter, dataset: &Dataset) -> Vec<Bytes> {
    let figures = 0..dataset.survey.questions.len();
    figures.map(|index| typesetter.world().file(file_id(&figure_path(index))).unwrap()).collect()
}

/// Places of those that are not the very same bytes.
fn redrawn(before: &[Bytes], after: &[Bytes]) -> Vec<usize> {
    let same = |index: &usize| std::ptr::eq(before[*index].as_slice(), after[*index].as_slice());
    (0..before.len()).filter(|index| !same(index)).collect()
}

#[test]
fn data_draw_the_charts_that_they_change() {
    let project = Project::new();
    let mut typesetter = typesetter(&project.path(""));
    let load = |typesetter: &mut Typesetter, text: String| {
        let dataset = parse(text);
        typesetter.load(&dataset, &[]).unwrap();
        pictures(typesetter, &dataset)
    };
    let first = load(&mut typesetter, data_2018());
    assert_eq!(redrawn(&first, &load(&mut typesetter, data_2018())), [0; 0]);
    let changed = data_2018().replacen("\"35.53\"", "\"35.52\"", 1);
    assert_ne!(changed, data_2018());
    let second = load(&mut typesetter, changed);
    assert_eq!(redrawn(&first, &second).len(), 1);
    assert_eq!(first.iter().zip(&second).filter(|(one, other)| one != other).count(), 1, "it looks otherwise");
}

#[test]
fn tokens_that_are_read_again_draw_all_charts() {
    let project = Project::new();
    let mut typesetter = typesetter(&project.path(""));
    let dataset = parse(data_2018());
    typesetter.load(&dataset, &[]).unwrap();
    let first = pictures(&typesetter, &dataset);
    typesetter.reread().unwrap();
    typesetter.load(&dataset, &[]).unwrap();
    assert_eq!(redrawn(&first, &pictures(&typesetter, &dataset)), [0; 0], "the same tokens");
    project.edit(TOKENS_PATH, "\"muted\": \"#5A626B\"", "\"muted\": \"#5A626C\"");
    typesetter.reread().unwrap();
    typesetter.load(&dataset, &[]).unwrap();
    let second = pictures(&typesetter, &dataset);
    assert_eq!(redrawn(&first, &second).len(), first.len());
    assert!(second.iter().any(|picture| std::str::from_utf8(picture).unwrap().to_uppercase().contains("#5A626C")));
}

#[test]
fn tokens_that_cannot_be_read_leave_the_old_ones() {
    let project = Project::new();
    let mut typesetter = typesetter(&project.path(""));
    let dataset = parse(data_2018());
    typesetter.load(&dataset, &[]).unwrap();
    let first = pictures(&typesetter, &dataset);
    let text = fs::read_to_string(project.path(TOKENS_PATH)).unwrap();
    project.edit(TOKENS_PATH, "\"muted\": \"#5A626B\"", "\"muted\": 5");
    for _ in 0..2 {
        let Err(Error::Input(faults)) = typesetter.reread() else { panic!("such tokens are refused") };
        assert!(printed(&faults).contains("tokens.json:6:"), "{}", printed(&faults));
    }
    typesetter.load(&dataset, &[]).unwrap();
    assert_eq!(redrawn(&first, &pictures(&typesetter, &dataset)), [0; 0]);
    fs::remove_file(project.path(TOKENS_PATH)).unwrap();
    assert!(matches!(typesetter.reread(), Err(Error::Io { .. })));
    fs::write(project.path(TOKENS_PATH), text).unwrap();
    typesetter.reread().unwrap();
    typesetter.load(&dataset, &[]).unwrap();
    assert_eq!(redrawn(&first, &pictures(&typesetter, &dataset)), [0; 0]);
}

/// However a session came to what it shows, it shows what a build would.
#[test]
fn a_long_session_ends_where_a_build_begins() {
    let project = Project::new();
    let mut typesetter = typesetter(&project.path(""));
    for text in [data_2018().replacen("\"35.53\"", "\"35.52\"", 1), data_2018().replacen("使用", "采用", 3)] {
        typesetter.load(&parse(text), &[]).unwrap();
        // Claims may be false and links broken: that is said, or not, elsewhere.
        let _ = typesetter.compile();
    }
    project.edit(TOKENS_PATH, "\"muted\": \"#5A626B\"", "\"muted\": \"#5A626C\"");
    typesetter.reread().unwrap();
    typesetter.load(&parse(data_2018()), &[]).unwrap();
    let _ = typesetter.compile();
    project.edit(TOKENS_PATH, "\"muted\": \"#5A626C\"", "\"muted\": \"#5A626B\"");
    typesetter.reread().unwrap();
    let pages = lay_out(&mut typesetter, &parse(data_2018()));
    assert!(export(&typesetter, &pages) == report_2018());
}
