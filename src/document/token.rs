//! The columns of a document's tokens.

use std::ops::Range;

use crate::label::{Relation, Upos, Xpos};

/// The number of a word. Numbers below the length of the frozen vocabulary mean the same in every document
/// that shares it; the others are the document's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(pub u32);

impl Word {
    /// The empty word: the column's value if nothing is known.
    pub const EMPTY: Word = Word(0);
}

/// The index of a token in its document.
pub type TokenId = u32;

/// A head that is no token: the token is the root of its sentence, or has no tree.
pub const NO_HEAD: TokenId = TokenId::MAX;

/// The tokens of a document, one column per attribute: syntactic words as Universal Dependencies defines them (*don't*
/// is two).
///
/// All columns have one length. Columns of a layer that a sentence lacks hold the label's default.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// The word as written.
    pub form: Vec<Word>,
    /// The word in lower case.
    pub lower: Vec<Word>,
    /// The word as in running text: for *OSLO TALKS FAIL* it is *Oslo talks fail*.
    pub cased: Vec<Word>,
    /// The dictionary form (layer `Tags`).
    pub lemma: Vec<Word>,
    /// Where the word starts in the text, in bytes.
    pub start: Vec<u32>,
    /// Where the word ends in the text, in bytes.
    pub end: Vec<u32>,
    /// The universal part of speech (layer `Tags`).
    pub upos: Vec<Upos>,
    /// The Penn Treebank tag (layer `Tags`).
    pub xpos: Vec<Xpos>,
    /// The features that another tool has given it, as in CoNLL-U (`Case=Acc|Number=Sing`); empty where it gives none.
    pub features: Vec<Word>,
    /// Whatever else another tool says of it, in the same notation; empty for nothing.
    pub misc: Vec<Word>,
    /// The token that this one depends on, or [`NO_HEAD`] (layer `Tree`).
    pub head: Vec<TokenId>,
    /// Its relation to the head (layer `Tree`).
    pub relation: Vec<Relation>,
    /// How much better the parser scored the head than the next best one, as a difference of log probabilities;
    /// infinite for given trees (layer `Tree`).
    pub margin: Vec<f32>,
}

impl Tokens {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.form.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.form.is_empty()
    }

    /// Makes room for so many more tokens.
    pub(crate) fn reserve(&mut self, more: usize) {
        let words = [&mut self.form, &mut self.lower, &mut self.cased, &mut self.lemma];
        words.into_iter().for_each(|column| column.reserve(more));
        [&mut self.features, &mut self.misc].into_iter().for_each(|column| column.reserve(more));
        [&mut self.start, &mut self.end, &mut self.head].into_iter().for_each(|column| column.reserve(more));
        self.upos.reserve(more);
        self.xpos.reserve(more);
        self.relation.reserve(more);
        self.margin.reserve(more);
    }

    /// Appends a token that has no layer yet.
    pub fn push(&mut self, form: Word, lower: Word, bytes: Range<usize>) {
        self.form.push(form);
        self.lower.push(lower);
        self.cased.push(form);
        self.lemma.push(Word::EMPTY);
        self.start.push(bytes.start as u32);
        self.end.push(bytes.end as u32);
        self.upos.push(Upos::X);
        self.xpos.push(Xpos::None);
        self.features.push(Word::EMPTY);
        self.misc.push(Word::EMPTY);
        self.head.push(NO_HEAD);
        self.relation.push(Relation::Dep);
        self.margin.push(f32::INFINITY);
    }
}
