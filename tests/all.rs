//! Every integration test of Dateline, in one binary.

mod clause;
mod token_patterns;
