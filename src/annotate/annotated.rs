//! Documents that another tool has annotated. Their layers are taken as they are.

use super::clause::clauses;
use super::time::times;
use super::{AnnotateError, coreference};
use crate::document::{Document, Layer};

/// Finds only time expressions in the words, entities in the names and clauses in the trees of such a document.
pub(super) fn fill(document: &mut Document, sentence: usize, layer: Layer) -> Result<(), AnnotateError> {
    let Some(layers) = document.sentences.get(sentence).map(|s| s.layers) else { return Ok(()) };
    if layers.has(layer) {
        return Ok(());
    }
    match layer {
        Layer::Tags | Layer::Names | Layer::Tree => {
            return Err(AnnotateError::MissingLayer { layer, sentence });
        }
        Layer::Entities => {
            for other in 0..document.sentences.len() {
                fill(document, other, Layer::Names)?;
            }
            coreference::resolve(document);
        }
        Layer::Times => times(document, sentence),
        Layer::Clauses => {
            for below in [Layer::Tags, Layer::Names, Layer::Tree] {
                fill(document, sentence, below)?;
            }
            clauses(document, sentence);
        }
    }
    Ok(())
}
