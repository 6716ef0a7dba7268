//! The hits and misses of each rule, and the time it takes.
//!
//! A *candidate* of a rule is a place at which the engine tried one of its patterns: a predicate with the lemma of a
//! clause pattern, the top word of a tree pattern, the first words of a token pattern. It is a hit if any pattern of
//! the rule matched there, and otherwise a miss, counted by the reason of the nearest pattern.

use std::collections::BTreeMap;

use crate::document::TokenId;
use crate::extract::{Observer, Outcome};
use crate::lang::ir::{PatternId, RuleId, Ruleset, Target};

/// The counts of a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleStatistics {
    /// Candidates that made an event or mention.
    pub hits: u64,
    /// Candidates that matched, and whose event became part of another rule's.
    pub merged: u64,
    /// Candidates that did not match, by reason.
    pub misses: BTreeMap<Miss, u64>,
    /// The time of its patterns, in the unit of the clock.
    pub time: u64,
}

impl RuleStatistics {
    /// The number of failed candidates.
    pub fn missed(&self) -> u64 {
        self.misses.values().sum()
    }

    /// The most frequent reason of failure.
    pub fn most_often(&self) -> Option<(Miss, u64)> {
        self.misses.iter().map(|(miss, count)| (*miss, *count)).max_by_key(|(_, count)| *count)
    }

    /// Adds the counts of the same rule from elsewhere.
    pub fn add(&mut self, other: &RuleStatistics) {
        self.hits += other.hits;
        self.merged += other.merged;
        self.time += other.time;
        for (miss, count) in &other.misses {
            *self.misses.entry(*miss).or_default() += count;
        }
    }
}

/// Why a candidate failed; later ones are nearer to a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Miss {
    /// The predicate is of another kind, or has another light verb.
    Predicate,
    /// The next word differs.
    Words,
    /// There is no argument for a slot, or no word in the tree.
    NoArgument,
    /// There is a forbidden word.
    Forbidden,
    /// The argument has another type.
    OtherType,
    /// The pattern took too many steps.
    TooManySteps,
    /// The event lacks a required role.
    LacksRole,
    /// A condition does not hold.
    Condition,
    /// `unless` blocks it.
    Blocked,
    /// Another rule overrides it.
    Overridden,
}

impl Miss {
    /// In a few words.
    pub fn as_str(self) -> &'static str {
        match self {
            Miss::Predicate => "other predicate",
            Miss::Words => "other words",
            Miss::NoArgument => "no argument",
            Miss::Forbidden => "forbidden word",
            Miss::OtherType => "other type",
            Miss::TooManySteps => "too many steps",
            Miss::LacksRole => "lacks a role",
            Miss::Condition => "condition",
            Miss::Blocked => "blocked",
            Miss::Overridden => "overridden",
        }
    }

    fn of(outcome: &Outcome) -> Option<Miss> {
        Some(match outcome {
            Outcome::Matched | Outcome::Merged(_) => return None,
            Outcome::LightVerb | Outcome::Predicate => Miss::Predicate,
            Outcome::Stuck(_) => Miss::Words,
            Outcome::NoArgument(_) | Outcome::NoBranch(_) | Outcome::Taken(_) | Outcome::NoEvidence => {
                Miss::NoArgument
            }
            Outcome::Forbidden(..) => Miss::Forbidden,
            Outcome::Unfit(..) => Miss::OtherType,
            Outcome::TooManySteps => Miss::TooManySteps,
            Outcome::LacksRole(_) => Miss::LacksRole,
            Outcome::Condition(_) => Miss::Condition,
            Outcome::Blocked(_) => Miss::Blocked,
            Outcome::Overridden(_) => Miss::Overridden,
        })
    }
}

/// The outcome of a candidate; later ones count more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Missed(Miss),
    Merged,
    Hit,
}

/// Watches the engine on one document, with the caller's clock.
pub struct Counter<'a, C> {
    /// The rule of each pattern.
    rules: &'a [RuleId],
    clock: C,
    time: Vec<u64>,
    working: Option<(RuleId, u64)>,
    candidates: BTreeMap<(RuleId, TokenId), End>,
    skipped: u64,
}

impl<'a, C: Fn() -> u64> Counter<'a, C> {
    /// Counts for the rules of a ruleset ([`rules_of_patterns`]). The clock counts up in any unit.
    pub fn new(rules: &'a [RuleId], clock: C) -> Counter<'a, C> {
        let count = rules.iter().map(|rule| rule.index() + 1).max().unwrap_or(0);
        let candidates = BTreeMap::new();
        Counter { rules, clock, time: vec![0; count], working: None, candidates, skipped: 0 }
    }

    /// The counts of each rule, by its number, and of the sentences without a trigger of any rule. Ends the count.
    pub fn finish(mut self) -> (Vec<RuleStatistics>, u64) {
        self.stop();
        let empty = |time| RuleStatistics { time, ..RuleStatistics::default() };
        let mut rules: Vec<RuleStatistics> = self.time.into_iter().map(empty).collect();
        for ((rule, _), end) in self.candidates {
            let Some(rule) = rules.get_mut(rule.index()) else { continue };
            match end {
                End::Hit => rule.hits += 1,
                End::Merged => rule.merged += 1,
                End::Missed(miss) => *rule.misses.entry(miss).or_default() += 1,
            }
        }
        (rules, self.skipped)
    }

    fn stop(&mut self) {
        if let Some((rule, since)) = self.working.take()
            && let Some(time) = self.time.get_mut(rule.index())
        {
            *time += (self.clock)().saturating_sub(since);
        }
    }
}

impl<C: Fn() -> u64> Observer for Counter<'_, C> {
    const WATCHES: bool = true;

    fn tried(&mut self, pattern: PatternId, trigger: TokenId, outcome: Outcome) {
        let Some(&rule) = self.rules.get(pattern.index()) else { return };
        let end = match (&outcome, Miss::of(&outcome)) {
            (_, Some(miss)) => End::Missed(miss),
            (Outcome::Merged(other), None) if self.rules.get(other.index()) != Some(&rule) => End::Merged,
            (_, None) => End::Hit,
        };
        let best = self.candidates.entry((rule, trigger)).or_insert(end);
        *best = (*best).max(end);
    }

    fn skipped(&mut self, _: usize) {
        self.skipped += 1;
    }

    fn works_on(&mut self, pattern: Option<PatternId>) {
        self.stop();
        let rule = pattern.and_then(|pattern| self.rules.get(pattern.index()));
        self.working = rule.map(|rule| (*rule, (self.clock)()));
    }
}

/// The number of the rule of each pattern of a program, in the order of the ruleset that it was compiled from.
pub fn rules_of_patterns(ruleset: &Ruleset) -> Vec<RuleId> {
    let mut rules = Vec::new();
    for (number, rule) in ruleset.rules.iter().enumerate() {
        rules.extend(rule.patterns.iter().chain(&rule.blocks).map(|_| RuleId::at(number)));
    }
    rules
}

/// The output of a rule: the name of an event or entity type.
pub fn makes(ruleset: &Ruleset, rule: usize) -> &str {
    let name = match ruleset.rules.get(rule).map(|rule| rule.target) {
        Some(Target::Event(id)) => ruleset.events.get(id.index()).map(|event| event.name.as_str()),
        Some(Target::Entity(id)) => ruleset.types.get(id.index()).map(|kind| kind.name.as_str()),
        None => None,
    };
    name.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// A clock that goes one forward each time that it is looked at.
    fn clock(time: &Cell<u64>) -> impl Fn() -> u64 + '_ {
        || {
            time.set(time.get() + 1);
            time.get()
        }
    }

    #[test]
    fn a_candidate_counts_once_by_its_nearest_pattern() {
        let time = Cell::new(0);
        let rules = [0, 0, 1].map(RuleId);
        let mut counter = Counter::new(&rules, clock(&time));
        counter.tried(PatternId(0), 7, Outcome::NoArgument(1));
        counter.tried(PatternId(1), 7, Outcome::Matched);
        counter.tried(PatternId(0), 9, Outcome::Predicate);
        counter.tried(PatternId(1), 9, Outcome::Unfit(0, 3));
        counter.tried(PatternId(2), 7, Outcome::Merged(PatternId(1)));
        counter.tried(PatternId(2), 8, Outcome::Merged(PatternId(2)));
        counter.skipped(4);
        let (found, skipped) = counter.finish();
        assert_eq!(skipped, 1);
        let unfit = BTreeMap::from([(Miss::OtherType, 1)]);
        assert_eq!(found[0], RuleStatistics { hits: 1, merged: 0, misses: unfit, time: 0 });
        assert_eq!(found[1], RuleStatistics { hits: 1, merged: 1, misses: BTreeMap::new(), time: 0 });
        assert_eq!((found[0].missed(), found[0].most_often()), (1, Some((Miss::OtherType, 1))));
    }

    #[test]
    fn the_time_of_a_rule_is_that_of_its_patterns() {
        let time = Cell::new(0);
        let rules = [0, 1].map(RuleId);
        let mut counter = Counter::new(&rules, clock(&time));
        counter.works_on(Some(PatternId(0)));
        counter.works_on(Some(PatternId(1)));
        counter.works_on(None);
        counter.works_on(Some(PatternId(1)));
        let (mut found, _) = counter.finish();
        assert_eq!(found.iter().map(|rule| rule.time).collect::<Vec<_>>(), [1, 2]);
        let other = found[1].clone();
        found[0].add(&other);
        assert_eq!(found[0].time, 3);
    }
}
