//! Tests of tokens: words in any inflection, and attributes.

use super::readings::Readings;
use super::{Checker, schemes};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Relation, Upos, Xpos};
use crate::lang::ir::{Attribute, Comparison, ListId, Order, TokenClass, TokenTest};
use crate::lang::syntax::ast::{self, Name, Operator, Value};
use crate::source::FileId;

const ATTRIBUTES: [(&str, Attribute); 8] = [
    ("text", Attribute::Text),
    ("lower", Attribute::Lower),
    ("lemma", Attribute::Lemma),
    ("upos", Attribute::Upos),
    ("tag", Attribute::Tag),
    ("ent", Attribute::Ent),
    ("shape", Attribute::Shape),
    ("dep", Attribute::Dep),
];

const CLASSES: [(&str, TokenClass); 10] = [
    ("num", TokenClass::Number),
    ("url", TokenClass::Url),
    ("email", TokenClass::Email),
    ("date", TokenClass::Date),
    ("title", TokenClass::Title),
    ("upper", TokenClass::Upper),
    ("first", TokenClass::First),
    ("last", TokenClass::Last),
    ("begin", TokenClass::Begin),
    ("inside", TokenClass::Inside),
];

/// A word of a rule: any inflection of its possible lemmas.
pub(super) fn word_test(lexicon: &Readings, word: &str) -> TokenTest {
    let analyses = lexicon.of(word);
    // The treebanks contain slips (*in* for *is*); a reading a hundred times rarer than the first counts as one.
    let most = analyses.iter().map(|a| u32::from(a.count)).max().unwrap_or(0);
    let likely = analyses.iter().filter(|a| a.count == 0 || u32::from(a.count) * 100 >= most);
    let mut lemmas: Vec<(String, Upos)> = likely.map(|a| (a.lemma.clone(), a.upos)).collect();
    lemmas.sort();
    lemmas.dedup();
    TokenTest::Word { written: word.to_lowercase(), lemmas }
}

/// The order that an operator asks for, if it asks for one.
pub(super) fn order(operator: Operator) -> Option<Order> {
    match operator {
        Operator::Less => Some(Order::Less),
        Operator::LessOrEqual => Some(Order::LessOrEqual),
        Operator::Greater => Some(Order::Greater),
        Operator::GreaterOrEqual => Some(Order::GreaterOrEqual),
        _ => None,
    }
}

/// A test, or that it fails where the operator says so.
pub(super) fn signed(operator: Operator, test: TokenTest) -> TokenTest {
    match operator {
        Operator::NotEqual | Operator::NotIn => TokenTest::Not(Box::new(test)),
        _ => test,
    }
}

impl Checker<'_> {
    /// A word of a rule.
    pub(super) fn word(&self, word: &str) -> TokenTest {
        word_test(&self.lexicon, word)
    }

    /// A test in brackets.
    pub(super) fn token_test(&mut self, file: FileId, test: &ast::TokenTest) -> Option<TokenTest> {
        let all = |checker: &mut Self, tests: &[ast::TokenTest]| -> Option<Vec<TokenTest>> {
            let tests: Vec<_> = tests.iter().map(|test| checker.token_test(file, test)).collect();
            tests.into_iter().collect()
        };
        Some(match test {
            ast::TokenTest::And(tests) => TokenTest::And(all(self, tests)?),
            ast::TokenTest::Or(tests) => TokenTest::Or(all(self, tests)?),
            ast::TokenTest::Not(test) => TokenTest::Not(Box::new(self.token_test(file, test)?)),
            ast::TokenTest::Class(name) => self.class(file, name)?,
            ast::TokenTest::Compare { attribute, operator, value } => {
                self.comparison(file, attribute, *operator, value)?
            }
        })
    }

    /// `like(num)`
    fn class(&mut self, file: FileId, name: &Name) -> Option<TokenTest> {
        let Some((_, class)) = CLASSES.iter().find(|(class, _)| *class == name.text) else {
            let message = format!("tokens cannot be tested for `{}`", name.text);
            let problem = Diagnostic::new(Code::UnknownValue, file, name.span, message)
                .note("there are `like(num)`, `like(url)`, `like(email)`, `like(date)` and `is(title)`, `is(upper)`, `is(first)`, `is(last)`, `is(begin)`, `is(inside)`")
                .did_you_mean(&name.text, CLASSES.map(|(class, _)| class), name.span);
            self.problems.push(problem);
            return None;
        };
        Some(TokenTest::Attribute(Attribute::Text, Comparison::Is(*class)))
    }

    fn comparison(
        &mut self,
        file: FileId,
        name: &Name,
        operator: Operator,
        value: &Value,
    ) -> Option<TokenTest> {
        // `like=num` is another way to write `like(num)`
        if let ("like" | "is", Operator::Equal | Operator::NotEqual, Value::Text(class)) =
            (name.text.as_str(), operator, value)
        {
            return self.class(file, class).map(|class| signed(operator, class));
        }
        if name.text.starts_with("morph.") {
            return self.feature(file, name, operator, value);
        }
        if let Some(key) = name.text.strip_prefix("misc.") {
            return self.misc(file, key, operator, value);
        }
        let Some((_, attribute)) = ATTRIBUTES.iter().find(|(attribute, _)| *attribute == name.text) else {
            let known = ATTRIBUTES.map(|(attribute, _)| attribute);
            let message = format!("tokens have no attribute `{}`", name.text);
            let problem = Diagnostic::new(Code::UnknownAttribute, file, name.span, message)
                .note(format!("they have `{}`, `morph.FEATURE` and `misc.KEY`", known.join(" ")));
            self.problems.push(match schemes::attribute(&name.text) {
                Some(ours) => problem.guess(name.span, ours, format!("here it is called `{ours}`")),
                None => problem.did_you_mean(&name.text, known, name.span),
            });
            return None;
        };
        let attribute = *attribute;
        let positive = |comparison| TokenTest::Attribute(attribute, comparison);
        let negative = |comparison| TokenTest::Not(Box::new(TokenTest::Attribute(attribute, comparison)));
        let text = match (operator, value) {
            (Operator::Equal | Operator::In, Value::List(list)) => {
                return self.list(file, list).map(|list| positive(self.in_list(attribute, list)));
            }
            (Operator::NotEqual | Operator::NotIn, Value::List(list)) => {
                return self.list(file, list).map(|list| negative(self.in_list(attribute, list)));
            }
            (_, Value::List(list)) => {
                let message = "test a list with `in`";
                self.problems.push(Diagnostic::new(Code::UnknownValue, file, list.span, message));
                return None;
            }
            (_, Value::Text(text)) => text,
        };
        if let Some(order) = order(operator) {
            return self.ordered(file, name, attribute, order, text);
        }
        if operator == Operator::Matches {
            if regex::Regex::new(&text.text).is_err() {
                self.bad_expression(file, text);
                return None;
            }
            return Some(positive(Comparison::Matches(text.text.clone())));
        }
        self.value_exists(file, attribute, text)?;
        let value = if attribute == Attribute::Lower { text.text.to_lowercase() } else { text.text.clone() };
        let comparison = Comparison::In(vec![value]);
        Some(if operator == Operator::NotEqual { negative(comparison) } else { positive(comparison) })
    }

    fn ordered(
        &mut self,
        file: FileId,
        name: &Name,
        attribute: Attribute,
        order: Order,
        value: &Name,
    ) -> Option<TokenTest> {
        if !matches!(attribute, Attribute::Text | Attribute::Lower | Attribute::Lemma) {
            let message = format!("`{}` is never a number", name.text);
            let problem = Diagnostic::new(Code::UnknownValue, file, name.span, message);
            self.problems.push(problem.note("only `text`, `lower` and `lemma` can be compared as numbers"));
            return None;
        }
        let number = value.text.replace(',', "");
        let digits = number.strip_prefix('-').unwrap_or(&number);
        let written = digits.chars().all(|c| c.is_ascii_digit() || c == '.') && number.parse::<f64>().is_ok();
        if !written {
            let message = format!("`{}` is not a number", value.text);
            let problem = Diagnostic::new(Code::UnknownValue, file, value.span, message);
            self.problems.push(problem.label("a number is needed here"));
            return None;
        }
        Some(TokenTest::Attribute(attribute, Comparison::Ordered(order, number)))
    }

    fn bad_expression(&mut self, file: FileId, expression: &Name) {
        let message = format!("`{}` is not a regular expression", expression.text);
        let mut problem = Diagnostic::new(Code::BadExpression, file, expression.span, message);
        if let Err(regex::Error::Syntax(text)) = regex::Regex::new(&expression.text)
            && let Some(reason) = text.lines().find_map(|line| line.strip_prefix("error: "))
        {
            problem = problem.label(reason);
        }
        self.problems.push(problem);
    }

    /// Whether a list has the word, or, of an attribute that is no word, its value (`tag in @past`).
    fn in_list(&self, attribute: Attribute, list: ListId) -> Comparison {
        if matches!(attribute, Attribute::Text | Attribute::Lower | Attribute::Lemma) {
            return Comparison::InList(list);
        }
        let entries = &self.ruleset.lists[list.index()].entries;
        let mut values: Vec<String> = entries.iter().map(|entry| entry.tokens.concat()).collect();
        values.sort();
        values.dedup();
        Comparison::In(values)
    }

    /// Reports a label that the attribute never has.
    fn value_exists(&mut self, file: FileId, attribute: Attribute, value: &Name) -> Option<()> {
        let known: Vec<&str> = match attribute {
            Attribute::Upos => Upos::ALL.iter().map(|label| label.as_str()).collect(),
            Attribute::Tag => Xpos::ALL.iter().map(|label| label.as_str()).collect(),
            Attribute::Dep => Relation::ALL.iter().map(|label| label.as_str()).collect(),
            Attribute::Ent => self.type_ids.keys().map(String::as_str).collect(),
            _ => return Some(()),
        };
        if known.contains(&&*value.text) {
            return Some(());
        }
        let message = format!("`{}` is not a value of this attribute", value.text);
        let problem = Diagnostic::new(Code::UnknownValue, file, value.span, message).did_you_mean(
            &value.text,
            known,
            value.span,
        );
        self.problems.push(problem);
        None
    }
}
