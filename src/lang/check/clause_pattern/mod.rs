//! Analyses clause patterns: which word is the predicate, and which function each slot has.
//!
//! `expand` turns alternatives into plain series of words and slots. `series` finds the predicate and arguments of
//! each. `frame` gives the arguments their functions. `merge` merges patterns that differ in only one word.

mod expand;
mod frame;
mod lemmas;
mod merge;
mod mistake;
mod series;
mod words;

use std::collections::BTreeMap;

use super::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{ClausePattern, EventId, ITSELF, ListId, PredicateKind, RoleId, Target};
use crate::lang::syntax::ast::{Filter, Name, Pattern, Slot};
use crate::source::{FileId, Span};
use expand::{Failure, FilledSlot, Piece, PieceKind, Resolve, expand};
use series::Series;
use words::WordReadings;

/// Why a series is not a clause.
pub(super) struct Problem {
    code: Code,
    span: Span,
    message: String,
    label: &'static str,
    notes: Vec<String>,
    /// What to leave out, and how to say so.
    leave_out: Option<(Span, &'static str)>,
}

impl Problem {
    fn new(code: Code, span: Span, message: impl Into<String>, label: &'static str) -> Problem {
        Problem { code, span, message: message.into(), label, notes: Vec::new(), leave_out: None }
    }

    fn note(mut self, note: impl Into<String>) -> Problem {
        self.notes.push(note.into());
        self
    }
}

impl Checker<'_> {
    /// The clause patterns that a written one expands to; none if it has a mistake.
    pub(super) fn clause_pattern(
        &mut self,
        file: FileId,
        scope: Scope,
        pattern: &Pattern,
    ) -> Vec<ClausePattern> {
        let mut resolver = Resolver { checker: self, file, scope };
        let all = match expand(&pattern.body, &mut resolver) {
            Ok(all) => all,
            Err(Failure::Reported) => return Vec::new(),
            Err(Failure::TooMany) => {
                let message = format!("this pattern stands for more than {} patterns", expand::MOST_SERIES);
                let problem = Diagnostic::new(Code::TooManyAlternatives, file, pattern.span, message);
                self.problems.push(problem.note("put alternative words into a list: `@name`"));
                return Vec::new();
            }
        };
        self.unknown_words(file, &all);
        let mut patterns = Vec::new();
        let mut wrong = false;
        for pieces in all {
            let series = Series::new(pieces, pattern.span, &self.lexicon, &self.ruleset.lists);
            match series.understand() {
                Ok(understood) => patterns.extend(understood),
                Err(problem) => {
                    wrong = true;
                    let mut diagnostic = Diagnostic::new(problem.code, file, problem.span, problem.message);
                    diagnostic = diagnostic.label(problem.label);
                    diagnostic.notes = problem.notes;
                    // of alternatives the part may have only one bracket
                    let whole = |(span, _): &(Span, _)| is_balanced(self.written(file, *span));
                    if let Some((span, what)) = problem.leave_out.filter(whole) {
                        diagnostic = diagnostic.guess(span, "", what);
                    }
                    if !self.problems.contains(&diagnostic) {
                        self.problems.push(diagnostic);
                    }
                }
            }
        }
        self.wants_evidence(file, pattern, &patterns);
        let fits = match scope.target {
            _ if wrong => false,
            _ if !scope.fills => true,
            Target::Event(event) => !self.is_filled_twice(file, event, pattern, &patterns),
            Target::Entity(kind) => self.shows_mention(file, &self.itself(kind), pattern, &patterns),
        };
        if fits { merge::merged(patterns) } else { Vec::new() }
    }

    /// Warns of a verb without anything that could be evidence for its sense.
    fn wants_evidence(&mut self, file: FileId, pattern: &Pattern, patterns: &[ClausePattern]) {
        let bare = |each: &ClausePattern| each.slots.is_empty() && each.predicate != PredicateKind::Noun;
        if patterns.iter().any(bare) {
            let message = "this pattern has nothing but its predicate";
            let problem = Diagnostic::new(Code::NoEvidence, file, pattern.span, message);
            self.problems
                .push(problem.note("give it a slot or another word: a verb alone is reported of nothing"));
        }
    }

    /// Reports a pattern of an entity rule that lacks the slot for the mention.
    fn shows_mention(
        &mut self,
        file: FileId,
        itself: &str,
        pattern: &Pattern,
        patterns: &[ClausePattern],
    ) -> bool {
        let shows = |pattern: &ClausePattern| pattern.slots.iter().any(|slot| slot.role == Some(ITSELF));
        if patterns.iter().all(shows) {
            return true;
        }
        let message = "this pattern does not say which of its slots is the mention";
        let problem = Diagnostic::new(Code::NoMention, file, pattern.span, message);
        self.problems.push(problem.note(format!("write `{{{itself}}}` for that slot")));
        false
    }

    /// Reports roles that take one filler but have two slots.
    fn is_filled_twice(
        &mut self,
        file: FileId,
        event: EventId,
        pattern: &Pattern,
        patterns: &[ClausePattern],
    ) -> bool {
        let roles = &self.ruleset.events[event.index()].roles;
        for understood in patterns {
            let mut count: BTreeMap<RoleId, u32> = BTreeMap::new();
            for role in understood.slots.iter().filter_map(|slot| slot.role) {
                *count.entry(role).or_default() += 1;
            }
            let twice =
                count.iter().find(|(role, n)| roles[role.index()].most.is_some_and(|most| **n > most));
            if let Some((role, _)) = twice {
                let name = &roles[role.index()].name;
                let message = format!("the pattern fills the role `{name}` more often than the role allows");
                let problem = Diagnostic::new(Code::FilledTwice, file, pattern.span, message).note(format!(
                    "let the role take several fillers: `{name}+: …`, or compare two roles with `where`"
                ));
                self.problems.push(problem);
                return true;
            }
        }
        false
    }

    fn unknown_words(&mut self, file: FileId, all: &[Vec<Piece>]) {
        let mut seen: BTreeMap<Span, &str> = BTreeMap::new();
        for piece in all.iter().flatten() {
            if let PieceKind::Word(word) = &piece.kind {
                seen.insert(piece.span, word);
            }
        }
        for (span, word) in seen {
            let is_plain = word.chars().all(|c| c.is_lowercase());
            if is_plain
                && words::closed(word).is_none()
                && !WordReadings::new(&self.lexicon, word).is_known(&self.lexicon)
            {
                let message = format!("the lexicon does not know the word `{word}`");
                self.problems.push(Diagnostic::new(Code::UnknownWord, file, span, message));
            }
        }
    }
}

/// Whether each bracket of a text is opened and closed in it.
fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    text.chars().all(|c| match c {
        '(' => {
            open.push(')');
            true
        }
        '{' => {
            open.push('}');
            true
        }
        ')' | '}' => open.pop() == Some(c),
        _ => true,
    }) && open.is_empty()
}

/// Names of one pattern.
struct Resolver<'c, 'a> {
    checker: &'c mut Checker<'a>,
    file: FileId,
    scope: Scope,
}

impl Resolve for Resolver<'_, '_> {
    fn slot(&mut self, slot: &Slot) -> Option<FilledSlot> {
        let (role, test) = self.checker.slot(self.file, self.scope, slot)?;
        // only a slot that says no more than its role asks no more than that
        let event = match (self.scope.target, role) {
            (Target::Event(event), Some(role)) if matches!(slot.filter, None | Some(Filter::Except(_))) => {
                Some((event, role))
            }
            _ => None,
        };
        let may_lack = |(event, role): (EventId, RoleId)| {
            self.checker.ruleset.events[event.index()].roles[role.index()].least == 0
        };
        // nor does one for something that fills no role
        let is_nothing = slot.name.text == "_" && slot.filter.is_none();
        Some(FilledSlot {
            name: slot.name.text.clone(),
            role,
            test,
            demanded: slot.demanded.is_some() || !is_nothing && !event.is_some_and(may_lack),
            open: event.is_some(),
        })
    }

    fn list(&mut self, name: &Name) -> Option<ListId> {
        self.checker.list(self.file, name)
    }

    fn no_part_of_clauses(&mut self, span: Span) {
        let message = "a clause pattern can test a token only inside a slot";
        let problem = Diagnostic::new(Code::TokenPatternOnly, self.file, span, message);
        self.checker.problems.push(problem.note("write a token pattern between slashes: `/ … /`"));
    }
}
