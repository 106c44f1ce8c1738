//! Quantity words: a table of phrases with their verdicts, and the promise that whatever the kit writes is true.

use std::fs;

use kanyin::audit::wording::{Amounts, Evidence, Exact, Known, Standing, Verdict, Years, judge, quantity, read};
use kanyin::survey::model::Kind;
use kanyin::survey::same_sample::SameSample;
use kanyin::survey::sampling::Comparison;
use rust_decimal::Decimal;
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;

use crate::common::{copy_tree, fixture, root, typesetter};

#[test]
fn every_phrase_of_the_table_is_judged_as_it_says() {
    let table = fs::read_to_string(fixture("wording.tsv")).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(rows.len() >= 200, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in rows {
        let mut fields = row.split('\t');
        let (words, data, expected) = (fields.next().unwrap(), fields.next().unwrap(), fields.next().unwrap());
        let evidence = evidence(data);
        let unit = evidence.amounts.as_ref().map(|amounts| amounts.unit.clone());
        let judgements: Vec<_> =
            read(words, &Years { unit, ..years() }).iter().map(|phrase| judge(phrase, &evidence)).collect();
        let said = |wanted: Verdict| judgements.iter().any(|judgement| judgement.verdict == wanted);
        let found = match () {
            () if judgements.is_empty() => "—",
            () if said(Verdict::False) => "不实",
            () if said(Verdict::Doubtful) => "存疑",
            () if said(Verdict::Unknown) => "未核",
            () => "属实",
        };
        if found != expected {
            wrong.push(format!("{words}\t{data}\t{found}，应为{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

fn sample(kind: Kind, n: u64) -> SameSample {
    SameSample { kind, n: Some(n), effective_n: Some(n), min_base: 30 }
}

/// The table speaks of a report of 2031 beside one of 2030.
fn years() -> Years {
    Years { now: vec!["2031年".to_owned()], last: vec!["2030年".to_owned()], unit: None }
}

/// The evidence that a row of the table writes in short; the notation stands at the table's head.
fn evidence(data: &str) -> Evidence {
    let mut evidence = Evidence::default();
    let exact = data.contains("exact");
    for field in data.split_whitespace().filter(|field| *field != "exact") {
        if let Some(amounts) = field.strip_prefix('¥') {
            let (now, before) = amounts.split_once('<').unwrap();
            let exact = |digits: &str| number(digits, true).low;
            let (now, before) = (exact(now), exact(before));
            let growth = (now / before - Exact::from_integer(1)) * Exact::from_integer(100);
            evidence.growth = Some(Known { low: growth, high: growth, printed: "0.0".to_owned() });
            evidence.amounts = Some(Amounts { now, before: Some(before), unit: "亿元".to_owned() });
        } else if let Some(places) = field.strip_prefix("<#") {
            evidence.standing_before = Some(standing(places));
        } else if let Some(places) = field.strip_prefix('#') {
            evidence.standing = Some(standing(places));
        } else if let Some(change) = field.strip_prefix('Δ') {
            evidence.change = Some(number(change, true));
        } else if let Some(before) = field.strip_prefix('<') {
            evidence.before = Some(number(before, exact));
        } else if let Some(comparison) = comparison(field) {
            evidence.comparison = Some(comparison);
        } else if let Some(growth) = field.strip_prefix('g') {
            evidence.growth = Some(number(growth, true));
        } else if let Some(n) = field.strip_prefix('n') {
            evidence.sample = Some(sample(Kind::Single, n.parse().unwrap()));
        } else if let Some(n) = field.strip_prefix('m') {
            evidence.sample = Some(sample(Kind::Multiple, n.parse().unwrap()));
        } else if let Some((count, n)) = field.split_once('/') {
            let share = Exact::new(count.parse::<i128>().unwrap() * 100, n.parse().unwrap());
            let printed = format!("{:.2}", *share.numer() as f64 / *share.denom() as f64);
            evidence.shares.push(Known { low: share, high: share, printed });
        } else if let Some((one, other)) = field.split_once('+') {
            let (one, other) = (number(one, false), number(other, false));
            let printed = one.printed.clone();
            evidence.shares.push(Known { low: one.low + other.low, high: one.high + other.high, printed });
        } else {
            evidence.shares.push(number(field, exact));
        }
    }
    evidence
}

/// 1/4, 1+1/4, 2/4!
fn standing(places: &str) -> Standing {
    let (places, outweighed) = places.strip_suffix('!').map_or((places, false), |places| (places, true));
    let (places, of) = places.split_once('/').unwrap();
    let (ranks, tied) = places.split_once('+').unwrap_or((places, "0"));
    let ranks = ranks.split(',').map(|rank| rank.parse().unwrap()).collect();
    Standing { ranks, of: of.parse().unwrap(), tied: tied.parse().unwrap(), outweighed }
}

/// What can be said of a change: chance, no chance, too few people, no base.
fn comparison(field: &str) -> Option<Comparison> {
    Some(match field {
        "≈" => Comparison::Tested { within_error: true, margin: Decimal::ONE },
        "≠" => Comparison::Tested { within_error: false, margin: Decimal::ONE },
        "few" => Comparison::TooFew,
        "baseless" => Comparison::Untestable,
        _ => return None,
    })
}

/// A decimal, exact or known to half its last digit.
fn number(digits: &str, exact: bool) -> Known {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let scale = 10_i128.pow(fraction.len() as u32);
    let value = Exact::new(format!("{whole}{fraction}").parse().unwrap(), scale);
    let slack = if exact { Exact::from_integer(0) } else { Exact::new(1, 2 * scale) };
    Known { low: value - slack, high: value + slack, printed: digits.to_owned() }
}

/// The values 0.00 to 100.00, and the words the kit writes for each in every style.
fn written() -> Vec<(i128, String, [Option<String>; 4])> {
    let folder = tempfile::tempdir().unwrap();
    let templates = folder.path().join("templates");
    copy_tree(&root().join("templates/kit"), &templates.join("kit"));
    fs::create_dir(templates.join("2018")).unwrap();
    let entry = r#"
#import "kit/data.typ": printed-share
#import "kit/words.typ": quantity
#metadata(range(0, 10001).map(hundredths => {
  let value = decimal(hundredths) / 100
  (
    printed-share(value),
    quantity(value),
    quantity(value, over: "超过", near: "将近"),
    quantity(value, style: "about"),
    quantity(value, style: "fraction", over: "超过 "),
  )
}))<words>
"#;
    fs::write(templates.join("report.typ"), entry).unwrap();
    let dataset = crate::common::parse(crate::common::data_2018());
    let mut typesetter = typesetter(folder.path());
    let pages = crate::common::lay_out(&mut typesetter, &dataset);
    let label = Label::new(PicoStr::intern("words")).unwrap();
    let found = pages.document.introspector().query(&Selector::Label(label));
    let Some(Value::Array(rows)) = found.first().map(|found| found.to_packed::<MetadataElem>().unwrap().value.clone())
    else {
        panic!("the words the kit wrote");
    };
    let words = |row: &typst::foundations::Array, index: i64| match row.at(index, None).unwrap() {
        Value::Str(words) => Some(words.to_string()),
        _ => None,
    };
    let rows = rows.iter().enumerate().map(|(hundredths, row)| {
        let Value::Array(row) = row else { panic!("a row") };
        let styles = [1, 2, 3, 4].map(|index| words(row, index));
        (hundredths as i128, words(row, 0).unwrap(), styles)
    });
    rows.collect()
}

#[test]
fn whatever_the_kit_writes_is_true() {
    let rows = written();
    assert_eq!(rows.len(), 10_001);
    let mut wrong = Vec::new();
    for (hundredths, printed, styles) in &rows {
        let value = Exact::new(*hundredths, 100);
        assert_eq!(quantity(value, printed, "超", "近"), styles[0], "the kit and its twin in Rust differ at {printed}");
        let exact = Known { low: value, high: value, printed: printed.clone() };
        let half = Exact::new(1, 200);
        let rounded = Known { low: value - half, high: value + half, printed: printed.clone() };
        for words in styles.iter().flatten() {
            let phrases = read(words, &years());
            // 无 says what 0.00 % says; the judge reads it where it stands alone.
            if phrases.is_empty() && words != "无" {
                wrong.push(format!("{printed}: {words} is not read"));
            }
            for phrase in phrases {
                let judged = |share: &Known| {
                    judge(&phrase, &Evidence { shares: vec![share.clone()], ..Evidence::default() }).verdict
                };
                if judged(&exact) != Verdict::True {
                    wrong.push(format!("{printed}: {words} is {:?}", judged(&exact)));
                }
                // A rounded number may leave a word undecided, but never makes it false.
                if judged(&rounded) == Verdict::False {
                    wrong.push(format!("{printed}: {words} is false of the rounded number"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} words:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_word_for_another_value_is_not_true() {
    // The property above would hold of a judge that accepts everything: this one must not.
    let rows = written();
    for (hundredths, _, styles) in rows.iter().step_by(137) {
        let Some(words) = &styles[0] else { continue };
        let far = Exact::new((hundredths + 3000) % 10_000, 100);
        let share = Known { low: far, high: far, printed: "0.00".to_owned() };
        let evidence = Evidence { shares: vec![share], ..Evidence::default() };
        let verdicts: Vec<Verdict> =
            read(words, &years()).iter().map(|phrase| judge(phrase, &evidence).verdict).collect();
        // 超 and 逾 have no upper bound: only a value below refutes them.
        let open_above = words.starts_with('超') && *hundredths < 7000;
        assert!(open_above || !verdicts.contains(&Verdict::True), "{words} at {far}");
    }
}

#[test]
fn no_text_stops_the_reader() {
    let alphabet: Vec<char> = "一二两三四五六七八九十百千零半成分之倍大前第个百分点超过近约不足到仅最多以上下左右年万份%/.1230９翻番提升降至居首仍亿元了 ~“”".chars().collect();
    let mut seed: u64 = 2018;
    let mut next = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize
    };
    let shares = vec![number("33.33", false), number("0", true)];
    let evidence = Evidence {
        shares,
        standing: Some(Standing { ranks: vec![1, 2], of: 4, tied: 1, outweighed: false }),
        change: Some(number("-5.20", true)),
        growth: Some(number("25.1", true)),
        sample: Some(sample(Kind::Multiple, 76)),
        comparison: Some(Comparison::Tested { within_error: true, margin: Decimal::ONE }),
        before: Some(number("30.00", false)),
        standing_before: Some(standing("2/4")),
        amounts: Some(Amounts {
            now: Exact::new(1614, 10),
            before: Some(Exact::from_integer(126)),
            unit: "亿元".to_owned(),
        }),
    };
    for _ in 0..20_000 {
        let length = next() % 12;
        let words: String = (0..length).map(|_| alphabet[next() % alphabet.len()]).collect();
        let unit = Some("亿元".to_owned()).filter(|_| words.len().is_multiple_of(2));
        for phrase in read(&words, &Years { unit, ..years() }) {
            assert!(words.get(phrase.range.clone()).is_some_and(|words| !words.is_empty()), "{words}");
            judge(&phrase, &evidence);
        }
    }
}
