//! Diagnostics as SARIF 2.1.0 (OASIS), which code scanning services read.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde_json::{Value, json};

use super::{Code, Diagnostic, Place, Severity};
use crate::messages::{Lang, Text};

/// A rule as SARIF describes it.
pub struct RuleText {
    pub code: Code,
    pub level: Severity,
    pub summary: Text,
    pub explanation: Text,
}

/// The log of one run.
pub fn log(diagnostics: &[Diagnostic], lang: Lang, rules: &[RuleText]) -> Value {
    let descriptors: Vec<Value> = rules.iter().map(|rule| descriptor(rule, lang)).collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, lang, rules)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kanyin",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn descriptor(rule: &RuleText, lang: Lang) -> Value {
    json!({
        "id": rule.code.id,
        "name": rule.code.name.in_lang(lang),
        "shortDescription": { "text": rule.summary.in_lang(lang) },
        "fullDescription": { "text": rule.explanation.in_lang(lang) },
        "help": { "text": rule.explanation.in_lang(lang) },
        "defaultConfiguration": { "level": rule.level.id() },
    })
}

fn result(diagnostic: &Diagnostic, lang: Lang, rules: &[RuleText]) -> Value {
    let message = diagnostic.message.text(lang);
    let hints: String = diagnostic.hints.iter().map(|hint| format!("\n{}", hint.text(lang))).collect();
    let mut result = json!({
        "level": diagnostic.severity.id(),
        "message": { "text": format!("{message}{hints}") },
        "locations": diagnostic.place.iter().map(|place| location(place, None)).collect::<Vec<_>>(),
    });
    if let Some(code) = diagnostic.code {
        result["ruleId"] = json!(code.id);
        if let Some(index) = rules.iter().position(|rule| rule.code.id == code.id) {
            result["ruleIndex"] = json!(index);
        }
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().map(|(place, why)| location(place, Some(why.text(lang))));
        result["relatedLocations"] = json!(related.collect::<Vec<_>>());
    }
    if let Some(reason) = &diagnostic.waived {
        result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
    }
    result["partialFingerprints"] = json!({ "kanyin/v1": fingerprint(diagnostic) });
    result
}

fn location(place: &Place, message: Option<String>) -> Value {
    let ((line, column), (end_line, end_column)) = (place.line_column(), place.end_line_column());
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&place.file.name) },
        "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
    } });
    if let Some(message) = message {
        location["message"] = json!({ "text": message });
    }
    location
}

/// A path as a URI: everything but unreserved characters and slashes in percent signs (RFC 3986).
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let encoded = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    path.bytes().map(encoded).collect()
}

/// The same for the same words in the same file, wherever the line has moved.
fn fingerprint(diagnostic: &Diagnostic) -> String {
    let mut hasher = DefaultHasher::new();
    diagnostic.code.map(|code| code.id).hash(&mut hasher);
    if let Some(place) = &diagnostic.place {
        place.file.name.hash(&mut hasher);
        place.file.text[place.range.clone()].hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}
