//! One step a file, each of which fills one layer of a document.

pub mod decode;
pub mod english;
pub mod feature;
pub mod lemma;
pub mod lexicon;
pub mod network;
pub mod sentence;
pub mod tag;
pub mod token;
pub mod tree;
mod vocabulary;
pub mod weights;
