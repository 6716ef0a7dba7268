//! Rows of tables, each an object of JSON like a line of JSON Lines: an article is read the same from every kind of
//! table.

use serde_json::Value;

use super::fields::Mapping;
use super::{Problem, ReadError};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number from 1, or the line of the file on which it starts.
    pub number: usize,
    /// Its wanted columns, as an object of JSON.
    pub object: String,
    /// What could not be read as it is.
    pub problems: Vec<Problem>,
}

/// Why there is no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// This one cannot be read; others follow.
    Row(Problem),
    /// This one and all that follow cannot be read.
    Rest(Problem),
}

/// An object of some columns; those without a value are left out.
pub(super) fn object<'a>(columns: impl Iterator<Item = (&'a str, Value)>) -> String {
    let members = columns.filter(|(_, value)| !value.is_null());
    Value::Object(members.map(|(name, value)| (name.to_owned(), value)).collect()).to_string()
}

/// Whether one of the columns of a table has the text.
///
/// # Errors
/// [`ReadError::NoText`] if none does.
pub(super) fn check(columns: &[String], mapping: &Mapping) -> Result<(), ReadError> {
    let found = mapping.finds_text(columns.iter().map(String::as_str));
    found.then_some(()).ok_or_else(|| ReadError::NoText(columns.to_vec()))
}
