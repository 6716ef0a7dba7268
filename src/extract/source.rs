//! The source of an event: the speaker of the clause that reports it, and whoever reports that clause in turn.

use super::assemble::Assembler;
use super::event::Source;
use crate::document::clause::{Clause, ClauseId, Filler, Function, PhraseKind};
use crate::document::{PhraseId, TokenId};

/// The number of clauses, going up the tree, that are searched for *according to*.
const MOST_CLAUSES_ABOVE: usize = 4;
/// The number of nested reports that are followed.
const MOST_REPORTS: usize = 4;
const ACCORDING_TO: &str = "according to";

impl Assembler<'_> {
    /// The innermost speaker, who reports the clause.
    pub(super) fn source(&self, clause: &Clause) -> Option<Source> {
        self.source_below(clause, MOST_REPORTS)
    }

    fn source_below(&self, clause: &Clause, depth: usize) -> Option<Source> {
        if depth == 0 {
            return None;
        }
        let Some(id) = clause.reported_by else { return self.according_to(clause) };
        let report = self.view.clauses().clauses.get(id.index())?;
        // a clause that a later one reports goes up the tree, so this ends
        let speaker = self.filler_of(report, |function| function == Function::Subject)?;
        let by = self.source_below(report, depth - 1).map(Box::new);
        let verb = self.view.document.strings.text(report.lemma);
        Some(Source { by, ..self.told_by(speaker, verb, report.head)? })
    }

    fn according_to(&self, clause: &Clause) -> Option<Source> {
        let clauses = &self.view.clauses().clauses;
        let words = &self.view.document.strings;
        let is = |function| matches!(function, Function::Oblique(word) if words.text(word) == ACCORDING_TO);
        let above =
            |clause: &Clause| clause.parent.map(|(parent, _): (ClauseId, _)| &clauses[parent.index()]);
        let mut chain = std::iter::successors(Some(clause), |clause| above(clause)).take(MOST_CLAUSES_ABOVE);
        let speaker = chain.find_map(|clause| self.filler_of(clause, is))?;
        let head = self.view.clauses().phrases[speaker.index()].core.start;
        self.told_by(speaker, ACCORDING_TO, head.saturating_sub(1))
    }

    fn told_by(&self, speaker: PhraseId, verb: &str, cue: TokenId) -> Option<Source> {
        let phrase = &self.view.clauses().phrases[speaker.index()];
        if phrase.kind == PhraseKind::Relative {
            return None;
        }
        Some(Source {
            span: self.span(&phrase.core),
            name: self.references.of(speaker).and_then(|reference| reference.name.clone()),
            entities: self.entities(self.references.of(speaker)),
            verb: verb.to_owned(),
            cue: self.span(&(cue..cue + 1)),
            by: None,
        })
    }

    fn filler_of(&self, clause: &Clause, is: impl Fn(Function) -> bool) -> Option<PhraseId> {
        clause.arguments.iter().find_map(|argument| match argument.filler {
            Filler::Phrase(id) if is(argument.function) => Some(id),
            _ => None,
        })
    }
}
