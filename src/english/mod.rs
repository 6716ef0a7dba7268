//! What is known of English, by patterns and texts alike: its lexicon, its word lists, numbers and calendar.

pub mod calendar;
pub mod lemma;
pub mod lexicon;
pub mod numbers;
pub mod weights;
pub mod words;
