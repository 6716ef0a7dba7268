//! Events to files, one file for each output format.
//!
//! A [`Form`] turns the results of documents, one after the other, into one stream of bytes, a [`Folder`] into the
//! texts of several files; a database has a separate writer. Nothing here opens a file. `docs/output.md` says what each
//! format holds, and what it loses.

pub mod brat;
pub mod conllu;
pub mod doccano;
#[cfg(feature = "formats")]
pub mod flat;
pub mod format;
#[cfg(feature = "formats")]
mod graph;
#[cfg(feature = "formats")]
pub mod graphml;
pub mod json;
pub mod jsonld;
mod labelled;
#[cfg(feature = "formats")]
pub mod neo4j;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod prodigy;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod table;
#[cfg(feature = "formats")]
pub mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use format::{Format, Writer};

use crate::document::Document;
use crate::extract::Event;
use crate::extract::entity::Entity;
use crate::lang::ir::{BuiltInType, EventType, Ruleset, SHAPES};

/// The results of a document.
#[derive(Clone, Copy, Debug)]
pub struct Extraction<'a> {
    /// The document's id.
    pub doc: &'a str,
    /// The document; none if only its events are known, as in `dateline merge`.
    pub document: Option<&'a Document>,
    /// Its events, in text order.
    pub events: &'a [Event],
    /// Its entities; empty if the format does not ask for [entities](Form::needs_entities).
    pub entities: &'a [Entity],
}

/// A format that is one stream of bytes.
pub trait Form {
    /// Appends the text before the first document.
    fn head(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let _ = out;
        Ok(())
    }

    /// Appends the result of a document; only formats of documents append anything for one without events.
    ///
    /// # Errors
    /// If the format cannot express it.
    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error>;

    /// Appends the text after the last document.
    fn tail(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let _ = out;
        Ok(())
    }

    /// Whether [`Extraction::entities`] are needed.
    fn needs_entities(&self) -> bool {
        false
    }

    /// Continues after this many bytes, including the head, from another writer of the same form. False if the next
    /// output depends on the earlier output.
    fn resume(&mut self, written: u64) -> bool {
        let _ = written;
        false
    }
}

/// A format that is a folder of files.
pub trait Folder {
    /// The texts of files before the first document.
    fn head(&mut self) -> Vec<Part> {
        Vec::new()
    }

    /// The texts for a document.
    ///
    /// # Errors
    /// If the format cannot express it.
    fn document(&mut self, extraction: &Extraction) -> Result<Vec<Part>, Error>;

    /// The texts of files after the last document.
    fn tail(&mut self) -> Vec<Part> {
        Vec::new()
    }
}

/// Text to append to a file of a folder; the file is created if it is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name, without folders.
    pub file: String,
    /// The text.
    pub text: String,
}

/// The possible events. Formats with a header (columns, declarations) need them before the first event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The types of events with their roles.
    pub events: BTreeMap<String, BTreeSet<String>>,
    /// The types of what fills roles.
    pub fillers: BTreeSet<String>,
}

impl Schema {
    /// What the rules can find.
    pub fn of(ruleset: &Ruleset) -> Schema {
        let roles = |event: &EventType| event.roles.iter().map(|role| role.name.clone()).collect();
        let types = ruleset.types.iter().map(|kind| kind.name.as_str());
        let fillers = types.chain(BuiltInType::all().map(|kind| kind.as_str())).chain(SHAPES.iter().copied());
        Schema {
            events: ruleset.events.iter().map(|event| (event.name.clone(), roles(event))).collect(),
            fillers: fillers.map(str::to_owned).collect(),
        }
    }

    /// Adds the types of an event and of its fillers.
    pub fn learn(&mut self, event: &Event) {
        let roles = self.events.entry(event.kind.clone()).or_default();
        for (role, fillers) in &event.roles {
            roles.insert(role.clone());
            self.fillers.extend(fillers.iter().map(|filler| filler.kind.clone()));
        }
    }

    /// The roles of all types, each once, in the order of their names.
    pub fn roles(&self) -> BTreeSet<&str> {
        self.events.values().flatten().map(String::as_str).collect()
    }
}

/// Why something could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What failed and why, in a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl Error {
    /// With this message.
    pub(crate) fn new(message: impl fmt::Display) -> Error {
        Error { message: message.to_string() }
    }

    /// That a format needs the texts of documents.
    pub(crate) fn needs_text(format: &str) -> Error {
        Error::new(format_args!(
            "{format} holds the texts of documents, and only their events are known here"
        ))
    }
}
