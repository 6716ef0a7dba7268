//! Time expressions and their values: *last Friday* in a story of Monday, 20 May 2019 is `2019-05-17`.
//!
//! `lexicon` has the words, `grammar` finds the longest expression that starts at a word, `resolve` turns its meaning
//! into a day, a month, … from the document's day and the direction of the clause, `value` writes the result. The
//! method is that of HeidelTime (Strötgen and Gertz 2010): rules find expressions, then relative ones are resolved
//! against the day of publication and the tense.
//!
//! Values follow ISO 8601, and TimeML's TIMEX3 where ISO 8601 has no notation:
//!
//! | value | is |
//! | --- | --- |
//! | `2019-05-17`, `2019-05`, `2019` | a day, a month, a year |
//! | `2019-W20`, `2019-W20-WE` | a week, its weekend |
//! | `2019-Q2`, `2019-H1`, `2019-SU` | a quarter, a half, a season (`SP SU FA WI`; a winter has the year of its December) |
//! | `201`, `20` | a decade, a century |
//! | `FY2019`, `FY2019-Q3` | a fiscal year, whoever's it is |
//! | `2019-05-17T14:30Z`, `T14:30` | a time of day; with an offset where the text names a zone |
//! | `2019-01/2019-03` | from one to the other, or just these two |
//! | `P3D`, `PT2H`, `P1.5Y` | how long, how often |
//! | `PAST_REF`, `PRESENT_REF`, `FUTURE_REF` | *recently*, *now*, *soon* |
//!
//! Parts of days (*Monday night*) have the value of their day; vague parts (*late 2006*, *the end of May*) have that of
//! their whole.

mod grammar;
mod lexicon;
mod period;
mod resolve;
mod value;

use jiff::civil::Date;

use self::grammar::{Found, Grammar, Word};
pub use self::period::period;
use self::resolve::Setting;
use crate::document::time::{Meaning, TimeExpression};
use crate::document::{Document, Layer, Upos};

/// The direction of a clause: whether *Friday* is the last one or the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The past.
    Past,
    /// The future.
    Future,
    /// The clause does not say: days of the week are the last ones, as in news; months are the nearest.
    #[default]
    Unknown,
}

/// Finds the time expressions of a sentence and fills the layer `Times`. Uses tags and names if present. Linear in the
/// sentence, and in the expressions of the sentences behind it.
pub fn times(document: &mut Document, sentence: usize) {
    let Some(tokens) = document.sentences.get(sentence).map(|s| s.tokens.clone()) else { return };
    let found = {
        let columns = &document.tokens;
        let word = |token: u32| {
            let at = token as usize;
            Word {
                form: document.form(token),
                lower: document.strings.text(columns.lower[at]),
                glued: token > tokens.start && columns.start[at] <= columns.end[at - 1],
                named: document.name_at(token).is_some(),
                upos: columns.upos.get(at).copied().unwrap_or(Upos::X),
            }
        };
        let words: Vec<Word> = tokens.clone().map(word).collect();
        expressions(&words)
    };
    let place = document.times.partition_point(|time| time.tokens.start < tokens.start);
    let times = found.into_iter().map(|(start, Found { end, kind, meaning })| TimeExpression {
        tokens: tokens.start + start as u32..tokens.start + end as u32,
        kind,
        meaning,
    });
    document.times.splice(place..place, times);
    let layers = &mut document.sentences[sentence].layers;
    *layers = layers.with(Layer::Times);
}

/// The expressions of a sentence with the indices of their first words, from left to right.
fn expressions(words: &[Word]) -> Vec<(usize, Found)> {
    let grammar = Grammar { words };
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match grammar.expression(at) {
            Some(found) => {
                let end = found.end.clamp(at + 1, words.len());
                all.push((at, Found { end, ..found }));
                at = end;
            }
            None => at += 1,
        }
    }
    all
}

/// The value of an expression's meaning, for a document's day (ISO 8601) and a clause's direction. None if the words
/// give no value, give a day that does not exist, or depend on an unknown day. O(1).
pub fn value(meaning: &Meaning, date: Option<&str>, direction: Direction) -> Option<String> {
    let today: Option<Date> = date.and_then(|date| date.parse().ok());
    Setting { today, direction }.resolve(meaning).map(|value| value.to_string())
}
