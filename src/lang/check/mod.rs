//! From trees to checked rules: names, types, schemas, and the meaning of each pattern. Only here are sugar and
//! defaults resolved.
//!
//! 1. [`load`] reads the files that are `use`d
//! 2. `names` gives every type, event and list its number
//! 3. `events` and `lists` fill them, and `additions` the shipped lists
//! 4. `rules` analyses the patterns
//! 5. `strata` sorts the rules by how they feed each other
//! 6. `tests` reads the test sentences
//! 7. `unused` and `covered` warn of items that can have no effect
//! 8. `allowed` takes away the warnings that an item may give
//!
//! All files of a run share their names.

mod additions;
mod allowed;
mod also;
mod clause_pattern;
mod conditions;
mod covered;
mod describe;
mod events;
mod lists;
mod load;
mod morphology;
mod names;
mod readings;
mod rules;
mod schemes;
mod settings;
mod strata;
mod tests;
mod token_pattern;
mod token_test;
mod tree_pattern;
mod unused;

use std::collections::{BTreeMap, BTreeSet};

pub use describe::describe;
pub(crate) use describe::{accepted, types};
pub use load::{Package, load};

use self::readings::Readings;
use super::ir::{Accepts, EventId, ListId, Location, RoleId, Ruleset, SHAPES, Target, TypeId};
use super::syntax::ast::{self, Name};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::english::lexicon::Lexicon;
use crate::source::{FileId, Sources, Span};

/// Checks the files of a run. Never fails: anything with a mistake is reported and left out.
///
/// The diagnostics are in the order of files and places.
pub fn check(
    files: &[ast::File],
    sources: &Sources,
    lexicon: &Lexicon,
    package: &dyn Package,
) -> (Ruleset, Vec<Diagnostic>) {
    let mut checker = Checker::new(sources, lexicon);
    checker.declare(files);
    checker.events(files);
    checker.lists(files, package);
    checker.cues(files, package);
    checker.words(files, package);
    checker.rules(files);
    checker.strata(files);
    checker.tests(files);
    let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
    // what seems unused may be used where a mistake is
    let whole = !files.iter().any(|file| file.broken) && !checker.problems.iter().any(is_error);
    if whole {
        checker.unused(files);
    }
    checker.problems.sort_by_key(Diagnostic::place);
    checker.problems.dedup();
    checker.allow(files, whole);
    let mut problems = checker.problems;
    problems.sort_by_key(Diagnostic::place);
    (checker.ruleset, problems)
}

/// The state of a check.
struct Checker<'a> {
    sources: &'a Sources,
    lexicon: Readings<'a>,
    ruleset: Ruleset,
    type_ids: BTreeMap<String, TypeId>,
    event_ids: BTreeMap<String, EventId>,
    list_ids: BTreeMap<String, ListId>,
    /// The named parts of token patterns, with their files.
    fragments: BTreeMap<String, (FileId, ast::Pattern)>,
    /// The names of the parts that are being read, each inside the one before it.
    inside: Vec<String>,
    used_fragments: BTreeSet<String>,
    /// Where each name was declared first.
    declared: BTreeMap<(names::Kind, String), (FileId, Span)>,
    used_lists: BTreeSet<ListId>,
    /// The patterns of all rules, each with where it stands first.
    told: BTreeMap<covered::Told, (FileId, Span)>,
    filled_roles: BTreeSet<(EventId, RoleId)>,
    made_events: BTreeSet<EventId>,
    /// The roles with `each` in the current pattern, in the order of the pattern.
    each: Vec<(RoleId, Span)>,
    problems: Vec<Diagnostic>,
}

/// The context in which the slots of a pattern are read.
#[derive(Clone, Copy, Debug)]
struct Scope {
    /// What the rule makes.
    target: Target,
    /// Whether its slots fill roles; those of a pattern that blocks matches do not.
    fills: bool,
}

impl<'a> Checker<'a> {
    fn new(sources: &'a Sources, lexicon: &'a Lexicon) -> Checker<'a> {
        Checker {
            sources,
            lexicon: Readings::new(lexicon),
            ruleset: Ruleset::default(),
            type_ids: BTreeMap::new(),
            event_ids: BTreeMap::new(),
            list_ids: BTreeMap::new(),
            fragments: BTreeMap::new(),
            inside: Vec::new(),
            used_fragments: BTreeSet::new(),
            declared: BTreeMap::new(),
            used_lists: BTreeSet::new(),
            told: BTreeMap::new(),
            filled_roles: BTreeSet::new(),
            made_events: BTreeSet::new(),
            each: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn location(&self, file: FileId, span: Span) -> Location {
        let Some(source) = self.sources.get(file) else { return Location::default() };
        Location { file: source.name.clone(), line: source.lines.line(span.start) as u32 + 1 }
    }

    /// The text at the place.
    fn written(&self, file: FileId, span: Span) -> &'a str {
        self.sources.get(file).map_or("", |source| span.of(&source.text))
    }

    /// What the named types accept; unknown names are reported and left out.
    fn accepts(&mut self, file: FileId, types: &[Name]) -> Accepts {
        let mut accepts = Accepts::default();
        for name in types {
            if name.text == "Phrase" {
                accepts.phrase = true;
            } else if name.text == "Clause" {
                accepts.clause = true;
            } else if name.text == "Word" {
                accepts.word = true;
            } else if let Some(id) = self.type_ids.get(&name.text) {
                accepts.entities.insert(*id);
            } else if let Some(id) = self.event_ids.get(&name.text) {
                accepts.events.insert(*id);
            } else {
                self.unknown_type(file, name);
            }
        }
        accepts
    }

    fn unknown_type(&mut self, file: FileId, name: &Name) {
        let known = self.type_ids.keys().chain(self.event_ids.keys()).map(String::as_str);
        let problem =
            Diagnostic::new(Code::UnknownType, file, name.span, format!("unknown type `{}`", name.text))
                .did_you_mean(&name.text, known.chain(SHAPES.iter().copied()), name.span);
        let problem = if problem.fix.is_none() {
            problem.note(format!(
                "declare it with `entity {}`, or put a word of the text in quotes: `'{0}'`",
                name.text
            ))
        } else {
            problem
        };
        self.problems.push(problem);
    }

    /// The list of this name; marks it as used.
    fn list(&mut self, file: FileId, name: &Name) -> Option<ListId> {
        if let Some(id) = self.list_ids.get(&name.text) {
            self.used_lists.insert(*id);
            return Some(*id);
        }
        let known = self.list_ids.keys().map(String::as_str);
        let problem =
            Diagnostic::new(Code::UnknownList, file, name.span, format!("unknown list `@{}`", name.text))
                .did_you_mean(&name.text, known, name.span);
        self.problems.push(problem);
        None
    }
}
