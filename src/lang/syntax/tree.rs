//! Tree patterns: `tree [token] { relation target … }`.

use pest::Parser as _;

use super::ast::{Element, PatternKind, Tree, TreeBranch, TreeNode, TreeStep, WordOrder};
use super::pattern::Builder;
use super::{Grammar, Pair, Reader, Rule, nesting, parts, span};
use crate::diagnostic::Code;
use crate::source::Span;

impl Reader<'_> {
    /// Reads a tree pattern; none if it has a mistake.
    pub(super) fn tree(&mut self, pair: &Pair<'_>, number: u32) -> Option<Tree> {
        let Some(inner) = parts(pair.clone()).next() else {
            self.report(Code::EmptyPattern, span(pair), "the tree pattern is empty");
            return None;
        };
        let start = inner.as_span().start();
        let inner = Span::new(start, start + inner.as_str().trim_end().len());
        let shallow = nesting::limited(inner.of(self.text));
        let pairs = match Grammar::parse(Rule::tree_pattern, &shallow) {
            Ok(pairs) => pairs,
            Err(error) => {
                let text = shallow.into_owned();
                self.broken_pattern(&text, inner.start, &error, PatternKind::Tokens);
                return None;
            }
        };
        let node = pairs.flat_map(Pair::into_inner).find(|pair| pair.as_rule() == Rule::tree_node)?;
        let mut builder =
            Builder { reader: self, base: inner.start, kind: PatternKind::Tokens, broken: false };
        let root = builder.tree_node(node);
        let broken = builder.broken;
        (!broken).then_some(Tree { number, span: Span::new(span(pair).start, inner.end), root })
    }
}

impl Builder<'_, '_> {
    fn tree_node(&mut self, pair: Pair<'_>) -> TreeNode {
        let mut node = TreeNode { target: None, branches: Vec::new() };
        for part in parts(pair) {
            match part.as_rule() {
                Rule::tree_target => {
                    let span = self.span(&part);
                    let kind = parts(part).next().and_then(|part| self.atom(part));
                    node.target = kind.map(|kind| Element { kind, span, repeat: None });
                }
                Rule::tree_branches => node.branches = self.tree_branches(part),
                _ => self.unread(&part),
            }
        }
        node
    }

    fn tree_branches(&mut self, pair: Pair<'_>) -> Vec<TreeBranch> {
        parts(pair).map(|part| self.tree_branch(part)).collect()
    }

    fn tree_branch(&mut self, pair: Pair<'_>) -> TreeBranch {
        let mut branch = TreeBranch {
            span: self.span(&pair),
            absent: false,
            optional: false,
            chain: None,
            order: None,
            steps: Vec::new(),
            named: None,
            node: TreeNode { target: None, branches: Vec::new() },
        };
        for part in parts(pair) {
            match part.as_rule() {
                Rule::tree_absent => branch.absent = true,
                Rule::tree_order => {
                    branch.order = match part.as_str() {
                        "before" => Some(WordOrder::Before),
                        "after" => Some(WordOrder::After),
                        _ => Some(WordOrder::Next),
                    };
                }
                Rule::tree_often => match part.as_str() {
                    "?" => branch.optional = true,
                    "*" => branch.chain = Some(0),
                    "+" => branch.chain = Some(1),
                    _ => self.unread(&part),
                },
                Rule::tree_steps => branch.steps = parts(part).map(|part| self.tree_step(part)).collect(),
                Rule::tree_named => branch.named = parts(part).next().map(|name| self.name(&name)),
                Rule::tree_node => branch.node = self.tree_node(part),
                Rule::tree_branches => branch.node.branches = self.tree_branches(part),
                _ => self.unread(&part),
            }
        }
        branch
    }

    fn tree_step(&mut self, pair: Pair<'_>) -> TreeStep {
        let mut step = TreeStep { up: false, relation: self.name(&pair), cases: Vec::new() };
        for part in parts(pair) {
            match part.as_rule() {
                Rule::tree_up => step.up = true,
                Rule::tree_relation => step.relation = self.name(&part),
                Rule::tree_cases => {
                    let words = |part: Pair<'_>| part.as_str().to_lowercase();
                    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
                    step.cases = parts(part).map(words).map(plain).collect();
                }
                _ => self.unread(&part),
            }
        }
        step
    }
}
