//! Events and their parts, as objects with fields.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use dateline::Document;
use dateline::extract::event;
use dateline::source::OffsetMap;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::values;

/// An event that was found in a text.
#[pyclass(frozen, module = "dateline")]
#[derive(Clone)]
pub(crate) struct Event {
    event: Arc<dateline::Event>,
    /// The sentences in which it stands.
    context: Option<Arc<Span>>,
}

/// A stretch of a text. Offsets slice the string that was given: `text[span.start:span.end] == span.text`.
#[pyclass(frozen, eq, hash, get_all, module = "dateline")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Span {
    /// The text, as it stands there.
    text: String,
    /// Its first character.
    start: usize,
    /// The character after its last.
    end: usize,
}

/// When an event happened.
#[pyclass(frozen, eq, hash, get_all, module = "dateline")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Time {
    /// The words that tell it.
    text: String,
    /// Their first character.
    start: usize,
    /// The character after their last.
    end: usize,
    /// The time in ISO 8601 or TIMEX3 (``2026-03-12``, ``2026-W11``); None where it is not known.
    value: Option<String>,
}

/// What fills a role of an event.
#[pyclass(frozen, eq, get_all, module = "dateline")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Filler {
    /// The core noun phrase or the clause.
    text: String,
    /// Its first character.
    start: usize,
    /// The character after its last.
    end: usize,
    /// Its type: an entity type, an event type, ``Phrase`` or ``Clause``.
    r#type: String,
    /// The canonical name of what it refers to; of several things their names with ``; `` between.
    name: Option<String>,
    /// The ids of the entities that it refers to.
    entities: Vec<String>,
    /// The title of a person.
    title: Option<String>,
    /// The organisation or place that a person is said to belong to.
    affiliation: Option<String>,
    /// The id in the list that knows it.
    id: Option<String>,
    /// The id of the event that it is.
    event: Option<String>,
    /// The sentence in which it stands, from 0, if it is not that of the event.
    sentence: Option<usize>,
    /// Whether it is one of several that *or* joins: not each of them need be in it.
    alternative: bool,
    /// The other attributes that the list has for it.
    attributes: BTreeMap<String, String>,
    /// The unit of a quantity: a currency by ISO 4217 or ``percent``.
    unit: Option<String>,
    /// What a quantity amounts to, in units; of a date the value of its time.
    value: Option<Amount>,
}

/// A value of a filler.
#[derive(Clone, Debug, PartialEq, IntoPyObject, IntoPyObjectRef)]
enum Amount {
    Whole(i64),
    Real(f64),
    Text(String),
}

/// Who says that an event happened.
#[pyclass(frozen, eq, module = "dateline")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source(event::Source);

/// Another place of the document that tells an event.
#[pyclass(frozen, eq, module = "dateline")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention(event::Mention);

impl From<&event::Span> for Span {
    fn from(span: &event::Span) -> Span {
        Span { text: span.text.clone(), start: span.start, end: span.end }
    }
}

impl From<&event::Time> for Time {
    fn from(time: &event::Time) -> Time {
        let Span { text, start, end } = Span::from(&time.span);
        Time { text, start, end, value: time.value.clone() }
    }
}

impl From<&event::Filler> for Filler {
    fn from(filler: &event::Filler) -> Filler {
        let Span { text, start, end } = Span::from(&filler.span);
        let amount = |value: &serde_json::Value| match (value.as_i64(), value.as_f64(), value.as_str()) {
            (Some(whole), ..) => Some(Amount::Whole(whole)),
            (_, Some(real), _) => Some(Amount::Real(real)),
            (.., Some(text)) => Some(Amount::Text(text.to_owned())),
            _ => None,
        };
        let attributes = filler.attributes.iter();
        Filler {
            text,
            start,
            end,
            r#type: filler.kind.clone(),
            name: filler.name.clone(),
            entities: filler.entities.clone(),
            title: filler.title.clone(),
            affiliation: filler.affiliation.clone(),
            id: filler.id.clone(),
            event: filler.event.clone(),
            sentence: filler.sentence,
            alternative: filler.alternative,
            attributes: attributes.map(|(name, value)| (name.clone(), value.clone())).collect(),
            unit: filler.unit.clone(),
            value: filler.value.as_ref().and_then(amount),
        }
    }
}

#[pymethods]
impl Span {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("<Span {}:{} {}>", self.start, self.end, self.text)
    }
}

#[pymethods]
impl Time {
    fn __str__(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.text)
    }

    fn __repr__(&self) -> String {
        let value = self.value.as_deref().unwrap_or("unresolved");
        format!("<Time {}:{} {} = {value}>", self.start, self.end, self.text)
    }
}

#[pymethods]
impl Filler {
    fn __str__(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.text)
    }

    fn __repr__(&self) -> String {
        format!("<Filler {} {}:{} {}>", self.r#type, self.start, self.end, self.text)
    }
}

#[pymethods]
impl Source {
    /// The words for the speaker.
    #[getter]
    fn text(&self) -> &str {
        &self.0.span.text
    }

    /// Their first character.
    #[getter]
    fn start(&self) -> usize {
        self.0.span.start
    }

    /// The character after their last.
    #[getter]
    fn end(&self) -> usize {
        self.0.span.end
    }

    /// The canonical name of the speaker.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// The ids of the entities that the speaker is.
    #[getter]
    fn entities(&self) -> Vec<String> {
        self.0.entities.clone()
    }

    /// The lemma of the verb of saying, or ``according to``.
    #[getter]
    fn verb(&self) -> &str {
        &self.0.verb
    }

    /// The word that says that somebody says it.
    #[getter]
    fn cue(&self) -> Span {
        Span::from(&self.0.cue)
    }

    /// Who in turn reports that.
    #[getter]
    fn by(&self) -> Option<Source> {
        self.0.by.as_deref().cloned().map(Source)
    }

    fn __str__(&self) -> &str {
        self.0.name_or_text()
    }

    fn __repr__(&self) -> String {
        let event::Source { span, verb, .. } = &self.0;
        format!("<Source {}:{} {} ({verb})>", span.start, span.end, span.text)
    }
}

#[pymethods]
impl Mention {
    /// The id of the event that was found there.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// The rule that found it.
    #[getter]
    fn rule(&self) -> &str {
        &self.0.rule
    }

    /// The sentence, from 0.
    #[getter]
    fn sentence(&self) -> usize {
        self.0.sentence
    }

    /// The word that names the event there.
    #[getter]
    fn trigger(&self) -> Span {
        Span::from(&self.0.trigger)
    }

    /// The first character of the trigger and the fillers, and the one after their last.
    #[getter]
    fn extent(&self) -> (usize, usize) {
        (self.0.extent.start, self.0.extent.end)
    }

    /// Who says so there.
    #[getter]
    fn source(&self) -> Option<Source> {
        self.0.source.clone().map(Source)
    }

    fn __repr__(&self) -> String {
        format!("<Mention {}>", self.0.id)
    }
}

#[pymethods]
impl Event {
    /// What identifies it in a run: the document, the offset of the trigger, and the type.
    #[getter]
    fn id(&self) -> &str {
        &self.event.id
    }

    /// The event type.
    #[getter]
    fn r#type(&self) -> &str {
        &self.event.kind
    }

    /// The rule that made it.
    #[getter]
    fn rule(&self) -> &str {
        &self.event.rule
    }

    /// Which of the rule's patterns, from 1.
    #[getter]
    fn pattern(&self) -> u32 {
        self.event.pattern
    }

    /// Where that pattern stands: ``rules/diplomacy/visit.rules:12``.
    #[getter]
    fn at(&self) -> &str {
        &self.event.at
    }

    /// The id of the document.
    #[getter]
    fn doc(&self) -> &str {
        &self.event.doc
    }

    /// The day on which the document was published, where it is known.
    #[getter]
    fn published(&self) -> Option<&str> {
        self.event.published.as_deref()
    }

    /// The sentence, from 0.
    #[getter]
    fn sentence(&self) -> usize {
        self.event.sentence
    }

    /// The word that names the event.
    #[getter]
    fn trigger(&self) -> Span {
        Span::from(&self.event.trigger)
    }

    /// The first character of the trigger and the fillers, and the one after their last.
    #[getter]
    fn extent(&self) -> (usize, usize) {
        (self.event.extent.start, self.event.extent.end)
    }

    /// The fillers of each role, roles in the order of the event type, fillers in that of the text.
    #[getter]
    fn roles<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let roles = PyDict::new(py);
        for (role, fillers) in &self.event.roles {
            let fillers: Vec<Filler> = fillers.iter().map(Filler::from).collect();
            roles.set_item(role, fillers)?;
        }
        Ok(roles)
    }

    /// When it happened; None where the words do not tell.
    #[getter]
    fn time(&self) -> Option<Time> {
        self.event.time.as_ref().map(Time::from)
    }

    /// Where it happened; None where the words do not tell.
    #[getter]
    fn place(&self) -> Option<Span> {
        self.event.place.as_ref().map(Span::from)
    }

    /// ``positive`` or ``negative``.
    #[getter]
    fn polarity(&self) -> &'static str {
        self.event.polarity.as_str()
    }

    /// The word that denies it.
    #[getter]
    fn polarity_cue(&self) -> Option<Span> {
        self.event.polarity_cue.as_ref().map(Span::from)
    }

    /// ``asserted``, ``planned``, ``possible``, ``conditional``, ``generic`` or ``cancelled``.
    #[getter]
    fn modality(&self) -> &'static str {
        self.event.modality.as_str()
    }

    /// The word that makes it no fact.
    #[getter]
    fn modality_cue(&self) -> Option<Span> {
        self.event.modality_cue.as_ref().map(Span::from)
    }

    /// ``past``, ``present``, ``future`` or ``none``.
    #[getter]
    fn tense(&self) -> &'static str {
        self.event.tense.as_str()
    }

    /// Who says so; None for the document itself.
    #[getter]
    fn source(&self) -> Option<Source> {
        self.event.source.clone().map(Source)
    }

    /// The fraction of events of this shape that were right in the development data, from 0 to 1.
    #[getter]
    fn confidence(&self) -> f64 {
        self.event.confidence.fraction()
    }

    /// The id of the first event of the document that is the same, told before.
    #[getter]
    fn same_as(&self) -> Option<&str> {
        self.event.same_as.as_deref()
    }

    /// Where else the document tells it; only after ``dateline run --merge``.
    #[getter]
    fn mentions(&self) -> Vec<Mention> {
        self.event.mentions.iter().cloned().map(Mention).collect()
    }

    /// The sentences in which it stands; None for an event that was read from JSON.
    #[getter]
    fn context(&self) -> Option<Span> {
        self.context.as_deref().cloned()
    }

    /// The event as a dict, in the shape of ``dateline run``'s JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::parsed(py, &self.to_json())
    }

    /// The event as a line of JSON, byte for byte that of ``dateline run``, without the line end.
    fn to_json(&self) -> String {
        // strings and numbers always make JSON
        serde_json::to_string(&*self.event).unwrap_or_default()
    }

    /// The event of such a line.
    ///
    /// Raises `ValueError` if it is none.
    #[staticmethod]
    fn from_json(json: &str) -> PyResult<Event> {
        Event::read(json, None)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Event>) -> PyResult<Pickled<'py>> {
        let restore = slf.get_type().getattr("_restore")?;
        let context = slf.get().context.as_deref().map(|span| (span.text.clone(), span.start, span.end));
        Ok((restore, (slf.get().to_json(), context)))
    }

    #[staticmethod]
    #[pyo3(signature = (json, context))]
    fn _restore(json: &str, context: Option<Stretch>) -> PyResult<Event> {
        Event::read(json, context.map(|(text, start, end)| Span { text, start, end }))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        let other = other.cast::<Event>();
        other.is_ok_and(|other| other.get().to_json() == self.to_json())
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.event.id.hash(&mut hasher);
        hasher.finish()
    }

    fn __str__(&self) -> String {
        self.event.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Event {}>", self.event)
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Event>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("dateline._html")?.call_method1("event", (slf,))
    }
}

/// A span, for pickling.
type Stretch = (String, usize, usize);
/// The function that restores an event, and its arguments: the JSON and the sentence.
type Pickled<'py> = (Bound<'py, PyAny>, (String, Option<Stretch>));

impl Event {
    /// The events of a document.
    pub(crate) fn all(document: &Document, events: Vec<dateline::Event>) -> Vec<Event> {
        let offsets = OffsetMap::new(&document.article.text);
        let bounds: Vec<(usize, usize)> = document
            .sentences
            .iter()
            .map(|sentence| document.bytes(&sentence.tokens))
            .map(|bytes| (bytes.start, bytes.end))
            .collect();
        let around = |event: &dateline::Event| {
            let event::Extent { start, end, .. } = event.extent;
            let first = bounds.iter().rev().find(|(from, _)| offsets.scalar(*from) <= start)?;
            let last = bounds.iter().find(|(_, to)| offsets.scalar(*to) >= end)?;
            let text = document.article.text.get(first.0..last.1)?.to_owned();
            Some(Arc::new(Span { text, start: offsets.scalar(first.0), end: offsets.scalar(last.1) }))
        };
        let with_context = |event: dateline::Event| Event { context: around(&event), event: Arc::new(event) };
        events.into_iter().map(with_context).collect()
    }

    /// The event itself.
    pub(crate) fn event(&self) -> &dateline::Event {
        &self.event
    }

    fn read(json: &str, context: Option<Span>) -> PyResult<Event> {
        let event = serde_json::from_str(json).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Event { event: Arc::new(event), context: context.map(Arc::new) })
    }
}
