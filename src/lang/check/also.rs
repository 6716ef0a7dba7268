//! `also`: the optional parts that all clause patterns of a rule have besides.

use std::borrow::Cow;

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::Target;
use crate::lang::syntax::ast::{Alternatives, Element, ElementKind, Pattern, PatternKind, Rule, Slot};
use crate::source::FileId;

impl Checker<'_> {
    /// The patterns of a rule, the clause patterns with the parts of `also`. A pattern that fills a role for one filler
    /// itself does not get the part for it.
    pub(super) fn with_parts<'r>(
        &mut self,
        file: FileId,
        rule: &'r Rule,
        target: Target,
    ) -> Cow<'r, [Pattern]> {
        let mut parts: Vec<&Element> = Vec::new();
        for also in &rule.also {
            for element in also.body.iter().flatten() {
                if element.repeat.is_some_and(|repeat| repeat.least == 0) && !roles(element).is_empty() {
                    parts.push(element);
                    continue;
                }
                let message = "`also` adds parts that may be missing, each with a slot";
                let problem = Diagnostic::new(Code::RequiredPart, file, element.span, message);
                self.problems.push(problem.note("write `also \"(from {seller})? (for {amount})?\"`"));
            }
        }
        if let ([also, ..], false) = (rule.also.as_slice(), rule.patterns.iter().any(is_clause)) {
            self.no_meaning(file, also.span, "the rule has no clause pattern to add this to");
        }
        let takes_one = |name: &String| match target {
            Target::Event(event) => {
                let mut roles = self.ruleset.events[event.index()].roles.iter();
                roles.any(|role| role.name == *name && role.most == Some(1))
            }
            Target::Entity(_) => false,
        };
        match parts.is_empty() {
            true => Cow::Borrowed(&rule.patterns),
            false => rule.patterns.iter().map(|pattern| with(pattern, &parts, takes_one)).collect(),
        }
    }
}

fn is_clause(pattern: &Pattern) -> bool {
    pattern.kind == PatternKind::Clause
}

fn with(pattern: &Pattern, parts: &[&Element], takes_one: impl Fn(&String) -> bool) -> Pattern {
    let mut pattern = pattern.clone();
    let filled: Vec<String> = pattern.body.iter().flatten().flat_map(roles).collect();
    let is_free = |part: &&&Element| !roles(part).iter().any(|role| takes_one(role) && filled.contains(role));
    let parts: Vec<Element> = parts.iter().filter(is_free).map(|part| (*part).clone()).collect();
    if is_clause(&pattern) && !parts.is_empty() {
        let mut whole = match pattern.body.as_mut_slice() {
            [only] => std::mem::take(only),
            _ => vec![Element { kind: ElementKind::Group(pattern.body), span: pattern.span, repeat: None }],
        };
        whole.extend(parts);
        pattern.body = Alternatives::from([whole]);
    }
    pattern
}

/// The roles of the slots in a part.
fn roles(element: &Element) -> Vec<String> {
    match &element.kind {
        ElementKind::Slot(Slot { name, .. }) => vec![name.text.clone()],
        ElementKind::Group(body) => body.iter().flatten().flat_map(roles).collect(),
        _ => Vec::new(),
    }
}
