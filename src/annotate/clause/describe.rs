//! The clauses of a sentence as readable text.

use std::fmt::Write;
use std::ops::Range;

use crate::document::clause::{Clause, Clauses, Filler, Function, Link, PhraseKind, PredicateKind, Via};
use crate::document::{ClauseId, Document, Modality, Phrase, Polarity, Tense, TokenId};

/// A sentence's clauses and phrases, one per line, with their arguments beneath; empty without the layer.
///
/// ```text
/// visit [visited] past
///   subject     CEO Park
///   object      Nimbus (relative)
/// ```
pub fn describe(document: &Document, sentence: usize) -> String {
    let mut out = String::new();
    if let Some(sentence) = document.sentences.get(sentence) {
        let view = View { document, clauses: &sentence.clauses };
        for clause in &sentence.clauses.clauses {
            view.clause(&mut out, clause);
        }
        for phrase in &sentence.clauses.phrases {
            view.phrase(&mut out, phrase);
        }
    }
    out
}

struct View<'a> {
    document: &'a Document,
    clauses: &'a Clauses,
}

impl View<'_> {
    fn text(&self, tokens: &Range<TokenId>) -> String {
        self.document.text(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn word(&self, token: TokenId) -> &str {
        self.document.form(token)
    }

    fn trigger(&self, clause: ClauseId) -> String {
        let clause = self.clauses.clauses.get(clause.index());
        clause.map_or_else(String::new, |clause| format!("[{}]", self.text(&clause.trigger)))
    }

    fn clause(&self, out: &mut String, clause: &Clause) {
        let mut facts: Vec<String> = Vec::new();
        let kind = match clause.kind {
            PredicateKind::Verb => "verb",
            PredicateKind::Noun => "noun",
            PredicateKind::Adjective => "adjective",
        };
        facts.push(kind.to_owned());
        if clause.passive {
            facts.push("passive".to_owned());
        }
        facts.extend((clause.polarity != Polarity::Positive).then(|| clause.polarity.to_string()));
        facts.extend((clause.modality != Modality::Asserted).then(|| clause.modality.to_string()));
        facts.extend((clause.tense != Tense::None).then(|| clause.tense.to_string()));
        for (name, token) in
            [("particle", clause.particle), ("light", clause.light), ("copula", clause.copula)]
        {
            facts.extend(token.map(|token| format!("{name} {}", self.word(token))));
        }
        if let Some((parent, link)) = clause.parent {
            let link = match link {
                Link::Complement => "complement",
                Link::Relative => "relative",
                Link::Purpose => "purpose",
                Link::Condition => "condition",
                Link::Adverbial => "adverbial",
                Link::Conjunct => "conjunct",
                Link::Nominal => "nominal",
                Link::Beside => "beside",
            };
            facts.push(format!("{link} of {}", self.trigger(parent)));
        }
        facts.extend(clause.reported_by.map(|by| format!("reported by {}", self.trigger(by))));
        let lemma = self.document.strings.text(clause.lemma);
        let _ = writeln!(out, "{lemma} [{}] {}", self.text(&clause.trigger), facts.join(", "));
        for argument in &clause.arguments {
            let function = match argument.function {
                Function::Subject => "subject",
                Function::Object => "object",
                Function::IndirectObject => "receiver",
                Function::Complement => "complement",
                Function::Oblique(word) => self.document.strings.text(word),
                Function::Purpose => "purpose",
                Function::Genitive => "genitive",
                Function::Modifier => "modifier",
                Function::Adverbial => "adverbial",
            };
            let via = match argument.via {
                Via::Direct => "",
                Via::Conjunct => " (conjunct)",
                Via::Relative => " (relative)",
                Via::Control => " (control)",
                Via::Coordination => " (coordination)",
                Via::Adjunct => " (adjunct)",
            };
            let filler = match argument.filler {
                Filler::Phrase(phrase) => {
                    self.clauses.phrases.get(phrase.index()).map_or_else(String::new, |p| self.text(&p.core))
                }
                Filler::Clause(clause) => self.trigger(clause),
            };
            let _ = writeln!(out, "  {function:<10}  {filler}{via}");
        }
    }

    fn phrase(&self, out: &mut String, phrase: &Phrase) {
        let kind = match phrase.kind {
            PhraseKind::Name => "name",
            PhraseKind::Common => "common",
            PhraseKind::Pronoun => "pronoun",
            PhraseKind::Relative => "relative",
        };
        let mut facts = vec![kind.to_owned()];
        if phrase.narrow != phrase.core {
            facts.push(format!("narrow {}", self.text(&phrase.narrow)));
        }
        if phrase.core.end - phrase.core.start > 1 {
            facts.push(format!("head {}", self.word(phrase.head)));
        }
        facts.extend(phrase.title.as_ref().map(|title| format!("title {}", self.text(title))));
        facts.extend(phrase.affiliation.as_ref().map(|of| format!("affiliation {}", self.text(of))));
        for &other in &phrase.appositions {
            let other = self.clauses.phrases.get(other.index());
            facts.extend(other.map(|other| format!("also {}", self.text(&other.core))));
        }
        facts.extend(phrase.described_by.iter().map(|&by| format!("described by {}", self.trigger(by))));
        let _ = writeln!(out, "«{}» {}", self.text(&phrase.core), facts.join(", "));
    }
}
