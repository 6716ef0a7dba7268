//! A document's events as labelled spans of its text and links between them, as annotation tools represent them. A span
//! that several events share appears once.

use indexmap::{IndexMap, IndexSet};

use crate::extract::Event;
use crate::extract::event::Span;

/// A span of the text with its label. Offsets count Unicode scalar values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Stretch<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) label: &'a str,
}

/// An event over spans.
pub(super) struct Labelled<'a> {
    pub(super) event: &'a Event,
    /// The number of its trigger's span.
    pub(super) trigger: usize,
    pub(super) arguments: Vec<Argument<'a>>,
}

pub(super) struct Argument<'a> {
    pub(super) role: &'a str,
    pub(super) filler: Filler,
}

/// The filler of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filler {
    /// A span, by its number.
    Stretch(usize),
    /// An event, by its number.
    Event(usize),
}

/// The events of a document, which are in text order, with their spans: triggers are labelled with the type of the
/// event, fillers with theirs.
pub(super) fn labelled(events: &[Event]) -> (Vec<Stretch<'_>>, Vec<Labelled<'_>>) {
    let mut numbers: IndexSet<Stretch> = IndexSet::new();
    let places: IndexMap<&str, usize> =
        events.iter().enumerate().map(|(number, event)| (event.id.as_str(), number)).collect();
    let mut all: Vec<Labelled> = Vec::new();
    for event in events {
        let trigger = number(&mut numbers, &event.trigger, &event.kind);
        let mut arguments = Vec::new();
        for (role, fillers) in &event.roles {
            for filler in fillers {
                let known = filler.event.as_deref().and_then(|id| places.get(id));
                let filler = match known {
                    Some(&number) => Filler::Event(number),
                    None => Filler::Stretch(number(&mut numbers, &filler.span, &filler.kind)),
                };
                if !arguments.iter().any(|a: &Argument| a.role == role && a.filler == filler) {
                    arguments.push(Argument { role, filler });
                }
            }
        }
        all.push(Labelled { event, trigger, arguments });
    }
    (numbers.into_iter().collect(), all)
}

fn number<'a>(numbers: &mut IndexSet<Stretch<'a>>, span: &Span, label: &'a str) -> usize {
    numbers.insert_full(Stretch { start: span.start, end: span.end, label }).0
}
