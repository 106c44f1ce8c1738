//! Columns are right in every form: Chinese text, tabs, CRLF, ends of files.

use std::sync::Arc;

use serde_json::json;

use super::*;
use crate::messages::Lang;

/// A text with the marked words ⟦…⟧ as a place.
fn place(marked: &str) -> Place {
    let start = marked.find('⟦').unwrap();
    let end = marked.find('⟧').unwrap() - '⟦'.len_utf8();
    let text = marked.replace(['⟦', '⟧'], "");
    Place { file: Arc::new(SourceFile { name: "正文/第 1 章.typ".to_owned(), text }), range: start..end }
}

type LineColumn = (usize, usize);

/// Each text with the line and column of its beginning and of its end.
const PLACES: &[(&str, LineColumn, LineColumn)] = &[
    ("⟦ab⟧", (1, 1), (1, 3)),
    ("有⟦半数⟧企业", (1, 2), (1, 4)),
    ("一\n二\n有⟦半数⟧企业\n", (3, 2), (3, 4)),
    ("\t⟦半数⟧", (1, 2), (1, 4)),
    ("一\r\n有⟦半数⟧\r\n", (2, 2), (2, 4)),
    ("𠮷⟦🙂⟧", (1, 2), (1, 3)),
    ("有⟦半数\n企⟧业", (1, 2), (2, 2)),
    ("没有换行⟦⟧", (1, 5), (1, 5)),
    ("有换行\n⟦⟧", (2, 1), (2, 1)),
];

#[test]
fn every_form_has_the_same_columns() {
    for (text, start, end) in PLACES {
        let place = place(text);
        assert_eq!((place.line_column(), place.end_line_column()), (*start, *end), "{text:?}");
        let diagnostic = Diagnostic::error(Message::verbatim("不对")).at(Some(place));
        let all = [diagnostic];

        let json = json::document(&all, Lang::Zh, &json!({}));
        let entry = &json["diagnostics"][0];
        assert_eq!((entry["line"].as_u64(), entry["column"].as_u64()), (Some(start.0 as u64), Some(start.1 as u64)));
        assert_eq!(entry["end_column"].as_u64(), Some(end.1 as u64));

        let sarif = sarif::log(&all, Lang::Zh, &[]);
        let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        let region = json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 });
        assert_eq!(location["region"], region);
        assert_eq!(location["artifactLocation"]["uri"], "%E6%AD%A3%E6%96%87/%E7%AC%AC%201%20%E7%AB%A0.typ");

        let github = github::lines(&all, Lang::Zh);
        assert!(
            github.starts_with(&format!("::error file=正文/第 1 章.typ,line={},endLine={}", start.0, end.0)),
            "{github}"
        );
        assert_eq!(github.contains(&format!(",col={},", start.1)), start.0 == end.0, "{github}");

        // The printer shows the end of a file at the end of its last line.
        if text.ends_with("\n⟦⟧") {
            continue;
        }
        let mut human = Vec::new();
        human::write(&mut human, &all, Lang::Zh, false).unwrap();
        let human = String::from_utf8(human).unwrap();
        assert!(human.contains(&format!("第 1 章.typ:{}:{}\n", start.0, start.1)), "{text:?}: {human}");
    }
}

#[test]
fn what_would_end_a_workflow_command_is_escaped() {
    let name = Text { zh: "一,二:三", en: "a" };
    let code = Some(Code { id: "rule", name });
    let diagnostic = Diagnostic { code, ..Diagnostic::warning(Message::verbatim("50%\n下一行")) };
    let expected = "::warning title=一%2C二%3A三 [rule]::50%25%0A下一行\n";
    assert_eq!(github::lines(std::slice::from_ref(&diagnostic), Lang::Zh), expected);
    let waived = Diagnostic { waived: Some("原文如此".to_owned()), ..diagnostic };
    assert_eq!(github::lines(&[waived], Lang::Zh), "");
}

#[test]
fn places_of_one_file_share_its_lines_and_a_waived_one_takes_one() {
    let file = place("甲⟦乙⟧丙").file;
    let at = |range| Place { file: file.clone(), range };
    let mut diagnostic = Diagnostic::error(Message::verbatim("不对")).at(Some(at(3..6)));
    diagnostic.related.push((at(6..9), Message::verbatim("见此")));
    let shown = |diagnostic: &Diagnostic| {
        let mut text = Vec::new();
        human::write(&mut text, std::slice::from_ref(diagnostic), Lang::Zh, false).unwrap();
        String::from_utf8(text).unwrap()
    };
    assert_eq!(shown(&diagnostic).matches("-->").count(), 1, "{}", shown(&diagnostic));
    assert_eq!(shown(&diagnostic).matches("甲乙丙").count(), 1, "{}", shown(&diagnostic));
    diagnostic.waived = Some("原文如此".to_owned());
    let waived = shown(&diagnostic);
    assert!(waived.contains("章.typ:1:2  不对\n    理由：原文如此"), "{waived}");
}
