//! Mentions: stretches of tokens that name something of a type.

use std::ops::Range;

use super::token::{TokenId, Word};

/// Declares kinds of mentions, each with its labels in data.
macro_rules! kinds {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $kind:ident: $($label:literal)|+,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $kind,)+ }

        impl $name {
            /// Every kind, in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$kind,)+];

            /// The type's name in rules.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$kind => stringify!($kind),)+ }
            }

            /// The kind of a label in data: ours, or one of OntoNotes and CoNLL.
            pub fn parse(label: &str) -> Option<$name> {
                match label {
                    $(stringify!($kind) $(| $label)+ => Some($name::$kind),)+
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    /// What names find in a text by themselves; rules may declare more types.
    NameKind {
        /// A human being or a family.
        Person: "PERSON" | "PER",
        /// A company, a body, a party, a team.
        Organization: "ORG",
        /// A country, a town, a region, a body of water.
        Place: "LOC" | "GPE",
        /// What people have built and news happens at: an airport, a bridge, a prison, a power station. In rules it is a
        /// place, too.
        Facility: "FAC",
        /// A model of a machine or program.
        Product: "PRODUCT",
        /// The people of a country or region: *Korean*, *Koreans*. Its canonical name is the country.
        Nationality: "NORP",
    }
}

/// A proper name in the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// What it names.
    pub kind: NameKind,
}

kinds! {
    /// What a quantity measures.
    QuantityKind {
        /// A sum of money: *$3 billion*.
        Money: "MONEY",
        /// A plain number: *5,000*, *three*.
        Number: "CARDINAL",
        /// A share or change in percent: *5%*, *half a percentage point*.
        Percent: "PERCENT",
    }
}

/// A quantity in the text; `annotate::quantity` computes its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Its tokens.
    pub tokens: Range<TokenId>,
    /// What it measures.
    pub kind: QuantityKind,
}

/// An acronym that the document introduces: *the African Development Bank (AfDB)*.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Acronym {
    /// The acronym as written.
    pub word: Word,
    /// The name that it abbreviates.
    pub tokens: Range<TokenId>,
}
