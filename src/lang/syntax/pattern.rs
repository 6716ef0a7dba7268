//! Patterns: the text between quotes or slashes.

use pest::Parser as _;

use super::ast::{
    Alternatives, Element, ElementKind, Filter, Name, Operator, PatternKind, Repeat, Slot, TokenTest, Value,
};
use super::name::name;
use super::{Grammar, Pair, Reader, Rule, nesting, parts, span};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl Reader<'_> {
    /// Reads the pattern `inner` between the quotes or slashes of `whole`; none if it has a mistake.
    pub(super) fn pattern(&mut self, whole: Span, inner: Span, kind: PatternKind) -> Option<Alternatives> {
        let text = inner.of(self.text);
        let shallow = nesting::limited(text);
        let pairs = match Grammar::parse(Rule::pattern, &shallow) {
            Ok(pairs) => pairs,
            Err(error) => {
                let text = shallow.into_owned();
                self.broken_pattern(&text, inner.start, &error, kind);
                return None;
            }
        };
        let mut builder = Builder { reader: self, base: inner.start, kind, broken: false };
        let body = pairs.flat_map(Pair::into_inner).find(|pair| pair.as_rule() == Rule::alternatives)?;
        let body = builder.alternatives(body);
        if builder.broken {
            return None;
        }
        if body.iter().all(Vec::is_empty) {
            self.report(Code::EmptyPattern, whole, "the pattern is empty");
            return None;
        }
        Some(body)
    }
}

/// Builds the tree of one pattern.
pub(super) struct Builder<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    /// Where the pattern starts in the file.
    pub(super) base: usize,
    pub(super) kind: PatternKind,
    /// Whether a mistake makes the pattern useless.
    pub(super) broken: bool,
}

impl Builder<'_, '_> {
    pub(super) fn span(&self, pair: &Pair<'_>) -> Span {
        span(pair).shifted(self.base)
    }

    pub(super) fn name(&self, pair: &Pair<'_>) -> Name {
        let name = name(pair);
        Name { span: name.span.shifted(self.base), ..name }
    }

    /// Reports a production that no reader handles.
    pub(super) fn unread(&mut self, pair: &Pair<'_>) {
        self.broken = true;
        let place = self.span(pair);
        self.reader.unread(place);
    }

    fn problem(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.reader.file, span, message)
    }

    fn alternatives(&mut self, pair: Pair<'_>) -> Alternatives {
        parts(pair).map(|part| self.sequence(part)).collect()
    }

    fn sequence(&mut self, pair: Pair<'_>) -> Vec<Element> {
        parts(pair).filter_map(|part| self.element(part)).collect()
    }

    fn element(&mut self, pair: Pair<'_>) -> Option<Element> {
        let span = self.span(&pair);
        let (mut kind, mut repeat) = (None, None);
        for part in parts(pair) {
            if part.as_rule() == Rule::repeat {
                repeat = Some(self.repeat(part));
            } else {
                kind = self.atom(part);
            }
        }
        let kind = kind?;
        if let (ElementKind::Mark(mark), Some(repeat)) = (&kind, repeat)
            && mark == "."
            && repeat.most.is_none()
        {
            self.no_expression(span);
            return None;
        }
        if self.kind == PatternKind::Clause {
            let repeated = repeat.is_some_and(|repeat| repeat.most != Some(1) || repeat.lazy);
            let what = match kind {
                ElementKind::Gap(_) => Some("a gap has"),
                ElementKind::Start | ElementKind::End => Some("an anchor has"),
                ElementKind::Ahead { .. } => Some("looking ahead has"),
                _ if repeated => Some("repetition has"),
                _ => None,
            };
            if let Some(what) = what {
                let message = format!("{what} no meaning in a clause pattern");
                let problem = self
                    .problem(Code::TokenPatternOnly, span, message)
                    .label("a clause is matched whatever the order of its words")
                    .note("leave it out, or write a token pattern between slashes: `/ … /`");
                self.reader.problems.push(problem);
                self.broken = true;
            }
        }
        Some(Element { kind, span, repeat })
    }

    fn no_expression(&mut self, span: Span) {
        self.broken = true;
        let written = span.of(self.reader.text).to_owned();
        let problem = self
            .problem(Code::RegularExpression, span, format!("`{written}` is part of a regular expression"))
            .label("patterns are made of words, not of characters")
            .note(
                "write `{_: Number}` for a number; in a token pattern, write `...` for any words between two others",
            )
            .note("to test the characters of a word, write `[text ~ \"…\"]` in a token pattern");
        self.reader.problems.push(problem);
    }

    fn repeat(&mut self, pair: Pair<'_>) -> Repeat {
        let lazy = pair.as_str().len() > 1 && pair.as_str().ends_with('?');
        let (least, most) = match pair.as_str().chars().next() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            _ => match parts(pair).next() {
                Some(range) => self.reader.range(range, self.base),
                None => (1, Some(1)),
            },
        };
        Repeat { least, most, lazy }
    }

    pub(super) fn atom(&mut self, pair: Pair<'_>) -> Option<ElementKind> {
        let text = pair.as_str();
        Some(match pair.as_rule() {
            Rule::word => ElementKind::Word(text.to_owned()),
            Rule::clitic => ElementKind::Clitic(text.replace('’', "'")),
            Rule::mark => ElementKind::Mark(text.to_owned()),
            Rule::quoted => ElementKind::Exact(text.trim_matches('\'').to_owned()),
            Rule::compat_quoted => {
                let inner = text.trim_matches(['‘', '’']).to_owned();
                let place = self.span(&pair);
                let problem = self.problem(
                    Code::CurlyQuotes,
                    place,
                    "typographic quotes where straight ones are needed",
                );
                let straight = format!("'{inner}'");
                self.reader.problems.push(problem.fix(place, straight, "write straight quotes"));
                ElementKind::Exact(inner)
            }
            Rule::list_name => ElementKind::List(self.name(&parts(pair).next()?)),
            Rule::group | Rule::tree_tokens => ElementKind::Group(self.inner(pair)),
            Rule::ahead => ElementKind::Ahead { negative: text.starts_with('!'), body: self.inner(pair) },
            Rule::start => ElementKind::Start,
            Rule::end => ElementKind::End,
            Rule::gap => {
                let range = parts(pair).next().map(|range| self.reader.range(range, self.base));
                ElementKind::Gap(range.map(|(least, most)| Repeat { least, most, lazy: false }))
            }
            Rule::slot => ElementKind::Slot(self.slot(pair)?),
            Rule::each => {
                let slot = self.slot(parts(pair).next()?)?;
                ElementKind::Slot(Slot { each: true, ..slot })
            }
            Rule::test => ElementKind::Test(parts(pair).next().and_then(|any| self.any_of(any))),
            Rule::compat_escape => {
                self.no_expression(self.span(&pair));
                return None;
            }
            _ => {
                self.unread(&pair);
                return None;
            }
        })
    }

    /// The alternatives inside brackets.
    fn inner(&mut self, pair: Pair<'_>) -> Alternatives {
        let inner = parts(pair).find(|part| part.as_rule() == Rule::alternatives);
        inner.map(|part| self.alternatives(part)).unwrap_or_default()
    }

    fn slot(&mut self, pair: Pair<'_>) -> Option<Slot> {
        let (mut role, mut filter, mut demanded) = (None, None, None);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::name => role = Some(self.name(&part)),
                Rule::demand => demanded = Some(self.span(&part)),
                Rule::alternatives => filter = Some(filter_of(self.alternatives(part))),
                Rule::excluded => filter = Some(Filter::Except(Box::new(filter_of(self.inner(part))))),
                _ => self.unread(&part),
            }
        }
        Some(Slot { name: role?, filter, each: false, demanded })
    }

    fn any_of(&mut self, pair: Pair<'_>) -> Option<TokenTest> {
        let tests = parts(pair).filter_map(|part| self.all_of(part)).collect();
        one_or(tests, TokenTest::Or)
    }

    fn all_of(&mut self, pair: Pair<'_>) -> Option<TokenTest> {
        let tests = parts(pair).filter_map(|part| self.term(part)).collect();
        one_or(tests, TokenTest::And)
    }

    fn term(&mut self, pair: Pair<'_>) -> Option<TokenTest> {
        let mut negative = false;
        let mut test = None;
        for part in parts(pair) {
            match part.as_rule() {
                Rule::negation => negative = !negative,
                Rule::any_of => test = self.any_of(part),
                Rule::class_test => {
                    test = parts(part)
                        .find(|p| p.as_rule() == Rule::name)
                        .map(|p| TokenTest::Class(self.name(&p)));
                }
                Rule::attribute_test => test = self.comparison(part),
                _ => self.unread(&part),
            }
        }
        let test = test?;
        Some(if negative { TokenTest::Not(Box::new(test)) } else { test })
    }

    fn comparison(&mut self, pair: Pair<'_>) -> Option<TokenTest> {
        let (mut attribute, mut operator, mut value) = (None, Operator::Equal, None);
        for part in parts(pair) {
            match part.as_rule() {
                Rule::attribute => attribute = Some(self.name(&part)),
                Rule::operator => {
                    operator = match part.as_str() {
                        "=" | "==" => Operator::Equal,
                        "!=" => Operator::NotEqual,
                        "~" => Operator::Matches,
                        "<" => Operator::Less,
                        "<=" => Operator::LessOrEqual,
                        ">" => Operator::Greater,
                        ">=" => Operator::GreaterOrEqual,
                        _ => {
                            self.unread(&part);
                            return None;
                        }
                    };
                }
                Rule::in_list => {
                    operator = Operator::In;
                    for part in parts(part) {
                        match part.as_rule() {
                            Rule::negated => operator = Operator::NotIn,
                            Rule::list_name => value = parts(part).next().map(|p| Value::List(self.name(&p))),
                            _ => self.unread(&part),
                        }
                    }
                }
                Rule::value => value = parts(part).next().and_then(|part| self.value_of(part)),
                _ => self.unread(&part),
            }
        }
        Some(TokenTest::Compare { attribute: attribute?, operator, value: value? })
    }

    fn value_of(&mut self, pair: Pair<'_>) -> Option<Value> {
        let place = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::list_name => Value::List(self.name(&parts(pair).next()?)),
            Rule::bare_value => Value::Text(self.name(&pair)),
            Rule::quoted => {
                Value::Text(Name { text: pair.as_str().trim_matches('\'').to_owned(), span: place })
            }
            Rule::text | Rule::compat_curly => {
                let text = pair.as_str().trim_matches(['"', '“', '”', '„']);
                Value::Text(Name { text: text.replace("\\\"", "\""), span: place })
            }
            _ => {
                self.unread(&pair);
                return None;
            }
        })
    }
}

fn one_or(mut tests: Vec<TokenTest>, many: fn(Vec<TokenTest>) -> TokenTest) -> Option<TokenTest> {
    if tests.len() > 1 { Some(many(tests)) } else { tests.pop() }
}

/// The filter of a slot; types are written in `UpperCamel`.
fn filter_of(alternatives: Alternatives) -> Filter {
    let word = |sequence: &Vec<Element>| match sequence.as_slice() {
        [Element { kind: ElementKind::Word(word), span, repeat: None }] if is_type_name(word) => {
            Some(Name { text: word.clone(), span: *span })
        }
        _ => None,
    };
    if let Some(types) = alternatives.iter().map(word).collect::<Option<Vec<Name>>>() {
        return Filter::Types(types);
    }
    let list = |sequence: &Vec<Element>| match sequence.as_slice() {
        [Element { kind: ElementKind::List(list), repeat: None, .. }] => Some(Filter::List(list.clone())),
        _ => None,
    };
    if let [sequence] = alternatives.as_slice()
        && let Some(list) = list(sequence)
    {
        return list;
    }
    // a pattern of several words stays one; a type or list among single words makes a union
    let is_single =
        |sequence: &Vec<Element>| matches!(sequence.as_slice(), [element] if element.repeat.is_none());
    let has_name = alternatives.iter().any(|each| word(each).is_some() || list(each).is_some());
    if !has_name || !alternatives.iter().all(is_single) {
        return Filter::Pattern(alternatives);
    }
    let types: Vec<Name> = alternatives.iter().filter_map(word).collect();
    let words: Alternatives =
        alternatives.iter().filter(|each| word(each).is_none() && list(each).is_none()).cloned().collect();
    let types =
        Some(Filter::Types(types)).filter(|filter| !matches!(filter, Filter::Types(all) if all.is_empty()));
    let words = Some(words).filter(|words| !words.is_empty()).map(Filter::Pattern);
    Filter::Union(types.into_iter().chain(alternatives.iter().filter_map(list)).chain(words).collect())
}

/// Whether a word is written like a type: with an initial capital, and not all in capitals.
fn is_type_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric())
        && word.chars().any(|c| c.is_ascii_lowercase())
}
