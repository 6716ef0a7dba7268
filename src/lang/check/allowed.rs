//! `allow D0210`: warnings and hints that the author of an item has seen and wants.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::lang::syntax::ast::{File, Item, Name};
use crate::source::FileId;

impl Checker<'_> {
    /// Takes away the warnings that items allow, and warns of an `allow` that takes nothing away, if the files are `whole`: of
    /// others not every warning is known. To be called when all is checked.
    pub(super) fn allow(&mut self, files: &[File], whole: bool) {
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            for name in &item.allows {
                if let Some(code) = self.allowance(file, name)
                    && !self.silence(file, item, code)
                    && whole
                {
                    let message = format!("nothing here gives the warning `{code}`");
                    let problem = Diagnostic::new(Code::IdleAllowance, file, name.span, message);
                    self.problems.push(problem.label(code.title()));
                }
            }
        }
    }

    /// The code of a warning or hint; anything else is reported.
    fn allowance(&mut self, file: FileId, name: &Name) -> Option<Code> {
        let can = |code: &Code| code.severity() != Severity::Error && *code != Code::IdleAllowance;
        let allowable = || Code::ALL.iter().copied().filter(can);
        if let Some(code) = allowable().find(|code| code.as_str() == name.text) {
            return Some(code);
        }
        let known = Code::ALL.iter().find(|code| code.as_str() == name.text);
        let message = match known {
            Some(code) => format!("`{code}` cannot be allowed: {}", code.title()),
            None => format!("there is no warning `{}`", name.text),
        };
        let listed: Vec<&str> = allowable().map(Code::as_str).collect();
        let problem = Diagnostic::new(Code::UnknownAllowance, file, name.span, message)
            .note(format!("these can be allowed: `{}`", listed.join(" ")));
        self.problems.push(problem);
        None
    }

    /// Takes the warnings of this code away that begin inside of the item; whether there were any.
    fn silence(&mut self, file: FileId, item: &Item, code: Code) -> bool {
        let before = self.problems.len();
        self.problems.retain(|problem| {
            let (place, span) = problem.place();
            let inside = place == file && item.span.start <= span.start && span.start < item.span.end;
            problem.code != code || !inside
        });
        self.problems.len() < before
    }
}
