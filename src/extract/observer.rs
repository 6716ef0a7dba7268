//! Observers of the engine, which learn why a pattern did not match.

use crate::document::TokenId;
use crate::lang::compile::automaton::Address;
use crate::lang::ir::{PatternId, RoleId, RuleId};

/// How far a pattern got at one predicate or sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It matched.
    Matched,
    /// The predicate's light verb is not the pattern's.
    LightVerb,
    /// The predicate is of another kind: a noun where the pattern has a verb.
    Predicate,
    /// A required slot found no argument with its function. The slot's index in the pattern.
    NoArgument(usize),
    /// A required slot found arguments, but none that passed its test: the slot and the head of the nearest one.
    Unfit(usize, TokenId),
    /// A required branch of a tree pattern found no word; its index in the pattern, depth first.
    NoBranch(usize),
    /// A negated branch of a tree pattern found a word.
    Forbidden(usize, TokenId),
    /// The pattern took more steps than the limit for a sentence, or matches more spans of it.
    TooManySteps,
    /// A required slot found an argument, but an earlier slot took it. The slot's index in the pattern.
    Taken(usize),
    /// No slot was filled by something that is known to fit, and the pattern has no other word than its predicate.
    NoEvidence,
    /// A token pattern matched no further; the trigger is then its first token.
    Stuck(Partial),
    /// The match lacks a role that the event requires.
    LacksRole(RoleId),
    /// A condition of the rule does not hold.
    Condition(Unmet),
    /// A match of this pattern, which blocks the rule's matches (`unless`), overlaps it.
    Blocked(PatternId),
    /// A match of this rule (by its number) overlaps and overrides it.
    Overridden(RuleId),
    /// An event of the same type and trigger, made by this pattern, had more roles.
    Merged(PatternId),
}

/// A condition that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Its index in the rule.
    pub index: usize,
    /// What stands on the left: the texts of fillers, the value of a facet or property; none if there is nothing.
    pub left: Option<String>,
    /// What stands on the right; of lists none.
    pub right: Option<String>,
    /// Whether something is not known, or cannot be compared.
    pub unknown: bool,
}

/// A partial match of a token pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// Its first token.
    pub start: TokenId,
    /// The token at which nothing that the pattern expects was found, or the end of the sentence.
    pub reached: TokenId,
    /// The token after the last word, list entry or mention of the pattern that was found; only a gap may lie between
    /// it and `reached`.
    pub found: TokenId,
    /// How many words, lists and mentions of the pattern were found.
    pub solid: u32,
    /// What the pattern expects there: the addresses of its instructions, in order. None if it matches, but not the same
    /// words as the other parts of the pattern.
    pub wanted: Vec<Address>,
    /// Which of the parts of the pattern it is, where several must match the same words.
    pub part: usize,
}

/// An observer of the engine. Implementations that observe nothing cost nothing.
pub trait Observer {
    /// Whether anything is observed. If not, what is computed only for the observer is skipped.
    const WATCHES: bool;

    /// A pattern (by its number in the program) was tried at a predicate or the start of a match.
    fn tried(&mut self, pattern: PatternId, trigger: TokenId, outcome: Outcome);

    /// A sentence had no trigger of any rule, and was not looked at further.
    fn skipped(&mut self, sentence: usize);

    /// From here on the engine works on this pattern; none: on work shared by all, or done only for the observer.
    fn works_on(&mut self, _pattern: Option<PatternId>) {}

    /// A token pattern took this many steps in a sentence; its time is linear in them.
    fn stepped(&mut self, _steps: usize) {}
}

/// The observer that does nothing.
impl Observer for () {
    const WATCHES: bool = false;

    fn tried(&mut self, _: PatternId, _: TokenId, _: Outcome) {}

    fn skipped(&mut self, _: usize) {}
}

/// What was tried, in order.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    /// Pattern, trigger and outcome of every attempt.
    pub attempts: Vec<(PatternId, TokenId, Outcome)>,
    /// The sentences that were skipped.
    pub skipped: Vec<usize>,
}

impl Observer for Recorder {
    const WATCHES: bool = true;

    fn tried(&mut self, pattern: PatternId, trigger: TokenId, outcome: Outcome) {
        self.attempts.push((pattern, trigger, outcome));
    }

    fn skipped(&mut self, sentence: usize) {
        self.skipped.push(sentence);
    }
}
