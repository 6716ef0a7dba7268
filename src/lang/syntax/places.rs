//! Removes places from trees, so that two texts can be compared by meaning.

use super::ast::{
    Condition, Element, ElementKind, Expectation, File, Filter, ItemKind, Name, Operand, Pattern, Slot, Text,
    TokenTest, Tree, TreeNode, Value,
};
use crate::source::Span;

impl File {
    /// The same tree with every place at 0 and without the places of its comments; linear.
    pub fn without_places(mut self) -> File {
        self.comments.clear();
        for item in &mut self.items {
            item.span = Span::default();
            item.allows.iter_mut().for_each(name);
            item_kind(&mut item.kind);
        }
        self
    }
}

fn item_kind(kind: &mut ItemKind) {
    match kind {
        ItemKind::Use(path) => name(path),
        ItemKind::Entity(entity) => {
            name(&mut entity.name);
            entity.base.iter_mut().chain(&mut entity.members).for_each(name);
        }
        ItemKind::Event(event) => {
            name(&mut event.name);
            event.base.iter_mut().for_each(name);
            for role in &mut event.roles {
                name(&mut role.name);
                role.types.iter_mut().for_each(name);
            }
        }
        ItemKind::List(list) => {
            name(&mut list.name);
            list.makes.iter_mut().for_each(name);
            list.entries.iter_mut().chain(&mut list.from).for_each(text);
        }
        ItemKind::Cue(added) | ItemKind::Words(added) => {
            name(&mut added.kind);
            added.entries.iter_mut().chain(&mut added.from).for_each(text);
        }
        ItemKind::Let(fragment) => {
            name(&mut fragment.name);
            pattern(&mut fragment.pattern);
        }
        ItemKind::Rule(rule) => {
            name(&mut rule.name);
            name(&mut rule.target);
            rule.patterns.iter_mut().chain(&mut rule.also).chain(&mut rule.blocks).for_each(pattern);
            rule.trees.iter_mut().chain(&mut rule.block_trees).for_each(tree);
            rule.conditions.iter_mut().for_each(condition);
            rule.settings.iter_mut().for_each(pair);
            rule.overrides.iter_mut().chain(&mut rule.within).for_each(name);
        }
        ItemKind::Test(test) => {
            text(&mut test.text);
            test.date.iter_mut().chain(&mut test.by).for_each(name);
            match &mut test.expect {
                Expectation::Events(events) => {
                    for expected in events {
                        name(&mut expected.event);
                        expected.facets.iter_mut().for_each(pair);
                    }
                }
                Expectation::Not(event) => name(event),
                Expectation::Nothing => {}
            }
        }
    }
}

fn name(name: &mut Name) {
    name.span = Span::default();
}

fn text(text: &mut Text) {
    text.span = Span::default();
}

fn pair((left, right): &mut (Name, Name)) {
    name(left);
    name(right);
}

fn condition(condition: &mut Condition) {
    condition.span = Span::default();
    operand(&mut condition.left);
    operand(&mut condition.right);
}

fn operand(side: &mut Operand) {
    match side {
        Operand::Name(named) | Operand::List(named) | Operand::Quantity(named) => name(named),
        Operand::Property { of, name: property } => {
            name(of);
            name(property);
        }
        Operand::Text(quoted) => text(quoted),
        Operand::Choice(operands, span) => {
            *span = Span::default();
            operands.iter_mut().for_each(operand);
        }
    }
}

fn pattern(pattern: &mut Pattern) {
    pattern.span = Span::default();
    pattern.all = pattern.all.map(|_| Span::default());
    let also = pattern.both.iter_mut().flatten();
    pattern.body.iter_mut().chain(also).flatten().for_each(element);
}

fn slot_filter(filter: &mut Filter) {
    match filter {
        Filter::Types(types) => types.iter_mut().for_each(name),
        Filter::List(list) => name(list),
        Filter::Union(filters) => filters.iter_mut().for_each(slot_filter),
        Filter::Except(filter) => slot_filter(filter),
        Filter::Pattern(body) => body.iter_mut().flatten().for_each(element),
    }
}

fn tree(tree: &mut Tree) {
    tree.span = Span::default();
    node(&mut tree.root);
}

fn node(word: &mut TreeNode) {
    word.target.iter_mut().for_each(element);
    for branch in &mut word.branches {
        branch.span = Span::default();
        branch.steps.iter_mut().for_each(|step| name(&mut step.relation));
        branch.named.iter_mut().for_each(name);
        node(&mut branch.node);
    }
}

fn element(part: &mut Element) {
    part.span = Span::default();
    match &mut part.kind {
        ElementKind::List(list) => name(list),
        ElementKind::Test(test) => test.iter_mut().for_each(token_test),
        ElementKind::Slot(Slot { name: role, filter, demanded, .. }) => {
            name(role);
            demanded.iter_mut().for_each(|place| *place = Span::default());
            filter.iter_mut().for_each(slot_filter);
        }
        ElementKind::Group(body) | ElementKind::Ahead { body, .. } => {
            body.iter_mut().flatten().for_each(element);
        }
        ElementKind::Word(_)
        | ElementKind::Clitic(_)
        | ElementKind::Mark(_)
        | ElementKind::Exact(_)
        | ElementKind::Gap(_)
        | ElementKind::Start
        | ElementKind::End => {}
    }
}

fn token_test(test: &mut TokenTest) {
    match test {
        TokenTest::And(tests) | TokenTest::Or(tests) => tests.iter_mut().for_each(token_test),
        TokenTest::Not(test) => token_test(test),
        TokenTest::Class(class) => name(class),
        TokenTest::Compare { attribute, value, .. } => {
            name(attribute);
            match value {
                Value::Text(value) | Value::List(value) => name(value),
            }
        }
    }
}
