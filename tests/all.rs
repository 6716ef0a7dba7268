//! Every integration test of Dateline, in one binary.

mod errors;
mod expansion;
mod grammar;
