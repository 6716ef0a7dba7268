//! JSON-LD: events as `schema.org` Events and by the Simple Event Model (SEM,
//! <https://semanticweb.cs.vu.nl/2009/11/sem/>, van Hage et al. 2011), for triple stores.
//!
//! A filler is a `sem:Role` with its value, `rdf:value`, and the role, `sem:roleType`. Our terms have the prefix `d`,
//! `urn:dateline:`. A named filler is the same resource everywhere, by its type and name.

use serde_json::{Map, Value, json};

use super::{Error, Extraction, Form};
use crate::extract::Event;
use crate::extract::event::Filler;

/// One JSON document with a line an event.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonLd {
    started: bool,
}

const HEAD: &str = concat!(
    r#"{"@context":{"@vocab":"https://schema.org/","sem":"http://semanticweb.cs.vu.nl/2009/11/sem/","#,
    r#""rdf":"http://www.w3.org/1999/02/22-rdf-syntax-ns#","xsd":"http://www.w3.org/2001/XMLSchema#","#,
    r#""d":"urn:dateline:"},"@graph":["#
);

impl Form for JsonLd {
    fn head(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        out.extend_from_slice(HEAD.as_bytes());
        Ok(())
    }

    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        let article = extraction.document.map(|document| &document.article);
        let about = |event: &Event| {
            let mut about = json!({ "@id": iri("doc", extraction.doc), "@type": "NewsArticle", "identifier": extraction.doc });
            if let Some(about) = about.as_object_mut() {
                set(about, "datePublished", event.published.as_deref());
                set(about, "headline", article.and_then(|article| article.title.as_deref()));
                set(about, "url", article.and_then(|article| article.url.as_deref()));
            }
            about
        };
        for event in extraction.events {
            out.extend_from_slice(if self.started { b",\n" } else { b"\n" });
            self.started = true;
            out.extend_from_slice(node(event, about(event)).to_string().as_bytes());
        }
        Ok(())
    }

    fn tail(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        out.extend_from_slice(if self.started { b"\n]}\n" } else { b"]}\n" });
        Ok(())
    }

    fn resume(&mut self, written: u64) -> bool {
        self.started = written > HEAD.len() as u64;
        true
    }
}

fn node(event: &Event, article: Value) -> Value {
    let mut node = Map::new();
    node.insert("@id".into(), iri("event", &event.id).into());
    node.insert("@type".into(), json!(["Event", "sem:Event", format!("d:{}", event.kind)]));
    node.insert("name".into(), event.trigger.text.as_str().into());
    node.insert("subjectOf".into(), article);
    let roles =
        event.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |filler| (role, filler)));
    let actors: Vec<Value> = roles.map(|(role, filler)| actor(event, role, filler)).collect();
    if !actors.is_empty() {
        node.insert("sem:hasActor".into(), actors.into());
    }
    if let Some(time) = &event.time {
        match time.value.as_deref().filter(|value| is_day(value)) {
            Some(day) => {
                node.insert("startDate".into(), day.into());
                let stamp = json!({ "@type": "xsd:date", "@value": day });
                node.insert("sem:hasTimeStamp".into(), stamp);
            }
            None => set(&mut node, "d:timeValue", time.value.as_deref()),
        }
        node.insert("d:time".into(), time.span.text.as_str().into());
    }
    if let Some(place) = &event.place {
        let place = json!({
            "@id": iri("Place", &place.text), "@type": ["Place", "sem:Place"], "name": place.text,
        });
        node.insert("location".into(), place.clone());
        node.insert("sem:hasPlace".into(), place);
    }
    for (name, value) in [
        ("polarity", event.polarity.as_str()),
        ("modality", event.modality.as_str()),
        ("tense", event.tense.as_str()),
    ] {
        node.insert(format!("d:{name}"), value.into());
    }
    if let Some(source) = &event.source {
        let name = source.name_or_text();
        node.insert("sem:accordingTo".into(), json!({ "@type": "sem:Authority", "name": name }));
    }
    node.insert("d:confidence".into(), event.confidence.fraction().into());
    node.insert("d:start".into(), event.trigger.start.into());
    node.insert("d:end".into(), event.trigger.end.into());
    Value::Object(node)
}

/// The filler of a role, and the role.
fn actor(event: &Event, role: &str, filler: &Filler) -> Value {
    let value = match &filler.event {
        Some(id) => json!({ "@id": iri("event", id) }),
        None => thing(event, filler),
    };
    json!({
        "@type": "sem:Role",
        "rdf:value": value,
        "sem:roleType": { "@id": iri("role", role) },
        "d:text": filler.span.text,
        "d:start": filler.span.start,
        "d:end": filler.span.end,
    })
}

fn thing(event: &Event, filler: &Filler) -> Value {
    let kind = match filler.kind.as_str() {
        "Person" => "Person",
        "Organization" => "Organization",
        "Place" | "Facility" => "Place",
        "Product" => "Product",
        "Money" => "MonetaryAmount",
        "Number" | "Percent" => "QuantitativeValue",
        _ => "Thing",
    };
    // an unnamed filler is identified by its place in this document
    let id = match &filler.name {
        Some(name) => iri(&filler.kind, name),
        None => iri("span", &format!("{}#{}-{}", event.doc, filler.span.start, filler.span.end)),
    };
    let mut thing = Map::new();
    thing.insert("@id".into(), id.into());
    thing.insert("@type".into(), json!([kind, "sem:Actor", format!("d:{}", filler.kind)]));
    thing.insert("name".into(), filler.name_or_text().into());
    set(&mut thing, "honorificPrefix", filler.title.as_deref());
    set(&mut thing, "identifier", filler.id.as_deref());
    if let Some(affiliation) = &filler.affiliation {
        thing.insert("affiliation".into(), json!({ "name": affiliation }));
    }
    if let Some(value) = &filler.value {
        thing.insert("value".into(), value.clone());
        let unit = if kind == "MonetaryAmount" { "currency" } else { "unitText" };
        set(&mut thing, unit, filler.unit.as_deref());
    }
    Value::Object(thing)
}

fn set(map: &mut Map<String, Value>, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        map.insert(key.to_owned(), value.into());
    }
}

/// A name in one of our namespaces, with percent escapes for what no IRI may have.
fn iri(space: &str, name: &str) -> String {
    let mut iri = format!("urn:dateline:{space}:");
    for c in name.chars() {
        if c.is_ascii_alphanumeric()
            || "-._~:@".contains(c)
            || (!c.is_ascii() && !c.is_control()) && c.is_alphanumeric()
        {
            iri.push(c);
        } else {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer).bytes().for_each(|byte| iri += &format!("%{byte:02X}"));
        }
    }
    iri
}

/// Whether a value is a day, not a week, season or duration.
fn is_day(value: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        value.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    value.len() == 10 && digits(0..4) && digits(5..7) && digits(8..10) && value.get(4..5) == Some("-")
}
