//! Documents that somebody else has annotated: their layers are taken as they are.

use super::{Annotate, English, MissingLayer};
use crate::text::document::{Document, Layer};

/// The annotator of annotated documents: it makes clauses from their trees, and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    english: &'a English,
}

impl<'a> Given<'a> {
    /// An annotator that knows the words of English.
    pub fn new(english: &'a English) -> Given<'a> {
        Given { english }
    }
}

impl Annotate for Given<'_> {
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), MissingLayer> {
        let Some(layers) = document.sentences.get(sentence).map(|s| s.layers) else { return Ok(()) };
        if layers.has(layer) {
            return Ok(());
        }
        if layer != Layer::Clauses {
            return Err(MissingLayer { layer, sentence });
        }
        for below in [Layer::Tags, Layer::Names, Layer::Tree] {
            self.fill(document, sentence, below)?;
        }
        self.english.fill(document, sentence, Layer::Clauses)
    }

    /// The lemma is given and may be any: nothing can be ruled out by the form.
    fn candidates(&self, _: &str, _: &mut Vec<String>) {}
}
