//! Whole charts, read back from their SVG.

use roxmltree::Document;

use super::testing::{Area, faults, ink, measure, named, points, string, tokens};
use super::*;
use crate::survey::Dataset;
use crate::survey::model::ChartKind;

type Option3 = (&'static str, &'static str, &'static str); // label, percent, role; empty for none

/// A survey of one question, through the reader that real data go through.
fn survey(kind: &str, more: &str, options: &[Option3]) -> Survey {
    let options: Vec<_> = options
        .iter()
        .enumerate()
        .map(|(index, (label, percent, role))| {
            let mut option = serde_json::json!({ "id": format!("选项{index}"), "label": label });
            let (key, value) = if percent.is_empty() { ("status", "not_published") } else { ("percent", *percent) };
            option[key] = value.into();
            if !role.is_empty() {
                option["role"] = (*role).into();
            }
            option
        })
        .collect();
    let options = serde_json::Value::from(options);
    let text = format!(
        r#"{{ "report": {{ "id": "甲", "title": "甲", "year": 2018, "month": 8, "status": "正式稿", "issuer": "甲" }},
             "survey": {{ "label": "2018 年" }}, "policy": {{ "decimals": 2 }},
             "questions": [ {{ "id": "题", "title": "使用时间调查", "kind": "{kind}"{more}, "options": {options} }} ] }}"#
    );
    Dataset::parse("test.json", text).unwrap_or_else(|error| panic!("{error:?}")).survey
}

fn chart(kind: &str, more: &str, options: &[Option3]) -> Chart {
    let survey = survey(kind, more, options);
    draw(&survey, &survey.questions[0], &[], &tokens(), &measure()).unwrap()
}

const LONG: &str = "由银行或第三方机构签发的数字证书（含 U 盾、软证书）以及其他依法设立的电子认证服务提供者签发的证书";
const DONUT: &str = r#", "chart": "donut""#;
const BARS: &str = r#", "chart": "bars""#;

/// Everything that has gone wrong in a chart before, or may.
fn cases() -> Vec<(&'static str, &'static str, Vec<Option3>)> {
    vec![
        (
            "single",
            "",
            vec![
                ("不足 1 年", "35.53", ""),
                ("1-3 年", "51.32", ""),
                ("3-5 年", "11.84", ""),
                ("5 年以上", "1.32", ""),
            ],
        ),
        (
            "single",
            DONUT,
            vec![
                ("50 万以上", "34.25", ""),
                ("20 万-50 万", "2.74", ""),
                ("10 万-20 万", "10.96", ""),
                ("5 万-10 万", "27.40", ""),
                ("5 万以下", "12.33", ""),
                ("暂无投入，处于免费试用状态", "12.33", ""),
            ],
        ),
        (
            "single",
            r#", "n": 1284"#,
            vec![("保持当前的资金投入力度", "59.21", ""), ("加大资金投入", "35.53", ""), ("缩减资金投入", "5.26", "")],
        ),
        (
            "single",
            DONUT,
            vec![
                ("主要情形", "92", ""),
                ("甲", "1.32", ""),
                ("乙", "1.32", ""),
                ("丙", "1.32", ""),
                ("丁", "1.32", ""),
                ("戊", "1.36", ""),
                ("其他", "1.36", "other"),
            ],
        ),
        (
            "single",
            DONUT,
            vec![
                ("甲", "12.5", ""),
                ("乙", "12.5", ""),
                ("丙", "12.5", ""),
                ("丁", "12.5", ""),
                ("戊", "12.5", ""),
                ("己", "12.5", ""),
                ("庚", "12.5", ""),
                ("辛", "12.5", ""),
            ],
        ),
        ("single", DONUT, vec![("全部", "100", "")]),
        ("single", DONUT, vec![("是", "100", ""), ("否", "0", ""), ("不知道", "0", "")]),
        ("single", DONUT, vec![("几乎全部", "99.99", ""), ("几乎没有", "0.01", "")]),
        ("single", DONUT, vec![("只公布了一部分", "30", ""), ("另一部分", "20", "")]),
        ("single", DONUT, vec![(LONG, "60", ""), (LONG, "40", "")]),
        ("single", "", vec![("a<b & \"c\"", "50", ""), ("'d' > e", "50", "")]),
        ("single", BARS, vec![("是", "0", ""), ("否", "0", "")]),
        ("multiple", "", vec![("唯一", "100", "")]),
        ("multiple", "", vec![("唯一", "0", "")]),
        ("multiple", "", vec![("甲", "25", ""), ("乙", "25", ""), ("丙", "25", "")]),
        ("multiple", "", vec![(LONG, "99.99", ""), ("短", "12", ""), ("缺", "", ""), ("（方式）", "3", "other")]),
        (
            "multiple",
            "",
            vec![
                ("选项一", "100", ""),
                ("选项二", "90", ""),
                ("选项三", "80.5", ""),
                ("选项四", "60", ""),
                ("选项五", "50", ""),
                ("选项六", "44", ""),
                ("选项七", "30", ""),
                ("选项八", "20", ""),
                ("选项九", "10", ""),
                ("选项十", "3", ""),
                ("甲", "0.01", ""),
                ("乙", "0", ""),
            ],
        ),
        (
            "multiple",
            "",
            vec![("Antidisestablishmentarianism-und-noch-länger", "60", ""), ("API/SDK 接口集成", "65.79", "")],
        ),
        ("single", r#", "status": "not_published""#, vec![]),
    ]
}

#[test]
fn everything_stays_inside_and_apart() {
    let (tokens, measure) = (tokens(), measure());
    for (kind, more, options) in cases() {
        let survey = survey(kind, more, &options);
        let chart = draw(&survey, &survey.questions[0], &[], &tokens, &measure).unwrap();
        assert_eq!(faults(&chart.svg, &measure), [""; 0], "{}\n{}", chart.alt, chart.svg);
        assert_eq!(chart.width, tokens.page.measure);
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"));
        let again = draw(&survey, &survey.questions[0], &[], &tokens, &super::testing::measure()).unwrap();
        assert_eq!(again, chart, "the same bytes every time");
    }
}

/// Questions that nobody thought of, the same ones every time.
#[test]
fn any_question_stays_inside_and_apart() {
    let (tokens, measure) = (tokens(), measure());
    let words = [
        "电子",
        "（含 U 盾）",
        "合同，",
        "服务",
        "50%",
        "API",
        "签署、",
        "的",
        " 3 年",
        "其它",
        "/",
        "“云”",
        "“",
        "）",
    ];
    let mut seed = 2018_u64;
    // Knuth's linear congruential generator; the high bits are the good ones.
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) % below
    };
    for _ in 0..200 {
        let kind = ["single", "multiple"][random(2) as usize];
        let mut left = 10_000;
        let mut options = Vec::new();
        for index in 0..=random(12) {
            let label: String = (0..=random(9)).map(|_| words[random(words.len() as u64) as usize]).collect();
            let share = if kind == "single" { random(left + 1) } else { random(10_001) };
            left -= if kind == "single" { share } else { 0 };
            let role = if index > 0 && random(6) == 0 { "other" } else { "" };
            options.push((&*label.leak(), &*format!("{}.{:02}", share / 100, share % 100).leak(), role));
        }
        let more = ["", DONUT, r#", "n": 1234567"#][random(3) as usize];
        let mut survey = survey("multiple", "", &options);
        survey.questions[0].kind = if kind == "single" { Kind::Single } else { Kind::Multiple };
        survey.questions[0].chart = (more == DONUT).then_some(ChartKind::Donut);
        survey.questions[0].n = (!more.is_empty() && more != DONUT).then_some(1_234_567);
        match draw(&survey, &survey.questions[0], &[], &tokens, &measure) {
            Ok(chart) => assert_eq!(faults(&chart.svg, &measure), [""; 0], "{options:?}\n{}", chart.svg),
            Err(error) => assert!(matches!(error, ChartError::TooWide { .. }), "{error}"),
        }
    }
}

#[test]
fn the_judge_of_pictures_sees_faults() {
    let measure = measure();
    let text = |x: f64, y: f64| format!("<text y=\"{y}\" font-size=\"10\"><tspan x=\"{x}\">甲乙</tspan></text>");
    let on_bar = |ink: &str, fill: &str, width: f64| {
        let bar = format!("<rect x=\"5\" y=\"20\" width=\"{width}\" height=\"20\" fill=\"{fill}\"/>");
        format!("{bar}<text y=\"34\" font-size=\"10\" fill=\"{ink}\"><tspan x=\"10\">甲乙</tspan></text>")
    };
    for (body, count) in [
        (format!("{}{}", text(0.0, 10.0), text(20.0, 10.0)), 0),
        (format!("{}{}", text(0.0, 10.0), text(19.0, 18.0)), 1),
        (text(-1.0, 10.0), 1),
        (text(0.0, 99.5), 1),
        (format!("{}<polyline points=\"0,0 50,50\"/>", text(10.0, 20.0)), 1),
        // A long line over a short text.
        (format!("{}<polyline points=\"0,6 100,6\"/>", text(1.0, 10.0).replace("甲乙", ".")), 1),
        ("<polygon points=\"0,0 101,0 0,50\"/>".to_owned(), 1),
        ("<rect x=\"50\" y=\"0\" width=\"51\" height=\"5\"/>".to_owned(), 1),
        (on_bar("#FFFFFF", "#103D6B", 40.0), 0),
        (on_bar("#22262B", "#103D6B", 40.0), 1),
        (on_bar("#FFFFFF", "#103D6B", 15.0), 1),
    ] {
        let found = faults(&format!("<svg viewBox=\"0 0 100 100\">{body}</svg>"), &measure);
        assert_eq!(found.len(), count, "{body}: {found:?}");
    }
}

#[test]
fn only_the_tokens_sizes_colours_and_family() {
    let shared = include_str!("../../templates/kit/tokens.json");
    for (kind, more, options) in cases().into_iter().filter(|(_, _, options)| options.len() <= 5) {
        let svg = chart(kind, more, &options).svg;
        let document = Document::parse(&svg).unwrap();
        for node in document.descendants() {
            for color in
                ["fill", "stroke"].iter().filter_map(|name| node.attribute(*name)).filter(|&color| color != "none")
            {
                assert!(shared.contains(color), "{color}");
            }
        }
        for text in named(&document, "text") {
            assert_eq!(text.attribute("font-family"), Some("Noto Sans SC"));
            assert!(shared.contains(text.attribute("font-size").unwrap()));
        }
    }
}

#[test]
fn the_kind_follows_the_data() {
    let four = [("甲", "40", ""), ("乙", "30", ""), ("丙", "20", ""), ("丁", "10", "")];
    let tiny = [("甲", "95", ""), ("乙", "2.5", ""), ("丙", "2.5", "")];
    let one_tiny = [("甲", "65.5", ""), ("乙", "32", ""), ("丙", "2.5", "")];
    let all = [("甲", "97", ""), ("乙", "3", "")];
    let missing = [("甲", "60", ""), ("乙", "30", ""), ("丙", "", "")];
    let six =
        [("甲", "50", ""), ("乙", "10", ""), ("丙", "10", ""), ("丁", "10", ""), ("戊", "10", ""), ("己", "10", "")];
    for (kind, more, options, shape) in [
        ("single", "", &four[..], "环形图"),
        ("single", "", &one_tiny, "环形图"),
        ("single", "", &tiny, "条形图"),
        ("single", "", &all, "条形图"),
        ("single", "", &six, "条形图"),
        ("single", DONUT, &six, "环形图"),
        ("single", BARS, &four, "条形图"),
        ("single", DONUT, &missing, "条形图"),
        ("multiple", "", &four, "条形图"),
    ] {
        let alt = chart(kind, more, options).alt;
        assert!(alt.contains(shape), "{kind} {more}: {alt}");
    }
}

#[test]
fn rows_stand_in_the_order_that_the_rules_want() {
    let options = [
        ("其他", "50", "other"),
        ("甲", "10", ""),
        ("暂无", "60", "exclusive"),
        ("乙", "20", ""),
        ("丙", "10", ""),
        ("丁", "20", ""),
    ];
    for (kind, more, order) in [
        ("multiple", "", ["乙", "丁", "甲", "丙", "其他", "暂无"]),
        ("single", BARS, ["甲", "乙", "丙", "丁", "其他", "暂无"]),
        ("single", r#", "chart": "donut", "ordered": true"#, ["甲", "乙", "丙", "丁", "其他", "暂无"]),
        ("single", DONUT, ["乙", "丁", "甲", "丙", "其他", "暂无"]),
    ] {
        let survey = survey("multiple", "", &options);
        let mut question = survey.questions[0].clone();
        (question.kind, question.ordered) =
            (if kind == "single" { Kind::Single } else { Kind::Multiple }, more.contains("ordered"));
        question.chart =
            more.contains("donut").then_some(ChartKind::Donut).or((!more.is_empty()).then_some(ChartKind::Bars));
        let chart = draw(&survey, &question, &[], &tokens(), &measure()).unwrap();
        let mut rest = chart.alt.as_str();
        for label in order {
            let at = rest.find(label).unwrap_or_else(|| panic!("{label} in {}", chart.alt));
            rest = &rest[at + label.len()..];
        }
        let other = "#BFC5CB";
        assert_eq!(chart.svg.matches(other).count(), 2, "both options that stand apart are grey");
    }
}

#[test]
fn bars_are_as_long_as_their_shares() {
    let shares = ["84.21", "57.89", "50.00", "21.05", "3.95", "0.5"];
    let options: Vec<Option3> = shares.iter().map(|share| ("甲", *share, "")).collect();
    let svg = chart("multiple", "", &options).svg;
    let document = Document::parse(&svg).unwrap();
    let lengths: Vec<f64> =
        named(&document, "polygon").map(|bar| Area::around(&points(bar))).map(|bar| bar.2 - bar.0).collect();
    assert_eq!(lengths.len(), shares.len());
    for (length, share) in lengths.iter().zip(shares) {
        let share: f64 = share.parse().unwrap();
        assert!((length / lengths[0] - share / 84.21).abs() < 1e-3, "{share}: {length}");
    }
    let axis = Area::around(&points(named(&document, "polyline").next().unwrap())).0;
    assert!(named(&document, "polygon").all(|bar| Area::around(&points(bar)).0 == axis), "all start at zero");
}

#[test]
fn the_lead_fills_the_room_unless_it_is_low_and_the_block_stands_in_the_middle() {
    let bar = |percent: &'static str| {
        let svg = chart("multiple", "", &[("甲", percent, "")]).svg;
        let document = Document::parse(&svg).unwrap();
        let bar = Area::around(&points(named(&document, "polygon").next().unwrap()));
        let text =
            Area::around(&named(&document, "text").map(|text| ink(text, &measure())).fold(vec![], |mut all, area| {
                all.extend([(area.0, area.1), (area.2, area.3)]);
                all
            }));
        assert!((text.0 - (tokens().page.measure - text.2)).abs() < 0.02, "{percent}: {text:?}");
        bar.2 - bar.0
    };
    assert!((bar("90.00") - bar("40.00")).abs() < 0.02);
    assert!((bar("20.00") - bar("40.00") / 2.0).abs() < 0.02);
}

#[test]
fn the_lead_is_dark_and_bold_and_there_is_none_among_equals() {
    for (shares, leads) in
        [(&["60", "40", "40"][..], 1), (&["60", "60", "40"], 2), (&["40", "40", "40"], 0), (&["40"], 1)]
    {
        let options: Vec<Option3> =
            shares.iter().map(|share| ("甲", *share, "")).chain([("其他", "90", "other")]).collect();
        let svg = chart("multiple", "", &options).svg;
        assert_eq!(svg.matches("#1F5A96").count(), leads, "{shares:?}");
        assert_eq!(svg.matches("font-weight=\"700\"").count(), leads, "{shares:?}");
    }
}

#[test]
fn every_label_and_value_is_in_the_picture_and_in_words() {
    for (kind, more, options) in cases() {
        let chart = chart(kind, more, &options);
        let document = Document::parse(&chart.svg).unwrap();
        let texts: Vec<String> = named(&document, "text").map(string).collect();
        let drawn = texts.concat().replace(' ', "");
        for (label, percent, _) in options {
            assert!(drawn.contains(&label.replace(' ', "")), "{label} in {drawn}");
            assert!(chart.alt.contains(label));
            if percent.is_empty() {
                assert!(texts.iter().any(|text| text == "—") && chart.alt.contains(&format!("{label} 无数据")));
            } else {
                let value = format!("{:.2}%", percent.parse::<f64>().unwrap());
                assert!(texts.contains(&value), "{value}");
                assert!(chart.alt.contains(&format!("{label} {value}")));
            }
        }
    }
}

#[test]
fn the_base_is_told_where_it_is_stated_and_nowhere_else() {
    let options = [("甲", "60", ""), ("乙", "40", "")];
    let (with, without) = (chart("single", r#", "n": 1284"#, &options), chart("single", "", &options));
    assert!(
        with.svg.contains(">1,284<")
            && with.svg.contains(">答题人数<")
            && with.alt.contains("（单选，环形图，N=1284）")
    );
    assert!(
        !without.svg.contains("答题人数")
            && without.alt.starts_with("使用时间调查（单选，环形图）：甲 60.00%；乙 40.00%。")
    );
}

#[test]
fn a_question_without_numbers_is_a_marked_frame() {
    for (status, notice) in [
        ("not_published", "原报告未公布本图数据"),
        ("not_asked", "本次调查未设此题"),
        ("not_collected", "数据待填"),
        ("suppressed", "本图数据按规则不予公布"),
        ("redefined", "本题口径已改，原数据不再适用"),
    ] {
        let chart = chart("single", &format!(r#", "status": "{status}""#), &[]);
        assert!(chart.svg.contains(notice));
        assert_eq!(chart.alt, format!("使用时间调查（单选）：{notice}。"));
    }
    assert!(chart("multiple", "", &[("甲", "", "")]).svg.contains("数据待填"), "no option has a number");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let draw = |options: &[Option3]| {
        let survey = survey("single", "", options);
        draw(&survey, &survey.questions[0], &[], &tokens(), &measure()).unwrap_err()
    };
    let missing = draw(&[("螃蟹🦀", "60", ""), ("乙", "40", "")]);
    let family = "Noto Sans SC".to_owned();
    assert_eq!(missing, ChartError::MissingGlyph { character: '🦀', text: "螃蟹🦀".into(), family });
    assert!(missing.to_string().contains("U+1F980"));
    let wall = "，".repeat(40);
    assert!(matches!(draw(&[(wall.leak(), "60", ""), ("乙", "40", "")]), ChartError::TooWide { .. }));
}

#[test]
fn more_options_than_a_page_holds_are_refused() {
    let names: Vec<String> = (0..40).map(|index| format!("选项{index}")).collect();
    let options: Vec<_> =
        names.iter().map(|name| format!(r#"{{ "id": "{name}", "label": "{name}", "percent": "5" }}"#)).collect();
    let json = format!(
        r#"{{ "report": {{ "id": "甲", "title": "甲", "year": 2031, "month": 1, "status": "正式稿", "issuer": "甲" }},
            "survey": {{ "label": "甲" }},
            "questions": [{{ "id": "甲", "title": "甲", "kind": "multiple", "options": [{}] }}] }}"#,
        options.join(",")
    );
    let dataset = Dataset::parse("a.json", json).unwrap();
    let error = draw(&dataset.survey, &dataset.survey.questions[0], &[], &tokens(), &measure()).unwrap_err();
    assert_eq!(error, ChartError::TooTall { title: "甲".into(), rows: 40 });
}
