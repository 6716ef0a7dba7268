//! Conditions: `where agent != host`, `where agent in @carrier`.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::{Condition, EventId, Operand};
use crate::lang::syntax::ast;
use crate::source::FileId;

impl Checker<'_> {
    /// The conditions of a rule that makes this event.
    pub(super) fn conditions(
        &mut self,
        file: FileId,
        event: EventId,
        written: &[ast::Condition],
    ) -> Vec<Condition> {
        let mut conditions: Vec<Condition> = Vec::new();
        for condition in written {
            let Some(checked) = self.condition(file, event, condition) else { continue };
            let opposite = |other: &Condition| {
                other.equal != checked.equal && other.left == checked.left && other.right == checked.right
            };
            if (!checked.equal && checked.right == Operand::Role(checked.left))
                || conditions.iter().any(opposite)
            {
                let message = "the conditions cannot be true at the same time";
                self.problems.push(Diagnostic::new(Code::NeverMatches, file, condition.span, message));
            }
            conditions.push(checked);
        }
        conditions
    }

    fn condition(&mut self, file: FileId, event: EventId, written: &ast::Condition) -> Option<Condition> {
        let (left, right) = match (&written.left, &written.right) {
            (ast::Operand::Role(role), ast::Operand::List(list)) => {
                (self.role(file, event, role)?, Operand::List(self.list(file, list)?))
            }
            (ast::Operand::List(_), _)
            | (_, ast::Operand::List(_))
            | (ast::Operand::Text(_), ast::Operand::Text(_)) => {
                let message = "a condition must compare at least one role";
                self.problems.push(Diagnostic::new(Code::BadCondition, file, written.span, message));
                return None;
            }
            (ast::Operand::Text(text), ast::Operand::Role(role))
            | (ast::Operand::Role(role), ast::Operand::Text(text)) => {
                (self.role(file, event, role)?, Operand::Text(text.value()))
            }
            (ast::Operand::Role(left), ast::Operand::Role(right)) => {
                let (left, right) = (self.role(file, event, left), self.role(file, event, right));
                let (left, right) = (left?, right?);
                (left.min(right), Operand::Role(left.max(right)))
            }
        };
        Some(Condition { left, equal: written.equal, right })
    }
}
