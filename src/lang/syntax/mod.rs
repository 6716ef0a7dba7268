//! From rule text to its tree. The grammar is `grammar/rules.pest`; nothing outside this folder depends on it.

pub mod ast;
mod condition;
mod foreign;
mod item;
mod mistake;
mod name;
mod nesting;
mod pattern;
mod places;
#[cfg(test)]
mod tests;
mod tree;
mod word;

use std::num::NonZeroUsize;

use pest::Parser as _;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, Span};

#[allow(missing_docs, unreachable_pub)] // the grammar documents its productions
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/rules.pest"]
    pub struct Grammar;
}

use grammar::{Grammar, Rule};
pub(crate) use name::snake_case;
pub use word::ItemWord;

type Pair<'a> = pest::iterators::Pair<'a, Rule>;

/// The maximal number of productions tried for one file; an honest file of a hundred thousand lines needs a tenth.
const MOST_CALLS: usize = 500_000_000;

/// Reads a rule file: its valid items and the mistakes of the others, in text order.
///
/// Never fails: an item with a mistake is reported and left out, a pattern with a mistake is left out of its rule.
/// Time is linear in the text.
pub fn parse(id: FileId, text: &str) -> (ast::File, Vec<Diagnostic>) {
    pest::set_call_limit(NonZeroUsize::new(MOST_CALLS));
    let shallow = nesting::limited(text);
    let mut reader = Reader { file: id, text, problems: Vec::new() };
    let mut file = ast::File { id, ..ast::File::default() };
    match Grammar::parse(Rule::file, &shallow) {
        Ok(pairs) => {
            for pair in pairs.clone().flatten().filter(|pair| pair.as_rule() == Rule::COMMENT) {
                file.comments.push(span(&pair));
            }
            for pair in pairs.flat_map(parts) {
                match pair.as_rule() {
                    Rule::item => file.items.extend(reader.item(pair)),
                    Rule::compat_comment => reader.other_comment(&pair),
                    Rule::compat_separator => reader.separator(&pair),
                    Rule::junk => reader.junk(pair.as_str(), pair.as_span().start()),
                    _ => reader.unread(span(&pair)),
                }
            }
        }
        Err(_) => {
            let everything = Span::new(0, text.len());
            reader.report(Code::Unexpected, everything, "the file is too large to be read");
        }
    }
    let mut problems = reader.problems;
    file.broken = problems.iter().any(|problem| problem.severity == Severity::Error);
    problems.sort_by_key(Diagnostic::place);
    (file, problems)
}

/// Builds the tree of one file.
struct Reader<'a> {
    file: FileId,
    text: &'a str,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Adds a diagnostic, to be refined by the caller.
    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.problems.push(Diagnostic::new(code, self.file, span, message));
    }

    /// Reports a production that no reader handles, so that no addition to the grammar is silently lost.
    fn unread(&mut self, span: Span) {
        let message = "Dateline reads this and does not know what to do with it";
        let problem = Diagnostic::new(Code::Unexpected, self.file, span, message);
        self.problems.push(problem.note("the mistake is in Dateline, not in the rule: please report it"));
    }
}

/// The place of a pair in the parsed text.
fn span(pair: &Pair<'_>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}

/// The meaningful parts of a pair: without comments and keywords.
fn parts(pair: Pair<'_>) -> impl Iterator<Item = Pair<'_>> {
    pair.into_inner().filter(|pair| !says_nothing(pair.as_rule()))
}

fn says_nothing(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::COMMENT
            | Rule::EOI
            | Rule::kw_allow
            | Rule::kw_use
            | Rule::kw_entity
            | Rule::kw_event
            | Rule::kw_list
            | Rule::kw_cue
            | Rule::kw_words
            | Rule::kw_let
            | Rule::kw_from
            | Rule::kw_rule
            | Rule::kw_where
            | Rule::kw_and
            | Rule::kw_test
            | Rule::kw_nothing
            | Rule::kw_not
            | Rule::kw_given
            | Rule::kw_date
            | Rule::kw_in
            | Rule::kw_also
            | Rule::kw_by
            | Rule::kw_unless
            | Rule::kw_set
            | Rule::kw_overrides
            | Rule::kw_within
            | Rule::kw_sentence
            | Rule::kw_tree
    )
}
