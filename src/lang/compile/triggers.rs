//! The words that a sentence must have for any rule to match: checked when only its words are known.

use super::automaton::Automaton;
use super::gazetteer::Gazetteer;
use crate::document::Word;

/// The words (lemmas or lower-case forms) one of which a sentence needs for any pattern to match.
#[derive(Debug, Default)]
pub struct Triggers {
    /// One bit per word of the vocabulary.
    bits: Vec<u64>,
    /// Whether some pattern has no such word, so that every sentence must be searched.
    pub(crate) everywhere: bool,
}

impl Triggers {
    /// Collects the heads of clause patterns and the required words of other patterns, only of those that make events.
    pub(super) fn build<'a>(
        heads: impl Iterator<Item = Word>,
        anchors: impl Iterator<Item = &'a Automaton>,
        gazetteer: &Gazetteer,
        words: usize,
    ) -> Triggers {
        let mut triggers = Triggers { bits: vec![0; words.div_ceil(64)], everywhere: false };
        heads.for_each(|word| triggers.set(word));
        for anchors in anchors {
            match anchors.required_words(gazetteer) {
                Some(words) => words.iter().for_each(|&word| triggers.set(word)),
                None => triggers.everywhere = true,
            }
        }
        triggers
    }

    fn set(&mut self, word: Word) {
        if let Some(bits) = self.bits.get_mut(word.0 as usize / 64) {
            *bits |= 1 << (word.0 % 64);
        }
    }

    /// Whether a lower-case form or lemma, numbered by the program's vocabulary, may start a match. O(1).
    pub fn has(&self, word: Word) -> bool {
        self.bits.get(word.0 as usize / 64).is_some_and(|bits| bits & 1 << (word.0 % 64) != 0)
    }
}
