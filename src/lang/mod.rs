//! The rule language: text to syntax tree, to checked rules, to a program.

pub mod compile;
pub mod ir;
