//! Parts of the input that give no article, and why.

use serde::{Deserialize, Serialize};

/// Why a part of the input gave no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Skip {
    /// It holds something other than articles: a file of a folder by its extension, a record of an archive by its type.
    Extension,
    /// Nothing but white space.
    Empty,
    /// The system could not read it.
    Unreadable,
    /// It exceeds the size limit of an article.
    TooLarge,
    /// It violates its format.
    Malformed,
    /// Another tool annotated it, without what a rule needs.
    Layer,
    /// A mistake of this program.
    Failure,
    /// In a language other than English.
    Language,
    /// It exceeded the time limit.
    Late,
}

impl Skip {
    /// The reason in words that follow a number: `3 malformed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Skip::Extension => "of another kind",
            Skip::Empty => "empty",
            Skip::Unreadable => "unreadable",
            Skip::TooLarge => "too large",
            Skip::Malformed => "malformed",
            Skip::Layer => "without a layer",
            Skip::Failure => "that this program failed over",
            Skip::Language => "in another language",
            Skip::Late => "too slow",
        }
    }

    /// Whether it means that the input is wrong.
    pub fn is_failure(self) -> bool {
        !matches!(self, Skip::Extension | Skip::Empty | Skip::Language)
    }
}

/// A part of the input that gave no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub skip: Skip,
    /// How many documents are missing.
    pub count: usize,
    /// The reason for people, with file and line.
    pub message: String,
    /// The part itself, if it could be read.
    pub raw: Option<Vec<u8>>,
}

impl Fault {
    /// A part that is not available.
    pub fn new(skip: Skip, count: usize, message: impl Into<String>) -> Fault {
        Fault { skip, count, message: message.into(), raw: None }
    }
}
