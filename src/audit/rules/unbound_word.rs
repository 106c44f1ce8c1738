//! A quantity word that was typed.

use super::{Example, Rule};
use crate::audit::{Edition, Finding};
use crate::diagnostics::Severity;
use crate::messages::{Message, Text};
use std::ops::Range;

use crate::audit::paragraphs::{CALL, Glyph, Kind, Paragraph};
use crate::audit::wording::{self, Meaning, Unread, Years};

pub static RULE: Rule = Rule {
    id: "unbound-word",
    name: Text { zh: "量词未绑定", en: "unbound quantity word" },
    level: Severity::Warning,
    summary: Text {
        zh: "正文里直接写了量词、名次或升降（近八成、为主、最多、较上年提升），没有绑定数据",
        en: "A quantity, order or change word (近八成, 为主, 最多, 较上年提升) is typed in the prose and bound to no data",
    },
    explanation: Text {
        zh: "直接写的量词无从核对，数据变了也不会变。写作 #roughly(…)，或用 #claim(…)[…] 绑定选项；没有数据的说法用 #view 或写明保留理由。句中有 #tally、#names 等给出次序时，“其次”“最多”不算。与上年相比的升降（较上年提升、同比增长、与上年持平）写作 #since(…)[，较#last-year()#moved()#delta()]，升降、大小都随数据；写死在 #since 里的“大幅提升”数据变了也照印，同样要报。",
        en: "A typed quantity word cannot be judged and does not follow the data. Use #roughly(…), or bind it with #claim(…)[…]; words without data take #view, or a waiver. Where the sentence’s own #tally or #names gives the order, 其次 and 最多 are left alone. A change since last year (较上年提升, 同比增长, 与上年持平) is written #since(…)[，较#last-year()#moved()#delta()], so that verb and size follow the data; a 大幅提升 typed inside #since prints whatever the data say, and is found too.",
    },
    bad: Example::Prose("近八成企业已应用，参与企业以民营企业为主。"),
    good: Example::Prose(r#"#roughly("应用.已应用")企业已应用，#view[民营企业居多]。一成不变的做法少见。"#),
    check,
};

/// Words for a share.
const SHARES: [&str; 17] = [
    "新高",
    "新低",
    "绝大多数",
    "绝大部分",
    "大多数",
    "大部分",
    "多数",
    "少数",
    "过半",
    "半数",
    "一半",
    "普遍",
    "为主",
    "三分之",
    "四分之",
    "五分之",
    "百分之",
];
/// Words for a place in the order.
const ORDERS: [&str; 15] = [
    "之首",
    "占比最高",
    "占比最低",
    "最多",
    "最少",
    "最高",
    "最低",
    "最大",
    "最小",
    "最为",
    "居首",
    "首位",
    "其次",
    "次之",
    "首要",
];
/// How large a change is, which `#moved()` may contradict: 大幅持平.
const SIZES: [&str; 9] = ["大幅", "显著", "明显", "小幅", "微幅", "略有", "略微", "稍有", "有所"];
/// What makes a verb at the end of its clause one of a change in the data.
const LOUD: [&str; 7] = ["大幅", "显著", "明显", "持续", "不断", "逐年", "连年"];
/// Beside another year: 与去年相比，使用的更多.
const MORE: [&str; 6] = ["更多", "更少", "更高", "更低", "更大", "更小"];
/// Functions of a year-on-year clause.
const SLOTS: [&str; 3] = ["last-year", "moved", "delta"];
/// Functions that give the order of the sentence they stand in.
const ORDERING: [&str; 6] = ["tally", "names", "named", "howmany", "rank", "claim"];

fn check(edition: &Edition) -> Vec<Finding> {
    let years = edition.years();
    let mut findings = Vec::new();
    for paragraph in edition.paragraphs() {
        let mut taken: Vec<Range<usize>> = Vec::new();
        let ordered = |range: &Range<usize>| {
            let sentence = paragraph.sentence(range.start);
            let ordering = |name: &String| ORDERING.contains(&name.as_str());
            paragraph.calls_in(sentence).any(|call| ordering(&call.name) || call.names.iter().any(ordering))
        };
        let shares = SHARES.iter().flat_map(|word| paragraph.find(word));
        let orders = ORDERS.iter().flat_map(|word| paragraph.find(word)).filter(|range| !ordered(range));
        let shares = shares.map(|range| with_numerator(paragraph, range));
        let words = shares.chain(tenths(paragraph)).chain(orders).map(|range| (range, "unbound-word.hint"));
        for (range, hint) in words.chain(changes(paragraph, &years)) {
            let overlaps = taken.iter().any(|other| other.start < range.end && range.start < other.end);
            if overlaps || !free(paragraph, &range) {
                continue;
            }
            let words: String = paragraph.text(range.clone()).split_whitespace().collect();
            let message = Message::new("unbound-word").with("words", &words);
            findings.push(RULE.finding(words, message).at(paragraph.place(range.clone())).hint(Message::new(hint)));
            taken.push(range);
        }
    }
    findings
}

/// Words that say what became of a number since last year, each with the remedy for where it stands.
fn changes(paragraph: &Paragraph, years: &Years) -> Vec<(Range<usize>, &'static str)> {
    clauses(paragraph).into_iter().flat_map(|clause| changes_in(paragraph, clause, years)).collect()
}

fn changes_in(paragraph: &Paragraph, clause: Range<usize>, years: &Years) -> Vec<(Range<usize>, &'static str)> {
    let in_since = |at: usize| paragraph.glyphs[at].within.as_deref() == Some("since");
    let slot = |at: usize| paragraph.calls.iter().any(|call| call.at == at && SLOTS.contains(&call.name.as_str()));
    // As the reader of words takes it; what calls print is none of the editor's own words, save last year's name.
    let mut text = String::new();
    let mut starts = Vec::new();
    for at in clause.clone() {
        starts.push(text.len());
        match paragraph.calls.iter().find(|call| call.at == at) {
            Some(call) if call.name == "last-year" => text.push_str("上年"),
            _ if free(paragraph, &(at..at + 1)) => text.push(paragraph.glyphs[at].shown),
            _ => text.push(CALL),
        }
    }
    let glyph_at = |byte: usize| clause.start + starts.partition_point(|start| *start <= byte).saturating_sub(1);
    let compares = wording::compares(&text, years);
    // 翻了一番, 显著提高。: a change without its year; 显著提高效率 is about something else.
    let stands = |range: Range<usize>| {
        let words: String = paragraph.text(range.clone()).split_whitespace().collect();
        let begins = |words: &[&str], text: &str| words.iter().any(|word| text.starts_with(word));
        begins(&["翻"], &words) || (range.end == clause.end && begins(&LOUD, &words))
    };
    let is_change = |meaning: &Meaning| match meaning {
        // 持续扩大 is nothing that two years tell, and is a change all the same; what else led to no change the reader
        // knows may be the clause's own #moved().
        Meaning::Unread(Unread::Words) | Meaning::Then(_) => false,
        meaning => meaning.is_change(),
    };
    let told = |words: &str| LOUD.iter().any(|word| words.starts_with(word));
    let phrases = wording::read(&text, years);
    let phrases = phrases.into_iter().filter(|phrase| is_change(&phrase.meaning) || told(&text[phrase.range.clone()]));
    let mut found: Vec<(Range<usize>, &str)> = phrases
        .map(|phrase| glyph_at(phrase.range.start)..glyph_at(phrase.range.end - 1) + 1)
        .filter_map(|range| match in_since(range.start) {
            true => Some((range, "unbound-word.since-hint")),
            false => (compares || stands(range.clone())).then_some((range, "unbound-word.change-hint")),
        })
        .collect();
    if compares {
        let more = MORE.iter().flat_map(|word| paragraph.find(word)).filter(|range| clause.contains(&range.start));
        found.extend(more.map(|range| (range, "unbound-word.change-hint")));
    }
    if clause.clone().any(slot) {
        let sizes = SIZES.iter().flat_map(|word| paragraph.find(word));
        let sizes = sizes.filter(|range| clause.contains(&range.start) && in_since(range.start));
        found.extend(sizes.map(|range| (range, "unbound-word.since-hint")));
    }
    found
}

/// A paragraph's clauses; 与上年相比 and what it compares are one.
fn clauses(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, glyph) in paragraph.glyphs.iter().enumerate() {
        let compared = || {
            matches!(paragraph.text(at.saturating_sub(2)..at).as_str(), "相比" | "相较")
                || paragraph.text(at.saturating_sub(8)..at).strip_suffix('年').is_some_and(|text| text.contains('较'))
        };
        if "。！？；：".contains(glyph.shown) || ("，,".contains(glyph.shown) && !compared()) {
            clauses.push(start..at);
            start = at + 1;
        }
    }
    clauses.push(start..paragraph.glyphs.len());
    clauses
}

/// 三分之二, not 三分之.
fn with_numerator(paragraph: &Paragraph, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    if paragraph.text(range.clone()).ends_with('之') {
        while paragraph.shown(end).is_some_and(|glyph| "一二两三四五六七八九十".contains(glyph)) {
            end += 1;
        }
    }
    range.start..end
}

/// 近八成, 七成五: the digits and what frames them.
fn tenths(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let found = paragraph.find("成").into_iter().filter_map(|range| {
        let digit = range.start.checked_sub(1)?;
        let is_digit = |at: usize| paragraph.shown(at).is_some_and(|glyph| "一两二三四五六七八九十".contains(glyph));
        // 一成不变, 三成为: other words.
        let other = paragraph.shown(range.end).is_some_and(|glyph| "不为立长果本熟".contains(glyph));
        // 十成 aside, two digits before 成 are no tenths: 二十成.
        let longer = digit.checked_sub(1).is_some_and(is_digit);
        if !is_digit(digit) || other || longer {
            return None;
        }
        let framed =
            digit.checked_sub(1).filter(|at| paragraph.shown(*at).is_some_and(|glyph| "超近约逾".contains(glyph)));
        Some(framed.unwrap_or(digit)..range.end)
    });
    found.collect()
}

/// Whether words stand in the open: what is claimed, viewed or listed is judged elsewhere.
fn free(paragraph: &Paragraph, range: &Range<usize>) -> bool {
    let within = |glyph: &Glyph| matches!(glyph.within.as_deref(), None | Some("when" | "since"));
    paragraph.kind != Kind::Heading && paragraph.glyphs[range.clone()].iter().all(within)
}
