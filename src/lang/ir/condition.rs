//! Conditions on a match: `where agent != host`, `where time >= 2019`.

use super::{ListId, Order, RoleId};
use crate::document::Facet;

/// A condition on a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is looked at: a role, a facet or the document.
    pub left: Term,
    /// How it is compared.
    pub how: Comparing,
    /// What it is compared with.
    pub right: Operand,
}

/// How two things are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparing {
    /// `==`, `in`
    Equal,
    /// `!=`, `not in`
    Unequal,
    /// `<`, `<=`, `>`, `>=`
    Ordered(Order),
}

/// What something is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// Any of these; without `in` there is one.
    AnyOf(Vec<Term>),
    /// A list: one of its entries is, or heads, a filler.
    List(ListId),
}

/// Something that has a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// The fillers of a role.
    Role(RoleId),
    /// A facet of the event.
    Facet(Facet),
    /// What is known of the document.
    Document(Property),
    /// A text, in any case; a filler is it by its text or by its name.
    Text(String),
    /// A number, in decimals, with its unit: a currency by ISO 4217, `percent`, or none for any.
    Amount(String, Option<String>),
    /// A year, a month or a day: `2019`, `2019-05`, `2019-05-20`.
    Date(String),
}

/// Declares what is known of a document.
macro_rules! properties {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {
        /// Something that the source of an article says about it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Property { $($(#[$doc])* $name),* }

        impl Property {
            /// All of them.
            pub const ALL: &[Property] = &[$(Property::$name),*];

            /// Its name in rules.
            pub const fn as_str(self) -> &'static str {
                match self { $(Property::$name => $word),* }
            }
        }
    };
}

properties! {
    /// Its id.
    Id = "id",
    /// The headline.
    Title = "title",
    /// The day of publication.
    Date = "date",
    /// Who published it.
    Source = "source",
    /// Who wrote it.
    Author = "author",
    /// Its address.
    Url = "url",
    /// The language that the source declares.
    Language = "language",
}
