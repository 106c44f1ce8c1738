//! The standards, as a validator judges them that had no part in writing the files.

use page_validation::ValidationProfile::{PdfA2a, PdfA3a, PdfUa1};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::common::{broken, shipped_pdfs};

/// Rules broken: `rule: message`, without what the validator is wrong about.
fn failures(bytes: &[u8], profile: ValidationProfile) -> Vec<String> {
    let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).expect("a PDF");
    assert!(report.rules.total > 50, "{} rules tried", report.rules.total);
    let failures = report.failures.iter().filter(|failure| !is_mistaken(&failure.rule_id, bytes));
    failures.map(|failure| format!("{}: {}", failure.rule_id, failure.message)).collect()
}

/// Where the validator is wrong, and how that is known.
fn is_mistaken(rule: &str, bytes: &[u8]) -> bool {
    match rule {
        // It takes a last byte 0D of the data and the line end 0A after it for one line end. Each stream is as long as
        // it says, and some compressed one ends with 0D by chance.
        "ISO 19005-3:2012:6.1.7.1:1" | "ISO 19005-2:2011:6.1.7.1:1" => {
            let streams = streams(bytes);
            streams.iter().all(|(_, after)| after.starts_with(b"\nendstream"))
                && streams.iter().any(|(data, _)| data.ends_with(b"\r"))
        }
        _ => false,
    }
}

/// Each stream's data by its own length, and what follows them in the file.
fn streams(bytes: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut streams = Vec::new();
    let mut rest = bytes;
    while let Some(start) = find(rest, b"stream\n") {
        let head = &rest[..start];
        let length = head.windows(8).rposition(|window| window == b"/Length ").expect("a length") + 8;
        let digits: String =
            head[length..].iter().map_while(|byte| byte.is_ascii_digit().then_some(*byte as char)).collect();
        let (data, after) = rest[start + 7..].split_at(digits.parse().unwrap());
        streams.push((data, after));
        rest = &after[find(after, b"endobj").expect("an end")..];
    }
    streams
}

fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text)
}

#[test]
fn reports_conform() {
    for (name, bytes) in shipped_pdfs() {
        let archival = if find(bytes, b"<pdfaid:part>3<").is_some() { PdfA3a } else { PdfA2a };
        for profile in [archival, PdfUa1] {
            assert_eq!(failures(bytes, profile), [""; 0], "{name}, {profile}");
        }
    }
}

#[test]
fn broken_reports_do_not_conform() {
    let [(_, report), ..] = shipped_pdfs();
    for (from, to, profile, rule) in [
        ("/Lang(zh-CN)", "/Lanx(zh-CN)", PdfUa1, "14289-1:2014:7.2:34"),
        ("/DisplayDocTitle true", "/DisplayDocTitle null", PdfUa1, "14289-1:2014:7.1:10"),
        ("/Alt<FEFF", "/Alx<FEFF", PdfUa1, "14289-1:2014:7.3:1"),
        ("/StructElem/S/H2/", "/StructElem/S/H3/", PdfUa1, "14289-1:2014:7.4.2:1"),
        ("/ToUnicode ", "/ToUnicodx ", PdfUa1, "14289-1:2014:7.21.7:1"),
        ("/ToUnicode ", "/ToUnicodx ", PdfA3a, "19005-3:2012:6.2.11.7.2:1"),
        ("/FontFile2 ", "/FontFilx2 ", PdfA3a, "19005-3:2012:6.2.11.4.1:1"),
        ("<pdfaid:part>3<", "<pdfaid:part>1<", PdfA3a, "19005-3:2012:6.6.4:2"),
        ("<pdfuaid:part>1<", "<pdfuaid:part>2<", PdfUa1, "14289-1:2014:5:2"),
        ("/AFRelationship/", "/AFRelationshix/", PdfA3a, "19005-3:2012:6.8:3"),
        ("/AF[", "/Af[", PdfA3a, "19005-3:2012:6.8:4"),
        ("/Subtype/text#2Fcsv", "/Subtypx/text#2Fcsv", PdfA3a, "19005-3:2012:6.8:1"),
        ("/Length 13/", "/Length 12/", PdfA3a, "19005-3:2012:6.1.7.1:1"),
    ] {
        let found = failures(&broken(report, from, to), profile);
        assert!(
            found.iter().any(|failure| failure.starts_with(&format!("ISO {rule}"))),
            "{from}, {profile}: {found:?}"
        );
    }
}
