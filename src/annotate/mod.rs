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

use std::fmt;

pub use annotator::Annotator;

use crate::document::{Document, Layer};

/// What fills the layers of a document when they are asked for.
pub trait Annotate: Sync {
    /// Fills a layer of a sentence, and those that it stands on, where they are not filled yet.
    ///
    /// # Errors
    /// [`AnnotateError::MissingLayer`] where the document was annotated by somebody else, and lacks the layer;
    /// [`AnnotateError::Stopped`] where whoever asked wants no more of it.
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), AnnotateError>;

    /// Adds every lemma that a form may turn out to have once it is tagged: what cannot be there need not be
    /// looked for. None added means that nothing is known, and anything may be there.
    fn candidates(&self, form: &str, lemmas: &mut Vec<String>);
}

/// Why a layer was not filled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnnotateError {
    /// A rule needs a layer that the document lacks, and nobody here makes it.
    MissingLayer {
        /// The layer.
        layer: Layer,
        /// The sentence that lacks it, from 0.
        sentence: usize,
    },
    /// Whoever asked wants no more of the document: the time for it is over.
    Stopped,
}

impl fmt::Display for AnnotateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AnnotateError::MissingLayer { layer, sentence } => {
                write!(f, "sentence {sentence} has no {}", layer.as_str())
            }
            AnnotateError::Stopped => f.write_str("the annotation was stopped"),
        }
    }
}

impl std::error::Error for AnnotateError {}
