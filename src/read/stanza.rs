//! Stanza's `Document.to_dict` as JSON: an array of sentences, each an array of words; or an object with `sentences`
//! and `text`. Offsets count Unicode scalar values.

use std::ops::Range;

use serde::Deserialize;

use super::ReadError;
use super::clear;
use super::pipeline::{Filler, Request, parse};
use super::tree::{Arc, Word};
use crate::document::{Document, TokenId};
use crate::source::{OffsetMap, Unit};

#[derive(Deserialize)]
struct Doc {
    sentences: Vec<Sentence>,
}

/// Sentences are arrays of words, or objects with them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Sentence {
    Words(Vec<Row>),
    Object { tokens: Vec<Row> },
}

impl Sentence {
    fn rows(&self) -> &[Row] {
        match self {
            Sentence::Words(rows) | Sentence::Object { tokens: rows } => rows,
        }
    }
}

/// A word, or a multiword token, whose `id` has the numbers of the first and the last word.
#[derive(Deserialize)]
struct Row {
    id: Id,
    text: String,
    lemma: Option<String>,
    upos: Option<String>,
    xpos: Option<String>,
    feats: Option<String>,
    /// The number of the head in the sentence, from 1; 0 for the root.
    head: Option<usize>,
    deprel: Option<String>,
    start_char: Option<usize>,
    end_char: Option<usize>,
    ner: Option<String>,
    misc: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    One(usize),
    Several(Vec<usize>),
}

impl Row {
    /// The numbers of its words.
    fn numbers(&self) -> Option<Range<usize>> {
        match &self.id {
            Id::One(number) => Some(*number..*number + 1),
            Id::Several(numbers) => match numbers[..] {
                [number] => Some(number..number + 1),
                [first, last] => Some(first..last + 1),
                _ => None,
            },
        }
    }

    fn misc(&self, key: &str) -> Option<&str> {
        self.misc.as_deref()?.split('|').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }

    /// Its characters; early versions have them in `misc`.
    fn offsets(&self) -> Option<(usize, usize)> {
        let offset = |field: Option<usize>, key| field.or_else(|| self.misc(key)?.parse().ok());
        Some((offset(self.start_char, "start_char")?, offset(self.end_char, "end_char")?))
    }
}

/// More white space than two words have between them.
const WIDEST_GAP: usize = 4096;

/// Reads a document. Linear in it.
pub(super) fn document(value: &str, request: Request) -> Result<Document, ReadError> {
    let doc = match value.starts_with('[') {
        true => Doc { sentences: parse(value)? },
        false => parse(value)?,
    };
    let sentences = doc.sentences.iter().enumerate();
    let sentences: Vec<Vec<Surface>> =
        sentences.map(|(number, sentence)| surfaces(sentence.rows(), number)).collect::<Result<_, _>>()?;
    let mut article = request.article;
    let spans = place(&mut article.text, &sentences)?;
    let mut document = Document::annotated(article, request.vocabulary.clone());
    let rows = || doc.sentences.iter().flat_map(Sentence::rows);
    let clear = rows().any(|row| row.deprel.as_deref().is_some_and(clear::is_clear));
    let mut filler = Filler { document: &mut document, clear, notes: request.notes };
    let mut names = Vec::new();
    let mut spans = spans.into_iter();
    for surfaces in sentences.iter().filter(|surfaces| !surfaces.is_empty()) {
        let mut words = Vec::new();
        let first = filler.document.tokens.len();
        for (surface, span) in surfaces.iter().zip(spans.by_ref()) {
            let start = first + words.len();
            surface.words(span, &mut words);
            let tokens = start as TokenId..(first + words.len()) as TokenId;
            names.push((surface.ner(), tokens));
        }
        filler.sentence(&words);
    }
    if rows().any(|row| row.ner.is_some()) {
        append_names(&mut filler, &names);
        filler.names_are_known();
    }
    Ok(document)
}

/// A unit of the text: a word, or a multiword token.
struct Surface<'a> {
    row: &'a Row,
    words: Vec<&'a Row>,
    /// Its place in messages.
    sentence: usize,
}

/// The tokens of a sentence with their words; empty nodes of the enhanced graph are left out.
fn surfaces(rows: &[Row], sentence: usize) -> Result<Vec<Surface<'_>>, ReadError> {
    let mut surfaces: Vec<Surface> = Vec::new();
    let (mut next, mut open) = (1, 1);
    for row in rows {
        let numbers = row.numbers().filter(|numbers| numbers.start < usize::MAX);
        let several = matches!(&row.id, Id::Several(numbers) if numbers.len() > 1);
        match numbers {
            Some(numbers) if several && numbers.start == next && !numbers.is_empty() => {
                open = numbers.end;
                surfaces.push(Surface { row, words: Vec::new(), sentence });
            }
            Some(_) if several => {}
            Some(numbers) if numbers.start == next => {
                match surfaces.last_mut() {
                    Some(surface) if next < open => surface.words.push(row),
                    _ => surfaces.push(Surface { row, words: vec![row], sentence }),
                }
                next += 1;
            }
            _ => {
                let text = &row.text;
                return Err(ReadError::Damaged(format!(
                    "the word `{text}` of sentence {sentence} has another id than {next}, which comes next"
                )));
            }
        }
    }
    match surfaces.iter().find(|surface| surface.words.is_empty()) {
        Some(Surface { row: Row { text, .. }, .. }) => {
            Err(ReadError::Damaged(format!("the token `{text}` of sentence {sentence} has no words")))
        }
        None => Ok(surfaces),
    }
}

impl<'a> Surface<'a> {
    fn fault<T>(&self, what: &str) -> Result<T, ReadError> {
        Err(ReadError::Damaged(format!("the word `{}` of sentence {} {what}", self.row.text, self.sentence)))
    }

    fn ner(&self) -> &'a str {
        let ner = self.row.ner.as_deref().or_else(|| self.words.first()?.ner.as_deref());
        ner.unwrap_or("O")
    }

    /// Its words, which share its bytes unless they spell it.
    fn words(&self, bytes: Range<usize>, words: &mut Vec<Word<'a>>) {
        let length: usize = self.words.iter().map(|row| row.text.len()).sum();
        let spelt = length == bytes.len()
            && self.words.iter().flat_map(|row| row.text.chars()).eq(self.row.text.chars());
        let mut at = bytes.start;
        for row in &self.words {
            let bytes = if spelt { at..at + row.text.len() } else { bytes.clone() };
            at = bytes.end;
            let head = row.head.map(|head| head.checked_sub(1));
            words.push(Word {
                form: &row.text,
                bytes,
                lemma: row.lemma.as_deref(),
                upos: row.upos.as_deref(),
                xpos: row.xpos.as_deref(),
                features: row.feats.as_deref(),
                misc: row.misc.clone().unwrap_or_default(),
                arc: head.and_then(|head| Some(Arc { head, label: row.deprel.as_deref()? })),
            });
        }
    }
}

/// The bytes of each token in the text. A missing text is made of the tokens, with white space so that their offsets
/// are right.
fn place(text: &mut String, sentences: &[Vec<Surface>]) -> Result<Vec<Range<usize>>, ReadError> {
    let mut spans = Vec::new();
    let surfaces = || sentences.iter().flatten();
    if !text.is_empty() {
        let offsets = OffsetMap::new(text);
        let length = offsets.scalar(text.len());
        let mut last = 0;
        for surface in surfaces() {
            let Some((start, end)) = surface.row.offsets() else {
                return surface.fault("has no `start_char` and `end_char`");
            };
            if start < last || end <= start || end > length {
                return surface.fault(&format!(
                    "is said to stand from {start} to {end}, in a text of {length} characters after {last}"
                ));
            }
            last = end;
            spans.push(offsets.to_byte(start, Unit::Scalar)..offsets.to_byte(end, Unit::Scalar));
        }
        return Ok(spans);
    }
    let has_offsets = surfaces().all(|surface| surface.row.offsets().is_some());
    let (mut length, mut spaced) = (0, false);
    for surface in surfaces() {
        let form = &surface.row.text;
        if form.is_empty() {
            return surface.fault("has no characters");
        }
        let count = form.chars().count();
        match surface.row.offsets().filter(|_| has_offsets) {
            Some((start, end)) => {
                if start < length || start - length > WIDEST_GAP || end.checked_sub(start) != Some(count) {
                    return surface.fault(&format!(
                        "is said to stand from {start} to {end}, but has {count} characters and follows {length}"
                    ));
                }
                text.extend(std::iter::repeat_n(' ', start - length));
                length = end;
            }
            None if spaced => text.push(' '),
            None => {}
        }
        spaced = surface.row.misc("SpaceAfter") != Some("No");
        spans.push(text.len()..text.len() + form.len());
        text.push_str(form);
    }
    Ok(spans)
}

/// The names in the labels `B-PERSON I-PERSON E-PERSON S-GPE O` of tokens.
fn append_names(filler: &mut Filler, labels: &[(&str, Range<TokenId>)]) {
    let mut open: Option<(&str, Range<TokenId>)> = None;
    for (label, tokens) in labels {
        let (place, kind) = label.split_once('-').unwrap_or(("O", ""));
        match &mut open {
            Some((other, name)) if matches!(place, "I" | "E") && *other == kind => name.end = tokens.end,
            _ => {
                if let Some((kind, name)) = open.take() {
                    filler.name(kind, name);
                }
                open = (place != "O").then(|| (kind, tokens.clone()));
            }
        }
    }
    if let Some((kind, name)) = open {
        filler.name(kind, name);
    }
}
