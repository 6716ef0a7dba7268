//! The rule language: text to syntax tree, to checked rules, to a program.

pub mod check;
pub mod compile;
pub mod ir;
pub mod syntax;
