//! What a rule says of its events: `set modality = planned`.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::clause::{Modality, Polarity, Tense};
use crate::lang::ir::Facet;
use crate::lang::syntax::ast::Name;
use crate::source::FileId;

impl Checker<'_> {
    /// The facets that a rule sets; only those with values of their own can be set, the others are read from the text.
    pub(super) fn settings(&mut self, file: FileId, written: &[(Name, Name)]) -> Vec<Facet> {
        let mut settings: Vec<Facet> = Vec::new();
        for (name, value) in written {
            if self.facet(file, name, value).is_none() {
                continue;
            }
            let Some(facet) = facet(&name.text, &value.text) else {
                let message = format!("`{}` is read from the text and cannot be set", name.text);
                let problem = Diagnostic::new(Code::BadFacet, file, name.span, message);
                self.problems.push(problem.note("a rule can set `polarity`, `modality` and `tense`"));
                continue;
            };
            let same = |known: &Facet| std::mem::discriminant(known) == std::mem::discriminant(&facet);
            if settings.iter().any(same) {
                let message = format!("`{}` is set twice", name.text);
                self.problems.push(Diagnostic::new(Code::BadFacet, file, name.span, message));
                continue;
            }
            settings.push(facet);
        }
        settings
    }
}

fn facet(name: &str, value: &str) -> Option<Facet> {
    Some(match (name, value) {
        ("polarity", "positive") => Facet::Polarity(Polarity::Positive),
        ("polarity", "negative") => Facet::Polarity(Polarity::Negative),
        ("modality", "asserted") => Facet::Modality(Modality::Asserted),
        ("modality", "planned") => Facet::Modality(Modality::Planned),
        ("modality", "possible") => Facet::Modality(Modality::Possible),
        ("modality", "conditional") => Facet::Modality(Modality::Conditional),
        ("modality", "generic") => Facet::Modality(Modality::Generic),
        ("modality", "cancelled") => Facet::Modality(Modality::Cancelled),
        ("tense", "past") => Facet::Tense(Tense::Past),
        ("tense", "present") => Facet::Tense(Tense::Present),
        ("tense", "future") => Facet::Tense(Tense::Future),
        ("tense", "none") => Facet::Tense(Tense::None),
        _ => return None,
    })
}
