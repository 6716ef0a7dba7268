//! Every integration test of Dateline, in one binary.

mod clause;
mod expansion;
mod grammar;
