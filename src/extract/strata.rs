//! Rules that feed rules: each stratum is applied with the mentions and events of the strata before it.
//!
//! A recursive stratum is applied until it makes nothing new. Every round makes something longer than the round before,
//! so there are at most as many rounds as tokens.

use std::collections::BTreeSet;
use std::ops::Range;

use super::assemble::{self, Assembler};
use super::candidates::{self, Candidate};
use super::clause::{self, Filling};
use super::coreference::References;
use super::draft::Draft;
use super::event::Event;
use super::observer::{Observer, Outcome};
use super::sequence;
use super::time::Times;
use super::tree;
use super::view::{Mention, Occurrence, View, hull};
use crate::document::{PhraseId, TokenId};
use crate::lang::compile::Sequence;
use crate::lang::compile::automaton::Capture;
use crate::lang::ir::{ITSELF, PatternId, RuleId, Target};
use crate::source::OffsetMap;

/// Applies all rules to a sentence. The mentions and events that they make are added to the view.
pub(super) fn apply<O: Observer>(view: &mut View, offsets: &OffsetMap, observer: &mut O) -> Vec<Event> {
    let mut strata = Strata { view, offsets, made: Vec::new() };
    let mut whole = Vec::new();
    for stratum in 0..strata.view.program.strata.len() as u32 {
        strata.mentions(stratum, observer);
        whole.extend(strata.events(stratum, observer));
    }
    assemble::merged(strata.view.program, whole, observer)
}

/// Adds the mentions that need neither clauses nor events. Linear in the sentence.
pub(super) fn plain_mentions(view: &mut View, offsets: &OffsetMap) {
    let mut strata = Strata { view, offsets, made: Vec::new() };
    for stratum in 0..strata.view.program.strata.len() as u32 {
        strata.mentions(stratum, &mut ());
    }
}

struct Strata<'s, 'v> {
    view: &'s mut View<'v>,
    offsets: &'s OffsetMap,
    /// The rule and the tokens of every match so far.
    made: Vec<(RuleId, Range<TokenId>)>,
}

/// A match of a pattern that blocks the matches of its rule.
struct Block {
    rule: RuleId,
    pattern: PatternId,
    tokens: Range<TokenId>,
}

/// Which patterns to look for.
#[derive(Clone, Copy)]
struct Wanted {
    stratum: u32,
    /// Those of rules that make entities, or of rules that make events.
    entities: bool,
    /// Those that block.
    blocks: bool,
}

impl<'v> Strata<'_, 'v> {
    fn wants(&self, wanted: Wanted, pattern: PatternId) -> bool {
        let rule = self.view.program.rule_of(pattern);
        rule.stratum == wanted.stratum
            && matches!(rule.target, Target::Entity(_)) == wanted.entities
            && self.view.program.patterns[pattern.index()].blocks == wanted.blocks
    }

    fn mentions(&mut self, stratum: u32, observer: &mut impl Observer) {
        let program = self.view.program;
        let plan = &program.strata[stratum as usize];
        if !plan.entities {
            return;
        }
        let rounds = if plan.recursive { self.view.tokens.len() } else { 0 };
        for _ in 0..rounds {
            let known = self.view.mentions().len();
            let found = self.find_mentions(stratum, &mut ());
            self.view.add_mentions(found.into_iter().map(|(_, mention)| mention).collect());
            if self.view.mentions().len() == known {
                break;
            }
        }
        let found = self.find_mentions(stratum, observer);
        self.made.extend(found.iter().map(|(rule, mention)| (*rule, mention.tokens.clone())));
        self.view.add_mentions(found.into_iter().map(|(_, mention)| mention).collect());
    }

    /// The mentions that the rules of a stratum make, each with its rule.
    fn find_mentions(&self, stratum: u32, observer: &mut impl Observer) -> Vec<(RuleId, Mention)> {
        let wanted = Wanted { stratum, entities: true, blocks: false };
        let program = self.view.program;
        let references = References::new(self.view);
        let mut spans: Vec<(PatternId, Range<TokenId>)> = Vec::new();
        let wants = |pattern: PatternId| self.wants(wanted, pattern);
        let clauses = clause::find(self.view, &references, wants, observer);
        let trees = tree::find(self.view, &references, wants, observer);
        let clauses = clauses.into_iter().map(|found| (found.pattern, found.fillers));
        for (pattern, fillers) in clauses.chain(trees.into_iter().map(|found| (found.pattern, found.fillers)))
        {
            let phrases = fillers.iter().filter_map(|(role, filling)| match filling {
                Filling::Phrase(id, _) if *role == ITSELF => Some(*id),
                _ => None,
            });
            let narrow = |id: PhraseId| self.view.clauses().phrases[id.index()].narrow.clone();
            spans.extend(phrases.map(|id| (pattern, narrow(id))));
        }
        self.find_tokens(wanted, observer, |sequence, found, _| {
            for found in found {
                let itself = |(capture, _): &&(&Capture, Range<TokenId>)| matches!(capture, Capture::Name(name) if name == "itself");
                let tokens = found.captures.iter().find(itself).map(|(_, tokens)| tokens.clone());
                spans.push((sequence.pattern, tokens.unwrap_or(found.tokens)));
            }
        });
        let mut mentions = Vec::new();
        if spans.is_empty() {
            return mentions;
        }
        let blocks = self.blocks(Wanted { blocks: true, ..wanted }, &references);
        for (pattern, tokens) in spans {
            let Target::Entity(kind) = program.rule_of(pattern).target else { continue };
            match self.objection(pattern, &tokens, &blocks) {
                Some(outcome) => observer.tried(pattern, tokens.start, outcome),
                None => {
                    observer.tried(pattern, tokens.start, Outcome::Matched);
                    let rule = program.patterns[pattern.index()].rule;
                    mentions.push((rule, Mention { tokens, kind, entry: None }));
                }
            }
        }
        mentions
    }

    fn events<O: Observer>(&mut self, stratum: u32, observer: &mut O) -> Vec<(Draft, Event)> {
        let program = self.view.program;
        let plan = &program.strata[stratum as usize];
        if !plan.events {
            return Vec::new();
        }
        let below = self.view.occurrences.len();
        let rounds = if plan.recursive { self.view.tokens.len() } else { 0 };
        let mut last = Vec::new();
        for _ in 0..rounds {
            let (_, made) = self.find_events(stratum, &mut ());
            self.view.occurrences.truncate(below);
            self.view.occurrences.extend(occurrences(&made));
            let made: Vec<Event> = made.into_iter().map(|(_, event)| event).collect();
            if made == last {
                break;
            }
            last = made;
        }
        let (extents, whole) = self.find_events(stratum, observer);
        self.view.occurrences.truncate(below);
        self.view.occurrences.extend(occurrences(&whole));
        self.made.extend(extents);
        whole
    }

    /// The events that the rules of a stratum make, with the rules and tokens of their matches.
    #[allow(clippy::type_complexity)]
    fn find_events<O: Observer>(
        &self,
        stratum: u32,
        observer: &mut O,
    ) -> (Vec<(RuleId, Range<TokenId>)>, Vec<(Draft, Event)>) {
        let wanted = Wanted { stratum, entities: false, blocks: false };
        let wants = |pattern: PatternId| self.wants(wanted, pattern);
        let view = &*self.view;
        let references = References::new(view);
        let mut drafts: Vec<Draft> = Vec::new();
        let clauses = clause::find(view, &references, wants, observer);
        drafts.extend(clauses.into_iter().filter_map(|found| Draft::of_clause(view, found)));
        let trees = tree::find(view, &references, wants, observer);
        drafts.extend(trees.into_iter().filter_map(|found| Draft::of_tree(view, found)));
        self.find_tokens(wanted, observer, |sequence, found, observer: &mut O| {
            if O::WATCHES
                && found.is_empty()
                && let Some(partial) = sequence::furthest(&sequence.automaton, view)
            {
                observer.tried(sequence.pattern, partial.start, Outcome::Stuck(partial));
            }
            drafts.extend(
                found.into_iter().filter_map(|found| Draft::of_tokens(view, sequence.pattern, found)),
            );
        });
        if drafts.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let blocks = self.blocks(Wanted { blocks: true, ..wanted }, &references);
        drafts.retain(|draft| match self.objection(draft.pattern, &draft.extent(view), &blocks) {
            Some(outcome) => {
                observer.tried(draft.pattern, draft.trigger.start, outcome);
                false
            }
            None => true,
        });
        let assembler =
            Assembler { view, references: &references, offsets: self.offsets, times: &Times::new(view) };
        let whole = assembler.whole(drafts, observer);
        let made = |(draft, _): &(Draft, Event)| {
            (view.program.patterns[draft.pattern.index()].rule, draft.extent(view))
        };
        (whole.iter().map(made).collect(), whole)
    }

    /// Looks for the wanted token patterns where they may match, and for an observer everywhere.
    fn find_tokens<O: Observer>(
        &self,
        wanted: Wanted,
        observer: &mut O,
        mut take: impl FnMut(&'v Sequence, Vec<sequence::Found<'v>>, &mut O),
    ) {
        let program = self.view.program;
        let candidates: Vec<Candidate> = match O::WATCHES {
            true => candidates::everywhere(program.sequences.len(), self.view),
            false => candidates::find(&program.sequence_index, self.view),
        };
        for (at, starts) in candidates::by_pattern(&candidates) {
            let sequence = &program.sequences[at];
            if self.wants(wanted, sequence.pattern) {
                observer.works_on(Some(sequence.pattern));
                let all = program.patterns[sequence.pattern.index()].all;
                let found = sequence::find_from(&sequence.automaton, self.view, starts, all, observer);
                observer.works_on(None);
                if let Some(last) = found.get(sequence::MOST_SPANS - 1) {
                    observer.tried(sequence.pattern, last.tokens.start, Outcome::TooManySteps);
                }
                take(sequence, found, observer);
            }
        }
    }

    /// The matches of patterns that block.
    fn blocks(&self, wanted: Wanted, references: &References) -> Vec<Block> {
        let view = &*self.view;
        let mut blocks = Vec::new();
        if !view.program.strata[wanted.stratum as usize].blocks {
            return blocks;
        }
        let wants = |pattern: PatternId| self.wants(wanted, pattern);
        let mut add = |pattern: PatternId, tokens: Range<TokenId>| {
            blocks.push(Block { rule: view.program.patterns[pattern.index()].rule, pattern, tokens });
        };
        for found in clause::find(view, references, wants, &mut ()) {
            let trigger = view.clauses().clauses[found.clause.index()].trigger.clone();
            add(found.pattern, hull(trigger, found.others.iter().map(|filling| filling.tokens(view))));
        }
        for found in tree::find(view, references, wants, &mut ()) {
            add(found.pattern, found.extent);
        }
        self.find_tokens(wanted, &mut (), |sequence, found, _| {
            found.into_iter().for_each(|found| add(sequence.pattern, found.tokens));
        });
        blocks
    }

    /// Why a match must give way: to a pattern that blocks it, or to a rule that overrides its own.
    fn objection(&self, pattern: PatternId, tokens: &Range<TokenId>, blocks: &[Block]) -> Option<Outcome> {
        let rule = self.view.program.patterns[pattern.index()].rule;
        let above = &self.view.program.rules[rule.index()].yields_to;
        if blocks.is_empty() && above.is_empty() {
            return None;
        }
        let overlaps = |other: &Range<TokenId>| other.start < tokens.end && tokens.start < other.end;
        if let Some(block) = blocks.iter().find(|block| block.rule == rule && overlaps(&block.tokens)) {
            return Some(Outcome::Blocked(block.pattern));
        }
        let over = self.made.iter().find(|(other, tokens)| above.contains(other) && overlaps(tokens));
        over.map(|(other, _)| Outcome::Overridden(*other))
    }
}

/// The part of events that other rules see.
fn occurrences(whole: &[(Draft, Event)]) -> Vec<Occurrence> {
    let mut all: Vec<Occurrence> = Vec::new();
    let mut known = BTreeSet::new();
    for (draft, event) in whole {
        if known.insert(event.id.as_str()) {
            all.push(Occurrence { kind: draft.event, trigger: draft.trigger.clone(), id: event.id.clone() });
        }
    }
    all
}
