//! Nouns that get their arguments from a verb: light and support verbs, and verbs that the noun modifies.

use super::arguments::Builder;
use crate::document::ClauseId;
use crate::document::clause::{Argument, Filler, Function, PredicateKind, Via};
use crate::english::words::Class;

impl Builder<'_> {
    /// Gives the nouns among a verb's arguments what the verb lends them. The arguments of all verbs must be known.
    pub(super) fn lend_to_nouns(&mut self, id: ClauseId) {
        if self.clauses[id.index()].kind != PredicateKind::Verb {
            return;
        }
        let arguments = self.clauses[id.index()].arguments.clone();
        for argument in &arguments {
            let Filler::Phrase(phrase) = argument.filler else { continue };
            let Some(noun) = self.noun[self.phrases.nodes[phrase.index()]] else { continue };
            let lemma = self.tree.full_lemma(self.predicates[id.index()].anchor);
            match argument.function {
                Function::Object if self.is_light(lemma, noun) => self.lend(id, noun, &arguments, argument),
                Function::Object if self.tree.is(Class::NounControlVerb, lemma) => {
                    self.lend_subject(id, noun, Via::Control)
                }
                Function::Subject if self.is_occurrence(id, lemma) => {
                    self.lend(id, noun, &arguments, argument)
                }
                Function::Oblique(word) if self.is_adjunct(self.tree.text(word), noun) => {
                    self.lend_subject(id, noun, Via::Adjunct);
                }
                _ => {}
            }
        }
    }

    fn is_light(&self, verb: &str, noun: ClauseId) -> bool {
        let noun = self.tree.lemma(self.predicates[noun.index()].anchor);
        let is = |class| self.tree.is(class, verb);
        match self.tree.value(Class::LightVerb, verb) {
            Some("any") => true,
            Some("none") => false,
            _ => (is(Class::LightVerb) || is(Class::AspectualVerb)) && self.tree.is_event(noun),
        }
    }

    /// Whether a noun after this preposition is an event whose agent may be the clause's subject.
    fn is_adjunct(&self, preposition: &str, noun: ClauseId) -> bool {
        let noun = self.predicates[noun.index()].anchor;
        self.tree.is(Class::AdjunctPreposition, preposition)
            && (self.tree.is_event(self.tree.lemma(noun))
                || preposition == "during" && !self.tree.is_time(noun))
    }

    /// Whether a verb says that its subject happens: *the visit took place*.
    fn is_occurrence(&self, id: ClauseId, lemma: &str) -> bool {
        let takes_place = || {
            lemma == "take"
                && self.clauses[id.index()].arguments.iter().any(|a| {
                    a.function == Function::Object && self.tree.lemma(self.position(a.filler)) == "place"
                })
        };
        self.tree.is(Class::OccurrenceVerb, lemma) || takes_place()
    }

    /// All arguments of the verb except the noun become arguments of the noun.
    fn lend(&mut self, verb: ClauseId, noun: ClauseId, arguments: &[Argument], itself: &Argument) {
        let is_light = itself.function == Function::Object;
        if self.clauses[noun.index()].copula.is_none() {
            self.clauses[noun.index()].light = Some(self.clauses[verb.index()].head);
        }
        for argument in arguments {
            let is_lent = match argument.function {
                Function::Subject => is_light,
                Function::Oblique(_) | Function::Adverbial | Function::Purpose | Function::IndirectObject => {
                    true
                }
                _ => false,
            };
            if is_lent && argument.filler != itself.filler {
                let steps = argument.steps.saturating_add(itself.steps);
                // *paid **Oslo** a visit*: a visit to Oslo
                let function = match argument.function {
                    Function::IndirectObject => Function::Oblique(self.tree.to_word),
                    function => function,
                };
                self.give(noun, Argument { function, steps, ..*argument });
            }
        }
    }

    /// The verb's subject becomes the noun's if the noun has no agent yet.
    fn lend_subject(&mut self, verb: ClauseId, noun: ClauseId, via: Via) {
        let tree = self.tree;
        let has_agent = self.clauses[noun.index()].arguments.iter().any(|argument| match argument.function {
            Function::Subject | Function::Genitive => true,
            Function::Oblique(word) => matches!(tree.text(word), "by" | "between"),
            _ => false,
        });
        if !has_agent {
            let wanted = if via == Via::Adjunct { self.surface[verb.index()] } else { Function::Subject };
            self.copy(verb, noun, |function| function == wanted, via);
        }
    }
}
