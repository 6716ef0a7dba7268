//! Checked rules to a [`Program`]: flat tables over interned words, without lifetimes, shared between threads.

pub mod automaton;
pub mod clause;
pub mod gazetteer;
pub mod token;
pub mod tree;
pub mod triggers;

use std::sync::Arc;

use self::automaton::Automaton;
use self::clause::ClauseTable;
use self::gazetteer::Gazetteer;
use self::tree::TreePlan;
use self::triggers::Triggers;
use super::ir::{Condition, EntityType, EventType, List, PatternKind, Ruleset, Target};
use crate::text::document::Vocabulary;

/// Rules ready to be applied to documents.
///
/// Building takes time and memory linear in the size of the rules. A program is immutable and may be shared between
/// threads; documents that are built over its [`vocabulary`](Program::vocabulary) are matched fastest.
#[derive(Debug)]
pub struct Program {
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) types: Vec<EntityType>,
    pub(crate) events: Vec<EventType>,
    pub(crate) lists: Vec<List>,
    pub(crate) rules: Vec<RuleTable>,
    pub(crate) patterns: Vec<PatternTable>,
    pub(crate) clauses: ClauseTable,
    /// Token patterns that make mentions, then those that make events.
    pub(crate) sequences: Vec<Sequence>,
    /// Tree patterns.
    pub(crate) trees: Vec<TreePlan>,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) triggers: Triggers,
}

/// What the engine needs to know of a rule.
#[derive(Debug)]
pub(crate) struct RuleTable {
    pub(crate) name: String,
    pub(crate) target: Target,
    pub(crate) conditions: Vec<Condition>,
}

/// What the engine needs to know of a pattern.
#[derive(Debug)]
pub(crate) struct PatternTable {
    pub(crate) rule: u32,
    pub(crate) number: u32,
    pub(crate) at: String,
}

/// A token pattern ready to run.
#[derive(Debug)]
pub(crate) struct Sequence {
    pub(crate) pattern: u32,
    pub(crate) automaton: Automaton,
}

impl Program {
    /// Compiles checked rules.
    pub fn compile(ruleset: &Ruleset) -> Program {
        let mut vocabulary = Vocabulary::default();
        let gazetteer = Gazetteer::build(&ruleset.lists, &mut vocabulary);
        let mut clauses = ClauseTable::default();
        let (mut rules, mut patterns) = (Vec::new(), Vec::new());
        let mut trees = Vec::new();
        let (mut mentions, mut sequences) = (Vec::new(), Vec::new());
        for rule in &ruleset.rules {
            for pattern in &rule.patterns {
                let id = patterns.len() as u32;
                match &pattern.kind {
                    PatternKind::Clause(clause) => clauses.add(id, clause, &mut vocabulary),
                    PatternKind::Tree(root) => trees.push(TreePlan::compile(id, root, &mut vocabulary)),
                    PatternKind::Tokens(node) => {
                        let automaton = Automaton::compile(node, &mut vocabulary);
                        let sequence = Sequence { pattern: id, automaton };
                        match rule.target {
                            Target::Entity(_) => mentions.push(sequence),
                            Target::Event(_) => sequences.push(sequence),
                        }
                    }
                }
                patterns.push(PatternTable {
                    rule: rules.len() as u32,
                    number: pattern.number,
                    at: format!("{}:{}", pattern.at.file, pattern.at.line),
                });
            }
            rules.push(RuleTable {
                name: rule.name.clone(),
                target: rule.target,
                conditions: rule.conditions.clone(),
            });
        }
        let triggers = Triggers::build(&clauses, &sequences, &trees, &gazetteer, &mut vocabulary);
        mentions.append(&mut sequences);
        Program {
            vocabulary: Arc::new(vocabulary),
            types: ruleset.types.clone(),
            events: ruleset.events.clone(),
            lists: ruleset.lists.clone(),
            rules,
            patterns,
            clauses,
            sequences: mentions,
            trees,
            gazetteer,
            triggers,
        }
    }

    /// The words that the rules mention, over which documents are to be built.
    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// The event types, by name.
    pub fn events(&self) -> &[EventType] {
        &self.events
    }
}
