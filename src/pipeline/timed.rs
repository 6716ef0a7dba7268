//! An annotator that measures how long each layer takes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::annotate::{Annotate, AnnotateError};
use crate::document::{Document, Layer};

/// The layers, each after those that it depends on.
pub const LAYERS: [Layer; 6] =
    [Layer::Tags, Layer::Names, Layer::Entities, Layer::Times, Layer::Tree, Layer::Clauses];

/// Time by layer, in nanoseconds.
#[derive(Debug, Default)]
pub struct Times {
    spent: [AtomicU64; LAYERS.len()],
    sentences: [AtomicU64; LAYERS.len()],
}

impl Times {
    /// Counts the sentences of a document that have each layer.
    pub fn count(&self, document: &Document) {
        for (layer, count) in LAYERS.into_iter().zip(&self.sentences) {
            let filled = document.sentences.iter().filter(|sentence| sentence.layers.has(layer)).count();
            count.fetch_add(filled as u64, Ordering::Relaxed);
        }
    }

    /// Each layer with the nanoseconds it took and the number of sentences that have it.
    pub fn layers(&self) -> impl Iterator<Item = (Layer, u64, u64)> {
        let counts = self.spent.iter().zip(&self.sentences);
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        LAYERS.into_iter().zip(counts).map(move |(layer, (spent, count))| (layer, read(spent), read(count)))
    }
}

/// Fills layers as another annotator does.
pub struct Timed<'a> {
    inner: &'a dyn Annotate,
    times: &'a Times,
}

impl<'a> Timed<'a> {
    /// Wraps this annotator; its time is added to these times.
    pub fn new(inner: &'a dyn Annotate, times: &'a Times) -> Timed<'a> {
        Timed { inner, times }
    }
}

impl Annotate for Timed<'_> {
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), AnnotateError> {
        if document.sentences.get(sentence).is_none_or(|s| s.layers.has(layer)) {
            return self.inner.fill(document, sentence, layer);
        }
        let below: &[Layer] = match layer {
            Layer::Tags | Layer::Names => &[],
            Layer::Entities => &[Layer::Names],
            Layer::Times | Layer::Tree => &[Layer::Tags, Layer::Names],
            Layer::Clauses => &[Layer::Tree],
        };
        for &layer in below {
            // whoever needs a layer reports that it cannot be filled
            let _ = self.fill(document, sentence, layer);
        }
        let start = Instant::now();
        let result = self.inner.fill(document, sentence, layer);
        let time = nanoseconds(start);
        self.times.spent[layer as usize].fetch_add(time, Ordering::Relaxed);
        result
    }

    fn candidates(&self, form: &str, lemmas: &mut Vec<String>) {
        self.inner.candidates(form, lemmas);
    }
}

/// The nanoseconds since this instant.
pub fn nanoseconds(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)
}
