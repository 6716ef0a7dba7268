//! The types that need no declaration.

use super::TypeId;
use crate::document::{NameKind, QuantityKind};

/// An entity type that needs no declaration. `Phrase` and `Clause` are not entity types: see [`Accepts`](super::Accepts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltInType {
    /// A type of named things. A `Facility` is a `Place`, too.
    Name(NameKind),
    /// A time.
    Date,
    /// A type of quantities.
    Quantity(QuantityKind),
    /// A length of time.
    Duration,
}

impl BuiltInType {
    /// All of them, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = BuiltInType> {
        let names = NameKind::ALL.iter().copied().map(BuiltInType::Name);
        let quantities = QuantityKind::ALL.iter().copied().map(BuiltInType::Quantity);
        names.chain([BuiltInType::Date]).chain(quantities).chain([BuiltInType::Duration])
    }

    /// Its name in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            BuiltInType::Name(kind) => kind.as_str(),
            BuiltInType::Date => "Date",
            BuiltInType::Quantity(kind) => kind.as_str(),
            BuiltInType::Duration => "Duration",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<BuiltInType> {
        BuiltInType::all().find(|kind| kind.as_str() == name)
    }

    /// Its number, the same in every ruleset.
    pub const fn id(self) -> TypeId {
        let date = NameKind::ALL.len() as u32;
        TypeId(match self {
            BuiltInType::Name(kind) => kind as u32,
            BuiltInType::Date => date,
            BuiltInType::Quantity(kind) => date + 1 + kind as u32,
            BuiltInType::Duration => date + 1 + QuantityKind::ALL.len() as u32,
        })
    }
}

impl From<NameKind> for TypeId {
    fn from(kind: NameKind) -> TypeId {
        BuiltInType::Name(kind).id()
    }
}

impl From<QuantityKind> for TypeId {
    fn from(kind: QuantityKind) -> TypeId {
        BuiltInType::Quantity(kind).id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_types_are_numbered_from_zero_in_their_order() {
        for (number, kind) in BuiltInType::all().enumerate() {
            assert_eq!(kind.id().index(), number);
            assert_eq!(BuiltInType::named(kind.as_str()), Some(kind));
        }
    }
}
