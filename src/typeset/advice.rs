//! What to do about Typst's own errors, in the report's language. Typst's words stay: they are what one searches for.

use crate::messages::Message;

/// A part of Typst's message, and our message with the remedy an editor needs.
const ADVICE: [(&str, &str); 13] = [
    ("is not valid in code", "advice-half-width"),
    ("unexpected argument", "advice-no-such-argument"),
    ("missing argument", "advice-missing-argument"),
    ("unknown variable", "advice-unknown-name"),
    ("unclosed delimiter", "advice-unclosed-bracket"),
    ("unexpected closing bracket", "advice-closing-bracket"),
    ("unexpected", "advice-unexpected"),
    ("expected colon", "advice-term-colon"),
    ("expected", "advice-expected"),
    ("file not found", "advice-no-file"),
    ("does not exist in the document", "advice-no-label"),
    ("unclosed", "advice-unclosed-sign"),
    ("packages are not downloaded", "advice-no-package"),
];

/// The remedy for a message, if it is a known one. The first entry that fits wins.
pub fn advice(message: &str) -> Option<Message> {
    ADVICE.iter().find(|(part, _)| message.contains(part)).map(|(_, advice)| Message::new(advice))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closer_advice_comes_first() {
        assert_eq!(advice("the character `“` is not valid in code"), Some(Message::new(ADVICE[0].1)));
        assert_eq!(advice("expected colon"), Some(Message::new(ADVICE[7].1)));
        assert_eq!(advice("unexpected argument: x"), Some(Message::new(ADVICE[1].1)));
        assert_eq!(advice("something new"), None);
    }
}
