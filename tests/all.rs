//! Every integration test of Dateline, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // that is how tests fail

mod articles;
mod clause;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod docs;
mod english;
mod errors;
mod expansion;
mod explain;
mod extract;
mod format;
mod grammar;
#[cfg(all(feature = "parquet", feature = "sqlite"))]
mod hostile;
mod index;
mod news;
mod read;
mod surface;
mod tidy;
mod time;
mod token_patterns;
