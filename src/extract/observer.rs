//! Who watches the engine at work, and learns why a pattern did not match.

use crate::document::TokenId;
use crate::lang::compile::automaton::Address;
use crate::lang::ir::{PatternId, RoleId, RuleId};

/// How far a pattern came at one predicate or sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It matched.
    Matched,
    /// The predicate's light verb is not the pattern's.
    LightVerb,
    /// The predicate is of another sort: a noun where the pattern has a verb.
    Predicate,
    /// A required slot found no argument with its function. The slot's place in the pattern.
    NoArgument(usize),
    /// A required slot found arguments, but none that passed its test: the slot and the head of the nearest one.
    Unfit(usize, TokenId),
    /// A branch of a tree pattern that must be there found no word; its place in the pattern, depth first.
    NoBranch(usize),
    /// A branch of a tree pattern that must not be there found a word.
    Forbidden(usize, TokenId),
    /// The pattern took more steps than a sentence may cost.
    TooManySteps,
    /// A required slot found an argument, but a slot before it took that. The slot's place in the pattern.
    Taken(usize),
    /// A token pattern matched no further; the trigger is its first token then.
    Stuck(Partial),
    /// The match lacks a role that the event requires.
    LacksRole(RoleId),
    /// A condition of the rule does not hold. Its place in the rule.
    Condition(usize),
    /// A match of this pattern, which blocks the rule's matches (`unless`), overlaps it.
    Blocked(PatternId),
    /// A match of this rule, by its number, overlaps it, and overrides it.
    Overridden(RuleId),
    /// An event of the same type and trigger, made by this pattern, had more roles.
    Merged(PatternId),
}

/// A part of a match of a token pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// Its first token.
    pub start: TokenId,
    /// The token at which nothing that the pattern wants was found; the end of the sentence, if it is that.
    pub reached: TokenId,
    /// The token after the last word, list entry or mention of the pattern that was found; only a gap may be between
    /// it and the one that was reached.
    pub found: TokenId,
    /// How many words, lists and mentions of the pattern were found.
    pub solid: u32,
    /// What the pattern wants there: the addresses of its instructions, in order.
    pub wanted: Vec<Address>,
}

/// Somebody who watches. Implementations that watch nothing cost nothing.
pub trait Observer {
    /// Whether anybody looks: what is computed only for the observer is left out otherwise.
    const WATCHES: bool;

    /// A pattern (by its number in the program) was tried at a predicate or the start of a match.
    fn tried(&mut self, pattern: PatternId, trigger: TokenId, outcome: Outcome);

    /// A sentence had no trigger of any rule, and was not looked at further.
    fn skipped(&mut self, sentence: usize);

    /// From here on the engine works on a pattern; none: on what all have in common, or on what is told to the observer
    /// only.
    fn works_on(&mut self, _pattern: Option<PatternId>) {}

    /// A token pattern took this many steps in a sentence: what its time is linear in.
    fn stepped(&mut self, _steps: usize) {}
}

/// Nobody watches.
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
