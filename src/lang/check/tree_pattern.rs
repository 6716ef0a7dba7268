//! Tree patterns: `tree [token] { relation target … }`.

use super::{Checker, Scope, schemes};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Relation;
use crate::lang::ir::{
    Accepts, EventId, ITSELF, Node, RoleId, SlotTest, Target, TreeBranch, TreeNode, TreeStep, WordOrder,
};
use crate::lang::syntax::ast::{self, ElementKind, Filter};
use crate::source::FileId;

/// Whether a word of the pattern is the mention made by its rule.
fn shows_mention(node: &TreeNode) -> bool {
    node.role == Some(ITSELF) || node.branches.iter().any(|branch| shows_mention(&branch.node))
}

impl Checker<'_> {
    /// Checks a tree pattern; none if it has a mistake.
    pub(super) fn tree_pattern(&mut self, file: FileId, scope: Scope, tree: &ast::Tree) -> Option<TreeNode> {
        let mut filled = Vec::new();
        let root = self.tree_node(file, scope, &tree.root, &mut filled)?;
        if let Target::Entity(kind) = scope.target
            && scope.fills
            && !shows_mention(&root)
        {
            let message = "this pattern does not say which of its words is the mention";
            let problem = Diagnostic::new(Code::NoMention, file, tree.span, message);
            let itself = self.itself(kind);
            self.problems.push(problem.note(format!("write `{{{itself}}}` for that word")));
            return None;
        }
        Some(root)
    }

    fn tree_node(
        &mut self,
        file: FileId,
        scope: Scope,
        node: &ast::TreeNode,
        filled: &mut Vec<RoleId>,
    ) -> Option<TreeNode> {
        let (mut role, mut trigger, mut test, mut words) = (None, false, SlotTest::Any, None);
        if let Some(element) = &node.target {
            match &element.kind {
                ElementKind::List(list) => {
                    let any = Accepts { phrase: true, ..Accepts::default() };
                    test = SlotTest::List(self.list(file, list)?, any);
                }
                ElementKind::Slot(slot) if slot.name.text == "trigger" => {
                    trigger = true;
                    if let Some(Filter::Pattern(alternatives)) = &slot.filter {
                        test = SlotTest::Head(self.heads(file, alternatives)?);
                    }
                }
                ElementKind::Slot(slot) => {
                    (role, test) = self.slot(file, scope, slot)?;
                    if let (Some(role), Target::Event(event)) = (role, scope.target) {
                        self.fills_once(file, event, role, slot, filled)?;
                    }
                }
                ElementKind::Group(alternatives) if alternatives.iter().any(|words| words.len() != 1) => {
                    words = Some(self.anchor(file, scope, alternatives)?);
                }
                ElementKind::Exact(text) if text.contains(' ') => {
                    words = Some(self.anchor(file, scope, &vec![vec![element.clone()]])?);
                }
                ElementKind::Group(alternatives) => test = SlotTest::Head(self.heads(file, alternatives)?),
                ElementKind::Test(None) => {}
                _ => test = SlotTest::Head(self.heads(file, &vec![vec![element.clone()]])?),
            }
        }
        let branches: Vec<_> =
            node.branches.iter().map(|branch| self.tree_branch(file, scope, branch, filled)).collect();
        let branches = branches.into_iter().collect::<Option<_>>()?;
        Some(TreeNode { role, trigger, test, words, branches })
    }

    /// Several words that a word must head: a token pattern, which fills no role.
    fn anchor(&mut self, file: FileId, scope: Scope, words: &ast::Alternatives) -> Option<Node> {
        let whole =
            words.first().and_then(|first| first.first()).zip(words.last().and_then(|last| last.last()));
        let pattern = ast::Pattern {
            number: 0,
            span: whole.map(|(first, last)| first.span.to(last.span)).unwrap_or_default(),
            kind: ast::PatternKind::Tokens,
            all: None,
            body: words.clone(),
            both: Vec::new(),
        };
        self.token_pattern(file, Scope { fills: false, ..scope }, &pattern)
    }

    /// Reports a role that takes one filler but is already filled.
    fn fills_once(
        &mut self,
        file: FileId,
        event: EventId,
        role: RoleId,
        slot: &ast::Slot,
        filled: &mut Vec<RoleId>,
    ) -> Option<()> {
        let takes_one = self.ruleset.events[event.index()].roles[role.index()].most == Some(1);
        if takes_one && filled.contains(&role) {
            let message = format!("the role `{}` is filled twice", slot.name.text);
            let problem = Diagnostic::new(Code::FilledTwice, file, slot.name.span, message);
            self.problems.push(problem.label("it takes one filler"));
            return None;
        }
        filled.push(role);
        Some(())
    }

    fn tree_branch(
        &mut self,
        file: FileId,
        scope: Scope,
        branch: &ast::TreeBranch,
        filled: &mut Vec<RoleId>,
    ) -> Option<TreeBranch> {
        let steps: Vec<_> = branch.steps.iter().map(|step| self.tree_step(file, step)).collect();
        let node = self.tree_node(file, scope, &branch.node, filled);
        if let Some(name) = &branch.named
            && node.as_ref().is_some_and(|node| node.role.is_none() || branch.absent)
        {
            self.no_meaning(
                file,
                name.span,
                "the relation is told with a filler, and this word fills no role",
            );
        }
        Some(TreeBranch {
            absent: branch.absent,
            optional: branch.optional,
            chain: branch.chain,
            order: branch.order.map(|order| match order {
                ast::WordOrder::Before => WordOrder::Before,
                ast::WordOrder::After => WordOrder::After,
                ast::WordOrder::Next => WordOrder::Next,
            }),
            steps: steps.into_iter().collect::<Option<_>>()?,
            named: branch.named.as_ref().map(|name| name.text.clone()),
            node: node?,
        })
    }

    fn tree_step(&mut self, file: FileId, step: &ast::TreeStep) -> Option<TreeStep> {
        let ast::TreeStep { up, relation: name, cases } = step;
        let is = |relation: &&Relation| {
            let whole = relation.as_str();
            whole == name.text || whole.split(':').next() == Some(name.text.as_str())
        };
        let relations: Vec<Relation> = Relation::ALL.iter().filter(is).copied().collect();
        if relations.is_empty() && name.text != "_" {
            let message = format!("unknown relation `{}`", name.text);
            let known = Relation::ALL.iter().map(|relation| relation.as_str());
            let problem = Diagnostic::new(Code::UnknownRelation, file, name.span, message);
            self.problems.push(match schemes::relation(&name.text) {
                Some(ours) => {
                    let what = format!("in Universal Dependencies this is `{ours}`");
                    problem.guess(name.span, ours, what)
                }
                None => problem.did_you_mean(&name.text, known, name.span),
            });
            return None;
        }
        Some(TreeStep { up: *up, relations, cases: cases.clone() })
    }
}
