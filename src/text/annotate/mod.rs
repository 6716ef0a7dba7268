//! One step a file, each of which fills one layer of a document.

pub mod english;
pub mod lemma;
pub mod lexicon;
pub mod weights;
