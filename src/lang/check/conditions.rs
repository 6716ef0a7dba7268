//! Conditions: `where agent != host`, `where amount > 1 million EUR`, `where modality in (asserted, planned)`.
//!
//! What is compared must have something in common: both are texts, or amounts, or times. Who writes that a modality is
//! greater than a text is told so here, for no match would ever show it.

use std::collections::BTreeSet;

use super::Checker;
use super::token_test::order;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Facet, QuantityKind};
use crate::english::numbers;
use crate::english::words::{self, Class};
use crate::lang::ir::{
    BuiltInType, Comparing, Condition, EventId, Operand, Order, Property, RoleId, Term, TypeId,
};
use crate::lang::syntax::ast::{self, Name, Operator};
use crate::source::{FileId, Span};

/// The unit of shares.
const PERCENT: &str = "percent";

/// What the values of a term may be.
#[derive(Clone, Debug, Default)]
struct Nature {
    text: bool,
    amount: bool,
    time: bool,
    /// The kinds of quantities, if it can be nothing else.
    quantities: BTreeSet<TypeId>,
}

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
                let contrary = matches!(
                    (checked.how, other.how),
                    (Comparing::Equal, Comparing::Unequal) | (Comparing::Unequal, Comparing::Equal)
                );
                contrary && other.left == checked.left && other.right == checked.right
            };
            let itself = match &checked.right {
                Operand::AnyOf(terms) => terms.contains(&checked.left),
                Operand::List(_) => false,
            };
            let never =
                matches!(checked.how, Comparing::Unequal | Comparing::Ordered(Order::Less | Order::Greater));
            if itself && never || conditions.iter().any(opposite) {
                let message = "the conditions cannot be true at the same time";
                self.problems.push(Diagnostic::new(Code::NeverMatches, file, condition.span, message));
            }
            conditions.push(checked);
        }
        conditions
    }

    fn condition(&mut self, file: FileId, event: EventId, written: &ast::Condition) -> Option<Condition> {
        let (left, right, operator) = match is_literal(&written.left) {
            true => (&written.right, &written.left, turned(written.operator)),
            false => (&written.left, &written.right, written.operator),
        };
        if is_literal(left) || matches!(left, ast::Operand::List(_) | ast::Operand::Choice(..)) {
            let message = "a condition must compare a role, a facet or something of the document";
            self.problems.push(Diagnostic::new(Code::BadCondition, file, written.span, message));
            return None;
        }
        let how = match operator {
            Operator::NotEqual | Operator::NotIn => Comparing::Unequal,
            other => order(other).map_or(Comparing::Equal, Comparing::Ordered),
        };
        let left_term = self.term(file, event, None, left)?;
        let right_operand = match right {
            ast::Operand::List(list) => {
                let list = self.list(file, list)?;
                if !self.nature(event, &left_term).text {
                    self.incomparable(
                        file,
                        written.span,
                        "an entry of a list is a word, which this cannot be",
                    );
                    return None;
                }
                Operand::List(list)
            }
            ast::Operand::Choice(choice, _) => {
                let terms = choice.iter().map(|one| self.right(file, event, &left_term, how, one));
                Operand::AnyOf(terms.collect::<Option<Vec<Term>>>()?)
            }
            one => Operand::AnyOf(vec![self.right(file, event, &left_term, how, one)?]),
        };
        // the same condition is the same, whichever role stands first
        Some(match right_operand {
            Operand::AnyOf(mut terms) if !matches!(how, Comparing::Ordered(_)) => {
                match terms.as_mut_slice() {
                    [term @ Term::Role(_)] if *term < left_term => {
                        let first = std::mem::replace(term, left_term);
                        Condition { left: first, how, right: Operand::AnyOf(terms) }
                    }
                    _ => Condition { left: left_term, how, right: Operand::AnyOf(terms) },
                }
            }
            right => Condition { left: left_term, how, right },
        })
    }

    /// What a term is compared with, if they have something in common.
    fn right(
        &mut self,
        file: FileId,
        event: EventId,
        left: &Term,
        how: Comparing,
        written: &ast::Operand,
    ) -> Option<Term> {
        let place = written.span();
        let right = self.term(file, event, Some(left), written)?;
        let (a, b) = (self.nature(event, left), self.nature(event, &right));
        let ordered = matches!(how, Comparing::Ordered(_));
        if ordered && !(a.amount && b.amount || a.time && b.time) {
            let what = if b.text && !b.amount && !b.time {
                "words have no order: only amounts and times can be less or more"
            } else {
                "this has no amount or time that could be less or more"
            };
            self.incomparable(file, place, what);
            return None;
        }
        if !(ordered || a.text && b.text || a.amount && b.amount || a.time && b.time) {
            let what = match (&right, &a) {
                (Term::Amount(..), _) => "this has no amount",
                (Term::Date(_), _) => "this has no time",
                _ => "an amount or a time is needed here",
            };
            self.incomparable(file, place, what);
            return None;
        }
        if let Term::Amount(_, unit) = &right
            && !a.quantities.is_empty()
            && !a.quantities.iter().any(|kind| has_unit(*kind, unit.as_deref()))
        {
            let unit = unit.as_deref().unwrap_or_default();
            self.incomparable(file, place, &format!("nothing that it can be is counted in `{unit}`"));
            return None;
        }
        Some(right)
    }

    fn incomparable(&mut self, file: FileId, place: Span, why: &str) {
        let message = "these cannot be compared";
        self.problems.push(Diagnostic::new(Code::BadCondition, file, place, message).label(why));
    }

    /// A side of a condition; on the right side a name may also be a value of the facet on the left.
    fn term(
        &mut self,
        file: FileId,
        event: EventId,
        left: Option<&Term>,
        written: &ast::Operand,
    ) -> Option<Term> {
        match written {
            ast::Operand::Name(name) => self.named(file, event, left, name),
            ast::Operand::Property { of, name } => self.property(file, of, name),
            ast::Operand::Text(text) => {
                let value = text.value();
                if let Some(Term::Facet(facet)) = left
                    && !facet.words().is_empty()
                {
                    self.value_of(file, *facet, &Name { text: value.clone(), span: text.span })?;
                }
                Some(Term::Text(value))
            }
            ast::Operand::Quantity(quantity) => {
                let nature = left.map(|left| self.nature(event, left)).unwrap_or_default();
                self.quantity(file, quantity, nature.time && !nature.amount)
            }
            ast::Operand::List(_) | ast::Operand::Choice(..) => None,
        }
    }

    fn named(&mut self, file: FileId, event: EventId, left: Option<&Term>, name: &Name) -> Option<Term> {
        if let Some(Term::Facet(facet)) = left
            && !facet.words().is_empty()
        {
            return self.value_of(file, *facet, name).map(Term::Text);
        }
        let roles = &self.ruleset.events.get(event.index())?.roles;
        if let Some(index) = roles.iter().position(|role| role.name == name.text) {
            return Some(Term::Role(RoleId::at(index)));
        }
        if let Some(facet) = Facet::named(&name.text) {
            return Some(Term::Facet(facet));
        }
        let facets = Facet::ALL.iter().map(|facet| facet.as_str());
        let known = roles.iter().map(|role| role.name.as_str()).chain(facets);
        let message = format!("`{}` has no role `{}`", self.ruleset.events[event.index()].name, name.text);
        let problem = Diagnostic::new(Code::UnknownRole, file, name.span, message);
        let problem = problem.did_you_mean(&name.text, known, name.span);
        let problem = match problem.fix {
            Some(_) => problem,
            None => {
                let roles: Vec<&str> = roles.iter().map(|role| role.name.as_str()).collect();
                problem.note(format!("its roles are `{}`; a text is written in quotes", roles.join(" ")))
            }
        };
        self.problems.push(problem);
        None
    }

    /// A word as the value of a facet; others are reported.
    fn value_of(&mut self, file: FileId, facet: Facet, value: &Name) -> Option<String> {
        let name = Name { text: facet.as_str().to_owned(), span: value.span };
        self.facet(file, &name, value).map(|(_, value)| value)
    }

    fn property(&mut self, file: FileId, of: &Name, name: &Name) -> Option<Term> {
        if of.text != "document" {
            let message = format!("`{}` has nothing that is called `{}`", of.text, name.text);
            let problem = Diagnostic::new(Code::BadCondition, file, of.span, message);
            self.problems.push(problem.did_you_mean(&of.text, ["document"], of.span));
            return None;
        }
        let found = Property::ALL.iter().find(|property| property.as_str() == name.text);
        if found.is_none() {
            let known = Property::ALL.iter().map(|property| property.as_str());
            let message = format!("nothing is known of a document that is called `{}`", name.text);
            let problem = Diagnostic::new(Code::BadCondition, file, name.span, message)
                .note(format!("known are `{}`", known.clone().collect::<Vec<_>>().join(" ")))
                .did_you_mean(&name.text, known, name.span);
            self.problems.push(problem);
        }
        found.map(|property| Term::Document(*property))
    }

    /// A date or an amount. A bare number is a year where only times are possible.
    fn quantity(&mut self, file: FileId, written: &Name, only_time: bool) -> Option<Term> {
        let mut words = written.text.split_whitespace();
        let first = words.next().unwrap_or_default();
        let dashes = first.trim_start_matches('-').contains('-');
        if dashes || only_time {
            if words.next().is_none() && super::tests::is_date(first) {
                return Some(Term::Date(first.to_owned()));
            }
            let message = format!("`{}` is not a date", written.text);
            self.problems.push(
                Diagnostic::new(Code::BadDate, file, written.span, message)
                    .label("a year, a month or a day, as in 2019-05-20"),
            );
            return None;
        }
        let (number, mut unit) = match first.strip_suffix('%') {
            Some(number) => (number, Some(PERCENT.to_owned())),
            None => (first, None),
        };
        let mut value: f64 = number.replace(',', "").parse().ok()?;
        for word in words {
            let lower = word.to_lowercase();
            if let Some(power) = numbers::magnitude(&lower).filter(|_| unit.is_none()) {
                value = numbers::scaled(value, power);
                continue;
            }
            let known = ["%", PERCENT].contains(&&*lower).then(|| PERCENT.to_owned());
            let code = known.or_else(|| currencies().contains(word).then(|| word.to_owned()));
            if unit.is_some() || code.is_none() {
                let codes = currencies();
                let message = format!("`{word}` is no unit");
                let problem = Diagnostic::new(Code::BadCondition, file, written.span, message)
                    .label("a currency by its code, as in `5 million EUR`, or `percent`");
                let known = codes.iter().copied().chain([PERCENT]);
                let place = last_word(written, word);
                let is_last = written.text.ends_with(word);
                let guessed = problem.clone().did_you_mean(word, known, place);
                self.problems.push(if is_last { guessed } else { problem });
                return None;
            }
            unit = code;
        }
        Some(Term::Amount(value.to_string(), unit))
    }

    fn nature(&self, event: EventId, term: &Term) -> Nature {
        let text = Nature { text: true, ..Nature::default() };
        match term {
            Term::Text(_) => text,
            Term::Amount(..) => Nature { amount: true, ..Nature::default() },
            Term::Date(_) | Term::Document(Property::Date) | Term::Facet(Facet::Time) => {
                Nature { time: true, text: !matches!(term, Term::Date(_)), ..Nature::default() }
            }
            Term::Facet(_) | Term::Document(_) => text,
            Term::Role(role) => {
                let accepts = &self.ruleset.events[event.index()].roles[role.index()].accepts;
                let kinds = accepts.entities.iter().flat_map(|id| self.below(*id));
                let kinds: BTreeSet<TypeId> = kinds.collect();
                let quantities: Vec<TypeId> =
                    QuantityKind::ALL.iter().map(|kind| BuiltInType::Quantity(*kind).id()).collect();
                let only = accepts.shapes().next().is_none() && accepts.events.is_empty();
                let amounts = kinds.iter().filter(|kind| quantities.contains(kind)).copied();
                let amounts: BTreeSet<TypeId> = amounts.collect();
                Nature {
                    text: true,
                    amount: accepts.phrase || !amounts.is_empty(),
                    time: accepts.phrase || kinds.contains(&BuiltInType::Date.id()),
                    quantities: if only && amounts == kinds { amounts } else { BTreeSet::new() },
                }
            }
        }
    }

    /// The types of things of a type: itself and those that are one of it.
    fn below(&self, of: TypeId) -> impl Iterator<Item = TypeId> {
        let types = self.ruleset.types.iter().enumerate();
        types.filter(move |(_, kind)| kind.is.contains(&of)).map(|(index, _)| TypeId::at(index))
    }
}

/// Whether a side of a condition has a value of its own, rather than one of the match.
fn is_literal(side: &ast::Operand) -> bool {
    matches!(side, ast::Operand::Text(_) | ast::Operand::Quantity(_))
}

/// The operator when the sides change places.
fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        other => other,
    }
}

/// Whether quantities of a kind have a unit; no unit stands for any.
fn has_unit(kind: TypeId, unit: Option<&str>) -> bool {
    let is = |of: QuantityKind| kind == BuiltInType::Quantity(of).id();
    match unit {
        None => true,
        Some(PERCENT) => is(QuantityKind::Percent),
        Some(_) => is(QuantityKind::Money),
    }
}

/// The codes of all currencies that texts are read for.
fn currencies() -> BTreeSet<&'static str> {
    let classes = [Class::Currency, Class::CurrencySign, Class::NationalCurrency];
    let codes = classes
        .into_iter()
        .flat_map(|class| words::entries(class).filter_map(move |e| words::value(class, e)));
    codes.collect()
}

/// The place of the last word of what was written.
fn last_word(written: &Name, word: &str) -> Span {
    Span::new(written.span.end - word.len(), written.span.end)
}
