//! One step a file, each of which fills one layer of a document.

pub mod english;
pub mod entity;
pub mod feature;
pub mod lemma;
pub mod lexicon;
pub mod sentence;
pub mod token;
mod vocabulary;
pub mod weights;
