//! Matches tree patterns against the dependency tree of a sentence.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::candidates::{self, Candidate};
use super::clause::{Filling, Fitting, takes_many};
use super::coreference::References;
use super::observer::{Observer, Outcome};
use super::sequence;
use super::view::{View, hull};
use crate::document::clause::Filler;
use crate::document::{NO_HEAD, Relation, TokenId};
use crate::lang::compile::automaton::Automaton;
use crate::lang::compile::clause::FillerTest;
use crate::lang::compile::tree::{BranchPlan, NodePlan, StepPlan, TreePlan};
use crate::lang::ir::{Accepts, PatternId, RoleId, Target, WordOrder};

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
    /// The relations by which fillers were found, under the names that the pattern gives them.
    pub relations: Vec<Named>,
}

/// The relation by which a filler of a role was found, under the name that the pattern gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The role.
    pub role: RoleId,
    /// Its filler.
    pub filling: Filling,
    /// The name.
    pub name: String,
    /// The last relation on the way to the filler; of a word that is joined to another by *and* that of the other.
    pub relation: Relation,
}

/// Tries every wanted tree pattern at the words of a sentence where it may match, for an observer at all. Linear in the
/// sentence: a pattern that looks at too many words is abandoned and reported.
pub fn find<O: Observer>(
    view: &View,
    references: &References,
    wants: impl Fn(PatternId) -> bool,
    observer: &mut O,
) -> Vec<Found> {
    let mut found = Vec::new();
    let trees = &view.program.trees;
    if trees.is_empty() {
        return found;
    }
    let mut candidates: Vec<Candidate> = match O::WATCHES {
        true => candidates::everywhere(trees.len(), view),
        false => candidates::find(&view.program.tree_index, view),
    };
    candidates.retain(|(at, _)| wants(trees[*at as usize].pattern));
    if candidates.is_empty() {
        return found;
    }
    let below = Dependents::new(view);
    for (at, tops) in candidates::by_pattern(&candidates) {
        let plan = &trees[at];
        observer.works_on(Some(plan.pattern));
        let mut attempt = Attempt {
            fitting: Fitting { view, references },
            plan,
            below: &below,
            spans: plan.words.iter().map(|words| spans(words, view)).collect(),
            every: !view.program.patterns[plan.pattern.index()].each.is_empty(),
            steps: STEPS_A_TOKEN * view.tokens.len(),
            families: 0,
        };
        for root in tops.iter().flat_map(|(_, tokens)| tokens.clone()) {
            let Some(own) = attempt.test(&plan.root, root) else { continue };
            let matched = Match { trigger: root, extent: root..root + 1, ..Match::default() };
            let mut matches = Vec::new();
            if let Err(outcome) = attempt.word(&plan.root, root, own, None, matched, &mut matches) {
                observer.tried(plan.pattern, root, outcome);
            }
            found.extend(matches.into_iter().map(|matched| Found {
                pattern: plan.pattern,
                trigger: matched.trigger,
                extent: matched.extent,
                fillers: matched.fillers,
                relations: matched.relations,
            }));
        }
    }
    observer.works_on(None);
    found
}

/// The words that head a match of a token pattern, each with the longest such match.
fn spans(words: &Automaton, view: &View) -> BTreeMap<TokenId, Range<TokenId>> {
    let heads = &view.document.tokens.head;
    let all = sequence::find_all(words, view, &mut ()).into_iter();
    // a later match of a word is as long or longer, or starts later
    let mut spans: BTreeMap<TokenId, Range<TokenId>> = BTreeMap::new();
    for tokens in all.map(|found| found.tokens) {
        let above = |token: &TokenId| !tokens.contains(&heads[*token as usize]);
        let Some(head) = tokens.clone().find(above) else { continue };
        let known = spans.entry(head).or_insert_with(|| tokens.clone());
        if known.len() < tokens.len() {
            *known = tokens;
        }
    }
    spans
}

/// The dependents of each word of a sentence, in text order.
struct Dependents {
    /// Where those of each word end.
    ends: Vec<usize>,
    tokens: Vec<TokenId>,
}

impl Dependents {
    fn new(view: &View) -> Dependents {
        let place = |token: TokenId| {
            let head = view.document.tokens.head[token as usize];
            view.tokens.contains(&head).then(|| (head - view.tokens.start) as usize)
        };
        let mut ends = vec![0; view.tokens.len()];
        for head in view.tokens.clone().filter_map(place) {
            ends[head] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // where they start, until they are filled in
            sum += std::mem::replace(end, sum);
        }
        let mut tokens = vec![0; sum];
        for token in view.tokens.clone() {
            if let Some(head) = place(token) {
                tokens[ends[head]] = token;
                ends[head] += 1;
            }
        }
        Dependents { ends, tokens }
    }

    fn of(&self, place: usize) -> &[TokenId] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.tokens[start..self.ends[place]]
    }
}

#[derive(Clone, Default)]
struct Match {
    trigger: TokenId,
    extent: Range<TokenId>,
    fillers: Vec<(RoleId, Filling)>,
    relations: Vec<Named>,
    /// The words that branches have taken, each with the number of the family of its branch.
    used: Vec<(usize, TokenId)>,
}

struct Attempt<'a> {
    fitting: Fitting<'a>,
    plan: &'a TreePlan,
    below: &'a Dependents,
    /// For each token pattern in the tree the words that head a match of it.
    spans: Vec<BTreeMap<TokenId, Range<TokenId>>>,
    /// Whether every way to match counts, not only the first.
    every: bool,
    /// The number of words that may still be looked at.
    steps: usize,
    /// The number of families so far: the branches of one word of the pattern at one word of the text.
    families: usize,
}

/// A word that a branch leads to, and the last relation on the way.
type Reached = (TokenId, Option<Relation>);

/// The branches that are still to be matched, those of the word above last.
#[derive(Clone, Copy)]
struct Todo<'t> {
    branches: &'t [&'t BranchPlan],
    /// The word that they hang on.
    from: TokenId,
    family: usize,
    rest: Option<&'t Todo<'t>>,
}

impl Attempt<'_> {
    /// The filling that a word gives its role, if it matches the pattern; inner none for a word without a role.
    fn test(&self, node: &NodePlan, token: TokenId) -> Option<Option<Filling>> {
        let Fitting { view, .. } = self.fitting;
        if node.words.is_some_and(|words| !self.spans[words].contains_key(&token)) {
            return None;
        }
        if node.role.is_none() {
            match &node.test {
                FillerTest::Any => return Some(None),
                FillerTest::Head(checks) => {
                    return checks.iter().any(|check| view.passes(check, token)).then_some(None);
                }
                FillerTest::List(list, _) => {
                    return view.is_in(*list, token).then_some(None);
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
        let word = Filling::Word(token);
        if let (FillerTest::Head(checks), None) = (&node.test, phrase) {
            let accepts = self.accepts(node.role)?;
            let whole = clause.filter(|_| accepts.clause).map(|clause| self.fitting.whole(clause));
            let own = whole.or(accepts.word.then_some(word))?;
            return checks.iter().any(|check| view.passes(check, token)).then_some(Some(own));
        }
        let mut fillers = phrase.into_iter().chain(clause);
        let filling = fillers.find_map(|filler| self.fitting.fit(&node.test, filler));
        filling.or(node.test.takes_words().then_some(word)).map(Some)
    }

    /// What a role of the pattern's event takes.
    fn accepts(&self, role: Option<RoleId>) -> Option<&Accepts> {
        let program = self.fitting.view.program;
        match program.rule_of(self.plan.pattern).target {
            Target::Event(event) => Some(&program.events[event.index()].roles[role?.index()].accepts),
            Target::Entity(_) => None,
        }
    }

    /// Matches the branches of a word that fits, and what is still to be done.
    fn word(
        &mut self,
        node: &NodePlan,
        token: TokenId,
        own: Option<Filling>,
        rest: Option<&Todo>,
        mut matched: Match,
        out: &mut Vec<Match>,
    ) -> Result<(), Outcome> {
        matched.fillers.extend(node.role.zip(own));
        let span = node.words.and_then(|words| self.spans[words].get(&token).cloned());
        matched.extent = hull(matched.extent, [span.unwrap_or(token..token + 1)]);
        if node.trigger {
            matched.trigger = token;
        }
        // what takes all words that are left comes last
        let mut branches: Vec<&BranchPlan> = node.branches.iter().collect();
        branches.sort_by_key(|branch| self.takes_all(branch));
        self.families += 1;
        let todo = Todo { branches: &branches, from: token, family: self.families, rest };
        self.solve(Some(&todo), matched, out)
    }

    /// Whether a branch matches all words that fit rather than one of them.
    fn takes_all(&self, branch: &BranchPlan) -> bool {
        let program = self.fitting.view.program;
        let each = &program.patterns[self.plan.pattern.index()].each;
        let many = |role| takes_many(program, self.plan.pattern, role) && !each.contains(&role);
        branch.node.role.is_some_and(many)
    }

    /// Matches all that is still to be done: every way to do so if every one counts, else the first.
    fn solve(&mut self, todo: Option<&Todo>, matched: Match, out: &mut Vec<Match>) -> Result<(), Outcome> {
        let Some(todo) = todo else {
            if !out.iter().any(|known| known.fillers == matched.fillers) {
                out.push(matched);
            }
            return Ok(());
        };
        match todo.branches.split_first() {
            None => self.solve(todo.rest, matched, out),
            Some((branch, branches)) => self.branch(branch, Todo { branches, ..*todo }, matched, out),
        }
    }

    /// Follows a branch, and does the rest: with the best word with which the rest can be done, or, where the role takes
    /// several, with all words that match.
    fn branch(
        &mut self,
        branch: &BranchPlan,
        after: Todo,
        mut matched: Match,
        out: &mut Vec<Match>,
    ) -> Result<(), Outcome> {
        // a word on the path to others stays free for sibling branches
        let is_way = branch.node.role.is_none() && !branch.node.trigger && !branch.node.branches.is_empty();
        let all = self.takes_all(branch);
        let mut furthest = Outcome::NoBranch(branch.place);
        let mut any = false;
        for (token, relation) in self.reached(branch, after.from)? {
            self.steps = self.steps.checked_sub(1).ok_or(Outcome::TooManySteps)?;
            let is_used = matched.used.contains(&(after.family, token));
            if !branch.absent && !is_way && is_used || !stands(branch.order, after.from, token) {
                continue;
            }
            if self.is_time(token) && branch.node.test.takes_any_phrase() {
                continue;
            }
            let Some(own) = self.test(&branch.node, token) else { continue };
            let mut next = matched.clone();
            // an amount before a word leaves the word free, too
            if !is_way && !matches!(own, Some(Filling::Mention(_))) {
                next.used.push((after.family, token));
            }
            if let (Some(name), Some(relation), Some(role), Some(filling)) =
                (&branch.named, relation, branch.node.role, own)
            {
                next.relations.push(Named { role, filling, name: name.clone(), relation });
            }
            let alone = branch.absent || all;
            let mut inner = Vec::new();
            let result = match alone {
                true => self.word(&branch.node, token, own, None, next, &mut inner),
                false => self.word(&branch.node, token, own, Some(&after), next, out),
            };
            match result {
                Ok(()) if branch.absent => return Err(Outcome::Forbidden(branch.place, token)),
                Ok(()) if all => (any, matched) = (true, inner.into_iter().next().unwrap_or(matched)),
                Ok(()) if self.every => any = true,
                Ok(()) => return Ok(()),
                Err(Outcome::TooManySteps) => return Err(Outcome::TooManySteps),
                Err(outcome) if place(&outcome) >= place(&furthest) => furthest = outcome,
                Err(_) => {}
            }
        }
        match any {
            true if !all => Ok(()),
            false if !branch.absent && !branch.optional => Err(furthest),
            _ => self.solve(Some(&after), matched, out),
        }
    }

    /// The words that a branch leads to, shortest path first, then nearest word, each with the last relation on the way;
    /// with conjuncts where the role takes several.
    fn reached(&mut self, branch: &BranchPlan, from: TokenId) -> Result<Vec<Reached>, Outcome> {
        let program = self.fitting.view.program;
        let many = branch.node.role.is_some_and(|role| takes_many(program, self.plan.pattern, role));
        let mut reached = Vec::new();
        if branch.chain.is_none() && !many {
            self.step(&branch.steps, from, &mut reached)?;
            reached.sort_by_key(|(token, _)| (token.abs_diff(from), *token));
            reached.dedup_by_key(|(token, _)| *token);
            reached.retain(|(token, _)| *token != from);
            return Ok(reached);
        }
        if branch.chain == Some(0) {
            reached.push((from, None));
        }
        let mut seen = FxHashSet::from_iter([from]);
        let mut level = vec![(from, None)];
        while !level.is_empty() {
            let mut next = Vec::new();
            for &(token, _) in &level {
                self.step(&branch.steps, token, &mut next)?;
            }
            next.sort_by_key(|(token, _)| (token.abs_diff(from), *token));
            next.retain(|(token, _)| seen.insert(*token));
            reached.extend(&next);
            level = if branch.chain.is_some() { next } else { Vec::new() };
        }
        if many {
            let mut index = 0;
            while let Some(&(token, how)) = reached.get(index) {
                index += 1;
                for &conjunct in self.dependents(token) {
                    let relation = self.fitting.view.document.tokens.relation[conjunct as usize];
                    let joins = relation == Relation::Conj && !self.is_denied(conjunct);
                    if joins && seen.insert(conjunct) {
                        reached.push((conjunct, how));
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
        reached: &mut Vec<Reached>,
    ) -> Result<(), Outcome> {
        let below = self.dependents(token).len();
        self.steps = self.steps.checked_sub(below + 1).ok_or(Outcome::TooManySteps)?;
        let view = self.fitting.view;
        let relation = |token: TokenId| view.document.tokens.relation[token as usize];
        for step in steps {
            if step.up {
                let head = view.document.tokens.head[token as usize];
                if head != NO_HEAD && view.tokens.contains(&head) && self.is(step, token) {
                    reached.push((head, Some(relation(token))));
                }
            } else {
                let below = self.dependents(token).iter().copied().filter(|&below| self.is(step, below));
                reached.extend(below.map(|below| (below, Some(relation(below)))));
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
        self.below.of((token - self.fitting.view.tokens.start) as usize)
    }
}

/// The number of the branch at which a pattern ended.
fn place(outcome: &Outcome) -> usize {
    match outcome {
        Outcome::NoBranch(place) | Outcome::Forbidden(place, _) => *place,
        _ => 0,
    }
}

/// Whether a word stands where its branch wants it, seen from the word that it hangs on.
fn stands(order: Option<WordOrder>, from: TokenId, token: TokenId) -> bool {
    match order {
        None => true,
        Some(WordOrder::Before) => token < from,
        Some(WordOrder::After) => token > from,
        Some(WordOrder::Next) => token == from + 1,
    }
}
