//! Noun phrases: core, title, affiliation, apposition.

use std::ops::Range;

use super::tree::Tree;
use crate::text::document::clause::{Phrase, PhraseKind};
use crate::text::document::{NameKind, Relation, TokenId, Upos, Xpos};

/// The noun phrases of a sentence, by head; appositions are filled in by their heads' places.
pub(super) fn phrases(tree: &Tree) -> Vec<Phrase> {
    let heads: Vec<TokenId> = tree.words().filter(|&word| is_head(tree, word)).collect();
    let mut phrases: Vec<Phrase> = heads.iter().map(|&head| phrase(tree, head)).collect();
    for index in 0..heads.len() {
        let appositions = tree.with(heads[index], &[Relation::Appos]);
        let places = appositions.filter_map(|word| heads.binary_search(&word).ok());
        let places: Vec<u32> = places.map(|place| place as u32).collect();
        for &place in &places {
            name_by_apposition(tree, &mut phrases, index, place as usize);
        }
        phrases[index].appositions = places;
    }
    phrases
}

/// Whether a word heads a noun phrase: a noun, pronoun or name that is no part of another's name or title.
fn is_head(tree: &Tree, word: TokenId) -> bool {
    let nominal = match tree.upos(word) {
        Upos::Noun | Upos::Propn | Upos::Pron => true,
        Upos::Num | Upos::Adj | Upos::Det | Upos::Sym | Upos::X => is_argument(tree.relation(word)),
        _ => false,
    };
    let part = matches!(tree.relation(word), Relation::Flat | Relation::Fixed | Relation::Goeswith);
    nominal && !part
}

fn is_argument(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Nsubj
            | Relation::NsubjPass
            | Relation::NsubjOuter
            | Relation::Obj
            | Relation::Iobj
            | Relation::Obl
            | Relation::OblAgent
            | Relation::OblUnmarked
            | Relation::Nmod
            | Relation::NmodPoss
            | Relation::NmodUnmarked
    )
}

/// What stands in a phrase's core: what comes before the noun, and prepositional phrases after it.
fn is_core(tree: &Tree, child: TokenId, head: TokenId) -> bool {
    match tree.relation(child) {
        Relation::Det
        | Relation::DetPredet
        | Relation::Amod
        | Relation::Nummod
        | Relation::Compound
        | Relation::Flat
        | Relation::Fixed
        | Relation::NmodPoss
        | Relation::NmodDesc
        | Relation::Goeswith => true,
        Relation::Nmod | Relation::NmodUnmarked => !commas_between(tree, head, child),
        Relation::Advmod => child < head,
        Relation::Punct => matches!(tree.xpos(child), Xpos::Hyph),
        _ => false,
    }
}

/// Whether a comma, dash or bracket cuts a modifier off its noun.
fn commas_between(tree: &Tree, a: TokenId, b: TokenId) -> bool {
    let span = tree.span(b);
    let between = if a < b { a + 1..span.start.max(a + 1) } else { span.end.min(a)..a };
    between.into_iter().any(|word| matches!(tree.xpos(word), Xpos::Comma | Xpos::Colon | Xpos::Lrb))
        || matches!(tree.xpos(span.start), Xpos::Comma | Xpos::Colon | Xpos::Lrb)
}

fn phrase(tree: &Tree, head: TokenId) -> Phrase {
    let core = core(tree, head, true);
    let narrow = core_without_prepositions(tree, head);
    let kind = kind(tree, head);
    let (title, affiliation) = title_and_affiliation(tree, head, &narrow);
    let described_by = Vec::new();
    Phrase { head, core, narrow, kind, title, affiliation, appositions: Vec::new(), described_by }
}

fn kind(tree: &Tree, head: TokenId) -> PhraseKind {
    match tree.upos(head) {
        Upos::Propn => PhraseKind::Name,
        _ if tree.document.name_at(head).is_some() => PhraseKind::Name,
        Upos::Pron if matches!(tree.xpos(head), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss) => PhraseKind::Relative,
        Upos::Pron | Upos::Det => PhraseKind::Pronoun,
        _ => PhraseKind::Common,
    }
}

/// The words from the first to the last of the core; a contiguous stretch that grows from the head outward.
fn core(tree: &Tree, head: TokenId, prepositions: bool) -> Range<TokenId> {
    let mut range = head..head + 1;
    let prepositional =
        |child: TokenId| matches!(tree.relation(child), Relation::Nmod | Relation::NmodUnmarked);
    for &child in tree.children(head) {
        if !is_core(tree, child, head) || prepositional(child) && !prepositions && child > head {
            continue;
        }
        let part = match tree.relation(child) {
            // the core of a modifier, so that its relative clauses and conjuncts after the noun stay out
            Relation::Nmod | Relation::NmodUnmarked => with_case(tree, child),
            _ => tree.span(child),
        };
        range = range.start.min(part.start)..range.end.max(part.end);
    }
    trim(tree, range, head)
}

fn core_without_prepositions(tree: &Tree, head: TokenId) -> Range<TokenId> {
    core(tree, head, false)
}

/// A modifier with its preposition, its own modifiers and conjuncts, without its clauses.
fn with_case(tree: &Tree, word: TokenId) -> Range<TokenId> {
    let mut range = word..word + 1;
    let mut open = vec![word];
    while let Some(word) = open.pop() {
        range = range.start.min(word)..range.end.max(word + 1);
        for &child in tree.children(word) {
            let keep = is_core(tree, child, word)
                || matches!(tree.relation(child), Relation::Case | Relation::Cc)
                || tree.relation(child) == Relation::Conj
                    && !tree.children(child).iter().any(|&c| tree.relation(c) == Relation::Nsubj)
                || tree.relation(child) == Relation::Punct && child < word;
            if keep {
                open.push(child);
            }
        }
    }
    range
}

/// Leaves out punctuation and conjunctions at the ends.
fn trim(tree: &Tree, mut range: Range<TokenId>, head: TokenId) -> Range<TokenId> {
    let outside = |word: TokenId| {
        matches!(tree.upos(word), Upos::Punct | Upos::Cconj) && tree.xpos(word) != Xpos::Currency
    };
    let before = |word: TokenId| {
        outside(word) || tree.relation(word) == Relation::Case && tree.xpos(word) != Xpos::Pos
    };
    while range.start < head && before(range.start) {
        range.start += 1;
    }
    while range.end > head + 1 && (outside(range.end - 1) || tree.xpos(range.end - 1) == Xpos::Pos) {
        range.end -= 1;
    }
    range
}

/// The title before a person's name, and the organisation or place that stands with it.
fn title_and_affiliation(
    tree: &Tree,
    head: TokenId,
    narrow: &Range<TokenId>,
) -> (Option<Range<TokenId>>, Option<Range<TokenId>>) {
    let document = tree.document;
    let Some(person) = document.name_at(head).filter(|name| name.kind == NameKind::Person) else {
        return (None, None);
    };
    let before = narrow.start..person.tokens.start.max(narrow.start);
    let group = document.names_in(&before).iter().rfind(|name| name.kind != NameKind::Person);
    let from = group.map_or(before.start, |name| name.tokens.end);
    let noun = |word: &TokenId| {
        matches!(tree.upos(*word), Upos::Noun | Upos::Propn | Upos::Adj) || tree.xpos(*word) == Xpos::Hyph
    };
    let title: Vec<TokenId> = (from..before.end).rev().take_while(noun).collect();
    let title = title.last().map(|&first| first..before.end).filter(|t| !t.is_empty());
    let after = tree.with(head, &[Relation::Nmod]).find_map(|child| {
        let close = matches!(tree.preposition(child).as_deref(), Some("of" | "from" | "at"));
        document
            .name_at(child)
            .filter(|name| close && name.kind != NameKind::Person)
            .map(|name| name.tokens.clone())
    });
    (title, group.map(|name| name.tokens.clone()).or(after))
}

/// *Satya Nadella, CEO of Microsoft*: the apposition gives the title and the affiliation of the name.
fn name_by_apposition(tree: &Tree, phrases: &mut [Phrase], named: usize, apposed: usize) {
    let document = tree.document;
    let (head, other) = (phrases[named].head, phrases[apposed].head);
    let (person, role) = match (document.name_at(head), document.name_at(other)) {
        (Some(name), None) if name.kind == NameKind::Person => (named, apposed),
        (None, Some(name)) if name.kind == NameKind::Person => (apposed, named),
        _ => return,
    };
    let role_head = phrases[role].head;
    let core = phrases[role].core.clone();
    let group = document.names_in(&core).iter().find(|name| name.kind != NameKind::Person);
    let group = group.map(|name| name.tokens.clone());
    let from =
        tree.with(role_head, &[Relation::Compound, Relation::Amod]).min().unwrap_or(role_head).min(role_head);
    let from = group.as_ref().filter(|g| g.end <= role_head).map_or(from, |g| from.max(g.end));
    let from = (from..=role_head).find(|&word| tree.xpos(word) != Xpos::Pos).unwrap_or(role_head);
    let title = from..role_head + 1;
    let phrase = &mut phrases[person];
    phrase.title.get_or_insert(title);
    if phrase.affiliation.is_none() {
        phrase.affiliation = group;
    }
}
