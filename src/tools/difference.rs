//! The differences between the events of two versions of the rules: new, lost and changed events.
//!
//! Two events of the two versions are the same event if they have the same id: the document, the trigger and the type.
//! The rule and pattern that made it, and their place, are not compared.

use std::collections::BTreeMap;

use super::verify::facet_of;
use crate::document::Facet;
use crate::extract::Event;
use crate::extract::event::{Filler, Source, Time};

/// A difference in one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Came(Event),
    /// It is gone.
    Went(Event),
    /// It has changed.
    Changed {
        /// The old event.
        old: Box<Event>,
        /// The new event.
        new: Box<Event>,
        /// Its differences; not empty.
        differences: Vec<Difference>,
    },
}

impl Change {
    /// The new event or, if it is gone, the old one.
    pub fn event(&self) -> &Event {
        match self {
            Change::Came(event) | Change::Went(event) => event,
            Change::Changed { new, .. } => new,
        }
    }

    /// The change in one word.
    pub fn as_str(&self) -> &'static str {
        match self {
            Change::Came(_) => "came",
            Change::Went(_) => "went",
            Change::Changed { .. } => "changed",
        }
    }
}

/// A changed role or facet of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The name of the role or facet.
    pub what: String,
    /// The old value; none if it was not there.
    pub old: Option<String>,
    /// The new value; none if it is not there.
    pub new: Option<String>,
}

/// The changes between the events of one document, in the order of the new events; lost ones come at their place in the
/// text. Both are in the order of [`extract`](crate::extract::extract). O(n log n).
pub fn changes(old: &[Event], new: &[Event]) -> Vec<Change> {
    let by_id = |events: &'_ [Event]| -> BTreeMap<String, usize> {
        events.iter().enumerate().map(|(place, event)| (event.id.clone(), place)).collect()
    };
    let (old_ids, new_ids) = (by_id(old), by_id(new));
    let mut changes = Vec::new();
    for event in new {
        match old_ids.get(&event.id).and_then(|place| old.get(*place)) {
            None => changes.push(Change::Came(event.clone())),
            Some(other) => {
                let differences = differences(other, event);
                if !differences.is_empty() {
                    let (old, new) = (Box::new(other.clone()), Box::new(event.clone()));
                    changes.push(Change::Changed { old, new, differences });
                }
            }
        }
    }
    let gone = old.iter().filter(|event| !new_ids.contains_key(&event.id));
    changes.extend(gone.map(|event| Change::Went(event.clone())));
    changes.sort_by_key(|change| change.event().trigger.start);
    changes
}

/// The roles, those of the new event first, and facets in which two events differ.
pub fn differences(old: &Event, new: &Event) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut compare = |what: &str, old: Option<String>, new: Option<String>| {
        if old != new {
            all.push(Difference { what: what.to_owned(), old, new });
        }
    };
    compare("trigger", Some(old.trigger.text.clone()), Some(new.trigger.text.clone()));
    let gone = old.roles.keys().filter(|role| !new.roles.contains_key(*role));
    for role in new.roles.keys().chain(gone) {
        let fillers = |event: &Event| event.roles.get(role).map(|fillers| described(fillers));
        compare(role, fillers(old), fillers(new));
    }
    let time = |event: &Event| event.time.as_ref().map(moment);
    compare("time", time(old), time(new));
    let place = |event: &Event| event.place.as_ref().map(|place| place.text.clone());
    compare("place", place(old), place(new));
    for &facet in Facet::ALL.iter().filter(|facet| !facet.words().is_empty()) {
        let value = |event: &Event| facet_of(event, facet).map(str::to_owned);
        compare(facet.as_str(), value(old), value(new));
    }
    let source = |event: &Event| event.source.as_ref().map(speaker);
    compare("source", source(old), source(new));
    all
}

/// `the ministry = Ministry of Transport (say), by KT (report)`.
fn speaker(source: &Source) -> String {
    let chain: Vec<String> = std::iter::successors(Some(source), |source| source.by.as_deref())
        .map(|source| {
            let name = source.name.as_deref().filter(|name| *name != source.span.text);
            let name = name.map_or(String::new(), |name| format!(" = {name}"));
            format!("{}{name} ({})", source.span.text, source.verb)
        })
        .collect();
    chain.join(", by ")
}

fn moment(time: &Time) -> String {
    let value = time.value.as_ref().map_or(String::new(), |value| format!(" = {value}"));
    format!("{}{value}", time.span.text)
}

fn described(fillers: &[Filler]) -> String {
    fillers.iter().map(filler).collect::<Vec<_>>().join("; ")
}

/// `Mobile TeleSystems CEO Alexey Kornya: Person = Alexey Kornya (title CEO, affiliation Mobile TeleSystems)`.
fn filler(filler: &Filler) -> String {
    let mut text = format!("{}: {}", filler.span.text, filler.kind);
    if let Some(name) = filler.name.as_ref().filter(|name| **name != filler.span.text) {
        text += &format!(" = {name}");
    }
    let known = [
        ("title", filler.title.clone()),
        ("affiliation", filler.affiliation.clone()),
        ("id", filler.id.clone()),
        ("event", filler.event.clone()),
        ("value", filler.value.as_ref().map(ToString::to_string)),
        ("unit", filler.unit.clone()),
    ];
    let known = known.into_iter().filter_map(|(key, value)| Some(format!("{key} {}", value?)));
    let attributes = filler.attributes.iter().map(|(key, value)| format!("{key} {value}"));
    let about: Vec<String> = known.chain(attributes).collect();
    if about.is_empty() { text } else { format!("{text} ({})", about.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Modality;
    use crate::extract::event::{Span, tests as samples};

    fn event(kind: &str, start: usize) -> Event {
        let trigger = Span { text: "visited".into(), start, end: start + 7 };
        let id = format!("trip#{start}:{kind}");
        Event { id, rule: "visit".into(), doc: "trip".into(), ..samples::event(kind, trigger) }
    }

    fn with(mut event: Event, role: &str, text: &str, kind: &str) -> Event {
        let filler = samples::filler(kind, Span { text: text.into(), start: 0, end: text.len() });
        event.roles.entry(role.into()).or_default().push(filler);
        event
    }

    #[test]
    fn events_that_came_and_went_stand_in_the_order_of_the_text() {
        let old = [event("Visit", 5), event("Visit", 20), event("Meet", 30)];
        let new = [event("Visit", 5), event("Visit", 10), event("Meet", 30)];
        let found = changes(&old, &new);
        let told: Vec<_> =
            found.iter().map(|change| (change.as_str(), change.event().trigger.start)).collect();
        assert_eq!(told, [("came", 10), ("went", 20)]);
    }

    #[test]
    fn the_same_event_of_another_rule_and_line_has_not_changed() {
        let moved =
            Event { at: "visit.rules:9".into(), rule: "trip".into(), pattern: 2, ..event("Visit", 5) };
        assert_eq!(changes(&[event("Visit", 5)], &[moved]), []);
    }

    #[test]
    fn each_role_and_facet_that_is_otherwise_is_told() {
        let old = with(with(event("Visit", 5), "agent", "Park", "Person"), "host", "KT", "Organization");
        let new = with(with(event("Visit", 5), "agent", "Park", "Organization"), "place", "Oslo", "Place");
        let new = Event { modality: Modality::Planned, ..new };
        let found = differences(&old, &new);
        let told: Vec<_> =
            found.iter().map(|d| (d.what.as_str(), d.old.as_deref(), d.new.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("agent", Some("Park: Person"), Some("Park: Organization")),
                ("place", None, Some("Oslo: Place")),
                ("host", Some("KT: Organization"), None),
                ("modality", Some("asserted"), Some("planned")),
            ]
        );
        assert!(matches!(changes(&[old], &[new]).as_slice(), [Change::Changed { .. }]));
    }
}
