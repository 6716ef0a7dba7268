//! An article: the text and what its source says about it.

/// A text with its identity. Nothing in it is interpreted yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// A name that is unique in a run: an id of the source, else the file's name.
    pub id: String,
    /// The headline, where the source has one apart from the text.
    pub title: Option<String>,
    /// The day of publication, ISO 8601 (`2019-05-20`), where it is known.
    pub date: Option<String>,
    /// Who published it: a newspaper, an agency, a site.
    pub source: Option<String>,
    /// Who wrote it, as the source names them.
    pub author: Option<String>,
    /// The address at which it was published.
    pub url: Option<String>,
    /// The language that the source declares, ISO 639-1 (`en`); the text may be in another.
    pub language: Option<String>,
    /// The text; every offset of every layer counts in it.
    pub text: String,
}
