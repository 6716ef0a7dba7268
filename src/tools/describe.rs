//! The event types of rules, described for users of the events: each type, its roles, and example sentences from the
//! tests of the rules.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde::Serialize;

use super::verify::{Programs, verify};
use crate::annotate::{AnnotateError, Annotator};
use crate::document::Facet;
use crate::lang::check::accepted;
use crate::lang::compile::Program;
use crate::lang::ir::{EventId, EventType, Expectation, Role, Ruleset, Target, Test};

/// The number of example sentences for an event type.
const EXAMPLES: usize = 5;
/// The number of near misses.
const NEAR_MISSES: usize = 4;

/// The description of an event type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Description {
    /// `Visit`.
    pub name: String,
    /// What its `##` comments say.
    pub doc: String,
    /// The file of the first rule that makes it; none if no rule does.
    pub file: Option<String>,
    /// Its supertypes.
    pub is: Vec<String>,
    /// Its subtypes.
    pub subtypes: Vec<String>,
    /// Its roles, in the order of the source.
    pub roles: Vec<RoleDescription>,
    /// Sentences with such an event.
    pub examples: Vec<Example>,
    /// Sentences that only look like examples.
    pub near_misses: Vec<String>,
}

/// The description of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleDescription {
    /// `agent`.
    pub name: String,
    /// What may fill it.
    pub types: Vec<String>,
    /// The minimum number of fillers.
    pub least: u32,
    /// The maximum number; none for any number.
    pub most: Option<u32>,
    /// What its `##` comments say.
    pub doc: String,
}

/// A sentence and its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The events: `Visit { agent: Park; host: KT }`.
    pub events: Vec<String>,
    /// The facets that the test requires: `modality: planned`.
    pub facets: Vec<String>,
}

/// Describes the event types of rules, by name. The program must be compiled from the rules; it is run over the example
/// sentences.
///
/// # Errors
/// As [`verify`] does.
pub fn describe(
    ruleset: &Ruleset,
    program: &Program,
    english: &Annotator,
) -> Result<Vec<Description>, AnnotateError> {
    let describer = Describer { ruleset, programs: Programs::new(ruleset, program), english };
    ruleset
        .events
        .iter()
        .enumerate()
        .map(|(index, event)| describer.event(EventId::at(index), event))
        .collect()
}

struct Describer<'a> {
    ruleset: &'a Ruleset,
    programs: Programs<'a>,
    english: &'a Annotator,
}

impl Describer<'_> {
    fn event(&self, id: EventId, event: &EventType) -> Result<Description, AnnotateError> {
        let makes = |rule: &&crate::lang::ir::Rule| rule.target == Target::Event(id);
        let file =
            self.ruleset.rules.iter().filter(makes).map(|rule| &rule.at).min().map(|at| at.file.clone());
        let own = self.ruleset.tests.iter().filter(|test| expects(test, id));
        let examples: Result<Vec<Example>, AnnotateError> =
            various(own.collect()).into_iter().map(|test| self.example(test)).collect();
        let beside = |test: &&Test| match test.expect {
            Expectation::Nothing => file.as_deref() == Some(test.at.file.as_str()),
            Expectation::Not(other) => other == id,
            Expectation::Events(..) => false,
        };
        let near_misses = self.ruleset.tests.iter().filter(beside).take(NEAR_MISSES);
        let others = |of: &dyn Fn(&EventId) -> bool| -> Vec<String> {
            let ids = (0..self.ruleset.events.len()).map(EventId::at);
            ids.filter(|other| *other != id && of(other)).map(|other| name(self.ruleset, other)).collect()
        };
        let kind_of_it = |other: &EventId| self.ruleset.events[other.index()].is.contains(&id);
        Ok(Description {
            name: event.name.clone(),
            doc: event.doc.clone(),
            near_misses: near_misses.map(|test| test.text.clone()).collect(),
            is: others(&|other| event.is.contains(other)),
            subtypes: others(&kind_of_it),
            roles: roles(self.ruleset, event),
            examples: examples?,
            file,
        })
    }

    fn example(&self, test: &Test) -> Result<Example, AnnotateError> {
        let facets = facets(test).map(|(name, value)| format!("{name}: {value}")).collect();
        Ok(Example {
            text: test.text.clone(),
            events: verify(test, &self.programs, self.english)?.found,
            facets,
        })
    }
}

/// Describes the roles of an event type, in the order of the source.
pub fn roles(ruleset: &Ruleset, event: &EventType) -> Vec<RoleDescription> {
    let describe = |role: &Role| RoleDescription {
        name: role.name.clone(),
        types: accepted(ruleset, &role.accepts).map(str::to_owned).collect(),
        least: role.least,
        most: role.most,
        doc: role.doc.clone(),
    };
    event.roles.iter().map(describe).collect()
}

fn name(ruleset: &Ruleset, id: EventId) -> String {
    ruleset.events.get(id.index()).map_or(String::new(), |event| event.name.clone())
}

fn expects(test: &Test, id: EventId) -> bool {
    matches!(&test.expect, Expectation::Events(events) if events.iter().any(|expected| expected.event == id))
}

/// The facets that a test asks for.
fn facets(test: &Test) -> impl Iterator<Item = &(Facet, String)> {
    let events = match &test.expect {
        Expectation::Events(events) => events.as_slice(),
        Expectation::Nothing | Expectation::Not(_) => &[],
    };
    events.iter().flat_map(|expected| &expected.facets)
}

/// The tests that together show the most roles and facets: repeatedly the one that shows most of those still missing,
/// the first of equals.
fn various(tests: Vec<&Test>) -> Vec<&Test> {
    let mut shown: BTreeSet<String> = BTreeSet::new();
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < EXAMPLES.min(tests.len()) {
        let left = (0..tests.len()).filter(|index| !chosen.contains(index));
        let news = |index: &usize| shows(tests[*index]).difference(&shown).count();
        let Some(best) = left.max_by_key(|index| (news(index), std::cmp::Reverse(*index))) else { break };
        shown.extend(shows(tests[best]));
        chosen.push(best);
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|index| tests[index]).collect()
}

/// The roles and facets in a test.
fn shows(test: &Test) -> BTreeSet<String> {
    let mut shows: BTreeSet<String> = test.marks.iter().map(|mark| mark.role.clone()).collect();
    shows.extend(facets(test).map(|(name, value)| format!("{name} {value}")));
    shows
}

/// A page about event types in Markdown, after this introduction.
pub fn page(introduction: &str, descriptions: &[Description]) -> String {
    let mut page = introduction.trim_end().to_owned() + "\n";
    for description in descriptions {
        // writing to a string does not fail
        let _ = section(description, &mut page);
    }
    page
}

fn section(event: &Description, page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n## {}\n", event.name)?;
    if !event.doc.is_empty() {
        writeln!(page, "{}\n", event.doc)?;
    }
    if let Some(file) = &event.file {
        writeln!(page, "Made by the rules in `{file}`.\n")?;
    }
    for (what, names) in [("A kind of", &event.is), ("Kinds of it:", &event.subtypes)] {
        if !names.is_empty() {
            writeln!(page, "{what} {}.\n", names.join(", "))?;
        }
    }
    if !event.roles.is_empty() {
        writeln!(page, "| role | | fillers | how many |\n|---|---|---|---|")?;
    }
    for RoleDescription { name, types, least, most, doc } in &event.roles {
        let count = match (least, most) {
            (0, Some(1)) => "at most one".to_owned(),
            (1, Some(1)) => "one".to_owned(),
            (0, None) => "any number".to_owned(),
            (least, None) => format!("{least} or more"),
            (least, Some(most)) => format!("{least} to {most}"),
        };
        let doc = doc.replace('\n', " ");
        writeln!(page, "| `{name}` | {doc} | {} | {count} |", types.join(", "))?;
    }
    if !event.examples.is_empty() {
        writeln!(page, "\nExamples:\n")?;
    }
    for Example { text, events, facets } in &event.examples {
        let events: Vec<String> = events.iter().map(|event| format!("`{event}`")).collect();
        let facets = if facets.is_empty() { String::new() } else { format!(" ({})", facets.join(", ")) };
        writeln!(page, "- {}\\\n  {}{facets}", escaped(text), events.join(", "))?;
    }
    if !event.near_misses.is_empty() {
        writeln!(page, "\nNothing is found in:\n")?;
    }
    event.near_misses.iter().try_for_each(|text| writeln!(page, "- {}", escaped(text)))
}

/// The text with Markdown escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>|#~".contains(c) {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}
