//! Sets of words of a vocabulary.

use crate::document::Word;

/// A set of words, a bit for each word of the vocabulary; words behind it are in none.
#[derive(Clone, Debug, Default)]
pub(super) struct WordSet(Vec<u64>);

impl WordSet {
    /// The empty set over so many words.
    pub(super) fn over(words: usize) -> WordSet {
        WordSet(vec![0; words.div_ceil(64)])
    }

    pub(super) fn insert(&mut self, word: Word) {
        if let Some(bits) = self.0.get_mut(word.0 as usize / 64) {
            *bits |= 1 << (word.0 % 64);
        }
    }

    /// O(1).
    pub(super) fn contains(&self, word: Word) -> bool {
        self.0.get(word.0 as usize / 64).is_some_and(|bits| bits & 1 << (word.0 % 64) != 0)
    }
}
