//! Arguments that a predicate shares with others: relative clauses, participles, control, raising, coordination.
//!
//! The cases are those of PredPatt (White et al. 2016, *Universal Decompositional Semantics on Universal
//! Dependencies*) and of the enhanced graphs of Universal Dependencies (Schuster and Manning 2016).

use super::arguments::Builder;
use super::phrase::Phrases;
use super::tree::{Node, REACH, Tree};
use crate::document::clause::{Argument, Filler, Function, PredicateKind, Via};
use crate::document::cue::{Cue, Governed};
use crate::document::{ClauseId, Relation, Upos, Xpos};
use crate::english::words::Class;

/// The antecedent of each relative pronoun of a sentence: the head of the nearest relative clause around it, if it is
/// the first such word of that clause. Linear.
pub(super) fn antecedents(tree: &Tree) -> Vec<Option<Node>> {
    let mut antecedents = vec![None; tree.len()];
    let mut has_pronoun = vec![false; tree.len()];
    for (node, antecedent) in antecedents.iter_mut().enumerate() {
        let is_relative = tree.is_wh(node) && !tree.is(Class::Interrogative, tree.lower(node));
        if !is_relative || tree.relation(node) == Relation::Mark {
            continue;
        }
        let mut at = node;
        for _ in 0..REACH {
            if matches!(tree.relation(at), Relation::AclRelcl | Relation::AdvclRelcl) {
                let head = tree
                    .head(at)
                    .filter(|&head| head < node && !std::mem::replace(&mut has_pronoun[at], true));
                *antecedent = head;
                break;
            }
            match tree.head(at) {
                Some(head) => at = head,
                None => break,
            }
        }
    }
    antecedents
}

impl Builder<'_> {
    /// Gives the clause of a node the arguments that its governor shares; the governor's arguments are known.
    pub(super) fn shared_arguments(&mut self, node: Node) {
        use Relation as R;
        let (Some(id), Some(head)) = (self.main[node], self.tree.head(node)) else {
            return;
        };
        if self.clauses[id.index()].kind == PredicateKind::Noun
            && self.tree.relation(node) != R::Xcomp
            && self.clauses[id.index()].copula.is_none()
        {
            return;
        }
        match self.tree.relation(node) {
            R::AclRelcl => self.fill_gap(id, node, head),
            R::Acl => self.describe_noun(id, node, head),
            R::Xcomp => self.control(id, node, head),
            R::Ccomp if !self.is_finite(node) => self.control(id, node, head),
            R::Advcl if !self.is_finite(node) => self.adjunct(id, node, head),
            R::Conj => self.coordinate(id, node, head),
            _ => {}
        }
    }

    fn is_finite(&self, node: Node) -> bool {
        let tree = self.tree;
        let is_finite = |at: Node| matches!(tree.xpos(at), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        is_finite(node)
            || tree.children(node).iter().any(|&child| {
                matches!(tree.relation(child), Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && is_finite(child)
            })
    }

    /// Whether the node has a subject, even an empty one.
    fn has_subject(&self, node: Node) -> bool {
        use Relation as R;
        self.tree.children(node).iter().any(|&child| {
            matches!(self.tree.relation(child).universal(), R::Nsubj | R::Csubj | R::Expl)
                || self.tree.relation(child) == R::NmodPoss && self.tree.xpos(node) == Xpos::Vbg
        })
    }

    /// A relative clause without a pronoun: the noun fills the gap.
    fn fill_gap(&mut self, id: ClauseId, node: Node, head: Node) {
        use Relation as R;
        let tree = self.tree;
        let extent = tree.extent(node);
        if (extent.start..extent.end.min(node + REACH)).any(|at| self.antecedents[at] == Some(head)) {
            return;
        }
        if !self.has_subject(node) {
            let surface = self.surface[id.index()];
            return self.add_one(id, surface, head, Via::Relative, 1);
        }
        let (mut at, mut steps) = (node, 1);
        loop {
            if self.fill_stranded(at, head, steps) {
                return;
            }
            let below = tree.children(at).iter().copied().rfind(|&child| {
                matches!(tree.relation(child), R::Xcomp | R::Ccomp) && self.main[child].is_some()
            });
            match below {
                Some(child) if usize::from(steps) < REACH => (at, steps) = (child, steps + 1),
                _ => break,
            }
        }
        let Some(target) = self.main[at] else { return };
        let noun = tree.lemma(head);
        if at != node && self.is_finite(at) && !self.has_subject(at) {
            let surface = self.surface[target.index()];
            self.add_one(target, surface, head, Via::Relative, steps);
        } else if tree.is_time(head) {
            self.add_one(target, Function::Adverbial, head, Via::Relative, steps);
        } else if tree.is(Class::PlaceNoun, noun) {
            self.add_one(target, Function::Oblique(tree.in_word), head, Via::Relative, steps);
        } else if (self.lacks_object(at, target) || self.surface[target.index()] == Function::IndirectObject)
            && !tree.is(Class::MannerNoun, noun)
        {
            self.add_one(target, Function::Object, head, Via::Relative, steps);
        }
    }

    fn lacks_object(&self, node: Node, id: ClauseId) -> bool {
        let clause = &self.clauses[id.index()];
        clause.kind == PredicateKind::Verb
            && !clause.passive
            && !self.tree.has(node, Relation::Obj)
            && !self.tree.has(node, Relation::Ccomp)
            && clause.head == self.tree.token(node)
    }

    /// *the house he lived **in***: gives the noun to the preposition that has no phrase.
    fn fill_stranded(&mut self, node: Node, noun: Node, steps: u8) -> bool {
        use Relation as R;
        let tree = self.tree;
        let is_stranded = |&child: &Node| {
            child > node
                && matches!(tree.upos(child), Upos::Adp | Upos::Part)
                && matches!(tree.relation(child), R::Obl | R::Nmod | R::Case | R::Advmod | R::Dep)
                && !tree.has(child, R::Obl)
        };
        let stranded = tree.children(node).iter().copied().find(is_stranded);
        match (stranded, self.main[node]) {
            (Some(preposition), Some(id)) => {
                let function = Function::Oblique(tree.lower_word(preposition));
                self.add_one(id, function, noun, Via::Relative, steps);
                true
            }
            _ => false,
        }
    }

    /// A participle or an infinitive under a noun.
    fn describe_noun(&mut self, id: ClauseId, node: Node, head: Node) {
        let tree = self.tree;
        if self.completes_noun(head, node) {
            if !self.has_subject(node) && !self.is_finite(node) {
                self.nominal_control(id, head);
            }
            return;
        }
        if self.has_subject(node) {
            return self.fill_gap(id, node, head);
        }
        let surface = self.surface[id.index()];
        if tree.is_infinitive(node) {
            // *the first man to visit Oslo*, *a book to read*, *someone to talk to*
            if self.fill_stranded(node, head, 1) {
                return;
            }
            let ranks = tree.children(head).iter().any(|&c| tree.is(Class::Rank, tree.lower(c)));
            let has_rest = tree.children(node).iter().any(|&c| {
                matches!(
                    tree.relation(c).universal(),
                    Relation::Obj | Relation::Obl | Relation::Xcomp | Relation::Ccomp
                )
            });
            let function =
                if ranks || has_rest || surface != Function::Subject { surface } else { Function::Object };
            // *a day to rest*
            let is_time = !ranks && tree.is_time(head);
            let function = if is_time { Function::Adverbial } else { function };
            return self.add_one(id, function, head, Via::Relative, 1);
        }
        self.add_one(id, surface, head, Via::Relative, 1);
        // *Oak issued a statement saying that …*: who makes a statement says what it says
        if surface == Function::Subject && tree.is_speech(tree.lemma(node)) && tree.is_event(tree.lemma(head))
        {
            self.nominal_control(id, head);
        }
    }

    /// *Park's plan to buy Nimbus*, *Park made a plan to buy Nimbus*: the owner of the plan buys.
    fn nominal_control(&mut self, id: ClauseId, noun: Node) {
        let tree = self.tree;
        if let Some(noun_id) = self.noun[noun] {
            let is_agent = |function: Function| match function {
                Function::Genitive => true,
                Function::Oblique(word) => matches!(tree.text(word), "by" | "between"),
                _ => false,
            };
            if self.copy(noun_id, id, is_agent, Via::Control) {
                return;
            }
        }
        let (Some(governor), true) = (tree.head(noun), tree.relation(noun) == Relation::Obj) else {
            return;
        };
        if let Some(governor_id) = self.main[governor] {
            let surface = self.surface[governor_id.index()];
            if surface == Function::Subject
                && self.copy(governor_id, id, |f| f == Function::IndirectObject, Via::Control)
            {
                return;
            }
            self.copy(governor_id, id, |f| f == surface, Via::Control);
        }
    }

    /// The subject of an open complement: the filler of its governor's object, else of its subject.
    fn control(&mut self, id: ClauseId, node: Node, head: Node) {
        let tree = self.tree;
        let Some(governor) = self.main[head].filter(|_| !self.has_subject(node)) else {
            return;
        };
        let surface = self.surface[governor.index()];
        let clause = &self.clauses[governor.index()];
        if clause.kind == PredicateKind::Adjective
            && tree.is(Class::ToughAdjective, tree.lemma(head))
            && !tree.has(node, Relation::Obj)
        {
            let fillers = self.fillers(governor, |f| f == Function::Subject);
            return self.give_all(id, Function::Object, &fillers, Via::Control);
        }
        let keeps_subject =
            surface != Function::Subject || tree.is(Class::SubjectControlVerb, tree.lemma(head));
        if !keeps_subject {
            let objects = |f| f == Function::Object;
            let receivers = |f| f == Function::IndirectObject;
            if self.copy(governor, id, objects, Via::Control)
                || self.copy(governor, id, receivers, Via::Control)
            {
                return;
            }
        }
        // *pleaded with him to leave*
        if let Some(wanted) = tree.value(Class::ObliqueControlVerb, tree.lemma(head)) {
            let is_wanted = |f| matches!(f, Function::Oblique(word) if tree.text(word) == wanted);
            if self.copy(governor, id, is_wanted, Via::Control) {
                return;
            }
        }
        self.copy(governor, id, |f| f == surface, Via::Control);
    }

    /// *after visiting Oslo, Park …*, *to win, Park …*: the subject of the main clause.
    fn adjunct(&mut self, id: ClauseId, node: Node, head: Node) {
        let Some(governor) = self.main[head].filter(|_| !self.has_subject(node)) else {
            return;
        };
        // *The plant was sold to raise cash*: the seller wants the cash.
        let is_purpose = self.tree.is_infinitive(node) && self.clauses[governor.index()].passive;
        let wanted = if is_purpose { Function::Subject } else { self.surface[governor.index()] };
        if self.is_of_object(node, head) && self.copy(governor, id, |f| f == Function::Object, Via::Control) {
            return;
        }
        self.copy(governor, id, |f| f == wanted, Via::Control);
    }

    /// *prevented Lind from entering*, *accused Lind of lying*, *fined Lind for speeding*: the object acts.
    fn is_of_object(&self, node: Node, head: Node) -> bool {
        let tree = self.tree;
        let (verb, preposition) = (tree.lemma(head), tree.clause_marker(node));
        match tree.value(Class::GerundPreposition, preposition) {
            Some("object") => true,
            Some("judged") => tree.is(Class::JudgingVerb, verb),
            Some("cued") => {
                tree.cue(&[verb, " ", preposition].concat(), Governed::Infinitive) != Cue::default()
            }
            _ => false,
        }
    }

    /// A later verb of a coordination shares the subject, and an object that follows it.
    fn coordinate(&mut self, id: ClauseId, node: Node, head: Node) {
        let Some(first) = self.main[head] else { return };
        let tree = self.tree;
        let surface = self.surface[first.index()];
        let shares_subject = !self.has_subject(node);
        if shares_subject {
            self.copy(first, id, |f| f == surface, Via::Coordination);
        }
        if !self.lacks_object(node, id)
            || self.clauses[id.index()].arguments.iter().any(|a| a.function == Function::Object)
        {
            return;
        }
        // The head noun of a relative clause without a pronoun is missing from each verb.
        let shared: Vec<Argument> = self.clauses[first.index()]
            .arguments
            .iter()
            .filter(|a| a.function == Function::Object && !self.clauses[first.index()].passive)
            .filter(|a| match a.via {
                Via::Relative => !shares_subject,
                // *is hard to find and to mend*
                Via::Control => true,
                Via::Direct | Via::Conjunct => self.position(a.filler) > tree.extent(node).end - 1,
                _ => false,
            })
            .copied()
            .collect();
        self.give_all(id, Function::Object, &shared, Via::Coordination);
    }

    /// The position of a filler's head.
    pub(super) fn position(&self, filler: Filler) -> Node {
        match filler {
            Filler::Phrase(phrase) => self.phrases.nodes[phrase.index()],
            Filler::Clause(clause) => self.predicates[clause.index()].anchor,
        }
    }

    fn fillers(&self, from: ClauseId, wanted: impl Fn(Function) -> bool) -> Vec<Argument> {
        self.clauses[from.index()].arguments.iter().filter(|a| wanted(a.function)).copied().collect()
    }

    fn give_all(&mut self, to: ClauseId, function: Function, from: &[Argument], via: Via) {
        for argument in from {
            let steps = argument.steps.saturating_add(1);
            self.give(to, Argument { function, filler: argument.filler, via, steps });
        }
    }

    /// Gives one clause the wanted arguments of another as its surface subject. Returns whether there were any.
    pub(super) fn copy(
        &mut self,
        from: ClauseId,
        to: ClauseId,
        wanted: impl Fn(Function) -> bool,
        via: Via,
    ) -> bool {
        let fillers = self.fillers(from, wanted);
        let surface = self.surface[to.index()];
        self.give_all(to, surface, &fillers, via);
        !fillers.is_empty()
    }
}

/// Records for each phrase the clauses that describe it.
pub(super) fn describe_phrases(tree: &Tree, main: &[Option<ClauseId>], phrases: &mut Phrases) {
    for (node, id) in main.iter().enumerate() {
        if let Some(id) = *id
            && matches!(tree.relation(node), Relation::AclRelcl | Relation::Acl)
            && let Some(phrase) = tree.head(node).and_then(|head| phrases.of[head])
        {
            phrases.list[phrase.index()].described_by.push(id);
        }
    }
}
