//! What a run holds: the annotator, and the vocabulary over which documents are built. The one place where readers,
//! annotators and rules are put together.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use dateline::annotate::Annotator;
use dateline::document::{Article, Document, Vocabulary};
use dateline::lang::compile::Program;
use dateline::read::Problem;

use super::content::{self, Content, Read};
use super::timed::nanoseconds;
use super::units::Unit;

/// What a run holds.
pub(crate) struct Session {
    english: Annotator,
    vocabulary: Arc<Vocabulary>,
    /// The nanoseconds that reading and cutting took so far.
    reading: AtomicU64,
    /// How long a document may take; for ever where there is none.
    pub(crate) timeout: Option<Duration>,
}

impl Session {
    /// Loads the annotator.
    pub(crate) fn new() -> anyhow::Result<Session> {
        let english = Annotator::english().context("the model inside this program is damaged")?;
        Ok(Session { english, vocabulary: Arc::default(), reading: AtomicU64::new(0), timeout: None })
    }

    /// The same over the words of a program, so that its rules match fastest.
    pub(crate) fn over(mut self, program: &Program) -> Session {
        self.follow(program);
        self
    }

    /// From here on documents are built over the words of this program: its cues say what is planned, denied or doubtful.
    pub(crate) fn follow(&mut self, program: &Program) {
        self.vocabulary = Arc::clone(program.vocabulary());
    }

    /// The annotator of plain text.
    pub(crate) fn english(&self) -> &Annotator {
        &self.english
    }

    /// The nanoseconds that it took to read documents and to cut them into sentences and words, of all threads together.
    pub(crate) fn reading(&self) -> u64 {
        self.reading.load(Ordering::Relaxed)
    }

    /// An article, cut into sentences and words.
    pub(crate) fn document(&self, article: Article) -> Document {
        self.english.document(article, &self.vocabulary)
    }

    /// The documents of a unit, cut into sentences and words, and what was wrong with it.
    pub(crate) fn documents(&self, unit: &Unit) -> (Vec<Document>, Vec<Problem>) {
        let (documents, problems, _) = self.read(unit);
        (documents, problems)
    }

    /// The same with how many articles were left out since they are not in English.
    pub(crate) fn read(&self, unit: &Unit) -> (Vec<Document>, Vec<Problem>, usize) {
        let start = Instant::now();
        let Read { content, problems, foreign } = content::read(unit, &self.vocabulary);
        let documents = match content {
            Content::Documents(documents) => documents,
            Content::Articles(articles) => {
                articles.into_iter().map(|article| self.document(article)).collect()
            }
        };
        self.reading.fetch_add(nanoseconds(start), Ordering::Relaxed);
        (documents, problems, foreign)
    }
}
