//! Every integration test of Dateline, in one binary.

mod clause;
mod errors;
mod expansion;
mod grammar;
