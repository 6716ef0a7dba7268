//! Where patterns may match: an index tells what leads to which of them.

use std::ops::Range;

use super::view::View;
use crate::document::TokenId;
use crate::lang::compile::index::{Index, Lead};

/// A pattern, by its place among those of its kind, and tokens at which a match of it may start.
pub(super) type Candidate = (u32, Range<TokenId>);

/// The patterns of an index that may match in a sentence, in order, each with the places at which a match may start, by
/// position and apart from each other. Linear in the sentence and in what it leads to.
pub(super) fn find(index: &Index, view: &View) -> Vec<Candidate> {
    let everywhere = index.everywhere.iter().map(|&pattern| (pattern, view.tokens.clone()));
    let mut found: Vec<Candidate> = everywhere.collect();
    let mut add = |leads: &[Lead], tokens: Range<TokenId>| {
        for lead in leads {
            let first = lead.most.map_or(0, |most| tokens.start.saturating_sub(most));
            let end = lead.least.map_or(view.tokens.end, |least| tokens.end.saturating_sub(least));
            let starts = first.max(view.tokens.start)..end;
            if !starts.is_empty() {
                found.push((lead.pattern, starts));
            }
        }
    };
    let columns = &view.document.tokens;
    for token in view.tokens.clone() {
        let (lower, lemma) = (view.lower(token), view.lemma(token));
        let here = token..token + 1;
        if let Some(word) = lower {
            add(index.of_word(word), here.clone());
        }
        if let Some(word) = lemma.filter(|_| lemma != lower) {
            add(index.of_word(word), here.clone());
        }
        add(index.of_upos(columns.upos[token as usize]), here.clone());
        add(index.of_tag(columns.xpos[token as usize]), here);
    }
    for (tokens, entry) in &view.entries {
        add(index.of_list(entry.list), tokens.clone());
    }
    if index.has_types() {
        for mention in view.mentions() {
            add(index.of_type(mention.kind), mention.tokens.clone());
        }
    }
    joined(found)
}

/// Every pattern of so many, at every token of a sentence.
pub(super) fn everywhere(patterns: usize, view: &View) -> Vec<Candidate> {
    (0..patterns as u32).map(|pattern| (pattern, view.tokens.clone())).collect()
}

/// The places of each pattern, with its place among those of its kind.
pub(super) fn by_pattern(candidates: &[Candidate]) -> impl Iterator<Item = (usize, &[Candidate])> {
    let groups = candidates.chunk_by(|(one, _), (other, _)| one == other);
    groups.filter_map(|starts| Some((starts.first()?.0 as usize, starts)))
}

/// The same in order, with what overlaps or touches as one.
fn joined(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_unstable_by_key(|(pattern, starts)| (*pattern, starts.start));
    found.dedup_by(|(pattern, starts), (before, known)| {
        let is_more = pattern == before && starts.start <= known.end;
        if is_more {
            known.end = known.end.max(starts.end);
        }
        is_more
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_is_one_and_each_pattern_is_apart() {
        let found = vec![(2, 4..6), (1, 5..6), (2, 6..7), (1, 0..2), (2, 0..5), (1, 3..4)];
        assert_eq!(joined(found), [(1, 0..2), (1, 3..4), (1, 5..6), (2, 0..7)]);
    }
}
