//! Token patterns: `/ … /`.

use super::Checker;
use super::lists::words;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{Accepts, Node, Target, TokenTest};
use crate::lang::syntax::ast::{Alternatives, Element, ElementKind, Filter, Pattern, Slot};
use crate::source::FileId;

/// How many tokens a gap without a range may have.
const LONGEST_GAP: u32 = 8;
/// How many tokens a gap may have at all.
const LONGEST_RANGE: u32 = 100;

impl Checker<'_> {
    /// Checks a token pattern; none if it has a mistake.
    pub(super) fn token_pattern(&mut self, file: FileId, target: Target, pattern: &Pattern) -> Option<Node> {
        let reported = self.problems.len();
        let node = self.alternatives(file, target, &pattern.body)?;
        if can_be_empty(&node) {
            let message = "this pattern can match nothing";
            let problem = Diagnostic::new(Code::MatchesNothing, file, pattern.span, message);
            self.problems.push(problem.label("every part of it may be absent"));
        }
        let errors =
            self.problems[reported..].iter().any(|p| p.severity == crate::diagnostic::Severity::Error);
        if errors { None } else { Some(node) }
    }

    fn alternatives(&mut self, file: FileId, target: Target, alternatives: &Alternatives) -> Option<Node> {
        let nodes: Vec<_> =
            alternatives.iter().map(|sequence| self.sequence(file, target, sequence)).collect();
        let mut nodes: Vec<Node> = nodes.into_iter().collect::<Option<_>>()?;
        if nodes.len() == 1 { nodes.pop() } else { Some(Node::Alternatives(nodes)) }
    }

    fn sequence(&mut self, file: FileId, target: Target, elements: &[Element]) -> Option<Node> {
        for pair in elements.windows(2) {
            if let [
                Element { kind: ElementKind::Gap(_), span: first, .. },
                Element { kind: ElementKind::Gap(_), span, .. },
            ] = pair
            {
                let message = "two gaps next to each other";
                let problem = Diagnostic::new(Code::TwoGaps, file, first.to(*span), message);
                self.problems.push(problem.fix(first.to(*span), "...", "write one gap"));
            }
        }
        let nodes: Vec<_> = elements.iter().map(|element| self.element(file, target, element)).collect();
        let mut nodes: Vec<Node> = nodes.into_iter().collect::<Option<_>>()?;
        if nodes.len() == 1 { nodes.pop() } else { Some(Node::Sequence(nodes)) }
    }

    fn element(&mut self, file: FileId, target: Target, element: &Element) -> Option<Node> {
        let tokens = |text: &str| -> Vec<Node> {
            words(text).into_iter().map(|token| Node::Token(TokenTest::Exact(token))).collect()
        };
        let node = match &element.kind {
            ElementKind::Word(word) => {
                one_or_sequence(words(word).iter().map(|word| Node::Token(self.word(word))).collect())
            }
            ElementKind::Clitic(clitic) => Node::Token(self.word(clitic)),
            ElementKind::Exact(text) | ElementKind::Mark(text) => one_or_sequence(tokens(text)),
            ElementKind::List(list) => Node::List(self.list(file, list)?),
            ElementKind::Test(None) => Node::Token(TokenTest::Any),
            ElementKind::Test(Some(test)) => Node::Token(self.token_test(file, test)?),
            ElementKind::Slot(slot) => self.token_slot(file, target, slot)?,
            ElementKind::Group(alternatives) => self.alternatives(file, target, alternatives)?,
            ElementKind::Gap(range) => {
                let (least, most) = range.map_or((0, LONGEST_GAP), |range| {
                    (range.least, range.most.unwrap_or(range.least.max(LONGEST_GAP)))
                });
                Node::Gap { least: least.min(LONGEST_RANGE), most: most.min(LONGEST_RANGE) }
            }
            ElementKind::Start => Node::Start,
            ElementKind::End => Node::End,
            ElementKind::Ahead { negative, body } => {
                Node::Ahead { negative: *negative, node: Box::new(self.alternatives(file, target, body)?) }
            }
        };
        Some(match element.repeat {
            Some(repeat) => Node::Repeat {
                node: Box::new(node),
                least: repeat.least,
                most: repeat.most,
                lazy: repeat.lazy,
            },
            None => node,
        })
    }

    fn token_slot(&mut self, file: FileId, target: Target, slot: &Slot) -> Option<Node> {
        let phrase = || Accepts { phrase: true, ..Accepts::default() };
        let event = match target {
            Target::Event(event) if slot.name.text != "trigger" && slot.name.text != "_" => Some(event),
            _ => None,
        };
        let role = match event {
            Some(event) => {
                let role = self.role(file, event, &slot.name)?;
                self.filled_roles.insert((event, role));
                Some((role, self.ruleset.events[event.index()].roles[role.index()].accepts.clone()))
            }
            None => None,
        };
        let body = match &slot.filter {
            None => Node::Mention(role.as_ref().map_or_else(phrase, |(_, accepts)| accepts.clone())),
            Some(Filter::Types(types)) => {
                let reported = self.problems.len();
                let accepts = self.accepts(file, types);
                if self.problems.len() > reported {
                    return None;
                }
                Node::Mention(accepts)
            }
            Some(Filter::List(list)) => Node::List(self.list(file, list)?),
            Some(Filter::Pattern(alternatives)) => self.alternatives(file, target, alternatives)?,
        };
        Some(match role {
            Some((role, _)) => Node::Role(role, Box::new(body)),
            None if slot.name.text == "_" => body,
            None => Node::Capture(slot.name.text.clone(), Box::new(body)),
        })
    }
}

fn one_or_sequence(mut nodes: Vec<Node>) -> Node {
    match (nodes.pop(), nodes.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            nodes.extend(last);
            Node::Sequence(nodes)
        }
    }
}

/// Whether a match may have no token.
fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Token(_) | Node::List(_) | Node::Mention(_) => false,
        Node::Role(_, node) | Node::Capture(_, node) => can_be_empty(node),
        Node::Sequence(nodes) => nodes.iter().all(can_be_empty),
        Node::Alternatives(nodes) => nodes.iter().any(can_be_empty),
        Node::Repeat { node, least, .. } => *least == 0 || can_be_empty(node),
        Node::Gap { least, .. } => *least == 0,
        Node::Start | Node::End | Node::Ahead { .. } => true,
    }
}
