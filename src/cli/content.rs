//! Pieces to articles, each format by its reader.

use std::sync::Arc;

use dateline::text::document::{Article, Document, Vocabulary};
use dateline::text::read::{Problem, conllu, json, jsonl, plain};

use super::pieces::{Format, Piece};

/// What a piece holds.
pub(crate) struct Read {
    pub(crate) content: Content,
    /// What was wrong with it.
    pub(crate) problems: Vec<Problem>,
}

/// Texts, or documents that somebody else annotated.
pub(crate) enum Content {
    Articles(Vec<Article>),
    Documents(Vec<Document>),
}

/// Reads a piece.
pub(crate) fn read(piece: &Piece, vocabulary: &Arc<Vocabulary>) -> Read {
    let mut problems = Vec::new();
    let (bytes, name) = (&piece.bytes, &piece.name);
    let content = match piece.format {
        Format::Conllu => {
            let text = plain::decode(bytes, &mut problems);
            let (documents, found) = conllu::documents(&text, name, vocabulary);
            problems.extend(found);
            Content::Documents(documents)
        }
        Format::Json => {
            let text = plain::decode(bytes, &mut problems);
            let (documents, found) = json::documents(&text, name, vocabulary);
            let in_file = |problem: Problem| Problem { line: problem.line + piece.line - 1, ..problem };
            problems.extend(found.into_iter().map(in_file));
            Content::Documents(documents)
        }
        Format::Plain => {
            let (article, found) = plain::article(bytes, name);
            problems = found;
            Content::Articles(vec![article])
        }
        // a row of a table is a line of JSON Lines, too
        _ => {
            let default = Default::default();
            let mapping = piece.reading.map.as_deref().unwrap_or(&default);
            let fields = jsonl::fields(bytes, piece.line, name, mapping, &mut problems);
            Content::Articles(fields.into_iter().map(|fields| fields.article).collect())
        }
    };
    Read { content, problems }
}
