//! The facets that a rule sets for its events: `set modality = planned`.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Setting;
use crate::lang::syntax::ast::Name;
use crate::source::FileId;

impl Checker<'_> {
    /// The facets that a rule sets. Only facets with named values can be set; the others are read from the text.
    pub(super) fn settings(&mut self, file: FileId, written: &[(Name, Name)]) -> Vec<Setting> {
        let mut settings: Vec<Setting> = Vec::new();
        for (name, value) in written {
            let Some((facet, _)) = self.facet(file, name, value) else { continue };
            let Some(setting) = facet.set(&value.text) else {
                let message = format!("`{facet}` is read from the text and cannot be set");
                let problem = Diagnostic::new(Code::BadFacet, file, name.span, message);
                self.problems.push(problem.note("a rule can set `polarity`, `modality` and `tense`"));
                continue;
            };
            if settings.iter().any(|known| known.facet() == facet) {
                let message = format!("`{facet}` is set twice");
                self.problems.push(Diagnostic::new(Code::BadFacet, file, name.span, message));
                continue;
            }
            settings.push(setting);
        }
        settings
    }
}
