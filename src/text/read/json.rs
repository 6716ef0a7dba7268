//! JSON of annotated documents, those of spaCy and those of Stanza, told apart by their keys.
//!
//! A file holds one document, an array of them, or one after the other as in JSON Lines. Beside its annotation an
//! object may have `id`, `title`, `date` and `url`, as in our own JSON Lines.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::jsonl::About;
use super::pipeline::Notes;
use super::{Problem, spacy, stanza};
use crate::text::document::{Article, Document, Vocabulary};

/// The keys by which pipelines are known.
#[derive(Deserialize)]
struct Keys<'a> {
    #[serde(borrow)]
    tokens: Option<&'a RawValue>,
    #[serde(borrow)]
    sentences: Option<&'a RawValue>,
}

/// Whose a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pipeline {
    Spacy,
    Stanza,
}

impl Pipeline {
    fn of(value: &str) -> Option<Pipeline> {
        if value.starts_with('[') {
            return Some(Pipeline::Stanza);
        }
        let keys: Keys = serde_json::from_str(value).ok()?;
        let is_array = |value: Option<&RawValue>| value.is_some_and(|value| value.get().starts_with('['));
        match keys {
            keys if is_array(keys.tokens) => Some(Pipeline::Spacy),
            keys if is_array(keys.sentences) => Some(Pipeline::Stanza),
            _ => None,
        }
    }
}

/// Whether a line of JSON Lines is an annotated document and not an article. Linear in the bytes.
pub fn is_annotated(line: &[u8]) -> bool {
    std::str::from_utf8(line).is_ok_and(|line| Pipeline::of(line.trim_start()).is_some())
}

/// What is wrong with a document, and where in it; it is left out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault(pub String);

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault(error.to_string())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a reader of one pipeline needs beside the document's text.
pub(super) struct Request<'a> {
    /// The article but for its text.
    pub article: Article,
    pub vocabulary: &'a Arc<Vocabulary>,
    pub notes: &'a mut Notes,
}

/// Reads the documents of a text, and tells what was wrong with it: a document that cannot be read is left out, the
/// others are read. Linear in the text.
///
/// A document without an id has that of the file, with its number where there are several: `news-2`.
pub fn documents(text: &str, name: &str, vocabulary: &Arc<Vocabulary>) -> (Vec<Document>, Vec<Problem>) {
    let text = text.trim_start_matches('\u{feff}');
    let mut problems = Vec::new();
    let values = values(text, &mut problems);
    let several = values.len() > 1;
    let (mut documents, mut line, mut from) = (Vec::new(), 1, 0);
    for (index, value) in values.into_iter().enumerate() {
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        line += text.as_bytes()[from..start].iter().filter(|&&byte| byte == b'\n').count();
        from = start;
        let name = if several { format!("{name}-{}", index + 1) } else { name.to_owned() };
        documents.extend(document(value, line, &name, vocabulary, &mut problems));
    }
    (documents, problems)
}

/// The documents' JSON: each value of the text, and those inside it where it is an array of documents.
fn values<'a>(text: &'a str, problems: &mut Vec<Problem>) -> Vec<&'a str> {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        match value.map(RawValue::get) {
            Ok(value) => match elements(value) {
                Some(documents) => values.extend(documents),
                None => values.push(value),
            },
            Err(error) => problems.push(Problem {
                line: error.line(),
                message: format!("not JSON: {error}; what follows was not read"),
            }),
        }
    }
    values
}

/// The documents of an array of them. An array of sentences, which are arrays of objects, is one document of Stanza.
fn elements(value: &str) -> Option<Vec<&str>> {
    let inner = value.strip_prefix('[')?.trim_start();
    let of_objects = inner.starts_with('{') && !is_sentence(value);
    let of_documents = inner.strip_prefix('[').is_some_and(|inner| inner.trim_start().starts_with('['));
    if !of_objects && !of_documents {
        return None;
    }
    let elements: Vec<&RawValue> = serde_json::from_str(value).ok()?;
    Some(elements.into_iter().map(RawValue::get).collect())
}

/// Whether an array of objects has words in it, not documents.
fn is_sentence(value: &str) -> bool {
    #[derive(Deserialize)]
    struct First<'a>(#[serde(borrow)] &'a RawValue);
    #[derive(Deserialize)]
    struct Token<'a> {
        #[serde(borrow)]
        start_char: Option<&'a RawValue>,
        #[serde(borrow)]
        upos: Option<&'a RawValue>,
        #[serde(borrow)]
        deprel: Option<&'a RawValue>,
    }
    let elements: Vec<First> = serde_json::from_str(value).unwrap_or_default();
    let first = elements.first().and_then(|first| serde_json::from_str::<Token>(first.0.get()).ok());
    first.is_some_and(|first| first.start_char.is_some() || first.upos.is_some() || first.deprel.is_some())
}

fn document(
    value: &str,
    line: usize,
    name: &str,
    vocabulary: &Arc<Vocabulary>,
    problems: &mut Vec<Problem>,
) -> Option<Document> {
    let mut problem = |message: String| problems.push(Problem { line, message });
    let Some(pipeline) = Pipeline::of(value) else {
        problem(format!(
            "`{name}` has neither `tokens` as spaCy writes them nor `sentences` as Stanza does; skipped"
        ));
        return None;
    };
    let mut notes = Notes::default();
    let article = if value.starts_with('{') { parse::<About>(value) } else { Ok(About::default()) }
        .map(|about| about.article(name, line, problems));
    let result = article.and_then(|article| {
        let request = Request { article, vocabulary, notes: &mut notes };
        match pipeline {
            Pipeline::Spacy => spacy::document(value, request),
            Pipeline::Stanza => stanza::document(value, request),
        }
    });
    problems
        .extend(notes.messages().map(|message| Problem { line, message: format!("in `{name}`, {message}") }));
    match result {
        Ok(document) => Some(document),
        Err(fault) => {
            problems.push(Problem { line, message: format!("in `{name}`, {fault}; skipped") });
            None
        }
    }
}

/// Reads a value; what serde says of its place is of the document, not of the file.
pub(super) fn parse<T: DeserializeOwned>(value: &str) -> Result<T, Fault> {
    Ok(serde_json::from_str(value)?)
}
