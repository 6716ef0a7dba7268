//! spaCy's `Doc.to_json` (<https://spacy.io/api/doc#to_json>). Offsets count Unicode scalar values.

use std::collections::BTreeMap;
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
    tokens: Vec<Token>,
    ents: Option<Vec<Span>>,
    sents: Option<Vec<Span>>,
    /// The extensions of tokens: for each its values, by the first characters of the tokens.
    #[serde(default)]
    underscore_token: BTreeMap<String, Vec<Extension>>,
}

#[derive(Deserialize)]
struct Extension {
    start: usize,
    value: serde_json::Value,
}

#[derive(Deserialize)]
struct Token {
    start: usize,
    end: usize,
    tag: Option<String>,
    pos: Option<String>,
    lemma: Option<String>,
    morph: Option<String>,
    /// Extensions, where they are written with the token.
    #[serde(rename = "_", default)]
    extensions: BTreeMap<String, serde_json::Value>,
    dep: Option<String>,
    /// The number of a token of the document; that of the token itself for the root of a sentence.
    head: Option<usize>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    #[serde(default)]
    label: String,
}

/// Reads a document. Linear in it.
pub(super) fn document(value: &str, request: Request) -> Result<Document, ReadError> {
    let doc: Doc = parse(value)?;
    let article = request.article;
    let offsets = OffsetMap::new(&article.text);
    let length = offsets.scalar(article.text.len());
    let mut document = Document::annotated(article, request.vocabulary.clone());
    let text = document.article.text.clone();
    check(&doc.tokens, length)?;

    let label = |token: &Token| token.dep.as_deref().is_some_and(clear::is_clear);
    let clear = doc.tokens.iter().any(label);
    // the index of each token among those that are not white space and have a head among them
    let heads = heads_without_space(&doc.tokens)?;
    let sentences = sentences(&doc.tokens, doc.sents.as_deref())?;
    let mut filler = Filler { document: &mut document, clear, notes: request.notes };
    let byte = |offset| offsets.to_byte(offset, Unit::Scalar);
    for tokens in sentences {
        let kept: Vec<usize> = tokens.filter(|&token| !doc.tokens[token].is_space()).collect();
        if kept.is_empty() {
            continue;
        }
        let arc = |token: usize| {
            let head = heads[token]?;
            // a head in another sentence is no word of this one: reported with the tree
            let place = kept.binary_search(&head).unwrap_or(kept.len());
            let head = (head != token).then_some(place);
            Some(Arc { head, label: doc.tokens[token].dep.as_deref()? })
        };
        let words: Vec<Word> = kept
            .iter()
            .map(|&token| {
                let row = &doc.tokens[token];
                let bytes = byte(row.start)..byte(row.end);
                Word {
                    form: &text[bytes.clone()],
                    bytes,
                    lemma: row.lemma.as_deref(),
                    upos: row.pos.as_deref(),
                    xpos: row.tag.as_deref(),
                    features: row.morph.as_deref(),
                    misc: misc(row, &doc.underscore_token),
                    arc: arc(token),
                }
            })
            .collect();
        filler.sentence(&words);
    }
    if let Some(mut ents) = doc.ents {
        ents.sort_by_key(|ent| ent.start);
        for ent in ents {
            let columns = &filler.document.tokens;
            let (start, end) = (byte(ent.start) as u32, byte(ent.end) as u32);
            let first = columns.start.partition_point(|&at| at < start);
            let last = columns.end.partition_point(|&at| at <= end);
            let label = &ent.label;
            if ent.end > length
                || first >= last
                || columns.start[first] != start
                || columns.end[last - 1] != end
            {
                return Err(ReadError::Damaged(format!(
                    "the entity {label} from {} to {} does not begin and end with tokens",
                    ent.start, ent.end
                )));
            }
            filler.name(label, first as TokenId..last as TokenId);
        }
        filler.names_are_known();
    }
    Ok(document)
}

impl Token {
    /// spaCy makes tokens of line breaks and of spaces beyond the first; Universal Dependencies does not.
    fn is_space(&self) -> bool {
        self.pos.as_deref() == Some("SPACE") || self.tag.as_deref() == Some("_SP")
    }
}

/// The extensions of a token, in the notation of CoNLL-U.
fn misc(token: &Token, of_document: &BTreeMap<String, Vec<Extension>>) -> String {
    let own = token.extensions.iter();
    let here = |extension: &&Extension| extension.start == token.start;
    let others = of_document.iter().filter_map(|(key, all)| Some((key, &all.iter().find(here)?.value)));
    let pairs = own.chain(others).map(|(key, value)| match value {
        // the signs between pairs stand in no value
        serde_json::Value::String(text) => format!("{key}={}", text.replace('|', " ")),
        other => format!("{key}={other}"),
    });
    pairs.collect::<Vec<_>>().join("|")
}

/// Tokens follow each other inside the text.
fn check(tokens: &[Token], length: usize) -> Result<(), ReadError> {
    let mut end = 0;
    for (number, token) in tokens.iter().enumerate() {
        let place = format_args!("token {number}, from {} to {}", token.start, token.end).to_string();
        let fault = |what: String| Err(ReadError::Damaged(format!("{place}, {what}")));
        if token.end > length {
            return fault(format!("is beyond the text, which has {length} characters"));
        }
        if token.start >= token.end {
            return fault("has no characters".to_owned());
        }
        if token.start < end {
            return fault(format!("begins before the end of the one before it, {end}"));
        }
        end = token.end;
        if let Some(head) = token.head.filter(|&head| head >= tokens.len()) {
            return fault(format!("has the head {head}, but there are {} tokens", tokens.len()));
        }
    }
    Ok(())
}

/// The head of each token that is not white space: its nearest ancestor that is none either, itself for a root.
fn heads_without_space(tokens: &[Token]) -> Result<Vec<Option<usize>>, ReadError> {
    // the root below a root of white space
    let mut heirs = vec![None; tokens.len()];
    let mut heads = Vec::with_capacity(tokens.len());
    for (number, token) in tokens.iter().enumerate() {
        let Some(mut head) = token.head else {
            heads.push(None);
            continue;
        };
        let mut steps = 0;
        while tokens[head].is_space() && !token.is_space() {
            let above = tokens[head].head.unwrap_or(head);
            if above == head {
                head = *heirs[head].get_or_insert(number);
            } else {
                head = above;
            }
            steps += 1;
            if steps > 64 {
                return Err(ReadError::Damaged(format!("token {number} depends on nothing but white space")));
            }
        }
        heads.push(Some(head));
    }
    Ok(heads)
}

/// The tokens of each sentence. A text without sentence boundaries is one sentence.
fn sentences(tokens: &[Token], sents: Option<&[Span]>) -> Result<Vec<Range<usize>>, ReadError> {
    let count = tokens.len();
    let mut starts = vec![0];
    for (number, sent) in sents.unwrap_or_default().iter().enumerate() {
        let first = tokens.partition_point(|token| token.start < sent.start);
        let last = starts[starts.len() - 1];
        if sent.end < sent.start || first < last || first < count && tokens[first].start != sent.start {
            let Span { start, end, .. } = sent;
            return Err(ReadError::Damaged(format!(
                "sentence {number}, from {start} to {end}, does not begin with a token"
            )));
        }
        if first > last && first < count {
            starts.push(first);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([count]);
    Ok(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc as Shared;

    use super::super::pipeline::Notes;
    use super::*;
    use crate::document::Article;

    #[test]
    fn features_and_extensions_are_kept_for_rules() {
        let text = r#"{"text": "She left", "tokens": [
            {"start": 0, "end": 3, "pos": "PRON", "tag": "PRP", "lemma": "she", "morph": "Case=Nom|Number=Sing"},
            {"start": 4, "end": 8, "pos": "VERB", "tag": "VBD", "lemma": "leave", "_": {"sure": true, "why": "a|b"}}],
            "underscore_token": {"tone": [{"start": 4, "value": "calm"}]}}"#;
        let article = Article::new("She left");
        let request = Request { article, vocabulary: &Shared::default(), notes: &mut Notes::default() };
        let document = document(text, request).unwrap();
        let columns = &document.tokens;
        let given = |word: crate::document::Word| document.strings.text(word);
        assert_eq!(given(columns.features[0]), "Case=Nom|Number=Sing");
        assert_eq!((given(columns.misc[0]), given(columns.features[1])), ("", ""));
        assert_eq!(given(columns.misc[1]), "sure=true|why=a b|tone=calm");
    }
}
