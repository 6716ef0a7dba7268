//! The events of rules compared with those marked by a reader: precision, recall, F and the mistakes.
//!
//! [`marked`], [`brat()`], [`spans()`] and [`events`] read, [`compare()`] compares and counts, and [`Score`] has the
//! figures. `docs/scoring.md` defines every figure.

mod brat;
mod compare;
mod measures;
mod names;
mod read;
mod spans;

pub use brat::brat;
pub use compare::{Comparison, Detail, Mistake, Verdict, compare};
pub use measures::{Accuracy, Figures, Measures, Score};
pub use read::{events, marked};
pub use spans::{Spans, is_spans, spans};

use crate::document::{Modality, Polarity};
use crate::extract::Event;

/// A span of text, in Unicode scalar values from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

impl Place {
    /// How many characters both have.
    fn shared(self, other: Place) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start))
    }

    fn overlaps(self, other: Place) -> bool {
        self.shared(other) > 0
    }

    /// Whether at least half of the shorter one overlaps the other.
    fn covers(self, other: Place) -> bool {
        let shared = self.shared(other);
        let shorter = (self.end.saturating_sub(self.start)).min(other.end.saturating_sub(other.start));
        shared > 0 && 2 * shared >= shorter
    }
}

/// An event of an article, marked or found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its type.
    pub kind: String,
    /// Its trigger.
    pub trigger: Place,
    /// The fillers of its roles, including its time and its place.
    pub arguments: Vec<Argument>,
    /// Its modality; none if unknown.
    pub modality: Option<Modality>,
    /// Its polarity; none if unknown.
    pub polarity: Option<Polarity>,
    /// The value of its time, if it has one.
    pub time: Option<String>,
    /// Its sources; any of them is accepted.
    pub sources: Vec<Place>,
}

/// The filler of a role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Argument {
    /// The role.
    pub role: String,
    /// Its place.
    pub place: Place,
    /// The canonical names of its referents.
    pub names: Vec<String>,
}

/// A word that looks like the trigger of an event but is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HardNegative {
    /// The type that it looks like.
    pub kind: String,
    /// Its place.
    pub place: Place,
    /// Why it is none.
    pub reason: String,
}

/// The events of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The article's id.
    pub doc: String,
    /// Its events, in any order.
    pub events: Vec<Record>,
    /// The events that must not be found.
    pub hard_negatives: Vec<HardNegative>,
}

impl Marked {
    /// Keeps only these types.
    pub fn retain(&mut self, types: &[String]) {
        self.events.retain(|event| types.contains(&event.kind));
        self.hard_negatives.retain(|negative| types.contains(&negative.kind));
    }
}

impl From<&Event> for Record {
    /// Uses the time and the place of an event as fillers of the roles of that name if those are empty.
    fn from(event: &Event) -> Record {
        let place = |span: &crate::extract::event::Span| Place { start: span.start, end: span.end };
        let mut arguments = Vec::new();
        for (role, fillers) in &event.roles {
            arguments.extend(fillers.iter().map(|filler| Argument {
                role: role.clone(),
                place: place(&filler.span),
                names: names::several(filler.name.as_deref().unwrap_or_default()),
            }));
        }
        let own = [("time", event.time.as_ref().map(|time| &time.span)), ("place", event.place.as_ref())];
        for (role, span) in own {
            if let Some(span) = span.filter(|_| !event.roles.contains_key(role)) {
                arguments.push(Argument { role: role.to_owned(), place: place(span), names: Vec::new() });
            }
        }
        Record {
            kind: event.kind.clone(),
            trigger: place(&event.trigger),
            arguments,
            modality: Some(event.modality),
            polarity: Some(event.polarity),
            time: event.time.as_ref().and_then(|time| time.value.clone()),
            sources: event.source.iter().map(|source| place(&source.span)).collect(),
        }
    }
}
