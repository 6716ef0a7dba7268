//! Words from other pipelines, brought into the layers of a document.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync;

use serde::de::DeserializeOwned;

use super::tree::{self, Arc, Word};
use super::{ReadError, clear};
use crate::document::{
    Article, Document, Layer, NO_HEAD, Name, NameKind, Quantity, QuantityKind, Relation, TokenId, Upos,
    Vocabulary, Word as Interned, Xpos,
};

/// Notes on a document, each reported once with its number.
#[derive(Debug, Default)]
pub(super) struct Notes(BTreeMap<String, usize>);

impl Notes {
    fn add(&mut self, note: String) {
        *self.0.entry(note).or_default() += 1;
    }

    /// The notes in a fixed order.
    pub(super) fn messages(self) -> impl Iterator<Item = String> {
        let times = |count| if count == 1 { String::new() } else { format!(" ({count} times)") };
        self.0.into_iter().map(move |(note, count)| note + &times(count))
    }
}

/// What a reader of one pipeline needs beside the document's text.
pub(super) struct Request<'a> {
    /// The article; its text is empty if the pipeline does not give it.
    pub article: Article,
    pub vocabulary: &'a sync::Arc<Vocabulary>,
    pub notes: &'a mut Notes,
}

/// Reads a value; the place in a message of serde refers to the document, not to the file.
pub(super) fn parse<T: DeserializeOwned>(value: &str) -> Result<T, ReadError> {
    Ok(serde_json::from_str(value)?)
}

/// Fills a document sentence by sentence.
pub(super) struct Filler<'a> {
    pub document: &'a mut Document,
    /// Whether the relations are those of CLEAR instead of Universal Dependencies.
    pub clear: bool,
    pub notes: &'a mut Notes,
}

impl Filler<'_> {
    /// Appends a sentence with the layers that all of its words have.
    pub(super) fn sentence(&mut self, words: &[Word]) {
        self.document.start_sentence();
        let first = self.document.tokens.len();
        for word in words {
            let token = self.document.push_token(word.form, word.bytes.clone()) as usize;
            let given = word.features.filter(|features| *features != "_").unwrap_or_default();
            self.document.tokens.features[token] = self.document.strings.intern(given);
            self.document.tokens.misc[token] = self.document.strings.intern(&word.misc);
        }
        let tagged = |word: &Word| word.upos.is_some_and(|upos| !upos.is_empty());
        if words.iter().all(tagged) {
            self.tags(words, first);
        } else if words.iter().any(tagged) {
            self.notes
                .add("a sentence has words without `pos` or `upos`; it is left without tags".to_owned());
        }
        self.tree(words, first);
    }

    fn tags(&mut self, words: &[Word], first: usize) {
        for (index, word) in words.iter().enumerate() {
            let written = word.upos.unwrap_or_default();
            let upos = Upos::parse(written).or(match written {
                // the name of the first version of Universal Dependencies
                "CONJ" => Some(Upos::Cconj),
                _ => None,
            });
            if upos.is_none() {
                self.notes.add(format!("`{written}` is no universal part of speech; it was read as X"));
            }
            let lemma = self.lemma(word);
            let columns = &mut self.document.tokens;
            columns.lemma[first + index] = lemma;
            columns.upos[first + index] = upos.unwrap_or_default();
            columns.xpos[first + index] = match word.xpos.unwrap_or_default() {
                "" | "XX" => Xpos::None,
                "(" => Xpos::Lrb,
                ")" => Xpos::Rrb,
                xpos => Xpos::parse(xpos).unwrap_or_else(|| {
                    self.notes.add(format!("`{xpos}` is no tag of the Penn Treebank; it was left out"));
                    Xpos::None
                }),
            };
        }
        self.add_layer(Layer::Tags);
    }

    fn lemma(&mut self, word: &Word) -> Interned {
        match word.lemma.unwrap_or_default() {
            // spaCy 2 writes the lemma of a pronoun so
            "" | "-PRON-" => {
                if word.lemma != Some("-PRON-") {
                    self.notes.add("a word has no lemma; its form in lower case was taken".to_owned());
                }
                self.document.strings.intern(&word.form.to_lowercase())
            }
            lemma => self.document.strings.intern(lemma),
        }
    }

    fn tree(&mut self, words: &[Word], first: usize) {
        let mut arcs: Vec<Arc> = words.iter().filter_map(|word| word.arc).collect();
        arcs.retain(|arc| !arc.label.is_empty());
        if arcs.is_empty() {
            return;
        }
        if arcs.len() < words.len() {
            let note = "a sentence has words without a head or relation; it is left without a tree";
            return self.notes.add(note.to_owned());
        }
        let heads: Vec<Option<usize>> = arcs.iter().map(|arc| arc.head).collect();
        if let Some((word, what)) = tree::fault(&heads) {
            let form = words.get(word).map_or("", |word| word.form);
            return self.notes.add(format!("at `{form}`: {what}; the sentence is left without a tree"));
        }
        if self.clear && words.len() > clear::LONGEST {
            let note =
                format!("a sentence has more than {} words; it is left without a tree", clear::LONGEST);
            return self.notes.add(note);
        }
        if self.clear {
            clear::convert(words, &mut arcs);
        }
        for (index, arc) in arcs.iter().enumerate() {
            let relation = match arc.head {
                None => Some(Relation::Root),
                Some(_) => Relation::parse_lenient(arc.label),
            };
            let relation = relation.unwrap_or_else(|| {
                let label = arc.label;
                self.notes.add(format!(
                    "`{label}` is no relation of Universal Dependencies or CLEAR; it was read as dep"
                ));
                Relation::Dep
            });
            let columns = &mut self.document.tokens;
            columns.head[first + index] = arc.head.map_or(NO_HEAD, |head| (first + head) as TokenId);
            columns.relation[first + index] = relation;
        }
        self.add_layer(Layer::Tree);
    }

    fn add_layer(&mut self, layer: Layer) {
        if let Some(sentence) = self.document.sentences.last_mut() {
            sentence.layers = sentence.layers.with(layer);
        }
    }

    /// Adds a name with these tokens, in the order of the text; without its article and its genitive ending, which
    /// OntoNotes includes. Labels without meaning for rules are passed over, unknown ones are reported.
    pub(super) fn name(&mut self, label: &str, mut tokens: Range<TokenId>) {
        if let Some(kind) = QuantityKind::parse(label) {
            let known = self.document.quantities.last().is_some_and(|last| last.tokens.end > tokens.start);
            if !known {
                self.document.quantities.push(Quantity { tokens, kind });
            }
            return;
        }
        let Some(kind) = NameKind::parse(label) else {
            if !WITHOUT_A_TYPE.contains(&label) {
                self.notes.add(format!("`{label}` is no type of name that is known; it was left out"));
            }
            return;
        };
        let form = |token: TokenId| self.document.form(token);
        if tokens.len() > 1 && matches!(form(tokens.start), "the" | "The" | "THE") {
            tokens.start += 1;
        }
        if tokens.len() > 1 && matches!(form(tokens.end - 1), "'s" | "’s" | "'" | "’") {
            tokens.end -= 1;
        }
        if self.document.names.last().is_some_and(|last| last.tokens.end > tokens.start) {
            let text = self.document.text(&tokens).to_owned();
            return self.notes.add(format!("the name `{text}` overlaps the one before; it was left out"));
        }
        self.document.names.push(Name { tokens, kind });
    }

    /// Marks the names of the document as known, even if there are none.
    pub(super) fn names_are_known(&mut self) {
        for sentence in &mut self.document.sentences {
            sentence.layers = sentence.layers.with(Layer::Names);
        }
    }
}

/// Types of OntoNotes and others that Dateline has no type for, or finds itself (dates and times).
const WITHOUT_A_TYPE: &[&str] =
    &["DATE", "EVENT", "LANGUAGE", "LAW", "MISC", "ORDINAL", "QUANTITY", "TIME", "WORK_OF_ART"];
