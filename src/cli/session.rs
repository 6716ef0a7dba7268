//! What a run holds: the annotator, and the vocabulary over which documents are built. The one place where readers,
//! annotators and rules are put together.

use std::sync::Arc;

use anyhow::Context;
use dateline::text::annotate::{Annotate, English, Given};
use dateline::text::document::{Document, Vocabulary};
use dateline::text::read::{Problem, conllu, decode_utf8, jsonl, plain};

use super::pieces::{Format, Piece};

/// What a run holds.
pub(crate) struct Session {
    english: English,
    vocabulary: Arc<Vocabulary>,
}

impl Session {
    /// Loads the annotator; documents are built over the vocabulary of a program.
    pub(crate) fn new(vocabulary: &Arc<Vocabulary>) -> anyhow::Result<Session> {
        let english = English::embedded().context("the model inside this program is damaged")?;
        Ok(Session { english, vocabulary: Arc::clone(vocabulary) })
    }

    /// The documents of a piece, cut into sentences and words, and what was wrong with it.
    pub(crate) fn documents(&self, piece: &Piece) -> (Vec<Document>, Vec<Problem>) {
        if piece.format == Format::Conllu {
            let mut problems = Vec::new();
            let text = decode_utf8(&piece.bytes, piece.line, &mut problems);
            let (documents, more) = conllu::documents(&text, &piece.name, &self.vocabulary);
            problems.extend(more);
            return (documents, problems);
        }
        let (article, problems) = match piece.format {
            Format::Plain | Format::Conllu => {
                let (article, problems) = plain::article(&piece.bytes, &piece.name);
                (Some(article), problems)
            }
            Format::JsonLines => {
                let mut problems = Vec::new();
                (jsonl::article(&piece.bytes, piece.line, &piece.name, &mut problems), problems)
            }
        };
        let documents = article.into_iter().map(|article| self.english.document(article, &self.vocabulary));
        (documents.collect(), problems)
    }

    /// What fills the layers of documents of this format.
    pub(crate) fn annotator(&self, format: Format) -> &dyn Annotate {
        match format {
            Format::Plain | Format::JsonLines => &self.english,
            Format::Conllu => &Given,
        }
    }
}
