//! Token patterns: `/ … /`.

use super::lists::{spellings, words};
use super::strata::can_be_empty;
use super::{Checker, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{Accepts, MOST_INSTRUCTIONS, Node, Target, TokenTest};
use crate::lang::syntax::ast::{Alternatives, Element, ElementKind, Filter, Name, Pattern, Slot};
use crate::source::FileId;

/// How many tokens a gap without a range may have.
const LONGEST_GAP: u32 = 8;
/// How many tokens a gap may have at all.
const LONGEST_RANGE: u32 = 100;

impl Checker<'_> {
    /// Checks a token pattern; none if it has a mistake.
    pub(super) fn token_pattern(&mut self, file: FileId, scope: Scope, pattern: &Pattern) -> Option<Node> {
        let reported = self.problems.len();
        let first = self.alternatives(file, scope, &pattern.body)?;
        let node = match pattern.both.as_slice() {
            [] => first,
            also => {
                let also = also.iter().map(|body| self.alternatives(file, scope, body));
                Node::Both([Some(first)].into_iter().chain(also).collect::<Option<_>>()?)
            }
        };
        if node.instructions() > MOST_INSTRUCTIONS {
            let message = "this pattern is too large";
            let problem = Diagnostic::new(Code::TooLarge, file, pattern.span, message);
            self.problems.push(problem.label(format!(
                "with its repetitions written out it has {} parts, and at most {MOST_INSTRUCTIONS} are possible",
                node.instructions()
            )));
        }
        if can_be_empty(&node) {
            let message = "this pattern can match nothing";
            let problem = Diagnostic::new(Code::MatchesNothing, file, pattern.span, message);
            self.problems.push(problem.label("every part of it is optional"));
        }
        let errors =
            self.problems[reported..].iter().any(|p| p.severity == crate::diagnostic::Severity::Error);
        if errors { None } else { Some(node) }
    }

    fn alternatives(&mut self, file: FileId, scope: Scope, alternatives: &Alternatives) -> Option<Node> {
        let nodes: Vec<_> =
            alternatives.iter().map(|sequence| self.sequence(file, scope, sequence)).collect();
        let mut nodes: Vec<Node> = nodes.into_iter().collect::<Option<_>>()?;
        if nodes.len() == 1 { nodes.pop() } else { Some(Node::Alternatives(nodes)) }
    }

    fn sequence(&mut self, file: FileId, scope: Scope, elements: &[Element]) -> Option<Node> {
        for pair in elements.windows(2) {
            if let [
                Element { kind: ElementKind::Gap(_), span: first, .. },
                Element { kind: ElementKind::Gap(_), span, .. },
            ] = pair
            {
                let message = "two gaps next to each other";
                let problem = Diagnostic::new(Code::TwoGaps, file, first.to(*span), message);
                self.problems.push(problem.guess(first.to(*span), "...", "write one gap"));
            }
        }
        let nodes: Vec<_> = elements.iter().map(|element| self.element(file, scope, element)).collect();
        let mut nodes: Vec<Node> = nodes.into_iter().collect::<Option<_>>()?;
        if nodes.len() == 1 { nodes.pop() } else { Some(Node::Sequence(nodes)) }
    }

    fn element(&mut self, file: FileId, scope: Scope, element: &Element) -> Option<Node> {
        let node = match &element.kind {
            ElementKind::Word(word) => {
                let cut = words(word).iter().map(|word| Node::Token(self.word(word))).collect();
                or_whole(cut, word, |whole| Node::Token(self.word(whole)))
            }
            ElementKind::Clitic(clitic) => Node::Token(self.word(clitic)),
            ElementKind::Exact(text) | ElementKind::Mark(text) => {
                let exact = |text: &str| Node::Token(TokenTest::Exact(text.to_owned()));
                let parts = text.split_whitespace().map(|part| {
                    or_whole(words(part).iter().map(|token| exact(token)).collect(), part, exact)
                });
                one_or_sequence(parts.collect())
            }
            ElementKind::List(name) => match self.fragments.get(&name.text).cloned() {
                Some((at, pattern)) => self.fragment(file, name, at, scope, &pattern)?,
                None => Node::List(self.list(file, name)?),
            },
            ElementKind::Test(None) => Node::Token(TokenTest::Any),
            ElementKind::Test(Some(test)) => Node::Token(self.token_test(file, test)?),
            ElementKind::Slot(slot) => self.token_slot(file, scope, slot)?,
            ElementKind::Group(alternatives) => self.alternatives(file, scope, alternatives)?,
            ElementKind::Gap(range) => {
                let (least, most) = range.map_or((0, LONGEST_GAP), |range| {
                    (range.least, range.most.unwrap_or(range.least.max(LONGEST_GAP)))
                });
                Node::Gap { least: least.min(LONGEST_RANGE), most: most.min(LONGEST_RANGE) }
            }
            ElementKind::Start => Node::Start,
            ElementKind::End => Node::End,
            ElementKind::Ahead { negative, body } => {
                Node::Ahead { negative: *negative, node: Box::new(self.alternatives(file, scope, body)?) }
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

    /// What a named part stands for, in place of its name.
    fn fragment(
        &mut self,
        file: FileId,
        name: &Name,
        at: FileId,
        scope: Scope,
        pattern: &Pattern,
    ) -> Option<Node> {
        if self.inside.contains(&name.text) {
            let message = format!("`@{}` is a part of itself", name.text);
            self.problems.push(Diagnostic::new(Code::PartOfItself, file, name.span, message));
            return None;
        }
        self.used_fragments.insert(name.text.clone());
        self.inside.push(name.text.clone());
        let node = self.alternatives(at, scope, &pattern.body);
        self.inside.pop();
        node
    }

    /// What a filter of a slot matches.
    fn token_filter(&mut self, file: FileId, scope: Scope, filter: &Filter) -> Option<Node> {
        Some(match filter {
            Filter::Types(types) => Node::Mention(self.narrowed(file, types)?),
            Filter::List(list) => Node::List(self.list(file, list)?),
            Filter::Union(filters) => {
                let nodes = filters.iter().map(|filter| self.token_filter(file, scope, filter));
                Node::Alternatives(nodes.collect::<Vec<_>>().into_iter().collect::<Option<_>>()?)
            }
            Filter::Except(filter) => {
                Node::Ahead { negative: true, node: Box::new(self.token_filter(file, scope, filter)?) }
            }
            Filter::Pattern(alternatives) => self.alternatives(file, scope, alternatives)?,
        })
    }

    fn token_slot(&mut self, file: FileId, scope: Scope, slot: &Slot) -> Option<Node> {
        let phrase = || Accepts { phrase: true, ..Accepts::default() };
        let event = match scope.target {
            Target::Event(event) if slot.name.text != "trigger" && slot.name.text != "_" => Some(event),
            _ => None,
        };
        let role = match event {
            Some(event) => {
                let role = self.role(file, event, &slot.name)?;
                if scope.fills {
                    self.filled_roles.insert((event, role));
                }
                Some((role, self.ruleset.events[event.index()].roles[role.index()].accepts.clone()))
            }
            None => None,
        };
        self.each(file, scope, slot, role.as_ref().map(|(role, _)| *role));
        if let Some(place) = slot.demanded {
            self.no_meaning(file, place, "a slot of a token pattern is always filled");
        }
        let own = || Node::Mention(role.as_ref().map_or_else(phrase, |(_, accepts)| accepts.clone()));
        let body = match &slot.filter {
            None => own(),
            Some(Filter::Except(filter)) => {
                let node = Box::new(self.token_filter(file, scope, filter)?);
                Node::Sequence(vec![Node::Ahead { negative: true, node }, own()])
            }
            Some(filter) => self.token_filter(file, scope, filter)?,
        };
        let is_itself = |kind| slot.name.text == self.itself(kind);
        Some(match (role, scope.target) {
            _ if !scope.fills || slot.name.text == "_" => body,
            (Some((role, _)), _) => Node::Role(role, Box::new(body)),
            (None, Target::Entity(kind)) if is_itself(kind) => {
                Node::Capture("itself".to_owned(), Box::new(body))
            }
            _ => Node::Capture(slot.name.text.clone(), Box::new(body)),
        })
    }
}

/// The tokens of a text without spaces, or the text as one token of a tool that does not cut it: *peri-kappa*.
fn or_whole(cut: Vec<Node>, text: &str, whole: impl Fn(&str) -> Node) -> Node {
    if cut.len() < 2 {
        return one_or_sequence(cut);
    }
    let whole = spellings(text).into_iter().map(|text| whole(&text));
    Node::Alternatives([one_or_sequence(cut)].into_iter().chain(whole).collect())
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
