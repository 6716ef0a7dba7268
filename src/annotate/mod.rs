//! One step a file, each of which fills one layer of a document.

mod annotated;
mod annotator;
pub mod boilerplate;
pub mod case;
pub mod clause;
pub mod coreference;
pub mod dateline;
pub mod feature;
pub mod names;
pub mod network;
pub mod parenthetical;
pub mod parser;
pub mod quantity;
pub mod repair;
pub mod sentence;
pub mod tag;
pub mod time;
pub mod token;
mod vocabulary;

use std::fmt;

pub use annotator::Annotator;

use crate::document::{Document, Layer};

/// What fills the layers of a document when they are asked for.
pub trait Annotate: Sync {
    /// Fills a layer of a sentence, and those that it stands on, where they are not filled yet.
    ///
    /// # Errors
    /// Where the document was annotated by somebody else, and lacks the layer.
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), MissingLayer>;

    /// Adds every lemma that a form may turn out to have once it is tagged: what cannot be there need not be
    /// looked for. None added means that nothing is known, and anything may be there.
    fn candidates(&self, form: &str, lemmas: &mut Vec<String>);
}

/// A layer that a rule needs and a document lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingLayer {
    /// The layer.
    pub layer: Layer,
    /// The sentence that lacks it, from 0.
    pub sentence: usize,
}

impl fmt::Display for MissingLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sentence {} has no {}", self.sentence, self.layer.as_str())
    }
}

impl std::error::Error for MissingLayer {}
