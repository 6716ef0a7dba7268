//! Articles and what is known of their language: words, tags, names, trees, clauses.

pub mod annotate;
pub mod calendar;
pub mod document;
pub mod read;
pub mod write;
