//! From what stands in a sentence to the patterns that it may be part of.

use super::anchor::{Anchor, Key};
use super::word_set::WordSet;
use crate::document::{Upos, Word, Xpos};
use crate::lang::ir::{EntityType, ListId, TypeId};

/// A pattern that something may be part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The pattern's place among those of its kind.
    pub pattern: u32,
    /// The least number of tokens before it in a match; none if it may stand anywhere in the sentence.
    pub least: Option<u32>,
    /// The greatest; none if unknown.
    pub most: Option<u32>,
}

/// Patterns by what is in each of their matches. A look-up takes the same time whatever their number.
#[derive(Debug, Default)]
pub struct Index {
    /// The words that lead anywhere.
    marked: WordSet,
    words: Leads,
    lists: Leads,
    types: Leads,
    upos: Leads,
    tags: Leads,
    /// The patterns of which nothing is known.
    pub(crate) everywhere: Vec<u32>,
}

/// The leads of keys with dense numbers.
#[derive(Debug, Default)]
struct Leads {
    /// Where the leads of each number end.
    ends: Vec<u32>,
    leads: Vec<Lead>,
}

impl Leads {
    fn new(mut of: Vec<(usize, Lead)>) -> Leads {
        of.sort_by_key(|(number, lead)| (*number, lead.pattern, lead.least, lead.most));
        of.dedup();
        let mut leads = Leads::default();
        for (number, lead) in of {
            leads.ends.resize(number + 1, leads.leads.len() as u32);
            leads.leads.push(lead);
            leads.ends[number] += 1;
        }
        leads
    }

    fn of(&self, number: usize) -> &[Lead] {
        let Some(&end) = self.ends.get(number) else { return &[] };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.leads[start as usize..end as usize]
    }
}

impl Index {
    /// Of the anchors of patterns in order. `words` is the length of the vocabulary.
    pub(super) fn build<'a>(
        anchors: impl Iterator<Item = Option<&'a Anchor>>,
        types: &[EntityType],
        words: usize,
    ) -> Index {
        let mut index = Index { marked: WordSet::over(words), ..Index::default() };
        let [mut words, mut lists, mut kinds, mut upos, mut tags] = [const { Vec::new() }; 5];
        for (pattern, anchor) in anchors.enumerate() {
            let pattern = pattern as u32;
            let Some(anchor) = anchor else {
                index.everywhere.push(pattern);
                continue;
            };
            let lead = Lead { pattern, least: anchor.least, most: anchor.most };
            let below = |is: &dyn Fn(&TypeId) -> bool| {
                let below = types.iter().enumerate().filter(|(_, kind)| kind.is.iter().any(is));
                below.map(|(kind, _)| (kind, lead)).collect::<Vec<_>>()
            };
            for key in &anchor.keys {
                match key {
                    Key::Word(word) => {
                        index.marked.insert(*word);
                        words.push((word.0 as usize, lead));
                    }
                    Key::List(list) => lists.push((list.index(), lead)),
                    Key::Type(of) => kinds.extend(below(&|is| is == of)),
                    Key::Named(name) => kinds.extend(below(&|is| types[is.index()].name == *name)),
                    Key::Upos(label) => upos.push((*label as usize, lead)),
                    Key::Tag(label) => tags.push((*label as usize, lead)),
                }
            }
        }
        let [words, lists, types, upos, tags] = [words, lists, kinds, upos, tags].map(Leads::new);
        Index { words, lists, types, upos, tags, ..index }
    }

    /// Where a word leads, as a lemma or a lower-case form. O(1).
    pub fn of_word(&self, word: Word) -> &[Lead] {
        match self.marked.contains(word) {
            true => self.words.of(word.0 as usize),
            false => &[],
        }
    }

    /// Where an entry of a list leads. O(1).
    pub fn of_list(&self, list: ListId) -> &[Lead] {
        self.lists.of(list.index())
    }

    /// Where a mention leads. O(1).
    pub fn of_type(&self, kind: TypeId) -> &[Lead] {
        self.types.of(kind.index())
    }

    /// Whether any mention leads anywhere.
    pub fn has_types(&self) -> bool {
        !self.types.leads.is_empty()
    }

    /// Where a part of speech leads. O(1).
    pub fn of_upos(&self, upos: Upos) -> &[Lead] {
        self.upos.of(upos as usize)
    }

    /// Where a tag leads. O(1).
    pub fn of_tag(&self, tag: Xpos) -> &[Lead] {
        self.tags.of(tag as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_leads_have_none_whatever_stands_around_them() {
        let lead = |pattern| Lead { pattern, least: None, most: None };
        let leads = Leads::new(vec![(4, lead(1)), (2, lead(7)), (4, lead(0)), (4, lead(1))]);
        let patterns = |number| leads.of(number).iter().map(|lead| lead.pattern).collect::<Vec<_>>();
        assert_eq!([0, 1, 2, 3, 4, 5].map(patterns), [vec![], vec![], vec![7], vec![], vec![0, 1], vec![]]);
    }
}
