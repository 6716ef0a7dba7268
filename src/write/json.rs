//! JSON: an event a line, or an array of events; and the entities of each document, a document a line.

use serde::Serialize;

use super::{Error, Extraction, Form};
use crate::extract::entity::Entity;

/// A JSON event a line, by the schema that `dateline schema` prints. It has everything known about an event.
#[derive(Debug, Default)]
pub struct Lines;

/// A JSON array with an event a line.
#[derive(Debug, Default)]
pub struct Array {
    started: bool,
}

/// The entities of a document in a line: `{"doc": …, "entities": […]}`.
#[derive(Debug, Default)]
pub struct Entities;

impl Form for Lines {
    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        for event in extraction.events {
            append(event, out);
            out.push(b'\n');
        }
        Ok(())
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

impl Form for Array {
    fn head(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        out.push(b'[');
        Ok(())
    }

    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        for event in extraction.events {
            out.extend_from_slice(if self.started { b",\n" } else { b"\n" });
            append(event, out);
            self.started = true;
        }
        Ok(())
    }

    fn tail(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        out.extend_from_slice(if self.started { b"\n]\n" } else { b"]\n" });
        Ok(())
    }

    fn resume(&mut self, written: u64) -> bool {
        self.started = written > 1;
        true
    }
}

impl Form for Entities {
    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        append(&Named { doc: extraction.doc, entities: extraction.entities }, out);
        out.push(b'\n');
        Ok(())
    }

    fn needs_entities(&self) -> bool {
        true
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

/// A document and its entities.
#[derive(Serialize)]
struct Named<'a> {
    doc: &'a str,
    entities: &'a [Entity],
}

fn append(record: &impl Serialize, out: &mut Vec<u8>) {
    // strings and numbers always make JSON, and memory takes it
    serde_json::to_writer(out, record).unwrap_or_default();
}

pub(super) fn line(record: &impl Serialize) -> String {
    // strings and numbers always make JSON
    serde_json::to_string(record).unwrap_or_default()
}
