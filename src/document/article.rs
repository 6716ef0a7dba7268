//! An article: the text and what its source says about it.

/// A text with its identity, not yet interpreted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// A name that is unique in a run: an id of the source, else the file's name.
    pub id: String,
    /// The headline, if the source has one separate from the text.
    pub title: Option<String>,
    /// The day of publication, ISO 8601 (`2019-05-20`), if known.
    pub date: Option<String>,
    /// Who published it: a newspaper, an agency, a site.
    pub source: Option<String>,
    /// Who wrote it, as the source names them.
    pub author: Option<String>,
    /// The address at which it was published.
    pub url: Option<String>,
    /// The language declared by the source, ISO 639-1 (`en`); the text may be in another.
    pub language: Option<String>,
    /// The text; all offsets of all layers refer to it.
    pub text: String,
}

impl Article {
    /// An article with this text and no other data.
    pub fn new(text: impl Into<String>) -> Article {
        Article { text: text.into(), ..Article::default() }
    }

    /// The article with this id.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Article {
        Article { id: id.into(), ..self }
    }

    /// The article with this headline.
    #[must_use]
    pub fn title(self, title: impl Into<String>) -> Article {
        Article { title: Some(title.into()), ..self }
    }

    /// The article with this day of publication, ISO 8601 (`2019-05-20`), from which *yesterday* counts.
    #[must_use]
    pub fn date(self, date: impl Into<String>) -> Article {
        Article { date: Some(date.into()), ..self }
    }
}
