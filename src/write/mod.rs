//! Events to files, one output format a file.
//!
//! A [`Form`] turns what was found in documents, one after the other, into one stream of text. Formats that are no such
//! stream (folders, columns, databases) have writers of their own. Nothing here opens a file.

pub mod json;

use std::fmt;

use crate::extract::Event;
use crate::extract::entity::Entity;
use crate::text::document::Document;

/// What was found in a document.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The document's id.
    pub doc: &'a str,
    /// The document itself; none where only its events are known, as in `dateline merge`.
    pub document: Option<&'a Document>,
    /// Its events, in text order.
    pub events: &'a [Event],
    /// What it names; empty where the format does not ask for [entities](Form::needs_entities).
    pub entities: &'a [Entity],
}

/// A format that is one stream of text.
pub trait Form {
    /// What stands before the first document.
    fn head(&self) -> String {
        String::new()
    }

    /// Appends what a document gives; nothing is appended for one without events, but by formats of documents.
    ///
    /// # Errors
    /// If the format cannot tell it.
    fn document(&mut self, told: &Told, out: &mut String) -> Result<(), Error>;

    /// What stands after the last document.
    fn tail(&self) -> String {
        String::new()
    }

    /// Whether [`Told::entities`] matter.
    fn needs_entities(&self) -> bool {
        false
    }

    /// Goes on where so many bytes, the head among them, were written by another writer of the same form. False where
    /// what was written decides what is to be written.
    fn resume(&mut self, written: u64) -> bool {
        let _ = written;
        false
    }
}

/// Why something could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What and why, in a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
