//! How clauses attach to one another, and who reports them.

use super::arguments::Builder;
use super::tree::{Node, Tree};
use crate::document::clause::{Function, Link, PredicateKind, Via};
use crate::document::{ClauseId, Relation};
use crate::english::words::Class;

impl Builder<'_> {
    /// Sets the parent of every clause. Linear.
    pub(super) fn link_clauses(&mut self) {
        let tree = self.tree;
        let mut owners: Vec<Option<ClauseId>> = vec![None; tree.len()];
        for &node in &tree.order {
            let above = tree.head(node).and_then(|head| match tree.relation(node).universal() {
                Relation::Acl => self.noun[head].or(owners[head]),
                _ => owners[head],
            });
            let parent = above.map(|parent| (parent, self.link(node)));
            if let Some(id) = self.main[node] {
                self.clauses[id.index()].parent = parent;
            }
            if let Some(id) = self.noun[node].filter(|_| self.noun[node] != self.main[node]) {
                let stated = self.main[node].map(|main| (main, Link::Nominal));
                self.clauses[id.index()].parent = stated.or(parent);
            }
            owners[node] = self.main[node].or(self.noun[node]).or(above);
        }
    }

    fn link(&self, node: Node) -> Link {
        use Relation as R;
        let tree = self.tree;
        let head = tree.head(node).unwrap_or(node);
        match tree.relation(node) {
            R::Ccomp | R::Xcomp | R::Csubj | R::CsubjPass | R::CsubjOuter => Link::Complement,
            R::Acl if self.completes_noun(head, node) => Link::Complement,
            R::Acl | R::AclRelcl => Link::Relative,
            R::Advcl if tree.marks(node).any(|mark| tree.is_condition(mark)) || is_in_case(tree, node) => {
                Link::Condition
            }
            R::Advcl if tree.is_infinitive(node) && tree.clause_marker(node).is_empty() => {
                match self.main[head] {
                    Some(id) if self.clauses[id.index()].kind == PredicateKind::Adjective => Link::Complement,
                    _ => Link::Purpose,
                }
            }
            R::Advcl | R::AdvclRelcl => Link::Adverbial,
            R::Conj => Link::Conjunct,
            _ if quotation(tree, node).is_some_and(|(_, quote)| quote == node) => Link::Complement,
            R::Parataxis | R::List | R::Appos | R::Dislocated | R::Discourse | R::Vocative | R::Root => {
                Link::Beside
            }
            _ => Link::Nominal,
        }
    }

    /// Makes a quotation beside a verb of speech its complement: *…, KT said*.
    pub(super) fn quoted_argument(&mut self, node: Node) {
        if let Some((speech, quote)) = quotation(self.tree, node)
            && let Some(id) = self.main[speech]
        {
            self.add_one(id, Function::Complement, quote, Via::Direct, 1);
        }
    }

    /// Sets who reports every clause. Linear.
    pub(super) fn attribute_clauses(&mut self) {
        let tree = self.tree;
        // What a clause inherits from above. A quotation's speaker is below it and does not report itself.
        let mut inherited: Vec<Option<ClauseId>> = vec![None; self.clauses.len()];
        for &node in &tree.order {
            for id in [self.main[node], self.noun[node]].into_iter().flatten() {
                let parent = self.clauses[id.index()].parent;
                let speaker_below = quotation(tree, node).filter(|&(speech, _)| speech == node);
                let from_above = match parent {
                    Some((parent, _)) if speaker_below.is_some() => inherited[parent.index()],
                    Some((parent, Link::Complement)) if self.is_speech(parent, node) => Some(parent),
                    Some((parent, Link::Nominal)) if self.is_announced(parent, node) => Some(parent),
                    Some((parent, _)) => self.clauses[parent.index()].reported_by,
                    None => None,
                };
                inherited[id.index()] = from_above;
                let beside = tree.children(node).iter().find_map(|&child| {
                    quotation(tree, child).filter(|&(speech, quote)| speech == child && quote == node)
                });
                let speaker = beside.and_then(|(speech, _)| self.main[speech]).filter(|&speech| speech != id);
                self.clauses[id.index()].reported_by = speaker.or(from_above);
            }
        }
    }

    /// Whether a clause is content reported by a node's clause, and not something that somebody is to do.
    fn is_speech(&self, id: ClauseId, complement: Node) -> bool {
        let verb = &self.predicates[id.index()];
        verb.kind != PredicateKind::Noun
            && self.tree.is_speech(self.tree.full_lemma(verb.anchor))
            && complement != verb.anchor
    }

    /// Whether a verb of speech reports the event that a noun names: *announced a merger*.
    fn is_announced(&self, id: ClauseId, noun: Node) -> bool {
        let verb = &self.predicates[id.index()];
        let is_object = match self.tree.relation(noun) {
            Relation::Obj => !self.clauses[id.index()].passive,
            Relation::Nsubj | Relation::NsubjPass => self.clauses[id.index()].passive,
            _ => false,
        };
        is_object
            && verb.kind == PredicateKind::Verb
            && self.tree.head(noun) == Some(verb.anchor)
            && self.tree.is(Class::AnnouncingVerb, self.tree.full_lemma(verb.anchor))
    }
}

fn is_in_case(tree: &Tree, node: Node) -> bool {
    tree.children_by(node, Relation::Mark).any(|mark| {
        tree.lower(mark) == "in"
            && tree.children_by(mark, Relation::Fixed).any(|fixed| tree.lower(fixed) == "case")
    })
}

/// The verb of speech and the quotation, if a node beside its head is one of them.
fn quotation(tree: &Tree, node: Node) -> Option<(Node, Node)> {
    let head = tree.head(node)?;
    let speaks = |verb: Node| {
        let has = |relation: Relation| tree.has(verb, relation);
        tree.is_speech(tree.full_lemma(verb)) && !has(Relation::Ccomp) && !has(Relation::Obj)
    };
    match tree.relation(node) {
        Relation::Parataxis if speaks(node) && tree.has(node, Relation::Nsubj) => Some((node, head)),
        Relation::Parataxis if speaks(head) && node > head => Some((head, node)),
        Relation::Advcl if speaks(node) && tree.marks(node).any(|mark| mark == "as") => Some((node, head)),
        _ => None,
    }
}
