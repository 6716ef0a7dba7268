//! Warns of patterns that are redundant because of others of their rule, or because another rule has them too.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{ClausePattern, Need, Pattern, PatternKind, Slot, Target};
use crate::lang::syntax::ast;
use crate::source::{FileId, Span};

/// What a pattern of a rule says, whatever the rule is called: what it makes, the pattern as written, and what else the rule
/// demands.
pub(super) type Told = (Target, String, String);

impl Checker<'_> {
    /// Warns of every written pattern of a rule if another one covers all its meanings. Of two patterns with the same
    /// meaning, the later one is redundant. Quadratic in the patterns of the rule.
    pub(super) fn covered(&mut self, file: FileId, rule: &ast::Rule, patterns: &[Pattern]) {
        for written in &rule.patterns {
            let of = |number: u32| patterns.iter().filter(move |pattern| pattern.number == number);
            let by = rule.patterns.iter().find(|other| {
                let covers_all = |number: u32, by: u32| {
                    of(number).next().is_some() && of(number).all(|p| of(by).any(|other| covers(other, p)))
                };
                let covered = other.number != written.number && covers_all(written.number, other.number);
                covered && (other.number < written.number || !covers_all(other.number, written.number))
            });
            if let Some(by) = by {
                let message = "another pattern of the rule covers this one";
                let problem = Diagnostic::new(Code::CoveredPattern, file, written.span, message);
                self.problems.push(problem.also(file, by.span, "this one"));
            }
        }
    }

    /// Warns of every pattern that another rule has too, for the same type and under the same conditions.
    pub(super) fn told_before(&mut self, file: FileId, target: Target, rule: &ast::Rule) {
        let written = |span: Span| squeezed(self.written(file, span));
        let conditions = rule.conditions.iter().map(|condition| written(condition.span));
        let blocks = rule.blocks.iter().map(|block| block.span);
        let blocks = blocks.chain(rule.block_trees.iter().map(|block| block.span)).map(written);
        let settings = rule.settings.iter().map(|(facet, value)| written(facet.span.to(value.span)));
        let overrides = rule.overrides.iter().map(|other| other.text.clone());
        let mut demands: Vec<String> = conditions.chain(blocks).chain(settings).chain(overrides).collect();
        demands.sort();
        let demands = demands.join("\n");
        let patterns =
            rule.patterns.iter().map(|pattern| (pattern.all.unwrap_or(pattern.span), pattern.span));
        let trees = rule.trees.iter().map(|tree| (tree.span, tree.span));
        for (from, span) in patterns.chain(trees) {
            let told = (target, squeezed(self.written(file, from.to(span))), demands.clone());
            match self.told.get(&told) {
                None => drop(self.told.insert(told, (file, span))),
                // that a rule repeats itself is told by `covered`
                Some(&(other, place)) if other == file && rule_has(rule, place) => {}
                Some(&(other, place)) => {
                    let message = "another rule for the same type has this pattern";
                    let problem = Diagnostic::new(Code::CoveredPattern, file, span, message);
                    self.problems.push(problem.also(other, place, "this one"));
                }
            }
        }
    }
}

fn rule_has(rule: &ast::Rule, place: Span) -> bool {
    let patterns = rule.patterns.iter().map(|pattern| pattern.span);
    patterns.chain(rule.trees.iter().map(|tree| tree.span)).any(|span| span == place)
}

/// A text with single spaces.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `wide` matches wherever `narrow` does, and fills the same roles.
fn covers(wide: &Pattern, narrow: &Pattern) -> bool {
    if wide.each != narrow.each || wide.all != narrow.all {
        return false;
    }
    match (&wide.kind, &narrow.kind) {
        (PatternKind::Clause(wide), PatternKind::Clause(narrow)) => covers_clause(wide, narrow),
        (PatternKind::Tokens(wide), PatternKind::Tokens(narrow)) => wide == narrow,
        (PatternKind::Tree(wide), PatternKind::Tree(narrow)) => wide == narrow,
        _ => false,
    }
}

fn covers_clause(wide: &ClausePattern, narrow: &ClausePattern) -> bool {
    let within = |some: &[String], all: &[String]| some.iter().all(|word| all.contains(word));
    let same = |a: &Slot, b: &Slot| a.functions == b.functions && a.role == b.role && a.test == b.test;
    let takes = |w: &Slot, slot: &Slot| w.need >= slot.need && (w.open || !slot.open);
    let finds = |slot: &Slot| wide.slots.iter().any(|w| same(w, slot) && takes(w, slot));
    let demands = |slot: &Slot| slot.need > Need::Filler || narrow.slots.iter().any(|n| same(n, slot));
    let light = wide.light.is_empty() || !narrow.light.is_empty() && within(&narrow.light, &wide.light);
    // a noun alone, and a verb with nothing but parts, match without the evidence that the other one wants
    let lacks = wide.slots.iter().any(|w| w.is_required() && !narrow.slots.iter().any(|n| same(n, w)));
    let is_evident = narrow.slots.iter().any(Slot::is_required) || !narrow.light.is_empty();
    wide.predicate == narrow.predicate
        && (is_evident || !lacks)
        && light
        && within(&narrow.lemmas, &wide.lemmas)
        && narrow.slots.iter().all(finds)
        && wide.slots.iter().all(demands)
}
