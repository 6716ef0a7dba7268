//! All lists as one trie over the numbers of words.

use rustc_hash::FxHashMap;

use super::word_set::WordSet;
use crate::document::{Vocabulary, Word};
use crate::english::words::Class;
use crate::lang::ir::{List, ListId};

/// An entry of a list, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// The list.
    pub list: ListId,
    /// The entry's place in it.
    pub entry: u32,
}

/// The entries of all lists. Looking up a phrase takes one hash look-up per word, regardless of the number of entries.
#[derive(Debug, Default)]
pub struct Gazetteer {
    edges: FxHashMap<(u32, Word), u32>,
    /// The entries that end at each node.
    ends: Vec<Vec<EntryId>>,
    /// Whether the word that leads to each node comes before a preposition: the noun of *memorandum of understanding*.
    nouns: Vec<bool>,
    /// The first words of each list's entries, lower case, with the list.
    first: Vec<Vec<Word>>,
    /// The words with which an entry starts.
    starts: WordSet,
}

/// Where a phrase starts.
const ROOT: u32 = 0;

impl Gazetteer {
    /// Builds the trie; linear in the number of words of all entries.
    pub fn build(lists: &[List], vocabulary: &mut Vocabulary) -> Gazetteer {
        let mut gazetteer = Gazetteer { ends: vec![Vec::new()], nouns: vec![false], ..Gazetteer::default() };
        for (id, list) in lists.iter().enumerate() {
            let mut first = Vec::with_capacity(list.entries.len());
            let entries = list.entries.iter().enumerate();
            let spelled = entries.flat_map(|(index, entry)| {
                [&entry.tokens].into_iter().chain(&entry.uncut).map(move |tokens| (index, tokens))
            });
            for (index, tokens) in spelled {
                let words: Vec<(Word, bool)> = tokens
                    .iter()
                    .map(|token| {
                        let lower = token.to_lowercase();
                        (vocabulary.intern(&lower), vocabulary.words().is(Class::Preposition, &lower))
                    })
                    .collect();
                if let Some(&(word, _)) = words.first() {
                    first.push(word);
                    gazetteer.insert(&words, EntryId { list: ListId::at(id), entry: index as u32 });
                }
            }
            gazetteer.first.push(first);
        }
        gazetteer.starts = WordSet::over(vocabulary.len());
        gazetteer.first.iter().flatten().for_each(|&word| gazetteer.starts.insert(word));
        gazetteer
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// Adds an entry; each of its words is marked as a preposition or not.
    fn insert(&mut self, words: &[(Word, bool)], entry: EntryId) {
        let mut node = ROOT;
        for &(word, is_preposition) in words {
            // the word before a preposition is the noun of the phrase, which is inflected
            if node != ROOT && is_preposition {
                self.nouns[node as usize] = true;
            }
            let next = self.ends.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
                self.nouns.push(false);
            }
        }
        self.ends[node as usize].push(entry);
    }

    /// Calls `found(length, entry)` for every entry that the words at `position` spell, shortest first.
    ///
    /// `lower` gives the lower-case word at a position, `lemma` its lemma: the last word of an entry and those before
    /// prepositions (*memoranda of understanding*) may have any inflection. Both give `None` past the end of the
    /// sentence or for a word that no rule knows.
    pub fn entries_at(
        &self,
        position: usize,
        lower: impl Fn(usize) -> Option<Word>,
        lemma: impl Fn(usize) -> Option<Word>,
        mut found: impl FnMut(usize, EntryId),
    ) {
        let (mut node, mut at) = (ROOT, position);
        loop {
            // most words start nothing
            let may = |word: &Word| node != ROOT || self.starts.contains(*word);
            let exact = lower(at).filter(may).and_then(|word| self.edges.get(&(node, word)).copied());
            let inflected = lemma(at).filter(may).and_then(|word| self.edges.get(&(node, word)).copied());
            for last in [exact, inflected.filter(|&n| Some(n) != exact)].into_iter().flatten() {
                self.ends[last as usize].iter().for_each(|&entry| found(at + 1 - position, entry));
            }
            let noun = inflected.filter(|&node| self.nouns[node as usize]);
            match exact.or(noun) {
                Some(next) => (node, at) = (next, at + 1),
                None => return,
            }
        }
    }

    /// The first words of the entries of a list, lower case.
    pub fn first_words(&self, list: ListId) -> &[Word] {
        self.first.get(list.index()).map_or(&[], |words| words)
    }
}
