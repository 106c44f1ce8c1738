//! What a worker is asked, as bytes on its standard input.

use crate::messages::Lang;

/// A PDF to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub pdf: Vec<u8>,
    /// A data file to compare with instead of the carried one: its name and its text.
    pub data: Option<(String, String)>,
    /// The language in which faults are told.
    pub lang: Lang,
}

impl Question {
    /// Each part after its length, in this order: language, name, text, PDF.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (name, text) = self.data.as_ref().map_or(("", ""), |(name, text)| (name, text));
        let lang: &[u8] = match self.lang {
            Lang::Zh => b"zh",
            Lang::En => b"en",
        };
        let mut bytes = Vec::new();
        for part in [lang, name.as_bytes(), text.as_bytes(), &self.pdf] {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        bytes
    }

    /// Reads what `to_bytes` wrote; none where it is something else.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Question> {
        let mut part = || {
            let (length, rest) = bytes.split_first_chunk::<8>()?;
            let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
            let part = rest.get(..length)?;
            bytes = &rest[length..];
            Some(part.to_vec())
        };
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).ok();
        let (lang, name, data, pdf) = (part()?, text(part()?)?, text(part()?)?, part()?);
        let lang = if lang == b"en" { Lang::En } else { Lang::Zh };
        Some(Question { pdf, data: (!name.is_empty()).then_some((name, data)), lang })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_arrives_as_it_was_sent() {
        let data = Some(("数据.json".to_owned(), "{}".to_owned()));
        for question in [
            Question { pdf: b"%PDF".to_vec(), data, lang: Lang::En },
            Question { pdf: Vec::new(), data: None, lang: Lang::Zh },
        ] {
            let bytes = question.to_bytes();
            assert_eq!(Question::from_bytes(&bytes), Some(question));
            assert_eq!(Question::from_bytes(&bytes[..bytes.len() - 1]), None.filter(|_: &Question| bytes.len() > 33));
        }
        assert_eq!(Question::from_bytes(b"%PDF"), None);
        assert_eq!(Question::from_bytes(&[0xff; 16]), None);
    }
}
