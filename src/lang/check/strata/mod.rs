//! The order in which rules are applied: rules that make something come before rules that look for it.
//!
//! Rules and types form a graph: a rule leads to the types that it looks for, a type to the rules that make it or a
//! subtype of it. Rules that need not wait for each other share a stratum. Rules on a cycle share one too, and are
//! applied repeatedly; if a step of the cycle is an absence (`unless`, `!( )`, `[ent != …]`, `overrides`), the cycle
//! has no meaning and is reported. Event rules come after all entity rules, unless those need the event: the fillers of
//! an event are then reported with everything that is known of them.

mod components;
mod reads;

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use super::names::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{Accepts, PatternKind, Rule, Ruleset, Target};
use crate::lang::syntax::ast::{self, File, ItemKind, Name};
use crate::source::{FileId, Span};
use components::{components, way};
pub(super) use reads::can_be_empty;
use reads::{Reads, can_stand_still};

impl Checker<'_> {
    /// The rules that a rule overrides; unknown ones are reported.
    pub(super) fn overridden(&mut self, file: FileId, rule: &ast::Rule) -> Vec<String> {
        let mut overridden = BTreeSet::new();
        for name in &rule.overrides {
            if self.declared.contains_key(&(Kind::Rule, name.text.clone())) {
                overridden.insert(name.text.clone());
                continue;
            }
            let rules = self.declared.keys().filter(|(kind, _)| *kind == Kind::Rule);
            let message = format!("unknown rule `{}`", name.text);
            let problem = Diagnostic::new(Code::UnknownRule, file, name.span, message).did_you_mean(
                &name.text,
                rules.map(|(_, name)| name.as_str()),
                name.span,
            );
            self.problems.push(problem);
        }
        overridden.into_iter().collect()
    }

    /// Gives every rule its stratum. Rules on a cycle without meaning are reported and left out.
    ///
    /// Linear in the rules and what they look for.
    pub(super) fn strata(&mut self, files: &[File]) {
        let graph = Graph::new(&self.ruleset);
        let components = components(&graph.edges);
        let mut wrong: BTreeSet<usize> = BTreeSet::new();
        let mut level = vec![0; graph.edges.len()];
        let mut recursive = vec![false; graph.edges.len()];
        for component in &components {
            let within = |node: &usize| component.binary_search(node).is_ok();
            let is_circle = component.iter().any(|&node| graph.edges[node].iter().any(within));
            if is_circle && self.is_wrong_circle(files, &graph, component) {
                wrong.extend(component.iter().filter(|&&node| node < graph.rules));
            }
            let below = component.iter().flat_map(|&node| &graph.edges[node]).filter(|&to| !within(to));
            // a type has the level of its makers; a rule that looks only for types that no rule makes need not wait
            let makes = |to: usize| to < graph.rules || !graph.edges[to].is_empty();
            let has_rule = component.first().is_some_and(|&node| node < graph.rules);
            let above = below.filter(|&&to| makes(to)).map(|&to| level[to] + u32::from(has_rule)).max();
            for &node in component {
                (level[node], recursive[node]) = (above.unwrap_or(0), is_circle);
            }
        }
        self.after_entities(&graph, &components, &mut level);
        for (index, rule) in self.ruleset.rules.iter_mut().enumerate() {
            (rule.stratum, rule.recursive) = (level[index], recursive[index]);
            rule.looks_for = graph.reads[index].all().copied().collect();
        }
        let mut index = 0;
        self.ruleset.rules.retain(|_| {
            index += 1;
            !wrong.contains(&(index - 1))
        });
    }

    /// Moves event rules after entity rules, except those that entities need.
    fn after_entities(&self, graph: &Graph, components: &[Vec<usize>], level: &mut [u32]) {
        let makes_entity = |node: usize| {
            self.ruleset.rules.get(node).is_some_and(|rule| matches!(rule.target, Target::Entity(_)))
        };
        let mut needed = vec![false; graph.edges.len()];
        for component in components.iter().rev() {
            if component.iter().any(|&node| needed[node] || makes_entity(node)) {
                for &node in component {
                    needed[node] = true;
                    graph.edges[node].iter().for_each(|&to| needed[to] = true);
                }
            }
        }
        let last = (0..graph.rules).filter(|&node| makes_entity(node)).map(|node| level[node] + 1).max();
        let later = (0..level.len()).filter(|&node| !needed[node]);
        let first = last.unwrap_or(0);
        later.for_each(|node| level[node] += first);
    }

    /// Reports a cycle without meaning.
    fn is_wrong_circle(&mut self, files: &[File], graph: &Graph, component: &[usize]) -> bool {
        let within = |node: &usize| component.binary_search(node).is_ok();
        let absent = component.iter().find_map(|&from| {
            graph.absent.get(&from).and_then(|to| to.iter().find(|to| within(to))).map(|&to| (from, to))
        });
        let Some((from, to)) = absent else { return self.stands_still(files, graph, component) };
        let way = way(&graph.edges, component, to, from);
        let all_override = [from].iter().chain(&way).all(|&node| node < graph.rules);
        let names: Vec<String> = way.iter().map(|&node| graph.name(&self.ruleset, node)).collect();
        let rule = self.ruleset.rules[from].name.clone();
        let circle = [format!("`{rule}`")].into_iter().chain(names).collect::<Vec<_>>().join(" → ");
        let (code, message, label) = if all_override {
            let message = format!("the rule `{rule}` overrides itself through other rules");
            (Code::OverrideCycle, message, "which of the two should give way?")
        } else {
            let message = format!("the rule `{rule}` waits for the absence of something that depends on it");
            (Code::AbsenceCycle, message, "this rule can be applied neither first nor last")
        };
        if let Some((file, place)) = declaration(files, &rule) {
            let problem = Diagnostic::new(code, file, place, message).label(label);
            self.problems.push(problem.note(format!("the circle is {circle}")));
        }
        true
    }

    /// Reports the rules of a cycle that can match exactly the span that they use.
    fn stands_still(&mut self, files: &[File], graph: &Graph, component: &[usize]) -> bool {
        let mut still = false;
        for &index in component.iter().filter(|&&node| node < graph.rules) {
            let rule = &self.ruleset.rules[index];
            let uses = |accepts: &Accepts| {
                let entities = accepts.entities.iter().map(|&id| Target::Entity(id));
                let mut all = entities.chain(accepts.events.iter().map(|&id| Target::Event(id)));
                all.any(|target| {
                    graph.node(target).is_some_and(|node| component.binary_search(&node).is_ok())
                })
            };
            let stays = |kind: &PatternKind| match (kind, rule.target) {
                (PatternKind::Tokens(node), _) => can_stand_still(node, &uses),
                // the mention is a phrase of the clause, regardless of the other phrases
                (PatternKind::Clause(_) | PatternKind::Tree(_), Target::Entity(_)) => true,
                (PatternKind::Clause(_) | PatternKind::Tree(_), Target::Event(_)) => false,
            };
            if !rule.patterns.iter().any(|pattern| stays(&pattern.kind)) {
                continue;
            }
            still = true;
            let (name, message) = (
                rule.name.clone(),
                format!("the rule `{}` uses what it makes and adds nothing to it", rule.name),
            );
            if let Some((file, place)) = declaration(files, &name) {
                let problem = Diagnostic::new(Code::StillRecursion, file, place, message);
                self.problems.push(problem.label("each match must be longer than what it uses"));
            }
        }
        still
    }
}

/// The rules, and the types that they look for; rules come first.
struct Graph {
    /// The number of nodes that are rules.
    rules: usize,
    /// The successors of each node.
    edges: Vec<Vec<usize>>,
    /// The edges that stand for an absence.
    absent: BTreeMap<usize, BTreeSet<usize>>,
    types: Vec<Target>,
    /// What each rule looks for.
    reads: Vec<Reads>,
}

impl Graph {
    fn new(ruleset: &Ruleset) -> Graph {
        let rules = ruleset.rules.len();
        let named = |name: &str| ruleset.types.iter().position(|kind| kind.name == name);
        let type_named = |name: &str| named(name).map(crate::lang::ir::TypeId::at);
        let mut all = Vec::with_capacity(rules);
        for rule in &ruleset.rules {
            let mut reads = Reads::default();
            rule.patterns.iter().for_each(|pattern| reads.pattern(pattern, false, &type_named));
            rule.blocks.iter().for_each(|pattern| reads.pattern(pattern, true, &type_named));
            all.push(reads);
        }
        let types: BTreeSet<Target> = all.iter().flat_map(Reads::all).copied().collect();
        let types: Vec<Target> = types.into_iter().collect();
        let edges = vec![Vec::new(); rules + types.len()];
        let mut graph = Graph { rules, edges, absent: BTreeMap::new(), types, reads: Vec::new() };
        let by_name: BTreeMap<&str, usize> =
            ruleset.rules.iter().enumerate().map(|(index, rule)| (rule.name.as_str(), index)).collect();
        for (index, (rule, reads)) in ruleset.rules.iter().zip(&all).enumerate() {
            for made in is(ruleset, rule) {
                if let Some(node) = graph.node(made) {
                    graph.edges[node].push(index);
                }
            }
            let present = reads.presence.iter().filter_map(|&target| graph.node(target));
            let present: Vec<usize> = present.collect();
            let absent: Vec<usize> = reads.absence.iter().filter_map(|&target| graph.node(target)).collect();
            graph.edges[index].extend(present.into_iter().chain(absent.iter().copied()));
            graph.absent.entry(index).or_default().extend(absent);
            // an overridden rule waits for the other one, and for its absence
            for other in rule.overrides.iter().filter_map(|name| by_name.get(name.as_str())) {
                graph.edges[*other].push(index);
                graph.absent.entry(*other).or_default().insert(index);
            }
        }
        graph.reads = all;
        graph
    }

    fn node(&self, target: Target) -> Option<usize> {
        self.types.binary_search(&target).ok().map(|index| self.rules + index)
    }

    fn name(&self, ruleset: &Ruleset, node: usize) -> String {
        let name = match node.checked_sub(self.rules).map(|index| self.types[index]) {
            None => &ruleset.rules[node].name,
            Some(Target::Entity(id)) => &ruleset.types[id.index()].name,
            Some(Target::Event(id)) => &ruleset.events[id.index()].name,
        };
        format!("`{name}`")
    }
}

/// The types of what a rule makes, with all supertypes.
fn is(ruleset: &Ruleset, rule: &Rule) -> Vec<Target> {
    match rule.target {
        Target::Entity(id) => ruleset.types[id.index()].is.iter().map(|&id| Target::Entity(id)).collect(),
        Target::Event(id) => ruleset.events[id.index()].is.iter().map(|&id| Target::Event(id)).collect(),
    }
}

/// Where a rule was declared: its name.
fn declaration(files: &[File], rule: &str) -> Option<(FileId, Span)> {
    let rules = files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item)));
    let named = rules.filter_map(|(file, item)| match &item.kind {
        ItemKind::Rule(ast::Rule { name: Name { text, span }, .. }) if text == rule => Some((file, *span)),
        _ => None,
    });
    named.min()
}
