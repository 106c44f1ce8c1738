//! What a chart says to those who cannot see it, made from the same values as the picture.

use super::columns::{growth, growth_text};
use super::{Figure, Row};
use crate::survey::model::{Kind, Point, Question};
use crate::survey::sampling::Comparison;

/// `标题（单选，环形图，N=76）：甲 35.53%；乙 64.47%。`
pub(super) fn figure(figure: &Figure, shape: &str) -> String {
    let base = figure.n.map_or(String::new(), |n| format!("，N={n}"));
    let values: Vec<_> = figure.rows.iter().map(value).collect();
    format!("{}（{}，{shape}{base}）：{}。", figure.question.title, kind(figure.question), values.join("；"))
}

/// `标题（多选，分组条形图，2017 年 N=80，2018 年 N=76）：甲 2017 年 40.0%、2018 年 42.0%，变化 +2.0 个百分点；…。`
pub(super) fn pair(figure: &Figure, shape: &str) -> String {
    let (now, before) = (figure.label, figure.past_label());
    let pair = |row: &Row| {
        let past = row.past.first().and_then(Option::as_ref).map_or("无数据", |value| &value.text);
        let change = row.change.as_ref().map_or(String::new(), |change| {
            let doubt = change.doubt.filter(|_| !change.nothing).map_or("", doubt);
            format!("，变化 {} 个百分点{doubt}", change.text)
        });
        let value = row.value.as_ref().map_or("无数据", |value| &value.text);
        format!("{} {before} {past}、{now} {value}{change}", row.choice.label)
    };
    described(figure, shape, &figure.rows.iter().map(pair).collect::<Vec<_>>())
}

/// What the picture says by a lighter colour.
fn doubt(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Tested { .. } => "（误差之内）",
        Comparison::TooFew => "（样本过少）",
        Comparison::Untestable => "（无从检验）",
    }
}

/// `标题（单选，折线图，…）：甲 2016 年 38.0%、2017 年 40.0%、2018 年 42.0%；…。`
pub(super) fn years(figure: &Figure) -> String {
    let years: Vec<&str> = figure.years.iter().rev().map(String::as_str).chain([figure.label]).collect();
    let row = |row: &Row| {
        let values = row.past.iter().rev().chain([&row.value]);
        let shares = values
            .zip(&years)
            .map(|(value, year)| format!("{year} {}", value.as_ref().map_or("无数据", |value| &value.text)));
        format!("{} {}", row.choice.label, shares.collect::<Vec<_>>().join("、"))
    };
    described(figure, "折线图", &figure.rows.iter().map(row).collect::<Vec<_>>())
}

fn described(figure: &Figure, shape: &str, values: &[String]) -> String {
    let years = figure.years.iter().map(String::as_str).zip(&figure.past_n).rev().chain([(figure.label, &figure.n)]);
    let bases: String = years.filter_map(|(year, n)| Some(format!("，{year} N={}", (*n)?))).collect();
    format!("{}（{}，{shape}{bases}）：{}。", figure.question.title, kind(figure.question), values.join("；"))
}

/// `标题（单选，环形图与细分条）：甲 60.0%；乙 40.0%。其中甲：丙 70.0%；丁 30.0%。`
pub(super) fn breakdown(figure: &Figure, part: &str, detail: &Figure) -> String {
    let values: Vec<_> = detail.rows.iter().map(value).collect();
    format!("{}其中{part}：{}。", self::figure(figure, "环形图与细分条"), values.join("；"))
}

/// `标题（数列，柱形图，单位：亿元）：2016 年 344.8；2017 年 425.5（预测），同比 23.4%。`
pub(super) fn series(question: &Question) -> String {
    let unit = question.unit.as_ref().map_or(String::new(), |unit| format!("，单位：{unit}"));
    let point = |point: &Point| {
        let value = point.value.map_or("无数据".to_owned(), |value| value.to_string());
        let forecast = if point.forecast { "（预测）" } else { "" };
        let growth = growth(question, point.year).map(|growth| format!("，同比 {}", growth_text(growth)));
        format!("{} 年 {value}{forecast}{}", point.year, growth.unwrap_or_default())
    };
    let points: Vec<_> = question.points.iter().map(point).collect();
    format!("{}（{}，柱形图{unit}）：{}。", question.title, kind(question), points.join("；"))
}

fn value(row: &Row) -> String {
    match &row.value {
        Some(value) => format!("{} {}", row.choice.label, value.text),
        None => format!("{} 无数据", row.choice.label),
    }
}

/// `标题（单选）：原报告未公布本图数据。`
pub(super) fn placeholder(question: &Question, notice: &str) -> String {
    format!("{}（{}）：{notice}。", question.title, kind(question))
}

fn kind(question: &Question) -> &'static str {
    match question.kind {
        Kind::Single => "单选",
        Kind::Multiple => "多选",
        Kind::Series => "数列",
    }
}
