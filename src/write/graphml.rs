//! GraphML, for Gephi, yEd, Cytoscape, igraph and NetworkX: events and things are nodes, roles are edges.

use std::fmt::Write;

use quick_xml::escape::escape;

use super::graph::{Element, Graph};
use super::{Error, Extraction, Form};
use crate::extract::Event;
use crate::extract::event::{Source, Time};

/// The attributes of nodes and edges: the name, of what it is, and its type.
const KEYS: &[(&str, &str, &str)] = &[
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("type", "node", "string"),
    ("id", "node", "string"),
    ("doc", "node", "string"),
    ("sentence", "node", "int"),
    ("time", "node", "string"),
    ("place", "node", "string"),
    ("polarity", "node", "string"),
    ("modality", "node", "string"),
    ("tense", "node", "string"),
    ("source", "node", "string"),
    ("confidence", "node", "double"),
    ("role", "edge", "string"),
    ("text", "edge", "string"),
    ("start", "edge", "int"),
    ("end", "edge", "int"),
];

/// The graph. It remembers every name that has a node.
#[derive(Clone, Debug, Default)]
pub struct GraphMl {
    graph: Graph,
}

impl Form for GraphMl {
    fn head(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                       <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
            .to_owned();
        for (name, of, kind) in KEYS {
            let _ = writeln!(
                xml,
                "<key id=\"{}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>",
                &of[..1]
            );
        }
        xml += "<graph edgedefault=\"directed\">\n";
        out.extend_from_slice(xml.as_bytes());
        Ok(())
    }

    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        let mut xml = String::new();
        for element in self.graph.add(extraction.events) {
            match element {
                Element::Event { node, event } => self::event(node, event, &mut xml),
                Element::Thing { node, kind, name, listed } => {
                    let _ = write!(xml, "<node id=\"n{node}\">");
                    data("n_label", &name, &mut xml);
                    data("n_kind", "thing", &mut xml);
                    data("n_type", kind, &mut xml);
                    data("n_id", listed.unwrap_or_default(), &mut xml);
                    xml += "</node>\n";
                }
                Element::Edge { from, to, role, text, start, end } => {
                    let _ = write!(xml, "<edge source=\"n{from}\" target=\"n{to}\">");
                    data("e_role", role, &mut xml);
                    data("e_text", &text, &mut xml);
                    data("e_start", &start.to_string(), &mut xml);
                    data("e_end", &end.to_string(), &mut xml);
                    xml += "</edge>\n";
                }
            }
        }
        out.extend_from_slice(xml.as_bytes());
        Ok(())
    }

    fn tail(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        out.extend_from_slice(b"</graph>\n</graphml>\n");
        Ok(())
    }
}

fn event(node: u64, event: &Event, xml: &mut String) {
    let _ = write!(xml, "<node id=\"n{node}\">");
    data("n_label", &event.trigger.text, xml);
    data("n_kind", "event", xml);
    data("n_type", &event.kind, xml);
    data("n_id", &event.id, xml);
    data("n_doc", &event.doc, xml);
    data("n_sentence", &event.sentence.to_string(), xml);
    data("n_time", event.time.as_ref().map_or("", Time::value_or_text), xml);
    data("n_place", event.place.as_ref().map_or("", |place| &place.text), xml);
    data("n_polarity", event.polarity.as_str(), xml);
    data("n_modality", event.modality.as_str(), xml);
    data("n_tense", event.tense.as_str(), xml);
    data("n_source", event.source.as_ref().map_or("", Source::name_or_text), xml);
    data("n_confidence", &event.confidence.fraction().to_string(), xml);
    *xml += "</node>\n";
}

/// A value, if there is one.
fn data(key: &str, value: &str, xml: &mut String) {
    if !value.is_empty() {
        let legal: String = value.chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }).collect();
        let _ = write!(xml, "<data key=\"{key}\">{}</data>", escape(legal.as_str()));
    }
}

/// Whether XML 1.0 allows it.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
