//! Events as a graph: events and their fillers are nodes, roles are edges.
//!
//! A named filler is one node in the whole output, by its type and its id in a list of entities, else its canonical
//! name; so two people of one name are one node. An unnamed one (*a new mill*, quantities, clauses) is a node of its
//! event. Memory grows with the number of different names.

use std::collections::BTreeMap;

use crate::extract::Event;
use crate::extract::event::Filler;

/// The nodes so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    /// How many nodes there are.
    count: u64,
    named: BTreeMap<(String, String), u64>,
}

/// A node or an edge, nodes before their edges.
pub(super) enum Element<'a> {
    Event { node: u64, event: &'a Event },
    Thing { node: u64, kind: &'a str, name: String, listed: Option<&'a str> },
    Edge { from: u64, to: u64, role: &'a str, text: String, start: usize, end: usize },
}

impl Graph {
    /// The nodes and edges of the events of a document.
    pub(super) fn add<'a>(&mut self, events: &'a [Event]) -> Vec<Element<'a>> {
        let mut nodes = Vec::new();
        let mut edges = Vec::new();
        let mut places: BTreeMap<&str, u64> = BTreeMap::new();
        for event in events {
            self.count += 1;
            places.insert(&event.id, self.count);
            places.extend(event.mentions.iter().map(|mention| (mention.id.as_str(), self.count)));
            nodes.push(Element::Event { node: self.count, event });
        }
        for event in events {
            let Some(&from) = places.get(event.id.as_str()) else { continue };
            for (role, fillers) in &event.roles {
                for filler in fillers {
                    let known = filler.event.as_deref().and_then(|id| places.get(id).copied());
                    let all = match known {
                        Some(node) => vec![node],
                        None => self.things(filler, &mut nodes),
                    };
                    let text = words(&filler.span.text);
                    edges.extend(all.into_iter().map(|to| {
                        let (start, end) = (filler.span.start, filler.span.end);
                        Element::Edge { from, to, role, text: text.clone(), start, end }
                    }));
                }
            }
        }
        nodes.extend(edges);
        nodes
    }

    /// The nodes of a filler; *the two companies* has several.
    fn things<'a>(&mut self, filler: &'a Filler, nodes: &mut Vec<Element<'a>>) -> Vec<u64> {
        let kind = filler.kind.as_str();
        let listed = filler.id.as_deref();
        let Some(name) = filler.name.as_deref() else {
            self.count += 1;
            nodes.push(Element::Thing { node: self.count, kind, name: words(&filler.span.text), listed });
            return vec![self.count];
        };
        let several: Vec<&str> = name.split("; ").collect();
        let names = if several.len() == filler.entities.len() { several } else { vec![name] };
        let mut found = Vec::new();
        for name in names {
            let key = (kind.to_owned(), listed.unwrap_or(name).to_owned());
            let node = self.named.get(&key).copied().unwrap_or_else(|| {
                self.count += 1;
                nodes.push(Element::Thing { node: self.count, kind, name: words(name), listed });
                self.named.insert(key, self.count);
                self.count
            });
            found.push(node);
        }
        found
    }
}

/// The text on one line.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
