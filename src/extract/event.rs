//! Event records, in the shape in which they are written.

use std::fmt;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::confidence::{Confidence, Shape};
use crate::document::{Modality, Polarity, Tense};

/// The version of the shape of [`Event`].
pub const VERSION: u32 = 1;

/// One event found in a document. Offsets count Unicode scalar values from the start of the text.
///
/// What is read from JSON is what was written; [`shape`](Event::shape) is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Event {
    /// Unique in a run: the document, the trigger's offset and the type (`seed#812:Visit`); of a rule with `each` or
    /// `all` also the offsets of the filler or span (`seed#812+820-831:Visit`).
    pub id: String,
    /// The event type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The rule that made it.
    pub rule: String,
    /// Which of the rule's patterns, from 1.
    pub pattern: u32,
    /// Where that pattern stands: `rules/diplomacy/visit.rules:12`.
    pub at: String,
    /// The document's id.
    pub doc: String,
    /// The day on which the document was published, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// The sentence, from 0.
    pub sentence: usize,
    /// The word that names the event.
    pub trigger: Span,
    /// From the first to the last word of the trigger and the fillers.
    pub extent: Extent,
    /// The fillers of each role, roles in the order of the schema, fillers in text order.
    pub roles: IndexMap<String, Vec<Filler>>,
    /// When it happened, by the words of its clause; none where they do not tell.
    pub time: Option<Time>,
    /// Where it happened, by the words of its clause; none where they do not tell.
    pub place: Option<Span>,
    /// `positive` or `negative`.
    pub polarity: Polarity,
    /// The word that denies it (*not*, *prevented*, *no*).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarity_cue: Option<Span>,
    /// `asserted`, `planned`, `possible`, `conditional`, `generic` or `cancelled`.
    pub modality: Modality,
    /// The word that makes it no fact (*will*, *planned*, *if*), where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality_cue: Option<Span>,
    /// `past`, `present`, `future` or `none`.
    pub tense: Tense,
    /// Who says so.
    pub source: Option<Source>,
    /// The fraction of events of this shape that were right in the development data.
    #[cfg_attr(feature = "cli", schemars(with = "f64"))]
    pub confidence: Confidence,
    /// What that depends on.
    #[serde(skip)]
    pub shape: Shape,
    /// The id of the first event of the document that is the same, told before (see [`same`](super::same)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// Where else it is told; filled by [`merge`](super::same::merge) only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// Whether a definite noun names it: *the takeover*.
    #[serde(skip)]
    pub(crate) definite: bool,
}

/// Another place of the document that tells an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Mention {
    /// The id of the event that was found there.
    pub id: String,
    /// The rule that found it.
    pub rule: String,
    /// The sentence, from 0.
    pub sentence: usize,
    /// The word that names the event there.
    pub trigger: Span,
    /// From the first to the last word of the trigger and the fillers.
    pub extent: Extent,
    /// Who says so there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Span {
    /// The text as it stands in the article.
    pub text: String,
    /// Its first character.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Time {
    /// The words that tell it.
    #[serde(flatten)]
    pub span: Span,
    /// Its value in ISO 8601 or TIMEX3 (see `annotate::time`); none where the words do not tell it, or the
    /// document's date would be needed and is not known: the time is then unresolved.
    pub value: Option<String>,
}

/// A stretch of text, without the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Extent {
    /// Its first character.
    pub start: usize,
    /// The character after its last.
    pub end: usize,
}

/// What fills a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Filler {
    /// The core noun phrase or the clause.
    #[serde(flatten)]
    pub span: Span,
    /// Its type: an entity type, an event type, `Phrase` or `Clause`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The canonical name of what it refers to; of several things their names with `; ` between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The ids of the entities that it refers to (see [`entity`](super::entity)): one, but for *the two companies*.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<String>,
    /// The title of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The organisation or place that a person is said to belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// The id in the list that knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The id of the event that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The sentence in which it stands, from 0, if it is not that of the event: a rule that says `within 1 sentence` found
    /// it there, and nothing in the event's own sentence says that it belongs to the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<usize>,
    /// Whether it is one of several that *or* joins: not each of them need be in it. Never in what is denied: *did not meet
    /// Park or Chua* is said of both.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alternative: bool,
    /// The other attributes that the list has for it, in its order.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub attributes: IndexMap<String, String>,
    /// What a quantity amounts to, in units: 13000000000 for *£13 billion*, 5 for *5%*; of a `Date` the text of its value,
    /// as that of [`Time`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// The unit of a quantity: a currency by ISO 4217 (`GBP`) or `percent`; none for plain numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// The type and what fills the roles: `Visit { agent: Park; host: KT }`.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let fillers =
            self.roles.iter().flat_map(|(role, fillers)| fillers.iter().map(move |filler| (role, filler)));
        let parts: Vec<String> =
            fillers.map(|(role, filler)| format!("{role}: {}", filler.span.text)).collect();
        match parts.is_empty() {
            true => f.write_str(&self.kind),
            false => write!(f, "{} {{ {} }}", self.kind, parts.join("; ")),
        }
    }
}

impl Filler {
    /// The name of what it refers to, else its words.
    pub fn name_or_text(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.span.text)
    }
}

impl Time {
    /// Its value, else the words that tell it.
    pub fn value_or_text(&self) -> &str {
        self.value.as_deref().unwrap_or(&self.span.text)
    }
}

impl Source {
    /// The name of the speaker, else the words for them.
    pub fn name_or_text(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.span.text)
    }
}

/// Who says that an event happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Source {
    /// The speaker.
    #[serde(flatten)]
    pub span: Span,
    /// The canonical name of the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The ids of the entities that the speaker is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<String>,
    /// The lemma of the verb of saying, or `according to`.
    pub verb: String,
    /// The word that says that somebody says it.
    pub cue: Span,
    /// Who in turn reports that: *KT said that MTS **claimed** …* is told by MTS, by KT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Box<Source>>,
}

/// The JSON Schema (draft 2020-12) of an [`Event`] as it is written.
#[cfg(feature = "cli")]
pub fn schema() -> schemars::Schema {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Event>();
    schema.insert("version".to_owned(), VERSION.into());
    schema
}

/// A value as JSON has it: whole numbers without a point. None for what is no number.
pub fn amount(value: f64) -> Option<serde_json::Number> {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Some(serde_json::Number::from(value as i64));
    }
    serde_json::Number::from_f64(value)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::extract::confidence::{Clarity, Finder};

    /// An event of which only the type and the trigger are known.
    pub(crate) fn event(kind: &str, trigger: Span) -> Event {
        let shape = Shape { finder: Finder::Verb, tree: Clarity::Clear, ..Shape::default() };
        Event {
            id: String::new(),
            kind: kind.into(),
            rule: String::new(),
            pattern: 1,
            at: String::new(),
            doc: String::new(),
            sentence: 0,
            extent: Extent { start: trigger.start, end: trigger.end },
            trigger,
            roles: IndexMap::new(),
            time: None,
            place: None,
            polarity: Polarity::Positive,
            polarity_cue: None,
            modality: Modality::Asserted,
            modality_cue: None,
            tense: Tense::Past,
            source: None,
            published: None,
            confidence: shape.confidence(),
            shape,
            same_as: None,
            mentions: Vec::new(),
            definite: false,
        }
    }

    /// A filler of which only the words and the type are known.
    pub(crate) fn filler(kind: &str, span: Span) -> Filler {
        Filler {
            span,
            kind: kind.into(),
            name: None,
            entities: Vec::new(),
            title: None,
            affiliation: None,
            id: None,
            event: None,
            sentence: None,
            alternative: false,
            attributes: IndexMap::new(),
            value: None,
            unit: None,
        }
    }
}
