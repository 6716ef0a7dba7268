//! Cues: the phrases that set facets, beside the shipped ones.

use super::{Checker, Package};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::CueKind;
use crate::lang::syntax::ast::{File, ItemKind};

impl Checker<'_> {
    /// Collects the cues.
    pub(super) fn cues(&mut self, files: &[File], package: &dyn Package) {
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            let ItemKind::Cue(cue) = &item.kind else { continue };
            let Some(kind) = CueKind::named(&cue.kind.text) else {
                let message = format!("unknown kind of cue `{}`", cue.kind.text);
                let mut known: Vec<&str> = CueKind::all().map(CueKind::as_str).collect();
                known.sort_unstable();
                let kinds = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let problem = Diagnostic::new(Code::UnknownCue, file, cue.kind.span, message)
                    .note(format!("the kinds are {kinds}"))
                    .did_you_mean(&cue.kind.text, known, cue.kind.span);
                self.problems.push(problem);
                continue;
            };
            let text = cue.from.as_ref().map(|from| self.list_file(file, from, package)).unwrap_or_default();
            let lines = text
                .trim_start_matches('\u{feff}')
                .lines()
                .map(|line| line.split('\t').next().unwrap_or(line));
            let lines = lines.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            let phrases = cue.entries.iter().map(|entry| entry.value()).chain(lines.map(str::to_owned));
            self.ruleset.cues.extend(phrases.map(|phrase| (kind, phrase)));
        }
        // what takes back comes before what adds, so that the order of files does not matter
        self.ruleset.cues.sort();
        self.ruleset.cues.dedup();
    }
}
