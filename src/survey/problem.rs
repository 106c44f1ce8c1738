//! What can be wrong with a data file, in words an editor can act on.

use std::ops::Range;

/// One fault of a data file and the bytes it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub range: Range<usize>,
    pub fault: Fault,
}

/// The faults a data file can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Syntax { parser: String },
    WrongType { expected: &'static str, found: &'static str },
    MissingField { name: &'static str },
    UnknownField { name: String, known: Vec<&'static str> },
    RepeatedField { name: String },
    NotOneOf { found: String, allowed: Vec<&'static str> },
    OutOfRange { found: String, allowed: &'static str },
    EmptyText,
    ControlCharacter { character: char },
    BadId { id: String },
    DuplicateId { id: String },
    BadDate { found: String },
    BadPercent { found: String },
    BadAmount { found: String },
    UnknownOption { id: String, question: String },
    UnknownBase { id: String },
    UnknownGroup { id: String },
    CountAboveBase { count: u64, base: u64 },
    PercentDisagrees { percent: String, count: u64, base: u64, computed: String },
    NoValue,
    ValueAndStatus,
    NothingAsked,
    SeriesWithOptions,
    PointsWithoutSeries,
    NetNeedsCount,
    EmptyNet,
    CountWithoutBase,
    DonutOfMultiple,
    FactNameTaken { name: String },
    UnknownQuestion { id: String },
    NotAFileName { found: String },
}

impl Fault {
    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Fault::Syntax { parser } => format!("不是合法的 JSON：{parser}"),
            Fault::WrongType { expected, found } => format!("此处应为{expected}，实为{found}"),
            Fault::MissingField { name } => format!("缺少必填字段 “{name}”"),
            Fault::UnknownField { name, .. } => format!("没有名为 “{name}” 的字段"),
            Fault::RepeatedField { name } => format!("字段 “{name}” 重复出现"),
            Fault::NotOneOf { found, .. } => format!("“{found}” 不是可用的取值"),
            Fault::OutOfRange { found, .. } => format!("{found} 超出允许的范围"),
            Fault::EmptyText => "文字不能为空".into(),
            Fault::ControlCharacter { character } => {
                format!("文字中有不可见的控制字符 U+{:04X}", u32::from(*character))
            }
            Fault::BadId { id } => format!("“{id}” 不能用作标识"),
            Fault::DuplicateId { id } => format!("标识 “{id}” 重复"),
            Fault::BadDate { found } => format!("“{found}” 不是有效日期"),
            Fault::BadPercent { found } => format!("“{found}” 不是有效的百分比"),
            Fault::BadAmount { found } => format!("“{found}” 不是有效的数值"),
            Fault::UnknownOption { id, question } => format!("题目 “{question}” 没有选项 “{id}”"),
            Fault::UnknownBase { id } => format!("没有名为 “{id}” 的基数"),
            Fault::UnknownGroup { id } => format!("没有名为 “{id}” 的分组"),
            Fault::CountAboveBase { count, base } => format!("频数 {count} 大于基数 {base}"),
            Fault::PercentDisagrees { percent, count, base, computed } => {
                format!("百分比 {percent} 与频数、基数不符：{count}/{base} = {computed}%")
            }
            Fault::NoValue => "既没有频数也没有百分比".into(),
            Fault::ValueAndStatus => "标明了缺失原因，却又给出了数值".into(),
            Fault::NothingAsked => "题目没有选项，也没有数值".into(),
            Fault::SeriesWithOptions => "数额序列（series）不能有选项".into(),
            Fault::PointsWithoutSeries => "只有数额序列（series）才能有 points".into(),
            Fault::NetNeedsCount => "多选题的合计项需要自己的频数或百分比".into(),
            Fault::EmptyNet => "合计项没有列出选项，或同一选项列了两次".into(),
            Fault::CountWithoutBase => "有频数而没有基数，算不出占比".into(),
            Fault::DonutOfMultiple => "多选题不能画成环形图：各项之和不是整体".into(),
            Fault::FactNameTaken { name } => format!("“{name}” 已是样本信息的固定名称"),
            Fault::UnknownQuestion { id } => format!("没有题目 “{id}”"),
            Fault::NotAFileName { found } => format!("“{found}” 不是同一文件夹中的文件名"),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Fault::Syntax { .. } => "检查此处的逗号、引号与括号是否配对，引号须为半角".into(),
            Fault::WrongType { expected: "字符串", found: "数字" } => "给数字加上半角引号，如 \"35.53\"".into(),
            Fault::UnknownField { name, known } => match nearest(name, known) {
                Some(near) => format!("是否应为 “{near}”？"),
                None => format!("可用的字段：{}", known.join("、")),
            },
            Fault::RepeatedField { .. } => "同一对象中每个字段只能写一次，删去多余的一处".into(),
            Fault::NotOneOf { allowed, .. } => format!("可用的取值：{}", allowed.join("、")),
            Fault::OutOfRange { allowed, .. } => format!("允许的范围：{allowed}"),
            Fault::ControlCharacter { .. } => "删去该字符（常由网页或表格粘贴带入）".into(),
            Fault::BadId { .. } => "标识可用中文，但不能为空，不能含有句点、空格或控制字符".into(),
            Fault::DuplicateId { .. } => "标识不得重复使用，请另取一个".into(),
            Fault::BadDate { .. } => "写作 \"2018-08-14\"".into(),
            Fault::BadPercent { .. } => "写作 0 到 100 之间、至多四位小数的字符串，不带百分号，如 \"35.53\"".into(),
            Fault::BadAmount { .. } => "写作十进制数的字符串，如 \"344.8\"".into(),
            Fault::UnknownBase { .. } => "先在 bases 中登记".into(),
            Fault::UnknownGroup { .. } => "先在 groups 中登记".into(),
            Fault::PercentDisagrees { .. } | Fault::CountAboveBase { .. } => {
                "对照原始结果核对频数、百分比与基数".into()
            }
            Fault::NoValue => "没有公布的数据请写明 \"status\": \"not_published\"，不要填 0".into(),
            Fault::ValueAndStatus => "删去 status，或删去数值".into(),
            Fault::NothingAsked => "没有公布的数据请写明 \"status\": \"not_published\"".into(),
            Fault::NetNeedsCount => "多选题的占比不能相加；请填写任选其一的实际人数".into(),
            Fault::CountWithoutBase => "在 bases 中给出基数的 n，或给题目写 n，或同时写明百分比".into(),
            Fault::DonutOfMultiple => "删去 chart，或改为 \"bars\"".into(),
            Fault::FactNameTaken { .. } => "另取一个名称".into(),
            Fault::NotAFileName { .. } => "上年数据与本文件放在同一文件夹，只写文件名，如 \"2018.json\"".into(),
            Fault::EmptyNet => "在 of 中列出不同的选项".into(),
            Fault::UnknownOption { .. } | Fault::UnknownQuestion { .. } => "核对标识，或先登记它".into(),
            Fault::MissingField { .. } => "补上这个字段；各字段的说明见 schema.json".into(),
            _ => return None,
        })
    }
}

/// The known name closest to a mistyped one, if any is close.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let limit = name.chars().count().div_ceil(3);
    known
        .iter()
        .map(|candidate| (edit_distance(name, candidate), *candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let substitute = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("precent", &["count", "percent"]), Some("percent"));
        assert_eq!(nearest("lable", &["label", "id"]), Some("label"));
        assert_eq!(nearest("weather", &["label", "id"]), None);
    }
}
