//! Tables in and out: survey sites' statistics, hand-made tables, respondents' answers, and the workbook that editors
//! work in.
//!
//! ```text
//! file ─▶ table (rows of cells) ─▶ statistics │ plain │ respondents ─▶ readings ─▶ apply ─▶ a changed survey
//!                                  └─▶ workbook ─▶ a survey
//! ```
//! Nothing here asks or writes: what a person must decide comes in as [`Decisions`], what was left alone goes out as
//! diagnostics. `survey::patch` turns the changed survey into text.

pub mod apply;
mod bases;
mod counting;
mod groups;
mod heads;
pub mod matching;
pub mod plain;
pub mod reading;
pub mod respondents;
mod sheets;
pub mod statistics;
pub mod table;
mod totals;
mod values;
pub mod workbook;

pub use apply::{Outcome, apply};
pub use matching::Decisions;
pub use reading::Reading;
