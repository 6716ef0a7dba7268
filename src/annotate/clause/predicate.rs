//! Which words of a sentence are predicates, of what kind, and whether a verb is passive.

use super::phrase::Phrases;
use super::tree::{Node, Tree};
use crate::document::clause::PredicateKind;
use crate::document::{Relation, Upos, Xpos};
use crate::english::words::Class;

/// A word with a clause.
#[derive(Clone, Debug)]
pub(super) struct Predicate {
    /// The node whose dependents are its arguments.
    pub anchor: Node,
    /// The word that carries the meaning: the anchor, except for the copula of *is in Oslo*.
    pub head: Node,
    pub kind: PredicateKind,
    pub copula: Option<Node>,
    pub passive: bool,
}

/// The predicates, in the order of their heads. Linear except for sorting.
pub(super) fn predicates(tree: &Tree, phrases: &Phrases) -> Vec<Predicate> {
    let mut passive = vec![false; tree.len()];
    for &node in &tree.order {
        passive[node] = is_passive(tree, node, &passive);
    }
    let mut predicates: Vec<Predicate> = Vec::new();
    for node in 0..tree.len() {
        let mut add = |head, kind, copula| {
            let passive = passive[node] && kind != PredicateKind::Noun;
            predicates.push(Predicate { anchor: node, head, kind, copula, passive });
        };
        let copula = tree.child_by(node, Relation::Cop);
        if is_verb(tree, node) {
            let is_attribute = tree.relation(node) == Relation::Amod;
            let kind = if is_attribute { PredicateKind::Adjective } else { PredicateKind::Verb };
            add(node, kind, None);
        } else if let Some(copula) = copula.filter(|_| states_place(tree, node)) {
            add(copula, PredicateKind::Verb, None);
            if tree.upos(node) == Upos::Noun {
                add(node, PredicateKind::Noun, None);
            }
        } else if tree.upos(node) == Upos::Adj && !is_nominalised(tree, phrases, node) {
            let copula = copula.or_else(|| shared_copula(tree, node));
            if copula.is_some() || is_clausal(tree, node) || has_complement(tree, node) {
                add(node, PredicateKind::Adjective, copula);
            }
        } else if tree.upos(node) == Upos::Noun && phrases.of[node].is_some() {
            add(node, PredicateKind::Noun, copula);
        } else if copula.is_some() || is_clausal(tree, node) {
            let kind =
                if phrases.of[node].is_some() { PredicateKind::Noun } else { PredicateKind::Adjective };
            add(node, kind, copula);
        }
    }
    predicates.sort_by_key(|predicate| predicate.head);
    predicates.dedup_by_key(|predicate| predicate.head);
    predicates
}

/// Whether it is a full verb, or an auxiliary alone with arguments.
fn is_verb(tree: &Tree, node: Node) -> bool {
    use Relation as R;
    let relation = tree.relation(node);
    match tree.upos(node) {
        Upos::Verb => !matches!(
            relation,
            R::Case
                | R::Mark
                | R::Fixed
                | R::Flat
                | R::Goeswith
                | R::Compound
                | R::Aux
                | R::AuxPass
                | R::Cop
                | R::Cc
                | R::Reparandum
        ),
        Upos::Aux => {
            !matches!(relation, R::Aux | R::AuxPass | R::Cop)
                && tree
                    .children(node)
                    .iter()
                    .any(|&c| matches!(tree.relation(c).universal(), R::Nsubj | R::Obj | R::Xcomp))
        }
        _ => false,
    }
}

/// The copula of the adjective before it: *is small and rich*.
fn shared_copula(tree: &Tree, node: Node) -> Option<Node> {
    let first = tree.head(node).filter(|_| tree.relation(node).universal() == Relation::Conj)?;
    let is_adjective = tree.upos(first) == Upos::Adj;
    tree.child_by(first, Relation::Cop).filter(|_| is_adjective)
}

/// Whether a copula's predicate is a prepositional phrase (*is in Oslo*), so that the copula is the verb.
fn states_place(tree: &Tree, node: Node) -> bool {
    !tree.marker(node).is_empty() && tree.is_nominal(node)
}

fn is_nominalised(tree: &Tree, phrases: &Phrases, node: Node) -> bool {
    phrases.of[node].is_some() && tree.relation(node) != Relation::Amod
}

/// Whether a word is in the position of a clause.
fn is_clausal(tree: &Tree, node: Node) -> bool {
    use Relation as R;
    match tree.relation(node).universal() {
        R::Ccomp | R::Xcomp | R::Csubj | R::Advcl | R::Acl => true,
        R::Root | R::Parataxis | R::Conj => tree
            .children(node)
            .iter()
            .any(|&child| matches!(tree.relation(child).universal(), R::Nsubj | R::Csubj)),
        _ => false,
    }
}

/// Whether an adjective has arguments: *a city close to the border*.
fn has_complement(tree: &Tree, node: Node) -> bool {
    use Relation as R;
    tree.children(node).iter().any(|&child| {
        matches!(tree.relation(child).universal(), R::Obl | R::Xcomp | R::Ccomp | R::Advcl) && child > node
    })
}

/// Whether a verb is passive. Whether its head is passive is known.
fn is_passive(tree: &Tree, node: Node, known: &[bool]) -> bool {
    use Relation as R;
    let (mut has_aux, mut has_subject) = (false, false);
    for &child in tree.children(node) {
        match tree.relation(child) {
            R::AuxPass | R::NsubjPass | R::CsubjPass => return true,
            R::Aux | R::Cop => has_aux = true,
            R::Nsubj => has_subject = true,
            _ => {}
        }
    }
    if has_aux || has_subject {
        return false;
    }
    match tree.xpos(node) {
        Xpos::Vbn | Xpos::Vbd => {}
        _ => return false,
    }
    let is_participle = tree.xpos(node) == Xpos::Vbn;
    match tree.relation(node) {
        // A tagger reads *visited* in *the firm visited by Park* as a past tense; a verb with an object is active.
        R::Acl => is_participle || !tree.has(node, R::Obj),
        R::Amod => true,
        R::Advcl | R::Xcomp | R::Parataxis | R::Root => is_participle && !tree.has(node, R::Obj),
        // *was hauled in and told that …*: active *tell* always has a listener
        R::Conj => {
            let has_listener = || tree.has(node, R::Obj) || tree.has(node, R::Iobj);
            let told = || tree.is(Class::ListenerVerb, tree.lemma(node)) && !has_listener();
            (is_participle || told()) && tree.head(node).is_some_and(|head| known[head])
        }
        _ => false,
    }
}
