//! Class limits in option labels: 不足 1 年, 1-3 年, 5000 份以上, 20 万-50 万.

use num_rational::Ratio;

use super::wording::Exact;

/// A class of numbers that a label names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    pub low: Option<Limit>,
    pub high: Option<Limit>,
    /// What is left of the label: 年, 份, 万.
    pub unit: String,
}

/// One end of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    pub value: Exact,
    /// Whether the number itself belongs to the class. 以上 and 以下 include it (民法典 1259), 不足 and 超过 do not.
    pub inclusive: bool,
    /// The number as the label writes it, with its 万.
    pub shown: String,
}

/// One number of a label with what stands around it.
struct Token {
    limit: Limit,
    side: Side,
    multiplied: bool,
    /// Joined to the number before by a hyphen, 至 or 到.
    joined: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Low,
    High,
    Bare,
}

const BEFORE: [(&str, Side, bool); 22] = [
    ("不超过", Side::High, true),
    ("不多于", Side::High, true),
    ("不高于", Side::High, true),
    ("至多", Side::High, true),
    ("≤", Side::High, true),
    ("<=", Side::High, true),
    ("不足", Side::High, false),
    ("不到", Side::High, false),
    ("不满", Side::High, false),
    ("少于", Side::High, false),
    ("低于", Side::High, false),
    ("小于", Side::High, false),
    ("<", Side::High, false),
    ("不少于", Side::Low, true),
    ("不低于", Side::Low, true),
    ("至少", Side::Low, true),
    ("≥", Side::Low, true),
    (">=", Side::Low, true),
    ("超过", Side::Low, false),
    ("多于", Side::Low, false),
    ("大于", Side::Low, false),
    (">", Side::Low, false),
];

const AFTER: [(&str, Side, bool); 11] = [
    ("以上(不含)", Side::Low, false),
    ("以下(不含)", Side::High, false),
    ("(不含)以上", Side::Low, false),
    ("(不含)以下", Side::High, false),
    ("及以上", Side::Low, true),
    ("或以上", Side::Low, true),
    ("以上", Side::Low, true),
    ("及以下", Side::High, true),
    ("以下", Side::High, true),
    ("以内", Side::High, true),
    ("之内", Side::High, true),
];

const JOINTS: [&str; 9] = ["-", "–", "—", "~", "～", "至", "到", "−", "－"];
const MULTIPLIERS: [(char, i128); 4] = [('百', 100), ('千', 1000), ('万', 10_000), ('亿', 100_000_000)];
/// Units of things that are counted, so that 100 and 101 are neighbours.
const COUNTED: &str = "份人家次个名户件项款种岁台位辆条";
/// Units of rating scales, which have no halves either; 分 begins 分钟 as well, which is measured.
const RATED: [&str; 3] = ["分", "星", "级"];
/// What may follow 万 as its unit.
const UNITS: &str = "元人份家次个名户件项款种台位辆条美吨米";

/// The class that a label names, if it names one and nothing else.
pub fn read(label: &str) -> Option<Class> {
    let text: String = label.chars().filter(|glyph| !glyph.is_whitespace()).map(half_width).collect();
    let (tokens, rest) = tokens(&text)?;
    if rest.chars().count() > 4 || rest.chars().any(|glyph| glyph.is_ascii_alphabetic()) {
        return None;
    }
    let mut class = Class { low: None, high: None, unit: rest };
    match tokens.as_slice() {
        [one] => match one.side {
            Side::Low => class.low = Some(one.limit.clone()),
            Side::High => class.high = Some(one.limit.clone()),
            Side::Bare => {
                class.low = Some(one.limit.clone());
                class.high = Some(one.limit.clone());
            }
        },
        [low, high] if high.joined || (low.side == Side::Low && high.side == Side::High) => {
            let mut low = low.limit.clone();
            // 20-50 万: the multiplier is said once.
            if high.multiplied && !tokens[0].multiplied && high.joined {
                let multiplier = high.limit.shown.chars().last().and_then(multiplier_of).unwrap_or(1);
                low.value *= Exact::from_integer(multiplier);
            }
            class.low = Some(low);
            class.high = Some(high.limit.clone());
        }
        _ => return None,
    }
    Some(class)
}

/// The classes that labels name, each with the next one up.
pub fn neighbours<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<(Class, Class)> {
    let mut classes: Vec<Class> = labels.filter_map(read).collect();
    classes.sort_by_key(Class::start);
    classes.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

/// Whether a label has a 万 or 亿 that says of what only by silence: 5 万以下.
pub fn lacks_unit(label: &str) -> Option<char> {
    let text: Vec<char> = label.chars().filter(|glyph| !glyph.is_whitespace()).collect();
    let after_digit = text.windows(2).enumerate().filter(|(_, pair)| pair[0].is_ascii_digit());
    let mut multipliers = after_digit.filter(|(_, pair)| matches!(pair[1], '万' | '亿'));
    // In 20 万-50 万元 the last one says it for both.
    let (at, pair) = multipliers.next_back()?;
    let unit = text.get(at + 2).is_some_and(|glyph| UNITS.contains(*glyph));
    (!unit).then_some(pair[1])
}

impl Class {
    /// Whether the class is of things that are counted, not measured.
    pub fn is_counted(&self) -> bool {
        self.unit.chars().any(|glyph| COUNTED.contains(glyph)) || RATED.contains(&self.unit.as_str())
    }

    /// Whether it is one number and no class: a step of a rating scale from 0 to 10.
    pub fn is_point(&self) -> bool {
        matches!((&self.low, &self.high), (Some(low), Some(high)) if low.value == high.value)
    }

    /// For sorting: where it begins.
    pub fn start(&self) -> Exact {
        self.low.as_ref().map_or(Ratio::from_integer(i128::MIN / 4), |limit| limit.value)
    }
}

fn half_width(glyph: char) -> char {
    match glyph {
        '０'..='９' => char::from(b'0' + (u32::from(glyph) - u32::from('０')) as u8),
        '（' => '(',
        '）' => ')',
        '＜' => '<',
        '＞' => '>',
        other => other,
    }
}

fn multiplier_of(glyph: char) -> Option<i128> {
    MULTIPLIERS.iter().find(|(sign, _)| *sign == glyph).map(|(_, value)| *value)
}

/// The numbers of a text with their frames, and the text that is left.
fn tokens(text: &str) -> Option<(Vec<Token>, String)> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut left = String::new();
    let mut rest = text;
    let mut joined = false;
    let mut before: Option<(Side, bool)> = None;
    while let Some(glyph) = rest.chars().next() {
        if glyph.is_ascii_digit() {
            let end = rest.find(|glyph: char| !glyph.is_ascii_digit() && glyph != '.').unwrap_or(rest.len());
            let value = decimal(&rest[..end])?;
            let mut shown = rest[..end].to_owned();
            rest = &rest[end..];
            let multiplier = rest.chars().next().and_then(multiplier_of);
            if multiplier.is_some() {
                let sign = rest.chars().next()?;
                shown.push(sign);
                rest = &rest[sign.len_utf8()..];
            }
            // A unit may stand between the number and 以上.
            let unit: String = rest.chars().take_while(|glyph| is_unit(*glyph)).take(2).collect();
            let after_unit = &rest[unit.len()..];
            let mut framed = before.take().map(|(side, inclusive)| (side, inclusive, rest));
            for (word, side, inclusive) in AFTER {
                if let Some(after) = after_unit.strip_prefix(word) {
                    framed = Some((side, inclusive, after));
                    left.push_str(&unit);
                    break;
                }
            }
            let (side, inclusive, after) = framed.unwrap_or((Side::Bare, true, rest));
            rest = after;
            let value = value * Exact::from_integer(multiplier.unwrap_or(1));
            let limit = Limit { value, inclusive, shown };
            tokens.push(Token { limit, side, multiplied: multiplier.is_some(), joined });
            joined = false;
        } else if let Some((word, side, inclusive)) = BEFORE.into_iter().find(|(word, ..)| rest.starts_with(word)) {
            before = Some((side, inclusive));
            rest = &rest[word.len()..];
        } else if let Some(joint) = JOINTS.iter().find(|joint| rest.starts_with(**joint)).filter(|_| !tokens.is_empty())
        {
            joined = true;
            rest = &rest[joint.len()..];
        } else {
            if !matches!(glyph, '、' | ',' | '，' | '(' | ')') {
                left.push(glyph);
            }
            rest = &rest[glyph.len_utf8()..];
        }
    }
    (!tokens.is_empty()).then_some((tokens, left))
}

/// Characters that name what is counted or measured, not those that frame a number.
fn is_unit(glyph: char) -> bool {
    !glyph.is_ascii_digit() && !"以及或之(至到-–—~～、,，".contains(glyph)
}

fn decimal(digits: &str) -> Option<Exact> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let value: i128 = format!("{whole}{fraction}").parse().ok()?;
    (value < 1_000_000_000_000_000_000).then(|| Exact::new(value, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A class in short: [ and ] include the limit, ( and ) do not.
    fn short(label: &str) -> String {
        let Some(class) = read(label) else { return "none".to_owned() };
        let low = class
            .low
            .map_or("(".to_owned(), |limit| format!("{}{}", if limit.inclusive { '[' } else { '(' }, limit.value));
        let high = class
            .high
            .map_or(")".to_owned(), |limit| format!("{}{}", limit.value, if limit.inclusive { ']' } else { ')' }));
        format!("{low},{high}")
    }

    #[test]
    fn labels_name_their_classes() {
        for (label, class) in [
            ("不足 1 年", "(,1)"),
            ("1-3 年", "[1,3]"),
            ("5 年以上", "[5,)"),
            ("5000 份以上", "[5000,)"),
            ("1001 份-5000 份", "[1001,5000]"),
            ("0-100 份", "[0,100]"),
            ("20 万-50 万", "[200000,500000]"),
            ("20-50 万元", "[200000,500000]"),
            ("5 万以下", "(,50000]"),
            ("1 年以上、不满 3 年", "[1,3)"),
            ("1 年以上 3 年以下", "[1,3]"),
            ("50 人及以上", "[50,)"),
            ("50 人以上（不含）", "(50,)"),
            ("3 年以内", "(,3]"),
            ("<10", "(,10)"),
            ("≥5", "[5,)"),
            ("超过 2.5 亿元", "(250000000,)"),
            ("3～5 年", "[3,5]"),
            ("3 至 5 次", "[3,5]"),
            ("3 年", "[3,3]"),
            ("暂无投入，处于免费试用状态", "none"),
            ("ISO 27001 认证", "none"),
            ("等保三级", "none"),
            ("包括 2 家以上不同类型的供应商", "none"),
        ] {
            assert_eq!(short(label), class, "{label}");
        }
    }

    #[test]
    fn a_multiplier_needs_its_unit() {
        for (label, lacks) in [
            ("5 万以下", Some('万')),
            ("20 万-50 万", Some('万')),
            ("20 万-50 万元", None),
            ("20-50 万人", None),
            ("3 亿元以上", None),
            ("3 亿", Some('亿')),
            ("5000 份以上", None),
            ("万元以上", None),
        ] {
            assert_eq!(lacks_unit(label), lacks, "{label}");
        }
    }
}
