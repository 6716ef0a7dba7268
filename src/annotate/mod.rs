//! One step per file, each of which fills one layer of a document.

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

/// Fills the layers of a document on demand.
pub trait Annotate: Sync {
    /// Fills a layer of a sentence, and the layers it depends on, unless they are filled already.
    ///
    /// # Errors
    /// [`AnnotateError::MissingLayer`] if another tool annotated the document and it lacks the layer;
    /// [`AnnotateError::Stopped`] if the caller no longer wants the document.
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), AnnotateError>;

    /// Adds every lemma that a form may have once it is tagged; other lemmas need not be searched for. If it adds none,
    /// nothing is known, and any lemma is possible.
    fn candidates(&self, form: &str, lemmas: &mut Vec<String>);
}

/// Why a layer was not filled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnnotateError {
    /// A rule needs a layer that the document lacks and that cannot be made here.
    MissingLayer {
        /// The layer.
        layer: Layer,
        /// The sentence that lacks it, from 0.
        sentence: usize,
    },
    /// The caller no longer wants the document: its time is over.
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
