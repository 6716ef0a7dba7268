//! Turns parse errors into messages for users.

use pest::Parser as _;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::ast::PatternKind;
use super::nesting::{DEEPEST, TOO_DEEP};
use super::word::ItemWord;
use super::{Grammar, Reader, Rule};
use crate::diagnostic::{Code, Diagnostic, meant};
use crate::source::Span;

impl Reader<'_> {
    /// Explains the text of a broken item, which starts `base` bytes into the file.
    pub(super) fn junk(&mut self, text: &str, base: usize) {
        let text = text.trim_end();
        if let Some(problem) = self.bracket(text, base) {
            self.problems.push(problem);
            return;
        }
        let first: &str = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
        if ItemWord::of(first).is_none() {
            let place = Span::new(base, base + first_token(text).len());
            let message = format!("no item starts with `{}`", first_token(text));
            let problem = Diagnostic::new(Code::Unexpected, self.file, place, message)
                .label(format!("expected {}", ItemWord::listed()));
            if let Some(problem) = self.foreign_item(text, base) {
                self.problems.push(problem);
                return;
            }
            let place = Span::new(base, base + first.len());
            self.problems.push(match meant(first, ItemWord::texts()) {
                Some((word, certain)) if !first.is_empty() => {
                    problem.fix(place, word, format!("did you mean `{word}`?")).certain_if(certain)
                }
                _ => problem,
            });
            return;
        }
        match Grammar::parse(Rule::item, text) {
            Ok(_) => {
                let place = Span::new(base, base + first_token(text).len());
                self.report(Code::Unexpected, place, "this item cannot be read");
            }
            Err(error) => {
                let at = location(&error).min(text.len());
                let problem = self.open_quote(text, base, at);
                let problem = problem.unwrap_or_else(|| self.unexpected(text, base, at, &error));
                self.problems.push(problem);
            }
        }
    }

    /// Explains a pattern that could not be read.
    pub(super) fn broken_pattern(&mut self, text: &str, base: usize, error: &Error<Rule>, kind: PatternKind) {
        let at = location(error).min(text.len());
        let problem = self
            .bracket(text, base)
            .or_else(|| self.foreign_pattern(text, base))
            .or_else(|| self.character_class(text, base))
            .unwrap_or_else(|| {
                let mut problem = self.unexpected(text, base, at, error);
                if kind == PatternKind::Clause {
                    problem = problem.note("a clause pattern is made of words, slots `{role}`, lists `@name`, `( | )` and `( )?`");
                }
                problem
            });
        self.problems.push(problem);
    }

    fn unexpected(&self, text: &str, base: usize, at: usize, error: &Error<Rule>) -> Diagnostic {
        let rest = text.get(at..).unwrap_or_default();
        let skipped = rest.len() - rest.trim_start().len();
        let found = first_token(rest.trim_start());
        let start = base + at + if found.is_empty() { 0 } else { skipped };
        let message = match found {
            "" => "something is missing at the end".to_owned(),
            _ => format!("`{found}` does not belong here"),
        };
        let problem =
            Diagnostic::new(Code::Unexpected, self.file, Span::new(start, start + found.len()), message);
        let problem = match expected(error) {
            Some(expected) => problem.label(format!("expected {expected}")),
            None => problem,
        };
        let is_sign_missing = matches!(&error.variant, ErrorVariant::ParsingError { positives, .. } if positives.contains(&Rule::compat_colon));
        if is_sign_missing && found.starts_with(char::is_alphanumeric) {
            return problem.guess(Span::at(start), "= ", "write `=` here");
        }
        problem
    }

    /// The bracket that is nested too deeply, never closed or never opened, if there is one.
    fn bracket(&self, text: &str, base: usize) -> Option<Diagnostic> {
        if let Some(at) = text.find(TOO_DEEP) {
            let place = Span::new(base + at, base + at + 1);
            let message = format!("brackets are nested more than {DEEPEST} deep");
            return Some(Diagnostic::new(Code::TooDeep, self.file, place, message));
        }
        let (at, found) = unbalanced(text)?;
        let place = Span::new(base + at, base + at + 1);
        let closing = match found {
            '{' => '}',
            '(' => ')',
            '[' => ']',
            _ => {
                let message = format!("this `{found}` closes nothing");
                let problem = Diagnostic::new(Code::UnclosedBracket, self.file, place, message);
                // the opening one may have been forgotten instead
                return Some(problem.guess(place, "", "leave it out"));
            }
        };
        let message = format!("this `{found}` is never closed");
        let problem = Diagnostic::new(Code::UnclosedBracket, self.file, place, message);
        // The name after the bracket ends where its slot should.
        let inside = text.get(at + 1..).unwrap_or_default();
        let name = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inside.len());
        Some(if found == '{' && name > 0 && !inside.contains('\n') {
            let end = Span::at(base + at + 1 + name);
            let alone = inside[name..].chars().next().is_none_or(char::is_whitespace);
            problem.fix(end, closing, format!("write `{closing}` after the name")).certain_if(alone)
        } else {
            problem.note(format!("write `{closing}` where it ends"))
        })
    }

    /// A line with a quote that is not closed before the place where parsing stopped.
    fn open_quote(&self, text: &str, base: usize, at: usize) -> Option<Diagnostic> {
        let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end = text[line..].find('\n').map_or(text.len(), |end| line + end);
        let code = text[line..end].split(" #").next().unwrap_or_default();
        let quotes: Vec<usize> = code.match_indices('"').map(|(at, _)| at).collect();
        if quotes.len().is_multiple_of(2) {
            return None;
        }
        let place = Span::at(base + line + quotes.last()?);
        let place = Span::new(place.start, place.start + 1);
        let problem = Diagnostic::new(Code::UnclosedQuote, self.file, place, "this quote is never closed");
        Some(problem.note("text in quotes must end on the line where it starts"))
    }

    /// `[a-z]`, which tests characters.
    fn character_class(&self, text: &str, base: usize) -> Option<Diagnostic> {
        let open = text.find('[')?;
        let close = open + text[open..].find(']')?;
        let inside = &text[open + 1..close];
        if inside.contains(['=', '~', '(', '<', '>', ' ']) {
            return None;
        }
        let place = Span::new(base + open, base + close + 1);
        let message = format!("`[{inside}]` is not a token test");
        let problem = Diagnostic::new(Code::RegularExpression, self.file, place, message)
            .label("patterns are made of words, not of characters")
            .note(format!("to test the characters of a word, write `[text ~ \"[{inside}]\"]`"));
        Some(problem)
    }
}

/// Where the parser stopped.
fn location(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}

/// The first bracket that has no partner. Brackets in quotes do not count.
fn unbalanced(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quoted = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '"' if before != '\\' => quoted = !quoted,
            '\n' => quoted = false,
            '(' | '[' | '{' if !quoted => open.push((at, c)),
            ')' | ']' | '}' if !quoted => match (open.last(), c) {
                (Some((_, '(')), ')') | (Some((_, '[')), ']') | (Some((_, '{')), '}') => {
                    open.pop();
                }
                (None, _) => return Some((at, c)),
                _ => return open.last().copied(),
            },
            _ => {}
        }
        before = c;
    }
    open.last().copied()
}

/// A word or sign, at most 30 characters of it.
fn first_token(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut chars = text.char_indices();
    let Some((_, first)) = chars.next() else { return "" };
    if first == '\n' {
        return "";
    }
    let end = if is_word(first) {
        chars.take(29).take_while(|(_, c)| is_word(*c)).last().map(|(at, c)| at + c.len_utf8())
    } else {
        None
    };
    &text[..end.unwrap_or(first.len_utf8())]
}

/// The productions expected there, in words.
fn expected(error: &Error<Rule>) -> Option<String> {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return None };
    let mut words: Vec<&str> = positives.iter().filter_map(|rule| in_words(*rule)).collect();
    words.sort_unstable();
    words.dedup();
    let last = words.pop()?;
    Some(if words.is_empty() { last.to_owned() } else { format!("{} or {last}", words.join(", ")) })
}

/// The name of a production for users; none for internal productions.
fn in_words(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::name | Rule::path | Rule::name_start => "a name",
        Rule::text | Rule::text_inner => "a text in quotes",
        Rule::entry | Rule::free => "an entry",
        Rule::role => "a role (`name: Type`)",
        Rule::types => "a type",
        Rule::subtype | Rule::list_type => "`:` and a type",
        Rule::union => "`=` and types",
        Rule::quantity => "`?`, `+`, `*`",
        Rule::compat_colon => "`=`",
        Rule::from | Rule::kw_from => "`from` and a file",
        Rule::clause_text => "a pattern in quotes",
        Rule::token_text => "a pattern between slashes",
        Rule::where_clause => "`where`",
        Rule::also_clause => "`also`",
        Rule::unless_clause => "`unless`",
        Rule::set_clause => "`set`",
        Rule::overrides_clause => "`overrides`",
        Rule::within_clause => "`within`",
        Rule::kw_sentence => "`sentence`",
        Rule::condition | Rule::operand => "a role",
        Rule::comparison => "`==` or `!=`",
        Rule::expectation => "an event, `not` or `nothing`",
        Rule::facets | Rule::facet => "a facet (`name: value`)",
        Rule::setting => "a facet (`name = value`)",
        Rule::facet_value | Rule::value => "a value",
        Rule::given => "`given date`",
        Rule::kw_date => "`date`",
        Rule::kw_test => "`test`",
        Rule::date => "a date like 2019-05-20",
        Rule::element | Rule::word => "a word",
        Rule::slot => "a slot (`{role}`)",
        Rule::attribute_test | Rule::attribute | Rule::term => "a test like `lemma=sign`",
        Rule::operator => "an operator",
        Rule::list_name => "a list (`@name`)",
        Rule::alternatives | Rule::sequence => "a pattern",
        _ => return None,
    })
}
