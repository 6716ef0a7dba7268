//! Additions of rule files to the shipped lists: cues, which set facets, and words of open classes.

use super::{Checker, Package};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::CueKind;
use crate::english::words::Class;
use crate::lang::syntax::ast::{Addition, File, ItemKind};
use crate::source::FileId;

impl Checker<'_> {
    /// Collects the cues.
    pub(super) fn cues(&mut self, files: &[File], package: &dyn Package) {
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            let ItemKind::Cue(cue) = &item.kind else { continue };
            let Some(kind) = CueKind::named(&cue.kind.text) else {
                let mut kinds: Vec<&str> = CueKind::all().map(CueKind::as_str).collect();
                kinds.sort_unstable();
                let all = kinds.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
                let note = format!("the kinds are {all}");
                self.unknown(Code::UnknownCue, ("kind of cue", note), file, cue, &kinds);
                continue;
            };
            let phrases = self.added(file, cue, package);
            self.ruleset.added.cues.extend(phrases.map(|phrase| (kind, phrase)));
        }
        // cues that take back come before those that add, so the order of files does not matter
        self.ruleset.added.cues.sort();
        self.ruleset.added.cues.dedup();
    }

    /// Collects the words. Patterns analysed afterwards know them.
    pub(super) fn words(&mut self, files: &[File], package: &dyn Package) {
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            let ItemKind::Words(words) = &item.kind else { continue };
            let Some(class) = Class::named(&words.kind.text) else {
                let open = Class::ALL.iter().filter(|class| class.closed().is_none());
                let names: Vec<&str> = open.map(|class| class.name()).collect();
                let note = "`dateline words` shows the classes and which of them are open".to_owned();
                self.unknown(Code::UnknownClass, ("class of words", note), file, words, &names);
                continue;
            };
            if let Some(why) = class.closed() {
                let message = format!("the class `{}` takes no other words: {why}", class.name());
                let problem = Diagnostic::new(Code::ClosedClass, file, words.kind.span, message);
                self.problems
                    .push(problem.note(format!("`dateline words {}` shows those that it has", class.name())));
                continue;
            }
            let entries = self.added(file, words, package);
            self.ruleset.added.words.extend(entries.map(|entry| (class, entry)));
        }
        self.ruleset.added.words.sort();
        self.ruleset.added.words.dedup();
        self.lexicon.words = self.ruleset.added.words();
    }

    fn unknown(
        &mut self,
        code: Code,
        (what, note): (&str, String),
        file: FileId,
        added: &Addition,
        known: &[&str],
    ) {
        let message = format!("unknown {what} `{}`", added.kind.text);
        let problem = Diagnostic::new(code, file, added.kind.span, message).note(note).did_you_mean(
            &added.kind.text,
            known.iter().copied(),
            added.kind.span,
        );
        self.problems.push(problem);
    }

    /// The entries of an item and those in the first column of its file.
    fn added(
        &mut self,
        file: FileId,
        added: &Addition,
        package: &dyn Package,
    ) -> impl Iterator<Item = String> + use<> {
        let text = added.from.as_ref().map(|from| self.list_file(file, from, package)).unwrap_or_default();
        let lines = text.trim_start_matches('\u{feff}').lines();
        let lines = lines.map(|line| line.split('\t').next().unwrap_or(line).trim());
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned);
        let entries = added.entries.iter().map(|entry| entry.value());
        entries.chain(lines).collect::<Vec<String>>().into_iter()
    }
}
