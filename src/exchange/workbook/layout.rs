//! What stands where in the workbook: sheets, columns and words. Writing and reading both follow it.

/// The sheet that says what the workbook is, and the mark in its first cell. It holds no data.
pub const ABOUT: &str = "说明";
pub const MARK: &str = "kanyin 1";
pub const GUIDE: [&str; 9] = [
    "本工作簿由 kanyin export 写出，改好后用 kanyin import 导回。",
    "工作表名、表头与“报告”的项目不要改、不要删；不用的列空着。行可以增删、排序，空行不妨事。",
    "报告：每行一项，改“内容”一列。",
    "占比写成文本，如 18.20 或 18.20%，写几位小数就保留几位；没有的留空，不要填 0，在“缺失原因”选明原因。",
    "Excel 把占比变成了数、把 1-3 变成了日期的，导入时会指出：把单元格设为“文本”后重写。",
    "一格多行（图注、致谢、所含选项）：每行一条，Alt+Enter 换行。",
    "题型、是否、缺失原因、关系等列有下拉选单。",
    "新增一题：在“题目”加一行，再在“选项”（数额题在“数额”）按题目标识加各行。标识定了就不要改：文字按标识引用。",
    "可以另加列或工作表写备注，导入时不读。",
];

/// How a column's cells read as values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    Text,
    /// A text without white space around it.
    Id,
    /// An id that stands in another sheet.
    Refers(&'static str),
    /// A percentage: a text, so that `50.00` keeps its digits, with or without its sign.
    Share,
    Amount,
    Day,
    Whole,
    Flag,
    /// Texts, a line each.
    List,
    /// Ids, a line each.
    Ids,
    /// What an editor calls it, and what the data contract does.
    Word(&'static [(&'static str, &'static str)]),
}

use Cell::{Amount, Day, Flag, Id, Ids, List, Refers, Share, Text, Whole, Word};

pub struct Column {
    pub head: &'static str,
    /// Path in the object, with full stops; empty where the column is no field of it.
    pub key: &'static str,
    pub cell: Cell,
}

const fn column(head: &'static str, key: &'static str, cell: Cell) -> Column {
    Column { head, key, cell }
}

/// A sheet, each row of which is one of what it holds.
pub struct Sheet {
    pub name: &'static str,
    pub holds: Holds,
    pub columns: &'static [Column],
}

/// What a sheet's rows are; a list is named by its key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Holds {
    /// The fields of the one-row parts.
    Report,
    Facts,
    List(&'static str),
    /// A list within the question that the first column names.
    OfQuestion(&'static str),
    /// Parts of a question's sub-populations.
    Grouped,
    /// Links of questions.
    Links,
    /// Links of options, within the link of the two questions that the first columns name.
    OptionLinks,
}

pub const QUESTION: &str = "题目标识";
pub const QUESTIONS: &str = "题目";
const GROUPS: &str = "分组";

const KINDS: Cell = Word(&[("单选", "single"), ("多选", "multiple"), ("数额", "series")]);
const ROLES: Cell = Word(&[("其他", "other"), ("互斥", "exclusive")]);
const CHARTS: Cell = Word(&[("环形", "donut"), ("条形", "bars")]);
const GAPS: Cell = Word(&[
    ("未公布", "not_published"),
    ("未问", "not_asked"),
    ("待收集", "not_collected"),
    ("样本过少", "suppressed"),
    ("口径已改", "redefined"),
]);
const RELATIONS: Cell = Word(&[
    ("相同", "same"),
    ("改名", "renamed"),
    ("合并", "merged"),
    ("拆分", "split"),
    ("新增", "new"),
    ("取消", "dropped"),
]);
const STATUSES: Cell =
    Word(&[("讨论稿", "讨论稿"), ("征求意见稿", "征求意见稿"), ("送审稿", "送审稿"), ("正式稿", "正式稿")]);

/// Kinds of facts, which the data tell by their JSON type.
pub const NUMBER: &str = "数";
pub const WORDS: &str = "文字";
pub const PENDING: &str = "待填";
const FACT_KINDS: Cell = Word(&[(NUMBER, NUMBER), (WORDS, WORDS), (PENDING, PENDING)]);

/// The fields of the one-row parts, as paths from the root.
pub const REPORT: &[Column] = &[
    column("Schema", "$schema", Text),
    column("报告标识", "report.id", Id),
    column("题名", "report.title", Text),
    column("年份", "report.year", Whole),
    column("月份", "report.month", Whole),
    column("日期", "report.date", Day),
    column("状态", "report.status", STATUSES),
    column("发布机构", "report.issuer", Text),
    column("发布机构英文名", "report.issuer_en", Text),
    column("致谢", "report.thanks", List),
    column("正文文件夹", "report.prose", Text),
    column("调查名称", "survey.label", Text),
    column("调查时期", "survey.period", Text),
    column("有效问卷", "survey.valid", Whole),
    column("占比小数位", "policy.decimals", Whole),
    column("最小基数", "policy.min_base", Whole),
    column("最小频数", "policy.min_count", Whole),
    column("加权", "policy.weighted", Flag),
    column("上年数据", "links.previous", Text),
];

/// All sheets that hold data, in the workbook's order; what a row refers to stands in an earlier sheet.
pub const SHEETS: &[Sheet] = &[
    Sheet { name: "报告", holds: Holds::Report, columns: &[column("项目", "", Text), column("内容", "", Text)] },
    Sheet {
        name: "样本信息",
        holds: Holds::Facts,
        columns: &[column("名称", "", Id), column("内容", "", Text), column("类型", "", FACT_KINDS)],
    },
    Sheet {
        name: "基数",
        holds: Holds::List("bases"),
        columns: &[
            column("标识", "id", Id),
            column("名称", "label", Text),
            column("人数", "n", Whole),
            column("有效基数", "effective_n", Whole),
            column("缺失原因", "status", GAPS),
            column("备注", "note", Text),
        ],
    },
    Sheet {
        name: GROUPS,
        holds: Holds::List("groups"),
        columns: &[column("标识", "id", Id), column("名称", "label", Text)],
    },
    Sheet {
        name: QUESTIONS,
        holds: Holds::List("questions"),
        columns: &[
            column("标识", "id", Id),
            column("图题", "title", Text),
            column("题型", "kind", KINDS),
            column("有序", "ordered", Flag),
            column("基数", "base", Refers("基数")),
            column("答题人数", "n", Whole),
            column("有效基数", "effective_n", Whole),
            column("单位", "unit", Text),
            column("图形", "chart", CHARTS),
            column("细分选项", "detail.option", Id),
            column("细分题目", "detail.question", Refers(QUESTIONS)),
            column("数据来源", "source", Text),
            column("图注", "notes", List),
            column("缺失原因", "status", GAPS),
            column("备注", "note", Text),
        ],
    },
    Sheet {
        name: "选项",
        holds: Holds::OfQuestion("options"),
        columns: &[
            column(QUESTION, "", Refers(QUESTIONS)),
            column("标识", "id", Id),
            column("名称", "label", Text),
            column("正文简称", "text", Text),
            column("频数", "count", Whole),
            column("占比", "percent", Share),
            column("角色", "role", ROLES),
            column("缺失原因", "status", GAPS),
            column("备注", "note", Text),
        ],
    },
    Sheet {
        name: "数额",
        holds: Holds::OfQuestion("points"),
        columns: &[
            column(QUESTION, "", Refers(QUESTIONS)),
            column("年份", "year", Whole),
            column("数额", "value", Amount),
            column("预测", "forecast", Flag),
        ],
    },
    Sheet {
        name: "合计项",
        holds: Holds::OfQuestion("nets"),
        columns: &[
            column(QUESTION, "", Refers(QUESTIONS)),
            column("标识", "id", Id),
            column("名称", "label", Text),
            column("所含选项", "of", Ids),
            column("频数", "count", Whole),
            column("占比", "percent", Share),
            column("缺失原因", "status", GAPS),
        ],
    },
    Sheet {
        name: "分组结果",
        holds: Holds::Grouped,
        columns: &[
            column(QUESTION, "", Refers(QUESTIONS)),
            column("分组", "", Refers(GROUPS)),
            column("分组人数", "", Whole),
            column("选项", "id", Id),
            column("频数", "count", Whole),
            column("占比", "percent", Share),
        ],
    },
    Sheet {
        name: "勘误",
        holds: Holds::List("errata"),
        columns: &[column("原版", "published", Text), column("今版", "set", Text), column("说明", "note", Text)],
    },
    Sheet {
        name: "用语",
        holds: Holds::List("terms"),
        columns: &[column("用语", "term", Text), column("不用", "instead_of", List), column("说明", "note", Text)],
    },
    Sheet {
        name: "关联",
        holds: Holds::Links,
        columns: &[
            column("上年题目", "from", Id),
            column("今年题目", "to", Refers(QUESTIONS)),
            column("关系", "relation", RELATIONS),
            column("可比", "comparable", Flag),
            column("说明", "note", Text),
        ],
    },
    Sheet {
        name: "选项关联",
        holds: Holds::OptionLinks,
        columns: &[
            column("上年题目", "", Id),
            column("今年题目", "", Refers(QUESTIONS)),
            column("上年选项", "from", Ids),
            column("今年选项", "to", Ids),
            column("关系", "relation", RELATIONS),
            column("说明", "note", Text),
        ],
    },
];
