//! Brat standoff: a folder with `NAME.txt` and `NAME.ann` for each document, and an `annotation.conf`.
//!
//! An event is a `T` for its trigger and an `E`; fillers are `T`s of their types, or the `E`s that they are. Several
//! fillers of a role are numbered (`agent`, `agent2`), as in brat. Polarity, modality and tense are attributes; time,
//! place, source and confidence are notes. Offsets count Unicode scalar values, as in brat.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::labelled::{Filler, Labelled, Stretch, labelled};
use super::{Error, Extraction, Folder, Part, Schema};
use crate::document::Facet;
use crate::extract::Event;

/// The maximum length of a file name, in characters, without the part that makes it unique.
const LONGEST_NAME: usize = 100;

/// The folder. It remembers the names of all files.
#[derive(Clone, Debug)]
pub struct Standoff {
    schema: Schema,
    names: BTreeSet<String>,
}

impl Standoff {
    /// With declarations of these events.
    pub fn new(schema: &Schema) -> Standoff {
        Standoff { schema: schema.clone(), names: BTreeSet::new() }
    }

    /// A unique name for the files of a document, valid on every system.
    fn name(&mut self, doc: &str) -> String {
        let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
        let mut name: String = doc.chars().map(plain).take(LONGEST_NAME).collect();
        if name.starts_with('.') || name.is_empty() {
            name.insert(0, '_');
        }
        let mut unique = name.clone();
        let mut number = 1;
        while !self.names.insert(unique.to_lowercase()) {
            number += 1;
            unique = format!("{name}-{number}");
        }
        unique
    }
}

impl Folder for Standoff {
    fn head(&mut self) -> Vec<Part> {
        vec![Part { file: "annotation.conf".to_owned(), text: configuration(&self.schema) }]
    }

    fn document(&mut self, extraction: &Extraction) -> Result<Vec<Part>, Error> {
        let document = extraction.document.ok_or_else(|| Error::needs_text("brat"))?;
        let name = self.name(extraction.doc);
        let text = &document.article.text;
        let annotations = annotations(text, extraction.events);
        Ok(vec![
            Part { file: format!("{name}.txt"), text: text.clone() },
            Part { file: format!("{name}.ann"), text: annotations },
        ])
    }
}

/// The possible annotations, in brat's notation.
fn configuration(schema: &Schema) -> String {
    let mut out = "[entities]\n".to_owned();
    for kind in schema.fillers.iter().filter(|kind| !schema.events.contains_key(*kind)) {
        let _ = writeln!(out, "{kind}");
    }
    out += "\n[relations]\n\n[events]\n";
    for (kind, roles) in &schema.events {
        let roles: Vec<String> = roles.iter().map(|role| format!("{role}*:<ANY>")).collect();
        let _ = writeln!(out, "{kind}\t{}", roles.join(", "));
    }
    out += "\n[attributes]\n";
    for facet in Facet::ALL.iter().filter(|facet| !facet.words().is_empty()) {
        let _ = writeln!(out, "{facet:?}\tArg:<EVENT>, Value:{}", facet.words().join("|"));
    }
    out
}

fn annotations(text: &str, events: &[Event]) -> String {
    let characters: Vec<char> = text.chars().collect();
    let (stretches, events) = labelled(events);
    let mut out = String::new();
    for (index, stretch) in stretches.iter().enumerate() {
        let (places, words) = fragments(&characters, stretch);
        let _ = writeln!(out, "T{}\t{} {places}\t{words}", index + 1, stretch.label);
    }
    let mut attributes = 0;
    for (index, Labelled { event, trigger, arguments }) in events.iter().enumerate() {
        let number = index + 1;
        let _ = write!(out, "E{number}\t{}:T{}", event.kind, trigger + 1);
        for (at, argument) in arguments.iter().enumerate() {
            let before = arguments[..at].iter().filter(|other| other.role == argument.role).count();
            let nth = if before > 0 { (before + 1).to_string() } else { String::new() };
            let _ = match argument.filler {
                Filler::Stretch(filler) => write!(out, " {}{nth}:T{}", argument.role, filler + 1),
                Filler::Event(filler) => write!(out, " {}{nth}:E{}", argument.role, filler + 1),
            };
        }
        out.push('\n');
        let facets = [
            ("Polarity", event.polarity.as_str()),
            ("Modality", event.modality.as_str()),
            ("Tense", event.tense.as_str()),
        ];
        for (name, value) in facets {
            attributes += 1;
            let _ = writeln!(out, "A{attributes}\t{name} E{number} {value}");
        }
        let _ = writeln!(out, "#{number}\tAnnotatorNotes E{number}\t{}", note(event));
    }
    out
}

/// The position of a span, and its words. Brat allows no line ends in a span, so one over lines has several.
fn fragments(text: &[char], stretch: &Stretch) -> (String, String) {
    let (mut places, mut words) = (String::new(), String::new());
    let mut start = stretch.start;
    let characters = text.get(stretch.start..stretch.end).unwrap_or_default();
    for line in characters.split(|&c| c == '\n') {
        let end = start + line.len();
        let blank = line.iter().take_while(|c| c.is_whitespace()).count();
        if blank < line.len() {
            let gap = if places.is_empty() { ("", "") } else { (";", " ") };
            let _ = write!(places, "{}{} {end}", gap.0, start + blank);
            words.push_str(gap.1);
            words.extend(&line[blank..]);
        }
        start = end + 1;
    }
    (places, words)
}

/// What brat cannot express.
fn note(event: &Event) -> String {
    let mut parts = Vec::new();
    if let Some(time) = &event.time {
        let value = time.value.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
        parts.push(format!("time: {}{value}", time.span.text));
    }
    parts.extend(event.place.as_ref().map(|place| format!("place: {}", place.text)));
    if let Some(source) = &event.source {
        parts.push(format!("source: {}", source.name_or_text()));
    }
    parts.push(format!("confidence: {}", event.confidence.fraction()));
    let note = parts.join("; ");
    note.split_whitespace().collect::<Vec<_>>().join(" ")
}
