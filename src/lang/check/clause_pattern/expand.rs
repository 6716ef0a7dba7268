//! Expands alternatives and optional parts: from one written pattern to plain series of words and slots.

use crate::lang::ir::{ListId, RoleId, SlotTest};
use crate::lang::syntax::ast::{Alternatives, Element, ElementKind, Slot};
use crate::source::Span;

/// The number of series that one pattern may expand to.
pub(super) const MOST_SERIES: usize = 512;

/// A word or slot of a series.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) kind: PieceKind,
    pub(super) span: Span,
    /// Whether it is in an optional part that has slots, so that it may be missing.
    pub(super) optional: bool,
    /// Whether a determiner comes before it, so that it begins a noun phrase.
    pub(super) determined: bool,
}

#[derive(Clone, Debug)]
pub(super) enum PieceKind {
    Word(String),
    Exact(String),
    List(ListId),
    Slot(FilledSlot),
    /// `'s`
    Possessive,
}

/// A slot whose role is known.
#[derive(Clone, Debug)]
pub(super) struct FilledSlot {
    pub(super) name: String,
    pub(super) role: Option<RoleId>,
    pub(super) test: SlotTest,
    /// Whether nothing happens without a filler for it.
    pub(super) demanded: bool,
    /// Whether it also takes what is not known to be of another type.
    pub(super) open: bool,
}

/// Why a pattern has no series.
pub(super) enum Failure {
    /// There are more than [`MOST_SERIES`].
    TooMany,
    /// A part has a mistake that was already reported.
    Reported,
}

/// Resolves names, and reports unknown ones.
pub(super) trait Resolve {
    fn slot(&mut self, slot: &Slot) -> Option<FilledSlot>;
    fn list(&mut self, name: &crate::lang::syntax::ast::Name) -> Option<ListId>;
    fn no_part_of_clauses(&mut self, span: Span);
}

/// Every series that the alternatives expand to, in order. Slots of optional parts stay in and are marked.
pub(super) fn expand(
    alternatives: &Alternatives,
    resolve: &mut dyn Resolve,
) -> Result<Vec<Vec<Piece>>, Failure> {
    let mut all = Vec::new();
    for sequence in alternatives {
        all.extend(expand_sequence(sequence, resolve)?);
        if all.len() > MOST_SERIES {
            return Err(Failure::TooMany);
        }
    }
    Ok(all)
}

fn expand_sequence(elements: &[Element], resolve: &mut dyn Resolve) -> Result<Vec<Vec<Piece>>, Failure> {
    let mut series: Vec<Vec<Piece>> = vec![Vec::new()];
    for element in elements {
        let choices = expand_element(element, resolve)?;
        if series.len() * choices.len() > MOST_SERIES {
            return Err(Failure::TooMany);
        }
        series = series
            .iter()
            .flat_map(|start| choices.iter().map(move |end| start.iter().chain(end).cloned().collect()))
            .collect();
    }
    Ok(series)
}

fn expand_element(element: &Element, resolve: &mut dyn Resolve) -> Result<Vec<Vec<Piece>>, Failure> {
    let one = |kind| vec![vec![Piece { kind, span: element.span, optional: false, determined: false }]];
    let mut choices = match &element.kind {
        ElementKind::Word(word) => one(PieceKind::Word(word.clone())),
        ElementKind::Clitic(clitic) if clitic == "'s" => one(PieceKind::Possessive),
        ElementKind::Clitic(clitic) => one(PieceKind::Word(clitic.clone())),
        ElementKind::Exact(text) => one(PieceKind::Exact(text.clone())),
        ElementKind::Mark(_) => vec![Vec::new()],
        ElementKind::List(list) => one(PieceKind::List(resolve.list(list).ok_or(Failure::Reported)?)),
        ElementKind::Slot(slot) => one(PieceKind::Slot(resolve.slot(slot).ok_or(Failure::Reported)?)),
        ElementKind::Group(alternatives) => expand(alternatives, resolve)?,
        _ => {
            resolve.no_part_of_clauses(element.span);
            return Err(Failure::Reported);
        }
    };
    if element.repeat.is_some_and(|repeat| repeat.least == 0) {
        let is_slot = |piece: &Piece| matches!(piece.kind, PieceKind::Slot(_));
        if choices.iter().flatten().any(is_slot) {
            choices.iter_mut().flatten().for_each(|piece| piece.optional = true);
        } else if !choices.iter().any(Vec::is_empty) {
            choices.push(Vec::new());
        }
    }
    Ok(choices)
}
