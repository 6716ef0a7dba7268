//! What a sentence must have for any rule to match: looked at before anything is known of it but its words.

use super::automaton::Automaton;
use super::gazetteer::Gazetteer;
use crate::document::Word;

/// The words, as lemmas or lower-case forms, without one of which no pattern matches.
#[derive(Debug, Default)]
pub struct Triggers {
    /// One bit a word of the vocabulary.
    bits: Vec<u64>,
    /// Whether some pattern has no such word, so that every sentence must be looked at.
    pub(crate) everywhere: bool,
}

impl Triggers {
    /// From the heads of clause patterns, and what the other patterns require; all of patterns that make events.
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
