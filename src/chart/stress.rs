//! The stress sheet: every kind of chart with the data that break charts. `tests/fixtures/stress` builds as a report
//! too, to be looked at.

use super::testing::{faults, measure, named, string, tokens};
use super::*;
use crate::survey::Dataset;
use crate::survey::links::LastYear;
use crate::survey::model::{ChartKind, Choice, Role};

/// The years of the sheet, the newest first.
fn editions() -> Vec<Survey> {
    let years = [
        include_str!("../../tests/fixtures/stress/data/2031.json"),
        include_str!("../../tests/fixtures/stress/data/2030.json"),
        include_str!("../../tests/fixtures/stress/data/2029.json"),
        include_str!("../../tests/fixtures/stress/data/2028.json"),
    ];
    years.iter().map(|text| Dataset::parse("stress.json", (*text).to_owned()).unwrap().survey).collect()
}

fn past(now: &Survey, question: &Question, before: &Survey) -> Option<Past> {
    let last = LastYear::of(now, before, question)?;
    let told = |choice| Some(last.change(now, question, choice)?.comparison);
    Some(Past {
        label: before.survey.label.clone(),
        n: before.n_of(last.question),
        shares: question.options.iter().map(|choice| last.share(&choice.id)).collect(),
        counts: Vec::new(),
        whole: last.whole(question),
        comparisons: question.options.iter().map(told).collect(),
        new: question.options.iter().map(|choice| last.is_new(&choice.id)).collect(),
    })
}

#[test]
fn every_kind_stays_inside_and_apart() {
    let editions = editions();
    let (now, before) = editions.split_first().unwrap();
    let (tokens, measure) = (tokens(), measure());
    let mut forms = Vec::new();
    for question in &now.questions {
        let years: Vec<Past> = before.iter().map_while(|before| past(now, question, before)).collect();
        // Alone, beside last year, and over all years.
        for years in [&years[..0], &years[..years.len().min(1)], &years[..]] {
            let chart = draw(now, question, years, &tokens, &measure).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(faults(&chart.svg, &measure), [""; 0], "{} {:?}\n{}", question.id, chart.form, chart.svg);
            assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", question.id);
            assert!(chart.height <= tokens.page.figure_height && chart.width == tokens.page.measure);
            assert!(chart.alt.starts_with(&question.title) && chart.alt.ends_with('。'), "{}", chart.alt);
            forms.push(chart.form);
        }
    }
    for form in [Form::Donut, Form::Bars, Form::Stacked, Form::Grouped, Form::Lines, Form::Columns, Form::Breakdown] {
        assert!(forms.iter().filter(|drawn| **drawn == form).count() >= 2, "{form:?} is on the sheet");
    }
}

/// Sheets of single figures are narrower or lower than pages. What finds no room there is drawn as on a page.
#[test]
fn sheets_have_room_for_every_kind() {
    let editions = editions();
    let (now, before) = editions.split_first().unwrap();
    let (page, measure) = (tokens(), measure());
    for sheet in ["standalone.slides", "standalone.slides.dense", "standalone.social"] {
        let tokens = Tokens::parse_for(include_str!("../../templates/kit/tokens.json"), sheet).unwrap();
        let (mut all, mut drawn) = (0, 0);
        for question in &now.questions {
            let years: Vec<Past> = before.iter().map_while(|before| past(now, question, before)).collect();
            for years in [&years[..0], &years[..years.len().min(1)], &years[..]] {
                all += 1;
                let Ok(chart) = draw(now, question, years, &tokens, &measure) else { continue };
                drawn += usize::from(chart.form == draw(now, question, years, &page, &measure).unwrap().form);
                assert_eq!(faults(&chart.svg, &measure), [""; 0], "{sheet} {} {:?}", question.id, chart.form);
                assert!(chart.height <= tokens.page.figure_height && chart.width == tokens.page.measure);
            }
        }
        assert!(drawn * 10 >= all * 8, "{sheet}: {drawn} of {all}");
    }
}

/// The question's own `chart` holds beside other years too.
#[test]
fn the_asked_for_chart_holds_beside_other_years() {
    let (tokens, measure) = (tokens(), measure());
    let now = editions().swap_remove(0);
    for (id, chart, years, form) in [
        ("单2", None, 1, Form::Stacked),
        ("单2", Some(ChartKind::Bars), 1, Form::Grouped),
        ("单五", Some(ChartKind::Bars), 1, Form::Grouped),
        ("单十二", None, 1, Form::Grouped),
        ("环十二", Some(ChartKind::Donut), 1, Form::Stacked),
        ("线2", None, 2, Form::Lines),
        ("线2", Some(ChartKind::Donut), 2, Form::Lines),
        ("线2", Some(ChartKind::Bars), 2, Form::Grouped),
    ] {
        let question = Question { chart, ..now.question(id).unwrap_or_else(|| panic!("{id}")).clone() };
        let past = same_again(&now, &question, |back| format!("{} 年", 2031 - back), years);
        let drawn = draw(&now, &question, &past, &tokens, &measure).unwrap();
        assert_eq!(drawn.form, form, "{id} {chart:?} {years}");
        assert_eq!(faults(&drawn.svg, &measure), [""; 0], "{id}");
    }
}

/// Only what the test calls a change is set in bold; the alternative text says why the others are not.
#[test]
fn a_change_that_nobody_can_tell_is_quiet() {
    let (tokens, measure) = (tokens(), measure());
    let now = editions().swap_remove(0);
    let question = now.question("多等").unwrap();
    let tested = |within_error| Comparison::Tested { within_error, margin: Decimal::ONE };
    for (comparison, bold, said) in [
        (tested(false), true, "变化 +10.0 个百分点；"),
        (tested(true), false, "变化 +10.0 个百分点（误差之内）；"),
        (Comparison::TooFew, false, "变化 +10.0 个百分点（样本过少）；"),
        (Comparison::Untestable, false, "变化 +10.0 个百分点（无从检验）；"),
    ] {
        let past = Past {
            label: "2030 年".into(),
            n: None,
            shares: vec![Some(40.into()); question.options.len()],
            counts: Vec::new(),
            whole: false,
            comparisons: vec![Some(comparison); question.options.len()],
            new: vec![false; question.options.len()],
        };
        let chart = draw(&now, question, &[past], &tokens, &measure).unwrap();
        let svg = roxmltree::Document::parse(&chart.svg).unwrap();
        let changes: Vec<_> = named(&svg, "text").filter(|text| string(*text) == "+10.0").collect();
        assert_eq!(changes.len(), question.options.len());
        assert!(changes.iter().all(|text| text.attribute("font-weight").is_some() == bold), "{comparison:?}");
        assert!(chart.alt.contains(said), "{}", chart.alt);
    }
}

/// Merged choices and those without a value then have no past, and are not new for that.
#[test]
fn only_what_is_new_is_called_new() {
    let (tokens, measure) = (tokens(), measure());
    let now = editions().swap_remove(0);
    let question = now.question("多等").unwrap();
    let count = question.options.len();
    let mut past = Past {
        label: "2030 年".into(),
        n: None,
        shares: vec![Some(40.into()); count],
        counts: Vec::new(),
        whole: false,
        comparisons: vec![None; count],
        new: vec![false; count],
    };
    past.shares[0] = None;
    let news = |past: &Past| {
        let chart = draw(&now, question, std::slice::from_ref(past), &tokens, &measure).unwrap();
        chart.svg.matches("新增").count()
    };
    assert_eq!(news(&past), 0);
    past.new[0] = true;
    assert_eq!(news(&past), 1);
}

/// Three years to ten, with names of years that are too long for all of them to be printed.
#[test]
fn ten_years_of_lines_stay_inside_and_apart() {
    let (tokens, measure) = (tokens(), measure());
    let survey = &editions()[0];
    for id in ["线1", "线2", "线3", "线等", "线端"] {
        let question = survey.question(id).unwrap();
        for years in 2..10 {
            for label in ["年", "年度调查（含补充样本）"] {
                let year = |back: usize| Past {
                    label: format!("{} {label}", 2030 - back),
                    n: Some(400),
                    shares: (0..question.options.len()).map(|at| Some(((back * 37 + at * 19) % 101).into())).collect(),
                    counts: Vec::new(),
                    whole: true,
                    comparisons: vec![None; question.options.len()],
                    new: Vec::new(),
                };
                let past: Vec<Past> = (0..years).map(year).collect();
                let chart = draw(survey, question, &past, &tokens, &measure).unwrap();
                assert_eq!(chart.form, Form::Lines);
                assert_eq!(faults(&chart.svg, &measure), [""; 0], "{id} {years}\n{}", chart.svg);
                assert!(chart.svg.contains("2031"), "the newest year is always named");
                assert!(chart.alt.contains(&format!("{} {label}", 2030 - years + 1)), "{}", chart.alt);
            }
        }
    }
}

/// The question's own shares again in earlier years.
fn same_again(now: &Survey, question: &Question, label: impl Fn(usize) -> String, years: usize) -> Vec<Past> {
    let year = |back| Past {
        label: label(back),
        n: None,
        shares: question.options.iter().map(|choice| now.share(question, choice)).collect(),
        counts: Vec::new(),
        whole: true,
        comparisons: vec![None; question.options.len()],
        new: Vec::new(),
    };
    (1..=years).map(year).collect()
}

#[test]
fn years_of_long_names_and_many_years_stay_inside_and_apart() {
    let (tokens, measure) = (tokens(), measure());
    let mut now = editions().swap_remove(0);
    let mut lines = 0;
    for label in ["2031 年", "2030-2031 年度", "2030 年第一次全国补充调查", "2030-2031 年度用户调查（补充调查第二轮）"]
    {
        now.survey.label = label.to_owned();
        for question in &now.questions {
            for years in [1, 2, 9, 14] {
                let past = same_again(&now, question, |back| format!("{label}{back}"), years);
                let chart = draw(&now, question, &past, &tokens, &measure).unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(faults(&chart.svg, &measure), [""; 0], "{} {years}: {label}", question.id);
                lines += usize::from(chart.form == Form::Lines);
            }
        }
    }
    assert!(lines > 0);
}

#[test]
fn a_year_without_room_for_its_name_is_said() {
    let (tokens, measure) = (tokens(), measure());
    let mut now = editions().swap_remove(0);
    now.survey.label = "补充调查".repeat(20);
    let question = now.question("线3").unwrap();
    let past = same_again(&now, question, |back| format!("{} 年", 2031 - back), 2);
    let error = draw(&now, question, &past, &tokens, &measure).unwrap_err();
    assert_eq!(error, ChartError::TooWide { text: now.survey.label.clone() });
}

#[test]
fn amounts_stand_in_the_order_of_their_years() {
    let (tokens, measure) = (tokens(), measure());
    let mut now = editions().swap_remove(0);
    let at = now.questions.iter().position(|question| question.id == "额十").unwrap();
    let sorted = draw(&now, &now.questions[at], &[], &tokens, &measure).unwrap();
    now.questions[at].points.reverse();
    now.questions[at].points.swap(2, 6);
    assert_eq!(draw(&now, &now.questions[at], &[], &tokens, &measure).unwrap(), sorted);
}

/// Any two years of any question, the same ones every time.
#[test]
fn any_two_years_stay_inside_and_apart() {
    let (tokens, measure) = (tokens(), measure());
    let editions = editions();
    let labels: Vec<&String> =
        editions[0].questions.iter().flat_map(|question| question.options.iter().map(|choice| &choice.label)).collect();
    let mut seed = 2031_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    let mut survey = editions[0].clone();
    for _ in 0..300 {
        let single = random(2) == 0;
        let count = 1 + random(9);
        let mut shares = |count: usize| -> Vec<Decimal> {
            let mut left = 10_000;
            let share = |index: usize| {
                let share = match (single, index + 1 == count) {
                    (true, true) => left,
                    (true, false) => random(left + 1),
                    (false, _) => random(10_001),
                };
                left -= if single { share } else { 0 };
                Decimal::new(share as i64, 2)
            };
            (0..count).map(share).collect()
        };
        let (now, before) = (shares(count), shares(count));
        let options = now.iter().enumerate().map(|(index, share)| Choice {
            id: format!("o{index}"),
            label: labels[random(labels.len())].clone(),
            percent: Some(format!("{share:.2}").parse().unwrap()),
            role: (random(6) == 0).then_some(Role::Other),
            ..Choice::default()
        });
        let question = Question {
            id: "题".into(),
            title: "题".into(),
            kind: if single { Kind::Single } else { Kind::Multiple },
            options: options.collect(),
            ..Question::default()
        };
        let known = |share: &Decimal| Some(*share).filter(|_| single || share.mantissa() % 7 != 0);
        let past = Past {
            label: "2030 年".into(),
            n: None,
            shares: before.iter().map(known).collect(),
            counts: Vec::new(),
            whole: true,
            comparisons: vec![None; count],
            new: vec![true; count],
        };
        survey.questions = vec![question];
        match draw(&survey, &survey.questions[0], &[past], &tokens, &measure) {
            Ok(chart) => assert_eq!(faults(&chart.svg, &measure), [""; 0], "{}\n{}", chart.alt, chart.svg),
            Err(error) => assert!(matches!(error, ChartError::TooWide { .. }), "{error}"),
        }
    }
}
