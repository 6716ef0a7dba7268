//! Every integration test of Dateline, in one binary.

mod token_patterns;
