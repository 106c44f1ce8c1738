//! All integration tests, in one binary: each module is one promise of the README.

mod common;
mod pdf;

mod bindings;
mod data;
mod kit;
mod pages;
mod text;
