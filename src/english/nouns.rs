//! What common nouns mostly name: persons, bodies of people, places, things.
//!
//! From the noun database of WordNet 3.0 and the counts of SemCor. The table is searched as text, and nothing is made of
//! it until it is asked.

use std::sync::LazyLock;

use smallvec::SmallVec;

/// What a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NounClass {
    /// *winger*, *hacker*.
    Person,
    /// *squad*, *ministry*.
    Organization,
    /// Things or people together, which may act as one: *fleet*, *jury*.
    Group,
    /// *eatery*, *bridge*.
    Facility,
    /// *valley*, *suburb*.
    Place,
    /// None of these: *demand*, *earthquake*.
    Thing,
}

const NOUNS: &str = include_str!("../../data/english/wordnet/nouns.tsv");

/// The classes of a noun (its lemma, in lower case), the most frequent first; none for a noun that the table lacks. Of
/// nouns of two words it has those that name something else than the last word alone: *web site*.
/// O(log n) in the size of the table.
pub fn classes(lemma: &str) -> SmallVec<[NounClass; 2]> {
    let (lemma, table) = (lemma.as_bytes(), NOUNS.as_bytes());
    // the tab behind a noun comes before every sign in one, so that lines are in order, too
    let place = LINES.partition_point(|&start| {
        let line = &table[(start as usize).min(table.len())..];
        &line[..line.len().min(lemma.len())] < lemma
    });
    let line = LINES.get(place).and_then(|&start| NOUNS.get(start as usize..)?.lines().next());
    match line.and_then(|line| line.split_once('\t')) {
        Some((noun, classes)) if noun.as_bytes() == lemma => classes.split(' ').filter_map(class).collect(),
        _ => SmallVec::new(),
    }
}

/// Where each line starts.
static LINES: LazyLock<Box<[u32]>> = LazyLock::new(|| {
    let mut start = 0;
    let starts = NOUNS.lines().map(|line| {
        let own = start;
        start += line.len() as u32 + 1;
        own
    });
    starts.collect()
});

fn class(name: &str) -> Option<NounClass> {
    Some(match name {
        "person" => NounClass::Person,
        "organization" => NounClass::Organization,
        "group" => NounClass::Group,
        "facility" => NounClass::Facility,
        "place" => NounClass::Place,
        "thing" => NounClass::Thing,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_with_its_classes() {
        let mut before = "";
        for line in NOUNS.lines() {
            let (noun, names) = line.split_once('\t').unwrap_or_default();
            assert!(noun > before, "{noun} is not in its place");
            assert_eq!(classes(noun).len(), names.split(' ').count(), "{line}");
            before = noun;
        }
        assert_eq!(classes("winger").as_slice(), [NounClass::Person]);
        assert_eq!(classes("eatery").as_slice(), [NounClass::Facility]);
        assert!(classes("").is_empty() && classes("zzz").is_empty());
    }
}
