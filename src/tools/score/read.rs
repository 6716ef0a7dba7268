//! Marked articles in JSON Lines, and the events of an earlier run.

use indexmap::IndexMap;
use serde::Deserialize;

use super::{Argument, HardNegative, Marked, Place, Record, names};
use crate::document::{Modality, Polarity};

/// An article of a gold file.
#[derive(Deserialize)]
struct GoldArticle {
    id: String,
    events: Vec<GoldEvent>,
    #[serde(default)]
    hard_negatives: Vec<GoldNegative>,
}

#[derive(Deserialize)]
struct GoldEvent {
    #[serde(rename = "type")]
    kind: String,
    trigger: Extent,
    #[serde(default)]
    args: Vec<GoldArgument>,
    modality: Option<Modality>,
    polarity: Option<Polarity>,
    time: Option<String>,
    #[serde(default)]
    attribution: GoldAttribution,
}

#[derive(Default, Deserialize)]
struct GoldAttribution {
    source: Option<Extent>,
    #[serde(default)]
    more_sources: Vec<Extent>,
}

#[derive(Deserialize)]
struct GoldArgument {
    role: String,
    #[serde(flatten)]
    place: Extent,
    resolved: Option<String>,
}

#[derive(Deserialize)]
struct GoldNegative {
    #[serde(flatten)]
    place: Extent,
    looks_like: String,
    #[serde(default)]
    reason: String,
}

#[derive(Clone, Copy, Deserialize)]
struct Extent {
    start: usize,
    end: usize,
}

/// An event as `dateline run` writes it.
#[derive(Deserialize)]
struct RunEvent {
    #[serde(rename = "type")]
    kind: String,
    doc: String,
    trigger: Extent,
    roles: IndexMap<String, Vec<RunFiller>>,
    time: Option<RunTime>,
    place: Option<Extent>,
    modality: Modality,
    polarity: Polarity,
    source: Option<Extent>,
}

#[derive(Deserialize)]
struct RunFiller {
    #[serde(flatten)]
    place: Extent,
    name: Option<String>,
}

#[derive(Deserialize)]
struct RunTime {
    #[serde(flatten)]
    place: Extent,
    value: Option<String>,
}

impl From<Extent> for Place {
    fn from(Extent { start, end }: Extent) -> Place {
        Place { start, end }
    }
}

/// Reads marked articles, one a line: `id`, `text`, `events` and perhaps `hard_negatives`; see `docs/scoring.md`.
/// Events without modality or polarity are asserted and positive.
///
/// # Errors
/// The number of the first line that is no such article, from 1, and why.
pub fn marked(text: &str) -> Result<Vec<Marked>, (usize, String)> {
    lines(text).map(|(number, line)| gold(line).map_err(|error| (number, reason(&error)))).collect()
}

/// Reads events as `dateline run` writes them in JSON Lines, by article, in the order of the first event of each.
///
/// # Errors
/// The number of the first line that is no event, from 1, and why.
pub fn events(text: &str) -> Result<Vec<Marked>, (usize, String)> {
    let mut articles: IndexMap<String, Vec<Record>> = IndexMap::new();
    for (number, line) in lines(text) {
        let event: RunEvent = serde_json::from_str(line).map_err(|error| (number, reason(&error)))?;
        articles.entry(event.doc.clone()).or_default().push(event.into());
    }
    Ok(articles.into_iter().map(|(doc, events)| Marked { doc, events, hard_negatives: Vec::new() }).collect())
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // a text may have line ends inside its strings other than these
    text.split('\n')
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
}

fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.rsplit_once(" at line 1 column ").map_or(message.clone(), |(what, _)| what.to_owned())
}

fn gold(line: &str) -> Result<Marked, serde_json::Error> {
    let article: GoldArticle = serde_json::from_str(line)?;
    let hard_negatives = article.hard_negatives.into_iter().map(|negative| HardNegative {
        kind: negative.looks_like,
        place: negative.place.into(),
        reason: negative.reason,
    });
    Ok(Marked {
        doc: article.id,
        events: article.events.into_iter().map(Record::from).collect(),
        hard_negatives: hard_negatives.collect(),
    })
}

impl From<GoldEvent> for Record {
    fn from(event: GoldEvent) -> Record {
        let arguments = event.args.into_iter().map(|argument| Argument {
            role: argument.role,
            place: argument.place.into(),
            names: names::several(&argument.resolved.unwrap_or_default()),
        });
        // further sources of an event without a first one are ignored
        let more = event.attribution.source.map(|_| event.attribution.more_sources).unwrap_or_default();
        Record {
            kind: event.kind,
            trigger: event.trigger.into(),
            arguments: arguments.collect(),
            modality: Some(event.modality.unwrap_or_default()),
            polarity: Some(event.polarity.unwrap_or_default()),
            time: event.time,
            sources: event.attribution.source.into_iter().chain(more).map(Place::from).collect(),
        }
    }
}

impl From<RunEvent> for Record {
    fn from(event: RunEvent) -> Record {
        let mut arguments = Vec::new();
        for (role, fillers) in &event.roles {
            arguments.extend(fillers.iter().map(|filler| Argument {
                role: role.clone(),
                place: filler.place.into(),
                names: names::several(filler.name.as_deref().unwrap_or_default()),
            }));
        }
        for (role, place) in [("time", event.time.as_ref().map(|time| time.place)), ("place", event.place)] {
            if let Some(place) = place.filter(|_| !event.roles.contains_key(role)) {
                arguments.push(Argument { role: role.to_owned(), place: place.into(), names: Vec::new() });
            }
        }
        Record {
            kind: event.kind,
            trigger: event.trigger.into(),
            arguments,
            modality: Some(event.modality),
            polarity: Some(event.polarity),
            time: event.time.and_then(|time| time.value),
            sources: event.source.into_iter().map(Place::from).collect(),
        }
    }
}
