//! Prodigy's JSON Lines for `rel.manual`: a task a document, to be checked by people.
//!
//! Triggers and fillers are `spans`, roles are `relations` from the trigger (`head`) to the filler (`child`),
//! identified by their last tokens, as in Prodigy. Offsets count Unicode scalar values, as in Python.

use std::ops::Range;

use serde::Serialize;

use super::labelled::{Filler, Stretch, labelled};
use super::{Error, Extraction, Form, json};
use crate::document::Document;
use crate::source::OffsetMap;

/// A task for every document, even without events: annotators may find some.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lines;

#[derive(Serialize)]
struct Task<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    spans: Vec<Span<'a>>,
    relations: Vec<Relation<'a>>,
    meta: Meta<'a>,
}

#[derive(Serialize)]
struct Meta<'a> {
    doc: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
}

#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    /// Whether white space follows.
    ws: bool,
}

#[derive(Clone, Copy, Serialize)]
struct Span<'a> {
    start: usize,
    end: usize,
    token_start: usize,
    /// The last token.
    token_end: usize,
    label: &'a str,
}

#[derive(PartialEq, Serialize)]
struct Relation<'a> {
    head: usize,
    child: usize,
    label: &'a str,
    head_span: Span<'a>,
    child_span: Span<'a>,
}

impl PartialEq for Span<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end, self.label) == (other.start, other.end, other.label)
    }
}

impl Form for Lines {
    fn document(&mut self, extraction: &Extraction, out: &mut Vec<u8>) -> Result<(), Error> {
        let document = extraction.document.ok_or_else(|| Error::needs_text("Prodigy"))?;
        let tokens = tokens(document);
        let (stretches, events) = labelled(extraction.events);
        let spans: Vec<Span> = stretches.iter().map(|stretch| span(stretch, &tokens)).collect();
        let mut relations = Vec::new();
        for event in &events {
            for argument in &event.arguments {
                let to = match argument.filler {
                    Filler::Stretch(number) => number,
                    Filler::Event(number) => events[number].trigger,
                };
                let (head_span, child_span) = (spans[event.trigger], spans[to]);
                let (head, child) = (head_span.token_end, child_span.token_end);
                let relation = Relation { head, child, label: argument.role, head_span, child_span };
                if !relations.contains(&relation) {
                    relations.push(relation);
                }
            }
        }
        let task = Task {
            text: &document.article.text,
            tokens,
            spans,
            relations,
            meta: Meta { doc: extraction.doc, published: document.article.date.as_deref() },
        };
        out.extend_from_slice(json::line(&task).as_bytes());
        out.push(b'\n');
        Ok(())
    }

    fn resume(&mut self, _: u64) -> bool {
        true
    }
}

/// The tokens with separate letters. Those of a contraction that share their letters are one.
fn tokens(document: &Document) -> Vec<Token<'_>> {
    let offsets = OffsetMap::new(&document.article.text);
    let mut places: Vec<Range<usize>> = Vec::new();
    for (&start, &end) in document.tokens.start.iter().zip(&document.tokens.end) {
        let (start, end) = (start as usize, end as usize);
        if start < end && places.last().is_none_or(|last| last.end <= start) {
            places.push(start..end);
        }
    }
    let text = &document.article.text;
    let of = |(id, place): (usize, &Range<usize>)| Token {
        text: text.get(place.clone()).unwrap_or_default(),
        start: offsets.scalar(place.start),
        end: offsets.scalar(place.end),
        id,
        ws: text.get(place.end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)),
    };
    places.iter().enumerate().map(of).collect()
}

/// A span with the tokens that it covers.
fn span<'a>(stretch: &Stretch<'a>, tokens: &[Token]) -> Span<'a> {
    let token_start = tokens.partition_point(|token| token.end <= stretch.start);
    let token_end = tokens.partition_point(|token| token.start < stretch.end).saturating_sub(1);
    let (start, end, label) = (stretch.start, stretch.end, stretch.label);
    Span { start, end, token_start, token_end: token_end.max(token_start), label }
}
