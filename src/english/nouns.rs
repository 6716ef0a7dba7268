//! What common nouns mostly name: persons, bodies of people, places, things.
//!
//! From the noun database of WordNet 3.0 and the counts of SemCor. The table is searched as text, so it costs nothing
//! until it is asked.

use std::cmp::Ordering;

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
    let (mut low, mut high) = (0, NOUNS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        // from anywhere in a line to its start
        let start = NOUNS.as_bytes()[low..middle]
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(low, |at| low + at + 1);
        let Some(line) = NOUNS.get(start..).and_then(|rest| rest.lines().next()) else { break };
        let (noun, classes) = line.split_once('\t').unwrap_or((line, ""));
        match noun.cmp(lemma) {
            Ordering::Less => low = start + line.len() + 1,
            Ordering::Greater => high = start,
            Ordering::Equal => return classes.split(' ').filter_map(class).collect(),
        }
    }
    SmallVec::new()
}

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
        assert_eq!(classes("site").as_slice(), [NounClass::Place]);
        assert_eq!(classes("web site").as_slice(), [NounClass::Thing]);
        assert!(classes("").is_empty() && classes("zzz").is_empty());
    }
}
