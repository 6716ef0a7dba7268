//! Event coreference: which events of a document are mentions of the same event.
//!
//! Precision comes first. A later event is the same as an earlier one of its type if nothing speaks against it — the
//! two differ in no role and no time, and have the same polarity — and one of these holds:
//!
//! - two fillers of the same roles are the same, or
//! - one filler is, and both happened on the same day, or
//! - its trigger is a definite noun (*the takeover*) and either one filler is the same and none is new, or it names
//!   nobody, its rule has found a mention of the other, and no other event fits.
//!
//! Fillers are the same if their canonical names are. A filler without a name counts neither for nor against, except a
//! clause, which must have the same text: two statements of one speaker are two events.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Event, Filler, Mention};
use crate::document::Modality;

/// The number of earlier events of its type that an event is compared with.
const MOST_COMPARED: usize = 64;
/// The length of a day in ISO 8601.
const DAY: usize = "2019-05-17".len();

/// Sets [`Event::same_as`] for the events of one document, given in text order. Linear in their number.
pub(super) fn link(events: &mut [Event]) {
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for later in 0..events.len() {
        let event = &events[later];
        let of_type = known.entry(event.kind.clone()).or_default();
        let earlier = of_type.iter().rev().take(MOST_COMPARED).map(|&at| &events[at]);
        let fits: Vec<&Event> = earlier.filter(|other| is_compatible(other, event)).collect();
        let same = fits.iter().find(|other| is_attested(other, event));
        let first = |other: &Event| other.same_as.clone().unwrap_or_else(|| other.id.clone());
        let same = same.map(|other| first(other)).or_else(|| {
            let told = fits.iter().any(|other| other.rule == event.rule) && names_of(event).is_empty();
            let only = fits.first().map(|other| first(other)).filter(|_| event.definite && told);
            only.filter(|only| fits.iter().all(|other| first(other) == *only))
        });
        of_type.push(later);
        events[later].same_as = same;
    }
}

/// One event for each group of mentions, at the position of the first: the mention with the most roles, plus the roles
/// and facets that only the others have, plus a list of the others. Linear in the number of events.
///
/// The events must be as [`extract`](super::extract) returns them for documents.
pub fn merge(events: Vec<Event>) -> Vec<Event> {
    let mut groups: Vec<Vec<Event>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for event in events {
        match event.same_as.as_ref().and_then(|first| places.get(first)) {
            Some(&place) => groups[place].push(event),
            None => {
                places.insert(event.id.clone(), groups.len());
                groups.push(vec![event]);
            }
        }
    }
    groups.into_iter().filter_map(one).collect()
}

/// One event from all its mentions, given in text order.
fn one(mut mentions: Vec<Event>) -> Option<Event> {
    let id = mentions.first()?.id.clone();
    let fillers = |event: &Event| event.roles.values().map(Vec::len).sum::<usize>();
    let best =
        (0..mentions.len()).rev().max_by_key(|&at| (mentions[at].roles.len(), fillers(&mentions[at])))?;
    let mut event = mentions.remove(best);
    for other in &mentions {
        for (role, fillers) in &other.roles {
            event.roles.entry(role.clone()).or_insert_with(|| fillers.clone());
        }
        let is_valued = |event: &Event| event.time.as_ref().is_some_and(|time| time.value.is_some());
        if !is_valued(&event) && (event.time.is_none() || is_valued(other)) {
            event.time = other.time.clone().or(event.time);
        }
        event.place = event.place.or_else(|| other.place.clone());
        event.source = event.source.or_else(|| other.source.clone());
    }
    let mention = |event: Event| Mention {
        id: event.id,
        rule: event.rule,
        sentence: event.sentence,
        trigger: event.trigger,
        extent: event.extent,
        source: event.source,
    };
    event.mentions = mentions.into_iter().map(mention).collect();
    event.same_as = None;
    event.id = id;
    Some(event)
}

/// Whether nothing speaks against two events being the same.
fn is_compatible(earlier: &Event, later: &Event) -> bool {
    let habit = |event: &Event| event.modality == Modality::Generic;
    if earlier.polarity != later.polarity || habit(earlier) || habit(later) {
        return false;
    }
    if let (Some(a), Some(b)) = (&earlier.time, &later.time) {
        let fits = match (&a.value, &b.value) {
            (Some(a), Some(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
            _ => a.span.text == b.span.text,
        };
        if !fits {
            return false;
        }
    }
    later.roles.iter().all(|(role, fillers)| match earlier.roles.get(role) {
        None => true,
        Some(others) => {
            let (these, those) = (names(fillers), names(others));
            let clauses = fillers.iter().chain(others).any(is_clause);
            match clauses {
                true => texts(fillers) == texts(others),
                false => these.is_empty() || those.is_empty() || !these.is_disjoint(&those),
            }
        }
    })
}

/// Whether there is enough evidence that two compatible events are the same.
fn is_attested(earlier: &Event, later: &Event) -> bool {
    let shared: usize = later
        .roles
        .iter()
        .filter_map(|(role, fillers)| Some((fillers, earlier.roles.get(role)?)))
        .map(|(fillers, others)| names(fillers).intersection(&names(others)).count())
        .sum();
    let day = |event: &Event| {
        let value = event.time.as_ref().and_then(|time| time.value.clone());
        value.filter(|value| value.len() == DAY)
    };
    let one_day = day(earlier).is_some() && day(earlier) == day(later);
    let has_all = later.roles.iter().all(|(role, fillers)| {
        let others = earlier.roles.get(role).map(|others| names(others)).unwrap_or_default();
        names(fillers).is_subset(&others)
    });
    shared >= 2 || shared == 1 && (one_day || later.definite && has_all)
}

/// The canonical names among fillers, in lower case.
fn names(fillers: &[Filler]) -> BTreeSet<String> {
    let named = fillers.iter().filter_map(|filler| filler.name.as_ref());
    named.flat_map(|name| name.split("; ")).map(str::to_lowercase).collect()
}

/// The canonical names among all fillers of an event.
fn names_of(event: &Event) -> BTreeSet<String> {
    event.roles.values().flat_map(|fillers| names(fillers)).collect()
}

fn texts(fillers: &[Filler]) -> BTreeSet<String> {
    fillers.iter().map(|filler| filler.span.text.to_lowercase()).collect()
}

fn is_clause(filler: &Filler) -> bool {
    filler.kind == "Clause" || filler.event.is_some()
}
