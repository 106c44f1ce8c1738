pub mod diagnostics;
pub mod error;
pub mod survey;
