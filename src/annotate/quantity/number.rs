//! Numbers in digits and words, with their magnitudes.

use super::Words;
use crate::document::TokenId;
use crate::english::numbers::{self, digits, magnitude, scaled};
use crate::english::words::{self, Class};

/// A number in the text.
pub(super) struct Number {
    /// The token after its last.
    pub(super) end: TokenId,
    /// None if the words do not give it (*hundreds*).
    pub(super) value: Option<f64>,
    /// The power of ten of its magnitude: 6 for millions, 0 if there is none.
    pub(super) exponent: i32,
    /// Whether it is only *half a* or *a*, which counts only with a unit.
    pub(super) indefinite: bool,
}

/// Whether a word says that there are many, but not how many.
fn is_many(word: &str) -> bool {
    words::is(Class::VagueNumber, word)
}

impl Words<'_> {
    /// The number that starts at a word.
    pub(super) fn number(&self, token: TokenId) -> Option<Number> {
        let word = self.lower(token);
        match word.bytes().next()? {
            b'0'..=b'9' => {
                let value = digits(word)?;
                Some(self.with_magnitudes(token + 1, value))
            }
            b'a' if matches!(word, "a" | "an") => {
                let counted = magnitude(self.lower(token + 1)).is_some() || self.lower(token + 1) == "dozen";
                counted.then(|| self.with_magnitudes(token + 1, 1.0))
            }
            b'h' if word == "half" => {
                let article = TokenId::from(matches!(self.lower(token + 1), "a" | "an"));
                let number = self.with_magnitudes(token + 1 + article, 0.5);
                match number.exponent > 0 || number.value != Some(0.5) {
                    true => Some(number),
                    false => Some(Number { indefinite: true, ..number }),
                }
            }
            b'b' | b'd' | b'h' | b'm' | b's' | b't' if is_many(word) => Some(self.many(token)),
            b'e' | b'f' | b'n' | b'o' | b's' | b't' | b'z' => {
                let (value, end) = self.below_hundred(token)?;
                Some(self.with_magnitudes(end, value))
            }
            _ => None,
        }
    }

    /// *hundreds of thousands of*
    fn many(&self, token: TokenId) -> Number {
        let twice = self.lower(token + 1) == "of" && is_many(self.lower(token + 2));
        let end = token + if twice { 3 } else { 1 };
        // *hundreds of dollars*: the currency comes after *of*
        let money = self.lower(end) == "of" && super::currency::name("", self.lower(end + 1)).is_some();
        Number { end: end + TokenId::from(money), value: None, exponent: 2, indefinite: false }
    }

    /// *twenty-five*, *seven*
    fn below_hundred(&self, token: TokenId) -> Option<(f64, TokenId)> {
        let value = numbers::below_hundred(self.lower(token))?;
        let dash = TokenId::from(self.lower(token + 1) == "-");
        Some(match numbers::with_unit(value, self.lower(token + 1 + dash)) {
            Some(value) => (f64::from(value), token + 2 + dash),
            None => (f64::from(value), token + 1),
        })
    }

    /// The number with following magnitudes and smaller parts: *2 million*, *one hundred and twenty*, *3 dozen*.
    fn with_magnitudes(&self, mut end: TokenId, first: f64) -> Number {
        let (mut total, mut group, mut exponent) = (0.0, first, 0);
        loop {
            let word = self.lower(end);
            // *13m*, *5k*: a letter only if no space separates it from the number
            let letter = self.is_tight(end).then(|| words::number(Class::MagnitudeLetter, word)).flatten();
            let digits_before = self.form(end.saturating_sub(1)).ends_with(|c: char| c.is_ascii_digit());
            if let Some(power) = magnitude(word).or(letter.filter(|_| digits_before)) {
                group = scaled(group, power);
                exponent = exponent.max(power);
                end += 1;
            } else if word == "dozen" {
                group *= 12.0;
                exponent = exponent.max(1);
                end += 1;
            } else if word == "m"
                && digits_before
                && super::currency::sign(self.form(end.saturating_sub(2))).is_some()
            {
                group = scaled(group, 6);
                exponent = exponent.max(6);
                end += 1;
            } else if exponent >= 2 {
                let and = TokenId::from(word == "and" && exponent <= 3);
                match self.below_hundred(end + and) {
                    // *two thousand five hundred*, *one hundred and twenty*
                    Some((less, after)) if and == 0 || exponent == 2 => {
                        let hundred = self.lower(after) == "hundred";
                        let less = if hundred { less * 100.0 } else { less };
                        total += group;
                        group = less;
                        end = after + TokenId::from(hundred);
                        if magnitude(self.lower(end)).is_some() {
                            group += total;
                            total = 0.0;
                            continue;
                        }
                        break;
                    }
                    _ => break,
                }
            } else {
                break;
            }
        }
        Number { end, value: Some(total + group), exponent, indefinite: false }
    }
}
