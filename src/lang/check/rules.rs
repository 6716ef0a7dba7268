//! Rules: their targets, their patterns and the roles that slots fill.

use std::collections::BTreeSet;

use super::names::Kind;
use super::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{
    Accepts, EventId, EventType, ITSELF, ListId, Pattern, PatternKind, RoleId, Rule, SlotTest, Target,
    TokenTest, TypeId,
};
use crate::lang::syntax::ast::{self, Element, ElementKind, File, Filter, ItemKind, Name};
use crate::lang::syntax::snake_case;
use crate::source::{FileId, Span};

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
        let fills = Scope { target, fills: true };
        let whole = self.with_parts(file, rule, target);
        let patterns = self.patterns(file, fills, &whole, &rule.trees);
        let blocks = Scope { target, fills: false };
        let blocks = self.patterns(file, blocks, &rule.blocks, &rule.block_trees);
        self.covered(file, rule, &patterns);
        self.told_before(file, target, rule);
        let (conditions, settings) = match target {
            Target::Event(event) => {
                (self.conditions(file, event, &rule.conditions), self.settings(file, &rule.settings))
            }
            Target::Entity(_) => {
                if let Some(condition) = rule.conditions.first() {
                    let message = "the rule makes an entity, which has no roles to compare";
                    self.problems.push(Diagnostic::new(Code::BadCondition, file, condition.span, message));
                }
                if let Some((name, _)) = rule.settings.first() {
                    self.no_meaning(file, name.span, "the rule makes an entity, which has no facets");
                }
                (Vec::new(), Vec::new())
            }
        };
        let overrides = self.overridden(file, rule);
        let within = self.within(file, rule, target);
        self.ruleset.rules.push(Rule {
            name: rule.name.text.clone(),
            doc: item.doc.clone(),
            target,
            looks_for: BTreeSet::new(),
            patterns,
            conditions,
            blocks,
            settings,
            overrides,
            within,
            stratum: 0,
            recursive: false,
            at: self.location(file, item.span),
        });
    }

    /// Whether a rule says `within 1 sentence`; other numbers are reported.
    fn within(&mut self, file: FileId, rule: &ast::Rule, target: Target) -> bool {
        let Some(within) = &rule.within else { return false };
        if matches!(target, Target::Entity(_)) {
            self.no_meaning(file, within.span, "the rule makes an entity, which has no roles to fill");
            return false;
        }
        if within.text != "1" {
            let message = format!("`within {}` is not possible", within.text);
            let problem = Diagnostic::new(Code::BadRange, file, within.span, message)
                .label("only the sentence right before and right after can fill roles");
            self.problems.push(problem.guess(within.span, "1", "write `within 1 sentence`"));
        }
        if let Target::Event(event) = target {
            let roles = self.ruleset.events[event.index()].roles.iter().enumerate();
            let open = roles.filter(|(_, role)| role.least == 0 && !role.accepts.entities.is_empty());
            let open: Vec<_> = open.map(|(index, _)| (event, RoleId::at(index))).collect();
            self.filled_roles.extend(open);
        }
        true
    }

    /// The expansions of the patterns of a rule, in written order.
    fn patterns(
        &mut self,
        file: FileId,
        scope: Scope,
        written: &[ast::Pattern],
        trees: &[ast::Tree],
    ) -> Vec<Pattern> {
        let mut patterns: Vec<Pattern> =
            written.iter().flat_map(|pattern| self.pattern(file, scope, pattern)).collect();
        for tree in trees {
            self.each.clear();
            let Some(root) = self.tree_pattern(file, scope, tree) else { continue };
            self.two_each(file);
            patterns.push(Pattern {
                number: tree.number,
                source: self.written(file, tree.span).to_owned(),
                at: self.location(file, tree.span),
                each: self.each.iter().map(|(role, _)| *role).collect(),
                all: false,
                kind: PatternKind::Tree(root),
            });
        }
        patterns.sort_by_key(|pattern| pattern.number);
        patterns
    }

    /// Warns of two `each` in the pattern just read.
    fn two_each(&mut self, file: FileId) {
        if let [(_, first), (_, second), ..] = self.each.as_slice() {
            let message = "two `each` in one pattern make an event for every combination";
            let problem = Diagnostic::new(Code::TwoEach, file, *second, message).label("the second one");
            self.problems.push(problem.also(file, *first, "the first one"));
        }
    }

    /// The expansion of a written pattern; nothing if it has a mistake.
    fn pattern(&mut self, file: FileId, scope: Scope, pattern: &ast::Pattern) -> Vec<Pattern> {
        self.each.clear();
        let kinds: Vec<PatternKind> = match pattern.kind {
            ast::PatternKind::Clause => {
                self.clause_pattern(file, scope, pattern).into_iter().map(PatternKind::Clause).collect()
            }
            ast::PatternKind::Tokens => {
                self.token_pattern(file, scope, pattern).map(PatternKind::Tokens).into_iter().collect()
            }
        };
        if let (Some(place), ast::PatternKind::Clause) = (pattern.all, pattern.kind) {
            self.no_meaning(file, place, "a clause pattern already reports every clause that it matches");
        }
        self.two_each(file);
        let each: Vec<RoleId> = self.each.iter().map(|(role, _)| *role).collect();
        let (source, at) = (self.written(file, pattern.span), self.location(file, pattern.span));
        let pattern = |kind| Pattern {
            number: pattern.number,
            source: source.to_owned(),
            at: at.clone(),
            each: each.clone(),
            all: pattern.all.is_some(),
            kind,
        };
        kinds.into_iter().map(pattern).collect()
    }

    /// Reports a keyword that has no effect at its place.
    pub(super) fn no_meaning(&mut self, file: FileId, place: Span, why: &str) {
        let message = format!("`{}` has no meaning here", self.written(file, place));
        self.problems.push(Diagnostic::new(Code::NoMeaning, file, place, message).label(why));
    }

    /// The name of the slot for the mention that a rule makes.
    pub(super) fn itself(&self, kind: TypeId) -> String {
        self.ruleset.types.get(kind.index()).map_or(String::new(), |kind| snake_case(&kind.name))
    }

    /// Notes an `each`, if the slot has one.
    pub(super) fn each(&mut self, file: FileId, scope: Scope, slot: &ast::Slot, role: Option<RoleId>) {
        match role {
            _ if !slot.each => {}
            Some(role) if scope.fills && matches!(scope.target, Target::Event(_)) => {
                if self.each.iter().all(|(known, _)| *known != role) {
                    self.each.push((role, slot.name.span));
                }
            }
            _ => {
                let message = "`each` is before a slot that fills no role";
                let problem = Diagnostic::new(Code::NoMeaning, file, slot.name.span, message);
                self.problems.push(problem.label("there is nothing to make events of"));
            }
        }
    }

    /// The role of this name; unknown ones are reported.
    pub(super) fn role(&mut self, file: FileId, event: EventId, name: &Name) -> Option<RoleId> {
        let known = &self.ruleset.events.get(event.index())?;
        if let Some(index) = known.roles.iter().position(|role| role.name == name.text) {
            return Some(RoleId::at(index));
        }
        self.no_role(file, &[event], name);
        None
    }

    /// Reports a role that none of these events has.
    pub(super) fn no_role(&mut self, file: FileId, events: &[EventId], name: &Name) {
        let known: Vec<&EventType> =
            events.iter().filter_map(|event| self.ruleset.events.get(event.index())).collect();
        let roles = known.iter().flat_map(|event| &event.roles).map(|role| role.name.as_str());
        let mut roles: Vec<&str> = roles.collect();
        let (message, whose) = match known.as_slice() {
            [event] => (format!("`{}` has no role `{}`", event.name, name.text), "its"),
            _ => {
                let names: Vec<String> = known.iter().map(|event| format!("`{}`", event.name)).collect();
                (format!("none of {} has a role `{}`", names.join(" and "), name.text), "their")
            }
        };
        let problem = Diagnostic::new(Code::UnknownRole, file, name.span, message);
        let problem = problem.did_you_mean(&name.text, roles.iter().copied(), name.span);
        let mut seen = BTreeSet::new();
        roles.retain(|role| seen.insert(*role));
        let problem = match (&problem.fix, roles.is_empty()) {
            (None, false) => problem.note(format!("{whose} roles are `{}`", roles.join(" "))),
            _ => problem,
        };
        self.problems.push(problem);
    }

    /// The role that a slot of a clause pattern fills, and its filler test; none if there is a mistake.
    pub(super) fn slot(
        &mut self,
        file: FileId,
        scope: Scope,
        slot: &ast::Slot,
    ) -> Option<(Option<RoleId>, SlotTest)> {
        let (role, accepted) = match scope.target {
            _ if slot.name.text == "_" => (None, None),
            Target::Event(event) => {
                let role = self.role(file, event, &slot.name)?;
                if scope.fills {
                    self.filled_roles.insert((event, role));
                }
                let accepts = &self.ruleset.events[event.index()].roles[role.index()].accepts;
                (Some(role), Some(accepts.clone()))
            }
            Target::Entity(kind) => {
                self.is_itself(file, kind, &slot.name)?;
                (Some(ITSELF), Some(Accepts { phrase: true, ..Accepts::default() }))
            }
        };
        self.each(file, scope, slot, role);
        let role = role.filter(|_| scope.fills);
        let test = match &slot.filter {
            None => accepted.map_or(SlotTest::Any, SlotTest::Accepts),
            Some(filter) => self.slot_filter(file, slot, accepted.as_ref(), filter)?,
        };
        Some((role, test))
    }

    /// The test of a filter of a slot that takes these types.
    fn slot_filter(
        &mut self,
        file: FileId,
        slot: &ast::Slot,
        accepted: Option<&Accepts>,
        filter: &Filter,
    ) -> Option<SlotTest> {
        Some(match filter {
            Filter::Types(types) => {
                let narrow = self.narrowed(file, types)?;
                if let (Some(accepted), Some(first), Some(last)) = (accepted, types.first(), types.last())
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
            Filter::List(name) => {
                let list = self.list(file, name)?;
                let accepted =
                    accepted.cloned().unwrap_or_else(|| Accepts { phrase: true, ..Accepts::default() });
                self.list_fits(file, slot, name, list, &accepted)?;
                SlotTest::List(list, accepted)
            }
            Filter::Union(filters) => {
                let tests = filters.iter().map(|filter| self.slot_filter(file, slot, accepted, filter));
                SlotTest::Union(tests.collect::<Vec<_>>().into_iter().collect::<Option<_>>()?)
            }
            Filter::Except(filter) => {
                let own = accepted.cloned().map_or(SlotTest::Any, SlotTest::Accepts);
                SlotTest::Except(Box::new(own), Box::new(self.slot_filter(file, slot, None, filter)?))
            }
            Filter::Pattern(alternatives) => SlotTest::Head(self.heads(file, alternatives)?),
        })
    }

    /// The types that a slot is narrowed to; none if one of them is unknown.
    pub(super) fn narrowed(&mut self, file: FileId, types: &[Name]) -> Option<Accepts> {
        let reported = self.problems.len();
        let accepts = self.accepts(file, types);
        (self.problems.len() == reported).then_some(accepts)
    }

    /// Reports a list whose entries have a type that the role never takes.
    fn list_fits(
        &mut self,
        file: FileId,
        slot: &ast::Slot,
        name: &Name,
        list: ListId,
        accepted: &Accepts,
    ) -> Option<()> {
        let Some(made) = self.ruleset.lists[list.index()].makes else { return Some(()) };
        let made = Accepts { entities: BTreeSet::from([made]), ..Accepts::default() };
        if self.overlaps(accepted, &made) {
            return Some(());
        }
        let message = format!(
            "the role `{}` cannot be {}, which the entries of `@{}` are",
            slot.name.text,
            self.in_words(&made),
            name.text
        );
        let problem = Diagnostic::new(Code::WrongType, file, name.span, message);
        self.problems.push(problem.label(format!("it takes {}", self.in_words(accepted))));
        None
    }

    /// Reports a slot of a clause pattern that is not the mention of the entity rule.
    fn is_itself(&mut self, file: FileId, kind: TypeId, name: &Name) -> Option<()> {
        let wanted = self.itself(kind);
        if name.text == wanted {
            return Some(());
        }
        let message = format!("the rule makes an entity, which has no role `{}`", name.text);
        let problem = Diagnostic::new(Code::UnknownRole, file, name.span, message)
            .note(format!("the slot for the mention is `{{{wanted}}}`, all others are `{{_}}`"))
            .did_you_mean(&name.text, [wanted.as_str()], name.span);
        self.problems.push(problem);
        None
    }

    /// The words that narrow a slot of a clause pattern.
    pub(super) fn heads(&mut self, file: FileId, alternatives: &ast::Alternatives) -> Option<Vec<TokenTest>> {
        let mut heads = Vec::new();
        for sequence in alternatives {
            let head = match sequence.as_slice() {
                [Element { kind: ElementKind::Group(inner), repeat: None, .. }] => {
                    heads.extend(self.heads(file, inner)?);
                    continue;
                }
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
                let message = "a slot in a clause pattern can be narrowed only to single words";
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
            || (role.word && narrow.word)
    }

    /// `Person | Organization`, in backticks.
    pub(super) fn in_words(&self, accepts: &Accepts) -> String {
        super::describe::types(&self.ruleset, accepts)
            .map_or("nothing".to_owned(), |types| format!("`{types}`"))
    }
}
