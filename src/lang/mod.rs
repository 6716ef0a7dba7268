//! The rule language: text to syntax tree, to checked rules, to a program.

pub mod ir;
