//! Mentions: stretches of tokens that name a thing of a type.

use std::ops::Range;

use super::token::{TokenId, Word};

/// What names find in a text by themselves; rules may declare more types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human being or a family.
    Person,
    /// A company, a body, a party, a team.
    Organization,
    /// A country, a town, a region, a body of water.
    Place,
    /// What people have built and news happens at: an airport, a bridge, a prison, a power station. In rules it is a
    /// place, too.
    Facility,
    /// A model of a machine or program.
    Product,
    /// The people of a country or region: *Korean*, *Koreans*. Its canonical name is the country.
    Nationality,
}

impl NameKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [NameKind; 6] = [
        NameKind::Person,
        NameKind::Organization,
        NameKind::Place,
        NameKind::Facility,
        NameKind::Product,
        NameKind::Nationality,
    ];

    /// The type's name in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            NameKind::Person => "Person",
            NameKind::Organization => "Organization",
            NameKind::Place => "Place",
            NameKind::Facility => "Facility",
            NameKind::Product => "Product",
            NameKind::Nationality => "Nationality",
        }
    }

    /// The kind of a label in data: ours, or `PER ORG LOC` (and `GPE FAC PRODUCT NORP` of OntoNotes).
    pub fn parse(label: &str) -> Option<NameKind> {
        match label {
            "Person" | "PERSON" | "PER" => Some(NameKind::Person),
            "Organization" | "ORG" => Some(NameKind::Organization),
            "Place" | "LOC" | "GPE" => Some(NameKind::Place),
            "Facility" | "FAC" => Some(NameKind::Facility),
            "Product" | "PRODUCT" => Some(NameKind::Product),
            "Nationality" | "NORP" => Some(NameKind::Nationality),
            _ => None,
        }
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

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityKind {
    /// A sum of money: *$3 billion*.
    Money,
    /// A plain number: *5,000*, *three*.
    Number,
    /// A share or change in percent: *5%*, *half a percentage point*.
    Percent,
}

impl QuantityKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [QuantityKind; 3] = [QuantityKind::Money, QuantityKind::Number, QuantityKind::Percent];

    /// The type's name in rules.
    pub const fn as_str(self) -> &'static str {
        match self {
            QuantityKind::Money => "Money",
            QuantityKind::Number => "Number",
            QuantityKind::Percent => "Percent",
        }
    }

    /// The kind of a label in data: ours, or `MONEY CARDINAL PERCENT` of OntoNotes.
    pub fn parse(label: &str) -> Option<QuantityKind> {
        match label {
            "Money" | "MONEY" => Some(QuantityKind::Money),
            "Number" | "CARDINAL" => Some(QuantityKind::Number),
            "Percent" | "PERCENT" => Some(QuantityKind::Percent),
            _ => None,
        }
    }
}

/// A quantity in the text; `annotate::quantity` tells what it amounts to.
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
    /// The name that it stands for.
    pub tokens: Range<TokenId>,
}
