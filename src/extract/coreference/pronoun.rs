//! The antecedents of pronouns.

use super::antecedent::{Found, Look, Seeker, Wanted};
use crate::document::clause::PhraseKind;
use crate::document::{EntityId, Gender, NameKind, PhraseId};
use crate::english::words::{self, Class};

const PERSON: &[NameKind] = &[NameKind::Person];
const THING: &[NameKind] = &[NameKind::Organization, NameKind::Place];
const BODY: &[NameKind] = &[NameKind::Organization];
const MANY: &[NameKind] = &[NameKind::Person, NameKind::Organization, NameKind::Place];

/// The antecedents of a pronoun.
pub(super) fn antecedents(seeker: &Seeker, id: PhraseId) -> Found {
    let phrase = seeker.phrase(id);
    if phrase.kind != PhraseKind::Pronoun {
        return Found::new();
    }
    let one = |entity: Option<EntityId>| entity.into_iter().collect();
    match words::value(Class::Pronoun, &seeker.lower(phrase.head)) {
        Some("male") => one(person(seeker, id, Gender::Male)),
        Some("female") => one(person(seeker, id, Gender::Female)),
        Some("thing") => one(thing(seeker, id)),
        Some("several") => several(seeker, id),
        Some("speaker") => one(speaker(seeker, id)),
        _ => Found::new(),
    }
}

/// Whether a pronoun refers to a person, known or not.
pub(super) fn is_of_person(seeker: &Seeker, id: PhraseId) -> bool {
    let phrase = seeker.phrase(id);
    let stands_for = || words::value(Class::Pronoun, &seeker.lower(phrase.head));
    phrase.kind == PhraseKind::Pronoun && matches!(stands_for(), Some("female" | "male"))
}

/// *he*, *she*: the subject of a clause above, the only person before it in the sentence, or the topic of the sentences
/// before.
fn person(seeker: &Seeker, id: PhraseId, gender: Gender) -> Option<EntityId> {
    let wanted =
        Wanted { kinds: PERSON, gender: Some(gender), fits: &|entity| may_corefer(seeker, id, entity) };
    let phrase = seeker.phrase(id);
    let quoted = seeker.is_quoted(phrase.head);
    if !quoted {
        match seeker.subject_above(id, &wanted) {
            Look::Here(entity) => return Some(entity),
            Look::Doubtful => return None,
            Look::Nowhere => {}
        }
        match seeker.only(&(seeker.view.tokens.start..phrase.core.start), &wanted) {
            Look::Here(entity) => return Some(entity),
            Look::Doubtful => return None,
            Look::Nowhere => {}
        }
    }
    // inside a quotation, the speaker means others
    if quoted { None } else { here(seeker.before(&wanted)) }
}

/// *it*: the subject of a clause above, or the name that opens a sentence before.
fn thing(seeker: &Seeker, id: PhraseId) -> Option<EntityId> {
    let fits = |entity| may_corefer(seeker, id, entity);
    let phrase = seeker.phrase(id);
    if seeker.is_quoted(phrase.head) {
        return None;
    }
    match seeker.subject_above(id, &Wanted { kinds: THING, gender: None, fits: &fits }) {
        Look::Here(entity) => return Some(entity),
        Look::Doubtful => return None,
        Look::Nowhere => {}
    }
    let wanted = Wanted { kinds: BODY, gender: None, fits: &fits };
    let own = seeker.opening(&(seeker.view.tokens.start..phrase.core.start));
    match seeker.only(&own, &wanted) {
        Look::Here(entity) => return Some(entity),
        Look::Doubtful => return None,
        Look::Nowhere => {}
    }
    here(seeker.opened_before(&wanted))
}

/// *they*: names that together form one subject, or an organisation that speaks.
fn several(seeker: &Seeker, id: PhraseId) -> Found {
    let head = seeker.phrase(id).head;
    if seeker.is_quoted(head) {
        return Found::new();
    }
    for clause in seeker.above(id) {
        let subjects = seeker.subjects(clause, head);
        if subjects.is_empty()
            || subjects.contains(&id)
            || subjects.iter().any(|&other| seeker.are_apart(id, other))
        {
            continue;
        }
        let wanted = Wanted { kinds: MANY, gender: None, fits: &|_| true };
        let mut found = Found::new();
        for &subject in &subjects {
            let entities = seeker.references.of(subject).map_or(&[][..], |reference| &reference.entities);
            if entities.is_empty() || !entities.iter().all(|&entity| seeker.suits(entity, &wanted)) {
                return Found::new();
            }
            found.extend(
                entities.iter().copied().filter(|entity| !found.contains(entity)).collect::<Vec<_>>(),
            );
        }
        let is_body = |&entity: &EntityId| {
            let entity = seeker.view.document.entities.get(entity);
            entity.is_some_and(|entity| entity.kind == NameKind::Organization)
        };
        let plural = |at| {
            seeker
                .view
                .document
                .tokens
                .xpos
                .get(at as usize)
                .is_some_and(|x| matches!(x.as_str(), "NNS" | "NNPS"))
        };
        let others = seeker.view.tokens.start..head;
        // *they* may be one organisation, if nothing else in the sentence fits
        if found.len() == 1 && (!found.iter().all(is_body) || others.into_iter().any(plural)) {
            return Found::new();
        }
        return found;
    }
    Found::new()
}

/// *I*: the speaker.
fn speaker(seeker: &Seeker, id: PhraseId) -> Option<EntityId> {
    let report = seeker.speaker(id)?;
    let subjects = seeker.subjects(report, u32::MAX);
    let [subject] = subjects[..] else { return None };
    let reference = seeker.references.of(subject).filter(|_| subject != id)?;
    let wanted = Wanted { kinds: PERSON, gender: None, fits: &|_| true };
    match reference.entities[..] {
        [entity] if seeker.suits(entity, &wanted) => Some(entity),
        _ => None,
    }
}

/// Whether no phrase of the sentence with this entity excludes it: a pronoun is not the other argument of its verb.
pub(super) fn may_corefer(seeker: &Seeker, id: PhraseId, entity: EntityId) -> bool {
    (0..seeker.clauses().phrases.len()).map(PhraseId::at).filter(|&other| other != id).all(|other| {
        let is = seeker.references.of(other).is_some_and(|reference| reference.entities.contains(&entity));
        !is || !seeker.are_apart(id, other)
    })
}

pub(super) fn here(look: Look) -> Option<EntityId> {
    match look {
        Look::Here(entity) => Some(entity),
        Look::Nowhere | Look::Doubtful => None,
    }
}
