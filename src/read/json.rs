//! JSON of annotated documents from spaCy and Stanza, distinguished by their keys.
//!
//! A file holds one document, an array of them, or one after the other as in JSON Lines. Besides its annotation an
//! object may have `id`, `title`, `date` and `url`, as in our own JSON Lines.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::jsonl::Record;
use super::pipeline::{Notes, Request, parse};
use super::{Problem, spacy, stanza};
use crate::document::{Document, Vocabulary};

/// The keys that identify pipelines.
#[derive(Deserialize)]
struct Keys<'a> {
    #[serde(borrow)]
    tokens: Option<&'a RawValue>,
    #[serde(borrow)]
    sentences: Option<&'a RawValue>,
}

/// The pipeline of a document.
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

/// Reads the documents of a text, and reports its problems: a document that cannot be read is left out, the others are
/// read. Linear in the text.
///
/// A document without an id gets that of the file, with its number if there are several: `news-2`.
pub fn documents(text: &str, name: &str, vocabulary: &Arc<Vocabulary>) -> (Vec<Document>, Vec<Problem>) {
    let mut problems = Vec::new();
    let values = values(text, &mut problems);
    let several = values.len() > 1;
    let mut documents = Vec::new();
    for (index, (line, value)) in values.into_iter().enumerate() {
        let name = if several { format!("{name}-{}", index + 1) } else { name.to_owned() };
        documents.extend(document(value, line, &name, vocabulary, &mut problems));
    }
    (documents, problems)
}

/// The objects of a text, each with its line, if they are articles and not annotated documents; else none. Linear in the
/// text.
pub fn articles(text: &str) -> Option<Vec<(usize, &str)>> {
    let values = values(text, &mut Vec::new());
    let (_, first) = values.first()?;
    (first.starts_with('{') && Pipeline::of(first).is_none()).then_some(values)
}

/// The JSON of the documents, each with its line: each value of the text, and the elements of an array of documents.
fn values<'a>(text: &'a str, problems: &mut Vec<Problem>) -> Vec<(usize, &'a str)> {
    let text = text.trim_start_matches('\u{feff}');
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
    let (mut line, mut from) = (1, 0);
    let located = values.into_iter().map(|value| {
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        line += text.as_bytes()[from..start].iter().filter(|&&byte| byte == b'\n').count();
        from = start;
        (line, value)
    });
    located.collect()
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

/// Whether an array of objects holds words, not documents.
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
    let article = if value.starts_with('{') { parse::<Record>(value) } else { Ok(Record::default()) }
        .map(|record| record.article(name, line, problems));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Layer, NameKind};
    use proptest::prelude::*;

    const SPACY: &str = r#"{"text": "Go 🦀 on", "ents": [{"start": 0, "end": 4, "label": "ORG"}], "sents": [{"start": 0, "end": 7}],
        "tokens": [{"id": 0, "start": 0, "end": 2, "pos": "VERB", "tag": "VB", "lemma": "go", "dep": "ROOT", "head": 0},
                   {"id": 1, "start": 3, "end": 4, "pos": "NOUN", "tag": "NN", "lemma": "🦀", "dep": "dobj", "head": 0},
                   {"id": 2, "start": 5, "end": 7, "pos": "ADP", "tag": "RP", "lemma": "on", "dep": "prt", "head": 0}]}"#;
    const STANZA: &str = r#"[[{"id": 1, "text": "Go", "lemma": "go", "upos": "VERB", "xpos": "VB", "head": 0,
        "deprel": "root", "start_char": 0, "end_char": 2, "ner": "O"},
        {"id": 2, "text": "Oslo", "lemma": "Oslo", "upos": "PROPN", "xpos": "NNP", "head": 1, "deprel": "obj",
        "start_char": 3, "end_char": 7, "ner": "S-GPE"}]]"#;

    fn read(text: &str) -> (Vec<Document>, Vec<String>) {
        let (documents, problems) = documents(text, "f", &Arc::default());
        (documents, problems.into_iter().map(|p| format!("{}: {}", p.line, p.message)).collect())
    }

    /// What is said of a text that gives no document.
    fn fault(text: &str) -> String {
        let (documents, problems) = read(text);
        assert!(documents.is_empty(), "{text}");
        problems.join("\n")
    }

    #[test]
    fn documents_stand_alone_in_arrays_or_in_lines_and_are_told_apart() {
        let line = SPACY.replace('\n', " ");
        for (text, ids) in [
            (SPACY.to_owned(), &["f"][..]),
            (STANZA.to_owned(), &["f"]),
            (format!("[{SPACY}, {SPACY}]"), &["f-1", "f-2"]),
            (format!("[{STANZA}, {STANZA}]"), &["f-1", "f-2"]),
            (format!("\u{feff}{line}\n{line}\n{STANZA}"), &["f-1", "f-2", "f-3"]),
            (format!("{{\"id\": 7, \"sentences\": {STANZA}}}"), &["7"]),
            (format!("[{{\"id\": \"a\", \"text\": \"Go Oslo\", \"sentences\": {STANZA}}}]"), &["a"]),
        ] {
            let (documents, problems) = read(&text);
            assert_eq!(problems, [""; 0], "{text}");
            let found: Vec<_> = documents.iter().map(|d| d.article.id.as_str()).collect();
            assert_eq!(found, ids, "{text}");
            assert!(documents.iter().all(|d| d.sentences[0].layers.has(Layer::Tree) && d.names.len() == 1));
        }
        assert!(is_annotated(line.as_bytes()) && is_annotated(STANZA.as_bytes()));
        assert!(!is_annotated(br#"{"text": "It rained.", "tokens": 3, "sentences": "one"}"#));
    }

    #[test]
    fn a_layer_that_was_not_told_is_missing() {
        let (documents, problems) =
            read(r#"{"text": "Go on", "tokens": [{"start": 0, "end": 2}, {"start": 3, "end": 5}]}"#);
        let sentence = &documents[0].sentences[0];
        assert!(problems.is_empty());
        assert!([Layer::Tags, Layer::Names, Layer::Tree].iter().all(|&layer| !sentence.layers.has(layer)));
    }

    #[test]
    fn white_space_among_the_tokens_is_left_out_of_the_tree() {
        let (documents, problems) = read(
            r#"{"text": "\n Go on", "tokens": [
                {"start": 0, "end": 2, "pos": "SPACE", "tag": "_SP", "lemma": "\n ", "dep": "ROOT", "head": 0},
                {"start": 2, "end": 4, "pos": "VERB", "tag": "VB", "lemma": "go", "dep": "dep", "head": 0},
                {"start": 5, "end": 7, "pos": "ADP", "tag": "RP", "lemma": "on", "dep": "dep", "head": 0}]}"#,
        );
        assert_eq!(problems, [""; 0]);
        assert_eq!(documents[0].tokens.head, [crate::document::NO_HEAD, 0]);
    }

    #[test]
    fn a_name_loses_its_article_and_its_genitive_and_a_label_nobody_knows_is_told() {
        let words = ["the", "Oak", "'s", "club", "Elm"];
        let labels = ["B-ORG", "I-ORG", "E-ORG", "S-CLUB", "S-DATE"];
        let rows: Vec<String> = (0..5)
            .map(|i| format!(r#"{{"id": {}, "text": "{}", "ner": "{}"}}"#, i + 1, words[i], labels[i]))
            .collect();
        let (documents, problems) = read(&format!("[[{}]]", rows.join(",")));
        let names: Vec<_> =
            documents[0].names.iter().map(|n| (documents[0].text(&n.tokens), n.kind)).collect();
        assert_eq!(names, [("Oak", NameKind::Organization)]);
        assert_eq!(problems, ["1: in `f`, `CLUB` is no type of name that is known; it was left out"]);
    }

    #[test]
    fn labels_that_nobody_knows_are_told_once() {
        let text =
            SPACY.replace("\"dobj\"", "\"thing\"").replace("\"prt\"", "\"thing\"").replace("NOUN", "NUON");
        let (documents, problems) = read(&text);
        assert_eq!(documents.len(), 1);
        assert_eq!(
            problems,
            [
                "1: in `f`, `NUON` is no universal part of speech; it was read as X",
                "1: in `f`, `thing` is no relation of Universal Dependencies or CLEAR; it was read as dep (2 times)"
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_a_document_of_spacy_is_told_with_its_place() {
        for (from, to, expected) in [
            (
                "\"end\": 7, \"pos\"",
                "\"end\": 9, \"pos\"",
                "token 2, from 5 to 9, is beyond the text, which has 7 characters",
            ),
            (
                "\"start\": 3,",
                "\"start\": 1,",
                "token 1, from 1 to 4, begins before the end of the one before it, 2",
            ),
            ("\"start\": 3,", "\"start\": 4,", "token 1, from 4 to 4, has no characters"),
            (
                "\"head\": 0},\n                   {\"id\": 2",
                "\"head\": 8},\n                   {\"id\": 2",
                "token 1, from 3 to 4, has the head 8, but there are 3 tokens",
            ),
            (
                "\"end\": 4, \"label\"",
                "\"end\": 3, \"label\"",
                "the entity ORG from 0 to 3 does not begin and end with tokens",
            ),
            (
                "\"sents\": [{\"start\": 0",
                "\"sents\": [{\"start\": 1",
                "sentence 0, from 1 to 7, does not begin with a token",
            ),
            (
                "\"start\": 0, \"end\": 2",
                "\"start\": -1, \"end\": 2",
                "invalid value: integer `-1`, expected usize at line 2 column 40",
            ),
        ] {
            assert!(SPACY.contains(from), "{from}");
            assert_eq!(fault(&SPACY.replace(from, to)), format!("1: in `f`, {expected}; skipped"));
        }
        let circle = SPACY
            .replace("\"dobj\", \"head\": 0", "\"dobj\", \"head\": 2")
            .replace("\"prt\", \"head\": 0", "\"prt\", \"head\": 1");
        let (documents, problems) = read(&circle);
        assert!(!documents[0].sentences[0].layers.has(Layer::Tree));
        assert_eq!(
            problems,
            [
                "1: in `f`, at `🦀`: the word depends on itself by way of others; the sentence is left without a tree"
            ]
        );
    }

    #[test]
    fn what_is_wrong_with_a_document_of_stanza_is_told_with_its_place() {
        for (from, to, expected) in [
            (
                "\"id\": 2",
                "\"id\": 3",
                "the word `Oslo` of sentence 0 has another id than 2, which comes next",
            ),
            (
                "\"start_char\": 3",
                "\"start_char\": 1",
                "the word `Oslo` of sentence 0 is said to stand from 1 to 7, but has 4 characters and follows 2",
            ),
            (
                "\"start_char\": 3, \"end_char\": 7",
                "\"start_char\": 99999, \"end_char\": 100003",
                "the word `Oslo` of sentence 0 is said to stand from 99999 to 100003, but has 4 characters and follows 2",
            ),
            ("\"id\": 2", "\"id\": [2, 3]", "the token `Oslo` of sentence 0 has no words"),
        ] {
            assert_eq!(fault(&STANZA.replace(from, to)), format!("1: in `f`, {expected}; skipped"));
        }
        let (documents, problems) = read(&STANZA.replace("\"head\": 1", "\"head\": 9"));
        assert!(!documents[0].sentences[0].layers.has(Layer::Tree));
        assert_eq!(
            problems,
            [
                "1: in `f`, at `Oslo`: the head is no word of the sentence; the sentence is left without a tree"
            ]
        );
    }

    #[test]
    fn what_is_no_document_is_told_with_its_line() {
        assert_eq!(
            fault("{\"text\": \"It rained.\"}\n{\"text\""),
            "2: not JSON: EOF while parsing an object at line 2 column 7; what follows was not read\n\
             1: `f` has neither `tokens` as spaCy writes them nor `sentences` as Stanza does; skipped"
        );
        assert!(fault("[1, 2]").contains("in `f`"));
        assert!(fault("7").contains("`f` has neither"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            read(&text);
        }

        #[test]
        fn a_document_with_anything_in_a_place_is_read(
            spacy: bool, from in 0..300usize, length in 0..12usize, instead in "[\\[\\]{}\":,0-9a-z]{0,6}"
        ) {
            let text = if spacy { SPACY } else { STANZA };
            let from = text.floor_char_boundary(from);
            let to = text.ceil_char_boundary((from + length).min(text.len()));
            read(&[&text[..from], &instead, &text[to..]].concat());
        }
    }
}
