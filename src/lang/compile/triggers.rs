//! The words that a sentence must have for any rule to match: checked when only its words are known.

use super::anchor::{Anchor, Key};
use super::clause::Head;
use super::gazetteer::Gazetteer;
use crate::document::{Upos, Word};

/// The words (lemmas or lower-case forms) one of which a sentence needs for any of some patterns to match.
#[derive(Debug, Default)]
pub struct Triggers {
    /// One bit per word of the vocabulary.
    bits: Vec<u64>,
    /// The same for lemmas that must be those of verbs.
    verbs: Vec<u64>,
    /// Whether some pattern has no such word, so that every sentence must be searched.
    pub(crate) everywhere: bool,
}

impl Triggers {
    /// Collects the heads of clause patterns and the required words of other patterns.
    pub(super) fn build<'a>(
        heads: impl Iterator<Item = &'a Head>,
        anchors: impl Iterator<Item = Option<&'a Anchor>>,
        gazetteer: &Gazetteer,
        words: usize,
    ) -> Triggers {
        let none = vec![0; words.div_ceil(64)];
        let mut triggers = Triggers { bits: none.clone(), verbs: none, everywhere: false };
        for head in heads {
            set(if head.is_verb { &mut triggers.verbs } else { &mut triggers.bits }, head.word);
        }
        for anchor in anchors {
            let Some(anchor) = anchor else {
                triggers.everywhere = true;
                continue;
            };
            for key in &anchor.keys {
                match key {
                    Key::Word(word) => set(&mut triggers.bits, *word),
                    Key::List(list) => {
                        let first = gazetteer.first_words(*list).iter();
                        first.for_each(|&word| set(&mut triggers.bits, word));
                    }
                    Key::Type(_) | Key::Named(_) | Key::Upos(_) | Key::Tag(_) => triggers.everywhere = true,
                }
            }
        }
        triggers
    }

    /// Whether a lower-case form or lemma, numbered by the program's vocabulary, may start a match, whatever its part of
    /// speech. O(1).
    pub fn may_have(&self, word: Word) -> bool {
        has(&self.bits, word) || has(&self.verbs, word)
    }

    /// Whether a tagged token with this lower-case form and this lemma may start a match. O(1).
    pub fn has(&self, lower: Option<Word>, lemma: Option<Word>, upos: Upos) -> bool {
        let is_verb = matches!(upos, Upos::Verb | Upos::Aux);
        lower.is_some_and(|word| has(&self.bits, word))
            || lemma.is_some_and(|word| has(&self.bits, word) || is_verb && has(&self.verbs, word))
    }
}

fn set(bits: &mut [u64], word: Word) {
    if let Some(bits) = bits.get_mut(word.0 as usize / 64) {
        *bits |= 1 << (word.0 % 64);
    }
}

fn has(bits: &[u64], word: Word) -> bool {
    bits.get(word.0 as usize / 64).is_some_and(|bits| bits & 1 << (word.0 % 64) != 0)
}
