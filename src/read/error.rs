//! Errors of reading.

use std::fmt;

use super::guard::Panic;

/// Why an input, or a part of it, cannot be read. Its message is for people; the caller adds what is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// The input is damaged, cut short or not of its format, in the words of the library that reads the format.
    Damaged(String),
    /// The reader of the format panicked, with these words.
    Panicked(String),
    /// A feed whose root element is neither RSS nor Atom.
    NoFeed,
    /// The first row of a table, which must name the columns, is empty.
    NoColumns,
    /// No column of the table is known to have the text. Holds the columns.
    NoText(Vec<String>),
    /// The database has no such table.
    NoTable {
        /// The requested table; none if no table was named and there is no obvious one.
        asked: Option<String>,
        /// The tables that there are.
        tables: Vec<String>,
    },
    /// An unknown compression, by its name.
    UnknownCompression(String),
    /// Elements are nested deeper than this.
    TooDeep(usize),
    /// A tag has more attributes than this.
    TooManyAttributes(usize),
    /// A page has more elements than this.
    TooManyElements(usize),
    /// More formatting elements than this are left open.
    TooMuchFormatting(usize),
    /// A page has more bytes than this.
    TooLong(u64),
    /// A row is longer than a document may be.
    EndlessRow,
    /// A size has another unit than `K`, `M` or `G`.
    UnknownUnit,
    /// A size that no document may have.
    NoSize,
    /// A part of a mapping that is no pair.
    NoPair(String),
    /// A mapping names a field that articles do not have.
    UnknownField {
        /// What it is called there.
        name: String,
        /// What articles have.
        known: Vec<&'static str>,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Damaged(said) => f.write_str(said),
            ReadError::Panicked(said) => write!(f, "damaged: {said}"),
            ReadError::NoFeed => f.write_str("no feed: neither RSS nor Atom"),
            ReadError::NoColumns => f.write_str("the first row, which should name the columns, is empty"),
            ReadError::NoText(columns) => write!(
                f,
                "no column is known to have the text; the columns are {}: `--map text=COLUMN` tells which one",
                listed(columns.iter().take(MOST_NAMES))
            ),
            ReadError::NoTable { asked, tables } => {
                let has = if tables.is_empty() {
                    "no tables".to_owned()
                } else {
                    listed(tables.iter().take(MOST_NAMES))
                };
                match asked {
                    Some(name) => write!(f, "there is no table `{name}`; the database has {has}"),
                    None => write!(
                        f,
                        "there is no table `{TABLE}`; the database has {has}: `--table NAME` tells which one"
                    ),
                }
            }
            ReadError::UnknownCompression(name) => {
                write!(f, "the compression `{}` is not known", name.escape_debug())
            }
            ReadError::TooDeep(most) => write!(f, "elements are nested deeper than {most}"),
            ReadError::TooManyAttributes(most) => write!(f, "a tag has more than {most} attributes"),
            ReadError::TooManyElements(most) => write!(f, "the page has more than {most} elements"),
            ReadError::TooMuchFormatting(most) => {
                write!(f, "more than {most} formatting elements are left open")
            }
            ReadError::TooLong(most) => write!(f, "the page has more than {most} bytes"),
            ReadError::EndlessRow => {
                f.write_str("the row is longer than a document may be (a quote that is never closed?)")
            }
            ReadError::UnknownUnit => f.write_str("a size is a number of bytes, or of `K`, `M` or `G`"),
            ReadError::NoSize => f.write_str("a document has between 1 byte and 1G"),
            ReadError::NoPair(pair) => {
                write!(f, "`{pair}` is no pair of what to read and the key that has it, as in `text=body`")
            }
            ReadError::UnknownField { name, known } => {
                write!(f, "articles have no `{name}`; they have {}", listed(known.iter()))
            }
        }
    }
}

impl std::error::Error for ReadError {}

impl From<Panic> for ReadError {
    fn from(Panic(said): Panic) -> ReadError {
        ReadError::Panicked(said)
    }
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> ReadError {
        ReadError::Damaged(error.to_string())
    }
}

/// The table of a database that is read where none is named.
pub(super) const TABLE: &str = "documents";

/// The number of columns or tables that are listed.
const MOST_NAMES: usize = 24;

fn listed(names: impl Iterator<Item = impl fmt::Display>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
