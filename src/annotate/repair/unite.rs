//! Reconciles names with the tree: a name is one phrase with one head word, and a title in front of a person's name
//! modifies it.

use std::ops::Range;

use crate::document::{Relation, Upos};

/// The root's head.
const ROOT: usize = usize::MAX;

/// Repairs the tree of a sentence so that each name is one subtree. `names` are positions in the sentence and whether
/// they name a person. The result is a tree if the input was one. Quadratic in the number of words at worst.
pub fn unite(names: &[(Range<usize>, bool)], upos: &[Upos], heads: &mut [usize], relations: &mut [Relation]) {
    for (name, person) in names {
        if name.is_empty() || name.end > heads.len() {
            continue;
        }
        let anchor = gather(name, heads, relations);
        if *person {
            title(name, anchor, upos, heads, relations);
        }
    }
}

/// Attaches the words of a name to the one nearest to the root, and returns that one.
fn gather(name: &Range<usize>, heads: &mut [usize], relations: &mut [Relation]) -> usize {
    let depth = |mut word: usize| {
        let mut depth = 0;
        while heads[word] != ROOT && depth <= heads.len() {
            word = heads[word];
            depth += 1;
        }
        depth
    };
    let anchor = name.clone().min_by_key(|&word| (depth(word), word)).unwrap_or(name.start);
    let inside = |word: usize| name.contains(&word);
    for word in name.clone() {
        if word != anchor && !inside(heads[word]) {
            (heads[word], relations[word]) = (anchor, Relation::Flat);
        }
    }
    // dependents of another word of the name move to this one
    for (word, head) in heads.iter_mut().enumerate() {
        if !inside(word) && *head != ROOT && inside(*head) {
            *head = anchor;
        }
    }
    anchor
}

/// *CEO Ada Brook*: if the title is parsed as the head, or as a second argument beside the name, the name takes its
/// place.
fn title(name: &Range<usize>, anchor: usize, upos: &[Upos], heads: &mut [usize], relations: &mut [Relation]) {
    let Some(title) = name.start.checked_sub(1) else { return };
    if !matches!(upos[title], Upos::Noun | Upos::Propn) {
        return;
    }
    let above = heads[title] != anchor
        && heads[anchor] == title
        && matches!(
            relations[anchor],
            Relation::Flat
                | Relation::Compound
                | Relation::Appos
                | Relation::NmodDesc
                | Relation::NmodUnmarked
                | Relation::Dep
        );
    let beside = heads[title] == heads[anchor]
        && heads[anchor] != ROOT
        && matches!(
            relations[title].universal(),
            Relation::Nsubj | Relation::Obj | Relation::Obl | Relation::Nmod
        )
        && relations[title].universal() == relations[anchor].universal();
    if !above && !beside {
        return;
    }
    (heads[anchor], relations[anchor]) = (heads[title], relations[title]);
    for word in 0..heads.len() {
        if heads[word] == title
            && word != anchor
            && !(name.contains(&word))
            && !belongs_to_title(relations[word])
        {
            heads[word] = anchor;
        }
    }
    (heads[title], relations[title]) = (anchor, Relation::NmodDesc);
}

/// Whether it modifies the title itself.
fn belongs_to_title(relation: Relation) -> bool {
    matches!(relation, Relation::Amod | Relation::Compound | Relation::Flat | Relation::Fixed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `word head relation` triples, heads from 1.
    fn united(rows: &[(&str, usize, Relation)], name: Range<usize>) -> Vec<(usize, Relation)> {
        let mut heads: Vec<usize> = rows.iter().map(|row| row.1.checked_sub(1).unwrap_or(ROOT)).collect();
        let mut relations: Vec<Relation> = rows.iter().map(|row| row.2).collect();
        let upos = |form: &str| if form.starts_with(char::is_uppercase) { Upos::Propn } else { Upos::Verb };
        let upos: Vec<Upos> = rows.iter().map(|row| upos(row.0)).collect();
        unite(&[(name, true)], &upos, &mut heads, &mut relations);
        heads.into_iter().map(|head| head.wrapping_add(1)).zip(relations).collect()
    }

    #[test]
    fn a_title_that_was_taken_for_the_head_describes_the_name() {
        let rows = [
            ("CEO", 4, Relation::Nsubj),
            ("Ada", 1, Relation::Flat),
            ("Brook", 1, Relation::Flat),
            ("left", 0, Relation::Root),
        ];
        let expected =
            [(2, Relation::NmodDesc), (4, Relation::Nsubj), (2, Relation::Flat), (0, Relation::Root)];
        assert_eq!(united(&rows, 1..3), expected);
    }

    proptest! {
        #[test]
        fn a_tree_stays_a_tree(raw in proptest::collection::vec(any::<usize>(), 2..20), start in 0usize..20, length in 1usize..5) {
            // each word hangs on an earlier one, the first is the root
            let n = raw.len();
            let mut heads: Vec<usize> = raw.iter().enumerate().map(|(i, x)| if i == 0 { ROOT } else { x % i }).collect();
            let mut relations = vec![Relation::Flat; n];
            let start = start % n;
            let name = start..(start + length).min(n);
            unite(&[(name, true)], &vec![Upos::Propn; n], &mut heads, &mut relations);
            prop_assert_eq!(heads.iter().filter(|&&head| head == ROOT).count(), 1);
            for word in 0..n {
                let (mut at, mut steps) = (word, 0);
                while heads[at] != ROOT {
                    at = heads[at];
                    steps += 1;
                    prop_assert!(steps <= n, "a cycle at {}", word);
                }
            }
        }
    }
}
