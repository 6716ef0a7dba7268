//! The mistakes of a series.

use super::Problem;
use super::expand::PieceKind;
use super::frame::Group;
use super::series::{Series, Understood};
use crate::diagnostic::Code;
use crate::source::Span;

impl Series<'_> {
    pub(super) fn no_entry(&self, span: Span, list: &str, words: &[&str]) -> Problem {
        let message = format!("the entry `{}` of `@{list}` is not a verb", words.join(" "));
        Problem::new(Code::BadPredicateEntry, span, message, "this list is the predicate of the pattern")
            .note("write a pattern of its own for it")
    }

    pub(super) fn is_required(&self, at: usize) -> Understood<()> {
        if self.pieces.get(at).is_some_and(|piece| piece.optional) {
            let message = "the predicate cannot be optional";
            return Err(Problem::new(Code::NoPredicate, self.span_at(at), message, "this is the predicate"));
        }
        Ok(())
    }

    pub(super) fn no_predicate(&self, label: &'static str) -> Problem {
        Problem::new(Code::NoPredicate, self.whole, "this pattern has no predicate", label)
    }

    /// Something else comes between the subject and the place of the verb.
    pub(super) fn no_verb_here(&self, subjects: &Group) -> Problem {
        let rest = self.at..self.pieces.len();
        let later = rest.clone().find(|&at| {
            let readings = self.readings(at);
            self.is_content(at) && readings.verb() > readings.noun() + readings.adjective()
        });
        match later {
            Some(_) if !subjects.is_empty() && self.at < self.pieces.len() => {
                self.no_function(self.at, "the verb should directly follow the subject")
            }
            _ => self
                .no_predicate("a verb, or a noun that stands for an action, is missing")
                .note("for example, write `{agent} visited {host}` or `{agent}'s visit to {host}`"),
        }
    }

    pub(super) fn no_function(&self, at: usize, label: &'static str) -> Problem {
        let what = match self.pieces.get(at).map(|piece| &piece.kind) {
            Some(PieceKind::Slot(slot)) => format!("the slot `{{{}}}`", slot.name),
            Some(PieceKind::Word(word) | PieceKind::Exact(word)) => format!("`{word}`"),
            Some(PieceKind::Possessive) => "`'s`".to_owned(),
            _ => "this".to_owned(),
        };
        Problem::new(
            Code::NoFunction,
            self.span_at(at),
            format!("{what} has no function in this clause"),
            label,
        )
    }

    pub(super) fn second_predicate(&self, at: usize) -> Problem {
        let word = self.word_at(at).unwrap_or_default();
        let message = format!("`{word}` is a second predicate");
        Problem::new(Code::TwoPredicates, self.span_at(at), message, "a clause pattern has one predicate")
            .note(
                "the verb that says what happens is enough: plans, attempts and reports of it are found too",
            )
            .note("write `(bought|acquired)` for alternatives, or two rules for two events")
    }

    pub(super) fn after_and(&self, at: usize) -> Problem {
        let readings = self.readings(at + 1);
        if readings.verb() > readings.noun() + readings.adjective() {
            return self.second_predicate(at + 1);
        }
        self.no_function(at, "`and` joins two slots: `{a} and {b}`")
    }
}
