//! The tree of a rule file for people to read: a line for each node, with the text at its place.

use dateline::lang::syntax::ast::{
    Alternatives, Condition, Element, ElementKind, Expectation, File, Filter, Item, ItemKind, Name, Operand,
    Pattern, Slot, Text, TokenTest, TreeNode, Value,
};
use dateline::source::Span;

/// The outline of a file.
pub(super) fn outline(text: &str, file: &File) -> String {
    let mut outline = Outline { text, lines: String::new(), depth: 0 };
    file.items.iter().for_each(|item| outline.item(item));
    for comment in &file.comments {
        outline.line("comment", *comment);
    }
    outline.lines
}

struct Outline<'a> {
    text: &'a str,
    lines: String,
    depth: usize,
}

impl Outline<'_> {
    /// A line with what stands at a place, its white space as one space.
    fn line(&mut self, what: &str, place: Span) {
        let words: Vec<&str> = place.of(self.text).split_whitespace().collect();
        self.said(&format!("{what} `{}`", words.join(" ")));
    }

    fn said(&mut self, what: &str) {
        self.lines += &format!("{}{what}\n", "  ".repeat(self.depth));
    }

    /// What stands deeper.
    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    /// A name, which is what stands at its place, but for the spellings of a text in quotes.
    fn name(&mut self, what: &str, name: &Name) {
        let written = name.span.of(self.text);
        assert!(written.contains(&name.text) || written.contains('\\'), "{name:?} at {written:?}");
        self.said(&format!("{what} {}", name.text));
    }

    fn names(&mut self, what: &str, names: &[Name]) {
        names.iter().for_each(|name| self.name(what, name));
    }

    fn texts(&mut self, what: &str, texts: &[Text]) {
        for text in texts {
            assert_eq!(text.span.of(self.text), text.raw);
            self.said(&format!("{what} `{}`", text.raw));
        }
    }

    fn pairs(&mut self, what: &str, pairs: &[(Name, Name)]) {
        for (left, right) in pairs {
            self.name(what, left);
            self.inside(|outline| outline.name("value", right));
        }
    }

    fn item(&mut self, item: &Item) {
        self.line(item.kind.word().as_str(), item.span);
        self.inside(|outline| {
            if !item.doc.is_empty() {
                outline.said(&format!("doc {:?}", item.doc));
            }
            outline.names("allow", &item.allows);
            outline.kind(&item.kind);
        });
    }

    fn kind(&mut self, kind: &ItemKind) {
        match kind {
            ItemKind::Use(path) => self.name("path", path),
            ItemKind::Entity(entity) => {
                self.name("name", &entity.name);
                self.names("base", entity.base.as_slice());
                self.names("member", &entity.members);
            }
            ItemKind::Event(event) => {
                self.name("name", &event.name);
                self.names("base", event.base.as_slice());
                for role in &event.roles {
                    self.name("role", &role.name);
                    self.inside(|outline| {
                        outline.said(&often(role.least, role.most));
                        if !role.doc.is_empty() {
                            outline.said(&format!("doc {:?}", role.doc));
                        }
                        outline.names("type", &role.types);
                    });
                }
            }
            ItemKind::List(list) => {
                self.name("name", &list.name);
                self.names("makes", list.makes.as_slice());
                self.texts("entry", &list.entries);
                self.texts("from", list.from.as_slice());
            }
            ItemKind::Cue(added) | ItemKind::Words(added) => {
                self.name("kind", &added.kind);
                self.texts("entry", &added.entries);
                self.texts("from", added.from.as_slice());
            }
            ItemKind::Let(fragment) => {
                self.name("name", &fragment.name);
                self.pattern("pattern", &fragment.pattern);
            }
            ItemKind::Rule(rule) => {
                self.name("name", &rule.name);
                self.name("target", &rule.target);
                rule.patterns.iter().for_each(|pattern| self.pattern("pattern", pattern));
                rule.also.iter().for_each(|pattern| self.pattern("also", pattern));
                rule.blocks.iter().for_each(|pattern| self.pattern("unless", pattern));
                for (what, trees) in [("tree", &rule.trees), ("unless tree", &rule.block_trees)] {
                    for tree in trees {
                        self.line(&format!("{what} {}", tree.number), tree.span);
                        self.inside(|outline| outline.node(&tree.root));
                    }
                }
                rule.conditions.iter().for_each(|condition| self.condition(condition));
                self.pairs("set", &rule.settings);
                self.names("overrides", &rule.overrides);
                self.names("within", rule.within.as_slice());
            }
            ItemKind::Test(test) => {
                self.texts("text", std::slice::from_ref(&test.text));
                match &test.expect {
                    Expectation::Nothing => self.said("nothing"),
                    Expectation::Not(event) => self.name("not", event),
                    Expectation::Events(events) => {
                        for expected in events {
                            self.name("event", &expected.event);
                            self.pairs("facet", &expected.facets);
                        }
                    }
                }
                self.names("by", test.by.as_slice());
                self.names("date", test.date.as_slice());
            }
        }
    }

    fn pattern(&mut self, what: &str, pattern: &Pattern) {
        self.line(&format!("{what} {} ({:?})", pattern.number, pattern.kind), pattern.span);
        self.inside(|outline| {
            if let Some(all) = pattern.all {
                outline.line("all", all);
            }
            outline.alternatives(&pattern.body);
            for also in &pattern.both {
                outline.said("and");
                outline.alternatives(also);
            }
        });
    }

    fn alternatives(&mut self, alternatives: &Alternatives) {
        for (index, sequence) in alternatives.iter().enumerate() {
            if index > 0 {
                self.said("or");
            }
            sequence.iter().for_each(|element| self.element(element));
        }
    }

    fn element(&mut self, element: &Element) {
        let what = match &element.kind {
            ElementKind::Word(_) => "word",
            ElementKind::Clitic(_) => "clitic",
            ElementKind::Mark(_) => "mark",
            ElementKind::Exact(_) => "exact",
            ElementKind::List(_) => "list",
            ElementKind::Test(_) => "test",
            ElementKind::Slot(Slot { each: true, .. }) => "each slot",
            ElementKind::Slot(_) => "slot",
            ElementKind::Group(_) => "group",
            ElementKind::Gap(_) => "gap",
            ElementKind::Start => "start",
            ElementKind::End => "end",
            ElementKind::Ahead { negative: false, .. } => "ahead",
            ElementKind::Ahead { negative: true, .. } => "not ahead",
        };
        self.line(what, element.span);
        self.inside(|outline| {
            if let Some(repeat) = element.repeat {
                let lazy = if repeat.lazy { ", lazy" } else { "" };
                outline.said(&format!("{}{lazy}", often(repeat.least, repeat.most)));
            }
            match &element.kind {
                ElementKind::Word(text)
                | ElementKind::Clitic(text)
                | ElementKind::Mark(text)
                | ElementKind::Exact(text) => {
                    if !element.span.of(outline.text).contains(text.as_str()) {
                        outline.said(&format!("text {text}"));
                    }
                }
                ElementKind::List(name) => outline.name("name", name),
                ElementKind::Test(test) => test.iter().for_each(|test| outline.test(test)),
                ElementKind::Slot(slot) => outline.slot(slot),
                ElementKind::Group(body) | ElementKind::Ahead { body, .. } => outline.alternatives(body),
                ElementKind::Gap(range) => {
                    range.iter().for_each(|range| outline.said(&often(range.least, range.most)));
                }
                ElementKind::Start | ElementKind::End => {}
            }
        });
    }

    fn slot(&mut self, slot: &Slot) {
        self.name("role", &slot.name);
        if slot.demanded.is_some() {
            self.said("demanded");
        }
        slot.filter.iter().for_each(|filter| self.filter(filter));
    }

    fn filter(&mut self, filter: &Filter) {
        match filter {
            Filter::Types(types) => self.names("type", types),
            Filter::List(list) => self.name("of list", list),
            Filter::Union(filters) => filters.iter().for_each(|filter| self.filter(filter)),
            Filter::Except(filter) => {
                self.said("none of");
                self.inside(|outline| outline.filter(filter));
            }
            Filter::Pattern(body) => self.alternatives(body),
        }
    }

    fn test(&mut self, test: &TokenTest) {
        match test {
            TokenTest::And(tests) => self.tests("all of", tests),
            TokenTest::Or(tests) => self.tests("any of", tests),
            TokenTest::Not(test) => self.tests("not", std::slice::from_ref(test)),
            TokenTest::Class(class) => self.name("class", class),
            TokenTest::Compare { attribute, operator, value } => {
                self.name(&format!("{operator:?}"), attribute);
                self.inside(|outline| match value {
                    Value::Text(value) => outline.name("text", value),
                    Value::List(list) => outline.name("list", list),
                });
            }
        }
    }

    fn tests(&mut self, what: &str, tests: &[TokenTest]) {
        self.said(what);
        self.inside(|outline| tests.iter().for_each(|test| outline.test(test)));
    }

    fn node(&mut self, node: &TreeNode) {
        node.target.iter().for_each(|target| self.element(target));
        for branch in &node.branches {
            self.line("branch", branch.span);
            self.inside(|outline| {
                let sign = |holds: bool, sign| if holds { sign } else { "" };
                let chain = branch.chain.map(|least| often(least.into(), None)).unwrap_or_default();
                let order = branch.order.map_or("", |order| order.as_str());
                let signs = [sign(branch.absent, "absent"), sign(branch.optional, "optional"), &chain, order];
                signs.into_iter().filter(|sign| !sign.is_empty()).for_each(|sign| outline.said(sign));
                for step in &branch.steps {
                    outline.name(if step.up { "up by" } else { "down by" }, &step.relation);
                    outline.inside(|outline| {
                        step.cases.iter().for_each(|case| outline.said(&format!("case {case}")))
                    });
                }
                outline.node(&branch.node);
            });
        }
    }

    fn condition(&mut self, condition: &Condition) {
        self.line(&format!("where {:?}", condition.operator), condition.span);
        self.inside(|outline| {
            outline.operand(&condition.left);
            outline.operand(&condition.right);
        });
    }

    fn operand(&mut self, operand: &Operand) {
        match operand {
            Operand::Name(name) => self.name("name", name),
            Operand::Property { of, name } => self.names("property", &[of.clone(), name.clone()]),
            Operand::Quantity(quantity) => self.name("quantity", quantity),
            Operand::Text(text) => self.texts("text", std::slice::from_ref(text)),
            Operand::List(list) => self.name("list", list),
            Operand::Choice(choice, place) => {
                self.line("choice", *place);
                self.inside(|outline| choice.iter().for_each(|operand| outline.operand(operand)));
            }
        }
    }
}

/// How often something may stand there.
fn often(least: u32, most: Option<u32>) -> String {
    match most {
        Some(most) => format!("{least} to {most} times"),
        None => format!("{least} times or more"),
    }
}
