//! An annotator that stops after some time.

use std::time::{Duration, Instant};

use crate::annotate::{Annotate, AnnotateError};
use crate::document::{Document, Layer};

/// Fills layers as another annotator does, and stops once the time is over. It checks the time before each layer of
/// each sentence: a sentence that was begun is finished.
pub(super) struct Deadline<'a> {
    inner: &'a dyn Annotate,
    start: Instant,
    timeout: Duration,
}

impl<'a> Deadline<'a> {
    /// From now on.
    pub(super) fn new(inner: &'a dyn Annotate, timeout: Duration) -> Deadline<'a> {
        Deadline { inner, start: Instant::now(), timeout }
    }
}

impl Annotate for Deadline<'_> {
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), AnnotateError> {
        if self.start.elapsed() > self.timeout {
            return Err(AnnotateError::Stopped);
        }
        self.inner.fill(document, sentence, layer)
    }

    fn candidates(&self, form: &str, lemmas: &mut Vec<String>) {
        self.inner.candidates(form, lemmas);
    }
}
