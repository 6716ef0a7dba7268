//! JSON: an event a line, or an array of events; and the entities of each document, a document a line.

use serde::Serialize;

use super::{Error, Form, Told};
use crate::extract::entity::Entity;

/// A JSON event a line, by the schema that `dateline schema` prints. All that is known of an event is told.
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
    fn document(&mut self, told: &Told, out: &mut String) -> Result<(), Error> {
        for event in told.events {
            out.push_str(&line(event));
            out.push('\n');
        }
        Ok(())
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

impl Form for Array {
    fn head(&self) -> String {
        "[".to_owned()
    }

    fn document(&mut self, told: &Told, out: &mut String) -> Result<(), Error> {
        for event in told.events {
            out.push_str(if self.started { ",\n" } else { "\n" });
            out.push_str(&line(event));
            self.started = true;
        }
        Ok(())
    }

    fn tail(&self) -> String {
        let end = if self.started { "\n]\n" } else { "]\n" };
        end.to_owned()
    }

    fn resume(&mut self, written: u64) -> bool {
        self.started = written > 1;
        true
    }
}

impl Form for Entities {
    fn document(&mut self, told: &Told, out: &mut String) -> Result<(), Error> {
        out.push_str(&line(&Named { doc: told.doc, entities: told.entities }));
        out.push('\n');
        Ok(())
    }

    fn needs_entities(&self) -> bool {
        true
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

/// A document and what it names.
#[derive(Serialize)]
struct Named<'a> {
    doc: &'a str,
    entities: &'a [Entity],
}

fn line(record: &impl Serialize) -> String {
    // strings and numbers always make JSON
    serde_json::to_string(record).unwrap_or_default()
}
