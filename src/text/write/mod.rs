//! Documents to text, one output format a file.

pub mod conllu;
