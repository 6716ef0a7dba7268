//! Matches tree patterns against the dependency tree of a sentence.

use std::ops::Range;

use super::clause::{Filling, Fitting, takes_many};
use super::coreference::References;
use super::observer::{Observer, Outcome};
use super::view::View;
use crate::document::clause::Filler;
use crate::document::{NO_HEAD, Relation, TokenId};
use crate::lang::compile::clause::FillerTest;
use crate::lang::compile::tree::{BranchPlan, NodePlan, StepPlan, TreePlan};
use crate::lang::ir::{PatternId, RoleId};

/// The number of words that a pattern may look at for each word of a sentence.
const STEPS_A_TOKEN: usize = 1_000;

/// A match of a tree pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The pattern, by its number in the program.
    pub pattern: PatternId,
    /// The word at the top of the pattern, or the one marked as the trigger.
    pub trigger: TokenId,
    /// From the first to the last word that a part of the pattern has matched.
    pub extent: Range<TokenId>,
    /// The filled roles and their fillers.
    pub fillers: Vec<(RoleId, Filling)>,
}

/// Tries every wanted tree pattern at every word of a sentence. Linear in the sentence: a pattern that looks at too
/// many words is abandoned and reported.
pub fn find(
    view: &View,
    references: &References,
    wants: impl Fn(PatternId) -> bool,
    observer: &mut impl Observer,
) -> Vec<Found> {
    let mut found = Vec::new();
    let mut plans = view.program.trees.iter().filter(|plan| wants(plan.pattern)).peekable();
    if plans.peek().is_none() {
        return found;
    }
    let below = dependents(view);
    for plan in plans {
        observer.works_on(Some(plan.pattern));
        let steps = STEPS_A_TOKEN * view.tokens.len();
        let mut attempt = Attempt { fitting: Fitting { view, references }, plan, below: &below, steps };
        for root in view.tokens.clone() {
            let Some(own) = attempt.test(&plan.root, root) else { continue };
            let mut matched = Match { trigger: root, extent: root..root + 1, fillers: Vec::new() };
            match attempt.node(&plan.root, root, own, &mut matched) {
                Ok(()) => found.push(Found {
                    pattern: plan.pattern,
                    trigger: matched.trigger,
                    extent: matched.extent,
                    fillers: matched.fillers,
                }),
                Err(outcome) => observer.tried(plan.pattern, root, outcome),
            }
        }
    }
    observer.works_on(None);
    found
}

/// The dependents of each word of the sentence, in text order.
fn dependents(view: &View) -> Vec<Vec<TokenId>> {
    let mut below = vec![Vec::new(); view.tokens.len()];
    for token in view.tokens.clone() {
        let head = view.document.tokens.head[token as usize];
        if view.tokens.contains(&head) {
            below[(head - view.tokens.start) as usize].push(token);
        }
    }
    below
}

#[derive(Clone)]
struct Match {
    trigger: TokenId,
    extent: Range<TokenId>,
    fillers: Vec<(RoleId, Filling)>,
}

struct Attempt<'a> {
    fitting: Fitting<'a>,
    plan: &'a TreePlan,
    below: &'a [Vec<TokenId>],
    /// The number of words that may still be looked at.
    steps: usize,
}

impl Attempt<'_> {
    /// The filling that a word gives its role, if it matches the pattern; inner none for a word without a role.
    fn test(&self, node: &NodePlan, token: TokenId) -> Option<Option<Filling>> {
        let Fitting { view, .. } = self.fitting;
        if node.role.is_none() {
            match &node.test {
                FillerTest::Any => return Some(None),
                FillerTest::Head(checks) => {
                    return checks.iter().any(|check| view.passes(check, token)).then_some(None);
                }
                FillerTest::List(list, _) => {
                    let over = view
                        .entries
                        .iter()
                        .any(|(tokens, entry)| entry.list == *list && tokens.contains(&token));
                    return over.then_some(None);
                }
                FillerTest::Accepts(_) | FillerTest::Union(_) | FillerTest::Except(..) => {}
            }
        }
        let clauses = view.clauses();
        let phrase = clauses.phrase_at(token).map(Filler::Phrase);
        // in *is in Oslo*, the clause is that of the copula
        let is_copula = |&&below: &&TokenId| view.document.tokens.relation[below as usize] == Relation::Cop;
        let copula = || self.dependents(token).iter().find(is_copula).and_then(|&cop| clauses.clause_at(cop));
        let clause = clauses.clause_at(token).or_else(copula).map(Filler::Clause);
        let mut fillers = phrase.into_iter().chain(clause);
        fillers.find_map(|filler| self.fitting.fit(&node.test, filler)).map(Some)
    }

    fn node(
        &mut self,
        node: &NodePlan,
        token: TokenId,
        own: Option<Filling>,
        matched: &mut Match,
    ) -> Result<(), Outcome> {
        matched.fillers.extend(node.role.zip(own));
        matched.extent = matched.extent.start.min(token)..matched.extent.end.max(token + 1);
        if node.trigger {
            matched.trigger = token;
        }
        let mut used = Vec::new();
        for branch in &node.branches {
            self.branch(branch, token, &mut used, matched)?;
        }
        Ok(())
    }

    /// Follows a branch: to the best matching word, or to all of them where the role takes several.
    fn branch(
        &mut self,
        branch: &BranchPlan,
        from: TokenId,
        used: &mut Vec<TokenId>,
        matched: &mut Match,
    ) -> Result<(), Outcome> {
        let many = branch
            .node
            .role
            .is_some_and(|role| takes_many(self.fitting.view.program, self.plan.pattern, role));
        // a word on the path to others stays free for sibling branches
        let is_way = branch.node.role.is_none() && !branch.node.trigger && !branch.node.branches.is_empty();
        let mut furthest = Outcome::NoBranch(branch.place);
        let mut any = false;
        for token in self.reached(branch, from, many)? {
            if !branch.absent && !is_way && used.contains(&token) {
                continue;
            }
            if self.is_time(token) && branch.node.test.takes_any_phrase() {
                continue;
            }
            let Some(own) = self.test(&branch.node, token) else { continue };
            let is_inner = matches!(own, Some(Filling::Mention(_)));
            let mut attempt = matched.clone();
            match self.node(&branch.node, token, own, &mut attempt) {
                Ok(()) if branch.absent => return Err(Outcome::Forbidden(branch.place, token)),
                Ok(()) => {
                    *matched = attempt;
                    // an amount before a word leaves the word free, too
                    if !is_way && !is_inner {
                        used.push(token);
                    }
                    any = true;
                    if !many {
                        break;
                    }
                }
                Err(Outcome::TooManySteps) => return Err(Outcome::TooManySteps),
                Err(outcome) => furthest = outcome,
            }
        }
        if any || branch.absent || branch.optional { Ok(()) } else { Err(furthest) }
    }

    /// The words that a branch leads to, shortest path first, then nearest word; with conjuncts where the role takes
    /// several.
    fn reached(&mut self, branch: &BranchPlan, from: TokenId, many: bool) -> Result<Vec<TokenId>, Outcome> {
        let mut reached = Vec::new();
        if branch.chain == Some(0) {
            reached.push(from);
        }
        let mut seen = vec![from];
        let mut level = vec![from];
        while !level.is_empty() {
            let mut next = Vec::new();
            for &token in &level {
                self.step(&branch.steps, token, &mut next)?;
            }
            next.retain(|token| !seen.contains(token));
            next.sort_by_key(|token| (token.abs_diff(from), *token));
            next.dedup();
            seen.extend(&next);
            reached.extend(&next);
            level = if branch.chain.is_some() { next } else { Vec::new() };
        }
        if many {
            let mut index = 0;
            while let Some(&token) = reached.get(index) {
                index += 1;
                for &conjunct in self.dependents(token) {
                    let relation = self.fitting.view.document.tokens.relation[conjunct as usize];
                    let is_new = !reached.contains(&conjunct) && conjunct != from;
                    if relation == Relation::Conj && is_new && !self.is_denied(conjunct) {
                        reached.push(conjunct);
                    }
                }
            }
        }
        Ok(reached)
    }

    fn step(
        &mut self,
        steps: &[StepPlan],
        token: TokenId,
        reached: &mut Vec<TokenId>,
    ) -> Result<(), Outcome> {
        let below = self.dependents(token).len();
        self.steps = self.steps.checked_sub(below + 1).ok_or(Outcome::TooManySteps)?;
        let view = self.fitting.view;
        for step in steps {
            if step.up {
                let head = view.document.tokens.head[token as usize];
                if head != NO_HEAD && view.tokens.contains(&head) && self.is(step, token) {
                    reached.push(head);
                }
            } else {
                reached.extend(self.dependents(token).iter().copied().filter(|&below| self.is(step, below)));
            }
        }
        Ok(())
    }

    /// Whether a dependent is attached to its head as a step requires.
    fn is(&self, step: &StepPlan, dependent: TokenId) -> bool {
        let relation = self.fitting.view.document.tokens.relation[dependent as usize];
        if step.relations & 1 << relation as u32 == 0 {
            return false;
        }
        step.cases.is_empty() || step.cases.contains(&self.case(dependent))
    }

    /// The case marker of a word in lower case: `in`, `because of`.
    fn case(&self, token: TokenId) -> String {
        let document = self.fitting.view.document;
        let mut words = Vec::new();
        for &marker in self.dependents(token) {
            if document.tokens.relation[marker as usize] == Relation::Case {
                words.push(marker);
                let more = self.dependents(marker).iter().copied();
                words.extend(more.filter(|&t| document.tokens.relation[t as usize] == Relation::Fixed));
            }
        }
        words.sort_unstable();
        let texts = words.iter().map(|&t| document.strings.text(document.tokens.lower[t as usize]));
        texts.collect::<Vec<_>>().join(" ")
    }

    /// Whether a phrase only gives a time, so that it does not match a test for any phrase.
    fn is_time(&self, token: TokenId) -> bool {
        let document = self.fitting.view.document;
        let relation = document.tokens.relation[token as usize].universal();
        relation == Relation::Obl && document.time_at(token).is_some()
    }

    /// Whether a conjunct is named only to be excluded: *Oslo **but not Bergen***.
    fn is_denied(&self, token: TokenId) -> bool {
        let document = self.fitting.view.document;
        self.dependents(token).iter().any(|&adverb| {
            let is_not = document.strings.text(document.tokens.lower[adverb as usize]) == "not";
            is_not && adverb < token && document.tokens.relation[adverb as usize] == Relation::Advmod
        })
    }

    fn dependents(&self, token: TokenId) -> &[TokenId] {
        &self.below[(token - self.fitting.view.tokens.start) as usize]
    }
}
