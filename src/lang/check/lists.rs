//! Lists: their entries, split into words as texts are.

use super::names::Kind;
use super::{Checker, Package};
use crate::annotate::token::tokens;
use crate::diagnostic::{Code, Diagnostic};
use crate::lang::ir::Entry;
use crate::lang::syntax::ast::{File, ItemKind, List, Text};
use crate::source::FileId;

impl Checker<'_> {
    /// Fills the lists.
    pub(super) fn lists(&mut self, files: &[File], package: &dyn Package) {
        for (file, item) in files.iter().flat_map(|file| file.items.iter().map(|item| (file.id, item))) {
            let ItemKind::List(list) = &item.kind else { continue };
            if !self.is_declared_at(Kind::List, file, &list.name) {
                continue;
            }
            let Some(&id) = self.list_ids.get(&list.name.text) else { continue };
            let makes = list.makes.as_ref().and_then(|name| self.entity(file, name));
            let entries = match &list.from {
                Some(_) => self.entries_of_file(file, list, package),
                None => self.entries(file, list),
            };
            let list = &mut self.ruleset.lists[id.index()];
            (list.makes, list.entries) = (makes, entries);
        }
    }

    fn entries(&mut self, file: FileId, list: &List) -> Vec<Entry> {
        let mut entries = Vec::new();
        for text in &list.entries {
            match words(&text.value()) {
                tokens if tokens.iter().any(|token| token.chars().any(char::is_alphanumeric)) => {
                    let uncut = uncut(&text.value(), &tokens);
                    entries.push(Entry { tokens, uncut, ..Entry::default() });
                }
                _ => {
                    let message = format!("no text can match the entry `{}`", text.raw);
                    let problem = Diagnostic::new(Code::UnmatchableEntry, file, text.span, message);
                    self.problems.push(problem.label("it contains no word"));
                }
            }
        }
        entries
    }

    /// Reads `phrase \t canonical name \t id \t key=value…`, one entry per line.
    fn entries_of_file(&mut self, file: FileId, list: &List, package: &dyn Package) -> Vec<Entry> {
        let Some(from) = &list.from else { return Vec::new() };
        let text = self.list_file(file, from, package);
        let mut entries = Vec::new();
        let mut unmatched: Vec<usize> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut fields = line.split('\t').map(str::trim);
            let phrase = fields.next().unwrap_or_default();
            let tokens = words(phrase);
            if tokens.is_empty() {
                unmatched.push(number + 1);
                continue;
            }
            let given = |field: Option<&str>| field.filter(|field| !field.is_empty()).map(str::to_owned);
            let (name, id) = (given(fields.next()), given(fields.next()));
            let attributes = fields.filter_map(|field| field.split_once('='));
            let attributes = attributes.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()));
            let uncut = uncut(phrase, &tokens);
            entries.push(Entry { tokens, uncut, name, id, attributes: attributes.collect() });
        }
        if let Some(first) = unmatched.first() {
            let message = format!("{} of the lines of `{}` have no phrase", unmatched.len(), from.value());
            let problem = Diagnostic::new(Code::UnmatchableEntry, file, from.span, message);
            self.problems.push(problem.label(format!("the first is line {first}")));
        }
        entries
    }
}

impl Checker<'_> {
    /// The text of a file of phrases; empty and reported if it cannot be read.
    pub(super) fn list_file(&mut self, file: FileId, from: &Text, package: &dyn Package) -> String {
        package.list(self.sources.name(file), &from.value()).unwrap_or_else(|why| {
            let message = format!("the list file `{}` cannot be read", from.value());
            self.problems
                .push(Diagnostic::new(Code::UnreadableList, file, from.span, message).label(why.to_string()));
            String::new()
        })
    }
}

/// The words of a phrase, as the annotator splits it.
pub(super) fn words(phrase: &str) -> Vec<String> {
    tokens(phrase).iter().map(|token| token.form(phrase).into_owned()).collect()
}

/// The phrase as tools see it that cut at spaces only, with each spelling of its hyphens; none if that is the same.
fn uncut(phrase: &str, tokens: &[String]) -> Vec<Vec<String>> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    if words.len() == tokens.len() {
        return Vec::new();
    }
    let respelled = |hyphen: usize| {
        let spelled = |word: &&str| spellings(word).into_iter().cycle().nth(hyphen).unwrap_or_default();
        words.iter().map(spelled).collect()
    };
    let hyphens = if phrase.contains(HYPHENS) { HYPHENS.len() } else { 1 };
    (0..hyphens).map(respelled).collect()
}

/// The signs that a hyphen is written with: the one of keyboards, the one of typesetters, the one that breaks no line.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// A word with each sign for its hyphens, the plain one first.
pub(super) fn spellings(word: &str) -> Vec<String> {
    if !word.contains(HYPHENS) {
        return vec![word.to_owned()];
    }
    HYPHENS.iter().map(|hyphen| word.replace(HYPHENS, hyphen.encode_utf8(&mut [0; 4]))).collect()
}
