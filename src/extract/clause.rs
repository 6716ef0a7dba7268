//! Clause patterns matched against the clauses of a sentence.

use smallvec::SmallVec;

mod fitting;
mod guess;
mod inspect;

pub(super) use fitting::Fitting;
pub use inspect::{Inspection, SlotArguments, inspect};

use super::coreference::References;
use super::observer::{Observer, Outcome};
use super::view::View;
use crate::document::clause::{Argument, Clause, ClauseId, Filler, Function, PredicateKind, Via};
use crate::document::{Phrase, PhraseId, Relation, TokenId, Upos, Word, Xpos};
use crate::lang::compile::Program;
use crate::lang::compile::clause::{ClausePlan, FillerTest, FunctionPlan, SlotPlan};
use crate::lang::ir::{Need, PatternId, RoleId, Target, TypeId};

/// A match of a clause pattern: the fillers of its roles, in the order of the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The pattern, by its number in the program.
    pub pattern: PatternId,
    /// The clause.
    pub clause: ClauseId,
    /// The filled roles and their fillers.
    pub fillers: Vec<(RoleId, Filling)>,
    /// What fills slots without a role.
    pub others: Vec<Filling>,
    /// Whether a filler may be of another type: nothing shows what it is.
    pub guessed: bool,
}

/// What fills a role, and in which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    /// A noun phrase of a type, or of none.
    Phrase(PhraseId, Option<TypeId>),
    /// The organisation or place that a person is said to belong to.
    Affiliation(PhraseId, TypeId),
    /// A quantity before the head of an argument, by its index among the sentence's mentions.
    Mention(u32),
    /// A clause.
    Clause(ClauseId),
    /// A single word, for a role that takes any.
    Word(TokenId),
    /// An event that a phrase or clause expresses, by its index in the view.
    Event(Filler, u32),
}

/// An argument that may fill a slot.
#[derive(Clone, Copy, Debug)]
struct Fitted {
    /// Its number among the arguments.
    argument: usize,
    filling: Filling,
    /// Whether it fits only because nothing shows what it is.
    is_guess: bool,
}

impl Fitted {
    /// Whether the filler leaves the argument around it free for another slot.
    fn is_inner(&self) -> bool {
        matches!(self.filling, Filling::Mention(_))
    }
}

/// Tries every wanted clause pattern on every clause of a sentence. The cost of a clause depends on the patterns with
/// its lemma, not on the number of all patterns.
pub fn find(
    view: &View,
    references: &References,
    wants: impl Fn(PatternId) -> bool,
    observer: &mut impl Observer,
) -> Vec<Found> {
    let mut found = Vec::new();
    let program = view.program;
    for (id, clause) in view.clauses().clauses.iter().enumerate() {
        let lemmas = lemmas(view, clause);
        let plans = lemmas.iter().flat_map(|&lemma| program.clauses.plans(lemma));
        let mut plans = plans.filter(|plan| wants(plan.pattern)).peekable();
        if plans.peek().is_none() {
            continue;
        }
        let own = arguments(view, clause, None);
        for plan in plans {
            observer.works_on(Some(plan.pattern));
            let verb = light_verb(view, clause, plan);
            let lent =
                verb.filter(|_| clause.light.is_none()).map(|verb| arguments(view, clause, Some(verb)));
            let arguments = lent.as_deref().unwrap_or(&own);
            let attempt = Attempt { view, references, clause, plan, verb, arguments };
            match attempt.fill(ClauseId::at(id)) {
                Ok(whole) => found.push(whole),
                Err(outcome) => observer.tried(plan.pattern, clause.head, outcome),
            }
        }
        observer.works_on(None);
    }
    found
}

/// The lemmas under which patterns may list a predicate: its own and, for a noun, those with the words before it
/// (*drone strike*).
fn lemmas(view: &View, clause: &Clause) -> SmallVec<[Word; 2]> {
    let mut lemmas: SmallVec<[Word; 2]> = view.word(clause.lemma).into_iter().collect();
    let most = view.program.clauses.most_modifiers as TokenId;
    if clause.kind == PredicateKind::Noun && most > 0 {
        let mut text = view.document.strings.text(clause.lemma).to_owned();
        let first = view.tokens.start.max(clause.head.saturating_sub(most));
        for token in (first..clause.head).rev() {
            text =
                [view.document.strings.text(view.document.tokens.lower[token as usize]), " ", &text].concat();
            lemmas.extend(view.program.vocabulary.get(&text));
        }
    }
    lemmas
}

/// An argument, and the head of the noun that it belongs to if that noun is itself an argument.
struct Candidate {
    argument: Argument,
    inside: Option<TokenId>,
}

/// The arguments of a clause: first its own, then those of the nouns that are its arguments. A parser cannot know
/// whether *a contract with the port to run the cranes* has one argument or three, but a pattern does. A light verb
/// that only the pattern knows (*express interest*) adds its arguments too.
fn arguments(view: &View, clause: &Clause, verb: Option<&Clause>) -> Vec<Candidate> {
    let clauses = view.clauses();
    let lent = verb.into_iter().flat_map(|verb| &verb.arguments).filter(|a| a.function != Function::Object);
    let own = clause.arguments.iter().chain(lent);
    let mut all: Vec<Candidate> = own.map(|&argument| Candidate { argument, inside: None }).collect();
    let mut next = 0;
    while let Some(Candidate { argument, .. }) = all.get(next).filter(|_| next < MOST_ARGUMENTS) {
        let argument = *argument;
        next += 1;
        let phrase = match argument.filler {
            Filler::Phrase(phrase) => phrase,
            Filler::Clause(id) => {
                // *found guilty of fraud*: what an adjective behind the verb takes, the pattern may take
                let clause = &clauses.clauses[id.index()];
                if clause.kind == PredicateKind::Adjective && argument.function == Function::Complement {
                    let obliques =
                        clause.arguments.iter().filter(|a| matches!(a.function, Function::Oblique(_)));
                    all.extend(
                        obliques.map(|&inner| Candidate { argument: inner, inside: Some(clause.head) }),
                    );
                }
                continue;
            }
        };
        // only an argument that may end the clause can have taken what follows it
        let opens =
            matches!(argument.function, Function::Object | Function::IndirectObject | Function::Oblique(_))
                || clauses.phrases[phrase.index()].head > clause.head;
        if !opens || matches!(argument.via, Via::Relative | Via::Control | Via::Adjunct) || argument.steps > 3
        {
            continue;
        }
        let host = &clauses.phrases[phrase.index()];
        all.extend(possessor(view, host).map(|argument| Candidate { argument, inside: Some(host.head) }));
        let modifiers;
        let inner = match clauses.clause_at(host.head) {
            Some(noun) => clauses.clauses[noun.index()].arguments.as_slice(),
            None => {
                modifiers = phrases_after(view, host.head);
                modifiers.as_slice()
            }
        };
        for inner in inner {
            let free =
                matches!(inner.function, Function::Oblique(_) | Function::Complement | Function::Purpose);
            let after = match inner.filler {
                Filler::Phrase(id) => clauses.phrases[id.index()].head,
                Filler::Clause(id) => clauses.clauses[id.index()].head,
            } > host.head;
            let known = all.iter().any(|c| c.argument.filler == inner.filler);
            if free && after && !known && inner.via != Via::Adjunct {
                let steps = argument.steps.saturating_add(inner.steps);
                all.push(Candidate { argument: Argument { steps, ..*inner }, inside: Some(host.head) });
            }
        }
    }
    all
}

/// Whose an argument is: *quashed **Weil's** conviction*.
fn possessor(view: &View, host: &Phrase) -> Option<Argument> {
    let tokens = &view.document.tokens;
    let owns = |&token: &TokenId| {
        tokens.head[token as usize] == host.head && tokens.relation[token as usize] == Relation::NmodPoss
    };
    let filler = Filler::Phrase(view.clauses().phrase_at((host.core.start..host.head).find(owns)?)?);
    Some(Argument { function: Function::Genitive, filler, via: Via::Direct, steps: 1 })
}

/// The prepositional phrases that a parser attached to a name, which has no arguments itself.
fn phrases_after(view: &View, name: TokenId) -> SmallVec<[Argument; 2]> {
    let tokens = &view.document.tokens;
    let hangs = |token: &TokenId, on: TokenId, relation| {
        tokens.head[*token as usize] == on && tokens.relation[*token as usize].universal() == relation
    };
    let after = name + 1..view.tokens.end;
    let modifiers = after.clone().filter(|token| hangs(token, name, Relation::Nmod));
    let argument = |token| {
        let preposition =
            after.clone().take_while(|&t| t < token).find(|t| hangs(t, token, Relation::Case))?;
        Some(Argument {
            function: Function::Oblique(tokens.lower[preposition as usize]),
            filler: Filler::Phrase(view.clauses().phrase_at(token)?),
            via: Via::Direct,
            steps: 1,
        })
    };
    let purposes = after.clone().filter(|token| hangs(token, name, Relation::Acl));
    let purpose = |token| {
        after
            .clone()
            .take_while(|&t| t < token)
            .find(|t| tokens.xpos[*t as usize] == Xpos::To && hangs(t, token, Relation::Mark))?;
        let filler = Filler::Clause(view.clauses().clause_at(token)?);
        Some(Argument { function: Function::Purpose, filler, via: Via::Direct, steps: 1 })
    };
    modifiers.filter_map(argument).chain(purposes.filter_map(purpose)).collect()
}

/// The verb whose object a noun is, if a pattern has it as the noun's light verb.
fn light_verb<'a>(view: &'a View, clause: &Clause, plan: &ClausePlan) -> Option<&'a Clause> {
    let clauses = view.clauses();
    let governor = clause.parent.map(|(parent, _)| &clauses.clauses[parent.index()]);
    let of_noun = |verb: &&Clause| {
        let is = |a: &Argument| match a.filler {
            Filler::Phrase(id) => {
                a.function == Function::Object && clauses.phrases[id.index()].head == clause.head
            }
            Filler::Clause(_) => false,
        };
        verb.arguments.iter().any(is)
    };
    let light = clause.light.and_then(|verb| clauses.clause_at(verb)).map(|id| &clauses.clauses[id.index()]);
    let verb = light.or(governor.filter(of_noun)).filter(|_| clause.kind == PredicateKind::Noun)?;
    let lemma = view.word(verb.lemma)?;
    plan.light.contains(&lemma).then_some(verb)
}

/// At most this many arguments of a clause are searched for inner arguments.
const MOST_ARGUMENTS: usize = 64;

struct Attempt<'a> {
    view: &'a View<'a>,
    references: &'a References<'a>,
    clause: &'a Clause,
    plan: &'a ClausePlan,
    /// The light verb, where it is one of the pattern's.
    verb: Option<&'a Clause>,
    arguments: &'a [Candidate],
}

impl Attempt<'_> {
    fn fill(&self, clause: ClauseId) -> Result<Found, Outcome> {
        if !fits(self.view, self.plan.predicate, self.clause) {
            return Err(Outcome::Predicate);
        }
        if !self.plan.light.is_empty() && self.verb.is_none() {
            return Err(Outcome::LightVerb);
        }
        let slots = &self.plan.slots;
        let mut candidates: Vec<Vec<Fitted>> = Vec::with_capacity(slots.len());
        for (index, slot) in slots.iter().enumerate() {
            let fitting = self.candidates(slot);
            let miss = || self.miss(index, slot);
            let lacks = match slot.need {
                _ if !fitting.is_empty() => None,
                Need::Filler => Some(miss()),
                Need::NoMisfit => Some(miss()).filter(|outcome| matches!(outcome, Outcome::Unfit(..))),
                // *was shot at*: in the passive, what would be the object must have a place in the pattern
                Need::Evidence if self.clause.passive && !self.plan.takes_object => Some(miss()),
                Need::Evidence | Need::Nothing => None,
            };
            if let Some(outcome) = lacks {
                return Err(outcome);
            }
            candidates.push(fitting);
        }
        let mut used = vec![false; self.arguments.len()];
        let (mut fillers, mut others) = (Vec::new(), Vec::new());
        let (mut guessed, mut evident) = (false, self.plan.is_evident);
        let beside_misfit = self.has_misfit(&candidates);
        for (index, slot) in slots.iter().enumerate() {
            let free: Vec<_> = candidates[index]
                .iter()
                .filter(|fitted| fitted.is_inner() || !used[fitted.argument])
                .collect();
            // leaves one for a later slot that requires one of these
            let claims = |later: &&Vec<Fitted>| {
                later.iter().any(|claim| {
                    let same = |other: &&Fitted| other.argument == claim.argument && !other.is_inner();
                    !claim.is_inner() && free.iter().any(same)
                })
            };
            let is_required = |slot: &SlotPlan| slot.need == Need::Filler;
            let required =
                slots.iter().zip(&candidates).skip(index + 1).filter(|(slot, _)| is_required(slot));
            let claimed = required.map(|(_, later)| later).filter(claims).count();
            let share = free.len().saturating_sub(claimed);
            if share == 0 {
                if slot.need == Need::Filler {
                    return Err(Outcome::Taken(index));
                }
                continue;
            }
            let many = slot.role.is_some_and(|role| self.takes_many(role));
            for fitted in free.into_iter().take(if many { share } else { 1 }) {
                used[fitted.argument] |= !fitted.is_inner();
                guessed |= fitted.is_guess;
                evident |= (slot.need != Need::Nothing || self.plan.has_only_parts)
                    && self.is_evidence(slot, fitted, beside_misfit);
                match slot.role {
                    Some(role) => fillers.push((role, fitted.filling)),
                    None => others.push(fitted.filling),
                }
            }
        }
        if !evident {
            return Err(Outcome::NoEvidence);
        }
        Ok(Found { pattern: self.plan.pattern, clause, fillers, others, guessed })
    }

    fn fitting(&self) -> Fitting<'_> {
        Fitting { view: self.view, references: self.references }
    }

    /// Whether the event of the pattern may have several fillers of a role.
    fn takes_many(&self, role: RoleId) -> bool {
        takes_many(self.view.program, self.plan.pattern, role)
    }

    /// Whether an argument is something else than the pattern expects it to be.
    fn has_misfit(&self, candidates: &[Vec<Fitted>]) -> bool {
        let is_misfit = |(slot, fitting): (&SlotPlan, &Vec<Fitted>)| {
            let has = |candidate| slot.functions.iter().any(|function| self.has(function, candidate));
            slot.need == Need::Evidence && fitting.is_empty() && self.arguments.iter().any(has)
        };
        self.plan.slots.iter().zip(candidates).any(is_misfit)
    }

    /// Whether a filler shows that the predicate has the sense of the pattern. Beside a misfit, what any phrase or
    /// infinitive could be does not: *the dollar threatened to fall*.
    fn is_evidence(&self, slot: &SlotPlan, fitted: &Fitted, beside_misfit: bool) -> bool {
        let typed = || match fitted.filling {
            Filling::Clause(id) => !self.is_infinitive(Filler::Clause(id)),
            filling => self.is_typed(&slot.test, filling),
        };
        !fitted.is_guess && (!beside_misfit || typed())
    }

    /// Whether a filling passes a test by its type or its words, not only as any phrase.
    fn is_typed(&self, test: &FillerTest, filling: Filling) -> bool {
        let Filling::Phrase(id, kind) = filling else { return true };
        match test {
            FillerTest::Accepts(accepts) => {
                !self.references.is_untyped(id) && kind.is_some_and(|kind| self.view.takes(accepts, kind))
            }
            FillerTest::List(..) | FillerTest::Head(_) => {
                self.fitting().fit(test, Filler::Phrase(id)).is_some()
            }
            FillerTest::Union(tests) => tests.iter().any(|test| self.is_typed(test, filling)),
            FillerTest::Except(test, _) => self.is_typed(test, filling),
            FillerTest::Any => false,
        }
    }

    /// The arguments that may fill a slot, best first: by the order of the slot's functions, path length, and text
    /// order.
    fn candidates(&self, slot: &SlotPlan) -> Vec<Fitted> {
        let mut candidates = Vec::new();
        for (index, candidate) in self.arguments.iter().enumerate() {
            let Candidate { argument, inside } = candidate;
            let Some(rank) = slot.functions.iter().position(|f| self.has(f, candidate)) else {
                continue;
            };
            // a pattern's *to* requires an infinitive, not just any complement clause
            let infinitive = slot.functions.contains(&FunctionPlan::Purpose);
            if infinitive && argument.function == Function::Complement && !self.is_infinitive(argument.filler)
            {
                continue;
            }
            let fit = self.fitting().fit(&slot.test, argument.filler).map(|filling| (filling, false));
            let guess = || self.fitting().guess(&slot.test, argument.filler).map(|filling| (filling, true));
            // a time is no filler of a role for any phrase, unless the role also takes times
            let fit = fit.filter(|(filling, _)| {
                !(self.is_time(argument)
                    && slot.test.takes_any_phrase()
                    && !self.is_typed(&slot.test, *filling))
            });
            let may_guess = slot.open && !self.is_expletive(argument);
            if let Some((filling, is_guess)) = fit.or_else(|| guess().filter(|_| may_guess)) {
                candidates
                    .push(((inside.is_some(), rank, index), Fitted { argument: index, filling, is_guess }));
            }
        }
        // arguments of one function are in text order, the first conjunct of a coordination nearest
        candidates.sort_by_key(|(key, _)| *key);
        // a slot takes the fillers of one function, not several: *Park's visit* has one visitor
        let best = candidates.first().map(|((inside, rank, _), _)| (*inside, *rank));
        candidates.retain(|((inside, rank, _), _)| Some((*inside, *rank)) == best);
        candidates.into_iter().map(|(_, candidate)| candidate).collect()
    }

    /// Whether an argument is a time: it can fill only a role for dates.
    fn is_time(&self, argument: &Argument) -> bool {
        let Filler::Phrase(id) = argument.filler else { return false };
        let circumstance = matches!(argument.function, Function::Oblique(_) | Function::Adverbial);
        circumstance && self.view.document.time_at(self.view.clauses().phrases[id.index()].head).is_some()
    }

    /// Whether an argument is the *it* of *it was reported that …*, which stands for the clause.
    fn is_expletive(&self, argument: &Argument) -> bool {
        let Filler::Phrase(id) = argument.filler else { return false };
        let head = self.view.clauses().phrases[id.index()].head;
        let document = self.view.document;
        let has_content =
            || self.clause.arguments.iter().any(|other| matches!(other.filler, Filler::Clause(_)));
        document.tokens.relation[head as usize].universal() == Relation::Expl
            || self.clause.passive && document.form(head).eq_ignore_ascii_case("it") && has_content()
    }

    fn is_infinitive(&self, filler: Filler) -> bool {
        let Filler::Clause(id) = filler else { return false };
        let head = self.view.clauses().clauses[id.index()].head;
        let columns = &self.view.document.tokens;
        // auxiliaries and adverbs may come between *to* and the verb
        (self.view.tokens.start..head).rev().take(4).any(|token| {
            let hangs = columns.head[token as usize] == head;
            hangs && columns.xpos[token as usize] == Xpos::To
        })
    }

    fn has(&self, plan: &FunctionPlan, candidate: &Candidate) -> bool {
        let is_of = |preposition| self.view.document.strings.text(preposition) == "of";
        match (plan, candidate.argument.function) {
            (FunctionPlan::Subject, Function::Subject)
            | (FunctionPlan::Object, Function::Object)
            | (FunctionPlan::IndirectObject, Function::IndirectObject)
            | (FunctionPlan::Complement, Function::Complement)
            | (FunctionPlan::Purpose, Function::Purpose)
            | (FunctionPlan::Modifier, Function::Modifier)
            | (FunctionPlan::Adverbial, Function::Adverbial) => true,
            // whose an argument is, the predicate is not
            (FunctionPlan::Genitive, Function::Genitive) => candidate.inside.is_none(),
            (FunctionPlan::PossessorOf(lemmas), Function::Genitive | Function::Oblique(_)) => {
                let is_noun = |head| self.view.lemma(head).is_some_and(|noun| lemmas.contains(&noun));
                let belongs = match candidate.argument.function {
                    Function::Oblique(preposition) => is_of(preposition),
                    _ => true,
                };
                belongs && candidate.inside.is_some_and(is_noun)
            }
            (FunctionPlan::Predicative, Function::Complement) => match candidate.argument.filler {
                Filler::Phrase(_) => true,
                // *was found guilty*
                Filler::Clause(id) => {
                    self.view.clauses().clauses[id.index()].kind == PredicateKind::Adjective
                }
            },
            (FunctionPlan::OfNoun(lemmas), Function::Oblique(preposition)) => {
                let has = |head| self.view.lemma(head).is_some_and(|noun| lemmas.contains(&noun));
                is_of(preposition) && candidate.inside.is_some_and(|head| lemmas.is_empty() || has(head))
            }
            // an *of* inside an argument belongs to its noun
            (FunctionPlan::Oblique(_), Function::Oblique(preposition))
                if candidate.inside.is_some() && is_of(preposition) =>
            {
                false
            }
            (FunctionPlan::Oblique(words), Function::Oblique(preposition)) => {
                self.view.word(preposition).is_some_and(|word| words.contains(&word))
            }
            _ => false,
        }
    }

    /// Why a slot stayed empty.
    fn miss(&self, index: usize, slot: &SlotPlan) -> Outcome {
        let has = |c: &&Candidate| slot.functions.iter().any(|f| self.has(f, c));
        let clauses = self.view.clauses();
        match self.arguments.iter().find(has).map(|candidate| candidate.argument.filler) {
            Some(Filler::Phrase(phrase)) => Outcome::Unfit(index, clauses.phrases[phrase.index()].head),
            Some(Filler::Clause(clause)) => Outcome::Unfit(index, clauses.clauses[clause.index()].head),
            None => Outcome::NoArgument(index),
        }
    }
}

/// Whether a match of a pattern may have several fillers of a role: as its event says, or one for each event or mention
/// that it makes.
pub(super) fn takes_many(program: &Program, pattern: PatternId, role: RoleId) -> bool {
    match program.rule_of(pattern).target {
        Target::Event(event) => {
            let one = program.events[event.index()].roles[role.index()].most == Some(1);
            !one || program.patterns[pattern.index()].each.contains(&role)
        }
        Target::Entity(_) => true,
    }
}

/// Whether a clause's predicate has the pattern's kind. The tagger may call a participle an adjective or a verb (*is
/// interested*), so a pattern with an adjective takes both.
///
/// A noun before another noun is part of what the second one names: *an arrest warrant*.
fn fits(view: &View, pattern: PredicateKind, clause: &Clause) -> bool {
    let is_part = clause.kind == PredicateKind::Noun
        && matches!(
            view.document.tokens.relation[clause.head as usize],
            Relation::Compound | Relation::NmodDesc
        )
        && view.document.tokens.upos.get(clause.head as usize + 1) == Some(&Upos::Noun);
    if is_part {
        return false;
    }
    pattern == clause.kind
        || pattern == PredicateKind::Adjective && clause.passive
        || pattern == PredicateKind::Verb && is_attribute(view, clause)
}

/// Whether a predicate is a participle before its noun that says what was done to it or what it does: *an adopted girl*,
/// *a cat-chasing dog*. With an adverb it tells a quality: *the most visited site*.
fn is_attribute(view: &View, clause: &Clause) -> bool {
    let tokens = &view.document.tokens;
    let mut before = view.tokens.start.max(clause.head.saturating_sub(3))..clause.head;
    tokens.relation[clause.head as usize] == Relation::Amod
        && tokens.upos[clause.head as usize] == Upos::Verb
        && !before.any(|token| {
            tokens.head[token as usize] == clause.head && tokens.relation[token as usize] == Relation::Advmod
        })
}
