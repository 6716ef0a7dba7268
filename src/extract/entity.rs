//! The entities of a document: the things that it names, and the mentions of each.

use std::ops::Range;

use indexmap::IndexMap;
use serde::Serialize;

use super::coreference::References;
use super::event::Span;
use super::view::View;
use crate::annotate::{Annotate, AnnotateError};
use crate::document::clause::PhraseKind;
use crate::document::{Document, EntityId, Layer, PhraseId, TokenId};
use crate::lang::compile::Program;
use crate::lang::compile::gazetteer::EntryId;
use crate::lang::ir::TypeId;
use crate::source::OffsetMap;

/// One thing that a document names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Entity {
    /// Unique in a run: the document and the offset of the first name (`seed#e31`). Fillers and sources refer to it.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its canonical name: from the list that has it, else its longest name in the document.
    pub name: String,
    /// The first title beside a name of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The canonical name of what a person is said to belong to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// The id in the list that has it.
    #[serde(rename = "listed", skip_serializing_if = "Option::is_none")]
    pub listed: Option<String>,
    /// The other attributes that the list has for it, in its order.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub attributes: IndexMap<String, String>,
    /// Its mentions in the document, by position.
    pub mentions: Vec<Mention>,
}

/// Words that stand for an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The words.
    #[serde(flatten)]
    pub span: Span,
    /// `name`, `pronoun` or `description`.
    pub by: &'static str,
}

/// The id of an entity: the document's and the offset of its first name.
pub(super) fn id(document: &Document, entity: EntityId, offsets: &OffsetMap) -> String {
    let first = document.entities.get(entity).and_then(|entity| entity.names.first());
    let tokens = first.and_then(|&name| document.names.get(name as usize)).map(|name| name.tokens.clone());
    let start = tokens.map_or(0, |tokens| document.bytes(&tokens).start);
    format!("{}#e{}", document.article.id, offsets.scalar(start))
}

/// The entities of a document, in the order of their first names. Names are looked for in the whole document. Pronouns
/// and descriptions are given only for sentences whose clauses are known: those that [`extract`](super::extract) has
/// searched. Linear in the text.
///
/// # Errors
/// If the document was annotated by somebody else and lacks the layer of names.
pub fn entities(
    program: &Program,
    document: &mut Document,
    annotator: &dyn Annotate,
) -> Result<Vec<Entity>, AnnotateError> {
    annotator.fill(document, 0, Layer::Entities)?;
    let document = &*document;
    let offsets = OffsetMap::new(&document.article.text);
    let span = |tokens: &Range<TokenId>| {
        let bytes = document.bytes(tokens);
        let text = document.text(tokens).to_owned();
        Span { text, start: offsets.scalar(bytes.start), end: offsets.scalar(bytes.end) }
    };
    let count = document.entities.list.len();
    let mut mentions: Vec<Vec<Mention>> = vec![Vec::new(); count];
    let mut entries: Vec<Option<EntryId>> = vec![None; count];
    for (name, entity) in document.names.iter().zip(&document.entities.of) {
        if let Some(entity) = entity {
            mentions[entity.index()].push(Mention { span: span(&name.tokens), by: "name" });
        }
    }
    for sentence in 0..document.sentences.len() {
        let view = View::new(program, document, sentence);
        for mention in view.mentions().iter().filter(|mention| mention.entry.is_some()) {
            let entity = document.entity_at(mention.tokens.end - 1);
            let same = entity.filter(|_| {
                document.name_at(mention.tokens.start).is_some_and(|n| n.tokens == mention.tokens)
            });
            if let Some(entity) = same {
                let entry = &mut entries[entity.index()];
                *entry = entry.or(mention.entry);
            }
        }
        let references = References::new(&view);
        for (id, phrase) in view.clauses().phrases.iter().enumerate() {
            let by = match phrase.kind {
                PhraseKind::Pronoun => "pronoun",
                PhraseKind::Common => "description",
                PhraseKind::Name | PhraseKind::Relative => continue,
            };
            let own = |entity: EntityId| {
                document
                    .names_in(&phrase.narrow)
                    .iter()
                    .any(|name| document.entity_at(name.tokens.start) == Some(entity))
            };
            let found = references.of(PhraseId::at(id)).map_or(&[][..], |reference| &reference.entities);
            for &entity in found.iter().filter(|&&entity| !own(entity)) {
                mentions[entity.index()].push(Mention { span: span(&phrase.narrow), by });
            }
        }
    }
    let lists = |entry: EntryId| &program.lists[entry.list.index()].entries[entry.entry as usize];
    let record = |(index, mut mentions): (usize, Vec<Mention>)| {
        let entity = &document.entities.list[index];
        let entry = entries[index].map(lists);
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        let affiliation = entity.affiliation.and_then(|name| document.entities.of_name(name as usize));
        let affiliation = affiliation.and_then(|entity| document.entities.get(entity));
        Entity {
            id: id(document, EntityId::at(index), &offsets),
            kind: program.types[TypeId::from(entity.kind).index()].name.clone(),
            name: entry.and_then(|entry| entry.name.clone()).unwrap_or_else(|| entity.name.clone()),
            title: entity.titles.first().map(|title| document.text(title).to_owned()),
            affiliation: affiliation.map(|entity| entity.name.clone()),
            listed: entry.and_then(|entry| entry.id.clone()),
            attributes: entry.map_or_else(IndexMap::new, |entry| entry.attributes.iter().cloned().collect()),
            mentions,
        }
    };
    Ok(mentions.into_iter().enumerate().map(record).collect())
}
