//! Rules: their targets, their patterns and the roles that slots fill.

use std::collections::BTreeSet;

use super::Checker;
use super::names::Kind;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{Accepts, EventId, Pattern, PatternKind, RoleId, Rule, SlotTest, Target, TokenTest};
use crate::lang::syntax::ast::{self, ElementKind, File, Filter, ItemKind, Name};
use crate::source::FileId;

impl Checker<'_> {
    /// Checks the rules and puts them in order: by name, then by place.
    pub(super) fn rules(&mut self, files: &[File]) {
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            if let ItemKind::Rule(rule) = &item.kind
                && self.is_declared_at(Kind::Rule, file, &rule.name)
                && let Some(target) = self.target(file, &rule.target)
            {
                self.rule(file, item, rule, target);
            }
        }
        self.ruleset.rules.sort_by(|a, b| (&a.name, &a.at).cmp(&(&b.name, &b.at)));
    }

    fn target(&mut self, file: FileId, name: &Name) -> Option<Target> {
        if let Some(id) = self.type_ids.get(&name.text) {
            return Some(Target::Entity(*id));
        }
        self.event(file, name).map(Target::Event)
    }

    fn rule(&mut self, file: FileId, item: &ast::Item, rule: &ast::Rule, target: Target) {
        if let Target::Event(event) = target {
            self.made_events.insert(event);
        }
        let mut patterns = Vec::new();
        for pattern in &rule.patterns {
            let kinds: Vec<PatternKind> = match (pattern.kind, target) {
                (ast::PatternKind::Clause, Target::Event(event)) => {
                    self.clause_pattern(file, event, pattern).into_iter().map(PatternKind::Clause).collect()
                }
                (ast::PatternKind::Clause, Target::Entity(_)) => {
                    let message = "a clause pattern makes events, no entities";
                    let problem = Diagnostic::new(Code::NotYet, file, pattern.span, message);
                    self.problems
                        .push(problem.note("a token pattern between slashes makes mentions of entities"));
                    Vec::new()
                }
                (ast::PatternKind::Tokens, _) => {
                    self.token_pattern(file, target, pattern).map(PatternKind::Tokens).into_iter().collect()
                }
            };
            for kind in kinds {
                patterns.push(Pattern {
                    number: pattern.number,
                    source: self.written(file, pattern.span).to_owned(),
                    at: self.location(file, pattern.span),
                    kind,
                });
            }
        }
        for tree in &rule.trees {
            if let Some(root) = self.tree_pattern(file, target, tree) {
                patterns.push(Pattern {
                    number: tree.number,
                    source: self.written(file, tree.span).to_owned(),
                    at: self.location(file, tree.span),
                    kind: PatternKind::Tree(root),
                });
            }
        }
        patterns.sort_by_key(|pattern| pattern.number);
        let conditions = match target {
            Target::Event(event) => self.conditions(file, event, &rule.conditions),
            Target::Entity(_) => {
                if let Some(condition) = rule.conditions.first() {
                    let message = "the rule makes an entity, which has no roles to compare";
                    self.problems.push(Diagnostic::new(Code::BadCondition, file, condition.span, message));
                }
                Vec::new()
            }
        };
        self.ruleset.rules.push(Rule {
            name: rule.name.text.clone(),
            doc: item.doc.clone(),
            target,
            patterns,
            conditions,
            at: self.location(file, item.span),
        });
    }

    /// The role of this name; unknown ones are reported.
    pub(super) fn role(&mut self, file: FileId, event: EventId, name: &Name) -> Option<RoleId> {
        let known = &self.ruleset.events.get(event.index())?;
        if let Some(index) = known.roles.iter().position(|role| role.name == name.text) {
            return Some(RoleId(index as u32));
        }
        let message = format!("`{}` has no role `{}`", known.name, name.text);
        let problem = Diagnostic::new(Code::UnknownRole, file, name.span, message).did_you_mean(
            &name.text,
            known.roles.iter().map(|role| role.name.as_str()),
            name.span,
        );
        let roles: Vec<&str> = known.roles.iter().map(|role| role.name.as_str()).collect();
        let problem = match (&problem.fix, roles.is_empty()) {
            (None, false) => problem.note(format!("its roles are `{}`", roles.join(" "))),
            _ => problem,
        };
        self.problems.push(problem);
        None
    }

    /// The role that a slot of a clause pattern fills and what it takes; none if there is a mistake.
    pub(super) fn slot(
        &mut self,
        file: FileId,
        event: EventId,
        slot: &ast::Slot,
    ) -> Option<(Option<RoleId>, SlotTest)> {
        let role = if slot.name.text == "_" { None } else { Some(self.role(file, event, &slot.name)?) };
        let accepted = role.map(|role| {
            self.filled_roles.insert((event, role));
            self.ruleset.events[event.index()].roles[role.index()].accepts.clone()
        });
        let test = match &slot.filter {
            None => accepted.map_or(SlotTest::Any, SlotTest::Accepts),
            Some(Filter::Types(types)) => {
                let reported = self.problems.len();
                let narrow = self.accepts(file, types);
                if self.problems.len() > reported {
                    return None;
                }
                if let (Some(accepted), Some(first), Some(last)) = (&accepted, types.first(), types.last())
                    && !self.overlaps(accepted, &narrow)
                {
                    let place = first.span.to(last.span);
                    let message =
                        format!("the role `{}` cannot be `{}`", slot.name.text, self.written(file, place));
                    let problem = Diagnostic::new(Code::WrongType, file, place, message);
                    self.problems.push(problem.label(format!("it takes {}", self.in_words(accepted))));
                    return None;
                }
                SlotTest::Accepts(narrow)
            }
            Some(Filter::List(list)) => SlotTest::List(
                self.list(file, list)?,
                accepted.unwrap_or_else(|| Accepts { phrase: true, ..Accepts::default() }),
            ),
            Some(Filter::Pattern(alternatives)) => SlotTest::Head(self.heads(file, alternatives)?),
        };
        Some((role, test))
    }

    /// The words that narrow a slot of a clause pattern.
    pub(super) fn heads(&mut self, file: FileId, alternatives: &ast::Alternatives) -> Option<Vec<TokenTest>> {
        let mut heads = Vec::new();
        for sequence in alternatives {
            let head = match sequence.as_slice() {
                [element] if element.repeat.is_none() => match &element.kind {
                    ElementKind::Word(word) => Some(self.word(word)),
                    ElementKind::Exact(text) => Some(TokenTest::Exact(text.clone())),
                    ElementKind::Test(Some(test)) => Some(self.token_test(file, test)?),
                    _ => None,
                },
                _ => None,
            };
            let Some(head) = head else {
                let place = sequence.first().zip(sequence.last()).map(|(a, b)| a.span.to(b.span));
                let message = "a slot of a clause pattern is narrowed by single words";
                let problem = Diagnostic::new(Code::WrongType, file, place.unwrap_or_default(), message);
                self.problems.push(problem.note("put phrases of several words into a list: `{role: @list}`"));
                return None;
            };
            heads.push(head);
        }
        Some(heads)
    }

    /// Whether something can be both.
    fn overlaps(&self, role: &Accepts, narrow: &Accepts) -> bool {
        let is = |ids: &BTreeSet<crate::lang::ir::TypeId>, id: &crate::lang::ir::TypeId| {
            self.ruleset.types[id.index()].is.intersection(ids).next().is_some()
        };
        let entities = narrow.entities.iter().any(|id| is(&role.entities, id))
            || role.entities.iter().any(|id| is(&narrow.entities, id));
        let kind = |ids: &BTreeSet<EventId>, id: &EventId| {
            self.ruleset.events[id.index()].is.intersection(ids).next().is_some()
        };
        let events = narrow.events.iter().any(|id| kind(&role.events, id))
            || role.events.iter().any(|id| kind(&narrow.events, id));
        let nominal =
            |accepts: &Accepts| accepts.phrase || !accepts.entities.is_empty() || !accepts.events.is_empty();
        entities
            || events
            || (role.phrase && nominal(narrow))
            || (narrow.phrase && nominal(role))
            || (role.clause && (narrow.clause || !narrow.events.is_empty()))
    }

    /// `Person | Organization`, in backticks.
    pub(super) fn in_words(&self, accepts: &Accepts) -> String {
        super::describe::types(&self.ruleset, accepts)
            .map_or("nothing".to_owned(), |types| format!("`{types}`"))
    }
}
