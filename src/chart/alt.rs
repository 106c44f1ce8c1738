//! What a chart says to those who cannot see it, made from the same values as the picture.

use super::{Figure, Row};
use crate::survey::model::{Kind, Question};

/// `标题（单选，环形图，N=76）：甲 35.53%；乙 64.47%。`
pub(super) fn figure(figure: &Figure, shape: &str) -> String {
    let base = figure.n.map_or(String::new(), |n| format!("，N={n}"));
    let values: Vec<_> = figure.rows.iter().map(value).collect();
    format!("{}（{}，{shape}{base}）：{}。", figure.question.title, kind(figure.question), values.join("；"))
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
