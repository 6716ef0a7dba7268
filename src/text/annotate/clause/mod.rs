//! From a tree to clauses and noun phrases.
//!
//! [`phrase`] folds titles, affiliations and appositions into noun phrases, [`frames`] finds predicates and their own
//! arguments, [`sharing`] those that they have from other clauses, and [`facets`] what is said of them.

mod facets;
mod frames;
mod phrase;
mod sharing;
mod tree;

use self::tree::Tree;
use crate::text::document::clause::Clauses;
use crate::text::document::{Document, Relation};

/// Fills the clauses of a sentence that has tags, names and a tree. Linear in its words but for sorting.
pub fn fill(document: &mut Document, sentence: usize) {
    let mut texts = Vec::new();
    let (mut clauses, phrases) = {
        let tree = Tree::new(document, sentence);
        let mut phrases = phrase::phrases(&tree);
        let mut clauses = frames::frames(&tree, &phrases, &mut texts);
        sharing::share(&tree, &phrases, &mut clauses);
        let order = sharing::by_depth(&clauses);
        facets::set(&tree, &mut clauses, &order);
        for (index, clause) in clauses.iter().enumerate() {
            let describes = matches!(tree.relation(clause.head), Relation::Acl | Relation::AclRelcl);
            let noun = tree.head(clause.head).filter(|_| describes);
            let place = noun.and_then(|noun| phrases.binary_search_by_key(&noun, |p| p.head).ok());
            if let Some(place) = place {
                phrases[place].described_by.push(index as u32);
            }
        }
        (clauses, phrases)
    };
    frames::intern(&mut clauses, &texts, &mut document.strings);
    document.sentences[sentence].clauses = Clauses { clauses, phrases };
}
