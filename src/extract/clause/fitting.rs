//! What may fill a slot.

use std::ops::Range;

use super::Filling;
use super::guess::may_be;
use crate::document::clause::{Filler, PhraseKind};
use crate::document::{NameKind, Phrase, PhraseId, QuantityKind, TokenId};
use crate::extract::coreference::References;
use crate::extract::view::View;
use crate::lang::compile::clause::FillerTest;
use crate::lang::ir::{Accepts, ListId, TypeId};

/// So many names of an entity are looked up in a list.
const MOST_NAMES: usize = 16;

/// Tests what may fill a role.
pub(crate) struct Fitting<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) references: &'a References<'a>,
}

impl Fitting<'_> {
    /// The filling that this phrase or clause gives, if it passes a test.
    pub(crate) fn fit(&self, test: &FillerTest, filler: Filler) -> Option<Filling> {
        match test {
            FillerTest::Union(tests) => tests.iter().find_map(|test| self.fit(test, filler)),
            FillerTest::Except(test, excluded) => {
                self.fit(test, filler).filter(|_| self.fit(excluded, filler).is_none())
            }
            FillerTest::Accepts(accepts) => match filler {
                Filler::Phrase(phrase) => self.accept(accepts, phrase),
                Filler::Clause(clause) => match self.view.event_at(accepts, self.head(filler)) {
                    Some(event) => Some(Filling::Event(filler, event)),
                    None if accepts.clause => Some(Filling::Clause(clause)),
                    None => accepts.word.then(|| Filling::Word(self.head(filler))),
                },
            },
            FillerTest::Any => Some(self.whole(filler)),
            FillerTest::Head(checks) => {
                let head = self.head(filler);
                checks.iter().any(|check| self.view.passes(check, head)).then(|| self.whole(filler))
            }
            FillerTest::List(list, accepts) => {
                let Filler::Phrase(phrase) = filler else { return None };
                let listed = self.is_listed(*list, phrase);
                let open = accepts.entities.is_empty() || accepts.phrase;
                let kind = self.references.kind(phrase);
                let typed = open || kind.is_some_and(|kind| self.view.takes(accepts, kind));
                (listed && typed).then_some(Filling::Phrase(phrase, kind))
            }
        }
    }

    /// The filling that this phrase gives if nothing shows that it is something else.
    pub(crate) fn guess(&self, test: &FillerTest, filler: Filler) -> Option<Filling> {
        match (test, filler) {
            (FillerTest::Accepts(accepts), Filler::Phrase(id)) => {
                may_be(self.view, self.references, accepts, id).then_some(Filling::Phrase(id, None))
            }
            (FillerTest::Except(test, excluded), _) => {
                self.guess(test, filler).filter(|_| self.fit(excluded, filler).is_none())
            }
            _ => None,
        }
    }

    /// Whether a phrase is in a list: an entry is its head or that of an apposition, or a name of what it refers to
    /// (*Helvion said that **it** …*).
    pub(crate) fn is_listed(&self, list: ListId, id: PhraseId) -> bool {
        let (view, phrases) = (self.view, &self.view.clauses().phrases);
        let phrase = &phrases[id.index()];
        let appositions = phrase.appositions.iter().map(|&other| phrases[other.index()].head);
        let mut heads = [phrase.head].into_iter().chain(appositions);
        heads.any(|head| view.is_in(list, head)) || self.names(id).any(|name| view.is_entry(list, &name))
    }

    /// The names in the document of what a phrase that is no name refers to.
    fn names(&self, id: PhraseId) -> impl Iterator<Item = Range<TokenId>> {
        let document = self.view.document;
        let is_name = self.view.clauses().phrases[id.index()].kind == PhraseKind::Name;
        let entities = self.references.of(id).filter(|_| !is_name);
        let entities = entities.map_or(&[][..], |reference| &reference.entities);
        let named = entities.iter().filter_map(|&entity| document.entities.get(entity));
        let names = named.flat_map(|entity| entity.names.iter().take(MOST_NAMES));
        names.filter_map(|&name| document.names.get(name as usize)).map(|name| name.tokens.clone())
    }

    fn head(&self, filler: Filler) -> TokenId {
        match filler {
            Filler::Phrase(id) => self.view.clauses().phrases[id.index()].head,
            Filler::Clause(id) => self.view.clauses().clauses[id.index()].head,
        }
    }

    /// The filling of a phrase or clause as it is.
    pub(crate) fn whole(&self, filler: Filler) -> Filling {
        match filler {
            Filler::Phrase(id) => Filling::Phrase(id, self.references.kind(id)),
            Filler::Clause(id) => Filling::Clause(id),
        }
    }

    fn accept(&self, accepts: &Accepts, id: PhraseId) -> Option<Filling> {
        let phrase = &self.view.clauses().phrases[id.index()];
        if phrase.kind == PhraseKind::Relative {
            return None;
        }
        if let Some(event) = self.view.event_at(accepts, phrase.head) {
            return Some(Filling::Event(Filler::Phrase(id), event));
        }
        let kinds = self.references.kinds(id);
        if let Some(&kind) = kinds.iter().find(|&&kind| self.view.takes(accepts, kind)) {
            return Some(Filling::Phrase(id, Some(kind)));
        }
        if accepts.phrase {
            return Some(Filling::Phrase(id, self.references.kind(id)));
        }
        if self.references.is_untyped(id) {
            // a name whose type nothing else shows has the type of the rule, if the rule accepts only one
            let kinds = [NameKind::Organization, NameKind::Person, NameKind::Place].map(TypeId::from);
            let mut taken = kinds.into_iter().filter(|&kind| self.view.takes(accepts, kind));
            let first = taken.next()?;
            return Some(Filling::Phrase(id, Some(first).filter(|_| taken.next().is_none())));
        }
        if let Some(quantity) = self.quantity_before(accepts, phrase) {
            return Some(Filling::Mention(quantity));
        }
        let affiliation = self.references.affiliation(id).filter(|&kind| self.view.takes(accepts, kind));
        let affiliation = affiliation.map(|kind| Filling::Affiliation(id, kind));
        affiliation.or(accepts.word.then_some(Filling::Word(phrase.head)))
    }

    /// The quantity before the head of a phrase: *a **£13 billion** contract*, *its **5%** stake*. A plain number there
    /// only counts things, and the things are not a number.
    fn quantity_before(&self, accepts: &Accepts, phrase: &Phrase) -> Option<u32> {
        let mentions = self.view.mentions().iter().enumerate();
        let before = phrase.narrow.start..phrase.head;
        let mut fits = mentions.filter(|(_, mention)| {
            let measured = [QuantityKind::Money, QuantityKind::Percent].map(TypeId::from);
            measured.contains(&mention.kind)
                && before.contains(&mention.tokens.start)
                && mention.tokens.end <= phrase.head
                && self.view.takes(accepts, mention.kind)
        });
        fits.next().map(|(index, _)| index as u32)
    }
}
