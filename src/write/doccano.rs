//! Doccano's JSON Lines for relation extraction: a line a document, to be checked by people.
//!
//! Triggers and fillers are `entities`, roles are `relations` from the trigger. Offsets count Unicode scalar values, as
//! in Python.

use serde::Serialize;

use super::labelled::{Filler, labelled};
use super::{Error, Extraction, Form, json};

/// A line for every document, even without events: annotators may find some.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lines;

#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    entities: Vec<Entity<'a>>,
    relations: Vec<Relation<'a>>,
    doc: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
}

#[derive(Serialize)]
struct Entity<'a> {
    id: usize,
    label: &'a str,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize)]
struct Relation<'a> {
    id: usize,
    from_id: usize,
    to_id: usize,
    #[serde(rename = "type")]
    kind: &'a str,
}

impl Form for Lines {
    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        let document = extraction.document.ok_or_else(|| Error::needs_text("doccano"))?;
        let (stretches, events) = labelled(extraction.events);
        let entities = stretches.iter().enumerate().map(|(id, stretch)| Entity {
            id,
            label: stretch.label,
            start_offset: stretch.start,
            end_offset: stretch.end,
        });
        let mut links: Vec<(usize, usize, &str)> = Vec::new();
        for event in &events {
            for argument in &event.arguments {
                let to = match argument.filler {
                    Filler::Stretch(number) => number,
                    Filler::Event(number) => events[number].trigger,
                };
                let link = (event.trigger, to, argument.role);
                if !links.contains(&link) {
                    links.push(link);
                }
            }
        }
        let relations = links.into_iter().enumerate();
        let line = Line {
            text: &document.article.text,
            entities: entities.collect(),
            relations: relations
                .map(|(id, (from_id, to_id, kind))| Relation { id, from_id, to_id, kind })
                .collect(),
            doc: extraction.doc,
            published: document.article.date.as_deref(),
        };
        out.extend_from_slice(json::line(&line).as_bytes());
        out.push(b'\n');
        Ok(())
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}
