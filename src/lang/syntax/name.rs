//! Names and texts, and the letter case of names.

use super::ast::{Name, Text};
use super::{Pair, Reader, Rule, span};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The name of a pair.
pub(super) fn name(pair: &Pair<'_>) -> Name {
    Name { text: pair.as_str().to_owned(), span: span(pair) }
}

impl Reader<'_> {
    /// The name of a role, rule or list.
    pub(super) fn snake_name(&mut self, pair: &Pair<'_>) -> Name {
        let name = name(pair);
        let wanted = snake_case(&name.text);
        if name.text != wanted {
            self.wrong_case(&name, wanted, "roles, rules and lists are written in `snake_case`");
        }
        name
    }

    /// The name of an entity or event.
    pub(super) fn camel_name(&mut self, pair: &Pair<'_>) -> Name {
        let name = name(pair);
        let wanted = camel_case(&name.text);
        if name.text != wanted {
            self.wrong_case(&name, wanted, "entities and events are written in `UpperCamel`");
        }
        name
    }

    fn wrong_case(&mut self, name: &Name, wanted: String, why: &str) {
        let message = format!("`{}` is in the wrong case", name.text);
        let problem = Diagnostic::new(Code::NameCase, self.file, name.span, message).label(why);
        let what = format!("write `{wanted}`");
        self.problems.push(problem.fix(name.span, wanted, what));
    }

    /// A text in straight quotes, or in curly ones, which are reported.
    pub(super) fn quoted_text(&mut self, pair: &Pair<'_>) -> Text {
        let whole = span(pair);
        let (open, close) = ends(pair.as_str());
        let text = Text {
            raw: pair.as_str().get(open..pair.as_str().len() - close).unwrap_or_default().to_owned(),
            span: Span::new(whole.start + open, whole.end - close),
        };
        if pair.as_rule() == Rule::compat_curly {
            let message = "typographic quotes where straight ones are needed";
            let straight = format!("\"{}\"", text.raw.replace('"', "\\\""));
            let problem = Diagnostic::new(Code::CurlyQuotes, self.file, whole, message)
                .label("a word processor may have put them there");
            self.problems.push(problem.fix(whole, straight, "write straight quotes"));
        }
        text
    }
}

/// The lengths of the first and last character.
fn ends(text: &str) -> (usize, usize) {
    let open = text.chars().next().map_or(0, char::len_utf8);
    let close = text.chars().next_back().map_or(0, char::len_utf8);
    if open + close <= text.len() { (open, close) } else { (text.len(), 0) }
}

/// `SignAgreement` as `sign_agreement`.
pub(crate) fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    let mut before = '_';
    for c in name.chars() {
        if c == '-' {
            snake.push('_');
        } else {
            if c.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
                snake.push('_');
            }
            snake.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    snake
}

/// `sign_agreement` as `SignAgreement`; a name that starts with a capital keeps its other letters.
fn camel_case(name: &str) -> String {
    let mut camel = String::new();
    let mut upper = true;
    for c in name.chars() {
        if matches!(c, '_' | '-') {
            upper = true;
        } else {
            camel.push(if upper { c.to_ascii_uppercase() } else { c });
            upper = false;
        }
    }
    camel
}
