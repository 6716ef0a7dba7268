//! Test sentences, and the rules that one is run against.

use std::collections::BTreeSet;

use super::{EventId, Location, Rule, Ruleset, Target};
use crate::document::Facet;

/// A test sentence of a rule file.
#[derive(Clone, Debug)]
pub struct Test {
    /// The sentence, without the marks.
    pub text: String,
    /// The marked roles, in text order.
    pub marks: Vec<Mark>,
    /// The events that the sentence must give.
    pub expect: Expectation,
    /// The rules, by name, that it is run against; empty for all.
    pub by: BTreeSet<String>,
    /// The document's date, ISO 8601.
    pub date: Option<String>,
    /// Whether it is known to fail.
    pub todo: bool,
    /// Its place.
    pub at: Location,
}

/// A marked role of a test sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The event that it belongs to; none for every expected event that has the role.
    pub event: Option<EventId>,
    /// The role's name.
    pub role: String,
    /// Its first byte in the sentence.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

/// The events that a test sentence must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Each of these, with exactly the marked roles, and no other.
    Events(Vec<Expected>),
    /// No event at all.
    Nothing,
    /// No event of this type.
    Not(EventId),
}

/// An event that a test sentence must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Its type.
    pub event: EventId,
    /// The facets that it must have, each with its value.
    pub facets: Vec<(Facet, String)>,
}

impl Ruleset {
    /// These rules by name, with all that they need: the rules that make entities, and those that make what any of them
    /// looks for. Types, events and lists keep their numbers.
    #[must_use]
    pub fn only(&self, names: &BTreeSet<String>) -> Ruleset {
        let kinds = |rule: &Rule| -> Vec<Target> {
            match rule.target {
                Target::Entity(id) => {
                    self.types[id.index()].is.iter().map(|&id| Target::Entity(id)).collect()
                }
                Target::Event(id) => self.events[id.index()].is.iter().map(|&id| Target::Event(id)).collect(),
            }
        };
        let first = |rule: &Rule| names.contains(&rule.name) || matches!(rule.target, Target::Entity(_));
        let mut kept: Vec<bool> = self.rules.iter().map(first).collect();
        loop {
            let among = self.rules.iter().zip(&kept).filter(|(_, kept)| **kept);
            let wanted: BTreeSet<Target> = among.flat_map(|(rule, _)| &rule.looks_for).copied().collect();
            let makes = |rule: &Rule| kinds(rule).iter().any(|kind| wanted.contains(kind));
            let next: Vec<bool> =
                self.rules.iter().zip(&kept).map(|(rule, kept)| *kept || makes(rule)).collect();
            if next == kept {
                break;
            }
            kept = next;
        }
        let rules = self.rules.iter().zip(kept).filter(|(_, kept)| *kept).map(|(rule, _)| rule.clone());
        Ruleset { rules: rules.collect(), ..self.clone() }
    }
}
