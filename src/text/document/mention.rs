//! Mentions: stretches of tokens that name a thing of a type.

use std::ops::Range;

use super::token::TokenId;

/// What names find in a text by themselves; rules may declare more types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human being or a family.
    Person,
    /// A company, a body, a party, a team.
    Organization,
    /// A country, a town, a region, a body of water.
    Place,
}

impl NameKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [NameKind; 3] = [NameKind::Person, NameKind::Organization, NameKind::Place];

    /// The type's name in rules.
    pub fn as_str(self) -> &'static str {
        match self {
            NameKind::Person => "Person",
            NameKind::Organization => "Organization",
            NameKind::Place => "Place",
        }
    }

    /// The kind of a label in data: ours, or `PER ORG LOC` (and `GPE`).
    pub fn parse(label: &str) -> Option<NameKind> {
        match label {
            "Person" | "PERSON" | "PER" => Some(NameKind::Person),
            "Organization" | "ORG" => Some(NameKind::Organization),
            "Place" | "LOC" | "GPE" => Some(NameKind::Place),
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
