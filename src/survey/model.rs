//! What a data file says: the types of the data contract, and nothing about where it was read or how it is shown.
//!
//! `data/schema.json` is generated from these types, so their doc comments are what an editor sees while typing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::share::Percent;
use crate::messages::Message;

/// One edition of an annual survey report: facts, bases and questions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "Kanyin 调查数据", deny_unknown_fields)]
#[serde(rename_all = "snake_case")]
pub struct Survey {
    /// Path of the JSON Schema, for editors; not part of the data.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    pub report: Report,
    pub survey: Sample,
    /// Groups of respondents that questions were put to, with their size where it was published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<Base>,
    /// Sub-populations for which a question may be broken down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    #[serde(default)]
    pub policy: Policy,
    pub questions: Vec<Question>,
    /// What the published edition said wrongly and what is set instead. The prose holds what is set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errata: Vec<Erratum>,
    /// One word for one thing: what the prose and the labels should say, and what they should not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// How this edition's questions continue last year's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Links>,
}

/// The report as a publication.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Report {
    /// Short name for files and releases, the same every year.
    pub id: String,
    pub title: String,
    pub year: u16,
    /// Month of publication, 1 to 12.
    #[schemars(range(min = 1, max = 12))]
    pub month: u8,
    /// Day the preface is signed, `YYYY-MM-DD`; also the PDF's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub date: Option<Date>,
    pub status: Status,
    pub issuer: String,
    /// The issuer's name in English, as on the cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer_en: Option<String>,
    /// Whom the preface thanks by name, in printed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thanks: Vec<String>,
    /// Folder of this edition's prose, from the project root; `templates/<year>` unless stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prose: Option<String>,
}

/// A calendar day, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(with = "String")]
#[serde(into = "String")]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
    }
}

/// How far the report is on its way to print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Status {
    #[default]
    讨论稿,
    征求意见稿,
    送审稿,
    正式稿,
}

impl std::fmt::Display for Status {
    /// As data files write it, which is its name here.
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "{self:?}")
    }
}

/// The survey behind the report.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sample {
    /// How this survey is named beside another year's: `2018 年`.
    pub label: String,
    /// When it was held: `2017-2018 年度`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Valid questionnaires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<u64>,
    /// Other facts about the sample that the prose states, by short name: a number or a text; `null` while unknown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Fact>,
}

/// A fact about the sample: a whole number or a text, printed as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Fact {
    Number(u64),
    Text(String),
    /// Still to be filled in; the prose that states it shows a mark.
    NotCollected,
}

impl Default for Fact {
    fn default() -> Self {
        Fact::Number(0)
    }
}

/// A group of respondents that percentages are taken of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Base {
    pub id: String,
    pub label: String,
    /// Respondents in it; left out where the report does not state it. An inferred number never stands here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// Effective size of a weighted base, (Σw)²/Σw² after Kish: what its sampling error is judged by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Gap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A sub-population, such as 金融机构.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub label: String,
}

/// How numbers are shown.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[serde(default)]
pub struct Policy {
    /// Decimals of a printed percentage.
    #[schemars(range(max = 4))]
    pub decimals: u32,
    /// Smallest base whose shares are shown without remark.
    pub min_base: u64,
    /// Smallest count that is shown.
    pub min_count: u64,
    /// Whether answers were weighted, so that shares are no whole-number ratios.
    pub weighted: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Policy { decimals: 1, min_base: 30, min_count: 0, weighted: false }
    }
}

/// One question, which is one figure where the prose shows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Question {
    /// Stable across years, never reused; no dot, no space.
    #[schemars(regex(pattern = r"^[^.\s]+$"))]
    pub id: String,
    /// The figure's title.
    pub title: String,
    pub kind: Kind,
    /// Options form a scale and keep the questionnaire's order.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ordered: bool,
    /// Id of the base its percentages are taken of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// Respondents to this question where it differs from its base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// Effective number of them where answers are weighted and it differs from the base's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_n: Option<u64>,
    /// Unit of a series: 亿元.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Amounts of a series, by year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<Point>,
    /// Totals that have a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nets: Vec<Net>,
    /// The same question for sub-populations, by group id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by: BTreeMap<String, Breakdown>,
    /// One option broken down further by another question, drawn beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
    /// Chart kind, where the automatic choice is not wanted; beside last year a ring is two bars of 100 %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<ChartKind>,
    /// Where the numbers come from, printed under the figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Remarks printed under the figure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why there are no numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Gap>,
    /// What an editor should know; not printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How answers relate to the whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Shares of one whole.
    #[default]
    Single,
    /// Percent of cases; they do not add up.
    Multiple,
    /// Amounts over years.
    Series,
}

/// One answer and its share.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Choice {
    /// Stable across years, unique in its question; no dot, no space.
    #[schemars(regex(pattern = r"^[^.\s]+$"))]
    pub id: String,
    /// As printed in the figure.
    pub label: String,
    /// Its short name in prose, where it differs from the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Percentage as published, a decimal string such as `"35.53"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Gap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An answer that stands apart: sorted last and printed grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 其他.
    Other,
    /// 互斥项: 暂无, 以上都不是.
    Exclusive,
}

/// One year of a series.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Point {
    pub year: u16,
    /// Amount as published, a decimal string such as `"344.8"`.
    #[serde(with = "rust_decimal::serde::str_option")]
    #[schemars(with = "Option<String>")]
    pub value: Option<rust_decimal::Decimal>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub forecast: bool,
}

/// 合计项: several options under one name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Net {
    #[schemars(regex(pattern = r"^[^.\s]+$"))]
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Ids of its options.
    pub of: Vec<String>,
    /// Its own count: respondents who named any of them. Needed in `multiple`, where shares do not add up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Gap>,
}

/// One option of a single-choice question, and the question that was put to those who chose it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Detail {
    /// Id of the option that is broken down.
    pub option: String,
    /// Id of the single-choice question that breaks it down.
    pub question: String,
}

/// A question's answers in one sub-population.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Breakdown {
    /// Respondents of the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    pub options: Vec<Part>,
}

/// One option's numbers in a sub-population.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Part {
    /// Id of the question's option.
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
}

/// Why a number is missing. A missing number is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    NotPublished,
    NotAsked,
    NotCollected,
    Suppressed,
    Redefined,
}

/// A chart kind chosen by the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    Donut,
    Bars,
}

/// 勘误: one correction.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Erratum {
    /// The words as published.
    pub published: String,
    /// The words as set.
    pub set: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 用语: one word for one thing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Term {
    /// The word this report uses: 受访企业.
    pub term: String,
    /// Words that would say the same: 被调研企业.
    pub instead_of: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Links to last year's file; what is not listed is linked by equal id.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Links {
    /// Last year's file, beside this one.
    pub previous: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionLink>,
}

/// How one question continues another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct QuestionLink {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    pub relation: Relation,
    /// Whether the two years may be set side by side.
    pub comparable: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How options continue last year's.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct OptionLink {
    #[serde(default)]
    pub from: Vec<String>,
    #[serde(default)]
    pub to: Vec<String>,
    pub relation: Relation,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What became of a question or an option.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    #[default]
    Same,
    Renamed,
    Merged,
    Split,
    New,
    Dropped,
}

impl Relation {
    /// What an editor calls it.
    pub fn message(self) -> Message {
        Message::new(match self {
            Relation::Same => "relation-same",
            Relation::Renamed => "relation-renamed",
            Relation::Merged => "relation-merged",
            Relation::Split => "relation-split",
            Relation::New => "relation-new",
            Relation::Dropped => "relation-dropped",
        })
    }
}

fn is_false(value: &bool) -> bool {
    !value
}
