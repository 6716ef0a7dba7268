//! Warns of patterns that are redundant because of others of their rule.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{ClausePattern, Need, Pattern, PatternKind, Slot};
use crate::lang::syntax::ast;
use crate::source::FileId;

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
