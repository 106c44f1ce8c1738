//! Years side by side: last year's numbers stand in year pairs only, and more years are followed through their links.

use std::collections::BTreeSet;
use std::fs;

use kanyin::survey::Dataset;
use kanyin::survey::model::{Fact, Survey};

use crate::annual::{done, next_edition, project, prose};
use crate::common::Saved;
use crate::pdf::Pdf;

/// Every number that a survey may print: shares, counts, bases, the sample, facts, amounts.
fn numbers_of(survey: &Survey) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let whole = |number: &u64| number.to_string();
    numbers.extend(survey.survey.valid.iter().chain(survey.bases.iter().flat_map(|base| &base.n)).map(whole));
    numbers.extend(survey.survey.facts.values().filter_map(|fact| match fact {
        Fact::Number(number) => Some(whole(number)),
        _ => None,
    }));
    for question in &survey.questions {
        numbers.extend(question.options.iter().filter_map(|choice| survey.printed_share(question, choice)));
        numbers.extend(question.options.iter().flat_map(|choice| &choice.count).chain(&question.n).map(whole));
        numbers.extend(question.points.iter().filter_map(|point| point.value).map(|value| value.to_string()));
    }
    numbers
}

/// Every number in a text, but for the bases under a figure of two years: those are a year pair.
fn numbers_in(words: &str) -> BTreeSet<String> {
    let other = |character: char| !character.is_ascii_digit() && character != '.';
    let unbased = words.split("N=").enumerate().map(|(index, part)| {
        if index == 0 { part } else { part.trim_start_matches(|character: char| character.is_ascii_digit()) }
    });
    unbased.flat_map(|part| part.split(other)).map(|number| number.trim_matches('.').to_owned()).collect()
}

#[test]
fn no_number_of_last_year_stands_outside_a_year_pair() {
    let project = next_edition(Saved::Utf8);
    let survey = |year: u16| Dataset::read(&project.path(&format!("data/{year}.json")), "data.json").unwrap().survey;
    let (old, new) = (numbers_of(&survey(2030)), numbers_of(&survey(2031)));
    let stale = |words: &str| {
        let printed = numbers_in(words);
        old.difference(&new).filter(|number| printed.contains(*number)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(stale(&prose(&project, 2031)), [""; 0]);
    // The search bites: last year's prose is full of them, its sample and its facts among them.
    let before = stale(&prose(&project, 2030));
    assert!(before.len() > 7 && ["320", "21", "76.9"].iter().all(|number| before.contains(&(*number).to_owned())));
    // In the year pairs last year's shares do stand, and nowhere else in the PDF, whose figures are read here too.
    let stale_shares = |pdf: &str| {
        let text = Pdf::read(&fs::read(project.path(pdf)).unwrap()).text();
        let shares = old.difference(&new).filter(|number| number.contains('.'));
        shares.filter(|share| text.contains(&format!("{share}%"))).cloned().collect::<Vec<_>>()
    };
    done(project.run(&["build", "-o", "pairs.pdf"]));
    assert!(stale_shares("pairs.pdf").contains(&"76.9".to_owned()));
    let text = fs::read_to_string(project.path("data/2031.json")).unwrap();
    let start = text.find(",\n  \"links\"").unwrap();
    fs::write(project.path("data/2031.json"), format!("{}\n}}\n", &text[..start])).unwrap();
    done(project.run(&["build", "-o", "alone.pdf"]));
    assert_eq!(stale_shares("alone.pdf"), [""; 0], "without the link the whole PDF has none, figures included");
}

/// Three editions whose option is called otherwise in each, followed through the links of each.
#[test]
fn more_years_are_followed_through_their_links() {
    let project = project();
    for folder in ["data", "templates/2030"] {
        fs::remove_dir_all(project.path(folder)).unwrap();
        fs::create_dir(project.path(folder)).unwrap();
    }
    let edition = |year: u16, id: &str, count: u64, points: &str, links: &str| {
        let text = format!(
            r#"{{ "report": {{ "id": "甲", "title": "甲", "year": {year}, "month": 1, "status": "讨论稿", "issuer": "甲" }},
                 "survey": {{ "label": "{year} 年" }},
                 "questions": [
                   {{ "id": "题", "title": "题", "kind": "single", "n": 400, "options": [
                     {{ "id": "{id}", "label": "采用", "count": {count} }},
                     {{ "id": "否", "label": "没有", "count": {} }} ] }},
                   {{ "id": "额", "title": "额", "kind": "series", "unit": "亿元", "points": [{points}] }} ]{links} }}"#,
            400 - count
        );
        fs::write(project.path(&format!("data/{year}.json")), text).unwrap();
    };
    let link = |previous: u16, from: &str, to: &str| {
        format!(
            r#", "links": {{ "previous": "{previous}.json", "questions": [{{ "from": "题", "to": "题", "relation": "same",
                 "comparable": true, "options": [{{ "from": ["{from}"], "to": ["{to}"], "relation": "renamed" }}] }}] }}"#
        )
    };
    edition(
        2028,
        "a",
        120,
        r#"{ "year": 2027, "value": "10" }, { "year": 2029, "value": "99", "forecast": true }"#,
        "",
    );
    edition(2029, "b", 200, r#"{ "year": 2028, "value": "20" }"#, &link(2028, "a", "b"));
    edition(2030, "c", 300, r#"{ "year": 2030, "value": "40" }"#, &link(2029, "b", "c"));
    let prose = "#import \"/templates/kit/lib.typ\": *\n\n= 甲\n\n#chart(\"题\")\n\n#chart(\"额\")\n";
    fs::write(project.path("templates/2030/main.typ"), prose).unwrap();
    let alts = |against: &[&str]| {
        let against = against.iter().flat_map(|file| ["--against", file]);
        let arguments: Vec<&str> = ["build", "data/2030.json", "-o", "a.pdf"].into_iter().chain(against).collect();
        done(project.run(&arguments));
        Pdf::read(&fs::read(project.path("a.pdf")).unwrap()).alts().join("\n")
    };
    let three = alts(&["data/2029.json", "data/2028.json"]);
    assert!(three.contains("采用 2028 年 30.0%、2029 年 50.0%、2030 年 75.0%"), "{three}");
    assert!(three.contains("折线图，2028 年 N=400，2029 年 N=400，2030 年 N=400"), "{three}");
    // Amounts of earlier editions make the series longer; what was a forecast then is no amount now.
    assert!(three.contains("2027 年 10；2028 年 20，同比 100.0%；2030 年 40。"), "{three}");
    let two = alts(&["data/2029.json"]);
    assert!(two.contains("采用 2029 年 50.0%、2030 年 75.0%，变化 +25.0 个百分点"), "{two}");
    assert!(two.contains("2028 年 20；2030 年 40。"), "{two}");
}
