//! The search for antecedents: in the clauses above an anaphor, and in the sentences before it.

use std::ops::Range;

use smallvec::SmallVec;

use super::References;
use crate::annotate::names::title;
use crate::document::clause::{Clause, ClauseId, Filler, Function, Link, PhraseKind};
use crate::document::{Clauses, EntityId, Gender, NameKind, Phrase, PhraseId, TokenId, Upos};
use crate::english::words::{self, Class};
use crate::extract::view::View;

/// How many sentences back a name may be.
const MOST_SENTENCES: usize = 3;
/// How many sentences away what is told of an entity may be (*the airline Kestrel*) for a description to mean it. Few
/// articles are so long, but archives in one file are.
const FARTHEST: usize = 500;
/// Within how many words from its start a sentence names its topic.
const OPENING: TokenId = 8;
/// How many clauses above are searched.
const MOST_CLAUSES: usize = 64;

/// One or more entities; none where there is no antecedent.
pub(super) type Found = SmallVec<[EntityId; 1]>;

/// Queries on a sentence in which some phrases are already resolved.
#[derive(Clone, Copy)]
pub(super) struct Seeker<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) references: &'a References<'a>,
}

/// The requirements for an antecedent.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'w> {
    pub(super) kinds: &'w [NameKind],
    pub(super) gender: Option<Gender>,
    /// Any further requirement for an entity.
    pub(super) fits: &'w dyn Fn(EntityId) -> bool,
}

/// The result of searching a part of the text.
pub(super) enum Look {
    /// The antecedent.
    Here(EntityId),
    /// There is no candidate.
    Nowhere,
    /// There are several candidates.
    Doubtful,
}

impl<'a> Seeker<'a> {
    pub(super) fn clauses(&self) -> &'a Clauses {
        self.view.clauses()
    }

    pub(super) fn phrase(&self, id: PhraseId) -> &'a Phrase {
        &self.clauses().phrases[id.index()]
    }

    pub(super) fn lower(&self, token: TokenId) -> String {
        self.view.document.form(token).to_lowercase()
    }

    pub(super) fn suits(&self, entity: EntityId, wanted: &Wanted) -> bool {
        self.view.document.entities.get(entity).is_some_and(|it| {
            let gender = wanted.gender.is_none() || it.gender.is_none() || it.gender == wanted.gender;
            gender && wanted.kinds.contains(&it.kind) && (wanted.fits)(entity)
        })
    }

    /// The clause of which a phrase is an argument, or which contains it.
    pub(super) fn clause_of(&self, id: PhraseId) -> Option<ClauseId> {
        let clauses = &self.clauses().clauses;
        let has = |clause: &Clause| clause.arguments.iter().any(|a| a.filler == Filler::Phrase(id));
        let around = |clause: &Clause| clause.extent.contains(&self.phrase(id).head);
        let smallest = |is: &dyn Fn(&Clause) -> bool| {
            let fit = clauses.iter().enumerate().filter(|(_, clause)| is(clause));
            fit.min_by_key(|(_, clause)| clause.extent.len()).map(|(at, _)| ClauseId::at(at))
        };
        smallest(&|clause| has(clause) && around(clause))
            .or_else(|| smallest(&has))
            .or_else(|| smallest(&around))
    }

    /// Whether two phrases are arguments of one predicate, or one is part of the other: then they do not corefer.
    pub(super) fn are_apart(&self, id: PhraseId, other: PhraseId) -> bool {
        let fills = |clause: &Clause, id: PhraseId| {
            let mut all = clause.arguments.iter();
            all.any(|a| a.filler == Filler::Phrase(id) && a.function != Function::Genitive)
        };
        let both = self.clauses().clauses.iter().any(|clause| fills(clause, id) && fills(clause, other));
        both || self.phrase(other).core.contains(&self.phrase(id).head)
    }

    /// The subjects of a clause before a token.
    pub(super) fn subjects(&self, clause: ClauseId, before: TokenId) -> SmallVec<[PhraseId; 2]> {
        let clause = &self.clauses().clauses[clause.index()];
        let subjects = clause.arguments.iter().filter(|a| a.function == Function::Subject);
        let phrases = subjects.filter_map(|a| match a.filler {
            Filler::Phrase(id) if self.phrase(id).head < before => Some(id),
            _ => None,
        });
        phrases.collect()
    }

    /// The clauses above a phrase, the nearest first; if it is part of another phrase (*his*), its own comes first.
    pub(super) fn above(&self, id: PhraseId) -> impl Iterator<Item = ClauseId> {
        let clauses = &self.clauses().clauses;
        let own = self.clause_of(id);
        let parent = |at: ClauseId| clauses[at.index()].parent.map(|(parent, _)| parent);
        let possessive = self.is_possessive(id);
        let first = own.and_then(|own| if possessive { Some(own) } else { parent(own) });
        std::iter::successors(first, move |&at| parent(at)).take(MOST_CLAUSES)
    }

    /// Whether a pronoun is possessive: *his*, *its*.
    pub(super) fn is_possessive(&self, id: PhraseId) -> bool {
        let head = self.phrase(id).head as usize;
        self.view.document.tokens.relation.get(head) == Some(&crate::document::Relation::NmodPoss)
    }

    /// The name that is the subject of a clause above a phrase, if there is no other candidate beside it.
    pub(super) fn subject_above(&self, id: PhraseId, wanted: &Wanted) -> Look {
        let before = self.phrase(id).head;
        for clause in self.above(id) {
            let subjects = self.subjects(clause, before);
            let mut fit = Found::new();
            for &subject in &subjects {
                if subject == id || self.are_apart(id, subject) {
                    continue;
                }
                let Some(reference) = self.references.of(subject) else { continue };
                match reference.entities[..] {
                    [entity] if self.suits(entity, wanted) && !fit.contains(&entity) => fit.push(entity),
                    // *his firm said it …*: the antecedent may be something without a name
                    [] if self.may_be(subject, wanted) => return Look::Doubtful,
                    _ => {}
                }
            }
            match fit[..] {
                [] => {}
                [entity] if !self.shares(clause, entity, id, wanted) => return Look::Here(entity),
                _ => return Look::Doubtful,
            }
        }
        Look::Nowhere
    }

    /// Whether another candidate is an argument of a clause before a phrase.
    fn shares(&self, clause: ClauseId, entity: EntityId, id: PhraseId, wanted: &Wanted) -> bool {
        let clause = &self.clauses().clauses[clause.index()];
        clause.arguments.iter().any(|argument| {
            let Filler::Phrase(other) = argument.filler else { return false };
            let entities = self.references.of(other).map_or(&[][..], |reference| &reference.entities);
            self.phrase(other).head < self.phrase(id).head
                && entities.iter().any(|&it| it != entity && self.suits(it, wanted))
        })
    }

    /// Whether a phrase without a name could be the antecedent.
    fn may_be(&self, id: PhraseId, wanted: &Wanted) -> bool {
        let phrase = self.phrase(id);
        let document = self.view.document;
        let singular = document.tokens.xpos.get(phrase.head as usize).is_some_and(|x| x.as_str() == "NN");
        let person = self.references.kinds(id).contains(&NameKind::Person.into());
        let wants_person = wanted.kinds.contains(&NameKind::Person);
        match phrase.kind {
            PhraseKind::Name => true,
            PhraseKind::Common => singular && person == wants_person,
            PhraseKind::Pronoun | PhraseKind::Relative => false,
        }
    }

    /// The topic of the sentences before, searched from the nearest.
    pub(super) fn before(&self, wanted: &Wanted) -> Look {
        let mut steps = 0;
        for sentence in (0..self.view.sentence).rev() {
            match self.topic(sentence, wanted) {
                Look::Nowhere => {}
                look => return look,
            }
            steps += 1;
            if steps >= MOST_SENTENCES {
                break;
            }
        }
        Look::Nowhere
    }

    /// The candidate at the start of a sentence, which is mostly its subject, else the only one in it.
    fn topic(&self, sentence: usize, wanted: &Wanted) -> Look {
        let tokens = self.view.document.sentences[sentence].tokens.clone();
        let opening = self.opening(&tokens);
        // a sentence about *him* has the topic of the sentence before it
        if self.opens_with_pronoun(&tokens, wanted) {
            return Look::Nowhere;
        }
        match self.only(&opening, wanted) {
            Look::Here(entity) => return Look::Here(entity),
            Look::Doubtful => return Look::Doubtful,
            Look::Nowhere => {}
        }
        // a sentence about *the former chairman* is not about anybody that it names later
        let wants_person = wanted.kinds.contains(&NameKind::Person);
        if wants_person
            && opening.clone().any(|token| title::is_title(self.view.document, &self.lower(token)))
        {
            return Look::Doubtful;
        }
        self.only(&tokens, wanted)
    }

    /// The candidate that opens the sentence before; if that opens with a pronoun for one, the search goes further
    /// back.
    pub(super) fn opened_before(&self, wanted: &Wanted) -> Look {
        for sentence in (0..self.view.sentence).rev().take(MOST_SENTENCES) {
            let tokens = self.view.document.sentences[sentence].tokens.clone();
            if self.opens_with_pronoun(&tokens, wanted) {
                continue;
            }
            return self.only(&self.opening(&tokens), wanted);
        }
        Look::Nowhere
    }

    /// Whether one of the first words of a sentence is a pronoun that may refer to a candidate.
    fn opens_with_pronoun(&self, tokens: &Range<TokenId>, wanted: &Wanted) -> bool {
        let is_person = wanted.kinds.contains(&NameKind::Person);
        let mut first = tokens.start..tokens.end.min(tokens.start + 3);
        first.any(|token| match words::value(Class::Pronoun, &self.lower(token)) {
            Some("female" | "male") => is_person,
            Some("thing") => !is_person,
            _ => false,
        })
    }

    /// The words of a sentence before its first verb, or its first few if the verbs are not known.
    pub(super) fn opening(&self, tokens: &Range<TokenId>) -> Range<TokenId> {
        let upos = &self.view.document.tokens.upos;
        let is_verb = |&token: &TokenId| matches!(upos.get(token as usize), Some(Upos::Verb | Upos::Aux));
        let verb = tokens.clone().find(is_verb).unwrap_or(tokens.end);
        tokens.start..verb.min(tokens.start + OPENING).min(tokens.end)
    }

    /// The only candidate that these tokens name.
    pub(super) fn only(&self, tokens: &Range<TokenId>, wanted: &Wanted) -> Look {
        let mut found = None;
        for entity in self.candidates(tokens, wanted) {
            match found {
                Some(known) if known != entity => return Look::Doubtful,
                _ => found = Some(entity),
            }
        }
        found.map_or(Look::Nowhere, Look::Here)
    }

    /// The only candidate that the text names before a token, as far back as a description reaches.
    pub(super) fn only_before(&self, token: TokenId, wanted: &Wanted) -> Look {
        self.only(&(self.near().start..token), wanted)
    }

    /// The words around the sentence that a description may rest on.
    pub(super) fn near(&self) -> Range<TokenId> {
        let sentences = &self.view.document.sentences;
        let first = self.view.sentence.saturating_sub(FARTHEST);
        let last = (self.view.sentence + FARTHEST).min(sentences.len().saturating_sub(1));
        match (sentences.get(first), sentences.get(last)) {
            (Some(first), Some(last)) => first.tokens.start..last.tokens.end,
            _ => self.view.tokens.clone(),
        }
    }

    /// The candidates that these tokens name, by position.
    fn candidates(&self, tokens: &Range<TokenId>, wanted: &Wanted) -> impl Iterator<Item = EntityId> {
        let document = self.view.document;
        let named = document.names_in(tokens).iter().filter_map(|name| document.entity_at(name.tokens.start));
        named.filter(|&entity| self.suits(entity, wanted))
    }

    /// Whether a token is inside quotation marks that open in its sentence.
    pub(super) fn is_quoted(&self, token: TokenId) -> bool {
        let mut open = false;
        for at in self.view.tokens.start..token {
            match self.view.document.form(at) {
                "\"" => open = !open,
                "“" | "``" => open = true,
                "”" | "''" => open = false,
                _ => {}
            }
        }
        open
    }

    /// The clause that reports the clause of a phrase, or one above it.
    pub(super) fn speaker(&self, id: PhraseId) -> Option<ClauseId> {
        let clauses = &self.clauses().clauses;
        let own = self.clause_of(id)?;
        let up = |&at: &ClauseId| {
            let (parent, link) = clauses[at.index()].parent?;
            (link != Link::Beside).then_some(parent)
        };
        let mut chain = std::iter::successors(Some(own), up).take(MOST_CLAUSES);
        chain.find_map(|at| clauses[at.index()].reported_by)
    }
}
