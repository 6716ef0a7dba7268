//! Interned words in two levels: a frozen vocabulary that many documents share, and each document's own.
//!
//! A program freezes every word that its rules mention. A document built over that vocabulary holds the program's
//! numbers in its columns, so matching compares integers and looks up no words.

use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::cue::Cues;
use super::token::Word;
use crate::english::words::Words;

type Index = IndexSet<Box<str>, FxBuildHasher>;

/// The number of words of a short article that rules do not mention.
const USUAL: usize = 100;

/// A set of words with dense numbers, the cues among words, and the classes of words. Word 0 is always the empty word.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    index: Index,
    cues: Cues,
    words: Words,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Vocabulary {
            index: Index::from_iter([Box::from("")]),
            cues: Cues::default(),
            words: Words::default(),
        }
    }
}

impl Vocabulary {
    /// The word's number; a new one if it was unknown. O(length).
    pub fn intern(&mut self, text: &str) -> Word {
        let hash_hit = self.index.get_index_of(text);
        Word(hash_hit.unwrap_or_else(|| self.index.insert_full(Box::from(text)).0) as u32)
    }

    /// The word's number, if known.
    pub fn get(&self, text: &str) -> Option<Word> {
        self.index.get_index_of(text).map(|index| Word(index as u32))
    }

    /// The text of a word; empty if the number is not from this vocabulary.
    pub fn text(&self, word: Word) -> &str {
        self.index.get_index(word.0 as usize).map_or("", |text| text)
    }

    /// The words that set facets: the shipped ones and those of the rules.
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// To add cues.
    pub fn cues_mut(&mut self) -> &mut Cues {
        &mut self.cues
    }

    /// The words of each class: the shipped ones and those of the rules.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// To add words to classes.
    pub fn words_mut(&mut self) -> &mut Words {
        &mut self.words
    }

    /// The number of words, including the empty one.
    #[allow(clippy::len_without_is_empty)] // never empty
    pub fn len(&self) -> usize {
        self.index.len()
    }
}

/// The words of one document: a shared vocabulary, and the words that it lacks.
#[derive(Clone, Debug)]
pub struct Strings {
    shared: Arc<Vocabulary>,
    own: Index,
}

impl Strings {
    /// Strings over a shared vocabulary.
    pub fn new(shared: Arc<Vocabulary>) -> Strings {
        Strings { shared, own: Index::with_hasher(FxBuildHasher) }
    }

    /// The shared vocabulary.
    pub fn shared(&self) -> &Arc<Vocabulary> {
        &self.shared
    }

    /// The word's number; a new one if it was unknown. O(length).
    pub fn intern(&mut self, text: &str) -> Word {
        if let Some(word) = self.shared.get(text) {
            return word;
        }
        let index = match self.own.get_index_of(text) {
            Some(index) => index,
            None => {
                if self.own.is_empty() {
                    self.own.reserve(USUAL);
                }
                self.own.insert_full(Box::from(text)).0
            }
        };
        Word((self.shared.len() + index) as u32)
    }

    /// The word's number, if known.
    pub fn get(&self, text: &str) -> Option<Word> {
        let own = || self.own.get_index_of(text).map(|index| Word((self.shared.len() + index) as u32));
        self.shared.get(text).or_else(own)
    }

    /// The text of a word; empty if the number is not from this document.
    pub fn text(&self, word: Word) -> &str {
        match (word.0 as usize).checked_sub(self.shared.len()) {
            None => self.shared.text(word),
            Some(index) => self.own.get_index(index).map_or("", |text| text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_words_keep_their_numbers_and_own_words_follow() {
        let mut vocabulary = Vocabulary::default();
        let visit = vocabulary.intern("visit");
        let mut strings = Strings::new(Arc::new(vocabulary));
        assert_eq!(strings.intern("visit"), visit);
        let oslo = strings.intern("Oslo");
        assert!(oslo > visit);
        assert_eq!((strings.text(oslo), strings.text(visit)), ("Oslo", "visit"));
        assert_eq!(strings.get("Bergen"), None);
        assert_eq!(strings.intern(""), Word::EMPTY);
    }
}
