//! What a worker is asked, as bytes on its standard input, and what it answers.

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::messages::Lang;
use crate::release::folder::Folder;
use crate::release::verify::Problem;

/// A PDF to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub pdf: Vec<u8>,
    /// A data file to compare with instead of the carried one: its name and its text.
    pub data: Option<(String, String)>,
    /// The language in which faults are told.
    pub lang: Lang,
}

/// What a worker can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    Pdf(Question),
    /// Make a release again from the PDF in it, and compare every file.
    Release {
        folder: Folder,
        lang: Lang,
    },
}

/// What it found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Verdict(Verdict),
    Problems(Vec<Problem>),
}

const PDF: &[u8] = b"pdf";
const RELEASE: &[u8] = b"release";

impl Task {
    /// Each part after its length: what it is, the language, then a PDF with the name and the text of a data file, or
    /// the paths and contents of a folder.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut parts: Vec<&[u8]> = Vec::new();
        match self {
            Task::Pdf(Question { pdf, data, lang }) => {
                let (name, text) = data.as_ref().map_or(("", ""), |(name, text)| (name, text));
                parts.extend([PDF, lang_name(*lang), pdf, name.as_bytes(), text.as_bytes()]);
            }
            Task::Release { folder, lang } => {
                parts.extend([RELEASE, lang_name(*lang)]);
                parts.extend(folder.files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]));
            }
        }
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
        for part in parts {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        bytes
    }

    /// Reads what `to_bytes` wrote; none where it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Task> {
        let parts = split(bytes)?;
        let text = |part: &[u8]| String::from_utf8(part.to_vec()).ok();
        let (kind, rest) = parts.split_first()?;
        let (lang, rest) = rest.split_first()?;
        let lang = if *lang == lang_name(Lang::En) { Lang::En } else { Lang::Zh };
        match (*kind, rest) {
            (PDF, [pdf, name, data]) => {
                let data = if name.is_empty() { None } else { Some((text(name)?, text(data)?)) };
                Some(Task::Pdf(Question { pdf: pdf.to_vec(), data, lang }))
            }
            (RELEASE, files) if files.len() % 2 == 0 => {
                let files = files.chunks(2).map(|file| Some((text(file[0])?, file[1].to_vec())));
                let files = files.collect::<Option<_>>()?;
                Some(Task::Release { folder: Folder { files, ..Folder::default() }, lang })
            }
            _ => None,
        }
    }
}

fn lang_name(lang: Lang) -> &'static [u8] {
    match lang {
        Lang::Zh => b"zh",
        Lang::En => b"en",
    }
}

fn split(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut parts = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        parts.push(rest.get(..length)?);
        bytes = &rest[length..];
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_arrives_as_it_was_sent() {
        let data = Some(("数据.json".to_owned(), "{}".to_owned()));
        let files = [("a/b.csv".to_owned(), b"1".to_vec()), ("空".to_owned(), Vec::new())].into();
        let folder = Folder { files, ..Folder::default() };
        for task in [
            Task::Pdf(Question { pdf: b"%PDF".to_vec(), data, lang: Lang::En }),
            Task::Pdf(Question { pdf: b"%PDF".to_vec(), data: None, lang: Lang::Zh }),
            Task::Release { folder, lang: Lang::Zh },
        ] {
            let bytes = task.to_bytes();
            assert_eq!(Task::from_bytes(&bytes).as_ref(), Some(&task));
            assert_ne!(Task::from_bytes(&bytes[..bytes.len() - 1]), Some(task), "cut off");
        }
        assert_eq!(Task::from_bytes(b"%PDF"), None);
        assert_eq!(Task::from_bytes(&[0xff; 16]), None);
        assert_eq!(Task::from_bytes(b""), None);
    }
}
