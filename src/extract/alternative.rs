//! Fillers that are alternatives: *Helvion **or** Nordwerk will buy the port* does not say that both do.

use std::ops::Range;

use crate::document::{Document, Relation, TokenId};
use crate::english::words::{self, Class};

/// Whether a word of a sentence is one of several that *or* joins. In the tree of a coordination all members hang on the
/// first (or, with some parsers, each on the one before), and the conjunction on the member that it stands before.
/// O(length of the sentence).
pub(super) fn is_alternative(document: &Document, sentence: &Range<TokenId>, word: TokenId) -> bool {
    let tokens = &document.tokens;
    let relation = |token: TokenId| tokens.relation[token as usize];
    let above = |token: TokenId| tokens.head[token as usize];
    let mut first = word;
    // heads lead to the left, so this ends
    while relation(first) == Relation::Conj && sentence.contains(&above(first)) && above(first) < first {
        first = above(first);
    }
    let mut members = vec![first];
    for token in first + 1..sentence.end {
        if relation(token) == Relation::Conj && members.contains(&above(token)) {
            members.push(token);
        }
    }
    let joins = |token: TokenId| {
        relation(token) == Relation::Cc
            && members.contains(&above(token))
            && words::is(Class::AlternativeConjunction, document.strings.text(tokens.lower[token as usize]))
    };
    members.len() > 1 && (first + 1..sentence.end).any(joins)
}
