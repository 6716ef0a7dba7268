//! Merges patterns that differ in only one word.

use crate::lang::ir::{ClausePattern, SlotFunction};

/// Merges patterns that differ only in their lemmas, only in their light verbs or only in the prepositions of one slot,
/// until none do. At most cubic in the number of patterns, which is small.
pub(super) fn merged(mut patterns: Vec<ClausePattern>) -> Vec<ClausePattern> {
    let mut merged: Vec<ClausePattern> = Vec::new();
    loop {
        let before = patterns.len();
        for pattern in patterns.drain(..) {
            if !merged.iter_mut().any(|known| absorb(known, &pattern)) {
                merged.push(pattern);
            }
        }
        if merged.len() == before {
            return merged;
        }
        patterns = std::mem::take(&mut merged);
    }
}

/// Makes `known` match what `other` matches too, if that is possible without matching more.
fn absorb(known: &mut ClausePattern, other: &ClausePattern) -> bool {
    if known.predicate != other.predicate {
        return false;
    }
    let (same_lemmas, same_light) = (known.lemmas == other.lemmas, known.light == other.light);
    let same_slots = known.slots == other.slots;
    if same_lemmas && same_light && same_slots {
        return true;
    }
    if same_light && same_slots {
        unite(&mut known.lemmas, &other.lemmas);
        return true;
    }
    // A pattern without a light verb matches any.
    if same_lemmas && same_slots && !known.light.is_empty() && !other.light.is_empty() {
        unite(&mut known.light, &other.light);
        return true;
    }
    same_lemmas && same_light && absorb_preposition(known, other)
}

fn absorb_preposition(known: &mut ClausePattern, other: &ClausePattern) -> bool {
    if known.slots.len() != other.slots.len() {
        return false;
    }
    let different: Vec<usize> =
        (0..known.slots.len()).filter(|&at| known.slots[at] != other.slots[at]).collect();
    // Slots joined by *and* change their preposition together.
    let Some(&first) = different.first() else { return false };
    let (SlotTarget::Prepositions(old), SlotTarget::Prepositions(new)) =
        (target(&known.slots[first].functions), target(&other.slots[first].functions))
    else {
        return false;
    };
    let (old, mut all) = (old.to_vec(), old.to_vec());
    let new = new.to_vec();
    unite(&mut all, &new);
    let agree = different.iter().all(|&at| {
        let (mine, theirs) = (&known.slots[at], &other.slots[at]);
        let functions = |prepositions: &[String]| vec![SlotFunction::Oblique(prepositions.to_vec())];
        mine.functions == functions(&old)
            && theirs.functions == functions(&new)
            && mine.need == theirs.need
            && mine.open == theirs.open
            && mine.role == theirs.role
            && mine.test == theirs.test
    });
    if agree {
        for at in different {
            known.slots[at].functions = vec![SlotFunction::Oblique(all.clone())];
        }
    }
    agree
}

enum SlotTarget<'a> {
    Prepositions(&'a [String]),
    Other,
}

fn target(functions: &[SlotFunction]) -> SlotTarget<'_> {
    match functions {
        [SlotFunction::Oblique(prepositions)] => SlotTarget::Prepositions(prepositions),
        _ => SlotTarget::Other,
    }
}

fn unite(words: &mut Vec<String>, others: &[String]) {
    words.extend_from_slice(others);
    words.sort();
    words.dedup();
}
