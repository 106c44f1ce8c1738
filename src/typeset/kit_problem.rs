//! What the prose kit can be unable to do: the codes its templates write, and what the editor is told.

/// Why a kit function printed a mark instead of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KitProblem {
    UnknownQuestion,
    UnknownOption,
    UnknownGroup,
    UnknownFact,
    UnknownField,
    NoValue,
    NotSingle,
    MixedQuestions,
    RepeatedOption,
    TieAtCut,
    RankOutOfRange,
    NoPhrase,
    NoItems,
    BadArguments,
    NotASeries,
    OutsideSince,
    FigureTwice,
    UnknownFigure,
    NoChart,
    NotAShare,
    StrayText,
}

impl KitProblem {
    /// The code the kit writes, the message, and the remedy.
    const ALL: [(KitProblem, &str, &str, &str); 21] = [
        (Self::UnknownQuestion, "unknown-question", "数据中没有这道题", "核对题目标识"),
        (Self::UnknownOption, "unknown-option", "这道题没有这个选项或合计项", "核对选项标识"),
        (Self::UnknownGroup, "unknown-group", "这道题没有按这个分组给出数据", "核对分组标识"),
        (Self::UnknownFact, "unknown-fact", "数据中没有这项样本信息", "先在 survey.facts 中登记"),
        (Self::UnknownField, "unknown-field", "数据中没有这项报告信息", "核对 report 中的字段"),
        (Self::NoValue, "no-value", "这个选项没有数值", "补上数值，或用 #when 让这句话随数据出现"),
        (
            Self::NotSingle,
            "not-single",
            "多选题的占比不能相加，也没有余数",
            "改用 each，或在数据中登记有自己人数的合计项",
        ),
        (Self::MixedQuestions, "mixed-questions", "不同题目的占比不能相加", "合计只能取自同一道单选题"),
        (Self::RepeatedOption, "repeated-option", "同一选项写了两次", "删去重复的一个"),
        (Self::TieAtCut, "tie-at-cut", "名次在并列处截断，取谁都不公平", "调整名次范围，把并列的选项都包括进来"),
        (Self::RankOutOfRange, "rank-out-of-range", "没有这个名次", "核对名次与选项个数"),
        (Self::NoPhrase, "no-phrase", "有选项没有写对应的句子", "补上“/ 选项: 句子”，或用 skip 略过"),
        (Self::NoItems, "no-items", "没有可写的选项", "核对选项标识"),
        (Self::BadArguments, "bad-arguments", "参数不对", "对照 kit 中这个函数的说明"),
        (Self::NotASeries, "not-a-series", "这道题不是数额序列", "占比请用 #pct"),
        (
            Self::OutsideSince,
            "outside-since",
            "#moved() 与 #delta() 只能写在 #since(…)[…] 里",
            "把整个比较从句放进 #since(…)[…]",
        ),
        (Self::FigureTwice, "figure-twice", "同一幅图放了两次", "删去这一处，引用请用 #see"),
        (Self::UnknownFigure, "unknown-figure", "正文里没有这幅图", "先用 #chart 放图，再引用"),
        (Self::NotAShare, "not-a-share", "这是数额序列，没有占比", "数额请用 #amount(\"题.年份\")"),
        (
            Self::StrayText,
            "stray-text",
            "列举的句子之间有别的文字，会被丢掉",
            "每句写作“/ 选项: 句子”，别的文字移到方括号之外",
        ),
        (Self::NoChart, "no-chart", "数额序列还没有对应的图形", "把数额写进句子：#amount(\"题.年份\")"),
    ];

    /// The problem a template's code names.
    pub(super) fn from_code(code: &str) -> KitProblem {
        Self::ALL.iter().find(|entry| entry.1 == code).map_or(Self::BadArguments, |entry| entry.0)
    }

    /// What is wrong, in the editor's language.
    pub fn message(self) -> &'static str {
        Self::entry(self).2
    }

    /// What to do about it.
    pub fn hint(self) -> &'static str {
        Self::entry(self).3
    }

    fn entry(self) -> &'static (KitProblem, &'static str, &'static str, &'static str) {
        // Every variant stands in the table: a test holds it.
        Self::ALL.iter().find(|entry| entry.0 == self).unwrap_or(&Self::ALL[0])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kit's codes, wherever it fails, are the table's, and the table holds no other.
    #[test]
    fn the_kits_codes_and_the_table_are_the_same() {
        let mut written = Vec::new();
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/kit")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            for part in text.split("fail(\"").skip(1) {
                written.push(part.split('"').next().unwrap().to_owned());
            }
        }
        for code in &written {
            assert!(KitProblem::ALL.iter().any(|entry| entry.1 == code), "{code} is in the table");
        }
        for (problem, code, ..) in KitProblem::ALL {
            assert_eq!(KitProblem::from_code(code), problem);
            assert_eq!(KitProblem::entry(problem).1, code);
            // Found after layout, from the mentions.
            let found_here = problem == KitProblem::FigureTwice;
            assert!(found_here || written.iter().any(|known| known == code), "{code} is written somewhere");
        }
    }
}
