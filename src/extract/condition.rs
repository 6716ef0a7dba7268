//! Whether the conditions of a rule hold for a match: `where agent != host`, `where time >= 2019`.
//!
//! A role without a filler is like nothing: it fails `==` and `in`, and meets `!=` and `not in`. Of anything else that is
//! not known no condition holds, whatever it asks. Times are compared as the days from which to which they last, and a
//! condition on them holds if it does for all these days.

use super::event::{Event, Filler};
use super::observer::Unmet;
use crate::annotate::time::period;
use crate::document::{Article, Facet};
use crate::lang::ir::{
    Comparing, Condition, EventType, List, ListId, Operand, Order, Property, RoleId, Term,
};

/// One of the values of a term.
#[derive(Clone, Debug, Default)]
struct Value {
    /// As it is shown.
    shown: String,
    /// The texts that it is the same as, in lower case.
    texts: Vec<String>,
    amount: Option<(f64, Option<String>)>,
    time: Option<String>,
}

/// A match, as its conditions see it.
pub(super) struct Judged<'a> {
    pub(super) schema: &'a EventType,
    pub(super) event: &'a Event,
    pub(super) article: &'a Article,
    /// The entries of each list.
    pub(super) lists: &'a [List],
}

impl Judged<'_> {
    /// The first condition that does not hold. `fills_from`: whether an entry of a list fills a role, or heads its filler.
    pub(super) fn unmet(
        &self,
        conditions: &[Condition],
        fills_from: impl Fn(RoleId, ListId) -> bool,
    ) -> Option<Unmet> {
        conditions.iter().enumerate().find_map(|(index, condition)| {
            let left = self.values(&condition.left);
            let unfilled = |term: &Term| matches!(term, Term::Role(_));
            let (holds, right) = match &condition.right {
                Operand::List(list) => {
                    let listed = match condition.left {
                        Term::Role(role) => Some(fills_from(role, *list)),
                        _ => (!left.is_empty()).then(|| self.is_entry(&left, *list)),
                    };
                    (listed.map(|listed| listed == (condition.how == Comparing::Equal)), None)
                }
                Operand::AnyOf(terms) => {
                    let right: Vec<Value> = terms.iter().flat_map(|term| self.values(term)).collect();
                    let roles = unfilled(&condition.left) || terms.iter().any(unfilled);
                    (compared(&left, condition.how, &right, roles), shown(&right))
                }
            };
            match holds {
                Some(true) => None,
                _ => Some(Unmet { index, left: shown(&left), right, unknown: holds.is_none() }),
            }
        })
    }

    /// Whether some value is an entry of a list.
    fn is_entry(&self, values: &[Value], list: ListId) -> bool {
        let texts: Vec<String> =
            values.iter().flat_map(|value| &value.texts).map(|text| squeezed(text)).collect();
        let mut entries =
            self.lists[list.index()].entries.iter().map(|entry| squeezed(&entry.tokens.concat()));
        entries.any(|entry| texts.contains(&entry))
    }

    /// The values of a term in a match; empty if there are none, or they are not known.
    fn values(&self, term: &Term) -> Vec<Value> {
        let (event, article) = (self.event, self.article);
        let text = |text: &str| Value {
            shown: format!("`{text}`"),
            texts: vec![text.to_lowercase()],
            ..Value::default()
        };
        let optional = |known: Option<&String>| known.map(|known| text(known)).into_iter().collect();
        match term {
            Term::Role(role) => self.fillers(*role).iter().map(of_filler).collect(),
            Term::Text(written) => vec![Value { shown: format!("\"{written}\""), ..text(written) }],
            Term::Amount(number, unit) => {
                let amount = number.parse().ok().map(|number| (number, unit.clone()));
                vec![Value { shown: with_unit(number, unit.as_deref()), amount, ..Value::default() }]
            }
            Term::Date(date) => {
                vec![Value { shown: date.clone(), time: Some(date.clone()), ..Value::default() }]
            }
            Term::Facet(Facet::Polarity) => vec![text(event.polarity.as_str())],
            Term::Facet(Facet::Modality) => vec![text(event.modality.as_str())],
            Term::Facet(Facet::Tense) => vec![text(event.tense.as_str())],
            Term::Facet(Facet::Time) => {
                let times = event.time.iter().map(|time| {
                    let mut texts = vec![time.span.text.to_lowercase()];
                    texts.extend(time.value.iter().map(|value| value.to_lowercase()));
                    Value { texts, time: time.value.clone(), ..text(&time.span.text) }
                });
                times.collect()
            }
            Term::Facet(Facet::Place) => optional(event.place.as_ref().map(|place| &place.text)),
            Term::Facet(Facet::Source) => {
                let sources = event.source.iter().map(|source| {
                    let mut texts = vec![source.span.text.to_lowercase()];
                    texts.extend(source.name.iter().map(|name| name.to_lowercase()));
                    Value { texts, ..text(&source.span.text) }
                });
                sources.collect()
            }
            Term::Document(property) => match property {
                Property::Id => vec![text(&article.id)],
                Property::Title => optional(article.title.as_ref()),
                Property::Date => {
                    let dates =
                        article.date.iter().map(|date| Value { time: Some(date.clone()), ..text(date) });
                    dates.collect()
                }
                Property::Source => optional(article.source.as_ref()),
                Property::Author => optional(article.author.as_ref()),
                Property::Url => optional(article.url.as_ref()),
                Property::Language => optional(article.language.as_ref()),
            },
        }
    }

    fn fillers(&self, role: RoleId) -> &[Filler] {
        let name = &self.schema.roles[role.index()].name;
        self.event.roles.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Whether some value on the left is so to some value on the right; none if that is not known. `roles`: where a side is
/// empty, it is a role without a filler.
fn compared(left: &[Value], how: Comparing, right: &[Value], roles: bool) -> Option<bool> {
    if left.is_empty() || right.is_empty() {
        return match how {
            Comparing::Equal | Comparing::Unequal if roles => Some(how == Comparing::Unequal),
            _ => None,
        };
    }
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
    let known: Vec<bool> = match how {
        Comparing::Equal | Comparing::Unequal => pairs.filter_map(|(a, b)| equal(a, b)).collect(),
        Comparing::Ordered(order) => pairs.filter_map(|(a, b)| ordered(a, order, b)).collect(),
    };
    let any = known.iter().any(|holds| *holds);
    (!known.is_empty()).then_some(any != (how == Comparing::Unequal))
}

/// Whether two values are the same.
fn equal(a: &Value, b: &Value) -> Option<bool> {
    let amounts =
        both(&a.amount, &b.amount).and_then(|(a, b)| difference(a, b)).map(|difference| difference == 0.0);
    let times = both(&a.time, &b.time)
        .and_then(|(a, b)| both(&period(a), &period(b)).map(|(a, b)| b.0 <= a.0 && a.1 <= b.1));
    let texts = a.texts.iter().any(|text| b.texts.contains(text));
    match (a.texts.is_empty() || b.texts.is_empty(), amounts.or(times)) {
        (true, quantities) => quantities,
        (false, quantities) => Some(texts || quantities == Some(true)),
    }
}

/// Whether a value is less or more than another.
fn ordered(a: &Value, order: Order, b: &Value) -> Option<bool> {
    if let Some((a, b)) = both(&a.amount, &b.amount) {
        return difference(a, b).map(|difference| order.holds(difference, 0.0));
    }
    let (a, b) = both(&a.time, &b.time)?;
    let (a, b) = (period(a)?, period(b)?);
    Some(match order {
        Order::Less => a.1 < b.0,
        Order::LessOrEqual => a.1 <= b.1,
        Order::Greater => a.0 > b.1,
        Order::GreaterOrEqual => a.0 >= b.0,
    })
}

fn both<'v, T>(a: &'v Option<T>, b: &'v Option<T>) -> Option<(&'v T, &'v T)> {
    a.as_ref().zip(b.as_ref())
}

/// By how much one amount is more than another; none if their units differ. No unit is any.
fn difference(a: &(f64, Option<String>), b: &(f64, Option<String>)) -> Option<f64> {
    let units = both(&a.1, &b.1).is_none_or(|(a, b)| a == b);
    units.then_some(a.0 - b.0)
}

fn of_filler(filler: &Filler) -> Value {
    let mut texts = vec![filler.span.text.to_lowercase()];
    texts.extend(filler.name.iter().map(|name| name.to_lowercase()));
    let number = filler.value.as_ref().and_then(|value| value.as_f64());
    Value {
        shown: format!("`{}`", filler.span.text),
        texts,
        amount: number.map(|number| (number, filler.unit.clone())),
        time: filler.value.as_ref().and_then(|value| value.as_str()).map(str::to_owned),
    }
}

/// `5000000 EUR`
pub(crate) fn with_unit(number: &str, unit: Option<&str>) -> String {
    unit.map_or_else(|| number.to_owned(), |unit| format!("{number} {unit}"))
}

fn shown(values: &[Value]) -> Option<String> {
    let shown: Vec<&str> = values.iter().map(|value| value.shown.as_str()).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// A text in lower case without space, as the words of a list entry are compared with it.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}
