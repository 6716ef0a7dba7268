//! What may fill a slot.

use super::Filling;
use super::guess::may_be;
use crate::document::clause::{Filler, PhraseKind};
use crate::document::{NameKind, Phrase, PhraseId, QuantityKind, TokenId};
use crate::extract::coreference::References;
use crate::extract::view::View;
use crate::lang::compile::clause::FillerTest;
use crate::lang::ir::{Accepts, TypeId};

/// Tests what may fill a role.
pub(crate) struct Fitting<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) references: &'a References,
}

impl Fitting<'_> {
    /// The filling that this phrase or clause gives, if it passes a test.
    pub(crate) fn fit(&self, test: &FillerTest, filler: Filler) -> Option<Filling> {
        match test {
            FillerTest::Union(tests) => return tests.iter().find_map(|test| self.fit(test, filler)),
            FillerTest::Except(test, excluded) => {
                return self.fit(test, filler).filter(|_| self.fit(excluded, filler).is_none());
            }
            FillerTest::Accepts(_) | FillerTest::List(..) | FillerTest::Head(_) | FillerTest::Any => {}
        }
        let phrase = match filler {
            Filler::Clause(clause) => {
                if let FillerTest::Accepts(accepts) = test {
                    let head = self.view.clauses().clauses[clause.index()].head;
                    if let Some(event) = self.view.event_at(accepts, head) {
                        return Some(Filling::Event(filler, event));
                    }
                }
                if let FillerTest::Head(checks) = test {
                    let head = self.view.clauses().clauses[clause.index()].head;
                    let passes = checks.iter().any(|check| self.view.passes(check, head));
                    return passes.then_some(Filling::Clause(clause));
                }
                let takes = match test {
                    FillerTest::Accepts(accepts) => accepts.clause,
                    FillerTest::Any => true,
                    _ => false,
                };
                return takes.then_some(Filling::Clause(clause));
            }
            Filler::Phrase(phrase) => phrase,
        };
        let head = self.view.clauses().phrases[phrase.index()].head;
        match test {
            FillerTest::Accepts(accepts) => self.accept(accepts, phrase),
            FillerTest::Any => Some(Filling::Phrase(phrase, self.references.kind(phrase))),
            FillerTest::Head(checks) => {
                let passes = checks.iter().any(|check| self.view.passes(check, head));
                passes.then(|| Filling::Phrase(phrase, self.references.kind(phrase)))
            }
            FillerTest::List(list, accepts) => {
                let over = |(tokens, entry): &(std::ops::Range<TokenId>, _)| {
                    let entry: &crate::lang::compile::gazetteer::EntryId = entry;
                    entry.list == *list && tokens.contains(&head)
                };
                let listed = self.view.entries.iter().any(over);
                let open = accepts.entities.is_empty() || accepts.phrase;
                let kind = self.references.kind(phrase);
                let typed = open || kind.is_some_and(|kind| self.view.takes(accepts, kind));
                (listed && typed).then_some(Filling::Phrase(phrase, kind))
            }
            FillerTest::Union(_) | FillerTest::Except(..) => None,
        }
    }

    /// The filling that this phrase gives if nothing shows that it is something else.
    pub(crate) fn guess(&self, test: &FillerTest, filler: Filler) -> Option<Filling> {
        let (accepts, excluded) = match test {
            FillerTest::Accepts(accepts) => (accepts, None),
            FillerTest::Except(test, excluded) => match &**test {
                FillerTest::Accepts(accepts) => (accepts, Some(excluded)),
                _ => return None,
            },
            _ => return None,
        };
        let Filler::Phrase(id) = filler else { return None };
        if excluded.is_some_and(|test| self.fit(test, filler).is_some()) {
            return None;
        }
        may_be(self.view, self.references, accepts, id).then_some(Filling::Phrase(id, None))
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
        let affiliation = self.references.affiliation(id);
        affiliation.filter(|&kind| self.view.takes(accepts, kind)).map(|kind| Filling::Affiliation(id, kind))
    }

    /// The quantity before the head of a phrase: *a **£13 billion** contract*, *its **5%** stake*. A plain number there
    /// only counts things, and the things are not a number.
    fn quantity_before(&self, accepts: &Accepts, phrase: &Phrase) -> Option<u32> {
        let mentions = self.view.mentions.iter().enumerate();
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
