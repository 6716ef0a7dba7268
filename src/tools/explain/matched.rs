//! The result of a match, and what its event leaves out.

use std::ops::Range;

use super::{Explainer, Finding, words};
use crate::document::TokenId;
use crate::extract::event::Filler;
use crate::source::OffsetMap;

impl Explainer<'_> {
    /// Notes on the event of a match: names behind words, and text that is not part of a filler.
    pub(super) fn matched(&self, finding: &mut Finding) {
        let document = self.view().document;
        let offsets = OffsetMap::new(&document.article.text);
        let start = offsets.scalar(document.bytes(&(finding.trigger..finding.trigger + 1)).start);
        let made = self.events.iter().find(|event| {
            event.kind == finding.makes
                && event.sentence == self.view().sentence
                && event.trigger.start == start
        });
        let Some(event) = made else { return };
        for (role, fillers) in &event.roles {
            for filler in fillers {
                if let Some(text) = self.left_out(filler, &offsets) {
                    finding.note(format!("role `{role}`"), text, None);
                }
            }
        }
        let facets = format!("{}, {}, {}", event.polarity, event.modality, event.tense);
        finding.note("event", format!("{}, {facets}", words::with_article(&event.kind)), None);
    }

    /// The words that belong to the referent of a filler and are not in its text.
    fn left_out(&self, filler: &Filler, offsets: &OffsetMap) -> Option<String> {
        let document = self.view().document;
        let scalars = |tokens: &Range<TokenId>| {
            let bytes = document.bytes(tokens);
            offsets.scalar(bytes.start)..offsets.scalar(bytes.end)
        };
        let clauses = self.view().clauses();
        let span = filler.span.start..filler.span.end;
        let phrase = clauses.phrases.iter().find(|phrase| {
            span.contains(&scalars(&(phrase.head..phrase.head + 1)).start)
                && scalars(&phrase.core).start == span.start
        })?;
        let described = phrase.described_by.iter().map(|&id| clauses.clauses[id.index()].extent.clone());
        let named = phrase.appositions.iter().map(|&id| clauses.phrases[id.index()].core.clone());
        let outside = |tokens: &Range<TokenId>| scalars(tokens).start >= span.end && !tokens.is_empty();
        let parts: Vec<String> = named
            .chain(described)
            .filter(outside)
            .map(|tokens| format!("`{}`", self.words.text(&tokens)))
            .collect();
        if parts.is_empty() {
            return None;
        }
        Some(format!(
            "the text `{}` is the core of the phrase; left out, since it only describes it: {}",
            filler.span.text,
            parts.join(", ")
        ))
    }
}
