//! A sentence's dependency tree, with the children of each word at hand.

use crate::text::document::{Document, NO_HEAD, Relation, TokenId, Upos, Xpos};

/// The tree of one sentence. Words are numbered as in the document.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The document.
    pub(super) document: &'a Document,
    /// The first word.
    pub(super) start: TokenId,
    /// The word after the last.
    pub(super) end: TokenId,
    children: Vec<Vec<TokenId>>,
    /// The first word and the word after the last of everything below a word.
    spans: Vec<(TokenId, TokenId)>,
}

impl<'a> Tree<'a> {
    /// Looks at the tree of a sentence. Linear in its words.
    pub(super) fn new(document: &'a Document, sentence: usize) -> Tree<'a> {
        let tokens = document.sentences.get(sentence).map_or(0..0, |s| s.tokens.clone());
        let (start, end) = (tokens.start, tokens.end);
        let mut children = vec![Vec::new(); tokens.len()];
        let mut depth_order = Vec::with_capacity(tokens.len());
        for token in tokens.clone() {
            let head = document.tokens.head[token as usize];
            if head != NO_HEAD && tokens.contains(&head) {
                children[(head - start) as usize].push(token);
            } else {
                depth_order.push(token);
            }
        }
        // parents before children, without recursion: trees may be as deep as sentences are long
        let mut at = 0;
        while let Some(&token) = depth_order.get(at) {
            depth_order.extend(&children[(token - start) as usize]);
            at += 1;
        }
        let mut spans: Vec<_> = tokens.map(|t| (t, t + 1)).collect();
        for &token in depth_order.iter().rev() {
            let head = document.tokens.head[token as usize];
            if head != NO_HEAD && (start..end).contains(&head) {
                let (from, to) = spans[(token - start) as usize];
                let span = &mut spans[(head - start) as usize];
                *span = (span.0.min(from), span.1.max(to));
            }
        }
        Tree { document, start, end, children, spans }
    }

    /// The words of the sentence.
    pub(super) fn words(&self) -> std::ops::Range<TokenId> {
        self.start..self.end
    }

    /// The dependents of a word, in text order.
    pub(super) fn children(&self, word: TokenId) -> &[TokenId] {
        &self.children[(word - self.start) as usize]
    }

    /// The dependents of a word with one of these relations (subtypes told apart).
    pub(super) fn with<'t>(
        &'t self,
        word: TokenId,
        relations: &'t [Relation],
    ) -> impl Iterator<Item = TokenId> + 't {
        self.children(word).iter().copied().filter(|&child| relations.contains(&self.relation(child)))
    }

    /// The first dependent with a relation.
    pub(super) fn first(&self, word: TokenId, relation: Relation) -> Option<TokenId> {
        self.children(word).iter().copied().find(|&child| self.relation(child) == relation)
    }

    /// The first word and the word after the last of everything below a word.
    pub(super) fn span(&self, word: TokenId) -> std::ops::Range<TokenId> {
        let (from, to) = self.spans[(word - self.start) as usize];
        from..to
    }

    /// The head of a word, but at the root.
    pub(super) fn head(&self, word: TokenId) -> Option<TokenId> {
        Some(self.document.tokens.head[word as usize]).filter(|head| (self.start..self.end).contains(head))
    }

    /// The relation of a word to its head.
    pub(super) fn relation(&self, word: TokenId) -> Relation {
        self.document.tokens.relation[word as usize]
    }

    /// The part of speech of a word.
    pub(super) fn upos(&self, word: TokenId) -> Upos {
        self.document.tokens.upos[word as usize]
    }

    /// The tag of a word.
    pub(super) fn xpos(&self, word: TokenId) -> Xpos {
        self.document.tokens.xpos[word as usize]
    }

    /// The lemma of a word.
    pub(super) fn lemma(&self, word: TokenId) -> &str {
        self.document.lemma(word)
    }

    /// The word in lower case.
    pub(super) fn lower(&self, word: TokenId) -> &str {
        self.document.tokens.lower.get(word as usize).map_or("", |&w| self.document.strings.text(w))
    }

    /// The preposition of a noun or gerund, lower case, several words joined by a space (*because of*). It may depend on
    /// the title before a name rather than on the name.
    pub(super) fn preposition(&self, word: TokenId) -> Option<String> {
        let own = self.marker(word);
        let before = || {
            let titles = self.with(word, &[Relation::NmodDesc, Relation::Compound, Relation::Flat]);
            titles.filter(|&title| title < word).find_map(|title| self.marker(title))
        };
        let first = own.or_else(before)?;
        let mut text = self.lower(first).to_owned();
        for fixed in self.with(first, &[Relation::Fixed]) {
            text.push(' ');
            text.push_str(self.lower(fixed));
        }
        Some(text)
    }

    fn marker(&self, word: TokenId) -> Option<TokenId> {
        let mut marks = self.with(word, &[Relation::Case, Relation::Mark]);
        marks.find(|&case| self.upos(case) != Upos::Part && self.xpos(case) != Xpos::Pos)
    }

    /// The word and the words coordinated with it, in text order.
    pub(super) fn conjuncts(&self, word: TokenId) -> impl Iterator<Item = TokenId> {
        std::iter::once(word).chain(self.with(word, &[Relation::Conj]))
    }
}
