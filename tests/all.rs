//! Every integration test of Dateline, in one binary.

mod clause;
mod expansion;
mod extract;
mod grammar;
mod token_patterns;
