//! The catalogue is complete in both languages and says nothing that the code does not use.

use super::*;

#[test]
fn both_languages_parse_and_a_message_takes_its_arguments() {
    let message = Message::new("list-of").with("items", vec!["甲", "乙"]);
    assert_eq!(message.text(Lang::Zh), "甲、乙");
    assert_eq!(message.text(Lang::En), "甲, 乙");
    assert_eq!(Message::verbatim("{ $x }").text(Lang::Zh), "{ $x }");
}
