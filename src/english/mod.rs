//! What is known of English, by patterns and texts alike: its lexicon and its calendar.

pub mod calendar;
pub mod lemma;
pub mod lexicon;
pub mod weights;
pub mod words;
