//! Layers of annotation, and which of them a stretch of text has.

/// A layer of annotation of a sentence. Each depends on those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Layer {
    /// Parts of speech, tags and lemmas.
    Tags,
    /// Names of persons, organisations and places.
    Names,
    /// Which names of the document refer to the same entity.
    Entities,
    /// Time expressions.
    Times,
    /// The dependency tree.
    Tree,
    /// Clauses and noun phrases.
    Clauses,
}

impl Layer {
    /// The layer's name in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Layer::Tags => "tags and lemmas",
            Layer::Names => "names",
            Layer::Entities => "entities",
            Layer::Times => "time expressions",
            Layer::Tree => "dependency tree",
            Layer::Clauses => "clauses",
        }
    }
}

/// A set of layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers(u8);

impl Layers {
    /// No layer.
    pub const NONE: Layers = Layers(0);

    /// The set with one more layer.
    #[must_use]
    pub fn with(self, layer: Layer) -> Layers {
        Layers(self.0 | 1 << layer as u8)
    }

    /// The layers that are in either set.
    #[must_use]
    pub fn union(self, other: Layers) -> Layers {
        Layers(self.0 | other.0)
    }

    /// Whether the set has this layer.
    pub fn has(self, layer: Layer) -> bool {
        self.0 & 1 << layer as u8 != 0
    }
}
