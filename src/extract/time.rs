//! The time of a clause: which time expression belongs to it, and what the expression means there.
//!
//! An expression belongs to the clause whose predicate it depends on. A clause without one takes that of its parent
//! clause if both happen together: an eventive noun with its verb (*held **talks***), a participle, an infinitive.
//! What is said on Friday did not happen on Friday: a reported clause never takes the time of the reporting one.

use super::view::View;
use crate::annotate::time::{self, Direction};
use crate::document::clause::{Clause, ClauseId, Filler, Function, Link, PredicateKind, Via};
use crate::document::time::{Meaning, TimeExpression, Unit, YearPart};
use crate::document::{Modality, NO_HEAD, Relation, Tense, TokenId, Upos, Xpos};
use crate::english::words::{self, Class};

/// The number of clauses, going up, that are searched for a time.
const MOST_CLAUSES_ABOVE: usize = 4;
/// The number of words that may be between an expression and the predicate above it.
const MOST_WORDS_ABOVE: usize = 6;

/// The time expressions of a sentence and the clauses that they belong to.
pub(super) struct Times<'a> {
    view: &'a View<'a>,
    /// The expressions that give a time, each with its clause and whether it follows a noun that heads the clause.
    own: Vec<(&'a TimeExpression, ClauseId, bool)>,
}

impl<'a> Times<'a> {
    /// Linear in the sentence.
    pub(super) fn new(view: &'a View<'a>) -> Times<'a> {
        let own = view.document.times_in(&view.tokens).iter().filter_map(|time| {
            if !time.kind.is_when() && !is_after_in(view, time) {
                return None;
            }
            let clause = clause_of(view, time)?;
            let head = &view.clauses().clauses[clause.index()];
            // *built it in two weeks* tells how long
            if !time.kind.is_when() && direction(head) != Direction::Future {
                return None;
            }
            let trails = head.kind == PredicateKind::Noun && time.tokens.start > head.head;
            Some((time, clause, trails))
        });
        Times { view, own: own.collect() }
    }

    /// The expression for the time of a clause.
    pub(super) fn of(&self, id: ClauseId) -> Option<&'a TimeExpression> {
        let clauses = &self.view.clauses().clauses;
        let mut at = id;
        for _ in 0..MOST_CLAUSES_ABOVE {
            let clause = clauses.get(at.index())?;
            if let Some(time) = self.within(at, clause) {
                return Some(time);
            }
            let (parent, link) = clause.parent?;
            if !self.shares(clause, &clauses[parent.index()], parent, link) {
                return None;
            }
            at = parent;
        }
        None
    }

    /// What an expression means in a clause.
    pub(super) fn value(&self, time: &TimeExpression, clause: Option<&Clause>) -> Option<String> {
        let direction = clause.map_or(Direction::Unknown, direction);
        // *arrives on Sunday*
        let is_present =
            clause.is_some_and(|clause| clause.tense == Tense::Present && clause.kind == PredicateKind::Verb);
        let direction = if is_present && matches!(time.meaning, Meaning::Weekday(..)) {
            Direction::Future
        } else {
            direction
        };
        let date = self.view.document.article.date.as_deref();
        match time.meaning {
            // *will meet in two weeks*
            Meaning::Length(Some(count), false, unit)
                if direction == Direction::Future && is_after_in(self.view, time) =>
            {
                time::value(&Meaning::Shifted(unit, count as i32), date, direction)
            }
            ref meaning => time::value(meaning, date, direction),
        }
    }

    /// The best of a clause's own expressions: the first of the most exact ones.
    fn within(&self, id: ClauseId, clause: &Clause) -> Option<&'a TimeExpression> {
        let light = clause.light.and_then(|light| self.view.clauses().clause_at(light));
        let mine = |of: &ClauseId| *of == id || Some(*of) == light;
        let direct = self.own.iter().filter(|(_, of, _)| mine(of));
        let best = direct.map(|(time, ..)| *time).min_by_key(|time| rank(&time.meaning));
        // *signed an accord on Friday*: a parser cannot know which of the two has the time
        let nouns = self.own.iter().filter(|(_, of, trails)| {
            let noun = &self.view.clauses().clauses[of.index()];
            *trails && noun.parent == Some((id, Link::Nominal)) && is_object(self.view, clause, noun)
        });
        best.or_else(|| nouns.map(|(time, ..)| *time).min_by_key(|time| rank(&time.meaning)))
    }

    /// Whether a clause happens at the time of its parent clause.
    fn shares(&self, clause: &Clause, parent: &Clause, id: ClauseId, link: Link) -> bool {
        let relation = self.view.document.tokens.relation[clause.head as usize];
        let xpos = self.view.document.tokens.xpos[clause.head as usize];
        let strings = &self.view.document.strings;
        match link {
            Link::Nominal => {
                let function = parent.arguments.iter().find_map(|argument| match argument.filler {
                    Filler::Phrase(phrase) => {
                        let head = self.view.clauses().phrases[phrase.index()].head;
                        (head == clause.head).then_some(argument.function)
                    }
                    Filler::Clause(_) => None,
                });
                match function {
                    Some(Function::Oblique(word)) => {
                        words::is(Class::SimultaneousPreposition, strings.text(word))
                    }
                    Some(Function::Subject | Function::Object) => {
                        strings.shared().words().is(Class::DatingVerb, strings.text(parent.lemma))
                    }
                    _ => clause.light.is_some(),
                }
            }
            // *agreed on Friday to buy*, but *plans to meet tomorrow*
            Link::Complement => {
                let open = relation == Relation::Xcomp && parent.reported_by != Some(id);
                let later = matches!(clause.modality, Modality::Planned | Modality::Possible);
                open && !(later && parent.tense == Tense::Past)
            }
            Link::Purpose => true,
            Link::Adverbial => {
                let finite = matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
                let first = self.view.document.form(clause.extent.start).to_lowercase();
                match words::value(Class::Subordinator, &first) {
                    Some("apart") => false,
                    Some("together") => true,
                    _ => !finite,
                }
            }
            Link::Conjunct => {
                let subject = clause.arguments.iter().find(|a| a.function == Function::Subject);
                clause.tense == parent.tense && subject.is_none_or(|subject| subject.via != Via::Direct)
            }
            Link::Relative | Link::Condition | Link::Beside => false,
        }
    }
}

/// Whether a clause refers to the past or the future.
fn direction(clause: &Clause) -> Direction {
    match (clause.tense, clause.modality) {
        (Tense::Future, _) | (_, Modality::Planned) => Direction::Future,
        (Tense::Past, Modality::Possible | Modality::Conditional) => Direction::Unknown,
        (Tense::Past, _) => Direction::Past,
        _ => Direction::Unknown,
    }
}

/// Whether *in* stands before a length of time.
fn is_after_in(view: &View, time: &TimeExpression) -> bool {
    let before = time.tokens.start.checked_sub(1).filter(|token| view.tokens.contains(token));
    matches!(time.meaning, Meaning::Length(..))
        && before.is_some_and(|token| view.document.form(token).eq_ignore_ascii_case("in"))
}

/// Days rank above months, and expressions with a value above those without.
fn rank(meaning: &Meaning) -> u8 {
    match meaning {
        Meaning::Clock(Some(_), _) => 0,
        Meaning::Day(..)
        | Meaning::Weekday(..)
        | Meaning::Shifted(Unit::Day, _)
        | Meaning::InYear(YearPart::Day(..) | YearPart::Holiday(_), _) => 1,
        Meaning::From(anchor, ..) => rank(anchor),
        Meaning::Weekend(_) | Meaning::Shifted(Unit::Week, _) => 2,
        Meaning::Range(from, _) => rank(from),
        Meaning::InYear(..) | Meaning::Shifted(Unit::Month | Unit::Quarter, _) => 3,
        Meaning::Year(_) | Meaning::Shifted(..) | Meaning::Run(..) | Meaning::Fiscal(..) => 4,
        Meaning::Decade(_) | Meaning::Century(_) => 5,
        Meaning::Clock(None, _) => 6,
        Meaning::Elsewhere | Meaning::Past | Meaning::Present | Meaning::Future => 7,
        Meaning::Length(..) | Meaning::Every(..) => 8,
    }
}

/// Whether an eventive noun is the object of a clause.
fn is_object(view: &View, clause: &Clause, noun: &Clause) -> bool {
    clause.kind == PredicateKind::Verb
        && clause.arguments.iter().any(|argument| match argument.filler {
            Filler::Phrase(phrase) => {
                argument.function == Function::Object
                    && view.clauses().phrases[phrase.index()].head == noun.head
            }
            Filler::Clause(_) => false,
        })
}

/// The clause that an expression belongs to: the clause of the first predicate above it, if no other noun and no
/// preposition for another time (*after 2015*) comes between.
fn clause_of(view: &View, time: &TimeExpression) -> Option<ClauseId> {
    let columns = &view.document.tokens;
    let before = time.tokens.start.checked_sub(1).filter(|token| view.tokens.contains(token));
    let before = before.filter(|token| columns.upos[*token as usize] == Upos::Adp);
    let preposition = before.map(|token| view.document.form(token).to_lowercase());
    let is_of = preposition.as_deref() == Some("of");
    let tells = preposition.as_deref().is_none_or(|word| words::is(Class::TimePreposition, word));
    if !tells && !is_of {
        return None;
    }
    let passes_nouns =
        preposition.as_deref().and_then(|word| words::value(Class::TimePreposition, word)) == Some("nominal");
    let outside = |token: &TokenId| !time.tokens.contains(&columns.head[*token as usize]);
    let mut at = time.tokens.clone().find(outside)?;
    for _ in 0..MOST_WORDS_ABOVE {
        let head = columns.head[at as usize];
        if head == NO_HEAD {
            // a predicate below its own time is not a valid tree
            return view.clauses().clause_at(at).filter(|_| !time.tokens.contains(&at));
        }
        let (relation, upos) = (columns.relation[at as usize], columns.upos[head as usize]);
        if let Some(clause) = view.clauses().clause_at(head).filter(|_| !time.tokens.contains(&head)) {
            let is_noun = view.clauses().clauses[clause.index()].kind == PredicateKind::Noun;
            return (is_noun || tells).then_some(clause);
        }
        // *Oslo on Friday*: the time of the verb behind a noun
        let passes = match upos {
            Upos::Adv | Upos::Adp | Upos::Sconj | Upos::Num => true,
            _ if time.tokens.contains(&head) => true,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj => {
                relation.universal() == Relation::Nmod && passes_nouns || !time.tokens.contains(&at)
            }
            _ => false,
        };
        if !passes {
            return None;
        }
        at = head;
    }
    None
}
