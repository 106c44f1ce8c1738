//! Chinese quantity words: what a claim says of a number, and whether the number bears it out.
//!
//! [`read()`] finds the words, [`judge()`] compares each with the evidence, [`suggest`] names the word that would be true.
//! Everything is exact: shares are fractions, bounds are fractions, nothing is rounded before it is compared.

mod judge;
mod lexicon;
mod numeral;
mod read;
mod write;

use std::ops::Range;

use crate::messages::Message;
use crate::survey::same_sample::SameSample;
use crate::survey::sampling::Comparison;

pub use judge::judge;
pub use read::{Years, compares, read};
pub use write::{quantity, suggest};

/// Shares in percent and changes in percentage points, exact.
pub use crate::survey::sampling::Exact;

/// A number as far as the data tell it. A percentage published alone is known to half its last digit: it is at least
/// `low` and below `high`. One computed from counts has `low == high`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub low: Exact,
    pub high: Exact,
    /// As the report prints it, without unit.
    pub printed: String,
}

/// What a claim is judged against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The shares it speaks of, in percent: the claim must hold for every one.
    pub shares: Vec<Known>,
    /// Where those stand among the ordinary options of their question.
    pub standing: Option<Standing>,
    /// This year's share less last year's, in percentage points, where the two may be compared.
    pub change: Option<Known>,
    /// What can be said of that change; none without last year.
    pub comparison: Option<Comparison>,
    /// Last year's share, where the two may be compared.
    pub before: Option<Known>,
    /// Where the option stood last year, among the options of then.
    pub standing_before: Option<Standing>,
    /// The amount and the year before's.
    pub amounts: Option<Amounts>,
    /// Growth of an amount over the year before, in percent.
    pub growth: Option<Known>,
    /// The people behind two shares that are options of one question.
    pub sample: Option<SameSample>,
}

/// An amount of this year and the year before, exact, in the question's unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amounts {
    pub now: Exact,
    pub before: Option<Exact>,
    pub unit: String,
}

/// Places in the order of one question, by value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The place of each share: 1 is the largest, and equal values have the same place.
    pub ranks: Vec<usize>,
    /// How many ordinary options the question has.
    pub of: usize,
    /// How many options that are not spoken of have a value equal to one that is.
    pub tied: usize,
    /// Whether an option set apart (其他, 暂无) has a larger share than any that is spoken of.
    pub outweighed: bool,
}

/// One quantity, order or change word of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Its bytes in the claim's words.
    pub range: Range<usize>,
    pub meaning: Meaning,
}

impl Phrase {
    /// Whether it says how large a share is.
    pub fn is_quantity(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Share { .. } | Meaning::Half(_) | Meaning::Most(_) | Meaning::All | Meaning::AlmostAll
        )
    }
}

/// What a word says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// 超七成, 三分之二以上, 35.53%.
    Share {
        relation: Relation,
        of: Exact,
        only: bool,
    },
    /// 半数 and its family, judged as printed.
    Half(Relation),
    /// 仅, by itself: the number is small.
    Only,
    /// 多数, 普遍 …
    Most(Most),
    AlmostAll,
    All,
    /// 主要, 为主.
    Main,
    /// 最多, 首位; of several, the first ones.
    First,
    /// 最少, 垫底.
    Last,
    /// 其次, 第三.
    Nth(usize),
    /// 三大, 前三位.
    Top(usize),
    /// 倾向, 较高: a leaning that has no bound of its own.
    Leaning,
    /// 相当, 不相上下, 基本持平: two shares, or two years.
    Alike,
    /// 提升 5.2 个百分点, 增长近 20%, 大幅下降.
    Change(Change),
    /// 持平.
    Unchanged,
    /// 是…的两倍.
    Times {
        relation: Relation,
        of: Exact,
    },
    /// 约…以上, 近…左右: two words that exclude each other.
    Contradiction,
    /// 161.4 亿元, in the unit of the data.
    Amount {
        relation: Relation,
        of: Exact,
    },
    /// 上升两位; by any number of places in 升至第一.
    Moved {
        up: bool,
        by: Option<usize>,
    },
    /// Two things at once: 仍居首位 is now and was last year.
    Both(Box<Meaning>, Box<Meaning>),
    /// 由上年的 50.0%, 上年为五成: what was so last year.
    Then(Box<Meaning>),
    /// 并未提升, 不是最多.
    Not(Box<Meaning>),
    /// Words that say something of the data, which the reader cannot take exactly.
    Unread(Unread),
}

impl Meaning {
    /// Whether it is a place in an order.
    pub fn is_place(&self) -> bool {
        matches!(self, Meaning::First | Meaning::Last | Meaning::Nth(_) | Meaning::Top(_) | Meaning::Main)
    }

    /// Whether it says what became of a number since another year.
    pub fn is_change(&self) -> bool {
        match self {
            Meaning::Change(_) | Meaning::Unchanged | Meaning::Alike | Meaning::Then(_) | Meaning::Unread(_) => true,
            Meaning::Moved { .. } | Meaning::Both(..) => true,
            Meaning::Not(denied) => denied.is_change(),
            _ => false,
        }
    }
}

/// Why words are not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// A verb, a negation or a comparison that the reader has no meaning for.
    Words,
    /// They compare with a year other than the last.
    Year,
}

/// How a number stands to its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// 超, 超过, 逾, 多于.
    Above,
    /// 以上, 至少, 不低于.
    AtLeast,
    /// 不足, 不到, 低于.
    Below,
    /// 以下, 至多, 不超过.
    AtMost,
    /// 近, 将近: below, and not far.
    Near,
    /// 约, 左右.
    About,
    /// The bare word: 三成.
    Bare,
    /// 三成多: above it and below the next.
    AndMore,
    /// A number with its digits: 35.53%, which must print the same.
    Printed { decimals: u32 },
}

/// Words for most or few of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Most {
    /// 多数.
    Many,
    /// 大多数, 普遍.
    Widely,
    /// 绝大多数.
    Overwhelming,
    /// 少数.
    Few,
    /// 极少数.
    VeryFew,
}

/// A change against last year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether it is said to go up; none of 变化 N 个百分点.
    pub up: Option<bool>,
    pub size: Size,
}

/// How large a change is said to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Size {
    /// Not at all.
    Unsaid,
    /// 5.2 个百分点.
    Points { relation: Relation, of: Exact },
    /// 25.1%.
    Percent { relation: Relation, of: Exact },
    /// 增长两倍, 翻一番 (which is one time).
    Times { relation: Relation, of: Exact },
    /// 提高到 87.3%: where it arrived.
    To { relation: Relation, of: Exact },
    /// 增长 35.4 亿元, in the unit of the data.
    Amount { relation: Relation, of: Exact },
    /// 增长至 161.4 亿元.
    ToAmount { relation: Relation, of: Exact },
    /// 减半.
    Halved,
    /// 大幅.
    Large,
    /// 小幅.
    Small,
}

/// 属实, 存疑, 不实, or nothing to judge by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    True,
    Doubtful,
    False,
    Unknown,
}

/// What became of one phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub verdict: Verdict,
    /// The comparison in words: 未超过 33.33%.
    pub why: Message,
}
