//! One page to look at rather than read: articles with their events marked, a timeline, and a graph of who did what
//! with whom. It is self-contained: it needs no network, and no script to be readable.
//!
//! The same articles and events give the same bytes.

mod day;
mod graph;
mod text;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value};
use serde::Serialize;

use crate::display::harmless;
use crate::document::{Document, Modality, Polarity};
use crate::extract::Event;
use crate::extract::event::{Filler, Source};
use day::Day;
use graph::{Graph, Meeting};
use text::Paragraph;
use timeline::Timeline;

/// An article and its events as the page shows them.
#[derive(Clone, Debug, Serialize)]
pub struct Article {
    id: String,
    title: Option<String>,
    date: Option<String>,
    url: Option<String>,
    paragraphs: Vec<Paragraph>,
    events: Vec<Card>,
}

/// An event as shown beside its sentence.
#[derive(Clone, Debug, Serialize)]
struct Card {
    kind: String,
    /// Unusual facets: denied, planned.
    facets: Vec<&'static str>,
    modality: Modality,
    negative: bool,
    roles: Vec<Role>,
    time: Option<String>,
    day: Option<String>,
    place: Option<String>,
    source: Option<String>,
    rule: String,
    at: String,
    /// The number of the rule's pattern on the page.
    rule_number: usize,
    sentence: usize,
    /// In hundredths.
    confidence: u8,
    again: usize,
    #[serde(skip)]
    when: Option<Day>,
    #[serde(skip)]
    entities: Vec<Named>,
    #[serde(skip)]
    meetings: Vec<(Named, Named, bool)>,
}

#[derive(Clone, Debug, Serialize)]
struct Role {
    name: String,
    fillers: Vec<Shown>,
}

/// A filler: its words, and the name of its referent if that is different.
#[derive(Clone, Debug, Serialize)]
struct Shown {
    text: String,
    name: Option<String>,
}

/// A person, organisation or place: its name and its type.
type Named = (String, String);

/// The data of an event for the script.
#[derive(Serialize)]
struct Datum<'a> {
    id: String,
    kind: usize,
    modality: Modality,
    denied: bool,
    day: Option<&'a str>,
    entities: Vec<usize>,
}

#[derive(Serialize)]
struct Data<'a> {
    kinds: Vec<&'a str>,
    entities: Vec<&'a str>,
    events: Vec<Datum<'a>>,
}

/// A pattern of a rule that matched.
#[derive(Serialize)]
struct RuleLine<'a> {
    rule: &'a str,
    at: &'a str,
    makes: &'a str,
    text: String,
    events: usize,
    first: String,
}

/// The data for the template.
#[derive(Serialize)]
struct Contents<'a> {
    style: &'static str,
    script: &'static str,
    total: usize,
    /// The first and the last day.
    span: Option<(String, String)>,
    kinds: Vec<(&'a str, usize)>,
    names: BTreeSet<&'a str>,
    modalities: BTreeSet<&'a str>,
    timeline: Timeline,
    graph: Graph,
    articles: &'a [Article],
    rules: Vec<RuleLine<'a>>,
    data: String,
}

impl Article {
    /// The data of a document with these events for the page. Linear in both.
    pub fn new(document: &Document, events: &[Event]) -> Article {
        let article = &document.article;
        let url =
            article.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        Article {
            id: harmless(&article.id),
            title: article.title.as_deref().map(harmless).filter(|title| !title.trim().is_empty()),
            date: article.date.as_deref().map(harmless),
            url: url.map(|url| harmless(url)),
            paragraphs: text::paragraphs(document, events),
            events: events.iter().map(Card::new).collect(),
        }
    }

    /// The number of its events.
    pub fn events(&self) -> usize {
        self.events.len()
    }
}

impl Card {
    fn new(event: &Event) -> Card {
        let negative = event.polarity == Polarity::Negative;
        let facets = [(negative, "denied"), (event.modality != Modality::Asserted, event.modality.as_str())];
        let told = event.time.as_ref().and_then(|time| time.value.as_deref()).and_then(Day::read);
        let when = told.or_else(|| event.published.as_deref().and_then(Day::read));
        let roles = event.roles.iter().map(|(name, fillers)| Role {
            name: harmless(name),
            fillers: fillers.iter().map(Shown::new).collect(),
        });
        let named: Vec<Vec<Named>> =
            event.roles.values().map(|all| all.iter().flat_map(names).collect()).collect();
        let mut entities: Vec<Named> = named.iter().flatten().cloned().collect();
        entities.extend(
            event
                .source
                .iter()
                .filter_map(|source| source.name.as_deref().map(|name| (harmless(name), String::new()))),
        );
        Card {
            kind: harmless(&event.kind),
            facets: facets.into_iter().filter(|(has, _)| *has).map(|(_, facet)| facet).collect(),
            modality: event.modality,
            negative,
            roles: roles.collect(),
            time: event.time.as_ref().map(|time| harmless(&time.span.text)),
            day: when.map(|day| day.to_string()),
            place: event.place.as_ref().map(|place| harmless(&place.text)),
            source: event.source.as_ref().map(said),
            rule: harmless(&event.rule),
            at: harmless(&event.at),
            rule_number: 0,
            sentence: event.sentence + 1,
            confidence: event.confidence.0,
            again: event.mentions.len(),
            when,
            entities,
            meetings: meetings(&named),
        }
    }
}

impl Shown {
    fn new(filler: &Filler) -> Shown {
        let name = filler.name.as_deref().filter(|name| *name != filler.span.text);
        Shown { text: text::line(&filler.span.text), name: name.map(harmless) }
    }
}

/// The entities of a filler, several if it refers to several.
fn names(filler: &Filler) -> Vec<Named> {
    let Some(name) = &filler.name else { return Vec::new() };
    name.split("; ").map(|name| (text::line(name), filler.kind.clone())).collect()
}

/// The pairs of entities in an event, and whether one acts on the other: the fillers of the first role with an entity
/// with those of the others, else with each other.
fn meetings(roles: &[Vec<Named>]) -> Vec<(Named, Named, bool)> {
    let mut with_names = roles.iter().filter(|named| !named.is_empty());
    let Some(first) = with_names.next() else { return Vec::new() };
    let others: Vec<&Named> = with_names.flatten().collect();
    let mut pairs = Vec::new();
    for (index, one) in first.iter().enumerate() {
        let directed = !others.is_empty();
        let with: Vec<&Named> = if directed { others.clone() } else { first[index + 1..].iter().collect() };
        let with = with.into_iter().filter(|other| other.0 != one.0);
        pairs.extend(with.map(|other| (one.clone(), other.clone(), directed)));
    }
    pairs
}

fn said(source: &Source) -> String {
    let mut said = text::line(source.name_or_text());
    if let Some(by) = &source.by {
        said = format!("{said}, by {}", text::line(by.name_or_text()));
    }
    said
}

/// The page of these articles in HTML. `line` returns the text at a place (`rules/visit.rules:12`) if it is known.
///
/// # Errors
/// Never because of an article: only if the template fails.
pub fn page(
    mut articles: Vec<Article>,
    line: &dyn Fn(&str) -> Option<String>,
) -> Result<String, minijinja::Error> {
    number_rules(&mut articles);
    let cards = || articles.iter().flat_map(|article| &article.events);
    let all: BTreeSet<&Named> = cards().flat_map(|card| &card.entities).collect();
    let names: BTreeSet<&str> = all.iter().map(|named| named.0.as_str()).collect();
    let kinds: BTreeSet<&str> = cards().map(|card| card.kind.as_str()).collect();
    let modalities: BTreeSet<&str> = cards().map(|card| card.modality.as_str()).collect();
    let days: BTreeSet<Day> = cards().filter_map(|card| card.when).collect();
    let span = days.first().zip(days.last()).map(|(first, last)| (first.to_string(), last.to_string()));
    let data = data(&articles, &kinds, &names);
    let timeline = Timeline::new(
        numbered(&articles).filter_map(|(id, card)| Some((card.when?, card.kind.as_str(), id))),
    );
    let graph = Graph::new(numbered(&articles).filter(|(_, card)| !card.negative).flat_map(|(id, card)| {
        let meeting = move |(one, other, directed): &'_ (Named, Named, bool)| Meeting {
            one: one.clone(),
            other: other.clone(),
            directed: *directed,
            kind: card.kind.clone(),
            fact: card.modality == Modality::Asserted,
            event: id.clone(),
        };
        card.meetings.iter().map(meeting).collect::<Vec<_>>()
    }));
    let total = cards().count();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    cards().for_each(|card| *counts.entry(&card.kind).or_default() += 1);
    let contents = Contents {
        style: include_str!("style.css"),
        script: include_str!("script.js"),
        rules: rules(&articles, line),
        kinds: counts.into_iter().collect(),
        articles: &articles,
        total,
        names,
        modalities,
        span,
        data,
        timeline,
        graph,
    };
    environment()?.get_template("page.html")?.render(Value::from(Serde(&contents)))
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("page.html", include_str!("page.html"))?;
    Ok(environment)
}

/// Every event with its id on the page.
fn numbered(articles: &[Article]) -> impl Iterator<Item = (String, &Card)> {
    articles.iter().enumerate().flat_map(|(article, told)| {
        let cards = told.events.iter().enumerate();
        cards.map(move |(event, card)| (format!("a{}e{}", article + 1, event + 1), card))
    })
}

fn number_rules(articles: &mut [Article]) {
    let mut places: BTreeSet<(String, String)> = BTreeSet::new();
    for card in articles.iter().flat_map(|article| &article.events) {
        places.insert((card.rule.clone(), card.at.clone()));
    }
    let numbers: BTreeMap<(String, String), usize> = places.into_iter().zip(1..).collect();
    for card in articles.iter_mut().flat_map(|article| &mut article.events) {
        card.rule_number = numbers.get(&(card.rule.clone(), card.at.clone())).copied().unwrap_or_default();
    }
}

/// The patterns that matched, in the order of their numbers.
fn rules<'a>(articles: &'a [Article], line: &dyn Fn(&str) -> Option<String>) -> Vec<RuleLine<'a>> {
    let mut rules: BTreeMap<usize, RuleLine<'a>> = BTreeMap::new();
    for (id, card) in numbered(articles) {
        let entry = rules.entry(card.rule_number).or_insert_with(|| RuleLine {
            rule: &card.rule,
            at: &card.at,
            makes: &card.kind,
            text: line(&card.at).map(|text| harmless(text.trim())).unwrap_or_default(),
            events: 0,
            first: id,
        });
        entry.events += 1;
    }
    rules.into_values().collect()
}

/// The data for the script, as JSON that is safe inside HTML.
fn data(articles: &[Article], kinds: &BTreeSet<&str>, names: &BTreeSet<&str>) -> String {
    let number = |set: &BTreeSet<&str>| -> BTreeMap<String, usize> {
        set.iter().enumerate().map(|(number, name)| ((*name).to_owned(), number)).collect()
    };
    let (kind_numbers, name_numbers) = (number(kinds), number(names));
    let events = numbered(articles).map(|(id, card)| {
        let entities: BTreeSet<usize> =
            card.entities.iter().filter_map(|(name, _)| name_numbers.get(name).copied()).collect();
        Datum {
            id,
            kind: kind_numbers.get(&card.kind).copied().unwrap_or_default(),
            modality: card.modality,
            denied: card.negative,
            day: card.day.as_deref(),
            entities: entities.into_iter().collect(),
        }
    });
    let data = Data {
        events: events.collect(),
        kinds: kinds.iter().copied().collect(),
        entities: names.iter().copied().collect(),
    };
    // strings and numbers always make JSON
    let json = serde_json::to_string(&data).unwrap_or_default();
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
