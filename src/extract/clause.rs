//! Clause patterns matched against the clauses of a sentence.

use super::observer::{Observer, Outcome};
use super::reference::References;
use super::view::View;
use crate::lang::compile::clause::{ClausePlan, FillerTest, FunctionPlan, SlotPlan};
use crate::lang::ir::{Accepts, RoleId, TypeId};
use crate::text::document::clause::{
    Argument, Clause, ClauseId, Clauses, Filler, Function, PhraseKind, PredicateKind, Via,
};
use crate::text::document::{PhraseId, TokenId};

/// A match of a clause pattern: the fillers of its roles, in the order of the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The pattern, by its number in the program.
    pub pattern: u32,
    /// The clause.
    pub clause: ClauseId,
    /// Which roles are filled and by what.
    pub fillers: Vec<(RoleId, Filling)>,
}

/// What fills a role, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// A noun phrase of a type, or of none.
    Phrase(PhraseId, Option<TypeId>),
    /// The organisation or place that a person is said to belong to.
    Affiliation(PhraseId, TypeId),
    /// A clause.
    Clause(ClauseId),
}

/// Tries every clause pattern on every clause of a sentence. The cost of a clause depends on the patterns that have
/// its lemma, not on how many there are.
pub fn find(view: &View, references: &References, observer: &mut impl Observer) -> Vec<Found> {
    let mut found = Vec::new();
    for (id, clause) in view.clauses().clauses.iter().enumerate() {
        let Some(lemma) = view.word(clause.lemma) else { continue };
        let mut plans = view.program.clauses.plans(lemma).peekable();
        let nested = if plans.peek().is_none() { Vec::new() } else { nested(view.clauses(), clause) };
        for plan in plans {
            let mut attempt = Attempt { view, references, clause, nested: &nested, plan };
            match attempt.fill() {
                Ok(fillers) => found.push(Found { pattern: plan.pattern, clause: id as ClauseId, fillers }),
                Err(outcome) => observer.tried(plan.pattern, clause.head, outcome),
            }
        }
    }
    found
}

/// The prepositional phrases and infinitives of a clause's nouns: *signed a deal **with Oslo***. Whether they belong to
/// the noun or to the predicate is often open, and mostly the same.
fn nested(clauses: &Clauses, clause: &Clause) -> Vec<Argument> {
    let position = |filler: Filler| match filler {
        Filler::Phrase(id) => clauses.phrases[id as usize].head,
        Filler::Clause(id) => clauses.clauses[id as usize].head,
    };
    let is_own = |argument: &Argument| matches!(argument.via, Via::Direct | Via::Conjunct);
    let mut nested = Vec::new();
    for argument in clause.arguments.iter().filter(|argument| is_own(argument)) {
        let Filler::Phrase(noun) = argument.filler else { continue };
        let head = clauses.phrases[noun as usize].head;
        let Some(noun) = clauses.clause_at(head) else { continue };
        for inner in clauses.clauses[noun as usize].arguments.iter().filter(|inner| is_own(inner)) {
            let follows = position(inner.filler) > head && position(inner.filler) != clause.head;
            let leads =
                matches!(inner.function, Function::Oblique(_) | Function::Complement | Function::Purpose);
            let known = clause.arguments.iter().any(|own| own.filler == inner.filler);
            if follows && leads && !known {
                nested.push(Argument { steps: inner.steps.saturating_add(argument.steps), ..*inner });
            }
        }
    }
    nested
}

struct Attempt<'a> {
    view: &'a View<'a>,
    references: &'a References,
    clause: &'a Clause,
    /// What may belong to the clause though it hangs on one of its nouns.
    nested: &'a [Argument],
    plan: &'a ClausePlan,
}

impl Attempt<'_> {
    fn fill(&mut self) -> Result<Vec<(RoleId, Filling)>, Outcome> {
        if !fits(self.plan.predicate, self.clause) {
            return Err(Outcome::Predicate);
        }
        if !self.plan.light.is_empty() {
            let light = self.clause.light.and_then(|verb| self.view.lemma(verb));
            if !light.is_some_and(|verb| self.plan.light.contains(&verb)) {
                return Err(Outcome::LightVerb);
            }
        }
        let slots = &self.plan.slots;
        let mut candidates: Vec<Vec<(usize, Filling)>> = Vec::with_capacity(slots.len());
        for (index, slot) in slots.iter().enumerate() {
            let fitting = self.candidates(slot);
            if fitting.is_empty() && slot.required {
                return Err(self.miss(index, slot));
            }
            candidates.push(fitting);
        }
        let mut used = vec![false; self.clause.arguments.len() + self.nested.len()];
        let mut fillers = Vec::new();
        for (index, slot) in slots.iter().enumerate() {
            let free: Vec<_> = candidates[index].iter().filter(|(argument, _)| !used[*argument]).collect();
            // a later slot that must have one of these gets its share
            let claims = |later: &&Vec<(usize, Filling)>| {
                later.iter().any(|(argument, _)| free.iter().any(|(a, _)| a == argument))
            };
            let required = slots.iter().zip(&candidates).skip(index + 1).filter(|(slot, _)| slot.required);
            let claimed = required.map(|(_, later)| later).filter(claims).count();
            let share = free.len().saturating_sub(claimed);
            if share == 0 {
                if slot.required {
                    return Err(Outcome::NoArgument(index));
                }
                continue;
            }
            let many = slot.role.is_some_and(|role| self.takes_many(role));
            for (argument, filling) in free.into_iter().take(if many { share } else { 1 }) {
                used[*argument] = true;
                fillers.extend(slot.role.map(|role| (role, *filling)));
            }
        }
        Ok(fillers)
    }

    /// Whether the event of the pattern may have several fillers of a role.
    fn takes_many(&self, role: RoleId) -> bool {
        let program = self.view.program;
        let rule = &program.rules[program.patterns[self.plan.pattern as usize].rule as usize];
        match rule.target {
            crate::lang::ir::Target::Event(event) => {
                program.events[event.index()].roles[role.index()].most.is_none_or(|most| most > 1)
            }
            crate::lang::ir::Target::Entity(_) => false,
        }
    }

    /// The arguments that may fill a slot, best first: the clause's own before those of its nouns, then by the order of
    /// the slot's functions, the length of the path, and the order of the text.
    fn candidates(&self, slot: &SlotPlan) -> Vec<(usize, Filling)> {
        let mut candidates = Vec::new();
        let own = self.clause.arguments.len();
        for (index, argument) in self.clause.arguments.iter().chain(self.nested).enumerate() {
            let Some(rank) = slot.functions.iter().position(|f| self.has(f, argument.function)) else {
                continue;
            };
            if let Some(filling) = self.test(&slot.test, argument) {
                candidates.push(((index >= own, rank, index), (index, filling)));
            }
        }
        // arguments stand in text order within a function, the first conjunct of a coordination nearest
        candidates.sort_by_key(|(key, _)| *key);
        // a slot takes what fills one function, not several: *Park's visit* has one who visits
        let best = candidates.first().map(|((nested, rank, _), _)| (*nested, *rank));
        candidates.retain(|((nested, rank, _), _)| Some((*nested, *rank)) == best);
        candidates.into_iter().map(|(_, candidate)| candidate).collect()
    }

    fn has(&self, plan: &FunctionPlan, function: Function) -> bool {
        match (plan, function) {
            (FunctionPlan::Subject, Function::Subject)
            | (FunctionPlan::Genitive, Function::Genitive)
            | (FunctionPlan::Object, Function::Object)
            | (FunctionPlan::IndirectObject, Function::IndirectObject)
            | (FunctionPlan::Complement, Function::Complement)
            | (FunctionPlan::Purpose, Function::Purpose)
            | (FunctionPlan::Modifier, Function::Modifier)
            | (FunctionPlan::Adverbial, Function::Adverbial) => true,
            (FunctionPlan::Oblique(words), Function::Oblique(preposition)) => {
                self.view.word(preposition).is_some_and(|word| words.contains(&word))
            }
            _ => false,
        }
    }

    fn test(&self, test: &FillerTest, argument: &Argument) -> Option<Filling> {
        let phrase = match argument.filler {
            Filler::Clause(clause) => {
                let takes = match test {
                    FillerTest::Accepts(accepts) => accepts.clause,
                    FillerTest::Any => true,
                    FillerTest::List(..) | FillerTest::Head(_) => false,
                };
                return takes.then_some(Filling::Clause(clause));
            }
            Filler::Phrase(phrase) => phrase,
        };
        let head = self.view.clauses().phrases[phrase as usize].head;
        match test {
            FillerTest::Accepts(accepts) => self.accept(accepts, phrase),
            FillerTest::Any => Some(Filling::Phrase(phrase, self.references.kind(phrase))),
            FillerTest::Head(checks) => {
                let passes = checks.iter().any(|check| self.view.passes(check, head));
                passes.then(|| Filling::Phrase(phrase, self.references.kind(phrase)))
            }
            FillerTest::List(list, accepts) => {
                let over = |(tokens, entry): &(std::ops::Range<TokenId>, _)| {
                    let entry: &crate::lang::compile::gazetteer::EntryId = entry;
                    entry.list == *list && tokens.contains(&head)
                };
                let listed = self.view.entries.iter().any(over);
                let open = accepts.entities.is_empty() || accepts.phrase;
                let kind = self.references.kind(phrase);
                let typed = open || kind.is_some_and(|kind| self.view.takes(accepts, kind));
                (listed && typed).then_some(Filling::Phrase(phrase, kind))
            }
        }
    }

    fn accept(&self, accepts: &Accepts, id: PhraseId) -> Option<Filling> {
        let phrase = &self.view.clauses().phrases[id as usize];
        if phrase.kind == PhraseKind::Relative {
            return None;
        }
        let kinds = self.references.kinds(id);
        if let Some(&kind) = kinds.iter().find(|&&kind| self.view.takes(accepts, kind)) {
            return Some(Filling::Phrase(id, Some(kind)));
        }
        if accepts.phrase {
            return Some(Filling::Phrase(id, self.references.kind(id)));
        }
        let affiliation = self.references.affiliation(id);
        affiliation.filter(|&kind| self.view.takes(accepts, kind)).map(|kind| Filling::Affiliation(id, kind))
    }

    /// Why a slot stayed empty.
    fn miss(&self, index: usize, slot: &SlotPlan) -> Outcome {
        let has = |argument: &&Argument| slot.functions.iter().any(|f| self.has(f, argument.function));
        let clauses = self.view.clauses();
        match self.clause.arguments.iter().find(has).map(|argument| argument.filler) {
            Some(Filler::Phrase(phrase)) => Outcome::Unfit(index, clauses.phrases[phrase as usize].head),
            Some(Filler::Clause(clause)) => Outcome::Unfit(index, clauses.clauses[clause as usize].head),
            None => Outcome::NoArgument(index),
        }
    }
}

/// Whether a clause's predicate is of the pattern's sort. Participles are adjectives or verbs as the tagger has it
/// (*is interested*), so a pattern with an adjective takes both.
fn fits(pattern: PredicateKind, clause: &Clause) -> bool {
    pattern == clause.kind || pattern == PredicateKind::Adjective && clause.passive
}
