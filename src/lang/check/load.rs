//! Reads the files that a rule file uses.

use std::collections::BTreeSet;
use std::io;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::syntax::ast::{self, ItemKind};
use crate::lang::syntax::parse;
use crate::source::Sources;

/// A source of files: a folder, the shipped library, a map in a test. The library itself reads no files.
pub trait Package {
    /// The name and text of the file for `use path`; none if there is no such file.
    fn file(&self, path: &str) -> Option<(String, String)>;

    /// Every path that `use` can name, for suggestions.
    fn paths(&self) -> Vec<String>;

    /// The text of a list's file, named relative to the rule file that names it.
    ///
    /// # Errors
    /// Why it cannot be read.
    fn list(&self, rule_file: &str, file: &str) -> io::Result<String>;
}

/// A source without files.
impl Package for () {
    fn file(&self, _: &str) -> Option<(String, String)> {
        None
    }

    fn paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn list(&self, _: &str, _: &str) -> io::Result<String> {
        Err(io::Error::new(io::ErrorKind::NotFound, "there are no files"))
    }
}

/// Parses the files and, repeatedly, those that they use; each once, in the order of first use.
pub fn load(
    roots: Vec<(String, String)>,
    package: &dyn Package,
) -> (Sources, Vec<ast::File>, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let mut files: Vec<ast::File> = Vec::new();
    let mut problems = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (name, text) in roots {
        if known.insert(name.clone()) {
            add(name, text, &mut sources, &mut files, &mut problems);
        }
    }
    let mut next = 0;
    while let Some(file) = files.get(next) {
        let uses = file.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Use(path) => Some(path.clone()),
            _ => None,
        });
        let (id, uses) = (file.id, uses.collect::<Vec<_>>());
        for path in uses {
            match package.file(&path.text) {
                Some((name, _)) if known.contains(&name) => {}
                Some((name, text)) => {
                    known.insert(name.clone());
                    add(name, text, &mut sources, &mut files, &mut problems);
                }
                None => {
                    let message = format!("there is no file `{}`", path.text);
                    let paths = package.paths();
                    let problem = Diagnostic::new(Code::UnknownFile, id, path.span, message).did_you_mean(
                        &path.text,
                        paths.iter().map(String::as_str),
                        path.span,
                    );
                    problems.push(problem);
                }
            }
        }
        next += 1;
    }
    (sources, files, problems)
}

fn add(
    name: String,
    text: String,
    sources: &mut Sources,
    files: &mut Vec<ast::File>,
    problems: &mut Vec<Diagnostic>,
) {
    let id = sources.add(name, text);
    let (file, found) = parse(id, sources.get(id).map_or("", |source| &source.text));
    files.push(file);
    problems.extend(found);
}
