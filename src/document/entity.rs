//! Entities: the things that the names of a document are names of.

use std::ops::Range;

use super::id::id;
use super::mention::NameKind;
use super::token::TokenId;

id!(
    /// An entity, by its index in its document's [`Entities`].
    EntityId
);

/// The entities of a document, in the order of their first names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// Each entity.
    pub list: Vec<Entity>,
    /// For each of the document's names its entity; none for nationalities.
    pub of: Vec<Option<EntityId>>,
}

/// One thing that a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: NameKind,
    /// Its canonical name: the longest that the document has for it, without the legal form of a company where the
    /// document also leaves it out.
    pub name: String,
    /// Its names, as indices of the document's names, by position.
    pub names: Vec<u32>,
    /// The titles that the document gives a person right before or after a name (*Prime Minister*), by position.
    pub titles: Vec<Range<TokenId>>,
    /// The name of what a person is said to belong to beside a title, as an index of the document's names.
    pub affiliation: Option<u32>,
    /// Whether a person is a man or a woman, where a title or a first name tells it.
    pub gender: Option<Gender>,
}

/// Whether *he* or *she* stands for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// *she*
    Female,
    /// *he*
    Male,
}

impl Entities {
    /// The entity of a name, by the name's index in the document.
    pub fn of_name(&self, name: usize) -> Option<EntityId> {
        self.of.get(name).copied().flatten()
    }

    /// An entity.
    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.list.get(id.index())
    }
}
