//! Marked articles from annotation tools for spans, one a line: doccano and Prodigy.
//!
//! A span is the trigger of an event if a relation starts at it, or if its label is no type of names and no relation
//! ends at it. Relations are roles. What these formats cannot express (modality, polarity, times, names) stays open.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use super::brat::role_name;
use super::{Argument, Marked, Place, Record};
use crate::document::{Article, NameKind, QuantityKind};

/// The content of a file of spans.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    /// The events of each article.
    pub marked: Vec<Marked>,
    /// The articles themselves.
    pub articles: Vec<Article>,
    /// Whether any relation was marked; if not, arguments are unknown.
    pub tells_arguments: bool,
}

/// Labels of names that Dateline has no type for.
const OTHER_NAMES: [&str; 9] =
    ["DATE", "TIME", "EVENT", "LANGUAGE", "LAW", "MISC", "ORDINAL", "QUANTITY", "WORK_OF_ART"];

#[derive(Deserialize)]
struct Line {
    text: String,
    /// The id that `dateline run` writes for these tools, which renumber their lines.
    doc: Option<Value>,
    id: Option<Value>,
    #[serde(alias = "published")]
    date: Option<String>,
    meta: Option<Meta>,
    /// Of Prodigy: `accept`, `reject` or `ignore`.
    answer: Option<String>,
    spans: Option<Vec<Span>>,
    entities: Option<Vec<Span>>,
    labels: Option<Vec<Span>>,
    label: Option<Label>,
    #[serde(default)]
    relations: Vec<Relation>,
}

/// The spans of an article, or its category as a whole.
#[derive(Deserialize)]
#[serde(untagged)]
enum Label {
    Spans(Vec<Span>),
    Whole(serde::de::IgnoredAny),
}

impl Line {
    fn spans(&mut self) -> Vec<Span> {
        let label = match self.label.take() {
            Some(Label::Spans(spans)) => Some(spans),
            Some(Label::Whole(_)) | None => None,
        };
        let lists = [self.spans.take(), self.entities.take(), self.labels.take(), label];
        lists.into_iter().flatten().find(|spans| !spans.is_empty()).unwrap_or_default()
    }
}

#[derive(Default, Deserialize)]
struct Meta {
    doc: Option<Value>,
    id: Option<Value>,
    #[serde(alias = "published")]
    date: Option<String>,
}

/// A span, as an object or as `[0, 4, "Visit"]`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Span {
    Object {
        id: Option<i64>,
        #[serde(alias = "start_offset")]
        start: usize,
        #[serde(alias = "end_offset")]
        end: usize,
        label: String,
    },
    Triple(usize, usize, String),
}

/// A relation, between ids (doccano) or spans (Prodigy).
#[derive(Deserialize)]
struct Relation {
    from_id: Option<i64>,
    to_id: Option<i64>,
    head_span: Option<Ends>,
    child_span: Option<Ends>,
    #[serde(alias = "type")]
    label: String,
}

#[derive(Deserialize)]
struct Ends {
    start: usize,
    end: usize,
}

impl Span {
    fn place(&self) -> Place {
        match *self {
            Span::Object { start, end, .. } | Span::Triple(start, end, _) => Place { start, end },
        }
    }

    fn label(&self) -> &str {
        match self {
            Span::Object { label, .. } | Span::Triple(_, _, label) => label,
        }
    }

    fn id(&self) -> Option<i64> {
        match self {
            Span::Object { id, .. } => *id,
            Span::Triple(..) => None,
        }
    }
}

/// Whether a record comes from such a tool.
pub fn is_spans(record: &Value) -> bool {
    let is_list = |key: &str| record.get(key).is_some_and(Value::is_array);
    record.get("text").is_some()
        && record.get("events").is_none()
        && ["spans", "entities", "label", "labels"].iter().any(|key| is_list(key))
}

/// Reads the lines of a file; those that were not accepted are left out. Offsets count Unicode scalar values.
///
/// # Errors
/// The number of the first line that cannot be read, from 1, and why.
pub fn spans(text: &str) -> Result<Spans, (usize, String)> {
    let mut all = Spans::default();
    let lines = text.trim_start_matches('\u{feff}').split('\n').enumerate();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let mut line: Line = serde_json::from_str(line).map_err(|error| (number, error.to_string()))?;
        if line.answer.as_deref().is_some_and(|answer| answer != "accept") {
            continue;
        }
        let spans = line.spans();
        let meta = line.meta.unwrap_or_default();
        let doc = match line.doc.or(meta.doc).or(line.id).or(meta.id) {
            Some(Value::String(id)) => id,
            Some(Value::Number(id)) => id.to_string(),
            _ => format!("gold-{number}"),
        };
        let events = events(number, &line.text, &spans, &line.relations)?;
        all.tells_arguments |= !line.relations.is_empty();
        all.marked.push(Marked { doc: doc.clone(), events, hard_negatives: Vec::new() });
        let date = line.date.or(meta.date);
        all.articles.push(Article { id: doc, date, text: line.text, ..Article::default() });
    }
    Ok(all)
}

fn events(
    number: usize,
    text: &str,
    spans: &[Span],
    relations: &[Relation],
) -> Result<Vec<Record>, (usize, String)> {
    let length = text.chars().count();
    for span in spans {
        let Place { start, end } = span.place();
        if start >= end || end > length {
            let label = span.label();
            return Err((
                number,
                format!(
                    "the span `{label}` from {start} to {end} is not in the text, which has {length} characters"
                ),
            ));
        }
    }
    let mut links = Vec::new();
    for relation in relations {
        let find = |id: Option<i64>, ends: &Option<Ends>| {
            let is = |span: &Span| match (id, ends) {
                (Some(_), _) => span.id() == id,
                (None, Some(ends)) => span.place() == Place { start: ends.start, end: ends.end },
                (None, None) => false,
            };
            spans.iter().position(is)
        };
        let link =
            find(relation.from_id, &relation.head_span).zip(find(relation.to_id, &relation.child_span));
        let (from, to) = link.ok_or_else(|| {
            (number, format!("the relation `{}` does not go from a span to a span", relation.label))
        })?;
        links.push((from, to, relation.label.as_str()));
    }
    let starts: BTreeSet<usize> = links.iter().map(|(from, ..)| *from).collect();
    let ends: BTreeSet<usize> = links.iter().map(|(_, to, _)| *to).collect();
    let is_event =
        |index: &usize| starts.contains(index) || !ends.contains(index) && !is_name(spans[*index].label());
    let event = |index: usize| {
        let own = links.iter().filter(|(from, ..)| *from == index);
        let mut record = Record {
            kind: spans[index].label().to_owned(),
            trigger: spans[index].place(),
            ..Record::default()
        };
        for (_, to, label) in own {
            let (role, place) = (role_name(label), spans[*to].place());
            match role.as_str() {
                "source" => record.sources.push(place),
                _ => record.arguments.push(Argument { role, place, names: Vec::new() }),
            }
        }
        record
    };
    Ok((0..spans.len()).filter(is_event).map(event).collect())
}

fn is_name(label: &str) -> bool {
    NameKind::parse(label).is_some() || QuantityKind::parse(label).is_some() || OTHER_NAMES.contains(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A label and its offsets.
    type Labelled = (String, usize, usize);

    /// The triggers and the arguments.
    fn read(text: &str) -> (Vec<Labelled>, Vec<Labelled>) {
        let spans = spans(text).unwrap();
        let events = spans.marked.iter().flat_map(|marked| &marked.events);
        let triggers = events.clone().map(|e| (e.kind.clone(), e.trigger.start, e.trigger.end)).collect();
        let arguments = events.flat_map(|e| &e.arguments);
        (triggers, arguments.map(|a| (a.role.clone(), a.place.start, a.place.end)).collect())
    }

    #[test]
    fn doccano_and_prodigy_tell_the_same_events() {
        let doccano = r#"{"id": 7, "text": "🌊 Anna visited Oslo.", "entities": [{"id": 4, "start_offset": 2, "end_offset": 6, "label": "Person"},
            {"id": 5, "label": "Visit", "start_offset": 7, "end_offset": 14}, {"id": 6, "label": "Place", "start_offset": 15, "end_offset": 19}],
            "relations": [{"id": 0, "from_id": 5, "to_id": 4, "type": "Agent"}, {"id": 1, "from_id": 5, "to_id": 6, "type": "place"}]}"#
            .replace('\n', " ");
        let prodigy = r#"{"text": "🌊 Anna visited Oslo.", "meta": {"id": "n7"}, "answer": "accept", "spans": [{"start": 2, "end": 6, "label": "PERSON"},
            {"start": 7, "end": 14, "label": "Visit", "token_start": 2}, {"start": 15, "end": 19, "label": "GPE"}], "relations": [
            {"head": 2, "child": 1, "head_span": {"start": 7, "end": 14, "label": "Visit"}, "child_span": {"start": 2, "end": 6, "label": "PERSON"}, "label": "agent"},
            {"head": 2, "child": 3, "head_span": {"start": 7, "end": 14}, "child_span": {"start": 15, "end": 19}, "label": "place"}]}"#
            .replace('\n', " ");
        for text in [doccano, prodigy] {
            let (triggers, arguments) = read(&text);
            assert_eq!(triggers, [("Visit".to_owned(), 7, 14)]);
            assert_eq!(arguments, [("agent".to_owned(), 2, 6), ("place".to_owned(), 15, 19)]);
        }
    }

    #[test]
    fn spans_without_relations_are_triggers_unless_they_are_names() {
        let text = "{\"text\": \"Anna visited Oslo.\", \"label\": [[0, 4, \"PER\"], [5, 12, \"Visit\"]]}\n\n\
                    {\"text\": \"No.\", \"spans\": [[0, 2, \"Visit\"]], \"answer\": \"reject\"}\n";
        assert_eq!(read(text), (vec![("Visit".to_owned(), 5, 12)], Vec::new()));
        let found = spans(text).unwrap();
        assert!(!found.tells_arguments);
        assert_eq!(found.articles[0].id, "gold-1");
    }

    #[test]
    fn what_is_not_in_the_text_is_told_with_its_line() {
        let told = |text: &str| spans(text).unwrap_err();
        assert_eq!(told("\n{\"text\": \"Anna\", \"spans\": [[2, 5, \"Visit\"]]}").0, 2);
        let lost = told(
            "{\"text\": \"Anna\", \"spans\": [], \"relations\": [{\"from_id\": 1, \"to_id\": 2, \"type\": \"a\"}]}",
        );
        assert_eq!(lost, (1, "the relation `a` does not go from a span to a span".to_owned()));
        assert_eq!(told("{\"text\": \"Anna\", \"spans\": 7}").0, 1);
    }
}
