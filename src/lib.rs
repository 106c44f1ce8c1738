//! Kanyin 刊印 turns one survey's aggregated results (JSON) and its prose (Typst) into a print-ready Chinese report
//! whose numbers are the data's numbers.
//!
//! # The way data flows
//!
//! One direction, no way back; modules stand here in that order.
//!
//! ```text
//! data/*.json ─▶ survey ─▶ chart ─▶ typeset ─▶ audit ─▶ pdf ─▶ output
//!               (model)   (SVG)    (Typst)   (judge)  (bytes) (files)
//! ```
//!
//! - [`cli`], [`usage`] and [`config`]: arguments and the working folder, resolved once, before anything else happens.
//! - [`survey`]: the only reader of data files. It keeps the bytes of every field, so that each later complaint can
//!   point into the JSON, and it knows what a share is and how it is printed.
//! - [`chart`]: from a question and the design tokens to SVG and its text alternative. Pure.
//! - [`typeset`]: gives Typst the project's files, the data and the charts, lays the report out, and reads back every
//!   mention the prose makes of the data, with its place.
//! - [`audit`]: judges data, prose and claims by a registry of rules. Pure: an edition as values in, findings out. The
//!   proof edition is a second pass of [`typeset`], with the verdicts as a virtual file.
//! - [`compare`]: two surveys as values in, what moved between them out. Pure.
//! - [`figures`]: single figures, as tables of plain values and as pictures that need no font.
//! - [`carried`]: the project that a report was made from, as its PDF carries it: in public form, and as it is received
//!   from a stranger's file.
//! - [`pdf`]: pages to archival, accessible bytes.
//! - [`reading`]: PDFs read back, anybody's: attachments, text by structure, pictures of pages.
//! - [`verify`]: a PDF, or a release, made again from what it carries, in a process with limits, and the first difference.
//! - [`redline`]: two releases as values in; the numbers, sentences and pages that changed out.
//! - [`release`]: one version of a report as a folder that anybody can check: PDF, figures, data, manifest, checksums.
//!   Pure but for reading folders and, where it is asked for, `ssh-keygen`.
//! - [`live`]: 活页, pages that follow their sources in the browser: watching files, what looks otherwise, the server.
//! - [`batch`]: 批量, many editions from a list: worker processes, journal, shards, summary.
//! - [`exchange`]: tables of survey sites and editors into the data, and the data out as a workbook.
//! - [`output`]: files, whole or not at all.
//! - [`diagnostics`] and [`error`]: one form for everything that can be wrong, printed for people or machines.
//! - [`messages`]: what is said, in the report's language and in English, from one catalogue.
//! - [`commands`]: one file a command, which calls the above in order.
//!
//! # Invariants
//!
//! - Rust holds no report prose, no colour and no point size; templates hold no survey number. Colours, sizes and the
//!   few words that charts print stand in `templates/kit/tokens.json`, which charts and templates both read.
//! - A published number is an exact decimal from the file to the page: sums of what was printed are sums of decimals,
//!   shares of counts are rounded once, half up. A missing number is never zero, and an inferred one never printed.
//! - The same inputs give the same bytes on every machine: no clock, no locale, no environment, no system font reaches
//!   a page. Dates come from the data.
//! - Nothing is fetched and nothing outside the project's folder is read, save fonts from folders the user names.
//! - A verdict compares exact fractions. A published percentage is known to half its last digit, and what hangs on that
//!   half is doubtful, never false; an inferred base decides nothing.
//! - A stranger's file is believed in nothing: it is laid out from memory alone, by a process that can open nothing.
//! - A fault of the user's files is a value with a place, a cause and a remedy, never a panic; all that are found in
//!   one pass are reported at once.

pub mod audit;
pub mod batch;
pub mod carried;
pub mod chart;
pub mod checksum;
pub mod cli;
pub mod commands;
pub mod compare;
pub mod config;
pub mod diagnostics;
pub mod error;
pub mod exchange;
pub mod figures;
pub mod live;
pub mod messages;
mod names;
pub mod output;
pub mod pdf;
pub mod reading;
pub mod redline;
pub mod release;
pub mod stopwatch;
pub mod survey;
pub mod typeset;
pub mod usage;
pub mod verify;
