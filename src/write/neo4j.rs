//! A folder for `neo4j-admin database import full`: `nodes.csv` and `relationships.csv`, whose headers have the types.

use super::graph::{Element, Graph, words};
use super::{Error, Extraction, Folder, Part};
use crate::extract::event::{Source, Time};

const NODES: &[&str] = &[
    "node:ID",
    ":LABEL",
    "name",
    "type",
    "id",
    "doc",
    "sentence:int",
    "time",
    "place",
    "polarity",
    "modality",
    "tense",
    "source",
    "confidence:double",
];
const EDGES: &[&str] = &[":START_ID", ":END_ID", ":TYPE", "text", "start:int", "end:int"];

/// The folder. It remembers every name that has a node.
#[derive(Clone, Debug, Default)]
pub struct Neo4j {
    graph: Graph,
}

impl Folder for Neo4j {
    fn head(&mut self) -> Vec<Part> {
        parts(line(NODES), line(EDGES))
    }

    fn document(&mut self, extraction: &Extraction) -> Result<Vec<Part>, Error> {
        let (mut nodes, mut edges) = (String::new(), String::new());
        for element in self.graph.add(extraction.events) {
            match element {
                Element::Event { node, event } => {
                    let (time, source) = (event.time.as_ref(), event.source.as_ref());
                    nodes += &line(&[
                        &node.to_string(),
                        &format!("Event;{}", event.kind),
                        &words(&event.trigger.text),
                        &event.kind,
                        &event.id,
                        &event.doc,
                        &event.sentence.to_string(),
                        &words(time.map_or("", Time::value_or_text)),
                        &words(event.place.as_ref().map_or("", |place| &place.text)),
                        event.polarity.as_str(),
                        event.modality.as_str(),
                        event.tense.as_str(),
                        &words(source.map_or("", Source::name_or_text)),
                        &event.confidence.fraction().to_string(),
                    ]);
                }
                Element::Thing { node, kind, name, listed } => {
                    let mut cells = vec![""; NODES.len()];
                    let (node, labels) = (node.to_string(), format!("Thing;{kind}"));
                    cells[..5].copy_from_slice(&[&node, &labels, &name, kind, listed.unwrap_or_default()]);
                    nodes += &line(&cells);
                }
                Element::Edge { from, to, role, text, start, end } => {
                    edges += &line(&[
                        &from.to_string(),
                        &to.to_string(),
                        role,
                        &text,
                        &start.to_string(),
                        &end.to_string(),
                    ]);
                }
            }
        }
        Ok(if nodes.is_empty() { Vec::new() } else { parts(nodes, edges) })
    }
}

fn parts(nodes: String, edges: String) -> Vec<Part> {
    vec![
        Part { file: "nodes.csv".to_owned(), text: nodes },
        Part { file: "relationships.csv".to_owned(), text: edges },
    ]
}

/// A row. Nothing in it spans lines.
fn line(cells: &[&str]) -> String {
    let quoted = |cell: &&str| match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"").replace(['\n', '\r'], " ")),
        false => (*cell).to_owned(),
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}
