//! Every integration test of Dateline, in one binary.

mod expansion;
mod grammar;
