//! The types that a pattern looks for and rules can make.

use std::collections::BTreeSet;

use crate::lang::ir::{
    Accepts, Attribute, ClausePattern, Comparison, Node, Pattern, PatternKind, SlotTest, Target, TokenTest,
    TreeNode, TypeId,
};

/// The types that a rule looks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    /// Those that must be present.
    pub(super) presence: BTreeSet<Target>,
    /// Those that must be absent, or whose matches block the rule's.
    pub(super) absence: BTreeSet<Target>,
}

impl Reads {
    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = &Target> {
        self.presence.iter().chain(&self.absence)
    }

    /// Adds what a pattern looks for; all of it counts as absence where the pattern blocks matches.
    pub(super) fn pattern(
        &mut self,
        pattern: &Pattern,
        blocks: bool,
        type_named: &dyn Fn(&str) -> Option<TypeId>,
    ) {
        let mut reader = Reader { reads: self, negative: blocks, blocks, type_named };
        match &pattern.kind {
            PatternKind::Clause(clause) => reader.clause(clause),
            PatternKind::Tokens(node) => reader.node(node),
            PatternKind::Tree(root) => reader.tree(root),
        }
    }
}

struct Reader<'a> {
    reads: &'a mut Reads,
    /// Whether the current part must be absent.
    negative: bool,
    /// Whether everything counts as absent.
    blocks: bool,
    type_named: &'a dyn Fn(&str) -> Option<TypeId>,
}

impl Reader<'_> {
    fn add(&mut self, target: Target) {
        let reads = if self.negative { &mut self.reads.absence } else { &mut self.reads.presence };
        reads.insert(target);
    }

    /// Reads a part that must be absent.
    fn negated(&mut self, read: impl FnOnce(&mut Self)) {
        let before = self.negative;
        self.negative = self.blocks || !before;
        read(self);
        self.negative = before;
    }

    fn accepts(&mut self, accepts: &Accepts) {
        accepts.entities.iter().for_each(|&id| self.add(Target::Entity(id)));
        accepts.events.iter().for_each(|&id| self.add(Target::Event(id)));
    }

    fn clause(&mut self, clause: &ClausePattern) {
        clause.slots.iter().for_each(|slot| self.slot(&slot.test));
    }

    fn tree(&mut self, node: &TreeNode) {
        self.slot(&node.test);
        node.words.iter().for_each(|words| self.node(words));
        for branch in &node.branches {
            match branch.absent {
                true => self.negated(|reader| reader.tree(&branch.node)),
                false => self.tree(&branch.node),
            }
        }
    }

    fn slot(&mut self, test: &SlotTest) {
        match test {
            SlotTest::Accepts(accepts) | SlotTest::List(_, accepts) => self.accepts(accepts),
            SlotTest::Head(tests) => tests.iter().for_each(|test| self.test(test)),
            SlotTest::Union(tests) => tests.iter().for_each(|test| self.slot(test)),
            SlotTest::Except(test, excluded) => {
                self.slot(test);
                self.negated(|reader| reader.slot(excluded));
            }
            SlotTest::Any => {}
        }
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Token(test) => self.test(test),
            Node::Mention(accepts) => self.accepts(accepts),
            Node::Role(_, node) | Node::Capture(_, node) | Node::Repeat { node, .. } => self.node(node),
            Node::Sequence(nodes) | Node::Alternatives(nodes) | Node::Both(nodes) => {
                nodes.iter().for_each(|node| self.node(node))
            }
            Node::Ahead { negative: false, node } => self.node(node),
            Node::Ahead { negative: true, node } => self.negated(|reader| reader.node(node)),
            Node::List(_) | Node::Gap { .. } | Node::Start | Node::End => {}
        }
    }

    fn test(&mut self, test: &TokenTest) {
        match test {
            TokenTest::Attribute(Attribute::Ent, Comparison::In(names)) => {
                let types: Vec<TypeId> = names.iter().filter_map(|name| (self.type_named)(name)).collect();
                types.into_iter().for_each(|id| self.add(Target::Entity(id)));
            }
            TokenTest::And(tests) | TokenTest::Or(tests) => tests.iter().for_each(|test| self.test(test)),
            TokenTest::Not(test) => self.negated(|reader| reader.test(test)),
            _ => {}
        }
    }
}

/// Whether a match of a node can be a single mention of one of these types and nothing else.
pub(super) fn can_stand_still(node: &Node, types: &dyn Fn(&Accepts) -> bool) -> bool {
    match node {
        Node::Mention(accepts) => types(accepts),
        Node::Role(_, node) | Node::Capture(_, node) => can_stand_still(node, types),
        Node::Repeat { node, most, .. } => *most != Some(0) && can_stand_still(node, types),
        Node::Alternatives(nodes) => nodes.iter().any(|node| can_stand_still(node, types)),
        Node::Both(nodes) => nodes.iter().all(|node| can_stand_still(node, types)),
        Node::Sequence(nodes) => (0..nodes.len()).any(|at| {
            let rest = nodes.iter().enumerate().filter(|(other, _)| *other != at);
            can_stand_still(&nodes[at], types) && rest.map(|(_, node)| node).all(can_be_empty)
        }),
        _ => false,
    }
}

/// Whether a match may be empty.
pub(in super::super) fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Token(_) | Node::List(_) | Node::Mention(_) => false,
        Node::Role(_, node) | Node::Capture(_, node) => can_be_empty(node),
        Node::Sequence(nodes) | Node::Both(nodes) => nodes.iter().all(can_be_empty),
        Node::Alternatives(nodes) => nodes.iter().any(can_be_empty),
        Node::Repeat { node, least, .. } => *least == 0 || can_be_empty(node),
        Node::Gap { least, .. } => *least == 0,
        Node::Start | Node::End | Node::Ahead { .. } => true,
    }
}
