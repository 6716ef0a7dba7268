//! Entities: the things that the names of a document refer to.

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
    /// The entity of each name of the document; none for nationalities.
    pub of: Vec<Option<EntityId>>,
}

/// One thing that a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: NameKind,
    /// Its canonical name: its longest in the document, without a company's legal form if the document also omits that.
    pub name: String,
    /// Its names, as indices of the document's names, by position.
    pub names: Vec<u32>,
    /// The titles that the document gives a person right before or after a name (*Prime Minister*), by position.
    pub titles: Vec<Range<TokenId>>,
    /// The name of the organisation or place given beside a title, as an index of the document's names.
    pub affiliation: Option<u32>,
    /// Whether a person is a man or a woman, if a title or a first name shows it.
    pub gender: Option<Gender>,
}

/// Whether a person is referred to as *he* or *she*.
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
