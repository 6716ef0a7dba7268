//! Finds the predicate of a plain series of words and slots, and its arguments.
//!
//! The series is read once from left to right: *slot – verb group – slot? – (preposition slot)\**, or
//! *slot's noun – (preposition slot)\**. Nothing is guessed: a piece that does not fit is a [`Problem`].

use std::collections::BTreeMap;

use super::Problem;
use super::expand::{FilledSlot, Piece, PieceKind};
use super::frame::{Arguments, Filler, Frame, Group, Head, Phrase};
use super::words::{
    Closed, WordReadings, closed, is_determiner, is_particle, is_taken_for_particle, may_be_preposition,
};
use crate::diagnostic::Code;
use crate::document::Upos;
use crate::english::words::{Class, LONGEST_PREPOSITION, Words};
use crate::lang::check::readings::Readings;
use crate::lang::check::token_test::word_test;
use crate::lang::ir::{Accepts, ClausePattern, List, PredicateKind, SlotTest, TokenTest};
use crate::source::Span;

/// A series that is being read.
pub(super) struct Series<'a> {
    pub(super) pieces: Vec<Piece>,
    /// The piece that is read next.
    pub(super) at: usize,
    pub(super) whole: Span,
    pub(super) lexicon: &'a Readings<'a>,
    pub(super) lists: &'a [List],
}

/// The longest preposition that begins at a piece, and its number of words.
fn preposition_in(pieces: &[Piece], at: usize, words: &Words) -> Option<(String, usize)> {
    let (mut text, mut longest) = (String::new(), None);
    for (before, piece) in pieces.iter().skip(at).take(LONGEST_PREPOSITION).enumerate() {
        let PieceKind::Word(word) = &piece.kind else { break };
        if before > 0 {
            text.push(' ');
        }
        text.extend(word.chars().flat_map(char::to_lowercase));
        if words.is(Class::Preposition, &text) {
            longest = Some((text.len(), before + 1));
        }
    }
    longest.map(|(length, count)| (text[..length].to_owned(), count))
}

/// A part of the meaning of a series, or why there is none.
pub(super) type Understood<T> = Result<T, Problem>;

impl<'a> Series<'a> {
    /// The series without determiners and adverbs.
    pub(super) fn new(
        pieces: Vec<Piece>,
        whole: Span,
        lexicon: &'a Readings<'a>,
        lists: &'a [List],
    ) -> Series<'a> {
        let means_something = |piece: &Piece| match &piece.kind {
            PieceKind::Word(word) => {
                let readings = WordReadings::new(lexicon, word);
                let is_left_out = is_determiner(word) || readings.is_adverb() && !readings.is_any_particle();
                closed(word).is_some() || !is_left_out
            }
            _ => true,
        };
        // *instead of*: keeps an adverb that begins a preposition
        let mut stays = vec![false; pieces.len()];
        for at in 0..pieces.len() {
            if let Some((_, length)) = preposition_in(&pieces, at, &lexicon.words) {
                stays[at..at + length].fill(true);
            }
        }
        let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
        let mut determined = false;
        for (piece, stays) in pieces.into_iter().zip(stays) {
            let is_article = matches!(&piece.kind, PieceKind::Word(word) if is_determiner(word));
            if stays || means_something(&piece) {
                kept.push(Piece { determined, ..piece });
                determined = false;
            } else {
                determined |= is_article;
            }
        }
        Series { pieces: kept, at: 0, whole, lexicon, lists }
    }

    /// The patterns that the series means: one, or one for each reading of a participle.
    pub(super) fn understand(mut self) -> Understood<Vec<ClausePattern>> {
        let subjects = self.coordination()?;
        let frames = if subjects.is_empty() {
            self.words_first()?
        } else if matches!(self.peek(), Some(PieceKind::Possessive)) {
            self.at += 1;
            vec![self.noun(subjects)?]
        } else {
            self.verb_group(subjects)?
        };
        let entries = |list, span| self.entries(list, span, PredicateKind::Noun);
        frames.into_iter().map(|frame| frame.pattern(&self.lexicon.words, &entries)).collect()
    }

    pub(super) fn peek(&self) -> Option<&PieceKind> {
        self.pieces.get(self.at).map(|piece| &piece.kind)
    }

    pub(super) fn word_at(&self, at: usize) -> Option<&str> {
        match self.pieces.get(at).map(|piece| &piece.kind) {
            Some(PieceKind::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn span_at(&self, at: usize) -> Span {
        self.pieces.get(at).map_or(Span::at(self.whole.end.saturating_sub(1)), |piece| piece.span)
    }

    pub(super) fn readings(&self, at: usize) -> WordReadings {
        WordReadings::new(self.lexicon, self.word_at(at).unwrap_or_default())
    }

    fn preposition_at(&self, at: usize) -> Option<(String, usize)> {
        let after_be = at.checked_sub(1).and_then(|before| self.closed_at(before)) == Some(Closed::Be);
        let found = preposition_in(&self.pieces, at, &self.lexicon.words);
        // *is close to* has an adjective
        found.filter(|&(_, length)| length == 1 || !after_be || self.readings(at).adjective() == 0)
    }

    fn closed_at(&self, at: usize) -> Option<Closed> {
        self.word_at(at).and_then(closed)
    }

    /// Whether there is an open-class word, a list or exact words.
    pub(super) fn is_content(&self, at: usize) -> bool {
        match self.pieces.get(at).map(|piece| &piece.kind) {
            Some(PieceKind::Word(word)) => closed(word).is_none() && self.preposition_at(at).is_none(),
            Some(PieceKind::List(_) | PieceKind::Exact(_)) => true,
            _ => false,
        }
    }

    /// The end of the run of content words from `at`.
    fn run_end(&self, at: usize) -> usize {
        (at..).find(|&at| !self.is_content(at)).unwrap_or(at)
    }

    fn is_slot(&self, at: usize) -> bool {
        matches!(self.pieces.get(at).map(|piece| &piece.kind), Some(PieceKind::Slot(_)))
    }

    /// `{a}`, `{a} and {b}`; empty if there is no slot here.
    fn coordination(&mut self) -> Understood<Group> {
        let mut group = Group::new();
        while let Some(Piece { kind: PieceKind::Slot(slot), span, optional, .. }) = self.pieces.get(self.at) {
            let FilledSlot { role, ref test, demanded, open, .. } = *slot;
            let (test, optional) = (test.clone(), *optional);
            group.push(Filler { role, test, optional, demanded, open, span: *span, head: None });
            self.at += 1;
            if self.closed_at(self.at) == Some(Closed::And) && self.is_slot(self.at + 1) {
                self.at += 1;
            } else {
                break;
            }
        }
        Ok(group)
    }

    /// A phrase of content words, whose head is the last; moves past it.
    fn phrase(&mut self) -> Understood<Filler> {
        let end = self.run_end(self.at);
        let start = self.span_at(self.at);
        let last = end.saturating_sub(1);
        let span = start.to(self.span_at(last));
        let optional = self.pieces[self.at..end].iter().any(|piece| piece.optional);
        let (test, head) = match self.pieces.get(last).map(|piece| &piece.kind) {
            Some(PieceKind::List(list)) => {
                (SlotTest::List(*list, Accepts { phrase: true, ..Accepts::default() }), Head::List(*list))
            }
            Some(PieceKind::Exact(text)) => {
                let words = crate::lang::check::lists::words(text);
                let head = words.last().cloned().unwrap_or_default();
                (SlotTest::Head(vec![TokenTest::Exact(head.clone())]), Head::Noun(vec![head]))
            }
            _ => {
                let readings = self.readings(last);
                let determined = self.pieces[self.at..end].iter().any(|piece| piece.determined);
                if !determined && readings.is_rather_verb() {
                    return Err(self.second_predicate(last));
                }
                let word = self.word_at(last).unwrap_or_default();
                let test = SlotTest::Head(vec![word_test(self.lexicon, word)]);
                (test, Head::Noun(readings.lemmas(&[Upos::Noun, Upos::Propn])))
            }
        };
        self.at = end;
        Ok(Filler { role: None, test, optional, demanded: true, open: false, span, head: Some(head) })
    }

    /// The noun of which the slots before it are the possessors (*{person}'s conviction*), or the slots themselves.
    fn possessed(&mut self, group: Group, arguments: &mut Arguments) -> Understood<Group> {
        if !matches!(self.peek(), Some(PieceKind::Possessive)) {
            return Ok(group);
        }
        self.at += 1;
        if !self.is_content(self.at) {
            return Err(self.no_function(self.at - 1, "a noun belongs after it"));
        }
        let noun = self.phrase()?;
        arguments.possessors.extend(noun.head.clone().map(|head| (group, head)));
        Ok(vec![noun])
    }

    /// Whether a word is an adjective that no article makes a noun.
    fn is_adjective(&self, at: usize) -> bool {
        let readings = self.readings(at);
        let is_word =
            self.word_at(at).is_some() && self.pieces.get(at).is_some_and(|piece| !piece.determined);
        is_word && readings.adjective() > readings.noun() && readings.adjective() > readings.verb()
    }

    /// Whether a word is a noun of time: *next week*.
    fn is_time(&self, at: usize) -> bool {
        self.word_at(at).is_some() && {
            let lemmas = self.readings(at).lemmas(&[Upos::Noun, Upos::Propn]);
            lemmas.iter().any(|lemma| self.lexicon.words.is(Class::TimeNoun, &lemma.to_lowercase()))
        }
    }

    /// An adjective behind a verb; moves past it.
    fn complement(&mut self) -> Filler {
        let last = self.run_end(self.at) - 1;
        let word = self.word_at(last).unwrap_or_default();
        let test = SlotTest::Head(vec![word_test(self.lexicon, word)]);
        let head = Some(Head::Noun(self.readings(last).lemmas(&[Upos::Adj])));
        let optional = self.pieces[self.at..=last].iter().any(|piece| piece.optional);
        let span = self.span_at(self.at).to(self.span_at(last));
        self.at = last + 1;
        Filler { role: None, test, optional, demanded: true, open: false, span, head }
    }

    /// Words before any slot: a noun (*talks between {a} and {b}*), or a subject or nothing before a verb.
    fn words_first(&mut self) -> Understood<Vec<Frame>> {
        let end = self.run_end(0);
        if end == 0
            || self.closed_at(end).is_some_and(|closed| closed != Closed::And && closed != Closed::That)
        {
            let subjects = if end == 0 { Group::new() } else { vec![self.phrase()?] };
            return self.verb_group(subjects);
        }
        let is_verb = |at: usize| {
            let readings = self.readings(at);
            let before_slot = at + 1 == end && self.is_slot(end);
            let is_gerund = readings.progressive() > 0 && self.word_at(at + 1) == Some("of");
            if self.pieces[at].determined || is_gerund || (end == 1 && !before_slot && readings.noun() > 0) {
                return false;
            }
            readings.verb() > readings.noun() + readings.adjective() || before_slot
        };
        let verb = (0..end).find(|&at| match &self.pieces[at].kind {
            PieceKind::Word(_) => is_verb(at),
            PieceKind::List(_) => at + 1 == end && self.is_slot(end),
            _ => false,
        });
        match verb {
            None => Ok(vec![self.noun(Group::new())?]),
            Some(0) => self.verb_group(Group::new()),
            Some(verb) => {
                let rest = self.pieces.split_off(verb);
                let subject = self.phrase()?;
                self.pieces.extend(rest);
                self.verb_group(vec![subject])
            }
        }
    }

    /// A noun and its arguments, after its genitive if it has one.
    fn noun(&mut self, subjects: Group) -> Understood<Frame> {
        let start = self.at;
        let end = self.run_end(start);
        if start == end {
            return Err(self.no_predicate("a noun like `visit` belongs after `'s`"));
        }
        let lemmas = self.noun_lemmas(end - 1)?;
        self.is_required(end - 1)?;
        self.at = end;
        let arguments = self.arguments(PredicateKind::Noun, &mut Vec::new())?;
        Ok(Frame { kind: PredicateKind::Noun, lemmas, subjects, passive: false, arguments })
    }

    /// Auxiliaries and the predicate, with everything after it.
    fn verb_group(&mut self, subjects: Group) -> Understood<Vec<Frame>> {
        let mut auxiliary = None;
        loop {
            match self.closed_at(self.at) {
                Some(Closed::Not) => {
                    let message = "a clause pattern cannot be negative";
                    let label = "leave this word out";
                    let problem = Problem::new(Code::NegativePattern, self.span_at(self.at), message, label);
                    return Err(problem.note("the facet `polarity` of an event says whether it is denied"));
                }
                Some(found @ (Closed::Be | Closed::Have | Closed::Do | Closed::Modal)) => {
                    auxiliary = Some(found)
                }
                // *is to visit*
                None if auxiliary.is_some()
                    && self.word_at(self.at) == Some("to")
                    && self.readings(self.at + 1).infinitive() > 0 =>
                {
                    auxiliary = Some(Closed::Modal);
                }
                _ => break,
            }
            self.at += 1;
        }
        let readings = self.readings(self.at);
        match auxiliary {
            Some(Closed::Have) if readings.participle() == 0 && !self.is_list() => {
                self.verb_clause(subjects, vec!["have".to_owned()], false, false)
            }
            Some(Closed::Do) if readings.infinitive() == 0 && !self.is_list() => {
                self.verb_clause(subjects, vec!["do".to_owned()], false, false)
            }
            Some(Closed::Be) => self.after_be(subjects),
            _ => {
                if !self.is_content(self.at) {
                    return Err(self.no_verb_here(&subjects));
                }
                self.is_required(self.at)?;
                let infinitive = matches!(auxiliary, Some(Closed::Modal | Closed::Do));
                let lemmas = self.verb_lemmas(infinitive)?;
                let participle = readings.participle() > 0 || self.is_list();
                let prepositional = match self.peek() {
                    Some(&PieceKind::List(list)) => self.with_preposition(list),
                    _ => BTreeMap::new(),
                };
                self.at += 1;
                let start = self.at;
                let reduced = participle && auxiliary.is_none();
                let mut frames = self.verb_clause(subjects.clone(), lemmas, false, reduced)?;
                frames.retain(|frame| !frame.lemmas.is_empty());
                for (preposition, lemmas) in prepositional {
                    self.at = start;
                    let mut frame = self.verb_frame(subjects.clone(), lemmas, false, false)?;
                    if !frame.arguments.direct.is_empty() {
                        let fillers = frame.arguments.direct.remove(0);
                        frame.arguments.phrases.insert(0, Phrase { preposition, fillers });
                        frames.push(frame);
                    }
                }
                Ok(frames)
            }
        }
    }

    fn is_list(&self) -> bool {
        matches!(self.peek(), Some(PieceKind::List(_)))
    }

    /// After a form of *be*: a passive, a progressive, or a copula with an adjective or noun.
    fn after_be(&mut self, subjects: Group) -> Understood<Vec<Frame>> {
        let (start, end) = (self.at, self.run_end(self.at));
        if start == end {
            return Err(self.no_predicate(
                "`be` alone says nothing; an adjective, a noun or a participle should follow",
            ));
        }
        self.is_required(start)?;
        let readings = self.readings(start);
        let (participle, progressive) = (readings.participle(), readings.progressive());
        let by = self.preposition_at(start + 1).is_some_and(|(preposition, _)| preposition == "by");
        let particle =
            end > start + 1 || readings.is_followed_by_particle(self.lexicon, self.word_at(start + 1));
        let other = readings.adjective() + readings.noun();
        // no noun or adjective takes an object: *is annexing {place}*
        if progressive > 0 && (progressive >= other || self.is_slot(start + 1)) {
            let lemmas = self.verb_lemmas(false)?;
            self.at += 1;
            return self.verb_clause(subjects, lemmas, false, false);
        }
        let is_verb = participle > 0 && (by || (particle && participle >= other) || participle * 4 >= other);
        let mut frames = Vec::new();
        if is_verb {
            let lemmas = self.verb_lemmas(false)?;
            self.at = start + 1;
            frames.extend(self.verb_clause(subjects.clone(), lemmas, true, false)?);
        }
        // A participle that is as often an adjective may be tagged as either.
        let is_adjective = readings.adjective() * 4 >= participle.max(1) && !by;
        if !is_verb || (is_adjective && end == start + 1 && readings.adjective() > 0) {
            let last = end - 1;
            let readings = self.readings(last);
            let is_word = self.word_at(last).is_some();
            let (kind, lemmas) = if is_word && readings.adjective() > readings.noun() {
                (PredicateKind::Adjective, readings.lemmas(&[Upos::Adj]))
            } else {
                (PredicateKind::Noun, self.noun_lemmas(last)?)
            };
            self.at = end;
            let arguments = self.arguments(kind, &mut Vec::new())?;
            frames.push(Frame { kind, lemmas, subjects, passive: false, arguments });
        }
        Ok(frames)
    }

    /// The rest of a clause after its verb. `reduced`: the verb may be a participle without *be*.
    fn verb_clause(
        &mut self,
        subjects: Group,
        mut lemmas: Vec<String>,
        passive: bool,
        reduced: bool,
    ) -> Understood<Vec<Frame>> {
        let mut frames = Vec::new();
        let start = self.at;
        // *set up (to {purpose})?* has a particle
        let is_needed = |end: usize| self.pieces[start..end].iter().all(|piece| !piece.optional);
        let is_long =
            self.preposition_at(start).is_some_and(|(_, length)| length > 1 && is_needed(start + length));
        if let Some(particle) = self.word_at(start).map(str::to_owned) {
            let is_followed = self.is_slot(start + 1) || self.is_content(start + 1);
            if lemmas.iter().any(|lemma| is_particle(self.lexicon, lemma, &particle)) {
                // *moved in {place}*, *dropped out of {race}*: just as likely a preposition, so tries both
                if is_long || may_be_preposition(&particle) && is_followed {
                    frames.extend(self.verb_frame(subjects.clone(), lemmas.clone(), passive, reduced));
                }
                self.join(&mut lemmas, &particle);
                self.at = start + 1;
            } else if is_long && is_taken_for_particle(&particle) {
                let joined = lemmas.iter().map(|lemma| format!("{lemma} {}", particle.to_lowercase()));
                self.at = start + 1;
                frames.extend(self.verb_frame(subjects.clone(), joined.collect(), passive, reduced));
                self.at = start;
            }
        }
        frames.push(self.verb_frame(subjects, lemmas, passive, reduced)?);
        Ok(frames)
    }

    fn verb_frame(
        &mut self,
        subjects: Group,
        mut lemmas: Vec<String>,
        passive: bool,
        reduced: bool,
    ) -> Understood<Frame> {
        let by = self.preposition_at(self.at).is_some_and(|(preposition, _)| preposition == "by");
        let arguments = self.arguments(PredicateKind::Verb, &mut lemmas)?;
        let passive = passive || (reduced && by && !subjects.is_empty() && arguments.direct.is_empty());
        Ok(Frame { kind: PredicateKind::Verb, lemmas, subjects, passive, arguments })
    }

    /// Everything after the predicate. A separate particle joins the lemmas of a verb.
    fn arguments(&mut self, kind: PredicateKind, lemmas: &mut Vec<String>) -> Understood<Arguments> {
        let mut arguments = Arguments::default();
        while self.at < self.pieces.len() {
            let at = self.at;
            if self.is_slot(at) {
                if kind != PredicateKind::Verb {
                    return Err(self.no_function(
                        at,
                        "a noun or adjective takes no object: does the slot need a preposition?",
                    ));
                }
                let group = self.coordination()?;
                let object = self.possessed(group, &mut arguments)?;
                arguments.direct.push(object);
            } else if let Some((preposition, length)) = self.preposition_at(at) {
                self.at += length;
                self.after_preposition(preposition, at, lemmas, &mut arguments)?;
            } else if self.closed_at(at) == Some(Closed::That) && self.is_slot(at + 1) {
                self.at += 1;
                arguments.clauses.extend(self.coordination()?);
            } else if self.closed_at(at) == Some(Closed::That) {
                self.at += 1;
            } else if self.closed_at(at).is_some() {
                return Err(match self.closed_at(at) {
                    Some(Closed::And) => self.after_and(at),
                    _ => self.second_predicate(at),
                });
            } else if self.is_content(at) {
                let word = self.word_at(at).unwrap_or_default().to_owned();
                if lemmas.iter().any(|lemma| is_particle(self.lexicon, lemma, &word)) {
                    self.join(lemmas, &word);
                    self.at += 1;
                } else if kind == PredicateKind::Verb && self.is_adjective(self.run_end(at) - 1) {
                    arguments.complements.push(self.complement());
                } else if kind == PredicateKind::Verb {
                    let is_time = self.is_time(self.run_end(at) - 1) && !arguments.direct.is_empty();
                    let phrase = self.phrase()?;
                    match is_time {
                        true => arguments.times.push(phrase),
                        false => arguments.direct.push(vec![phrase]),
                    }
                } else {
                    let readings = self.readings(at);
                    let verb = readings.verb() > readings.noun() + readings.adjective();
                    return Err(if verb {
                        self.second_predicate(at)
                    } else {
                        self.no_function(at, "does it need a preposition?")
                    });
                }
            } else {
                return Err(self.no_function(at, "a possessor of an argument cannot be a slot"));
            }
        }
        Ok(arguments)
    }

    fn after_preposition(
        &mut self,
        preposition: String,
        at: usize,
        lemmas: &mut Vec<String>,
        arguments: &mut Arguments,
    ) -> Understood<()> {
        let fillers = if self.is_slot(self.at) {
            let group = self.coordination()?;
            self.possessed(group, arguments)?
        } else if preposition == "to" && {
            let readings = self.readings(self.at);
            readings.infinitive() > readings.noun()
        } {
            let mut problem = self.second_predicate(self.at);
            // *plans to visit*: what is planned is the event.
            if at > 0 && self.is_content(at - 1) {
                let governor = Span::new(self.span_at(at - 1).start, self.span_at(self.at).start);
                problem.leave_out = Some((governor, "keep the verb that says what happens"));
            }
            return Err(problem);
        } else if self.is_content(self.at) {
            vec![self.phrase()?]
        } else if lemmas.iter().any(|lemma| is_particle(self.lexicon, lemma, &preposition)) {
            self.join(lemmas, &preposition);
            return Ok(());
        } else {
            let message = format!("nothing follows `{preposition}`");
            return Err(Problem::new(
                Code::NoFunction,
                self.span_at(at),
                message,
                "a slot or noun is needed here",
            ));
        };
        arguments.phrases.push(Phrase { preposition, fillers });
        Ok(())
    }
}
