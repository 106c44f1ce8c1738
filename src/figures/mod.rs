//! Single figures: their tables as plain values, for slides, web, press and the files of a release.

pub mod table;

pub use table::{Amount, FigureTable, Share, Values, csv, stem, table, tables};
