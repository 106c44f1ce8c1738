//! `manifest.json`: what a release is, what it was made from and with, what it claims, and every file of it.

use serde::{Deserialize, Serialize};

use crate::audit::wording::Verdict;
use crate::audit::{Edition, claims};
use crate::carried::lock::TYPST;
use crate::typeset::fonts::FontFile;

/// Where it stands in a release.
pub const MANIFEST_PATH: &str = "manifest.json";

/// The form of the manifest itself.
pub const FORMAT: u32 = 1;

/// A release in words and checksums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: u32,
    pub title: String,
    pub id: String,
    pub year: u16,
    pub version: String,
    pub status: String,
    /// The day of publication, `YYYY-MM-DD`; the month where the data state no day.
    pub date: String,
    pub issuer: String,
    /// The version that the changelog begins at.
    pub previous: Option<String>,
    /// Versions of the tool and of the Typst in it.
    pub kanyin: String,
    pub typst: String,
    pub fonts: Vec<FontFile>,
    /// What the report's PDF conforms to.
    pub standard: Vec<String>,
    pub pages: usize,
    /// The report's PDF, which carries its source.
    pub report: String,
    pub source: Origin,
    pub claims: Claims,
    /// Every file but this one, `SHA256SUMS` and its signature; sorted by path.
    pub files: Vec<Entry>,
}

/// Checksums of what a release was made from, in public form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    pub data: Sum,
    /// Data of earlier years beside which the report is shown, the newest first.
    pub earlier: Vec<Sum>,
    /// Of the edition's prose: the checksum of its files' `SHA256SUMS`.
    pub prose: String,
    /// Of the house style, `templates/kit`, likewise.
    pub style: String,
}

/// A file's checksum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    pub file: String,
    pub sha256: String,
}

/// 表述: the editor's own words about the data, by what the data say of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    #[serde(rename = "true")]
    pub borne_out: usize,
    #[serde(rename = "false")]
    pub false_: usize,
    pub doubtful: usize,
    pub unknown: usize,
    /// In reading order.
    pub list: Vec<Claim>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    pub words: String,
    /// The options it covers, each as `题.选项`.
    pub about: Vec<String>,
    /// The figure that shows them, where the prose has one.
    pub figure: Option<usize>,
    /// `true`, `false`, `doubtful` or `unknown`. What the house lets stand is judged like the rest.
    pub verdict: String,
}

/// One file of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub path: String,
    pub bytes: usize,
    pub sha256: String,
    pub role: Role,
}

/// What a file is to a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The report, with its source.
    Report,
    /// The same pages without.
    Web,
    Cover,
    Figure,
    /// The numbers of a figure.
    Table,
    DataPackage,
    JsonStat,
    Changelog,
}

impl Manifest {
    /// Whether this very version of the tool made the release, which then comes out byte for byte.
    pub fn is_ours(&self) -> bool {
        self.kanyin == env!("CARGO_PKG_VERSION") && self.typst == TYPST
    }

    /// As a file.
    pub fn to_json(&self) -> Vec<u8> {
        // Strings, numbers and lists only.
        let mut text = serde_json::to_vec_pretty(self).expect("a manifest serialises");
        text.push(b'\n');
        text
    }
}

impl Claims {
    /// Every claim of an edition's pages, judged by its data alone.
    pub fn of(edition: &Edition) -> Claims {
        let figures = &edition.prose.figures;
        let mut all = Claims::default();
        for judged in claims::judged(edition) {
            let verdict = judged.verdict();
            *match verdict {
                Verdict::True => &mut all.borne_out,
                Verdict::False => &mut all.false_,
                Verdict::Doubtful => &mut all.doubtful,
                Verdict::Unknown => &mut all.unknown,
            } += 1;
            let about: Vec<String> = judged.mention.options().map(str::to_owned).collect();
            let question = about.first().and_then(|first| first.split('.').next());
            let figure = figures.iter().position(|figure| Some(figure.as_str()) == question);
            all.list.push(Claim {
                words: judged.mention.words.split_whitespace().collect::<Vec<_>>().join(" "),
                figure: figure.map(|index| index + 1),
                about,
                verdict: verdict_id(verdict).to_owned(),
            });
        }
        all
    }
}

/// How a manifest calls a verdict.
fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::True => "true",
        Verdict::False => "false",
        Verdict::Doubtful => "doubtful",
        Verdict::Unknown => "unknown",
    }
}
