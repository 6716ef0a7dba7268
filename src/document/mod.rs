//! Documents: an article and its layers of annotation, as columns of interned numbers.
//!
//! `annotate` fills layers on demand, or a reader of annotated input fills them at once. Offsets are bytes of the
//! article's text; `source` converts them to other units.

pub mod article;
pub mod clause;
pub mod cue;
pub mod entity;
pub mod facet;
pub(crate) mod id;
pub mod layer;
pub mod mention;
pub mod strings;
pub mod time;
pub mod token;

use std::ops::Range;
use std::sync::Arc;

pub use crate::label::{Relation, Upos, Xpos};
pub use article::Article;
pub use clause::{Clause, ClauseId, Clauses, Phrase, PhraseId};
pub use cue::{CueKind, Cues};
pub use entity::{Entities, Entity, EntityId, Gender};
pub use facet::{Facet, Modality, Polarity, Setting, Tense};
pub use layer::{Layer, Layers};
pub use mention::{Acronym, Name, NameKind, Quantity, QuantityKind};
pub use strings::{Strings, Vocabulary};
pub use time::{TimeExpression, TimeKind};
pub use token::{NO_HEAD, TokenId, Tokens, Word};

use crate::english::words::Class;

/// Where the words and layers of a document come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The annotator finds them in the text.
    #[default]
    Text,
    /// Another tool has annotated the text: its layers are taken as they are, and those it lacks are missing. If it has
    /// given no layer, the annotator finds all of them for its words.
    Annotated,
}

/// An article with its layers.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text and its identity.
    pub article: Article,
    /// Who annotates it.
    pub origin: Origin,
    /// The words of its columns.
    pub strings: Strings,
    /// Its tokens.
    pub tokens: Tokens,
    /// Its sentences, in order; together they cover every token.
    pub sentences: Vec<Sentence>,
    /// Its names, by position; they do not overlap (layer `Names`).
    pub names: Vec<Name>,
    /// Its quantities, by position; they overlap neither each other nor names (layer `Names`).
    pub quantities: Vec<Quantity>,
    /// The acronyms that it introduces (layer `Names`).
    pub acronyms: Vec<Acronym>,
    /// Its time expressions, by position; they do not overlap (layer `Times`).
    pub times: Vec<TimeExpression>,
    /// The entities of its names (layer `Entities`).
    pub entities: Entities,
    /// The sentence that was tagged last, and the numbers that it was tagged by: its tree begins with the same.
    pub(crate) encoded: Option<(usize, Vec<Vec<i16>>)>,
}

/// A sentence and its annotation.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// The layers that were filled.
    pub layers: Layers,
    /// Its clauses and phrases; empty until the layer is filled.
    pub clauses: Clauses,
}

impl Document {
    /// A document without tokens, over a shared vocabulary.
    pub fn new(article: Article, shared: Arc<Vocabulary>) -> Document {
        Document {
            article,
            origin: Origin::Text,
            strings: Strings::new(shared),
            tokens: Tokens::default(),
            sentences: Vec::new(),
            names: Vec::new(),
            quantities: Vec::new(),
            acronyms: Vec::new(),
            times: Vec::new(),
            entities: Entities::default(),
            encoded: None,
        }
    }

    /// The same for a text annotated by another tool.
    pub fn annotated(article: Article, shared: Arc<Vocabulary>) -> Document {
        Document { origin: Origin::Annotated, ..Document::new(article, shared) }
    }

    /// Whether a word belongs to a class, by the shipped lists or those of the rules. O(length).
    pub fn is(&self, class: Class, word: &str) -> bool {
        self.strings.shared().words().is(class, word)
    }

    /// Appends a token with these bytes of the text to the last sentence. O(length).
    ///
    /// The form is separate from the text: a word of a contraction may have no letters there.
    pub fn push_token(&mut self, form: &str, bytes: Range<usize>) -> TokenId {
        let word = self.strings.intern(form);
        let is_lower = form.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        let lower = match is_lower || !form.chars().any(char::is_uppercase) {
            true => word,
            false => self.strings.intern(&form.to_lowercase()),
        };
        self.tokens.push(word, lower, bytes);
        let count = self.tokens.len() as TokenId;
        match self.sentences.last_mut() {
            Some(sentence) => sentence.tokens.end = count,
            None => self.start_sentence_at(0..count),
        }
        count - 1
    }

    /// Starts a new sentence, to which the next tokens belong.
    pub fn start_sentence(&mut self) {
        let count = self.tokens.len() as TokenId;
        self.start_sentence_at(count..count);
    }

    fn start_sentence_at(&mut self, tokens: Range<TokenId>) {
        self.sentences.push(Sentence { tokens, ..Sentence::default() });
    }

    /// The token's word as written.
    pub fn form(&self, token: TokenId) -> &str {
        self.tokens.form.get(token as usize).map_or("", |&word| self.strings.text(word))
    }

    /// The token's word as in running text, whatever the case of its sentence.
    pub fn cased(&self, token: TokenId) -> &str {
        self.tokens.cased.get(token as usize).map_or("", |&word| self.strings.text(word))
    }

    /// The token's dictionary form; empty without layer `Tags`.
    pub fn lemma(&self, token: TokenId) -> &str {
        self.tokens.lemma.get(token as usize).map_or("", |&word| self.strings.text(word))
    }

    /// The bytes of the text from the first to the last of these tokens; empty for no tokens.
    pub fn bytes(&self, tokens: &Range<TokenId>) -> Range<usize> {
        let (first, last) = (tokens.start as usize, tokens.end.saturating_sub(1) as usize);
        match (self.tokens.start.get(first), self.tokens.end.get(last)) {
            (Some(&start), Some(&end)) if tokens.start < tokens.end => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The article's text from the first to the last of these tokens.
    pub fn text(&self, tokens: &Range<TokenId>) -> &str {
        self.article.text.get(self.bytes(tokens)).unwrap_or("")
    }

    /// The sentence that holds a token. O(log sentences).
    pub fn sentence_of(&self, token: TokenId) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// The names that lie in these tokens, by position. O(log names).
    pub fn names_in(&self, tokens: &Range<TokenId>) -> &[Name] {
        let from = self.names.partition_point(|n| n.tokens.start < tokens.start);
        let to = self.names.partition_point(|n| n.tokens.start < tokens.end);
        self.names.get(from..to).unwrap_or(&[])
    }

    /// The quantities that start in these tokens, by position. O(log quantities).
    pub fn quantities_in(&self, tokens: &Range<TokenId>) -> &[Quantity] {
        let from = self.quantities.partition_point(|q| q.tokens.start < tokens.start);
        let to = self.quantities.partition_point(|q| q.tokens.start < tokens.end);
        self.quantities.get(from..to).unwrap_or(&[])
    }

    /// The quantity that covers a token. O(log quantities).
    pub fn quantity_at(&self, token: TokenId) -> Option<&Quantity> {
        let index = self.quantities.partition_point(|q| q.tokens.end <= token);
        self.quantities.get(index).filter(|q| q.tokens.contains(&token))
    }

    /// The name that covers a token. O(log names).
    pub fn name_at(&self, token: TokenId) -> Option<&Name> {
        let index = self.names.partition_point(|n| n.tokens.end <= token);
        self.names.get(index).filter(|n| n.tokens.contains(&token))
    }

    /// The entity whose name covers a token. O(log names).
    pub fn entity_at(&self, token: TokenId) -> Option<EntityId> {
        let index = self.names.partition_point(|n| n.tokens.end <= token);
        self.names.get(index).filter(|n| n.tokens.contains(&token))?;
        self.entities.of_name(index)
    }

    /// The time expressions that lie in these tokens, by position. O(log times).
    pub fn times_in(&self, tokens: &Range<TokenId>) -> &[TimeExpression] {
        let from = self.times.partition_point(|t| t.tokens.start < tokens.start);
        let to = self.times.partition_point(|t| t.tokens.start < tokens.end);
        self.times.get(from..to).unwrap_or(&[])
    }

    /// The time expression that covers a token. O(log times).
    pub fn time_at(&self, token: TokenId) -> Option<&TimeExpression> {
        let index = self.times.partition_point(|t| t.tokens.end <= token);
        self.times.get(index).filter(|t| t.tokens.contains(&token))
    }
}
