//! Documents that somebody else has annotated: their layers are taken as they are.

use super::clause::clauses;
use super::time::times;
use super::{Annotate, MissingLayer};
use crate::document::{Document, Layer};

/// The annotator of annotated documents: it finds time expressions in
/// their words and makes clauses from their trees, and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given;

impl Annotate for Given {
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), MissingLayer> {
        let Some(layers) = document.sentences.get(sentence).map(|s| s.layers) else { return Ok(()) };
        if layers.has(layer) {
            return Ok(());
        }
        match layer {
            Layer::Clauses => {}
            Layer::Times => {
                times(document, sentence);
                return Ok(());
            }
            _ => return Err(MissingLayer { layer, sentence }),
        }
        for below in [Layer::Tags, Layer::Names, Layer::Tree] {
            self.fill(document, sentence, below)?;
        }
        clauses(document, sentence);
        Ok(())
    }

    /// The lemma is given and may be any: nothing can be ruled out by the form.
    fn candidates(&self, _: &str, _: &mut Vec<String>) {}
}
