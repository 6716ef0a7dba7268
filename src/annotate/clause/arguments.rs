//! The arguments that depend on a predicate, as if its clause were active.

use super::phrase::Phrases;
use super::predicate::Predicate;
use super::tree::{MOST_ARGUMENTS, Node, Tree};
use crate::document::clause::{Argument, Filler, Function, PredicateKind, Via};
use crate::document::{Clause, ClauseId, Relation, Upos, Word, Xpos};
use crate::english::words::Class;

/// The clauses of a sentence while they are built.
pub(super) struct Builder<'t> {
    pub tree: &'t Tree<'t>,
    pub phrases: &'t Phrases,
    pub predicates: &'t [Predicate],
    pub clauses: Vec<Clause>,
    /// The clause whose arguments are the node's dependents: a verb's, or that of a copula's predicate.
    pub main: Vec<Option<ClauseId>>,
    /// The clause of a noun, with or without a copula.
    pub noun: Vec<Option<ClauseId>>,
    /// The antecedent of each relative pronoun.
    pub antecedents: &'t [Option<Node>],
    /// The function of the surface subject in each clause.
    pub surface: Vec<Function>,
}

impl Builder<'_> {
    /// Adds the arguments that depend on a node to its clauses.
    pub(super) fn direct_arguments(&mut self, node: Node) {
        if let Some(id) = self.main[node] {
            match self.clauses[id.index()].kind {
                PredicateKind::Verb => self.verb_arguments(id, node),
                PredicateKind::Adjective => self.adjective_arguments(id, node),
                PredicateKind::Noun => self.noun_arguments(id, node),
            }
        }
        if self.noun[node] != self.main[node]
            && let Some(id) = self.noun[node]
        {
            self.noun_arguments(id, node);
        }
    }

    /// Sets the function of the surface subject in every clause.
    pub(super) fn set_surfaces(&mut self) {
        let tree = self.tree;
        for id in 0..self.clauses.len() {
            if self.clauses[id].passive {
                let node = self.predicates[id].anchor;
                // *was given a prize*: the subject is the receiver.
                let keeps_object = tree.is(Class::DitransitiveVerb, tree.lemma(node))
                    && (tree.has(node, Relation::Obj) || self.is_object_gap(node));
                self.surface[id] = if keeps_object { Function::IndirectObject } else { Function::Object };
            }
        }
    }

    // The subject of *The problem is that …* (`nsubj:outer`) does not belong to the clause inside.
    fn verb_arguments(&mut self, id: ClauseId, node: Node) {
        use Relation as R;
        let tree = self.tree;
        let passive = self.clauses[id.index()].passive;
        let has_agent = tree.has(node, R::OblAgent);
        let has_expletive = tree.has(node, R::Expl);
        let is_copula = self.clauses[id.index()].head != tree.token(node);
        for &child in tree.children(node) {
            let surface = self.surface[id.index()];
            match tree.relation(child) {
                // *is at a meeting of ministers*
                R::Nmod | R::NmodPoss | R::NmodUnmarked if is_copula => {}
                R::Nsubj | R::NsubjPass => self.add(id, surface, child),
                R::Csubj | R::CsubjPass if has_expletive || passive => {
                    self.add(id, Function::Complement, child);
                }
                R::Csubj | R::CsubjPass => self.add(id, surface, child),
                R::Obj => self.add(id, Function::Object, child),
                R::Iobj => self.add(id, Function::IndirectObject, child),
                R::OblAgent if passive => self.add(id, Function::Subject, child),
                R::Obl | R::OblAgent | R::Nmod | R::OblUnmarked => {
                    // *by means of force* names no agent
                    let is_by = tree.marker(child) == "by" && tree.bridges[child].is_none();
                    let is_agent = passive && !has_agent && is_by && !self.is_time(child);
                    match is_agent {
                        true => self.add(id, Function::Subject, child),
                        false => self.add_oblique(id, child),
                    }
                }
                R::NmodUnmarked => self.add(id, Function::Adverbial, child),
                R::NmodPoss if tree.xpos(node) == Xpos::Vbg => self.add(id, Function::Subject, child),
                R::Ccomp | R::Xcomp => self.add(id, Function::Complement, child),
                R::Advcl => self.add_adverbial_clause(id, child),
                R::Advmod => self.add_adverb(id, child),
                _ => {}
            }
        }
        // *is in Oslo*: the predicate of the copula is an argument of it.
        if is_copula {
            self.add_oblique(id, node);
        }
    }

    /// Whether a noun fills the missing argument of a passive: *the prize he was given*.
    fn is_object_gap(&self, node: Node) -> bool {
        let tree = self.tree;
        tree.relation(node) == Relation::AclRelcl
            && tree.children(node).iter().any(|&child| {
                tree.relation(child) == Relation::NsubjPass && self.antecedents[child].is_none()
            })
            && !tree.children(node).iter().any(|&child| self.antecedents[child].is_some())
    }

    fn adjective_arguments(&mut self, id: ClauseId, node: Node) {
        use Relation as R;
        let tree = self.tree;
        if tree.relation(node) == R::Amod {
            self.attribute(id, node);
        }
        for &child in tree.children(node) {
            match tree.relation(child) {
                // *a **cat**-chasing dog*
                R::Compound if self.is_active_attribute(node) => self.add(id, Function::Object, child),
                R::Nsubj | R::NsubjPass => {
                    let surface = self.surface[id.index()];
                    self.add(id, surface, child);
                }
                R::Obl | R::OblAgent | R::Nmod | R::OblUnmarked => self.add_oblique(id, child),
                R::Ccomp | R::Xcomp | R::Csubj => self.add(id, Function::Complement, child),
                R::Advcl if tree.is_infinitive(child) => self.add(id, Function::Complement, child),
                R::Advcl => self.add_adverbial_clause(id, child),
                R::Advmod => self.add_adverb(id, child),
                _ => {}
            }
        }
    }

    /// What an attribute says something of: *the visited **site***, *a rising **star***. Nouns that *and* joins to that one
    /// share it if they have no determiner or attribute of their own: *an adopted girl and **boy***.
    fn attribute(&mut self, id: ClauseId, node: Node) {
        let tree = self.tree;
        let Some(head) = tree.head(node) else { return };
        let surface = self.surface[id.index()];
        self.add_one(id, surface, head, Via::Relative, 1);
        let describes = |relation: Relation| {
            matches!(
                relation.universal(),
                Relation::Det | Relation::Amod | Relation::Nummod | Relation::Case | Relation::Appos
            ) || relation == Relation::NmodPoss
        };
        let is_bare = |noun: Node| !tree.children(noun).iter().any(|&c| describes(tree.relation(c)));
        for noun in tree.conjuncts(head).into_iter().filter(|&noun| noun > head) {
            if node < head && tree.upos(noun) == Upos::Noun && is_bare(noun) {
                self.add_one(id, surface, noun, Via::Coordination, 2);
            }
        }
    }

    /// Whether it is an active participle before a noun.
    fn is_active_attribute(&self, node: Node) -> bool {
        self.tree.relation(node) == Relation::Amod && self.tree.xpos(node) == Xpos::Vbg
    }

    fn noun_arguments(&mut self, id: ClauseId, node: Node) {
        use Relation as R;
        let tree = self.tree;
        let is_stated = self.main[node] == Some(id);
        for &child in tree.children(node) {
            match tree.relation(child) {
                R::Nsubj | R::NsubjPass if is_stated => self.add(id, Function::Subject, child),
                R::NmodPoss => self.add(id, Function::Genitive, child),
                R::Compound | R::NmodDesc | R::Amod if self.phrases.of[child].is_some() => {
                    self.add(id, Function::Modifier, child);
                }
                R::Nmod => self.add_oblique(id, child),
                R::NmodUnmarked => self.add(id, Function::Adverbial, child),
                R::Obl | R::OblUnmarked if is_stated || !tree.marker(child).is_empty() => {
                    self.add_oblique(id, child)
                }
                R::Ccomp | R::Csubj if is_stated => self.add(id, Function::Complement, child),
                R::Acl if self.completes_noun(node, child) => match tree.clause_marker(child) {
                    "" => self.add(id, Function::Complement, child),
                    _ => self.add_oblique(id, child),
                },
                R::Advcl if is_stated => self.add_adverbial_clause(id, child),
                _ => {}
            }
        }
    }

    /// Whether a clause under a noun gives its content: *a plan **to buy***, *the claim **that***. An infinitive may
    /// also say what is done with the thing: *talks to buy a bank*, but *ships to carry coal*.
    pub(super) fn completes_noun(&self, noun: Node, clause: Node) -> bool {
        let tree = self.tree;
        let is_completed =
            || tree.is(Class::ContentNoun, tree.lemma(noun)) || tree.is_event(tree.lemma(noun));
        tree.relation(clause) == Relation::Acl
            && (tree.is_infinitive(clause) && is_completed()
                || tree.marks(clause).any(|mark| matches!(mark, "that" | "whether"))
                || !tree.clause_marker(clause).is_empty())
    }

    /// Adds a node and its conjuncts.
    pub(super) fn add(&mut self, id: ClauseId, function: Function, node: Node) {
        for (index, member) in self.tree.conjuncts(node).into_iter().enumerate() {
            let via = if index == 0 { Via::Direct } else { Via::Conjunct };
            self.add_one(id, function, member, via, 1 + u8::from(index > 0));
        }
    }

    /// Adds a phrase or gerund with its preposition. A noun inside a preposition gives the phrase that this governs.
    pub(super) fn add_oblique(&mut self, id: ClauseId, node: Node) {
        if let Some((phrase, preposition)) = self.tree.bridges[node] {
            self.add_phrase(id, phrase, preposition);
            // *in response to the attack*: the response is an event itself
            if !self.tree.is_event(self.tree.lemma(node)) {
                return;
            }
        }
        self.add_phrase(id, node, Word::EMPTY);
    }

    /// Adds a phrase or gerund after this preposition or its own; each conjunct may have another.
    fn add_phrase(&mut self, id: ClauseId, node: Node, preposition: Word) {
        let mut marker = preposition;
        for (index, member) in self.tree.conjuncts(node).into_iter().enumerate() {
            let own = self.tree.markers[member];
            if own != Word::EMPTY && !self.tree.text(marker).ends_with(self.tree.text(own)) {
                marker = own;
            }
            let function =
                if marker == Word::EMPTY { Function::Adverbial } else { Function::Oblique(marker) };
            let via = if index == 0 { Via::Direct } else { Via::Conjunct };
            self.add_one(id, function, member, via, 1 + u8::from(index > 0));
        }
    }

    fn add_adverbial_clause(&mut self, id: ClauseId, child: Node) {
        if !self.tree.clause_marker(child).is_empty() {
            self.add_oblique(id, child);
        } else if self.tree.is_infinitive(child) {
            self.add(id, Function::Purpose, child);
        }
    }

    /// The phrase that an adverb leads to (*ahead of the talks*), and relative adverbs (*the town **where** …*).
    fn add_adverb(&mut self, id: ClauseId, adverb: Node) {
        let tree = self.tree;
        if self.antecedents[adverb].is_some() {
            let function = match tree.lower(adverb) {
                "where" => Function::Oblique(tree.in_word),
                "when" => Function::Adverbial,
                _ => return,
            };
            return self.add_one(id, function, adverb, Via::Relative, 1);
        }
        if let Some((phrase, preposition)) = tree.bridges[adverb] {
            self.add_phrase(id, phrase, preposition);
        }
        for &child in tree.children(adverb) {
            if matches!(tree.relation(child).universal(), Relation::Obl | Relation::Nmod)
                && !tree.marker(child).is_empty()
            {
                self.add_oblique(id, child);
            }
        }
    }

    /// Adds one node as an argument, or the antecedent if the node is a relative pronoun.
    pub(super) fn add_one(&mut self, id: ClauseId, function: Function, node: Node, via: Via, steps: u8) {
        let (node, via) = match self.antecedents[node] {
            Some(antecedent) => (antecedent, Via::Relative),
            None => (node, via),
        };
        if let Some(filler) = self.filler(node, function) {
            self.give(id, Argument { function, filler, via, steps });
        }
    }

    /// Adds an argument if there is room and the clause does not have it yet.
    pub(super) fn give(&mut self, id: ClauseId, argument: Argument) {
        let clause = &mut self.clauses[id.index()];
        let is_known =
            clause.arguments.iter().any(|a| a.function == argument.function && a.filler == argument.filler);
        if !is_known && clause.arguments.len() < MOST_ARGUMENTS && argument.filler != Filler::Clause(id) {
            clause.arguments.push(argument);
        }
    }

    /// The phrase of a node or its clause, depending on its relation.
    fn filler(&self, node: Node, function: Function) -> Option<Filler> {
        let clause = self.main[node].map(Filler::Clause);
        let phrase = self.phrases.of[node].map(Filler::Phrase);
        match self.tree.relation(node).universal() {
            // *was elected **president***
            Relation::Xcomp if self.tree.is_nominal(node) && phrase.is_some() => phrase,
            _ if function == Function::Complement => clause.or(phrase),
            // *is in Oslo*
            _ if self.main[node] != self.noun[node]
                && self.tree.has(node, Relation::Cop)
                && phrase.is_some() =>
            {
                phrase
            }
            Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::Advcl | Relation::Acl => {
                clause.or(phrase)
            }
            _ => phrase.or(clause),
        }
    }

    fn is_time(&self, node: Node) -> bool {
        self.tree.is_time(node) || self.tree.upos(node) == Upos::Num
    }
}
