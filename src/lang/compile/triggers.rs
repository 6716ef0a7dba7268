//! The words that a sentence must have for any rule to match: checked when only its words are known.

use super::anchor::{Anchor, Key};
use super::clause::Head;
use super::gazetteer::Gazetteer;
use super::word_set::WordSet;
use crate::document::{Upos, Word};

/// The words (lemmas or lower-case forms) one of which a sentence needs for any of some patterns to match.
#[derive(Debug, Default)]
pub struct Triggers {
    words: WordSet,
    /// The lemmas that must be those of verbs.
    verbs: WordSet,
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
        let none = WordSet::over(words);
        let mut triggers = Triggers { words: none.clone(), verbs: none, everywhere: false };
        for head in heads {
            if head.is_verb { &mut triggers.verbs } else { &mut triggers.words }.insert(head.word);
        }
        for anchor in anchors {
            let Some(anchor) = anchor else {
                triggers.everywhere = true;
                continue;
            };
            for key in &anchor.keys {
                match key {
                    Key::Word(word) => triggers.words.insert(*word),
                    Key::List(list) => {
                        let first = gazetteer.first_words(*list).iter();
                        first.for_each(|&word| triggers.words.insert(word));
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
        self.words.contains(word) || self.verbs.contains(word)
    }

    /// Whether a tagged token with this lower-case form and this lemma may start a match. O(1).
    pub fn has(&self, lower: Option<Word>, lemma: Option<Word>, upos: Upos) -> bool {
        let is_verb = matches!(upos, Upos::Verb | Upos::Aux);
        lower.is_some_and(|word| self.words.contains(word))
            || lemma.is_some_and(|word| self.words.contains(word) || is_verb && self.verbs.contains(word))
    }
}
