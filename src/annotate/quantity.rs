//! Quantities: sums of money, shares in percent, and numbers, with their values.
//!
//! - money: a currency's sign before a number (*$3.2 billion*, *US$13m*) or its name after one (*five million
//!   dollars*, *13 billion won*); an article or preposition is not part of it, but the *a* of *a million euros* is
//! - percent: a number with *%*, *percent*, *per cent*, *percentage points*
//! - numbers: digits and number words (*5,000*, *three*, *two dozen*, *half a million*, *hundreds of thousands*, which
//!   has no value); no ordinals, no pronoun *one*, no part of a date or time of day as shown by its neighbours
//!
//! Nothing inside a name is a quantity (*Boeing 737*).

mod currency;
mod number;

use std::ops::Range;

use crate::document::{Document, Quantity, QuantityKind, TokenId};
use crate::english::words::{self, Class};
use crate::english::{calendar, numbers};
use number::Number;

/// What a quantity amounts to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    /// In units, not in millions; none if the words do not say (*hundreds of euros*).
    pub value: Option<f64>,
    /// The currency by ISO 4217, `percent`, or none for plain numbers and ambiguous currencies.
    pub unit: Option<&'static str>,
}

/// The quantities of a document, by position. Linear in its words.
pub fn find(document: &Document) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    for sentence in &document.sentences {
        let words = Words { document, tokens: sentence.tokens.clone() };
        let mut token = sentence.tokens.start;
        while token < sentence.tokens.end {
            let Some((kind, end, _)) = words.read(token) else {
                token += 1;
                continue;
            };
            let tokens = token..end.max(token + 1);
            token = tokens.end;
            let named = !document.names_in(&tokens).is_empty() || document.name_at(tokens.start).is_some();
            if !named && (kind != QuantityKind::Number || words.counts(&tokens)) {
                quantities.push(Quantity { tokens, kind });
            }
        }
    }
    quantities
}

/// What a quantity amounts to, from its words. Linear in them.
pub fn measure(document: &Document, quantity: &Quantity) -> Measure {
    let sentence = document.sentence_of(quantity.tokens.start);
    let tokens = document.sentences.get(sentence).map_or(0..0, |s| s.tokens.clone());
    let read = Words { document, tokens }.read(quantity.tokens.start);
    let same = read.filter(|(kind, end, _)| *kind == quantity.kind && *end == quantity.tokens.end);
    same.map_or(Measure { value: None, unit: None }, |(_, _, measure)| measure)
}

/// The words of a sentence.
struct Words<'a> {
    document: &'a Document,
    tokens: Range<TokenId>,
}

impl<'a> Words<'a> {
    /// A word in lower case; empty outside the sentence.
    fn lower(&self, token: TokenId) -> &'a str {
        match self.tokens.contains(&token) {
            true => self.document.strings.text(self.document.tokens.lower[token as usize]),
            false => "",
        }
    }

    /// A word as written; empty outside the sentence.
    fn form(&self, token: TokenId) -> &'a str {
        if self.tokens.contains(&token) { self.document.form(token) } else { "" }
    }

    fn before(&self, token: TokenId) -> &'a str {
        token.checked_sub(1).map_or("", |token| self.lower(token))
    }

    /// Whether no space precedes a word.
    fn is_tight(&self, token: TokenId) -> bool {
        let columns = &self.document.tokens;
        token
            .checked_sub(1)
            .is_some_and(|before| columns.end.get(before as usize) == columns.start.get(token as usize))
    }

    /// The quantity that starts at a word: its kind, its end and its measure.
    fn read(&self, token: TokenId) -> Option<(QuantityKind, TokenId, Measure)> {
        if let Some(unit) = currency::sign(self.form(token)) {
            let number = self.number(token + 1)?;
            let value = self.shared_magnitude(&number, |t| currency::sign(self.form(t)).is_some());
            return Some((QuantityKind::Money, number.end, Measure { value, unit: Some(unit) }));
        }
        let number = self.number(token)?;
        if let Some((end, unit, part)) = self.currency_name(&number) {
            let value = number.value.map(|value| value * part);
            return Some((QuantityKind::Money, end, Measure { value, unit }));
        }
        if let Some(end) = self.percent(number.end) {
            return Some((
                QuantityKind::Percent,
                end,
                Measure { value: number.value, unit: Some("percent") },
            ));
        }
        let plain = !number.indefinite;
        plain.then_some((QuantityKind::Number, number.end, Measure { value: number.value, unit: None }))
    }

    /// *$5* of *between $5 and $7 million* is millions, too.
    fn shared_magnitude(&self, number: &Number, is_sign: impl Fn(TokenId) -> bool) -> Option<f64> {
        let link = self.lower(number.end);
        let joins = matches!(link, "-" | "–" | "or") || words::is(Class::RangeWord, link);
        let value = number.value?;
        if number.exponent > 0 || value >= 1000.0 || !joins {
            return Some(value);
        }
        let next = number.end + 1;
        let after = if is_sign(next) { next + 1 } else { next };
        let second = self.number(after).filter(|second| second.exponent > 0);
        Some(second.map_or(value, |second| numbers::scaled(value, second.exponent)))
    }

    /// The currency named after a number: where it ends, its code, and its fraction of the unit (a cent).
    fn currency_name(&self, number: &Number) -> Option<(TokenId, Option<&'static str>, f64)> {
        let mut at = number.end;
        let mut issuer = String::new();
        // *Hong Kong dollars*, *Canadian dollars*
        while at < number.end + 2 && self.form(at).starts_with(char::is_uppercase) {
            issuer.push_str(if issuer.is_empty() { "" } else { " " });
            issuer.push_str(self.form(at));
            at += 1;
        }
        if let Some(code) = currency::code(&issuer).or_else(|| currency::code(self.form(number.end))) {
            return Some((number.end + 1, Some(code), 1.0));
        }
        let (unit, part) = currency::name(&issuer, self.lower(at))?;
        let great = number.exponent >= 3 || number.value.is_none_or(|value| value >= 1000.0);
        // *13 won*, *50 pounds of flour*
        let clear = match self.lower(at) {
            name if words::is(Class::AmbiguousCurrency, name) => great,
            "pound" | "pounds" => great || !words::is(Class::AfterWeight, self.lower(at + 1)),
            _ => true,
        };
        clear.then_some((at + 1, unit, part))
    }

    /// Where *%*, *per cent* or *percentage points* end.
    fn percent(&self, at: TokenId) -> Option<TokenId> {
        match (self.lower(at), self.lower(at + 1)) {
            ("%" | "percent" | "pct", _) => Some(at + 1),
            ("per", "cent") | ("percentage", "point" | "points") => Some(at + 2),
            ("a", "percentage") if matches!(self.lower(at + 2), "point") => Some(at + 3),
            _ => None,
        }
    }

    /// Whether a number counts or numbers something, and is neither part of a date or time of day nor a pronoun.
    fn counts(&self, tokens: &Range<TokenId>) -> bool {
        let (before, after) = (self.before(tokens.start), self.lower(tokens.end));
        let form = self.form(tokens.start);
        let is_month = |word| calendar::month(word).is_some();
        if is_month(before) || is_month(after) || after == "of" && is_month(self.lower(tokens.end + 1)) {
            return false;
        }
        if words::is(Class::HalfDay, after) || matches!(after, "o'clock" | "gmt") {
            return false;
        }
        // *G-7* is a name, *1.8205/15* an exchange rate quotation
        let dashed = before == "-" && self.is_tight(tokens.start) && {
            let letters = self.form(tokens.start.saturating_sub(2));
            letters.starts_with(char::is_uppercase)
        };
        if dashed || before == "/" || after == "/" {
            return false;
        }
        let digits = tokens.len() == 1 && form.bytes().all(|b| b.is_ascii_digit());
        // *2019*, but *2000 soldiers* and *about 2000*
        if digits && form.len() == 4 && ("1500".."2100").contains(&form) {
            let follows = self.form(tokens.end).starts_with(char::is_lowercase) && after.ends_with('s');
            return follows
                && !words::is(Class::NoPlural, after)
                && !words::is(Class::BeforeBareYear, before);
        }
        // *Number 10* is a house
        if self.form(tokens.start.saturating_sub(1)) == "Number" && before == "number" {
            return false;
        }
        let one = tokens.len() == 1 && self.lower(tokens.start) == "one";
        let noun = after.starts_with(|c: char| c.is_alphabetic()) && !words::is(Class::AfterOne, after);
        let pronoun = words::is(Class::BeforeOne, before);
        !one || noun && !pronoun
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::names::set::tests::document;
    use crate::document::{Name, NameKind};

    fn quantities(sentence: &str) -> Vec<String> {
        let document = document(sentence);
        let show = |quantity: &Quantity| {
            let Measure { value, unit } = measure(&document, quantity);
            let value = value.map_or("?".to_owned(), |value| value.to_string());
            let text = document.text(&quantity.tokens);
            format!("{} {text} = {value} {}", quantity.kind.as_str(), unit.unwrap_or("-"))
        };
        find(&document).iter().map(show).collect()
    }

    #[test]
    fn money_has_its_value_and_currency() {
        for (text, value) in [
            ("$ 3.2 billion", "3200000000 USD"),
            ("3.2 bn euros", "3200000000 EUR"),
            ("US$ 13 m", "13000000 USD"),
            ("C$ 4,500.50", "4500.5 CAD"),
            ("13 billion won", "13000000000 KRW"),
            ("five million dollars", "5000000 USD"),
            ("half a million pounds", "500000 GBP"),
            ("a million yen", "1000000 JPY"),
            ("30 Canadian dollars", "30 CAD"),
            ("2 million Hong Kong dollars", "2000000 HKD"),
            ("50 cents", "0.5 USD"),
            ("30 million dinars", "30000000 -"),
            ("24.8 mln stg", "24800000 GBP"),
            ("6.5 billion dlrs", "6500000000 USD"),
            ("hundreds of dollars", "? USD"),
        ] {
            assert_eq!(quantities(&format!("about {text} ,")), [format!("Money {text} = {value}")]);
        }
        let both = ["Money $ 5 = 5000000 USD", "Money $ 7 million = 7000000 USD"];
        assert_eq!(quantities("between $ 5 and $ 7 million"), both);
        assert_eq!(quantities("a $ 2 - a - share dividend"), ["Money $ 2 = 2 USD"]);
    }

    #[test]
    fn percent_has_its_value() {
        for (text, value) in [
            ("5 %", "5"),
            ("5.5 percent", "5.5"),
            ("five per cent", "5"),
            ("half a percentage point", "0.5"),
            ("two percentage points", "2"),
        ] {
            assert_eq!(quantities(&format!("by {text} .")), [format!("Percent {text} = {value} percent")]);
        }
    }

    #[test]
    fn numbers_have_their_value_where_they_tell_it() {
        for (text, value) in [
            ("5,000", "5000"),
            ("three", "3"),
            ("two dozen", "24"),
            ("1.5 million", "1500000"),
            ("a thousand", "1000"),
            ("twenty - five", "25"),
            ("one hundred and twenty", "120"),
            ("two thousand five hundred", "2500"),
            ("hundreds", "?"),
            ("tens of thousands", "?"),
            ("one", "1"),
        ] {
            assert_eq!(quantities(&format!("some say {text} ships")), [format!("Number {text} = {value} -")]);
        }
        assert_eq!(quantities("No. 5"), ["Number 5 = 5 -"]);
    }

    #[test]
    fn verbs_pronouns_dates_and_houses_are_no_quantities() {
        for sentence in [
            "the team that won the cup",
            "one of the towns",
            "no one may leave , this one is first",
            "on May 5 , the 3rd of them , 12 March",
            "at 3 p.m. in 2019",
            "the aide at Number 10 spoke",
            "a few percent",
        ] {
            assert_eq!(quantities(sentence), [""; 0], "{sentence}");
        }
        assert_eq!(quantities("they had 13 won games"), ["Number 13 = 13 -"]);
        assert_eq!(quantities("50 pounds of flour"), ["Number 50 = 50 -"]);
    }

    #[test]
    fn a_number_on_a_dash_or_slash_counts_nothing() {
        let article = crate::document::Article { text: "the G-7 met".to_owned(), ..Default::default() };
        let mut document = Document::new(article, std::sync::Arc::default());
        for (form, bytes) in [("the", 0..3), ("G", 4..5), ("-", 5..6), ("7", 6..7), ("met", 8..11)] {
            document.push_token(form, bytes);
        }
        assert_eq!(find(&document), []);
        assert_eq!(quantities("marks at 1.8205 / 15"), [""; 0]);
    }

    #[test]
    fn nothing_inside_a_name_is_a_quantity() {
        let mut document = document("a Boeing 737 and 3 crew");
        document.names.push(Name { tokens: 1..3, kind: NameKind::Product });
        let expected = Quantity { tokens: 4..5, kind: QuantityKind::Number };
        assert_eq!(find(&document), [expected]);
    }
}
