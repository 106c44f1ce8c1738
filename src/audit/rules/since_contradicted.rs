//! A verb typed in a year-on-year clause that goes the other way than the data.

use super::{Example, Rule};
use crate::audit::evidence;
use crate::audit::paragraphs::{CALL, Call, Paragraph};
use crate::audit::wording::{self, Change, Meaning, Verdict};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};

pub static RULE: Rule = Rule {
    id: "since-contradicted",
    name: Text { zh: "升降写反", en: "change contradicted" },
    level: Severity::Error,
    summary: Text {
        zh: "#since 里直接写的升降与数据的方向相反",
        en: "A verb typed inside #since goes the other way than the data",
    },
    explanation: Text {
        zh: "#delta() 只印变化的大小，不印方向。#since 里直接写“提升”，数据下降时印出来的仍是“提升 11.1 个百分点”。动词改用 #moved()，随数据而变。",
        en: "#delta() prints how far a share moved and not which way. A 提升 typed inside #since still prints 提升 11.1 个百分点 where the share fell. Let #moved() write the verb: it follows the data.",
    },
    bad: Example::Prose(r#"未应用的企业占#pct("应用.未应用")#since("应用.未应用")[，较#last-year()提升#delta()]。"#),
    good: Example::Prose(
        r#"未应用的企业占#pct("应用.未应用")#since("应用.未应用")[，较#last-year()#moved()#delta()]。"#,
    ),
    check,
};

fn check(edition: &Edition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paragraph in edition.paragraphs() {
        let clauses = paragraph.calls.iter().filter(|call| call.name == "since");
        findings.extend(clauses.filter_map(|call| contradicted(edition, paragraph, call)));
    }
    findings
}

fn contradicted(edition: &Edition, paragraph: &Paragraph, call: &Call) -> Option<Finding> {
    let [reference] = call.strings.as_slice() else { return None };
    let evidence = evidence::of_option(edition, reference);
    // Its own words; what calls print is none of them, save last year's name.
    let mut text = String::new();
    let mut glyphs = Vec::new();
    for (at, glyph) in paragraph.glyphs.iter().enumerate() {
        let own = glyph.within.as_deref() == Some("since")
            && call.range.start <= glyph.range.start
            && glyph.range.end <= call.range.end
            && at != call.at;
        if !own {
            continue;
        }
        let shown = match paragraph.calls.iter().find(|call| call.at == at) {
            Some(call) if call.name == "last-year" => "上年".to_owned(),
            Some(_) => CALL.to_string(),
            None => glyph.shown.to_string(),
        };
        glyphs.extend(std::iter::repeat_n(at, shown.len()));
        text.push_str(&shown);
    }
    wording::read(&text, &edition.years()).into_iter().find_map(|mut phrase| {
        let Meaning::Change(Change { up: Some(_), size }) = &mut phrase.meaning else { return None };
        // Only the way it goes: how far is the clause's own or the other rule's.
        *size = wording::Size::Unsaid;
        let judged = wording::judge(&phrase, &evidence);
        if judged.verdict != Verdict::False {
            return None;
        }
        let (first, last) = (*glyphs.get(phrase.range.start)?, *glyphs.get(phrase.range.end - 1)?);
        let words: String = paragraph.text(first..last + 1).split_whitespace().collect();
        let message = Message::new("since-contradicted").with("words", &words).with("why", judged.why);
        let finding = RULE.finding(words, message).at(paragraph.place(first..last + 1));
        Some(finding.hint(Message::new("since-contradicted.hint")))
    })
}
