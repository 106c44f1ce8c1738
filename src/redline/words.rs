//! What changed inside a paragraph, word by word: a number with its unit, a Latin word, one Chinese character.

use std::hash::{DefaultHasher, Hash, Hasher};

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of a changed paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Same(String),
    Removed(String),
    Added(String),
}

/// What a number counts, so that both change together.
const UNITS: [&str; 25] = [
    "个百分点",
    "百分点",
    "万亿元",
    "亿元",
    "万元",
    "万",
    "亿",
    "元",
    "%",
    "‰",
    "年",
    "月",
    "日",
    "份",
    "人",
    "家",
    "个",
    "倍",
    "成",
    "次",
    "项",
    "页",
    "岁",
    "天",
    "分",
];

/// The words of a text, none left out.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(first_word(rest));
        words.push(word);
        rest = after;
    }
    words
}

/// The length of the first word of a text that is not empty.
fn first_word(text: &str) -> usize {
    let run = |of: fn(char) -> bool| text.find(|next| !of(next)).unwrap_or(text.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    match text.as_bytes()[0] {
        b'0'..=b'9' => {
            let digits = run(|next| next.is_ascii_digit() || matches!(next, '.' | ','));
            let digits = text[..digits].trim_end_matches(['.', ',']).len();
            let rest = &text[digits..];
            let space = rest.len() - rest.trim_start_matches(' ').len();
            let unit = UNITS.iter().find(|unit| rest[space..].starts_with(**unit));
            unit.map_or(digits, |unit| digits + space + unit.len())
        }
        b'a'..=b'z' | b'A'..=b'Z' => run(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '\'' | '_')),
        b' ' => run(|next| next == ' '),
        _ => first,
    }
}

/// Which words follow which in a text, to ask often how alike two texts are.
pub(super) struct Pairs(Vec<u64>);

impl Pairs {
    pub(super) fn of(text: &str) -> Pairs {
        let words = words(text);
        let ends = [""];
        let bounded: Vec<&str> = ends.iter().chain(&words).chain(&ends).copied().collect();
        let mut pairs: Vec<u64> = bounded
            .windows(2)
            .map(|pair| {
                let mut hasher = DefaultHasher::new();
                pair.hash(&mut hasher);
                hasher.finish()
            })
            .collect();
        pairs.sort_unstable();
        Pairs(pairs)
    }

    /// How alike two texts are, from 0 to 1: twice what they share of what both have.
    pub(super) fn likeness(&self, other: &Pairs) -> f64 {
        let (mut shared, mut ours, mut theirs) = (0, 0, 0);
        while let (Some(one), Some(another)) = (self.0.get(ours), other.0.get(theirs)) {
            shared += usize::from(one == another);
            (ours, theirs) = (ours + usize::from(one <= another), theirs + usize::from(another <= one));
        }
        2.0 * shared as f64 / (self.0.len() + other.0.len()) as f64
    }
}

/// A stretch that stays, or that one text has for another's.
struct Step {
    removed: String,
    added: String,
    same: bool,
}

/// The parts of a paragraph that was one text and is another.
pub(super) fn diff(old: &str, new: &str) -> Vec<Part> {
    let (old, new) = (words(old), words(new));
    let mut steps: Vec<Step> = Vec::new();
    for step in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (removed, added) = (old[step.old_range()].concat(), new[step.new_range()].concat());
        let step = Step { removed, added, same: matches!(step, DiffOp::Equal { .. }) };
        match steps.last_mut().filter(|last| !last.same && !step.same) {
            Some(last) => last.join("", &step),
            None => steps.push(step),
        }
    }
    while let Some(at) = crumb(&steps) {
        let (crumb, next) = (steps.remove(at), steps.remove(at));
        steps[at - 1].join(&crumb.removed, &next);
    }
    let mut parts = Vec::new();
    for Step { removed, added, same } in steps {
        if same {
            parts.push(Part::Same(removed));
            continue;
        }
        parts.extend((!removed.is_empty()).then_some(Part::Removed(removed)));
        parts.extend((!added.is_empty()).then_some(Part::Added(added)));
    }
    parts
}

impl Step {
    fn join(&mut self, between: &str, next: &Step) {
        self.removed = format!("{}{between}{}", self.removed, next.removed);
        self.added = format!("{}{between}{}", self.added, next.added);
    }
}

/// Where one character stays between two changes that replace something together: to a reader that is one change.
fn crumb(steps: &[Step]) -> Option<usize> {
    let at = steps.windows(3).position(|three| {
        let [before, between, after] = three else { return false };
        between.same
            && is_crumb(&between.removed)
            && !(before.removed.is_empty() && after.removed.is_empty())
            && !(before.added.is_empty() && after.added.is_empty())
    })?;
    Some(at + 1)
}

/// A single character that is no sign, which readers stop at.
fn is_crumb(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(char::is_alphanumeric) && characters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_units() {
        assert_eq!(
            words("有71.05%企业，API/SDK 在 3 年"),
            ["有", "71.05%", "企", "业", "，", "API", "/", "SDK", " ", "在", " ", "3 年"]
        );
        assert_eq!(words("5,000 份。2018."), ["5,000 份", "。", "2018", "."]);
        assert_eq!(words("变化 1.3 个百分点"), ["变", "化", " ", "1.3 个百分点"]);
        assert!(words("").is_empty());
    }

    fn shown(old: &str, new: &str) -> String {
        let show = |part| match part {
            Part::Same(text) => text,
            Part::Removed(text) => format!("[-{text}-]"),
            Part::Added(text) => format!("{{+{text}+}}"),
        };
        diff(old, new).into_iter().map(show).collect()
    }

    #[test]
    fn only_what_changed_is_marked() {
        assert_eq!(shown("有71.05%企业用户", "有72.37%企业用户"), "有[-71.05%-]{+72.37%+}企业用户");
        assert_eq!(shown("超七成用户", "超八成用户"), "超[-七-]{+八+}成用户");
        assert_eq!(shown("甲乙丙", "甲丁乙丙"), "甲{+丁+}乙丙");
        assert_eq!(shown("其中司法需求", "其中律师需求"), "其中[-司法-]{+律师+}需求");
        assert_eq!(shown("同", "同"), "同");
        assert_eq!(shown("近八成", "约七成"), "[-近八-]{+约七+}成");
        assert_eq!(shown("甲一乙二，", "丙一丁二，"), "[-甲一乙-]{+丙一丁+}二，", "one character between is no rest");
        assert_eq!(shown("其方便快捷、", "其便捷高效、"), "其[-方便快捷-]{+便捷高效+}、");
        assert_eq!(shown("很大的", "大"), "[-很-]大[-的-]", "nothing is said anew");
    }

    #[test]
    fn likeness_is_by_words_in_a_row() {
        let likeness = |old: &str, new: &str| Pairs::of(old).likeness(&Pairs::of(new));
        assert!(likeness("有71.05%企业用户希望", "有72.37%企业用户希望") > 0.7);
        assert!(likeness("电子合同服务", "合同电子仲裁服务") < 0.6, "the same words in another order");
        assert!(likeness("电子合同", "仲裁服务") < 0.1 && likeness("", "仲裁") < 0.1);
        assert!((likeness("甲甲乙", "甲甲乙") - 1.0).abs() < 1e-9);
    }
}
