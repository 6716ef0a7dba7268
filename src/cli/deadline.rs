//! An annotator that stops after some time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dateline::annotate::{Annotate, MissingLayer};
use dateline::document::{Document, Layer};

/// Fills layers as another annotator does, but none once the time is over. The time is looked at before each layer of each
/// sentence: a sentence that was begun is ended.
pub(crate) struct Deadline<'a> {
    inner: &'a dyn Annotate,
    start: Instant,
    timeout: Duration,
    over: AtomicBool,
}

impl<'a> Deadline<'a> {
    /// From now on.
    pub(crate) fn new(inner: &'a dyn Annotate, timeout: Duration) -> Deadline<'a> {
        Deadline { inner, start: Instant::now(), timeout, over: AtomicBool::new(false) }
    }

    /// Whether a layer was not filled for it.
    pub(crate) fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

impl Annotate for Deadline<'_> {
    fn fill(&self, document: &mut Document, sentence: usize, layer: Layer) -> Result<(), MissingLayer> {
        if self.start.elapsed() > self.timeout {
            self.over.store(true, Ordering::Relaxed);
            return Err(MissingLayer { layer, sentence });
        }
        self.inner.fill(document, sentence, layer)
    }

    fn candidates(&self, form: &str, lemmas: &mut Vec<String>) {
        self.inner.candidates(form, lemmas);
    }
}
