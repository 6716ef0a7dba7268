//! Documents that another tool has annotated. Their layers are taken as they are.

use super::clause::clauses;
use super::time::times;
use super::{AnnotateError, coreference};
use crate::document::{Document, Layer, Word, Xpos};
use crate::english::lexicon::Lexicon;

/// Finds only time expressions in the words, entities in the names and clauses in the trees of such a document, and the
/// lemmas that are missing.
pub(super) fn fill(
    document: &mut Document,
    sentence: usize,
    layer: Layer,
    lexicon: &Lexicon,
) -> Result<(), AnnotateError> {
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
                fill(document, other, Layer::Names, lexicon)?;
                lemmas(document, other, lexicon);
            }
            coreference::resolve(document);
        }
        Layer::Times => times(document, sentence),
        Layer::Clauses => {
            for below in [Layer::Tags, Layer::Names, Layer::Tree] {
                fill(document, sentence, below, lexicon)?;
            }
            lemmas(document, sentence, lexicon);
            clauses(document, sentence);
        }
    }
    Ok(())
}

/// Finds the lemmas that the other tool has not given. Where it has not told the form of a verb or noun either, any reading
/// of the word counts.
fn lemmas(document: &mut Document, sentence: usize, lexicon: &Lexicon) {
    for token in document.sentences[sentence].tokens.clone() {
        let index = token as usize;
        if document.tokens.lemma[index] != Word::EMPTY
            || !document.sentences[sentence].layers.has(Layer::Tags)
        {
            continue;
        }
        let (upos, xpos) = (document.tokens.upos[index], document.tokens.xpos[index]);
        let form = document.form(token);
        let read = || lexicon.analyses(form).into_iter().find(|reading| reading.upos == upos);
        let lemma = match xpos {
            Xpos::None => read().map(|reading| reading.lemma),
            _ => None,
        };
        let lemma = lemma.unwrap_or_else(|| lexicon.lemma(form, upos, xpos).into_owned());
        document.tokens.lemma[index] = document.strings.intern(&lemma);
    }
}
