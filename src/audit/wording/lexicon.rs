//! The words, longest first where one begins with another.

use super::Meaning::{self, *};
use super::Most::*;
use super::Relation::{self, *};

/// What may stand before a number.
pub const BEFORE: [(&str, Relation); 41] = [
    ("不少于", AtLeast),
    ("不低于", AtLeast),
    ("不小于", AtLeast),
    ("至少", AtLeast),
    ("起码", AtLeast),
    ("不超过", AtMost),
    ("不多于", AtMost),
    ("不高于", AtMost),
    ("不大于", AtMost),
    ("至多", AtMost),
    ("最多", AtMost),
    ("已超过", Above),
    ("超过了", Above),
    ("超过", Above),
    ("超出", Above),
    ("突破", Above),
    ("超", Above),
    ("逾", Above),
    ("高于", Above),
    ("多于", Above),
    ("大于", Above),
    ("不足", Below),
    ("不到", Below),
    ("不满", Below),
    ("未到", Below),
    ("未达", Below),
    ("未满", Below),
    ("低于", Below),
    ("少于", Below),
    ("小于", Below),
    ("接近", Near),
    ("将近", Near),
    ("近", Near),
    ("大约", About),
    ("大概", About),
    ("约为", About),
    ("约占", About),
    ("约有", About),
    ("约", About),
    ("达到", Bare),
    ("达", Bare),
];

/// What may stand after a number.
pub const AFTER: [(&str, Relation); 12] = [
    ("及以上", AtLeast),
    ("以上", AtLeast),
    ("及以下", AtMost),
    ("以下", AtMost),
    ("以内", AtMost),
    ("之内", AtMost),
    ("左右", About),
    ("上下", About),
    ("多", AndMore),
    ("余", AndMore),
    ("强", AndMore),
    ("有余", AndMore),
];

/// 仅 and what says the same before a number.
pub const ONLY: [(&str, ()); 8] =
    [("仅为", ()), ("仅有", ()), ("仅占", ()), ("仅", ()), ("只有", ()), ("只占", ()), ("只", ()), ("不过", ())];

/// The half, after its prefix.
pub const HALF: [(&str, ()); 4] = [("半数", ()), ("一半", ()), ("对半", ()), ("半", ())];

/// Words that say it all without a number.
pub const WORDS: [(&str, Meaning); 60] = [
    ("几乎全部", AlmostAll),
    ("几乎所有", AlmostAll),
    ("绝大多数", Most(Overwhelming)),
    ("绝大部分", Most(Overwhelming)),
    ("大多数", Most(Widely)),
    ("大部分", Most(Widely)),
    ("极少数", Most(VeryFew)),
    ("极个别", Most(VeryFew)),
    ("过半数", Half(Above)),
    ("过半", Half(Above)),
    ("大半", Half(Above)),
    ("多数", Most(Many)),
    ("少数", Most(Few)),
    ("普遍", Most(Widely)),
    ("全部", All),
    ("所有", All),
    ("不相上下", Alike),
    ("旗鼓相当", Alike),
    ("相差无几", Alike),
    ("基本相当", Alike),
    ("相当于", Leaning),
    ("相当", Alike),
    ("基本持平", Alike),
    ("持平", Unchanged),
    ("没有变化", Unchanged),
    ("占据首位", First),
    ("首位", First),
    ("居首", First),
    ("榜首", First),
    ("首选", First),
    ("首要", First),
    ("第一", First),
    ("排名末", Last),
    ("末位", Last),
    ("垫底", Last),
    ("最少", Last),
    ("最低", Last),
    ("最小", Last),
    ("最弱", Last),
    ("其次", Nth(2)),
    ("次之", Nth(2)),
    ("次位", Nth(2)),
    ("居次", Nth(2)),
    ("主要", Main),
    ("为主", Main),
    ("主流", Main),
    ("主导", Main),
    ("倾向", Leaning),
    ("偏好", Leaning),
    ("偏爱", Leaning),
    ("青睐", Leaning),
    ("看重", Leaning),
    ("重视", Leaning),
    ("欢迎", Leaning),
    ("较高", Leaning),
    ("较大", Leaning),
    ("较多", Leaning),
    ("较强", Leaning),
    ("旺盛", Leaning),
    ("广泛", Leaning),
];

/// 最 begins these without ranking anything.
pub const NO_SUPERLATIVE: [&str; 6] = ["最近", "最终", "最新", "最初", "最后", "最佳"];

/// Verbs of change, and whether they go up.
pub const CHANGES: [(&str, bool); 26] = [
    ("提升", true),
    ("提高", true),
    ("上升", true),
    ("上涨", true),
    ("上扬", true),
    ("增长", true),
    ("增加", true),
    ("增至", true),
    ("升至", true),
    ("扩大", true),
    ("高出", true),
    ("下降", false),
    ("下滑", false),
    ("下跌", false),
    ("降低", false),
    ("降至", false),
    ("减少", false),
    ("减至", false),
    ("回落", false),
    ("缩小", false),
    ("收窄", false),
    ("低了", false),
    ("高了", true),
    ("多了", true),
    ("少了", false),
    ("跌至", false),
];

/// Words between a verb of change and its number: 提高了 = by, 提高到 = to.
pub const ARRIVING: [(&str, ()); 6] = [("到了", ()), ("到", ()), ("至", ()), ("为", ()), ("达到", ()), ("达", ())];
