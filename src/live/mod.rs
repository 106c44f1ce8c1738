//! 活页: pages that follow their sources, in the browser.
//!
//! ```text
//! watcher ─▶ settle ─▶ a build ─▶ sheets (what looks otherwise) ─▶ news (JSON) ─▶ board ─▶ server ─▶ windows
//!                           └────▶ findings, marks, tables ────────▶
//! ```
//! The builder keeps one thread, the server another; between them stands the board with the latest news. A window that
//! is slow, late or back again hears the latest and nothing else, so nothing is lost and nothing piles up.

mod board;
mod findings;
mod news;
mod page;
mod patch;
mod picture;
mod server;
mod settle;
mod sheets;
mod watcher;
mod words;

pub use board::{Board, Topic};
pub use findings::{Judged, findings};
pub use news::{hello, pages, trouble};
pub use picture::Painter;
pub use server::{Answer, Question, Wanted, bind, serve};
pub use settle::{Change, Settle};
pub use sheets::{Sheet, changed, sheets};
pub use watcher::{Stamp, Watcher, stamp};
pub use words::words;
