//! What a clause pattern saw: computed on demand for explanations, by the matching code itself.

use super::{Attempt, Candidate, Filling, arguments, light_verb};
use crate::document::TokenId;
use crate::document::clause::{Argument, ClauseId};
use crate::extract::coreference::References;
use crate::extract::view::View;
use crate::lang::ir::PatternId;

/// What a clause pattern saw at a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The candidate arguments: those of the clause and of the nouns that are its arguments.
    pub arguments: Vec<Argument>,
    /// The light verb, where it is one of the pattern's.
    pub light: Option<TokenId>,
    /// The candidate arguments of each slot, in the order of the pattern.
    pub slots: Vec<SlotArguments>,
}

/// The arguments with the function of a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotArguments {
    /// Those that pass its test, best first, each with whether only because nothing shows what it is.
    pub fitting: Vec<(Argument, Filling, bool)>,
    /// The others, in the order of the text.
    pub unfit: Vec<Argument>,
}

/// What a pattern (by its number in the program) saw at a clause; none where its words do not occur there.
pub fn inspect(
    view: &View,
    references: &References,
    pattern: PatternId,
    clause: ClauseId,
) -> Option<Inspection> {
    let clause = view.clauses().clauses.get(clause.index())?;
    let plan = view.program.clauses.plans(view.word(clause.lemma)?).find(|plan| plan.pattern == pattern)?;
    let verb = light_verb(view, clause, plan);
    let candidates = arguments(view, clause, verb.filter(|_| clause.light.is_none()));
    let attempt = Attempt { view, references, clause, plan, verb, arguments: &candidates };
    let slots = plan.slots.iter().map(|slot| {
        let found = attempt.candidates(slot);
        let unfit = |(index, candidate): &(usize, &Candidate)| {
            slot.functions.iter().any(|function| attempt.has(function, candidate))
                && !found.iter().any(|fitted| fitted.argument == *index)
        };
        SlotArguments {
            fitting: found
                .iter()
                .map(|fit| (candidates[fit.argument].argument, fit.filling, fit.is_guess))
                .collect(),
            unfit: candidates.iter().enumerate().filter(unfit).map(|(_, c)| c.argument).collect(),
        }
    });
    Some(Inspection {
        slots: slots.collect(),
        light: verb.map(|verb| verb.head),
        arguments: candidates.iter().map(|candidate| candidate.argument).collect(),
    })
}
