//! What the prose kit can be unable to do: the codes its templates write, and what the editor is told.

use crate::messages::Message;

/// Why a kit function printed a mark instead of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KitProblem {
    UnknownQuestion,
    UnknownOption,
    UnknownGroup,
    UnknownFact,
    UnknownField,
    NoValue,
    /// What the prose states is still to be collected; a mistake in a final report only.
    Pending,
    NotSingle,
    MixedQuestions,
    RepeatedOption,
    TieAtCut,
    RankOutOfRange,
    NoPhrase,
    NoItems,
    BadArguments,
    NotASeries,
    OutsideSince,
    FigureTwice,
    UnknownFigure,
    NotAShare,
    StrayText,
}

impl KitProblem {
    /// The message; the kit writes its id without `kit-`.
    const ALL: [(KitProblem, &str); 21] = [
        (Self::UnknownQuestion, "kit-unknown-question"),
        (Self::UnknownOption, "kit-unknown-option"),
        (Self::UnknownGroup, "kit-unknown-group"),
        (Self::UnknownFact, "kit-unknown-fact"),
        (Self::UnknownField, "kit-unknown-field"),
        (Self::NoValue, "kit-no-value"),
        (Self::Pending, "kit-pending"),
        (Self::NotSingle, "kit-not-single"),
        (Self::MixedQuestions, "kit-mixed-questions"),
        (Self::RepeatedOption, "kit-repeated-option"),
        (Self::TieAtCut, "kit-tie-at-cut"),
        (Self::RankOutOfRange, "kit-rank-out-of-range"),
        (Self::NoPhrase, "kit-no-phrase"),
        (Self::NoItems, "kit-no-items"),
        (Self::BadArguments, "kit-bad-arguments"),
        (Self::NotASeries, "kit-not-a-series"),
        (Self::OutsideSince, "kit-outside-since"),
        (Self::FigureTwice, "kit-figure-twice"),
        (Self::UnknownFigure, "kit-unknown-figure"),
        (Self::NotAShare, "kit-not-a-share"),
        (Self::StrayText, "kit-stray-text"),
    ];

    /// The problem a template's code names.
    pub(super) fn from_code(code: &str) -> KitProblem {
        Self::ALL.iter().find(|(_, id)| code_of(id) == code).map_or(Self::BadArguments, |(problem, _)| *problem)
    }

    /// What is wrong; its attribute `hint` is what to do about it.
    pub fn message(self) -> Message {
        // Every variant stands in the table: a test holds it.
        Message::new(Self::ALL.iter().find(|(problem, _)| *problem == self).unwrap_or(&Self::ALL[0]).1)
    }
}

/// The code that the kit writes for a message.
fn code_of(id: &'static str) -> &'static str {
    id.trim_start_matches("kit-")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kit's codes, wherever it fails, are the table's, and the table holds no other.
    #[test]
    fn the_kits_codes_and_the_table_are_the_same() {
        let mut written = Vec::new();
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/kit")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            for part in text.split("fail(\"").skip(1) {
                written.push(part.split('"').next().unwrap().to_owned());
            }
        }
        for code in &written {
            assert!(KitProblem::ALL.iter().any(|(_, id)| code_of(id) == code), "{code} is in the table");
        }
        for (problem, id) in KitProblem::ALL {
            let code = code_of(id);
            assert_eq!(KitProblem::from_code(code), problem);
            assert_eq!(problem.message(), Message::new(id));
            // Found after layout, from the mentions.
            let found_here = problem == KitProblem::FigureTwice;
            assert!(found_here || written.iter().any(|known| known == code), "{code} is written somewhere");
        }
    }
}
