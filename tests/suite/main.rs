//! All integration tests, in one binary: each module is one promise of the README.

mod common;
mod inks;
mod pdf;

mod annual;
mod bindings;
mod carried;
mod check;
mod claims;
mod cli;
mod compare;
mod data;
mod dependencies;
mod diff;
mod exchange;
mod figures;
mod kit;
mod pages;
mod print;
mod proof;
mod reading;
mod readings;
mod readme;
mod references;
mod release;
mod rules;
mod standards;
mod status;
mod structure;
mod tamper;
mod text;
mod verify;
mod wording;
mod workbook;
mod years;
