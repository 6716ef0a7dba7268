//! What a run holds: the annotator, and the vocabulary over which documents are built. The one place where readers,
//! annotators and rules are put together.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context;
use dateline::lang::compile::Program;
use dateline::text::annotate::{Annotate, English, Given};
use dateline::text::document::{Article, Document, Vocabulary};
use dateline::text::read::{Problem, conllu, json, jsonl, plain};

use super::pieces::{Format, Piece};
use super::timed::nanoseconds;

/// What a run holds.
pub(crate) struct Session {
    english: English,
    vocabulary: Arc<Vocabulary>,
    /// The nanoseconds that reading and cutting took so far.
    reading: AtomicU64,
    /// How long a document may take; for ever where there is none.
    pub(crate) timeout: Option<Duration>,
}

impl Session {
    /// Loads the annotator.
    pub(crate) fn new() -> anyhow::Result<Session> {
        let english = English::embedded().context("the model inside this program is damaged")?;
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
    pub(crate) fn english(&self) -> &English {
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

    /// The documents of a piece, cut into sentences and words, and what was wrong with it.
    pub(crate) fn documents(&self, piece: &Piece) -> (Vec<Document>, Vec<Problem>) {
        let start = Instant::now();
        let documents = self.read(piece);
        self.reading.fetch_add(nanoseconds(start), Ordering::Relaxed);
        documents
    }

    fn read(&self, piece: &Piece) -> (Vec<Document>, Vec<Problem>) {
        let mut problems = Vec::new();
        let article = match piece.format {
            Format::Plain => {
                let (article, found) = plain::article(&piece.bytes, &piece.name);
                problems = found;
                Some(article)
            }
            Format::JsonLines => jsonl::article(&piece.bytes, piece.line, &piece.name, &mut problems),
            Format::Conllu => {
                let text = plain::decode(&piece.bytes, &mut problems);
                let (documents, found) = conllu::documents(&text, &piece.name, &self.vocabulary);
                problems.extend(found);
                return (documents, problems);
            }
            Format::Json => {
                let text = plain::decode(&piece.bytes, &mut problems);
                let (documents, found) = json::documents(&text, &piece.name, &self.vocabulary);
                let in_file = |problem: Problem| Problem { line: problem.line + piece.line - 1, ..problem };
                problems.extend(found.into_iter().map(in_file));
                return (documents, problems);
            }
        };
        let documents = article.into_iter().map(|article| self.document(article));
        (documents.collect(), problems)
    }

    /// What fills the layers of documents of this format.
    pub(crate) fn annotator(&self, format: Format) -> &dyn Annotate {
        match format {
            Format::Plain | Format::JsonLines => &self.english,
            Format::Conllu | Format::Json => &Given,
        }
    }
}
