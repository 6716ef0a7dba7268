//! Patterns without a rule: the rule and the event type for a pattern typed at a prompt.
//!
//! A slot without a type takes any name, phrase or clause, and `{a: Person}` narrows it as in a rule. The types of
//! nouns (`std::nouns`) are known, so *the minister* is a `Person` here as in the packs.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Severity};
use crate::lang::ir::BuiltInType;
use crate::lang::syntax::ast::{
    Alternatives, Element, ElementKind, Filter, ItemKind, Pattern, PatternKind, Slot, TreeNode,
};
use crate::lang::syntax::parse;
use crate::source::{FileId, Sources, Span};

/// The name of the rule.
pub const RULE: &str = "query";
/// The name of the type of its events.
pub const EVENT: &str = "Query";

/// A pattern as a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The typed text, with quotes added if they were left out.
    pub pattern: String,
    /// The names of its slots, in the order of the pattern.
    pub roles: Vec<String>,
    /// The file: the rule, its event type, and what it uses.
    pub text: String,
    /// The byte of the file at which the pattern starts.
    start: usize,
}

impl Query {
    /// Reads the typed text: a clause pattern, with or without its quotes, a token pattern, a tree pattern, or the
    /// whole body of a rule (several patterns, `where`, `unless`). `uses` are paths of files to use: `std::nouns`.
    ///
    /// Never fails: mistakes in the pattern are found when the file is checked.
    pub fn new(typed: &str, uses: &[String]) -> Query {
        let pattern = quoted(typed.trim());
        let mut head = String::new();
        for path in uses {
            // writing to strings never fails
            let _ = writeln!(head, "use {path}");
        }
        let _ = writeln!(head, "rule {RULE} -> {EVENT} {{");
        let start = head.len();
        let rule = format!("{head}{pattern}\n}}\n");
        let (file, _) = parse(FileId::default(), &rule);
        let mut roles = Roles::default();
        for item in &file.items {
            let ItemKind::Rule(rule) = &item.kind else { continue };
            rule.patterns
                .iter()
                .chain(&rule.also)
                .chain(&rule.blocks)
                .for_each(|pattern| roles.pattern(pattern));
            rule.trees.iter().chain(&rule.block_trees).for_each(|tree| roles.tree(&tree.root));
        }
        let built_in = BuiltInType::all().map(BuiltInType::as_str);
        let types = built_in.chain(["Phrase", "Clause"]).collect::<Vec<_>>().join(" | ");
        let schema: String = roles.names.iter().map(|role| format!("    {role}*: {types}\n")).collect();
        let text = format!("{rule}event {EVENT} {{\n{schema}}}\n");
        Query { pattern, roles: roles.names, text, start }
    }

    /// The problems of a run in a form to show: for the file of this query only those of the pattern itself, with
    /// places relative to its start. The query must be the first of the sources.
    pub fn problems(&self, sources: &Sources, problems: &[Diagnostic]) -> (Sources, Vec<Diagnostic>) {
        let mut shown = Sources::default();
        for (id, source) in sources.iter() {
            let text = if id == FileId::default() { &self.pattern } else { &source.text };
            shown.add(source.name.clone(), text.clone());
        }
        let problems = problems.iter().filter_map(|problem| self.problem(problem.clone()));
        (shown, problems.collect())
    }

    fn problem(&self, mut problem: Diagnostic) -> Option<Diagnostic> {
        let (file, span) = problem.place();
        // notes on the used files are not wanted
        let wanted =
            if file == FileId::default() { self.has(span) } else { problem.severity == Severity::Error };
        if !wanted {
            return None;
        }
        problem.labels.retain(|label| label.file != FileId::default() || self.has(label.span));
        for label in problem.labels.iter_mut().filter(|label| label.file == FileId::default()) {
            label.span = self.inside(label.span);
        }
        if problem.place().0 == FileId::default() {
            problem.fix = problem.fix.filter(|fix| self.has(fix.span));
            if let Some(fix) = &mut problem.fix {
                fix.span = self.inside(fix.span);
            }
        }
        Some(problem)
    }

    /// Whether a place of the file is in the pattern.
    fn has(&self, span: Span) -> bool {
        self.start <= span.start && span.start <= self.start + self.pattern.len()
    }

    fn inside(&self, span: Span) -> Span {
        let end = span.end.saturating_sub(self.start).min(self.pattern.len());
        Span::new(span.start.saturating_sub(self.start), end)
    }
}

/// A pattern that starts like no other kind is a clause pattern without its quotes.
fn quoted(typed: &str) -> String {
    let tree =
        typed.strip_prefix("tree").is_some_and(|rest| rest.trim_start().starts_with(['[', '{', '@', '(']));
    let all = typed.strip_prefix("all").is_some_and(|rest| rest.trim_start().starts_with('/'));
    if tree || all || typed.starts_with(['"', '/', '“', '„', '#']) {
        return typed.to_owned();
    }
    format!("\"{}\"", typed.replace('"', "\\\""))
}

/// The names of slots, each once, in the order of the source.
#[derive(Default)]
struct Roles {
    names: Vec<String>,
}

impl Roles {
    fn pattern(&mut self, pattern: &Pattern) {
        for body in [&pattern.body].into_iter().chain(&pattern.both) {
            self.alternatives(body, pattern.kind == PatternKind::Tokens);
        }
    }

    fn tree(&mut self, node: &TreeNode) {
        node.target.iter().for_each(|element| self.element(element, true));
        node.branches.iter().for_each(|branch| self.tree(&branch.node));
    }

    /// In token and tree patterns `{trigger: …}` is no role.
    fn alternatives(&mut self, alternatives: &Alternatives, triggers: bool) {
        alternatives.iter().flatten().for_each(|element| self.element(element, triggers));
    }

    fn element(&mut self, element: &Element, triggers: bool) {
        match &element.kind {
            ElementKind::Slot(slot) => self.slot(slot, triggers),
            ElementKind::Group(body) | ElementKind::Ahead { body, .. } => self.alternatives(body, triggers),
            _ => {}
        }
    }

    fn slot(&mut self, slot: &Slot, triggers: bool) {
        let name = &slot.name.text;
        let is_role = name != "_" && !(triggers && name == "trigger");
        if is_role && !self.names.contains(name) {
            self.names.push(name.clone());
        }
        slot.filter.iter().for_each(|filter| self.filter(filter, triggers));
    }

    fn filter(&mut self, filter: &Filter, triggers: bool) {
        match filter {
            Filter::Pattern(body) => self.alternatives(body, triggers),
            Filter::Union(filters) => filters.iter().for_each(|filter| self.filter(filter, triggers)),
            Filter::Except(filter) => self.filter(filter, triggers),
            Filter::Types(_) | Filter::List(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slots_of_a_pattern_become_roles_of_any_type() {
        let query = Query::new("\"{a} acquired {b: Organization} (for {price})?\" where a != b", &[]);
        assert_eq!(query.roles, ["a", "b", "price"]);
        let expected = "rule query -> Query {\n\"{a} acquired {b: Organization} (for {price})?\" where a != b\n}\n\
            event Query {\n    a*: Person | Organization | ";
        assert!(query.text.starts_with(expected), "{}", query.text);
    }

    #[test]
    fn quotes_may_be_left_out_and_other_patterns_are_known_by_their_first_signs() {
        let pattern = |typed: &str| Query::new(typed, &[]).pattern;
        assert_eq!(pattern(" {a} left "), "\"{a} left\"");
        for typed in ["/ {a} 'left' /", "all / 'left' /", "tree [lemma=leave] { nsubj {a} }", "\"{a} left\""]
        {
            assert_eq!(pattern(typed), typed);
        }
        assert_eq!(pattern("all of {a} left"), "\"all of {a} left\"");
    }

    #[test]
    fn roles_are_found_in_every_kind_of_pattern() {
        let roles = |typed: &str| Query::new(typed, &[]).roles;
        assert_eq!(
            roles("/ {a} {trigger: 'met'} ({b: {c} [upos=NOUN]})? &( {d} ) {_} /"),
            ["a", "b", "c", "d"]
        );
        assert_eq!(roles("tree [lemma=meet] { nsubj {a} !obj {b} { nmod {c} } }"), ["a", "b", "c"]);
        assert_eq!(roles("\"{a} met\" unless \"{b} met {a}\""), ["a", "b"]);
        assert_eq!(roles("no slot"), [] as [&str; 0]);
    }

    #[test]
    fn places_of_problems_count_from_the_start_of_the_pattern() {
        let query = Query::new("{a} left {", &["std::nouns".into()]);
        let mut sources = Sources::default();
        let file = sources.add("query", query.text.clone());
        let (_, problems) = parse(file, &query.text);
        assert!(!problems.is_empty());
        let (shown, problems) = query.problems(&sources, &problems);
        let (file, span) = problems[0].place();
        assert_eq!(shown.get(file).unwrap().text, "\"{a} left {\"");
        assert!(span.end <= 12, "{span:?}");
    }
}
