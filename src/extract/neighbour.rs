//! Roles that the sentence before or after fills, where a rule says `within 1 sentence`: *The blast hit the market. Six
//! people died.*
//!
//! Nothing in the other sentence says that it speaks of the event, so precision comes first: the role may be missing, its
//! type is a type of names or quantities, only one thing of it stands in the two sentences beside the event, inside the
//! paragraph, and no other event of the type is near. The filler tells its sentence, and the event counts as less certain.

use std::collections::BTreeSet;

use super::assemble::Assembler;
use super::coreference::References;
use super::event::{Event, Filler};
use super::time::Times;
use super::view::View;
use crate::annotate::{Annotate, AnnotateError};
use crate::document::{Document, Layer};
use crate::lang::compile::Program;
use crate::lang::ir::{Accepts, BuiltInType, EventType};
use crate::source::OffsetMap;

/// Fills optional roles that are empty from the sentences beside. The events are those of the document, in text order.
/// Linear in the events and their sentences.
pub(super) fn fill(
    program: &Program,
    document: &mut Document,
    annotator: &dyn Annotate,
    offsets: &OffsetMap,
    events: &mut [Event],
) -> Result<(), AnnotateError> {
    let willing: BTreeSet<&str> =
        program.rules.iter().filter(|rule| rule.within).map(|rule| rule.name.as_str()).collect();
    if willing.is_empty() {
        return Ok(());
    }
    let places: Vec<(String, usize)> =
        events.iter().map(|event| (event.kind.clone(), event.sentence)).collect();
    for (index, event) in events.iter_mut().enumerate() {
        if !willing.contains(event.rule.as_str()) {
            continue;
        }
        let Some(schema) = program.events.iter().find(|schema| schema.name == event.kind) else { continue };
        let beside: Vec<usize> = [event.sentence.checked_sub(1), Some(event.sentence + 1)]
            .into_iter()
            .flatten()
            .filter(|&other| {
                other < document.sentences.len() && is_one_paragraph(document, event.sentence, other)
            })
            .collect();
        // another event of the type that is as near may be the one that is spoken of
        let competes = |(kind, sentence): &(String, usize)| {
            *kind == event.kind && beside.iter().any(|other| sentence.abs_diff(*other) <= 1)
        };
        let near = |(_, sentence): &&(String, usize)| sentence.abs_diff(event.sentence) <= 2;
        let (before, after) = (&places[..index], &places[index + 1..]);
        if before.iter().rev().take_while(near).chain(after.iter().take_while(near)).any(competes) {
            continue;
        }
        for &sentence in &beside {
            annotator.fill(document, sentence, Layer::Tags)?;
            annotator.fill(document, sentence, Layer::Times)?;
        }
        let views: Vec<View> =
            beside.iter().map(|&sentence| View::new(program, document, sentence)).collect();
        for (role, accepts) in empty_roles(schema, event) {
            let found = views.iter().flat_map(|view| fitting(view, &accepts, event, offsets));
            let mut found: Vec<Filler> = found.collect();
            found.dedup_by_key(|filler| filler.name.clone().unwrap_or_else(|| filler.span.text.clone()));
            if let [filler] = found.as_slice() {
                event.roles.insert(role, vec![filler.clone()]);
                event.shape.resolved = true;
                event.confidence = event.shape.confidence();
            }
        }
        let place = |name: &str| schema.roles.iter().position(|role| role.name == name);
        event.roles.sort_by(|a, _, b, _| place(a).cmp(&place(b)));
    }
    Ok(())
}

/// The roles that may be missing and are, with what they take: names and quantities only.
fn empty_roles(schema: &EventType, event: &Event) -> Vec<(String, Accepts)> {
    let typed = |accepts: &Accepts| accepts.shapes().next().is_none() && accepts.events.is_empty();
    let date = BuiltInType::Date.id();
    let open = schema.roles.iter().filter(|role| {
        let is_date = role.accepts.entities.contains(&date);
        role.least == 0 && !event.roles.contains_key(&role.name) && typed(&role.accepts) && !is_date
    });
    open.map(|role| (role.name.clone(), role.accepts.clone())).collect()
}

/// The things of these types in a sentence that the event does not name already.
fn fitting(view: &View, accepts: &Accepts, event: &Event, offsets: &OffsetMap) -> Vec<Filler> {
    let (references, times) = (References::default(), Times::new(view));
    let assembler = Assembler { view, references: &references, offsets, times: &times };
    let mut end = view.tokens.start;
    let mut fillers = Vec::new();
    for mention in view.mentions().iter().filter(|mention| view.takes(accepts, mention.kind)) {
        // of mentions inside each other the longest
        if mention.tokens.start < end {
            continue;
        }
        end = mention.tokens.end;
        let filler = assembler.plain(&mention.tokens, Some(mention.kind));
        let known = event.roles.values().flatten().any(|other| {
            let same = |name: &Option<String>| name.is_some() && *name == filler.name;
            same(&other.name) || other.span.text == filler.span.text
        });
        if !known {
            fillers.push(Filler { sentence: Some(view.sentence), ..filler });
        }
    }
    fillers
}

/// Whether no empty line stands between two sentences that follow each other.
fn is_one_paragraph(document: &Document, one: usize, other: usize) -> bool {
    let (first, second) = (one.min(other), one.max(other));
    let end = document.bytes(&document.sentences[first].tokens).end;
    let start = document.bytes(&document.sentences[second].tokens).start;
    let between = document.article.text.get(end..start).unwrap_or_default();
    between.matches('\n').count() < 2
}
