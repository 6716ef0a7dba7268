//! Fillers of unknown type: what nothing shows to be something else.

use crate::document::clause::PhraseKind;
use crate::document::{NameKind, Phrase, PhraseId, Upos, Xpos};
use crate::english::nouns::NounClass;
use crate::english::words::{self, Class};
use crate::extract::coreference::References;
use crate::extract::view::{self, View};
use crate::lang::ir::{Accepts, TypeId};

const PERSON: &[NameKind] = &[NameKind::Person];
const BODY: &[NameKind] = &[NameKind::Organization, NameKind::Place];
const GROUP: &[NameKind] = &[NameKind::Organization, NameKind::Person];
const SITE: &[NameKind] = &[NameKind::Facility, NameKind::Place];
const ANY: &[NameKind] = &[NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Facility];

/// Whether a phrase of unknown type may be what a role takes: a pronoun that stands for nothing known, a noun that no
/// list has and whose usual senses, if WordNet has it, allow it, or a number of something that the text leaves out.
pub(super) fn may_be(view: &View, references: &References, accepts: &Accepts, id: PhraseId) -> bool {
    let phrase = &view.clauses().phrases[id.index()];
    let is_known = !references.kinds(id).is_empty() || references.is_untyped(id);
    if is_known || phrase.kind == PhraseKind::Relative || view.document.time_at(phrase.head).is_some() {
        return false;
    }
    let takes = |kinds: &[NameKind]| kinds.iter().any(|&kind| view.takes(accepts, TypeId::from(kind)));
    match phrase.kind {
        PhraseKind::Pronoun => takes(pronoun(view, phrase)),
        _ => takes(noun(view, phrase)),
    }
}

/// What a pronoun may stand for.
fn pronoun(view: &View, phrase: &Phrase) -> &'static [NameKind] {
    let form = view.document.form(phrase.head).to_lowercase();
    match words::value(Class::Pronoun, &form) {
        Some("thing") => BODY,
        Some("several") => ANY,
        Some(_) => PERSON,
        None => &[],
    }
}

/// What a noun, or a number or adjective that stands for one, may name.
fn noun(view: &View, phrase: &Phrase) -> &'static [NameKind] {
    let (document, head) = (view.document, phrase.head as usize);
    // what a clause is about has no type, but is known to be none of these
    let is_event = view.clauses().clause_at(phrase.head).is_some();
    match document.tokens.upos.get(head) {
        // *killed five*, *the 52-year-old*, *the accused*
        Some(Upos::Num) => PERSON,
        Some(Upos::Adj) => GROUP,
        Some(Upos::Noun) if !is_event && document.tokens.xpos.get(head) != Some(&Xpos::Vbg) => {
            let classes = view::classes(document, phrase.head);
            match classes.iter().find(|class| **class != NounClass::Thing) {
                Some(NounClass::Person) => PERSON,
                Some(NounClass::Organization | NounClass::Group) => GROUP,
                Some(NounClass::Facility | NounClass::Place) => SITE,
                _ if classes.is_empty() => ANY,
                _ => &[],
            }
        }
        _ => &[],
    }
}
