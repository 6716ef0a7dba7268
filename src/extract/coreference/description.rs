//! The antecedents of definite descriptions: *the company*, *the minister*, *the two countries*.

use std::ops::Range;

use super::antecedent::{Found, Look, Seeker, Wanted};
use super::pronoun::{here, may_corefer};
use crate::annotate::names::nationality;
use crate::document::clause::PhraseKind;
use crate::document::{EntityId, NameKind, PhraseId, TokenId};
use crate::english::words::{self, Class};

/// The antecedents of a description.
pub(super) fn antecedents(seeker: &Seeker, id: PhraseId) -> Found {
    let phrase = seeker.phrase(id);
    let named = seeker.references.of(id).is_some_and(|reference| reference.name.is_some());
    if named || phrase.kind != PhraseKind::Common {
        return Found::new();
    }
    if let Some(entity) = by_name(seeker, id) {
        return Found::from_elem(entity, 1);
    }
    let plural = tag(seeker, phrase.head) == "NNS";
    if plural { several(seeker, id) } else { one(seeker, id).into_iter().collect() }
}

fn tag<'a>(seeker: &Seeker<'a>, token: TokenId) -> &'a str {
    seeker.view.document.tokens.xpos.get(token as usize).map_or("", |xpos| xpos.as_str())
}

/// *the Norvik company*, *the city of Oslo*: the phrase contains the name.
fn by_name(seeker: &Seeker, id: PhraseId) -> Option<EntityId> {
    let phrase = seeker.phrase(id);
    let document = seeker.view.document;
    let noun = seeker.lower(phrase.head);
    if seeker.lower(phrase.core.start) != "the" {
        return None;
    }
    if document.is(Class::TerritoryNoun, &noun) {
        let of = phrase.head + 1;
        let name = document
            .name_at(of + 1)
            .filter(|name| name.tokens.start == of + 1 || seeker.lower(of + 1) == "the");
        let is = seeker.view.tokens.contains(&of) && seeker.lower(of) == "of" && phrase.core.contains(&of);
        let name =
            name.filter(|name| is && name.kind == NameKind::Place && phrase.core.end == name.tokens.end);
        return name.and_then(|name| document.entity_at(name.tokens.start));
    }
    if document.is(Class::NounAfterName, &noun) && phrase.narrow.end == phrase.head + 1 {
        let name = document.name_at(phrase.head.checked_sub(1)?)?;
        let fits = name.kind == NameKind::Organization && name.tokens.start > phrase.core.start;
        return document.entity_at(name.tokens.start).filter(|_| fits);
    }
    None
}

/// *the company*, *the airline*, *the minister*, *the country*.
fn one(seeker: &Seeker, id: PhraseId) -> Option<EntityId> {
    let phrase = seeker.phrase(id);
    let definite = seeker.lower(phrase.core.start) == "the" && phrase.core == phrase.narrow;
    if !definite || tag(seeker, phrase.head) != "NN" && tag(seeker, phrase.head) != "NNP" {
        return None;
    }
    let noun = joined(seeker, &(phrase.core.start + 1..phrase.core.end));
    let fits = |entity| may_corefer(seeker, id, entity);
    if seeker.view.document.is(Class::FirmNoun, &noun) {
        let company = |entity| fits(entity) && is_company(seeker, entity);
        let wanted = Wanted { kinds: &[NameKind::Organization], gender: None, fits: &company };
        return nearest(seeker, id, &wanted);
    }
    if let Some(marks) = words::value(Class::OrganizationKind, &noun) {
        let is_mark = |word: &str| marks.split(' ').any(|mark| mark == word);
        let marked =
            |entity| fits(entity) && (is_marked(seeker, entity, is_mark) || is_called(seeker, entity, &noun));
        let wanted = Wanted { kinds: &[NameKind::Organization], gender: None, fits: &marked };
        return here(seeker.only_before(phrase.core.start, &wanted));
    }
    if is_office(seeker, &noun) {
        let holds = |entity| fits(entity) && holds(seeker, entity, &noun);
        let wanted = Wanted { kinds: &[NameKind::Person], gender: None, fits: &holds };
        return here(seeker.only_before(phrase.core.start, &wanted));
    }
    if noun == "country" {
        let country = |entity| fits(entity) && is_country(seeker, entity);
        let wanted = Wanted { kinds: &[NameKind::Place], gender: None, fits: &country };
        return nearest(seeker, id, &wanted);
    }
    None
}

/// The subject of a clause above, the only candidate before it in the sentence, or the topic of the sentences before.
fn nearest(seeker: &Seeker, id: PhraseId, wanted: &Wanted) -> Option<EntityId> {
    let before = seeker.view.tokens.start..seeker.phrase(id).core.start;
    for look in [seeker.subject_above(id, wanted), seeker.only(&before, wanted), seeker.before(wanted)] {
        match look {
            Look::Here(entity) => return Some(entity),
            Look::Doubtful => return None,
            Look::Nowhere => {}
        }
    }
    None
}

/// *the two companies*, *both countries*: the two that the text has just named.
fn several(seeker: &Seeker, id: PhraseId) -> Found {
    let phrase = seeker.phrase(id);
    let lower: Vec<String> = phrase.narrow.clone().map(|token| seeker.lower(token)).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let count = match lower[..] {
        ["the", "two", ..] | ["both", ..] => 2,
        ["the", "three", ..] => 3,
        _ => return Found::new(),
    };
    if phrase.core != phrase.narrow {
        return Found::new();
    }
    let noun = seeker.view.document.lemma(phrase.head).to_lowercase();
    let place = |entity| is_country(seeker, entity);
    let company = |entity| is_company(seeker, entity);
    let any = |_| true;
    let (kind, fits): (NameKind, &dyn Fn(EntityId) -> bool) = match words::value(Class::PairNoun, &noun) {
        Some("organization") => (NameKind::Organization, &company),
        Some("place") => (NameKind::Place, &place),
        Some("person") => (NameKind::Person, &any),
        _ => return Found::new(),
    };
    let wanted = Wanted { kinds: &[kind], gender: None, fits };
    // first the words before it in the sentence, then also the sentences before, until there are enough
    let sentences = (0..=seeker.view.sentence).rev().take(3);
    let mut found = Found::new();
    for sentence in sentences {
        let tokens = seeker.view.document.sentences[sentence].tokens.clone();
        let mut here = members(seeker, &(tokens.start..tokens.end.min(phrase.core.start)), &wanted);
        here.retain(|entity| !found.contains(entity));
        here.extend(found);
        found = here;
        if found.len() >= count {
            break;
        }
    }
    if found.len() == count { found } else { Found::new() }
}

/// The entities of a kind that some words name; a person counts as the company that the person belongs to.
fn members(seeker: &Seeker, tokens: &Range<TokenId>, wanted: &Wanted) -> Found {
    let document = seeker.view.document;
    let mut found = Found::new();
    for name in document.names_in(tokens) {
        // a nationality counts as its country, if the document names that
        let own = document.entity_at(name.tokens.start).or_else(|| country_of(seeker, &name.tokens));
        let affiliation = own.and_then(|id| document.entities.get(id)?.affiliation);
        let affiliation = affiliation.and_then(|name| document.entities.of_name(name as usize));
        for entity in [own, affiliation].into_iter().flatten() {
            if seeker.suits(entity, wanted) && !found.contains(&entity) {
                found.push(entity);
            }
        }
    }
    found
}

fn country_of(seeker: &Seeker, tokens: &Range<TokenId>) -> Option<EntityId> {
    let document = seeker.view.document;
    let country = nationality::country(document.text(tokens))?;
    let at = document.entities.list.iter().position(|e| e.kind == NameKind::Place && e.name == country)?;
    Some(EntityId::at(at))
}

fn joined(seeker: &Seeker, tokens: &Range<TokenId>) -> String {
    tokens.clone().map(|token| seeker.lower(token)).collect::<Vec<_>>().join(" ")
}

/// Whether nothing in the name of an organisation shows that it is not a company.
fn is_company(seeker: &Seeker, entity: EntityId) -> bool {
    !is_marked(seeker, entity, |word| seeker.view.document.is(Class::PublicBody, word))
}

/// Whether a name of an entity contains a mark.
fn is_marked(seeker: &Seeker, entity: EntityId, is_mark: impl Fn(&str) -> bool) -> bool {
    let name =
        seeker.view.document.entities.get(entity).map_or("", |entity| entity.name.as_str()).to_lowercase();
    name.split(|c: char| !c.is_alphanumeric()).any(is_mark)
}

/// Whether a noun comes right before a name of an entity, or in apposition after it: *the airline Kestrel*, *Kestrel,
/// an airline*.
fn is_called(seeker: &Seeker, entity: EntityId, noun: &str) -> bool {
    let document = seeker.view.document;
    let names = document.entities.get(entity).map_or(&[][..], |entity| &entity.names);
    let near = seeker.near();
    let from = names.partition_point(|&name| document.names[name as usize].tokens.start < near.start);
    let names = names[from..].iter().filter_map(|&name| document.names.get(name as usize));
    names.take_while(|name| name.tokens.start < near.end).any(|name| {
        let before = name.tokens.start.checked_sub(1).is_some_and(|at| seeker.lower(at) == noun);
        let apposed = || {
            let end =
                document.sentences.get(document.sentence_of(name.tokens.start)).map_or(0, |s| s.tokens.end);
            let at = name.tokens.end;
            let is_article = at + 1 < end && words::is(Class::Article, &seeker.lower(at + 1));
            let close = (at + 2..end.min(at + 7))
                .take_while(|&t| !matches!(document.form(t), "," | "." | "of" | "that"));
            is_article
                && document.form(at) == ","
                && close.last().is_some_and(|last| seeker.lower(last) == noun)
        };
        before || apposed()
    })
}

/// Whether a noun, or its last words, are an office: *foreign minister*.
fn is_office(seeker: &Seeker, noun: &str) -> bool {
    let mut tails = noun.match_indices(' ').map(|(at, _)| &noun[at + 1..]);
    let is = |noun| seeker.view.document.is(Class::Office, noun);
    is(noun) || tails.any(is)
}

/// Whether a description ends with a title of a person: *Foreign Minister* fits *the minister* and *the foreign
/// minister*, but *Prime Minister* does not fit *the minister*.
fn holds(seeker: &Seeker, entity: EntityId, noun: &str) -> bool {
    let titles = seeker.view.document.entities.get(entity).map_or(&[][..], |entity| &entity.titles);
    let near = seeker.near();
    let from = titles.partition_point(|title| title.start < near.start);
    titles[from..].iter().take_while(|title| title.start < near.end).any(|title| {
        let title = joined(seeker, title);
        let title = title.strip_prefix("former ").map_or(title.as_str(), |_| "");
        let rest = title.strip_suffix(noun);
        rest.is_some_and(|rest| {
            (rest.is_empty() || rest.ends_with(' '))
                && !rest.contains("prime")
                && !rest.contains("vice")
                && !rest.contains("deputy")
        })
    })
}

fn is_country(seeker: &Seeker, entity: EntityId) -> bool {
    let entity = seeker.view.document.entities.get(entity);
    entity.is_some_and(|entity| nationality::is_country(&entity.name))
}
