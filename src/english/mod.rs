//! Knowledge of English shared by patterns and texts: its lexicon, its word lists, numbers and calendar.

pub mod calendar;
pub mod lemma;
pub mod lexicon;
pub mod nouns;
pub mod numbers;
pub mod weights;
pub mod words;
