//! Conditions: builds the tree from the grammar's pairs.

use super::ast::{Condition, Name, Operand, Operator};
use super::name::name;
use super::{Pair, Reader, Rule, parts, span};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn condition(&mut self, pair: Pair<'_>) -> Option<Condition> {
        let whole = span(&pair);
        let (mut operands, mut operator) = (Vec::new(), Operator::Equal);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::operand => operands.push(self.operand(part)?),
                Rule::in_list | Rule::in_choice => {
                    let choice = (part.as_rule() == Rule::in_choice, span(&part));
                    let mut chosen = Vec::new();
                    operator = Operator::In;
                    for part in parts(part) {
                        match part.as_rule() {
                            Rule::negated => operator = Operator::NotIn,
                            Rule::list_name => {
                                operands.push(Operand::List(parts(part).next().map(|p| name(&p))?));
                            }
                            Rule::operand => chosen.push(self.operand(part)?),
                            _ => self.unread(span(&part)),
                        }
                    }
                    if let (true, place) = choice {
                        operands.push(Operand::Choice(chosen, place));
                    }
                }
                Rule::comparison => {
                    operator = match part.as_str().trim() {
                        "!=" => Operator::NotEqual,
                        "<" => Operator::Less,
                        "<=" => Operator::LessOrEqual,
                        ">" => Operator::Greater,
                        ">=" => Operator::GreaterOrEqual,
                        _ => Operator::Equal,
                    };
                    if let Some(sign) = parts(part).next() {
                        self.other_equal(&sign, "a condition compares with `==` or `!=`", "==");
                    }
                }
                _ => self.unread(span(&part)),
            }
        }
        let right = operands.pop()?;
        let span = Span::new(whole.start, operands.last()?.span().to(right.span()).end.max(whole.start));
        Some(Condition { left: operands.pop()?, operator, right, span })
    }

    fn operand(&mut self, pair: Pair<'_>) -> Option<Operand> {
        let part = parts(pair).next()?;
        Some(match part.as_rule() {
            Rule::name => Operand::Name(name(&part)),
            Rule::quantified => {
                let text = part.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                Operand::Quantity(Name { text, span: span(&part) })
            }
            Rule::property => {
                let mut names = parts(part).map(|part| name(&part));
                Operand::Property { of: names.next()?, name: names.next()? }
            }
            _ => Operand::Text(self.quoted_text(&part)),
        })
    }
}
