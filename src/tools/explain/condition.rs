//! Why a condition does not hold.

use super::{Explainer, Finding};
use crate::extract::condition::with_unit;
use crate::extract::observer::Unmet;
use crate::lang::ir::{Comparing, Condition, EventType, Operand, Order, Rule, Term};

impl Explainer<'_> {
    /// A condition that does not hold, and the values that it compares.
    pub(super) fn condition(&self, finding: &mut Finding, rule: &Rule, event: &EventType, unmet: &Unmet) {
        let Some(condition) = rule.conditions.get(unmet.index) else { return };
        let Condition { left, how, right } = condition;
        let about = format!("where {}", self.written(event, condition));
        let value = unmet.left.as_deref().unwrap_or("nothing");
        let text = match right {
            _ if unmet.unknown && unmet.left.is_none() => {
                format!(
                    "`{}` is not known here, and of what is not known no condition holds",
                    term(event, left)
                )
            }
            Operand::AnyOf(_) if unmet.unknown => match &unmet.right {
                Some(right) => format!("{value} cannot be compared with {right}"),
                None => {
                    let right = self.right(event, right);
                    format!("`{right}` is not known here, and of what is not known no condition holds")
                }
            },
            Operand::List(_) => {
                let verb = if *how == Comparing::Equal { "is not in" } else { "is in" };
                format!("{value} {verb} {}", self.right(event, right))
            }
            Operand::AnyOf(terms) => {
                let other = unmet.right.as_deref().unwrap_or("nothing");
                let verb = match (how, terms.len() > 1) {
                    (Comparing::Equal, false) => "is not the same as",
                    (Comparing::Equal, true) => "is none of",
                    (Comparing::Unequal, false) => "is the same as",
                    (Comparing::Unequal, true) => "is one of",
                    (Comparing::Ordered(Order::Less), _) => "is not less than",
                    (Comparing::Ordered(Order::LessOrEqual), _) => "is not at most",
                    (Comparing::Ordered(Order::Greater), _) => "is not more than",
                    (Comparing::Ordered(Order::GreaterOrEqual), _) => "is not at least",
                };
                format!("{value} {verb} {other}")
            }
        };
        finding.fail(about, text, None);
    }

    fn written(&self, event: &EventType, condition: &Condition) -> String {
        let several = matches!(&condition.right, Operand::AnyOf(terms) if terms.len() > 1);
        let set = several || matches!(condition.right, Operand::List(_));
        let sign = match condition.how {
            Comparing::Equal if set => "in",
            Comparing::Unequal if set => "not in",
            Comparing::Equal => "==",
            Comparing::Unequal => "!=",
            Comparing::Ordered(order) => order.as_str(),
        };
        format!("{} {sign} {}", term(event, &condition.left), self.right(event, &condition.right))
    }

    fn right(&self, event: &EventType, right: &Operand) -> String {
        match right {
            Operand::List(list) => format!("@{}", self.words.list(*list)),
            Operand::AnyOf(terms) => {
                let terms: Vec<String> = terms.iter().map(|one| term(event, one)).collect();
                if terms.len() == 1 { terms.concat() } else { format!("({})", terms.join(", ")) }
            }
        }
    }
}

/// A term as it is written.
fn term(event: &EventType, term: &Term) -> String {
    match term {
        Term::Role(role) => event.roles.get(role.index()).map_or_else(String::new, |role| role.name.clone()),
        Term::Facet(facet) => facet.to_string(),
        Term::Document(property) => format!("document.{}", property.as_str()),
        Term::Text(text) => format!("\"{text}\""),
        Term::Amount(number, unit) => with_unit(number, unit.as_deref()),
        Term::Date(date) => date.clone(),
    }
}
