//! What to do about Typst's own errors, in the report's language. Typst's words stay: they are what one searches for.

/// The beginning or a part of a message, and the remedy an editor needs.
const ADVICE: [(&str, &str); 12] = [
    ("is not valid in code", "代码里的括号、引号、逗号要用半角"),
    ("unexpected argument", "这个函数没有这个参数，核对 README 中的说明"),
    ("missing argument", "参数不全，核对 README 中的说明"),
    ("unknown variable", "没有这个函数或变量：核对拼写，并检查它后面是否缺少空格或标点"),
    ("unclosed delimiter", "括号没有配对：检查此处的 (、[、{"),
    ("unexpected closing bracket", "多了一个括号，或前面少了一个"),
    ("unexpected", "检查此处前后的括号、引号与逗号是否完整、是否半角"),
    ("expected colon", "列举的选项后要用半角冒号：“/ 选项: 句子”"),
    ("expected", "检查此处前后的括号、引号与逗号是否完整、是否半角"),
    ("file not found", "核对文件名；路径以 / 开头时从项目文件夹算起"),
    ("does not exist in the document", "“@” 与 “<…>” 有特殊含义；作为文字时在前面加反斜线，如 yandan\\@caict.ac.cn"),
    ("unclosed", "成对的符号缺了一个；“*”“_”“$” 作为文字时在前面加反斜线"),
];

/// The remedy for a message, if it is a known one. The first entry that fits wins.
pub fn advice(message: &str) -> Option<&'static str> {
    ADVICE.iter().find(|(part, _)| message.contains(part)).map(|(_, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closer_advice_comes_first() {
        assert_eq!(advice("the character `“` is not valid in code"), Some(ADVICE[0].1));
        assert_eq!(advice("expected colon"), Some(ADVICE[7].1));
        assert_eq!(advice("unexpected argument: x"), Some(ADVICE[1].1));
        assert_eq!(advice("something new"), None);
    }
}
