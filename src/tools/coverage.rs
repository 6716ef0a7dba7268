//! Which patterns of a rule set ever matched.

use crate::document::TokenId;
use crate::extract::{Observer, Outcome};
use crate::lang::ir::{Pattern, PatternId, Rule, Ruleset};

/// The patterns that matched in all documents it watched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// By the number of the pattern in the program.
    matched: Vec<bool>,
}

impl Coverage {
    /// Adds the matches of another watcher under the same rules.
    pub fn add(&mut self, other: &Coverage) {
        for (pattern, _) in other.matched.iter().enumerate().filter(|(_, matched)| **matched) {
            self.mark(pattern);
        }
    }

    /// The patterns of the rules, in their order, and whether each matched. Patterns of `unless` are left out.
    pub fn patterns<'a>(
        &'a self,
        ruleset: &'a Ruleset,
    ) -> impl Iterator<Item = (&'a Rule, &'a Pattern, bool)> {
        let all = ruleset
            .rules
            .iter()
            .flat_map(|rule| rule.patterns.iter().chain(&rule.blocks).map(move |pattern| (rule, pattern)));
        all.enumerate()
            .filter(|(_, (_, pattern))| pattern.number > 0)
            .map(|(id, (rule, pattern))| (rule, pattern, self.matched.get(id).copied().unwrap_or(false)))
    }

    fn mark(&mut self, pattern: usize) {
        if self.matched.len() <= pattern {
            self.matched.resize(pattern + 1, false);
        }
        if let Some(matched) = self.matched.get_mut(pattern) {
            *matched = true;
        }
    }
}

impl Observer for Coverage {
    const WATCHES: bool = true;

    fn tried(&mut self, pattern: PatternId, _: TokenId, outcome: Outcome) {
        if matches!(outcome, Outcome::Matched | Outcome::Merged(_)) {
            self.mark(pattern.index());
        }
    }

    fn skipped(&mut self, _: usize) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matched_once_anywhere_is_covered() {
        let mut coverage = Coverage::default();
        coverage.tried(PatternId(2), 0, Outcome::Predicate);
        assert_eq!(coverage, Coverage::default());
        coverage.tried(PatternId(2), 0, Outcome::Merged(PatternId(1)));
        let mut other = Coverage::default();
        other.tried(PatternId(0), 0, Outcome::Matched);
        coverage.add(&other);
        assert_eq!(coverage.matched, [true, false, true]);
    }
}
