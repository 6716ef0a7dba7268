//! Compiles checked rules to a [`Program`]: flat tables over interned words, without lifetimes, shared between threads.

pub mod anchor;
pub mod automaton;
pub mod clause;
pub mod gazetteer;
pub mod index;
pub mod token;
pub mod tree;
pub mod triggers;
mod word_set;

use std::sync::Arc;

use self::automaton::Automaton;
use self::clause::ClauseTable;
use self::gazetteer::Gazetteer;
use self::index::Index;
use self::tree::TreePlan;
use self::triggers::Triggers;
use super::ir::{
    Condition, EntityType, EventType, List, Pattern, PatternId, PatternKind, RoleId, Rule, RuleId, Ruleset,
    Target,
};
use crate::document::{Setting, Vocabulary};

/// Rules ready to be applied to documents.
///
/// Compilation takes time and memory linear in the size of the rules. A program is immutable and may be shared between
/// threads; documents built over its [`vocabulary`](Program::vocabulary) are matched fastest.
#[derive(Debug)]
pub struct Program {
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(crate) types: Vec<EntityType>,
    pub(crate) events: Vec<EventType>,
    pub(crate) lists: Vec<List>,
    pub(crate) rules: Vec<RuleTable>,
    /// What each stratum has, in order.
    pub(crate) strata: Vec<Stratum>,
    pub(crate) patterns: Vec<PatternTable>,
    pub(crate) clauses: ClauseTable,
    /// Token patterns, those of each rule before those that block its matches.
    pub(crate) sequences: Vec<Sequence>,
    /// Where they may match.
    pub(crate) sequence_index: Index,
    /// Tree patterns.
    pub(crate) trees: Vec<TreePlan>,
    /// Where their tops may be.
    pub(crate) tree_index: Index,
    pub(crate) gazetteer: Gazetteer,
    /// What a sentence needs for any rule to match.
    pub(crate) triggers: Triggers,
    /// What it needs for any pattern to match that looks at the tree.
    pub(crate) tree_triggers: Triggers,
}

/// What the engine needs to know about a rule.
#[derive(Debug)]
pub(crate) struct RuleTable {
    pub(crate) name: String,
    pub(crate) target: Target,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) settings: Vec<Setting>,
    /// Whether the sentence before or after may fill its roles.
    pub(crate) within: bool,
    /// Its stratum: it uses what earlier strata made.
    pub(crate) stratum: u32,
    /// The rules, by number, that override its matches.
    pub(crate) yields_to: Vec<RuleId>,
}

/// The properties of the rules of a stratum.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stratum {
    /// Some make entities.
    pub(crate) entities: bool,
    /// Some make events.
    pub(crate) events: bool,
    /// Some have patterns that block their matches.
    pub(crate) blocks: bool,
    /// Some use what others of the stratum make.
    pub(crate) recursive: bool,
}

/// What the engine needs to know about a pattern.
#[derive(Debug)]
pub(crate) struct PatternTable {
    pub(crate) rule: RuleId,
    pub(crate) number: u32,
    pub(crate) at: String,
    /// The roles with a separate event for each filler.
    pub(crate) each: Vec<RoleId>,
    /// Whether it is a clause pattern.
    pub(crate) is_clause: bool,
    /// Whether every span counts.
    pub(crate) all: bool,
    /// Whether it blocks matches of its rule, rather than making them.
    pub(crate) blocks: bool,
}

/// A token pattern ready to run.
#[derive(Debug)]
pub(crate) struct Sequence {
    pub(crate) pattern: PatternId,
    pub(crate) automaton: Automaton,
}

/// The tables of a program during compilation.
#[derive(Default)]
struct Tables {
    rules: Vec<RuleTable>,
    patterns: Vec<PatternTable>,
    clauses: ClauseTable,
    sequences: Vec<Sequence>,
    trees: Vec<TreePlan>,
}

impl Tables {
    fn add(&mut self, rule: &Rule, pattern: &Pattern, blocks: bool, vocabulary: &mut Vocabulary) {
        let id = PatternId::at(self.patterns.len());
        match &pattern.kind {
            PatternKind::Clause(clause) => self.clauses.add(id, clause, vocabulary),
            PatternKind::Tree(root) => self.trees.push(TreePlan::compile(id, root, vocabulary)),
            PatternKind::Tokens(node) => {
                let automaton = Automaton::compile(node, vocabulary);
                self.sequences.push(Sequence { pattern: id, automaton });
            }
        }
        self.patterns.push(PatternTable {
            rule: RuleId::at(self.rules.len()),
            number: pattern.number,
            at: format!("{}:{}", pattern.at.file, pattern.at.line),
            each: if matches!(rule.target, Target::Event(_)) { pattern.each.clone() } else { Vec::new() },
            is_clause: matches!(pattern.kind, PatternKind::Clause(_)),
            all: pattern.all,
            blocks,
        });
    }
}

fn rule_table(rule: &Rule, above: &[(usize, &Rule)]) -> RuleTable {
    let above = above.iter().filter(|(_, other)| other.overrides.contains(&rule.name));
    RuleTable {
        name: rule.name.clone(),
        target: rule.target,
        conditions: rule.conditions.clone(),
        settings: rule.settings.clone(),
        within: rule.within,
        stratum: rule.stratum,
        yields_to: above.map(|(index, _)| RuleId::at(*index)).collect(),
    }
}

fn strata(rules: &[Rule]) -> Vec<Stratum> {
    let mut strata = Vec::new();
    for rule in rules {
        let at = rule.stratum as usize;
        if strata.len() <= at {
            strata.resize(at + 1, Stratum::default());
        }
        let stratum: &mut Stratum = &mut strata[at];
        let is_entity = matches!(rule.target, Target::Entity(_));
        stratum.entities |= is_entity;
        stratum.events |= !is_entity;
        stratum.blocks |= !rule.blocks.is_empty();
        stratum.recursive |= rule.recursive;
    }
    strata
}

impl Program {
    /// Compiles checked rules.
    pub fn compile(ruleset: &Ruleset) -> Program {
        let mut vocabulary = Vocabulary::default();
        for (kind, phrase) in &ruleset.added.cues {
            vocabulary.cues_mut().add(*kind, phrase);
        }
        *vocabulary.words_mut() = ruleset.added.words();
        let gazetteer = Gazetteer::build(&ruleset.lists, &mut vocabulary);
        let mut tables = Tables::default();
        let rules = ruleset.rules.iter().enumerate();
        let above: Vec<(usize, &Rule)> = rules.filter(|(_, rule)| !rule.overrides.is_empty()).collect();
        for rule in &ruleset.rules {
            let patterns = rule.patterns.iter().map(|pattern| (pattern, false));
            for (pattern, blocks) in patterns.chain(rule.blocks.iter().map(|pattern| (pattern, true))) {
                tables.add(rule, pattern, blocks, &mut vocabulary);
            }
            tables.rules.push(rule_table(rule, &above));
        }
        let Tables { rules, patterns, clauses, sequences, trees } = tables;
        // patterns that only make mentions, or block, are tried only where an event is possible
        let wakes = |pattern: PatternId| {
            let table: &PatternTable = &patterns[pattern.index()];
            !table.blocks && matches!(rules[table.rule.index()].target, Target::Event(_))
        };
        let words = sequences.iter().map(|s| (s.pattern, s.automaton.words.as_ref()));
        let words = words.chain(trees.iter().map(|tree| (tree.pattern, tree.words_needed.as_ref())));
        let words = words.filter(|(pattern, _)| wakes(*pattern)).map(|(_, anchor)| anchor);
        let heads = clauses.heads.iter().filter(|head| wakes(head.pattern));
        let triggers = Triggers::build(heads, words, &gazetteer, vocabulary.len());
        let words = sequences.iter().filter(|s| s.automaton.needs_tree).map(|s| s.automaton.words.as_ref());
        let words = words.chain(trees.iter().map(|tree| tree.words_needed.as_ref()));
        let tree_triggers = Triggers::build(clauses.heads.iter(), words, &gazetteer, vocabulary.len());
        let anchors = sequences.iter().map(|s| s.automaton.anchor.as_ref());
        let sequence_index = Index::build(anchors, &ruleset.types, vocabulary.len());
        let anchors = trees.iter().map(|tree| tree.anchor.as_ref());
        let tree_index = Index::build(anchors, &ruleset.types, vocabulary.len());
        Program {
            vocabulary: Arc::new(vocabulary),
            types: ruleset.types.clone(),
            events: ruleset.events.clone(),
            lists: ruleset.lists.clone(),
            rules,
            strata: strata(&ruleset.rules),
            patterns,
            clauses,
            sequences,
            sequence_index,
            trees,
            tree_index,
            gazetteer,
            triggers,
            tree_triggers,
        }
    }

    /// The rule of a pattern.
    pub(crate) fn rule_of(&self, pattern: PatternId) -> &RuleTable {
        &self.rules[self.patterns[pattern.index()].rule.index()]
    }

    /// The words that the rules mention, over which documents should be built.
    pub fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// The event types, by name.
    pub fn events(&self) -> &[EventType] {
        &self.events
    }
}
